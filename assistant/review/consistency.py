"""Do goals and indicators promise the same numbers, and do period and year."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.goals import parse_target
from assistant.review.finding import Finding
from assistant.review.mentions import Mention, find_mentions
from assistant.review.naming import object_of
from assistant.review.rules import RULES
from assistant.review.subject import Row, Subject

_ALIKE = [set(words.split()) for words in ("次 场 期 场次 项", "人 名 位", "个 家 处 所 座 项", "件 宗 起 例 个", "条 篇")]
_SERVED = re.compile("受益|惠及|受惠|受众")
_PLACED = tuple[int, Mention]


def check_goal_numbers(subject: Subject) -> Iterator[Finding]:
    """A goal and an indicator that count the same object in the same unit name the same number.

    Objects are compared as a whole, so that a part (女干部培训) is never held against the whole (培训). Where goals name several
    numbers for one object nothing is said, since they may be its parts.
    """
    goals = subject.table.goals
    for of_period in (False, True):
        mentions = [
            (place, said) for place, goal in enumerate(goals) if (goal.scope == "period") is of_period for said in find_mentions(goal.text)
        ]
        if mentions:
            yield from _compare(subject, mentions, of_period)


def _compare(subject: Subject, mentions: list[_PLACED], of_period: bool) -> Iterator[Finding]:
    matched = [(row, [entry for entry in mentions if tells_same(row, entry[1], subject)]) for row in subject.valued]
    told = {said for row, entries in matched for _, said in entries if _number(row, of_period) == said.number}
    for row, entries in matched:
        number, numbers = _number(row, of_period), {said.number for _, said in entries}
        if number is None or len(numbers) != 1 or number in numbers or any(said in told for _, said in entries):
            continue
        place, said = entries[0]
        value = row.indicator.period_value if of_period else row.indicator.value
        message = f"第 {place + 1} 条绩效目标写「{said.words}」，指标{row.title}却是「{value}」，两处数字不一致，请核对。"
        yield RULES["GOAL-01"].finding(message, row=row.index, field="period_value" if of_period else "value")


def _number(row: Row, of_period: bool) -> Decimal | None:
    return parse_target(row.indicator.period_value or "").decimal if of_period else row.number


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


def check_period(subject: Subject) -> Iterator[Finding]:
    """What is to be reached over the years is not less than what is to be reached in one of them."""
    for row in subject.valued:
        period = parse_target(row.indicator.period_value or "")
        year = row.number
        if not row.plain or year is None or period.decimal is None or period.text is not None or row.rate or row.cost:
            continue
        if period.base_unit == row.unit != "%" and row.target.operator not in ("≤", "<") and period.decimal < year:
            values = f"实施周期指标值「{row.indicator.period_value}」小于年度指标值「{row.wording}」"
            message = f"{row.title}的{values}，请核对。"
            yield RULES["PERIOD-01"].finding(message, row=row.index, field="period_value")
