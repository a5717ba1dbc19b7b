"""Finished tables reviewed many at a time: file by file, so that one that cannot be read hinders no other."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.errors import AssistantError
from assistant.reading import limits_of, read_tables
from assistant.reporting import Entry, examine, write_report
from assistant.review import ReviewData
from assistant.review.finding import Severity
from assistant.settings import Settings
from assistant.temporary import as_file, content_of


@dataclass(frozen=True)
class ReviewedFile:
    """What a review says of the tables of one file.

    Attributes:
        entries: its tables with their reviews; those that are marked 涉密 are not among them.
        classified: how many are.
        fault: why it could not be read, where it could not.
    """

    name: str
    entries: tuple[Entry, ...] = ()
    classified: int = 0
    fault: str | None = None


def review_file(name: str, content: bytes, settings: Settings, data: ReviewData) -> ReviewedFile:
    """Read the file `name` with this content, and review all its tables."""
    try:
        with as_file(name, content) as path:
            tables = read_tables(path, limits_of(settings))
    except AssistantError as error:
        return ReviewedFile(name, fault=str(error))
    entries = [examine(table, data, siblings=[other for other in tables if other is not table]) for table in tables]
    open_ones = tuple(entry for entry in entries if not entry.withheld)
    return ReviewedFile(name, open_ones, len(entries) - len(open_ones))


def by_need(entries: Sequence[Entry]) -> list[Entry]:
    """The entries, those first that need a person most: by errors, then by warnings, then by what the score leaves."""
    return sorted(entries, key=lambda entry: (-count(entry, "error"), -count(entry, "warning"), _points(entry)))


def count(entry: Entry, severity: Severity) -> int:
    """How many findings of a severity there are."""
    return sum(finding.severity == severity for finding in entry.review.findings)


def report(entries: Sequence[Entry], ending: str) -> bytes:
    """One report of all entries, as the bytes of a file with this ending (.docx, .xlsx).

    Raises:
        ExportError: it cannot be written so.
    """
    return content_of(ending, lambda path: write_report(entries, path))


def _points(entry: Entry) -> float:
    score = entry.review.score
    return score.total if score else 0.0
