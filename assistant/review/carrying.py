"""Carrying a changed row over into the goals: where a goal states the row's number or date as it was, it states the new one afterwards."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.goals import Goal, GoalTable, Indicator
from assistant.goals.dates import YEAR, Deadline, parse_deadline
from assistant.goals.money import SCALES
from assistant.goals.wording import fold
from assistant.review.bounds import lead_before, tail_behind, turn, word_for
from assistant.review.consistency import tells_same
from assistant.review.mentions import Mention, find_mentions, next_of_same, speaks_of_each
from assistant.review.naming import object_of
from assistant.review.subject import ReviewData, Row, Subject

_DONE = re.compile("(?:完成|实施|结束|完工)?[。.]?$")
_NAMED = (
    "(?:^|[,、。;:!?])(?:通过)?(?:(?:于[^,、。;]{{2,12}})?(?:完成|开展|举办|组织|实现|确保|使))?(?P<name>{names})"
    r"[^\d,、。;%]{{0,3}}(?P<number>\d+(?:\.\d+)?)(?P<scale>[万亿])?[余多]?{unit}(?=$|[,、。;!?及或以之左])"
)
_NAMED_MONTH = re.compile("[月季]|全年|半年")


@dataclass(frozen=True)
class _Swap:
    """A piece of a folded text and what stands there instead."""

    start: int
    end: int
    new: str


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
    return tuple(_carry(goal, before, after, others, data) for goal in goals)


def _carry(goal: Goal, before: Indicator, after: Indicator, others: Sequence[Indicator], data: ReviewData) -> Goal:
    field = "period_value" if goal.scope == "period" else "value"
    rows = [row.model_copy(update={"value": getattr(row, field), "target": None}) for row in (before, after, *others)]
    text = _Folded.of(goal.text)
    if text is None or not rows[0].value or not rows[1].value:
        return goal
    was, now = (Subject(GoalTable(name="表", indicators=(row, *rows[2:])), data) for row in rows[:2])
    swaps = [*_dates(text.folded, was.rows, now.rows[0]), *_numbers(goal.text, text.folded, was, now.rows[0])]
    changed = text.swapped(swaps)
    return goal if changed == goal.text else goal.model_copy(update={"text": changed})


@dataclass(frozen=True)
class _Folded:
    """A text, its folded form, and where each folded character begins and ends in it."""

    text: str
    folded: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "_Folded | None":
        """The text folded character by character; None where the characters cannot be told apart in the folded text."""
        pieces = [fold(character) for character in text]
        places = tuple(at for at, piece in enumerate(pieces) for _ in piece)
        folded = "".join(pieces)
        return cls(text, folded, places, tuple(at + 1 for at in places)) if folded == fold(text) else None

    def swapped(self, swaps: Sequence[_Swap]) -> str:
        """The text with `swaps` made, which do not overlap."""
        text = self.text
        for swap in sorted(swaps, key=lambda swap: (swap.start, swap.end), reverse=True):
            end = self.ends[swap.end - 1] if swap.end else 0
            start = self.starts[swap.start] if swap.start < swap.end else end
            text = text[:start] + swap.new + text[end:]
        return text


def _numbers(text: str, folded: str, was: Subject, now: Row) -> Iterator[_Swap]:
    """What changes where the goal states the number of the first row of `was`."""
    row, *others = was.rows
    if not _is_plain(row) or not _is_plain(now):
        return
    done = set[tuple[int, int]]()
    for said, before in _mentions(text, folded):
        mine = said.number == row.number and tells_same(row, said, was)
        if mine and not any(other.number == said.number and tells_same(other, said, was) for other in others):
            done.add(said.span)
            yield from _rewrite(folded, said, row, now, before)
    if not any(other.number == row.number and _names_of(other) & _names_of(row) for other in others):
        for said in _named(folded, row):
            if said.number == row.number and said.span not in done:
                yield from _rewrite(folded, said, row, now, None)


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


def _rewrite(folded: str, said: Mention, row: Row, now: Row, before: str | None) -> Iterator[_Swap]:
    """The new number, unit and bound; `before` are the words of the bound that hold in a list."""
    start, end = said.span
    number, scale = now.target.number or "", (now.target.unit or "").removesuffix(now.unit or "")
    grouped = f"{Decimal(number):,}" if "," in folded[start:end] else number
    yield _Swap(start, end, f"{grouped}{scale}")
    at = folded.index(said.unit, end)
    if (row.unit or "") != (now.unit or ""):
        yield _Swap(at, at + len(said.unit), now.unit or "")
    lead, (behind, tail) = lead_before(folded, start), tail_behind(folded, at + len(said.unit))
    bound = turn((lead, tail), row.target.operator, now.target.operator, level=said.unit == "%", zero=number == "0")
    if before is not None and not tail:
        bound = _in_list(lead, before, row, now), ""
    if bound[0] != lead:
        yield _Swap(start - len(lead), start, bound[0])
    if bound[1] != tail:
        yield _Swap(behind, behind + len(tail), bound[1])


def _in_list(lead: str, before: str, row: Row, now: Row) -> str:
    """The words in front of a number in a list of one thing: none where those `before` hold for it too."""
    if (row.target.operator or "=") == (now.target.operator or "="):
        return lead
    word = word_for(now.target.operator)
    return "" if word == before else word


def _dates(folded: str, rows: Sequence[Row], now: Row) -> Iterator[_Swap]:
    """What changes where the goal states, once, the date of the first of `rows`, which is no other row's."""
    old, new = _date_of(rows[0]), _date_of(now)
    if not old or not new or any(_date_of(other) == old for other in rows[1:]):
        return
    (was, words), (then, changed) = old, new
    year = rf"(?:(?P<year>{YEAR})年)"
    optional = "?" if _NAMED_MONTH.search(words) else ""
    found = list(
        re.finditer(rf"(?<![\d.\-~至、和]){year}{optional}(?<![\d.\-~至、和]){re.escape(words)}(?![\d底末初上中下前内日号以])", folded)
    )
    if len(found) != 1 or found[0]["year"] not in (None, str(was.year or found[0]["year"])):
        return
    said = found[0]["year"]
    prefix = f"{then.year or said}年" if said else f"{then.year}年" if then.year not in (None, was.year) else ""
    yield _Swap(*found[0].span(), f"{prefix}{changed}")


def _date_of(row: Row) -> tuple[Deadline, str] | None:
    """The date of a row, and its words without the year and what is done by then."""
    deadline = parse_deadline(row.value)
    return (deadline, re.sub(rf"^{YEAR}年", "", _DONE.sub("", row.value, count=1))) if deadline else None
