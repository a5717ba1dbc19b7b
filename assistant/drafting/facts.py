"""Facts of a request: what its text says will be done, how much of it, by when, at what price.

A request's facts win over everything else. A number that is not understood becomes no fact, and is told instead of being lost.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from assistant.drafting.amounts import Amount, find_amounts, normalise
from assistant.drafting.deadlines import find_deadline
from assistant.drafting.fact import Fact
from assistant.drafting.levels import is_left_behind, is_size, read_duration, read_level, read_reached, read_size
from assistant.drafting.measures import CONTENT_VERBS, COUNTED_EXACTLY, LIGHT_VERBS, PEOPLE_UNITS, count_name, has_verb, without_measure
from assistant.drafting.naming import SPECIFIED, is_name, name_of_count, object_before, says_nothing
from assistant.drafting.sums import read_money
from assistant.goals import Target
from assistant.goals.money import format_number

TIMES = ("秒", "小时", "分钟", "天", "日", "个工作日", "工作日", "个月", "年")
LONGEST_EXCERPT = 30
LEVELS = ("%", "‰", "分", "个百分点", "百分点")


@dataclass
class Said:
    """What was said so far, for clauses that leave their object out: 共150人次, 每户1000元, 、打印机3台."""

    object: str = ""
    unit: str = ""
    verb: str = ""
    exact: bool = False
    of_part: bool = False
    given: str = ""
    waiting: str = ""
    counts: dict[str, Decimal] = field(default_factory=dict)
    ratios: dict[str, Amount] = field(default_factory=dict)
    unpriced: list[tuple[str, str]] = field(default_factory=list)
    begun: str = ""
    background: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Reading:
    """The facts of a text, and the amounts of it that became none, in its own words.

    Attributes:
        facts: what it promises.
        unread: amounts that were not understood.
        background: amounts that were understood as no promise: what was done in earlier years, whole sums of money.
    """

    facts: tuple[Fact, ...]
    unread: tuple[str, ...]
    background: tuple[str, ...]


_CLAUSE = re.compile(r"[^,。;!！?？\n()]+")
PAST = re.compile(r"已(?!建|有|纳入)|(?:上年度?|去年)(?!.{0,6}(?:提高|下降|增长|降低|减少))|往年|以往|截至目前|目前(?:有|共|已)|现有|历年")
_YEAR = re.compile(r"^\D{0,10}(20\d\d)年(?!\d{1,2}月)")
_NUMBERED = re.compile(
    r"20\d\d年?|\d{1,2}月份?(?:\d{1,2}[日号]?)?|第\d+|\d*[A-Za-z][A-Za-z.\d]*|[〔\[]\d+[〕\]]|\d+号|\d+(?:[-~至到]\d+)?周?岁"
)
_ZERO = re.compile(r"为零|零(?:发生|事故|投诉|伤亡|差错|违规)")
_PART = re.compile("(?:、|并)?其中")
_GOING_ON = re.compile("(?:按|标准|补助|补贴|资助|人均|户均|单价)*(?:每|[人户]均)")
"""What begins with a price goes on with what was spoken of before."""
_EACH_TIME = re.compile(r"每(?:个(?=班))?(期|场|班|次|届|批|月|周|季度?+|年)((?!末|底|初|终|结束|届满)[^\d每]{0,8})$")
_EACH_PERSON = re.compile("(?:每[人户名位]|[人户]均)$")
"""What everybody gets is no count of the whole: 每人每月3次."""
_BEGINNING = re.compile("举办|开展|组织|召开|承办")
_THOSE_IN_IT = PEOPLE_UNITS | {"户"}
"""In what is counted those who are in what was counted: 抽测48所学校4800人."""
_PER_YEAR = {"月": 12, "周": 52, "季": 4, "季度": 4}


def read_purpose(text: str, year: int | None = None) -> Reading:
    """The facts of a request's free text, in its order; of two with one name and value only the first.

    What the text says of years before `year`, the one that is budgeted, is no promise.
    """
    facts: list[Fact] = []
    unread: list[str] = []
    said = Said()
    whole = normalise(text)
    for stands in _CLAUSE.finditer(whole):
        clause = stands[0]
        if _PART.match(clause):
            said.unpriced.clear()
        elif whole[: stands.start()].endswith("("):  # what a bracket says is said of what stands in front of it alone
            del said.unpriced[:-1]
        earlier = _YEAR.search(clause)
        if PAST.search(clause) or (earlier and year and int(earlier[1]) < year):
            said.background += [_excerpt(clause, len(clause))] if find_amounts(clause) else []
            continue
        found, missed = _read_clause(clause, said)
        facts += found
        unread += missed
    kept, rivals = _distinct([fact for fact in facts if not (fact.computed and any(_says_total(other, fact) for other in facts))])
    unread = [text for text in unread if not any(text != other and text in other for other in unread)]
    left = [f"每{per}{format_number(amount.value)}{amount.unit}" for per, amount in said.ratios.items()]
    return Reading(tuple(kept), tuple(dict.fromkeys([*unread, *rivals, *left])), tuple(dict.fromkeys(said.background)))


def _says_total(fact: Fact, computed: Fact) -> bool:
    """Whether people who were counted by the person are those that a total was computed of: 每期50人共8期，400人."""
    units = {fact.target.base_unit, computed.target.base_unit}
    same = fact.target.decimal == computed.target.decimal and (units <= PEOPLE_UNITS or len(units) == 1)
    return fact.kind == "count" and not fact.computed and same


def _distinct(facts: list[Fact]) -> tuple[list[Fact], list[str]]:
    """Each statement once, and the wording of those that say something else under a name that is taken.

    A total that was computed gives way to one that was said. Of two prices each is called by what it is the price of.
    """
    kept: dict[str, Fact] = {}
    rivals: list[str] = []
    of_several: set[str] = set()
    for fact in facts:
        before = kept.get(fact.name)
        if before is None or before.computed:
            kept[fact.name] = fact
        elif before.target != fact.target:
            longer = _in_full(fact)
            if longer.name != fact.name and longer.name not in kept:
                kept[longer.name] = longer
                of_several.add(fact.name)
            else:
                rivals.append(fact.wording)
    names = set(kept)
    return [longer if name in of_several and (longer := _in_full(fact)).name not in names else fact for name, fact in kept.items()], rivals


def _in_full(fact: Fact) -> Fact:
    """A price under the name of what it is the price of, where that makes a name; 补助 is not said of 补助儿童 once more."""
    whose = fact.phrase[2:] if fact.phrase[:2] in fact.name else fact.phrase
    longer = f"{whose}{fact.name}"
    own = fact.kind == "price" and whose not in fact.name and is_name(longer)
    return replace(fact, name=longer) if own else fact


def _read_clause(clause: str, said: Said) -> tuple[list[Fact], list[str]]:
    facts: list[Fact] = []
    unread: list[str] = []
    said.of_part = _PART.match(clause) is not None or (said.of_part and _GOING_ON.match(clause) is not None)
    deadline = find_deadline(clause)
    if deadline:
        facts.append(Fact("deadline", deadline.name, clause, Target(text=deadline.text), None, clause))
        clause = f"{clause[: deadline.span[0]]}|{clause[deadline.span[1] :]}"  # what stands around it is not one object
    amounts = find_amounts(clause)
    said.begun = object_before(clause) if not amounts and _BEGINNING.match(clause) else said.begun
    start = 0
    for position, amount in enumerate(amounts):
        end = amounts[position + 1].span[0] if position + 1 < len(amounts) else len(clause)
        before = clause[start : amount.span[0]].split("|")[-1]
        before = re.sub(r"^(?:、|及|和|与|并(?!发)|的)+", "", before) if start else before
        found, used = _read_amount(before, amount, clause[amount.span[1] : end], clause, said)
        facts += found
        if not found and used >= 0:
            unread.append(_told(clause, start, amount, end if amount is amounts[-1] else amount.span[1]))
        start = amount.span[1] + max(used, 0)
    return facts, unread + _bare_numbers(clause, amounts)


def _bare_numbers(clause: str, amounts: Sequence[Amount]) -> list[str]:
    """The parts of a list with a number that is no amount, no date, no ordinal and no part of a name, or with a zero in words."""
    rest = list(SPECIFIED.sub(lambda match: " " * len(match[0]), clause))
    for amount in amounts:
        rest[slice(*amount.span)] = " " * (amount.span[1] - amount.span[0])
    parts = re.finditer("[^、]+", "".join(rest))
    bare = (part for part in parts if re.search(r"\d", _NUMBERED.sub("", part[0])) or _ZERO.search(part[0]))
    return [_excerpt(clause[slice(*part.span())], len(clause)) for part in bare]


def _told(clause: str, start: int, amount: Amount, end: int) -> str:
    """What is told of an amount that was not understood: its part of a list, or all of the clause where that part says nothing."""
    part = clause[start:end]
    says = len(part.strip("、")) - (amount.span[1] - amount.span[0]) >= 2
    return _excerpt(part, amount.span[1] - start).strip("、") if says else _excerpt(clause, amount.span[1])


def _excerpt(clause: str, end: int) -> str:
    """What is told of a clause: all of it, or the end of what leads to an amount."""
    if len(clause) <= LONGEST_EXCERPT:
        return clause.replace("|", "")
    start = max(0, end - LONGEST_EXCERPT)
    if clause[start : start + 1].isdigit():  # no number is cut in two
        start -= len(clause[:start]) - len(clause[:start].rstrip("0123456789."))
    return clause[start:end].replace("|", "")


def _read_amount(before: str, amount: Amount, after: str, clause: str, said: Said) -> tuple[list[Fact], int]:
    """Facts that an amount states (none: not understood), and how much of the text behind it belongs to it; -1: nothing to state."""
    if amount.unit == "元":
        whose = _priced(said, of_all=clause.startswith(before) and _GOING_ON.match(before) is not None)
        found, used = _with_clause(read_money(before, amount, whose, said.unit, said.given), clause)
        found = [_of_part(fact) if said.of_part else fact for fact in found]
        said.background += [_excerpt(clause, amount.span[1])] if used < 0 else []
        return found, used
    if is_left_behind(before, after):
        return [], -1
    if is_size(before, amount):
        size = read_size(clause, before, amount)
        return [size] if size else [], 0
    level = read_reached(clause, before, amount) or (read_level(clause, before, amount) if amount.unit in LEVELS else None)
    if level or amount.unit in LEVELS:
        return [level] if level else [], 0
    ratio = _EACH_TIME.search(before)
    if ratio and _EACH_PERSON.search(before[: ratio.start()]):
        return [], 0
    if ratio:
        said.object = object_before(ratio[2]) or object_before(before[: ratio.start()]) or said.object or said.begun
        found = _ratio_facts(ratio[1], amount, clause, said)
        return found, -1 if ratio[1] in said.ratios and not found else 0
    if amount.unit in TIMES:
        timed, used = _with_clause(read_duration(before, amount, after, said.waiting), clause)
        if timed or used < 0:
            said.waiting = object_before(before) or said.waiting
            return timed, used
        if amount.unit not in ("天", "小时") or re.match(r"[\u4e00-\u9fff]", after):
            return [], 0
    return _count_fact(before, amount, after, clause, said)


def _priced(said: Said, *, of_all: bool) -> str:
    """What a price without an object is the price of: what was counted last, or all of a list that it stands behind (每件 of all cases)."""
    things = [thing for thing, unit in said.unpriced if unit == said.unit]
    said.unpriced.clear()
    if len(set(things)) < 2 or not of_all:
        return said.object
    return things[0][-2:] if len({thing[-2:] for thing in things}) == 1 else ""


def _of_part(fact: Fact) -> Fact:
    """A price of a part, under the part's own name: 儿童康复人均成本 is not that of everybody."""
    return replace(_in_full(fact), of_part=True)


def _with_clause(read: tuple[Fact | None, int], clause: str) -> tuple[list[Fact], int]:
    fact, used = read
    return ([replace(fact, wording=clause)] if fact else []), used


def _count_fact(before: str, amount: Amount, after: str, clause: str, said: Said) -> tuple[list[Fact], int]:
    followed = amount.span[1] + len(after) < len(clause)
    name, phrase, used, verb = name_of_count(before, after, amount.unit, followed=followed)
    if not name and said.object and says_nothing(before):
        whose = said.verb if amount.unit in _THOSE_IN_IT and said.unit not in _THOSE_IN_IT else ""
        phrase = whose or said.object
        name, used, verb = count_name(phrase, amount.unit), 0, whose
    if not name and amount.unit in ("人", "户") and before == clause[: amount.span[0]] and says_nothing(before):
        name = count_name("", amount.unit)  # the project's own name says who they are
    if not name:
        return [], 0
    said.verb = verb
    if phrase.startswith((*LIGHT_VERBS, *CONTENT_VERBS)):  # a list goes on with the verb that it began with
        said.exact = phrase.startswith(COUNTED_EXACTLY) and not phrase.startswith(("招聘会", "招聘活动"))
    said.object, said.unit = without_measure(name), amount.unit
    said.counts[amount.unit] = amount.value
    said.unpriced.append((said.object, amount.unit))
    if not said.of_part:
        goes_on = not clause.startswith(before) and not has_verb(phrase)  # a list says once that it is given
        said.given = f"{said.given if goes_on else ''}{phrase}{after[used:]}"
    operator = amount.operator or (None if amount.upper else "=" if said.exact or amount.value == 0 else "≥")
    target = Target(operator=operator, number=amount.number, upper=amount.upper, unit=f"{amount.scale}{amount.unit}")
    facts = [Fact("count", name, phrase, target, None, clause, of_part=said.of_part)]
    if amount.unit in said.ratios:  # 每期50人共4期: the ratio was said first
        facts.append(_total(said.object, amount.value, said.ratios.pop(amount.unit), clause))
    return facts, used


def _total(thing: str, times: Decimal, each: Amount, clause: str) -> Fact:
    """What a ratio and a number of times make together."""
    unit = "人次" if each.unit == "人" else each.unit
    target = Target(operator="≥", number=format_number(times * each.value), unit=unit)
    return Fact("count", count_name(thing, unit), thing, target, None, clause, computed=True)


def _ratio_facts(per: str, amount: Amount, clause: str, said: Said) -> list[Fact]:
    """每期50人 beside 10期 makes 500人次; 每期5天 is a count of its own; 每月2次 makes 24 a year."""
    if not said.object:
        return []
    if amount.unit in ("天", "小时", "课时", "学时"):
        target = Target(operator=amount.operator or "=", number=amount.number, unit=amount.unit)
        name = f"每{per}{count_name(said.object.split('、')[-1][-6:], amount.unit)}"
        return [Fact("count", name, f"每{per}", target, None, clause)]
    times = Decimal(_PER_YEAR[per]) if per in _PER_YEAR else said.counts.get(per)
    if times is None:
        said.ratios[per] = amount
        return []
    return [_total(said.object, times, amount, clause)]
