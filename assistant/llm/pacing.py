"""One cool-down for all who ask the same endpoint: where one is told to wait, all wait."""

import random
import threading
import time
from collections import defaultdict

from assistant.errors import CancelledError
from assistant.llm.chat import Cancel

LONGEST_BACKOFF = 30.0
"""Seconds between two attempts where the endpoint does not say."""


class Pace:
    """When an endpoint may be asked again."""

    def __init__(self) -> None:
        """At once."""
        self._lock = threading.Lock()
        self._until = 0.0

    def hold(self, seconds: float) -> None:
        """Nobody asks for `seconds` from now."""
        with self._lock:
            self._until = max(self._until, time.monotonic() + seconds)

    @property
    def left(self) -> float:
        """Seconds until it may be asked."""
        return max(0.0, self._until - time.monotonic())

    def wait(self, cancel: Cancel) -> None:
        """Wait until it may be asked.

        Raises:
            CancelledError: a person stopped it.
        """
        while (left := self.left) > 0:
            if cancel.event.wait(left):
                break
        if cancel.stopped:
            raise CancelledError("已停止。")


_paces: defaultdict[str, Pace] = defaultdict(Pace)


def pace_of(where: str) -> Pace:
    """The pace that all share who ask at the address `where`."""
    return _paces[where]


def backoff(attempt: int) -> float:
    """Seconds before attempt `attempt` (from 1): doubling, with half of it at random, so that many do not come back at once."""
    longest: float = min(LONGEST_BACKOFF, 0.5 * 2.0**attempt)
    return longest / 2 + random.uniform(0, longest / 2)
