"""What is marked 涉密 is not read: of a marked table only its head, of a marked row only that there was one."""

from collections.abc import Iterator

from assistant.goals import GoalTable
from assistant.goals.secrecy import has_mark, is_classified
from assistant.goals.table import Doubt

_HEAD = (
    "kind", "name", "unit", "department", "year", "budget_yuan", "funding", "period", "project_code", "project_type", "source",
)  # fmt: skip
_ROWS = ("goals", "indicators", "tasks")


def withhold(table: GoalTable, rows: int = 0) -> GoalTable:
    """`table` without what is marked; `rows` is how many marked rows were left out before."""
    if table.classified or has_mark(table):
        return GoalTable.model_validate({field: getattr(table, field) for field in _HEAD} | {"classified": True})
    kept = {field: tuple(row for row in getattr(table, field) if not has_mark(row)) for field in _ROWS}
    unread = tuple(text for text in table.unread if not is_classified(text))
    rows += sum(len(getattr(table, field)) - len(kept[field]) for field in _ROWS) + len(table.unread) - len(unread)
    if not rows:
        return table
    doubts = tuple(_doubts_of_kept(table))
    return table.model_copy(update=kept | {"unread": (*unread, f"{rows} 行标有涉密，未读取"), "doubts": doubts})


def _doubts_of_kept(table: GoalTable) -> Iterator[Doubt]:
    """The doubts about what is kept, rows by the numbers that they have then."""
    kept = [at for at, row in enumerate(table.indicators) if not has_mark(row)]
    numbers = {f"indicators.{before}": f"indicators.{after}" for after, before in enumerate(kept)}
    for doubt in table.doubts:
        if not doubt.place.startswith("indicators."):
            yield doubt
        elif doubt.place in numbers:
            yield doubt.model_copy(update={"place": numbers[doubt.place]})
