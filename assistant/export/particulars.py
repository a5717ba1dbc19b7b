"""The block above the indicators: labelled cells about the project or department, its money and its goals."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from assistant.export.columns import TEXT_WIDTH
from assistant.export.grid import Cell, Grid, fit
from assistant.export.money import MoneyUnit
from assistant.export.typography import count_lines, printable
from assistant.goals import Funding, Goal, GoalTable, Period

Row = tuple[Cell, ...]
Field = tuple[str, Cell]

_LABEL, _VALUE, _PLAN_LABEL = 25, 60, 35
_GOAL_LABELS = {"overall": "总体绩效目标", "annual": "年度绩效目标", "period": "实施周期绩效目标"}


def particulars_grid(table: GoalTable, money: MoneyUnit, widths: Sequence[int]) -> Grid:
    """All labelled cells of `table` between title and indicators."""
    funding = table.funding or Funding()
    lines: list[list[Field]] = [
        *_identity(table),
        [("预算年度", _word(str(table.year or ""))), ("预算数", money.cell(table.budget_yuan))],
        [
            ("其中：财政资金", money.cell(funding.fiscal_yuan)),
            ("其他资金", money.cell(funding.other_yuan)),
        ],
    ]
    rows = [row for line in lines for row in _rows(line, widths)]
    rows += _period_row(table.period, widths)
    rows.append(_wide("资金用途", _prose(table.purpose), widths))
    rows += _spending_plan_rows(table.spending_plan or {}, widths)
    rows += _rows([(label, _prose(text)) for label, text in table.others.items()], widths)
    rows += _goal_rows(table.goals, widths)
    return Grid(tuple(rows))


def _identity(table: GoalTable) -> list[list[Field]]:
    department = _given(("主管部门", table.department))
    if table.kind == "department":
        return [[("部门名称", _word(table.unit)), *department]]
    return [
        [("项目名称", _word(table.name))],
        _given(("项目编码", table.project_code), ("项目类型", table.project_type)),
        [*department, ("实施单位", _word(table.unit))],
    ]


def task_grid(table: GoalTable, money: MoneyUnit, widths: Sequence[int]) -> Grid:
    """重点工作任务 of a department under their own headings."""
    spans = fit((30, 60, 25, 55), widths)
    headings = ("重点工作任务名称", "主要实施内容", f"拟投入的资金（{money.name}）", "期望达到的目标")
    rows: list[Row] = [tuple(_spread([_label(text) for text in headings], spans))]
    for task in table.tasks:
        cells = [_prose(task.name), _prose(task.content), money.cell(task.budget_yuan), _prose(task.expected)]
        rows.append(tuple(_spread(cells, spans)))
    return Grid(tuple(rows), heading_rows=1)


def _label(text: str, rows: int = 1) -> Cell:
    return Cell(printable(text), rows=rows, role="heading")


def _word(text: str | None) -> Cell:
    return Cell(printable(text or ""))


def _prose(text: str | None) -> Cell:
    return Cell(printable(text or ""), role="prose")


def _given(*fields: tuple[str, str | None]) -> list[Field]:
    return [(label, _word(text)) for label, text in fields if text]


def _spread(cells: Iterable[Cell], spans: Iterable[int]) -> list[Cell]:
    return [replace(cell, columns=columns) for cell, columns in zip(cells, spans, strict=True)]


def _wide(label: str, value: Cell, widths: Sequence[int]) -> Row:
    return tuple(_spread([_label(label), value], (1, len(widths) - 1)))


def _rows(fields: Sequence[Field], widths: Sequence[int]) -> list[Row]:
    """Two fields a row, as far as both fit into half a row; a longer or a last single one has a row of its own."""
    spans = fit((_LABEL, _VALUE, _LABEL, _VALUE), widths)
    rows: list[Row] = []
    rest = list(fields)
    while rest:
        if len(rest) > 1 and all(count_lines(value.text, _VALUE) <= 2 for _, value in rest[:2]):
            rows.append(tuple(_spread([cell for label, value in rest[:2] for cell in (_label(label), value)], spans)))
            rest = rest[2:]
        else:
            rows.append(_wide(*rest.pop(0), widths))
    return rows


def _period_row(period: Period | None, widths: Sequence[int]) -> list[Row]:
    if period is None:
        return []
    cells = [_label("实施周期"), _label("起始年度"), _word(period.start), _label("到期年度"), _word(period.end)]
    return [tuple(_spread(cells, fit((_LABEL, _LABEL, 47, _LABEL, 48), widths)))]


def _spending_plan_rows(plan: dict[str, str | None], widths: Sequence[int]) -> list[Row]:
    """Dates in one row, shares below them; as many such pairs of rows as the dates need."""
    if not plan:
        return []
    dates, most = list(plan), len(widths) - 1
    chunks = [dates[start : start + most] for start in range(0, len(dates), most)]
    label_span, *_ = fit([_PLAN_LABEL, *_evenly(len(chunks[0]), TEXT_WIDTH - _PLAN_LABEL)], widths)
    rows: list[Row] = []
    for chunk in chunks:
        spans = fit(_evenly(len(chunk), sum(widths[label_span:])), widths[label_span:])
        rows.append(tuple(_spread([_label(date) for date in chunk], spans)))
        rows.append(tuple(_spread([_word(plan[date]) for date in chunk], spans)))
    label = replace(_label("资金支出计划（%）", rows=len(rows)), columns=label_span)
    return [(label, *rows[0]), *rows[1:]]


def _evenly(count: int, width: float) -> list[float]:
    return [width / count] * count


def _goal_rows(goals: Sequence[Goal], widths: Sequence[int]) -> list[Row]:
    """The goals by scope and group, one cell for each; without a scope other than 总体, simply 绩效目标."""
    if not goals:
        return [_wide("绩效目标", Cell(""), widths)]
    plain = all(goal.scope == "overall" for goal in goals)
    grouped = any(goal.group for goal in goals)
    spans = (1, len(widths) - 2) if grouped else (len(widths) - 1,)
    rows: list[Row] = []
    for scope, of_scope in groupby(goals, key=lambda goal: goal.scope):
        groups = [(group, list(members)) for group, members in groupby(of_scope, key=lambda goal: goal.group)]
        for number, (group, members) in enumerate(groups):
            cells = _spread([*([_label(group or "")] if grouped else []), _prose(_numbered(members))], spans)
            label = [] if number else [_label("绩效目标" if plain else _GOAL_LABELS[scope], rows=len(groups))]
            rows.append((*label, *cells))
    return rows


def _numbered(goals: Sequence[Goal]) -> str:
    if len(goals) == 1:
        return goals[0].text
    return "\n".join(f"{number}. {goal.text}" for number, goal in enumerate(goals, 1))
