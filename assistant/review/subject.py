"""What the checks look at: a table, its rows taken apart once, and the word lists."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from assistant.goals import Framework, GoalTable, Indicator, Target, parse_target
from assistant.goals.dates import YEAR
from assistant.goals.taxonomy import COST, ECOLOGICAL_COST, ECONOMIC_COST, SATISFACTION, SOCIAL_COST, parent_of
from assistant.goals.wording import fold
from assistant.library.drawers import Drawers
from assistant.library.places import Places
from assistant.library.standards import Standards
from assistant.library.units import Units
from assistant.library.wording import Wording
from assistant.library.words import Words
from assistant.review.comparables import Comparable, Comparables
from assistant.review.finding import Finding
from assistant.review.naming import is_count, is_rate, split_unit

COST_CLASSES = {COST, ECONOMIC_COST, SOCIAL_COST, ECOLOGICAL_COST}
"""Second-level classes whose values are costs."""
_BLANK = re.compile(r"[-—–/\\、.。*·…\s]*|无|空|暂无|不适用")
_PENDING = re.compile("待确认|待填|待定|待补")


@dataclass(frozen=True)
class ReviewData:
    """What the checks go by: data files, and rows of other tables where there are any to compare with."""

    words: Words
    units: Units
    places: Places
    standards: Standards
    drawers: Drawers
    wording: Wording
    comparables: Comparables | None = None


@dataclass(frozen=True)
class Row:
    """One indicator as the checks see it.

    Attributes:
        index: its place in the table, from 0.
        indicator: the indicator itself.
        name: its third-level name, folded, without the bracket that ends it.
        name_unit: the unit that stands in that bracket.
        value: its value, normalised, without blanks; empty where it has none.
        target: the value taken apart.
        cost: whether it is an amount of cost.
        rate: whether its name is that of a percentage.
        count: whether its name ends in a word of counting.
    """

    index: int
    indicator: Indicator
    name: str
    name_unit: str | None
    value: str
    target: Target
    cost: bool
    rate: bool
    count: bool

    @property
    def title(self) -> str:
        """Its name as it is quoted in messages."""
        return f"「{self.indicator.level3}」"

    @property
    def wording(self) -> str:
        """Its value as the table has it; empty where it has none."""
        return self.indicator.value or ""

    @property
    def level2(self) -> str | None:
        """Its second-level class."""
        return self.indicator.level2

    @cached_property
    def number(self) -> Decimal | None:
        """Its number, with 万 and 亿 multiplied in."""
        return self.target.decimal

    @cached_property
    def unit(self) -> str | None:
        """Its unit without 万 and 亿."""
        return self.target.base_unit

    @property
    def plain(self) -> bool:
        """Whether the value is nothing but operator, number and unit."""
        return self.target.number is not None and self.target.text is None

    @property
    def pending(self) -> bool:
        """Whether the value still waits for a person to fill it in."""
        return _PENDING.search(self.value) is not None


@dataclass(frozen=True)
class Earlier:
    """A row as it was when the goals may have been written.

    Attributes:
        row: what it said.
        place: where it stands now; None where it is gone, or something else stands in its place.
    """

    row: Indicator
    place: int | None


@dataclass(frozen=True)
class Subject:
    """A table under review.

    Attributes:
        table: the table.
        data: what the checks go by.
        own_text: all that the person gave; None where the table was not drafted from a request.
        siblings: the other tables of the same file.
        earlier: rows as they were before somebody changed them or took them out, where that is known.
    """

    table: GoalTable
    data: ReviewData
    own_text: str | None = None
    siblings: tuple[GoalTable, ...] = ()
    earlier: tuple[Earlier, ...] = ()

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The indicators, taken apart."""
        return read_rows(self.table, self.data.words)

    @cached_property
    def valued(self) -> tuple[Row, ...]:
        """Rows that have a value which a person does not still have to fill in."""
        return valued(self.rows)

    @cached_property
    def satisfactions(self) -> tuple[Row, ...]:
        """Rows of 满意度."""
        return tuple(row for row in self.rows if level1_of(row.indicator) == SATISFACTION)

    @cached_property
    def years(self) -> range | None:
        """The years of the project's period; None where it does not say both, or turns them round."""
        period = self.table.period
        found = [re.search(YEAR, text or "") for text in (period.start, period.end)] if period else []
        first, last = (int(match.group()) if match else 0 for match in found) if found else (0, 0)
        return range(first, last + 1) if 0 < first <= last else None

    def like(self, row: Row) -> Sequence[Comparable]:
        """Rows of other tables that say nearly the same as `row`; none where there is nothing to compare with."""
        return self._alike.get(row.index, ())

    @cached_property
    def _alike(self) -> dict[int, Sequence[Comparable]]:
        comparables = self.data.comparables
        if comparables is None:
            return {}
        return {row.index: comparables.like(row.name, excluding=self.table) for row in self.rows}

    def texts(self) -> Iterator[tuple[int | None, str, str]]:
        """(indicator, field, text) of goals, names, values and descriptions that say more than the name."""
        for at, goal in enumerate(self.table.goals):
            yield None, f"goals.{at}.text", goal.text
        for at, row in enumerate(self.table.indicators):
            yield at, "level3", row.level3
            if row.value:
                yield at, "value", row.value
            if row.description and fold(row.description) != fold(row.level3):
                yield at, "description", row.description

    def where(self, row: int | None, field: str) -> str:
        """The place of a text for messages: 第 2 条绩效目标, 第 1 项任务, or the indicator's name."""
        if row is not None:
            return self.rows[row].title
        part, place, _ = field.split(".")
        return f"第 {int(place) + 1} {'项任务' if part == 'tasks' else '条绩效目标'}"

    @property
    def classed(self) -> bool:
        """Whether the rows are to have the classes of 产出, 效益, 满意度."""
        return self.table.framework is not Framework.DEPARTMENT and any(row.indicator.level1 or row.level2 for row in self.rows)


Check = Callable[[Subject], Iterator[Finding]]


def read_rows(table: GoalTable, words: Words | None = None) -> tuple[Row, ...]:
    """The indicators of a table, taken apart; without the word lists no name is told to be a rate."""
    return tuple(_read_row(index, row, words) for index, row in enumerate(table.indicators))


def valued(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Rows that have a value which a person does not still have to fill in."""
    return tuple(row for row in rows if row.value and not row.pending)


def _read_row(index: int, indicator: Indicator, words: Words | None) -> Row:
    name, name_unit = split_unit(indicator.level3)
    name = re.sub(r"(?:达到?|为|[:：])$", "", name) or name
    value = re.sub(r"\s", "", unicodedata.normalize("NFKC", indicator.value or ""))
    value = "" if _BLANK.fullmatch(value) else value
    costly = indicator.level1 == COST or indicator.level2 in COST_CLASSES
    rate = (words is not None and is_rate(name, words)) or (indicator.level1 == SATISFACTION and name.endswith(("满意", "满意率")))
    return Row(
        index=index,
        indicator=indicator,
        name=name,
        name_unit=name_unit,
        value=value,
        target=indicator.target or parse_target(indicator.value or "", money=costly),
        cost=costly and not rate,
        rate=rate,
        count=is_count(name),
    )


def level1_of(indicator: Indicator) -> str | None:
    """First-level class, from the second where the first is not said."""
    return indicator.level1 or parent_of(indicator.level2 or "")
