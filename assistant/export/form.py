"""The official form of a goal table, laid out once for every format that people read.

Shapes follow published tables: title, 单位：万元, labelled cells, numbered goals, and the grid of indicators, with 成本 under 产出
(财预〔2015〕88号) or as a class of its own in front (财预〔2021〕101号, as Guangdong prints it).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.errors import ClassifiedError
from assistant.export.columns import in_official_order, indicator_grid, rule_columns
from assistant.export.grid import Grid
from assistant.export.money import choose_unit
from assistant.export.particulars import particulars_grid, task_grid
from assistant.export.titles import title_of
from assistant.export.typography import printable
from assistant.goals import GoalTable
from assistant.goals.own_form import LEGEND, PENDING
from assistant.goals.secrecy import has_mark
from assistant.goals.wording import squeeze


@dataclass(frozen=True)
class Form:
    """A page ready to be drawn.

    All `grids` share the column `widths` (millimetres). `legend` explains marked cells where there are any; `pending` is the list of
    what a person must still confirm or fill in, for a page of its own.
    """

    title: str
    unit_line: str
    widths: tuple[int, ...]
    grids: tuple[Grid, ...]
    legend: str | None
    pending: tuple[str, ...]


def lay_out(table: GoalTable, notes: Sequence[str] = (), *, status_column: bool = False) -> Form:
    """Lay a table out in the official form.

    Args:
        table: what to lay out.
        notes: what must still be confirmed, beyond the indicators that say so themselves.
        status_column: whether unconfirmed indicators are named in a column 状态, for formats that have no background colour.

    Raises:
        ClassifiedError: the table is marked 涉密.
    """
    refuse_classified(table)
    money = choose_unit(table)
    ruling = rule_columns(table, status_column=status_column)
    particulars = particulars_grid(table, money, ruling.widths)
    tasks = [task_grid(table, money, ruling.widths)] if table.tasks else []
    unconfirmed = any(indicator.status == "to_confirm" for indicator in table.indicators)
    return Form(
        title=title_of(table),
        unit_line=f"单位：{money.name}",
        widths=ruling.widths,
        grids=(particulars, *tasks, indicator_grid(table, ruling)),
        legend=LEGEND if unconfirmed and not status_column else None,
        pending=pending_items(table, notes),
    )


def refuse_classified(table: GoalTable) -> None:
    """Raise `ClassifiedError` for a table marked 涉密, or one with a row that is: it leaves the program in no format."""
    marked = sum(map(has_mark, (*table.goals, *table.indicators, *table.tasks)))
    if marked:
        raise ClassifiedError(f"「{table.name[:40]}」有 {marked} 行标有涉密标识，不能导出，请删去这些行后再导出。")
    if table.classified or has_mark(table):
        raise ClassifiedError(f"「{table.name[:40]}」标有涉密标识，不能导出，请按保密规定在涉密系统中办理。")


def pending_items(table: GoalTable, notes: Sequence[str]) -> tuple[str, ...]:
    """The notes, each on one line, then every unconfirmed indicator that no note speaks of."""
    unconfirmed = [row for row in in_official_order(table) if row.status == "to_confirm"]
    unsaid = [row for row in unconfirmed if not any(row.level3 in note for note in notes)]
    values = [f"{row.level2 or row.level1 or '指标'}「{row.level3}」：{row.value or '指标值未填'}，{PENDING}。" for row in unsaid]
    return tuple(printable(squeeze(note)) for note in [*notes, *values] if note.strip())
