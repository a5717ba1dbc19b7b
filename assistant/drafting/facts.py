"""Facts of a request: what its text says will be done, how much of it, by when, at what price.

A request's facts win over everything else, so this errs on the side of leaving a number alone that it does not understand.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from assistant.drafting.measures import (
    CONTENT_VERBS,
    COUNTED_EXACTLY,
    MEASURE_WORDS,
    count_name,
    is_light,
    strip_light_verbs,
    without_measure,
)
from assistant.goals.dates import YEAR
from assistant.goals.money import SCALES, format_number
from assistant.goals.numerals import parse_chinese_number
from assistant.goals.target import OPERATORS, Operator, Target

Kind = Literal["count", "rate", "duration", "price", "cost", "deadline"]


@dataclass(frozen=True)
class Fact:
    """One statement of the request that a target value must repeat.

    Attributes:
        kind: a count, a rate, how long something may take, a price per unit, the money for a part, or a point in time.
        name: the indicator that states it (维权宣传活动场次, 学员满意度, 单场活动成本).
        phrase: what is done, with its verb, for goal sentences (开展维权宣传活动).
        target: the value.
        per: for a price, the measure word it is the price of (场, 人, 户).
        wording: the clause it was read in.
    """

    kind: Kind
    name: str
    phrase: str
    target: Target
    per: str | None
    wording: str


_OPERATOR = "|".join(re.escape(word) for word in sorted(OPERATORS, key=len, reverse=True))
_SPELLED = "[一二两三四五六七八九十百千]+(?=[多余]?(?:人次|场次|场|次|期|名|户|份|篇|台|套|所|间|亩|公里|个|人))"
_NUMBER = rf"\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|{_SPELLED}"
_MEASURE = "|".join(MEASURE_WORDS)
_TAIL = r"(?:[(（]?[及或含]?[)）]?(?P<tail>以上|以下|以内|左右))?"
_QUANTITY = re.compile(rf"(?P<op>{_OPERATOR})?\s*(?P<number>{_NUMBER})\s*[多余]?(?P<scale>[万亿])?\s*(?P<unit>%|百分点|{_MEASURE}){_TAIL}")
_MONEY = re.compile(
    rf"(?P<op>{_OPERATOR})?\s*(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<scale>[千百十]?万|亿|千)?元(?:/(?P<per>{_MEASURE})(?:[/·](?P<per2>{_MEASURE}|日))?)?"
)
_PRICE_OF = re.compile(rf"(?:每|单)(?P<per>{_MEASURE})|(?P<each>人|户|次|亩|场|生)均")
_DEADLINE = re.compile(
    rf"(?P<date>(?:{YEAR}年)?(?:\d{{1,2}}月(?:\d{{1,2}}日|底|末|上旬|中旬|下旬)?|年底|第?[一二三四]季度末?))(?:之前|以前|前)(?P<what>[\u4e00-\u9fff]{{0,12}})"
)
_CLAUSES = re.compile(r"[，。；;！!？?\n]|(?<!\d),|,(?!\d{3})|(?<=\d[^，,。；;、\d])、|(?<=\d[^，,。；;、\d]{2})、")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_NOT_COUNTED = ("年", "元", "点", "类", "种")
_ORDINAL = re.compile(r"(?:第|十[一二三四五]五|[三四]个|“|‘)$")


def find_facts(text: str) -> list[Fact]:
    """The facts that a request's free text states, in its order; of two facts with one name only the first."""
    facts: dict[str, Fact] = {}
    spoken_of = ""
    for clause in _CLAUSES.split(unicodedata.normalize("NFKC", re.sub(r"\s+", "", text))):
        for fact in _read_clause(clause, spoken_of):
            facts.setdefault(fact.name, fact)
            if fact.kind == "count":
                spoken_of = without_measure(fact.name)
    return list(facts.values())


def _read_clause(clause: str, spoken_of: str) -> list[Fact]:
    """Facts of one clause; `spoken_of` is the object of the last count, for clauses that leave theirs out (共150人次, 每户1000元)."""
    if money := _MONEY.search(clause):
        return _money_fact(clause, money, spoken_of)
    facts = _deadline_facts(clause)
    plain = _DEADLINE.sub(lambda match: match["what"], clause)
    start = 0
    for match in _QUANTITY.finditer(plain):
        if _ORDINAL.search(plain[: match.start()]) or match["unit"] in _NOT_COUNTED:
            continue
        fact = _quantity_fact(plain, start, match, spoken_of)
        if fact:
            facts.append(fact)
        start = match.end()
    return facts


def _read_number(match: re.Match[str]) -> Decimal:
    spelled = parse_chinese_number(match["number"])
    return spelled if spelled is not None else Decimal(match["number"].replace(",", ""))


def _operator(match: re.Match[str], default: Operator) -> Operator:
    tail = match.groupdict().get("tail")
    if tail in ("以下", "以内"):
        return "≤"
    return "≥" if tail == "以上" else OPERATORS.get(match["op"] or "", default)


def _quantity_fact(clause: str, start: int, match: re.Match[str], spoken_of: str) -> Fact | None:
    before = re.sub(rf"(?:{_OPERATOR}|达到?|约|共计?|总计|各|为)$", "", clause[start : match.start()])
    following = _QUANTITY.search(clause, match.end())
    after = clause[match.end() : following.start() if following else len(clause)]
    if re.search(r"每[场次期人户个年月周天]?$|平均$", before):
        return None  # 每场50人: a ratio, not the project's total
    bare = strip_light_verbs(before.lstrip("的及和并与、") if start else before)
    light = is_light(bare)
    unit = match["unit"]
    if unit in ("%", "百分点"):
        return None if light else _rate_fact(bare, clause, match)
    thing = re.sub(r"^(?:的|以上|左右)", "", _BRACKETS.sub("", after))
    number = format_number(_read_number(match))
    if unit in _TIMES and _DURATION.search(bare):
        return Fact("duration", bare, bare, Target(operator=_operator(match, "≤"), number=number, unit=unit), None, clause)
    phrase, name = _name_count(bare, before, thing, unit)
    if not name and spoken_of:
        phrase, name = spoken_of, count_name(spoken_of, unit)
    if not name:
        return None
    exact = any(verb in before for verb in COUNTED_EXACTLY)
    unit = f"{match['scale'] or ''}{'人' if unit in ('名', '位') else unit}"
    return Fact(
        "count",
        name,
        _PLANNING.sub("", phrase),
        Target(operator=_operator(match, "=" if exact else "≥"), number=number, unit=unit),
        None,
        clause,
    )


_GIVING = re.compile(r"慰问|补助|补贴|资助|奖励|救助|帮扶")
_EACH = {"人": "人均", "名": "人均", "人次": "人均", "户": "户均", "亩": "亩均"}
_TIMES = ("小时", "分钟", "天", "个工作日", "工作日", "日")
_DURATION = re.compile("(?:时间|时限|时长|周期)$")
_PLANNING = re.compile("^(?:全年|今年|本年度?|年内|拟|计划|预计|将|其中|共|累计|并|同时|主要|用于|以及|力争|对(?!口|接|外|标|照))+")
_INNER_VERB = re.compile("(?<=.{2})(?:开展|进行|提供|举办|组织|实施)(?=.{2})")
_OBJECT = re.compile(r"^[\u4e00-\u9fff“”A-Za-z0-9]+")


def _name_count(bare: str, before: str, thing: str, unit: str) -> tuple[str, str]:
    """(phrase with verb, indicator name) of a count whose object stands before or behind its number."""
    content = bare in CONTENT_VERBS
    if is_light(bare) or content:
        thing = strip_light_verbs("".join(_OBJECT.findall(thing)[:1]))[:20]
        if not thing and not content:
            return "", ""
        bare = f"{bare if content else ''}{_INNER_VERB.sub('', thing)}"
        return f"{before}{thing}", count_name(bare, unit)
    return before, count_name(bare, unit)


def _rate_fact(name: str, clause: str, match: re.Match[str]) -> Fact | None:
    name = re.sub(r"(?:达到?|在|保持在|不低于|为)+$", "", name)
    if not re.search(r"(?:率|度|比例|比重|占比)$", name):
        return None
    number = format_number(_read_number(match))
    target = Target(operator=_operator(match, "=" if number == "100" else "≥"), number=number, unit="%")
    return Fact("rate", name, name, target, None, clause)


def _money_fact(clause: str, match: re.Match[str], spoken_of: str) -> list[Fact]:
    amount = Decimal(match["number"].replace(",", "")) * SCALES[match["scale"] or ""]
    before = clause[: match.start()]
    priced = _PRICE_OF.search(before)
    per = match["per"] or (priced and _per(priced))
    if per:
        return [_price_fact(clause, match, amount, before[: priced.start()] if priced else before, per, spoken_of)]
    thing = strip_light_verbs(re.sub(r"(?:预算|经费|资金|费用|支出|约|共|计|需|安排|投入|为|:|费)+$", "", before))
    if len(thing) < 2 or re.search(r"总|合计|预算", before):
        return []
    target = Target(operator="≤", number=format_number(amount), unit="元")
    return [Fact("cost", f"{thing}成本", thing, target, None, clause)]


def _per(priced: re.Match[str]) -> str | None:
    each: str | None = priced["per"] or priced["each"]
    return "人" if each == "生" else each


def _price_fact(clause: str, match: re.Match[str], amount: Decimal, before: str, per: str, spoken_of: str) -> Fact:
    thing = re.sub(r"(?:补助标准|标准|成本|费用|经费|为|按照?|控制在|不超过)+$", "", strip_light_verbs(before))
    giving = _GIVING.search(clause) or _GIVING.search(spoken_of)
    thing = thing or (giving[0] if giving else "")
    unit = f"元/{per}" + (f"·{match['per2']}" if match["per2"] else "")
    target = Target(operator=_operator(match, "≤"), number=format_number(amount), unit=unit)
    return Fact("price", f"{_EACH.get(per, f'单{per}')}{thing}{'标准' if giving else '成本'}", thing, target, per, clause)


def _deadline_facts(clause: str) -> list[Fact]:
    match = _DEADLINE.search(clause)
    if match is None:
        return []
    what = re.sub(r"^(?:全部|基本|完成|竣工|建成|完工|交付|投入使用)+", "", match["what"])
    thing = strip_light_verbs(what or clause[: match.start()])
    thing = re.sub(r"(?:工作|任务|在|于|将)$", "", _QUANTITY.sub("", thing))[:12]
    name = f"{thing}完成时间" if thing else "项目完成时间"
    return [Fact("deadline", name, clause, Target(text=f"{match['date']}前"), None, clause)]
