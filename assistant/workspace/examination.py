"""What is to be said of a manuscript as it is now: findings by row, classes and costs at a glance, and what is still open."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.goals import Framework, GoalTable, Indicator
from assistant.goals.framework import framework_of
from assistant.goals.taxonomy import CLASSES, level2_in
from assistant.review import Earlier, Finding, Review, ReviewData, review_fully
from assistant.review.costing import Costing, cost
from assistant.review.fixing import read_field
from assistant.review.naming import object_of
from assistant.review.pricing import pairs_of
from assistant.suggesting.lacking import find_lacks
from assistant.suggesting.situation import Situation
from assistant.workspace.edits import ApplyFix
from assistant.workspace.manuscript import Manuscript


@dataclass(frozen=True)
class Remark:
    """A finding, ready to be shown and acted on.

    Attributes:
        row: id of its row; None where it is of the whole table.
        before, after: what stands where the fix would go, and what would stand there; None where there is no fix.
        edit: the edit that applies the fix; None where its row is locked.
    """

    finding: Finding
    row: str | None
    before: str | None = None
    after: str | None = None
    edit: ApplyFix | None = None


@dataclass(frozen=True)
class ClassCount:
    """How many rows a class has; `missing` where a reviewer would ask for one."""

    level1: str
    level2: str
    rows: int
    missing: bool


@dataclass(frozen=True)
class Examination:
    """All of it. Remarks stand gravest first, then in the order of the table."""

    review: Review
    remarks: tuple[Remark, ...]
    classes: tuple[ClassCount, ...]
    costing: Costing

    def of_row(self, row: str) -> list[Remark]:
        """The remarks on a row."""
        return [remark for remark in self.remarks if remark.row == row]

    def count(self, severity: str) -> int:
        """How many findings are of a severity."""
        return sum(remark.finding.severity == severity for remark in self.remarks)


def examine(manuscript: Manuscript, data: ReviewData) -> Examination:
    """Look at a manuscript as a reviewer does."""
    table = manuscript.table
    result = review_fully(table, data, own_text=manuscript.own_text, earlier=_earlier(manuscript))
    remarks = tuple(_remark(finding, manuscript) for finding in result.findings)
    return Examination(result, remarks, tuple(_classes(table, data)), cost(table, data))


def open_points(manuscript: Manuscript) -> int:
    """How many questions and remarks a person still has to see to."""
    return len(manuscript.remarks) + sum(row.status == "to_confirm" for row in manuscript.table.indicators)


def _earlier(manuscript: Manuscript) -> list[Earlier]:
    """Rows as goals stated them; one whose name now speaks of something else is gone."""
    places = {mark.id: place for place, mark in enumerate(manuscript.marks)}
    found = []
    for entry in manuscript.stated:
        place = places.get(entry.row)
        now = manuscript.table.indicators[place] if place is not None else None
        same = now is not None and pairs_of(object_of(now.level3)) & pairs_of(object_of(entry.indicator.level3))
        found.append(Earlier(entry.indicator, place if same else None))
    return found


def _remark(finding: Finding, manuscript: Manuscript) -> Remark:
    mark = manuscript.marks[finding.indicator] if finding.indicator is not None else None
    row = mark.id if mark else None
    if finding.fix is None:
        return Remark(finding, row)
    before, after = read_field(manuscript.table, finding), finding.fix.new
    order: tuple[str, ...] = ()
    if finding.fix.field == "indicators":
        rows = [manuscript.rows[int(place)] for place in after.split(",")]
        after, order = "、".join(row.level3 for row, _ in rows), tuple(mark.id for _, mark in rows)
    edit = ApplyFix(rule=finding.rule, row=row, field=finding.fix.field, new=finding.fix.new, before=before, order=order)
    closed = mark is not None and mark.locked and finding.fixed_row is not None
    return Remark(finding, row, before, after, None if closed else edit)


def _classes(table: GoalTable, data: ReviewData) -> Iterator[ClassCount]:
    """The classes of the table's framework; of several that would answer one demand the first is told to be missing."""
    framework = framework_of(table)
    lacks = find_lacks(Situation(table, data.words), data) if any(row.level2 for row in table.indicators) else []
    missing = {level2_in(framework, lack.classes[0]) for lack in lacks if lack.certain}
    counts = Counter(_class_in(framework, row) for row in table.indicators)
    for level1, children in CLASSES[framework].items():
        for at, level2 in enumerate(children or (level1,)):
            rows = counts[level2] + (counts[level1] if at == 0 and level2 != level1 else 0)
            yield ClassCount(level1, level2, rows, level2 in missing)


def _class_in(framework: Framework, row: Indicator) -> str | None:
    """Where a row is counted: under its second level, or its first where the framework has no second."""
    if not row.level2 or not CLASSES[framework].get(row.level1 or "", (row.level2,)):
        return row.level1
    return level2_in(framework, row.level2)
