"""What stands in the place of each placeholder of a form, for one table or for a list of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from assistant.export.columns import is_marked
from assistant.export.local.form import FormData, Numbering
from assistant.export.local.placeholders import AMOUNTS, GOALS, INDICATOR, INDICATOR_TEXT, PROJECT, TASK, TEXTS, Value
from assistant.export.local.rows import PrintedRow, indicators_as_text, printed_rows, run_lengths
from assistant.export.titles import title_of
from assistant.export.typography import printable
from assistant.goals import Goal, GoalTable
from assistant.goals.numerals import chinese_ordinal

FALLBACKS = {
    "overall": ("绩效目标", "周期目标", "年度目标"),
    "period": ("绩效目标", "总体目标", "年度目标"),
    "annual": ("绩效目标", "总体目标", "周期目标"),
}
"""Where the goals of a scope stand in a form that has no place of their own for them: in the first of these that it has."""


@dataclass(frozen=True)
class Record:
    """One repetition of a row: its values, and for merged columns how many rows the cell beginning here covers (0: covered)."""

    values: dict[str, Value]
    heights: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Content:
    """Everything that is filled into a form: single values, and the records of each kind of row."""

    head: dict[str, Value]
    rows: dict[str, list[Record]]


def content_of(tables: Sequence[GoalTable], form: FormData, names: frozenset[str]) -> Content:
    """The content of a form with placeholders `names`. In a list, what all projects share stands outside their rows too."""
    each = [_head(table, form, names, number) for number, table in enumerate(tables, 1)]
    total = sum((table.budget_yuan for table in tables if table.budget_yuan is not None), Decimal(0))
    known = any(table.budget_yuan is not None for table in tables)
    extra = {"金额合计": money(total if known else None, form), "金额单位": Value(form.money.unit)}
    if form.one_project_a_row:
        shared = {name: value for name, value in each[0].items() if all(other.get(name) == value for other in each)}
        return Content(shared | extra, {PROJECT: [Record(values | extra) for values in each]})
    (table,) = tables
    return Content(each[0] | extra, {"指标": _indicators(table, form), "任务": _tasks(table, form)})


def money(amount: Decimal | None, form: FormData) -> Value:
    """An amount in 元 as the form prints it, with as many decimals as it needs, and at least those that the form always has."""
    if amount is None:
        return Value()
    in_unit = amount / form.money.yuan
    needed = max(-int(in_unit.normalize().as_tuple().exponent), form.money.decimals)
    return Value(f"{in_unit:{',' if form.money.thousands else ''}.{needed}f}", in_unit)


def number_format(form: FormData, amount: Decimal) -> str:
    """The Excel format in which an amount looks as in `money`, also when a person changes it; 35 must not become 35. with a point."""
    whole = "#,##0" if form.money.thousands else "0"
    if form.money.decimals:
        return f"{whole}.{'0' * form.money.decimals}{'#' * (6 - form.money.decimals)}"
    if not form.money.thousands:
        return "General"
    needed = max(-int(amount.normalize().as_tuple().exponent), 0)
    return whole + ("." + "0" * needed if needed else "")


def places_of_goals(table: GoalTable, names: frozenset[str]) -> dict[str, list[Goal]]:
    """The goals by the placeholder in whose place they stand; under an empty name those that have none."""
    own = {scope: name for name, scope in GOALS.items() if scope}
    places: dict[str, list[Goal]] = {}
    for goal in table.goals:
        wanted = (own[goal.scope], *FALLBACKS[goal.scope])
        place = next((name for name in wanted if name in names), "")
        places.setdefault(place, []).append(goal)
    return places


def _head(table: GoalTable, form: FormData, names: frozenset[str], number: int) -> dict[str, Value]:
    period, funding = table.period, table.funding
    fields = table.model_dump(include=set(TEXTS.values())) | {
        "start": period.start if period else None,
        "end": period.end if period else None,
    }
    values = {name: Value(printable(str(fields[attribute] or ""))) for name, attribute in TEXTS.items()}
    values["标题"] = Value(title_of(table))
    amounts = {
        "budget_yuan": table.budget_yuan,
        "fiscal_yuan": funding.fiscal_yuan if funding else None,
        "other_yuan": funding.other_yuan if funding else None,
    }
    values |= {name: money(amounts[attribute], form) for name, attribute in AMOUNTS.items()}
    values |= {name: Value(_numbered(goals, form.goals)) for name, goals in places_of_goals(table, names).items() if name}
    values |= {f"支出计划:{date}": Value(printable(share or "")) for date, share in (table.spending_plan or {}).items()}
    values |= {f"其他:{label}": Value(printable(text)) for label, text in table.others.items()}
    return values | {"序号": Value(str(number)), INDICATOR_TEXT: Value(indicators_as_text(table, form))}


def _numbered(goals: Sequence[Goal], numbering: Numbering) -> str:
    texts = [printable(goal.text) for goal in goals]
    if len(texts) == 1 and not numbering.single:
        return texts[0]
    return "\n".join(_number(numbering.style, number) + text for number, text in enumerate(texts, 1))


def _number(style: str, number: int) -> str:
    return style.replace("一", chinese_ordinal(number)) if "一" in style else style.replace("1", str(number))


def _indicators(table: GoalTable, form: FormData) -> list[Record]:
    rows = printed_rows(table, form)
    cells = [{f"指标:{name}": _cell(row, attribute) for name, attribute in INDICATOR.items()} for row in rows]
    merged = [f"指标:{name}" for name in form.merge]
    heights = {
        name: run_lengths([tuple(values[before].text for before in merged[: depth + 1]) for values in cells])
        for depth, name in enumerate(merged)
    }
    return [Record(values, {name: lengths[at] for name, lengths in heights.items()}) for at, values in enumerate(cells)]


def _cell(row: PrintedRow, attribute: str) -> Value:
    if attribute in ("level1", "level2"):
        return Value(getattr(row, attribute) or "")
    if row.indicator is None:
        return Value()
    return Value(printable(getattr(row.indicator, attribute) or ""), marked=is_marked(row.indicator, attribute))


def _tasks(table: GoalTable, form: FormData) -> list[Record]:
    records = []
    for task in table.tasks:
        values = {f"任务:{name}": Value(printable(str(getattr(task, attribute) or ""))) for name, attribute in TASK.items()}
        records.append(Record(values | {"任务:拟投入的资金": money(task.budget_yuan, form)}))
    return records
