"""Reviewing a table for a report, corrected first where that is asked for."""

from collections.abc import Collection, Sequence

from assistant.goals import GoalTable
from assistant.reporting.content import Entry
from assistant.review import Finding, ReviewData, review, review_fully
from assistant.review.mending import mend


def examine(
    table: GoalTable, data: ReviewData, *, siblings: Sequence[GoalTable] = (), fix: bool = False, rules: Collection[str] | None = None
) -> Entry:
    """The table with its review.

    Args:
        table: the table; one marked 涉密 is neither looked into nor corrected.
        data: what the checks go by.
        siblings: the other tables of the same file.
        fix: whether to correct it first, by the safe fixes.
        rules: the rules by whose fixes to correct it instead, safe or not.
    """
    given = review_fully(table, data, siblings=siblings)
    if not fix:
        return Entry(table, given)

    def findings_of(changed: GoalTable) -> list[Finding]:
        return review(changed, data, siblings=siblings)

    mended = mend(table, findings_of, rules=rules)
    return Entry(mended.table, review_fully(mended.table, data, siblings=siblings), mended.changes, mended.refused, given)
