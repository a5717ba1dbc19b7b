"""Values that no reviewer believes: 100% everywhere, accidents allowed for, far from what comparable projects promise."""

from collections.abc import Iterator

from assistant.review.finding import Finding
from assistant.review.subject import Subject


def check_satisfaction(subject: Subject) -> Iterator[Finding]:
    """Not yet."""
    yield from ()


def check_whole(subject: Subject) -> Iterator[Finding]:
    """Not yet."""
    yield from ()


def check_margins(subject: Subject) -> Iterator[Finding]:
    """Not yet."""
    yield from ()


def check_single_events(subject: Subject) -> Iterator[Finding]:
    """Not yet."""
    yield from ()


def check_spread(subject: Subject) -> Iterator[Finding]:
    """Not yet."""
    yield from ()
