"""Bodies that a model speaks of and nobody else: stricter than the review, since a model invents them as easily as anything."""

import re

from assistant.review.places import INSTITUTIONS

_KINDS = re.compile(f"{INSTITUTIONS}|公司|集团|协会|(?<!大)学会(?!员)|联合会|委员会|银行(?!卡)|医院|报社|研究中心")


def names_body(text: str, own: str) -> bool:
    """Whether `text` speaks of a kind of body that does not occur in `own`."""
    return any(kind not in own for kind in _KINDS.findall(text))
