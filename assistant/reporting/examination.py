"""Reviewing a table for a report, corrected first where that is asked for."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.goals import GoalTable
from assistant.reporting.content import Entry
from assistant.review import BY_MODEL, Finding, Review, ReviewData, review, review_fully, with_remarks
from assistant.review.mending import Mended, mend

if TYPE_CHECKING:
    from assistant.reporting.remarks import Remark  # which rests on what drafts, and loads for long

Reader = Callable[[GoalTable, Sequence[Finding]], tuple["Remark", ...] | str]
"""A second reader of a table: what it says beside the computed findings, or why it says nothing."""


def examine(
    table: GoalTable,
    data: ReviewData,
    *,
    siblings: Sequence[GoalTable] = (),
    fix: bool = False,
    rules: Collection[str] | None = None,
    reader: Reader | None = None,
) -> Entry:
    """The table with its review.

    Args:
        table: the table; one marked 涉密 is neither looked into nor corrected.
        data: what the checks go by.
        siblings: the other tables of the same file.
        fix: whether to correct it first, by the safe fixes.
        rules: the rules by whose fixes to correct it instead, safe or not.
        reader: who else reads it, once, as it was given.
    """
    computed = review_fully(table, data, siblings=siblings)
    remarks = reader(table, computed.findings) if reader else ()
    given = _joined(computed, remarks, table) if reader else computed
    if not fix:
        return Entry(table, given)

    def findings_of(changed: GoalTable) -> list[Finding]:
        return review(changed, data, siblings=siblings)

    said = () if isinstance(remarks, str) else remarks
    first = _mend_wording(table, findings_of, said) if rules and BY_MODEL in rules else Mended(table)
    mended = mend(first.table, findings_of, rules=None if rules is None else set(rules) - {BY_MODEL})
    left = review_fully(mended.table, data, siblings=siblings)
    if reader:
        still = tuple(remark for remark in said if remark.finding(first.table))
        followed = remarks if isinstance(remarks, str) else tuple(_follow(remark, first.table, mended.table) for remark in still)
        left = _joined(left, followed, mended.table)
    return Entry(mended.table, left, (*first.changes, *mended.changes), (*first.refused, *mended.refused), given)


def _mend_wording(table: GoalTable, findings_of: Callable[[GoalTable], list[Finding]], remarks: "Sequence[Remark]") -> Mended:
    """The table with the suggestions in it; by themselves and first, while every row is where the reader saw it."""
    return mend(table, lambda changed: [*findings_of(changed), *_findings(remarks, changed)], rules={BY_MODEL})


def _findings(remarks: "Sequence[Remark]", table: GoalTable) -> list[Finding]:
    return [finding for remark in remarks if (finding := remark.finding(table))]


def _joined(result: Review, remarks: "tuple[Remark, ...] | str", table: GoalTable) -> Review:
    return with_remarks(result, remarks if isinstance(remarks, str) else _findings(remarks, table))


def _follow(remark: "Remark", before: GoalTable, after: GoalTable) -> "Remark":
    """A remark on the row that it was about, wherever that stands after a new order of the rows."""
    if remark.row is None:
        return remark
    name = before.indicators[remark.row].level3
    places = [at for at, row in enumerate(after.indicators) if row.level3 == name]
    return replace(remark, row=places[0]) if len(places) == 1 else remark
