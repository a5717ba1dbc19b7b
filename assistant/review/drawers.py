"""Rows that stand in the wrong class."""

from collections.abc import Iterator

from assistant.review.finding import Finding
from assistant.review.subject import Subject


def check_drawers(subject: Subject) -> Iterator[Finding]:
    """Not yet."""
    yield from ()
