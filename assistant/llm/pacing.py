"""One cool-down for all who ask the same endpoint: where one is told to wait, all wait."""

import random
import threading
import time
from collections import defaultdict

from assistant.errors import CancelledError, RateLimitedError
from assistant.llm.chat import Cancel

LONGEST_WAIT = 120.0
"""Seconds beyond which nobody waits for an endpoint that asks to wait; the work goes on without it."""
LONGEST_BACKOFF = 30.0
"""Seconds between two attempts where the endpoint does not say."""


class Pace:
    """When an endpoint may be asked again."""

    def __init__(self) -> None:
        """At once."""
        self._lock = threading.Lock()
        self._until = 0.0
        self.holds = 0
        """How often the endpoint has told to wait; told by many at once it counts once."""

    def hold(self, seconds: float) -> None:
        """Nobody asks for `seconds` from now."""
        with self._lock:
            self.holds += self._until <= time.monotonic()
            self._until = max(self._until, time.monotonic() + seconds)

    @property
    def left(self) -> float:
        """Seconds until it may be asked."""
        return max(0.0, self._until - time.monotonic())

    def wait(self, cancel: Cancel, longest: float = LONGEST_WAIT) -> None:
        """Wait until it may be asked.

        Raises:
            CancelledError: a person stopped it.
            RateLimitedError: it would take more than `longest` seconds.
        """
        until = time.monotonic() + longest
        while (left := self.left) > 0:
            if time.monotonic() + left > until:
                raise RateLimitedError(f"模型端点限制了请求频率，请 {left:.0f} 秒后再试。", retry_after=left)
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
