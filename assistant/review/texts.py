"""Slips of the pen: pinyin inside a word, doubled words, unpaired quotes, confused characters, names of policies."""

from collections.abc import Iterator

from assistant.review.finding import Finding
from assistant.review.subject import Subject


def check_slips(subject: Subject) -> Iterator[Finding]:
    """Not yet."""
    yield from ()


def check_policies(subject: Subject) -> Iterator[Finding]:
    """Not yet."""
    yield from ()
