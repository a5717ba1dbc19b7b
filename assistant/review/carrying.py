"""Carrying a changed row over into the goals: where a goal states the row's number or date as it was, it states the new one afterwards."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.goals import Goal, GoalTable, Indicator
from assistant.goals.dates import YEAR, Deadline, parse_deadline
from assistant.goals.money import SCALES
from assistant.review.bounds import lead_before, tail_behind, turn, word_for
from assistant.review.mentions import Mention, find_mentions, next_of_same, speaks_of_each
from assistant.review.naming import object_of
from assistant.review.saying import tells_same
from assistant.review.splicing import FoldedText, Swap
from assistant.review.subject import ReviewData, Row, Subject

_DONE = re.compile("(?:完成|实施|结束|完工)?[。.]?$")
_NAMED = (
    "(?:^|[,、。;:!?])(?:通过)?(?:于[^,、。;]{{2,12}})?"
    "(?:完成|开展|举办|组织|实现|确保|使|保障|购置|采购|配备|聘用|新建|改建|建设|维护|服务|覆盖|惠及|慰问|资助|救助|补助)?(?P<name>{names})"
    r"[^\d,、。;%]{{0,3}}(?P<number>\d+(?:\.\d+)?)(?P<scale>[万亿])?[余多]?{unit}(?=$|[,、。;!?及或以之左])"
)
_NAMED_MONTH = re.compile("[月季]|全年|半年")


def carry_over(
    goals: Sequence[Goal], before: Indicator, after: Indicator, data: ReviewData, *, others: Sequence[Indicator] = ()
) -> tuple[Goal, ...]:
    """The goals after one row has changed: its number, unit, bound or date stand in them where those of `before` stood.

    A number is the row's where the goal says it of the same thing in the same unit, as the review understands goals (GOAL-01); a date
    where it is the very date of the row. What another row says too, and what does not clearly speak of the row, stays as it is, and so
    does every other character. Goals for the whole period follow the row's value for the period.

    Args:
        goals: the goals of the table.
        before: the row as it was.
        after: the row as it is now.
        data: what the review goes by.
        others: the other rows of the table.
    """
    was, now = (by_scope(goals, row, others, data) for row in (before, after))
    return tuple(_carry(goal, was[goal.scope], now[goal.scope]) for goal in goals)


def by_scope(goals: Sequence[Goal], row: Indicator, others: Sequence[Indicator], data: ReviewData) -> dict[str, Subject | None]:
    """By the scopes of goals a row, and behind it the other rows of its table, with the values that such goals state.

    None where the row has no such value.
    """
    fields = {goal.scope: "period_value" if goal.scope == "period" else "value" for goal in goals}
    made = {field: _with_values_of(field, row, others, data) for field in {*fields.values()}}
    return {scope: made[field] for scope, field in fields.items()}


def _with_values_of(field: str, row: Indicator, others: Sequence[Indicator], data: ReviewData) -> Subject | None:
    if not getattr(row, field):
        return None
    rows = tuple(each.model_copy(update={"value": getattr(each, field), "target": None}) for each in (row, *others))
    return Subject(GoalTable(name="表", indicators=rows), data)


def _carry(goal: Goal, was: Subject | None, now: Subject | None) -> Goal:
    text = FoldedText.of(goal.text)
    if text is None or was is None or now is None:
        return goal
    swaps = [*_dates(text.folded, was.rows, now.rows[0]), *_numbers(goal.text, text.folded, was, now.rows[0])]
    changed = text.swapped(swaps)
    return goal if changed == goal.text else goal.model_copy(update={"text": changed})


def _numbers(text: str, folded: str, was: Subject, now: Row) -> Iterator[Swap]:
    """What changes where the goal states the number of the first row of `was`."""
    if _is_plain(now):
        for said, before in said_of(text, folded, was):
            yield from _rewrite(folded, said, was.rows[0], now, before)


def said_of(text: str, folded: str, subject: Subject) -> Iterator[tuple[Mention, str | None]]:
    """Where a goal states the number of the first row of `subject`, and of no other; in a list with the words of a bound that hold for it.

    Args:
        text: the goal.
        folded: the same, folded.
        subject: the row, and behind it the other rows of its table.
    """
    row, *others = subject.rows
    if not _is_plain(row):
        return
    done = set[tuple[int, int]]()
    for said, before in _mentions(text, folded):
        mine = said.number == row.number and tells_same(row, said, subject)
        if mine and not any(other.number == said.number and tells_same(other, said, subject) for other in others):
            done.add(said.span)
            yield said, before
    if not any(other.number == row.number and _names_of(other) & _names_of(row) for other in others):
        yield from ((said, None) for said in _named(folded, row) if said.number == row.number and said.span not in done)


def _is_plain(row: Row) -> bool:
    return row.plain and row.target.upper is None and not row.pending


def _mentions(text: str, folded: str) -> Iterator[tuple[Mention, str | None]]:
    """The numbers of a goal; those in a list of one thing with the words of a bound that hold for them unless they have their own."""
    for mention in find_mentions(text):
        yield mention, None
        said: Mention | None = mention
        bound = lead_before(folded, mention.span[0])
        while said and (said := next_of_same(folded, said)):
            yield said, bound
            bound = lead_before(folded, said.span[0]) or bound


def _names_of(row: Row) -> set[str]:
    """What a goal may call a row: its name, or the object that it counts."""
    return {row.name, row.name.removesuffix("控制数"), row.name.removesuffix(f"{row.unit or ''}数"), object_of(row.name)}


def _named(folded: str, row: Row) -> Iterator[Mention]:
    """Where a clause begins with a name of the row, and its number in its unit follows: what it says of each part is not meant."""
    names = "|".join(map(re.escape, sorted(_names_of(row), key=len, reverse=True)))
    for found in re.finditer(_NAMED.format(names=names, unit=re.escape(row.unit or "")), folded):
        sentence = folded[max(folded.rfind(mark, 0, found.start("name")) for mark in "。;!?") + 1 : found.start("name")]
        if row.unit and not speaks_of_each(sentence):
            number = Decimal(found["number"]) * SCALES[found["scale"] or ""]
            span = found.start("number"), max(found.end("number"), found.end("scale"))
            yield Mention(frozenset(), number, row.unit, found.group(), span)


def _rewrite(folded: str, said: Mention, row: Row, now: Row, before: str | None) -> Iterator[Swap]:
    """The new number, unit and bound; `before` are the words of the bound that hold in a list."""
    start, end = said.span
    number, scale = now.target.number or "", (now.target.unit or "").removesuffix(now.unit or "")
    grouped = f"{Decimal(number):,}" if "," in folded[start:end] else number
    yield Swap(start, end, f"{grouped}{scale}")
    at = folded.index(said.unit, end)
    if (row.unit or "") != (now.unit or ""):
        yield Swap(at, at + len(said.unit), now.unit or "")
    lead, (behind, tail) = lead_before(folded, start), tail_behind(folded, at + len(said.unit))
    bound = turn((lead, tail), row.target.operator, now.target.operator, level=said.unit == "%", zero=number == "0")
    if before is not None and not tail:
        bound = _in_list(lead, before, row, now), ""
    if bound[0] != lead:
        yield Swap(start - len(lead), start, bound[0])
    if bound[1] != tail:
        yield Swap(behind, behind + len(tail), bound[1])


def _in_list(lead: str, before: str, row: Row, now: Row) -> str:
    """The words in front of a number in a list of one thing: none where those `before` hold for it too."""
    if (row.target.operator or "=") == (now.target.operator or "="):
        return lead
    word = word_for(now.target.operator)
    return "" if word == before else word


def _dates(folded: str, rows: Sequence[Row], now: Row) -> Iterator[Swap]:
    """What changes where the goal states, once, the date of the first of `rows`, which is no other row's."""
    old, new, found = _date_of(rows[0]), _date_of(now), find_date(folded, rows)
    if not old or not new or not found:
        return
    (was, _), (then, changed) = old, new
    said = found["year"]
    prefix = f"{then.year or said}年" if said else f"{then.year}年" if then.year not in (None, was.year) else ""
    yield Swap(*found.span(), f"{prefix}{changed}")


def find_date(folded: str, rows: Sequence[Row]) -> re.Match[str] | None:
    """Where a folded goal states, once, the date of the first of `rows`, which is no other row's."""
    old = _date_of(rows[0])
    if not old or any(_date_of(other) == old for other in rows[1:]):
        return None
    was, words = old
    year = rf"(?:(?P<year>{YEAR})年)"
    optional = "?" if _NAMED_MONTH.search(words) else ""
    found = list(
        re.finditer(rf"(?<![\d.\-~至、和]){year}{optional}(?<![\d.\-~至、和]){re.escape(words)}(?![\d底末初上中下前内日号以])", folded)
    )
    return found[0] if len(found) == 1 and found[0]["year"] in (None, str(was.year or found[0]["year"])) else None


def _date_of(row: Row) -> tuple[Deadline, str] | None:
    """The date of a row, and its words without the year and what is done by then."""
    deadline = parse_deadline(row.value)
    return (deadline, re.sub(rf"^{YEAR}年", "", _DONE.sub("", row.value, count=1))) if deadline else None
