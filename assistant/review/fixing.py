"""Applying the fix of a finding."""

from assistant.goals import GoalTable, Indicator, parse_target
from assistant.goals.taxonomy import COST
from assistant.review.finding import Finding, Fix
from assistant.review.subject import COST_CLASSES


def apply_fix(table: GoalTable, finding: Finding) -> GoalTable:
    """The table with the finding's fix in it; the same table where the finding has none.

    Raises:
        IndexError: the finding is of another table.
    """
    fix = finding.fix
    if fix is None:
        return table
    if finding.indicator is not None:
        rows = list(table.indicators)
        rows[finding.indicator] = _fix_row(rows[finding.indicator], fix)
        return table.model_copy(update={"indicators": tuple(rows)})
    _, place, _ = fix.field.split(".")
    goals = list(table.goals)
    goals[int(place)] = goals[int(place)].model_copy(update={"text": fix.new})
    return table.model_copy(update={"goals": tuple(goals)})


def _fix_row(row: Indicator, fix: Fix) -> Indicator:
    changes: dict[str, object] = {fix.field: fix.new}
    if fix.field == "value":
        changes["target"] = parse_target(fix.new, money=row.level1 == COST or row.level2 in COST_CLASSES)
    return row.model_copy(update=changes)
