"""Finished tables reviewed many at a time: file by file, so that one that cannot be read hinders no other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from assistant.batch.reviews.own_files import check_no_results
from assistant.drafting import DraftContext
from assistant.exemplars import ExemplarComparables
from assistant.goals import GoalTable
from assistant.goals.secrecy import holds_secrets
from assistant.reading import ReadingLimits, read_tables
from assistant.reporting import Entry, examine, write_report
from assistant.review import Review, ReviewData
from assistant.review.finding import Severity
from assistant.suggesting import Suggestion, suggest
from assistant.suggesting.suggestion import Priority
from assistant.temporary import content_of


@dataclass(frozen=True)
class ReviewedTable:
    """A table with all that the program says of it.

    Attributes:
        missing: the indicators that it lacks.
    """

    table: GoalTable
    review: Review
    missing: tuple[Suggestion, ...] = ()

    @property
    def entry(self) -> Entry:
        """The table as it stands in a report."""
        return Entry(self.table, self.review)

    @property
    def unit(self) -> str | None:
        """Whose table it is, as far as it says."""
        return self.table.unit or self.table.department

    @property
    def score(self) -> float:
        """自检得分; 0 for a table that has none."""
        return self.review.score.total if self.review.score else 0.0

    def count(self, severity: Severity) -> int:
        """How many findings of a severity there are."""
        return sum(finding.severity == severity for finding in self.review.findings)

    def lacks(self, priority: Priority) -> int:
        """How many of the missing indicators are of a priority."""
        return sum(suggestion.priority == priority for suggestion in self.missing)


@dataclass(frozen=True)
class ReviewedFile:
    """What a review says of the tables of one file.

    Attributes:
        tables: those that may be looked into.
        withheld: the how many-eth of the file those are that are marked 涉密, from 1; nothing else of them is kept.
    """

    name: str
    tables: tuple[ReviewedTable, ...] = ()
    withheld: tuple[int, ...] = ()


@dataclass(frozen=True)
class Bench:
    """What reviewing rests on; shared by all that a process reviews."""

    context: DraftContext
    limits: ReadingLimits

    @cached_property
    def data(self) -> ReviewData:
        """What the checks go by, the rows of the exemplars among it."""
        comparables = ExemplarComparables(self.context.index, self.context.types)
        return replace(self.context.review_data, comparables=comparables)

    def read(self, path: Path, name: str) -> list[Entry]:
        """The tables of a file that people call `name`, each with its review, those that are withheld among them.

        Raises:
            AssistantError: it cannot be read, or is a workbook of results.
        """
        check_no_results(path, name, self.limits)
        tables = [_called(table, name) for table in read_tables(path, self.limits)]
        open_ones = [table for table in tables if not holds_secrets(table)]
        return [examine(table, self.data, siblings=[other for other in open_ones if other is not table]) for table in tables]

    def review(self, path: Path, name: str) -> ReviewedFile:
        """Read a file that people call `name`, review all its tables, and say what they lack.

        Raises:
            AssistantError: it cannot be read.
        """
        entries = self.read(path, name)
        tables = [
            ReviewedTable(entry.table, entry.review, tuple(suggest(entry.table, self.context))) for entry in entries if not entry.withheld
        ]
        withheld = [number for number, entry in enumerate(entries, 1) if entry.withheld]
        return ReviewedFile(name, tuple(tables), tuple(withheld))


def _called(table: GoalTable, name: str) -> GoalTable:
    """A table of the file `name`: every unit may hand in one of the same name, each in a folder of its own."""
    return table.model_copy(update={"source": table.source.model_copy(update={"file": name})}) if table.source else table


def report(entries: Sequence[Entry], ending: str) -> bytes:
    """One report of all entries, as the bytes of a file with this ending (.docx, .xlsx).

    Raises:
        ExportError: it cannot be written so.
    """
    return content_of(ending, lambda path: write_report(entries, path))
