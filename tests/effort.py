"""Effort as a count of calls, which is the same on every machine: for tests that something stays cheap."""

import cProfile
from collections.abc import Callable


def calls_of(work: Callable[[], object]) -> int:
    """Calls, of Python and of built-in functions, that `work` makes."""
    profile = cProfile.Profile()
    profile.runcall(work)
    return sum(entry.callcount for entry in profile.getstats())
