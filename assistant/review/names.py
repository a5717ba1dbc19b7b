"""Names of indicators: measures, not sentences, and not too general."""

from collections.abc import Iterator

from assistant.review.finding import Finding
from assistant.review.subject import Subject


def check_names(subject: Subject) -> Iterator[Finding]:
    """Not yet."""
    yield from ()
