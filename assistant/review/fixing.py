"""Applying the fix of one finding to a table."""

from assistant.goals import Framework, GoalTable, Indicator, parse_target
from assistant.goals.taxonomy import COST, OUTPUT, parent_of
from assistant.review.finding import Finding, Fix
from assistant.review.subject import COST_CLASSES

_FIELDS = ("level1", "level2", "level3", "value", "period_value", "description", "basis", "weight")
_HEAD = ("name", "purpose")
_LISTS = {"goals": ("text",), "tasks": ("name", "content", "expected")}


def apply_fix(table: GoalTable, finding: Finding) -> GoalTable:
    """The table with the finding's fix in it; the same table where the finding has none.

    Raises:
        IndexError: the finding is of another table.
        ValueError: the fix names no field that can be changed.
    """
    fix = finding.fix
    if fix is None:
        return table
    if finding.fixed_row is not None:
        rows = list(table.indicators)
        rows[finding.fixed_row] = with_field(rows[finding.fixed_row], fix.field, fix.new, table.framework)
        return table.model_copy(update={"indicators": tuple(rows)})
    if fix.field == "indicators":
        return table.model_copy(update={"indicators": _reorder(table, fix.new)})
    if fix.field in _HEAD:
        return table.model_copy(update={fix.field: fix.new})
    return _fix_entry(table, fix)


def read_field(table: GoalTable, finding: Finding) -> str:
    """What stands now where the finding points: a cell, a goal, the names of the rows in their order; empty where that is no text."""
    field = finding.fix.field if finding.fix else finding.field or ""
    if finding.indicator is not None and not (finding.fix and finding.fix.in_list):
        return getattr(table.indicators[finding.indicator], field, None) or "" if field in _FIELDS else ""
    if field == "indicators":
        return "、".join(row.level3 for row in table.indicators) if finding.fix else ""
    if field in _HEAD:
        return getattr(table, field) or ""
    part, _, rest = field.partition(".")
    place, _, name = rest.partition(".")
    return getattr(getattr(table, part)[int(place)], name) or "" if part in _LISTS and name in _LISTS[part] else ""


def with_field(row: Indicator, field: str, text: str, framework: Framework | None) -> Indicator:
    """The row with another text in one of its fields, and what follows from it: the first level of a class, the parsed value.

    Raises:
        ValueError: it is no field of a row.
    """
    if field not in _FIELDS:
        raise ValueError(f"no field of an indicator: {field}")
    changes: dict[str, object] = {field: text or None}
    if field == "level2":
        changes["level1"] = OUTPUT if (text, framework) == (COST, Framework.THREE_CLASS) else parent_of(text) or row.level1
    changed = row.model_copy(update=changes)
    if field in ("value", "level1", "level2"):
        money = changed.level1 == COST or changed.level2 in COST_CLASSES
        changed = changed.model_copy(update={"target": parse_target(changed.value, money=money) if changed.value else None})
    return changed


def _reorder(table: GoalTable, order: str) -> tuple[Indicator, ...]:
    places = [int(place) for place in order.split(",")]
    if sorted(places) != list(range(len(table.indicators))):
        raise ValueError(f"no order of {len(table.indicators)} rows: {order}")
    return tuple(table.indicators[place] for place in places)


def _fix_entry(table: GoalTable, fix: Fix) -> GoalTable:
    """A goal or a task with one of its texts changed."""
    part, _, rest = fix.field.partition(".")
    place, _, name = rest.partition(".")
    if name not in _LISTS.get(part, ()):
        raise ValueError(f"no field of a table: {fix.field}")
    entries = list(getattr(table, part))
    entries[int(place)] = entries[int(place)].model_copy(update={name: fix.new})
    return table.model_copy(update={part: tuple(entries)})
