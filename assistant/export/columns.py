"""The columns of the indicator grid: which of them a table needs, how wide each is, and the rows below them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from assistant.export.grid import Cell, Grid
from assistant.export.typography import printable
from assistant.goals import GoalTable, Indicator
from assistant.goals.own_form import PENDING
from assistant.goals.taxonomy import class_rank

TEXT_WIDTH = 170
"""Millimetres between the margins of an A4 page."""

_MINIMUM_COLUMNS = 5
_SECOND_LABEL = 27


@dataclass(frozen=True)
class Column:
    """A column of indicators: its heading and the field it shows.

    `width` is the usual one in millimetres, `share` what the column takes of the room that is left, or gives where room is lacking.
    """

    heading: str
    field: Literal["group", "level1", "level2", "level3", "description", "period_value", "value", "basis", "weight", "status"]
    width: int
    share: int = 0
    optional: bool = False
    role: Literal["word", "prose"] = "word"

    def text(self, indicator: Indicator) -> str:
        """What the cell of `indicator` in this column says."""
        if self.field == "status":
            return PENDING if indicator.status == "to_confirm" else ""
        return printable(getattr(indicator, self.field) or "")


_COLUMNS = (
    Column("所属分项", "group", 20, optional=True),
    Column("一级指标", "level1", 21),
    Column("二级指标", "level2", 25),
    Column("三级指标", "level3", 28, share=2, role="prose"),
    Column("绩效指标描述", "description", 28, share=2, optional=True, role="prose"),
    Column("实施周期指标值", "period_value", 32, share=1, optional=True),
    Column("指标值", "value", 32, share=1),
    Column("指标值确定依据", "basis", 25, optional=True),
    Column("权重", "weight", 14, optional=True),
    Column("状态", "status", 16, optional=True),
)
_MERGED = ("group", "level1", "level2")


@dataclass(frozen=True)
class Ruling:
    """The columns of a form, and the vertical rules they share with the blocks above.

    `widths` are millimetres that sum to `TEXT_WIDTH`. Every column covers one of them, but for the third level of a grid of four columns:
    it covers two, for the blocks above to have a rule in the middle of the page.
    """

    columns: tuple[Column, ...]
    widths: tuple[int, ...]

    def span(self, column: Column) -> int:
        """How many of `widths` a column covers."""
        return 1 + (len(self.widths) - len(self.columns) if column.field == "level3" else 0)


def rule_columns(table: GoalTable, *, status_column: bool) -> Ruling:
    """The columns that `table` fills (the four basic ones always), sharing out the width of the page."""
    offered = [column for column in _COLUMNS if status_column or column.field != "status"]
    columns = [column for column in offered if not column.optional or any(column.text(row) for row in table.indicators)]
    least, shares = sum(column.width for column in columns), sum(column.share for column in columns)
    widths = [column.width + (TEXT_WIDTH - least) * column.share // shares for column in columns]
    third = next(at for at, column in enumerate(columns) if column.field == "level3")
    widths[third] += TEXT_WIDTH - sum(widths)
    if len(columns) < _MINIMUM_COLUMNS:
        widths[third : third + 1] = [widths[third] - _SECOND_LABEL, _SECOND_LABEL]
    return Ruling(tuple(columns), tuple(widths))


def indicator_grid(table: GoalTable, ruling: Ruling) -> Grid:
    """One row per indicator below the headings, in official order, equal classes merged into one cell."""
    headings = tuple(Cell(column.heading, columns=ruling.span(column), role="heading") for column in ruling.columns)
    indicators = in_official_order(table)
    if not indicators:
        return Grid((headings, tuple(Cell("", columns=ruling.span(column)) for column in ruling.columns)), heading_rows=1)
    runs = {field: _run_lengths(indicators, _MERGED[: depth + 1]) for depth, field in enumerate(_MERGED)}
    rows = []
    for number, indicator in enumerate(indicators):
        heights = {field: lengths[number] for field, lengths in runs.items()}
        rows.append(
            tuple(
                _cell(column, indicator, ruling.span(column), heights.get(column.field, 1))
                for column in ruling.columns
                if heights.get(column.field, 1)
            )
        )
    return Grid((headings, *rows), heading_rows=1)


def in_official_order(table: GoalTable) -> tuple[Indicator, ...]:
    """The indicators by group and class as the framework prints them; within a class, and without a framework, as they stand."""
    framework = table.framework
    if framework is None:
        return table.indicators
    groups = list(dict.fromkeys(indicator.group for indicator in table.indicators))
    return tuple(sorted(table.indicators, key=lambda row: (groups.index(row.group), class_rank(framework, row.level1, row.level2))))


def _cell(column: Column, indicator: Indicator, columns: int, rows: int) -> Cell:
    return Cell(column.text(indicator), columns=columns, rows=rows, role=column.role, marked=is_marked(indicator, column.field))


def is_marked(indicator: Indicator, field: str) -> bool:
    """Whether the cell of a field has the colour of what is to be confirmed: values that are given, or the empty one of the year."""
    if indicator.status != "to_confirm" or field not in ("value", "period_value"):
        return False
    return bool(getattr(indicator, field)) or (field == "value" and not indicator.period_value)


def _run_lengths(indicators: Sequence[Indicator], fields: Sequence[str]) -> list[int]:
    """For each row, how many rows the cell beginning there covers: 0 inside a run of equal `fields`, 1 where the last field is empty."""
    lengths: list[int] = []
    for key, run in groupby(indicators, key=lambda indicator: tuple(getattr(indicator, field) for field in fields)):
        count = len(list(run))
        lengths += [count, *[0] * (count - 1)] if key[-1] else [1] * count
    return lengths
