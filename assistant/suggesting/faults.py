"""The faults of a table by which a row is judged that would be added to it."""

from collections import Counter

from assistant.drafting import DraftContext
from assistant.goals import GoalTable
from assistant.review import review

_OF_THE_WHOLE = ("CLASS", "COUNT", "ORDER", "WEIGHT", "BASIS", "VALUE-08", "VALUE-01", "DUP-04")
"""Rules whose findings are of the table and not of one row, or of columns that a suggestion leaves to the person."""
_SHARED = ("MONEY", "DUP", "GOAL-01", "PERIOD")
"""Rules that compare rows, so that a new row may be told on another."""


def count_faults(table: GoalTable, context: DraftContext, row: int | None = None) -> Counter[str]:
    """Errors and warnings by rule: all of the row, and of the others those that compare rows."""
    findings = (finding for finding in review(table, context.review_data) if finding.severity != "info")
    return Counter(
        finding.rule
        for finding in findings
        if not finding.rule.startswith(_OF_THE_WHOLE)
        and ((row is not None and finding.indicator == row) or finding.rule.startswith(_SHARED))
    )
