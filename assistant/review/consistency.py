"""Do goals and indicators promise the same numbers."""

from collections.abc import Iterator

from assistant.review.finding import Finding
from assistant.review.subject import Subject


def check_goal_numbers(subject: Subject) -> Iterator[Finding]:
    """Stub."""
    yield from ()
