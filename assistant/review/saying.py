"""Does a goal's number say what a row says."""

import re

from assistant.review.mentions import Mention
from assistant.review.naming import object_of
from assistant.review.subject import Row, Subject

_ALIKE = [set(words.split()) for words in ("次 场 期 场次 项", "人 名 位", "个 家 处 所 座 项", "件 宗 起 例 个", "条 篇")]
_MEASURED = "公里 千米 米 平方米 平方公里 公顷 亩 吨 立方米".split()
_SERVED = re.compile("受益|惠及|受惠|受众")


def tells_same(row: Row, said: Mention, subject: Subject) -> bool:
    """Whether a goal's number is said of what a row counts, in the same unit."""
    if said.unit == "%":
        return row.unit == "%" and (_rate_key(row.name) in said.objects or _only_satisfaction(row, said, subject))
    return in_unit(row, said) and _key(object_of(row.name)) in {_key(name) for name in said.objects}


def in_unit(row: Row, said: Mention) -> bool:
    """Whether a row is nothing but a number in the unit of a goal's number, or in one in which the same may be counted."""
    unit = row.unit or ""
    return row.plain and (said.unit == unit or any(said.unit in group and unit in group for group in _ALIKE))


def is_part_of_name(row: Row, said: Mention) -> bool:
    """Whether a row names the end of what a goal's number is said of, and is measured: 大中修里程 of 县乡道路大中修, in 公里."""
    own = object_of(row.name)
    return said.unit in _MEASURED and len(own) > 1 and any(name != own and name.endswith(own) for name in said.objects)


def _only_satisfaction(row: Row, said: Mention, subject: Subject) -> bool:
    """Whether the table has one 满意度 only and the goal speaks of 满意度: whatever the two call it, it is the same."""
    return subject.satisfactions == (row,) and any(name.endswith(("满意度", "满意率")) for name in said.objects)


def _rate_key(name: str) -> str:
    return name.replace("的", "").replace('"', "")


def _key(name: str) -> str:
    """What two objects have in common that are the same: 修补路面 is 路面修补."""
    name = _SERVED.sub("服务", name)
    return "".join(sorted(name.removesuffix("服务") if len(name) > 3 else name))
