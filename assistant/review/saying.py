"""Does a goal's number say what a row says."""

import re

from assistant.review.mentions import Mention
from assistant.review.naming import object_of
from assistant.review.subject import Row, Subject

_ALIKE = [set(words.split()) for words in ("次 场 期 场次 项", "人 名 位", "个 家 处 所 座 项", "件 宗 起 例 个", "条 篇")]
_SERVED = re.compile("受益|惠及|受惠|受众")


def tells_same(row: Row, said: Mention, subject: Subject) -> bool:
    """Whether a goal's number is said of what a row counts, in the same unit."""
    unit = row.unit or ""
    if said.unit == "%":
        return unit == "%" and (_rate_key(row.name) in said.objects or _only_satisfaction(row, said, subject))
    alike = said.unit == unit or any(said.unit in group and unit in group for group in _ALIKE)
    return alike and row.plain and _key(object_of(row.name)) in {_key(name) for name in said.objects}


def _only_satisfaction(row: Row, said: Mention, subject: Subject) -> bool:
    """Whether the table has one 满意度 only and the goal speaks of 满意度: whatever the two call it, it is the same."""
    return subject.satisfactions == (row,) and any(name.endswith(("满意度", "满意率")) for name in said.objects)


def _rate_key(name: str) -> str:
    return name.replace("的", "").replace('"', "")


def _key(name: str) -> str:
    """What two objects have in common that are the same: 修补路面 is 路面修补."""
    name = _SERVED.sub("服务", name)
    return "".join(sorted(name.removesuffix("服务") if len(name) > 3 else name))
