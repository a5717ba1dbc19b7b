"""Places, papers and bodies that belong to somebody else: what copying leaves behind."""

from collections.abc import Iterator

from assistant.review.finding import Finding
from assistant.review.subject import Subject


def check_places(subject: Subject) -> Iterator[Finding]:
    """Stub."""
    yield from ()
