"""What the name of a project adds to the facts of its text: of what a bare measure is, and for what money is given."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.drafting.fact import Fact
from assistant.drafting.measures import PEOPLE_UNITS, without_measure
from assistant.drafting.naming import is_name

_BARE = re.compile("(?:面积|里程|长度|方量|户数|人数|份数|件数|数量)")
"""Names that say how it is counted and not what."""
_GIVEN = re.compile("补助|补贴|资助|津贴|救助|抚恤|给养|供养|伙食|奖励|慰问")
_NOT_GIVEN = re.compile("成本|费用|单价|工资|薪酬|费")
_SCHOOLS = {"小学": "小学生", "初中": "初中生", "高中": "高中生", "中职": "中职生", "幼儿园": "在园幼儿", "学前": "学前儿童"}
"""Who is meant where a school stands for those who go to it: 小学1640名."""
_EACH = re.compile("(?P<each>(?:人均|户均)(?:每[年月天]|每学[期年])?)(?P<whose>.*)(?:成本|标准)")


def in_light_of(facts: Sequence[Fact], name: str, subject: str) -> tuple[Fact, ...]:
    """The facts named as those of the project `name`, whose own object is `subject`; no two get one name."""
    taken = {fact.name for fact in facts}
    kept: list[Fact] = []
    for fact in facts:
        own = _named(fact, name, subject)
        free = own != fact.name and own not in taken and is_name(own)
        taken |= {own} if free else set()
        phrase = without_measure(own) if fact.kind == "count" else fact.phrase
        kept.append(replace(fact, name=own, phrase=phrase) if free else fact)
    return tuple(kept)


def _named(fact: Fact, name: str, subject: str) -> str:
    given = _GIVEN.findall(name)
    if fact.kind == "count":
        school = _SCHOOLS.get(fact.name.removesuffix("人数"))
        if school and fact.target.base_unit in PEOPLE_UNITS:
            return f"{school}{given[-1] if given else ''}人数"
        return f"{subject}{fact.name}" if subject and _BARE.fullmatch(fact.name) else fact.name
    price = _EACH.fullmatch(fact.name) if fact.kind == "price" and given and not _NOT_GIVEN.search(fact.wording) else None
    if price is None or (price["whose"] and price["whose"] not in _SCHOOLS):
        return fact.name
    return f"{_SCHOOLS.get(price['whose'], '')}{price['each']}{given[-1]}标准"
