"""How values and comparisons are written."""

from collections.abc import Iterator

from assistant.review.finding import Finding
from assistant.review.subject import Subject


def check_phrasing(subject: Subject) -> Iterator[Finding]:
    """Not yet."""
    yield from ()
