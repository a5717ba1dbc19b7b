"""What the name of a project adds to the facts of its text: of what a bare measure is, and for what money is given."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.drafting.fact import Fact
from assistant.drafting.measures import CONTENT_VERBS, PEOPLE_UNITS, without_measure
from assistant.drafting.naming import is_name

_BARE = re.compile("(?:面积|里程|长度|方量|户数|人数|份数|件数|数量)")
"""Names that say how it is counted and not what."""
_GIVEN = re.compile("补助|补贴|资助|津贴|救助|抚恤|给养|供养|伙食|奖励|慰问|扶助|优待")
_HELPED = {"津贴": "津贴发放", "给养": "", "伙食": ""}
"""What is done to those who get it, where that is not one word."""
_IN_NEED = re.compile("失独|伤残|孤|残疾|死亡|困|特扶|低保|特困|重病|老|优抚|烈|遗属|五保|留守|复员|退役")
_WITH_DEED = re.compile(
    "|".join({*CONTENT_VERBS, "发放", "扶助", "优待", "参", "受益", "工作", "就业", "收治", "保障", "干部", "专家", "志愿"})
)
"""What is said of others than those who get something, or says already what they get."""
_NOT_GIVEN = re.compile("成本|费用|单价|工资|薪酬|费")
_ENDS_IN_DEED = re.compile(f"(?:{'|'.join(CONTENT_VERBS)})$")
"""A subject that says what is done to whom: 新生儿疾病筛查."""
_WHO_GET_IT = ("人数", "户数")
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
        helped = _HELPED.get(given[-1], given[-1]) if given else ""
        whose = without_measure(fact.name)
        if helped and fact.target.base_unit in PEOPLE_UNITS and _is_helped(whose):
            return f"{whose}{helped}人数"
        if helped and fact.name in _WHO_GET_IT:
            longer = f"{subject.split(given[-1])[0]}{helped}{fact.name}"
            return longer if is_name(longer) else f"{helped}{fact.name}"
        if fact.target.base_unit in PEOPLE_UNITS and subject != whose and subject.startswith(whose) and _ENDS_IN_DEED.search(subject):
            return f"{subject}人数"
        return f"{subject}{fact.name}" if subject and _BARE.fullmatch(fact.name) else fact.name
    price = _EACH.fullmatch(fact.name) if fact.kind == "price" and given and not _NOT_GIVEN.search(fact.wording) else None
    if price is None or (price["whose"] and price["whose"] not in _SCHOOLS and not _is_helped(price["whose"])):
        return fact.name
    return f"{_SCHOOLS.get(price['whose'], price['whose'])}{price['each']}{given[-1]}标准"


def _is_helped(whose: str) -> bool:
    """Whether a name is that of people in need and of nothing done: the more of them the better is no goal, to help them is."""
    return _IN_NEED.search(whose) is not None and _WITH_DEED.search(whose) is None
