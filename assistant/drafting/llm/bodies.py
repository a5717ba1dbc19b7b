"""Bodies that a model speaks of and nobody else: stricter than the review, since a model invents them as easily as anything."""

import re

_KINDS = re.compile(
    "公司|集团|大学(?!生)|学院|研究院|研究所|事务所|基金会|协会|学会(?!员)|联合会|委员会|出版社|电视台|银行(?!卡)|医院|报社|研究中心"
)


def names_body(text: str, own: str) -> bool:
    """Whether `text` speaks of a kind of body that does not occur in `own`."""
    return any(kind not in own for kind in _KINDS.findall(text))
