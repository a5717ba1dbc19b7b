"""Do goals and indicators promise the same numbers, and do period and year."""

from collections.abc import Iterator
from decimal import Decimal

from assistant.goals import Indicator, parse_target
from assistant.goals.money import format_number
from assistant.review.carrying import carry_over
from assistant.review.cutting import spans_of_gone
from assistant.review.finding import Finding, Fix
from assistant.review.mentions import Mention, find_mentions
from assistant.review.pricing import amount_of
from assistant.review.rules import RULES
from assistant.review.saying import in_unit, is_part_of_name, tells_same
from assistant.review.subject import Row, Subject

_PLACED = tuple[int, Mention]


def check_goal_numbers(subject: Subject) -> Iterator[Finding]:
    """A goal and an indicator that count the same object in the same unit name the same number; the fix lets the goal follow the table.

    Objects are compared as a whole, so that a part (女干部培训) is never held against the whole (培训). Where goals name several
    numbers for one object nothing is said, since they may be its parts. What a row said before it was changed is known for certain.
    """
    goals, told = subject.table.goals, set[int | None]()
    gone = [spans_of_gone(goal, subject) for goal in goals]
    for of_period in (False, True):
        mentions = [
            (place, said)
            for place, goal in enumerate(goals)
            if (goal.scope == "period") is of_period
            for said in find_mentions(goal.text)
            if said.span not in gone[place]
        ]
        for finding in _compare(subject, mentions, of_period):
            told.add(finding.indicator)
            yield finding
    yield from _check_changed(subject, told)


def _compare(subject: Subject, mentions: list[_PLACED], of_period: bool) -> Iterator[Finding]:
    if not mentions:
        return
    exact = [(row, [entry for entry in mentions if tells_same(row, entry[1], subject)]) for row in subject.valued]
    matched = [(row, entries or _only_ones(row, mentions, subject)) for row, entries in exact]
    told = {said for row, entries in matched for _, said in entries if _number(row, of_period) == said.number}
    for row, entries in matched:
        number, numbers = _number(row, of_period), {said.number for _, said in entries}
        if number is None or len(numbers) != 1 or number in numbers or any(said in told for _, said in entries):
            continue
        place, said = entries[0]
        field = "period_value" if of_period else "value"
        value = getattr(row.indicator, field)
        message = f"第 {place + 1} 条绩效目标写「{said.words}」，指标{row.title}却是「{value}」，两处数字不一致，请核对。"
        finding = RULES["GOAL-01"].finding(message, row=row.index, field=field)
        stated = f"{row.target.operator or ''}{format_number(said.number)}{row.unit or ''}"
        before = row.indicator.model_copy(update={field: stated, "target": None})
        yield finding.model_copy(update={"fix": _following(subject, row, before)})


def _only_ones(row: Row, mentions: list[_PLACED], subject: Subject) -> list[_PLACED]:
    """The one number of a row's unit in the goals, where no other row has that unit and its object ends in the row's.

    大中修里程 is then that of 县乡道路大中修; what people and events are counted in is left alone, since a part of many is counted so too.
    """
    fitting = [entry for entry in mentions if in_unit(row, entry[1])]
    alone = len(fitting) == 1 and not any(in_unit(other, fitting[0][1]) for other in subject.valued if other is not row)
    return fitting if alone and is_part_of_name(row, fitting[0][1]) else []


def _check_changed(subject: Subject, told: set[int | None]) -> Iterator[Finding]:
    """Rows that were changed while a goal went on stating what they said before."""
    for earlier in subject.earlier:
        if earlier.place is None or earlier.place in told:
            continue
        row = subject.rows[earlier.place]
        fix = _following(subject, row, earlier.row)
        if fix:
            where = subject.where(None, fix.field)
            message = f"{where}写的还是「{earlier.row.value}」，指标{row.title}已改为「{row.wording}」，两处不一致，请核对。"
            yield RULES["GOAL-01"].finding(message, row=row.index, field="value").model_copy(update={"fix": fix})


def _following(subject: Subject, row: Row, before: Indicator) -> Fix | None:
    """The first goal that states what a row said before, as it reads when it follows the row; no goal follows a cost beyond the budget."""
    amount, budget = amount_of(row), subject.table.budget_yuan
    if amount is not None and budget is not None and amount > budget:
        return None
    goals, others = subject.table.goals, [other.indicator for other in subject.rows if other is not row]
    carried = carry_over(goals, before, row.indicator, subject.data, others=others)
    changed = (at for at, (old, new) in enumerate(zip(goals, carried, strict=True)) if old.text != new.text)
    return next((Fix(field=f"goals.{at}.text", new=carried[at].text) for at in changed), None)


def _number(row: Row, of_period: bool) -> Decimal | None:
    return parse_target(row.indicator.period_value or "").decimal if of_period else row.number


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
