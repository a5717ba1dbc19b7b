import threading
import time

import pytest

from assistant.errors import CancelledError, RateLimitedError
from assistant.llm.chat import Cancel
from assistant.llm.pacing import LONGEST_BACKOFF, Pace, backoff, pace_of
from tests.llm.asked import later


def test_all_who_ask_one_address_share_a_pace() -> None:
    assert pace_of("http://a/v1") is pace_of("http://a/v1")
    assert pace_of("http://a/v1") is not pace_of("http://b/v1")


def test_the_longest_wait_counts() -> None:
    pace = Pace()
    pace.hold(50)
    pace.hold(0.1)
    assert 40 < pace.left <= 50


def test_whoever_waits_is_held_when_others_are_told_to_wait_longer() -> None:
    pace = Pace()

    class Event(threading.Event):
        """Others are told to wait when the wait has just begun."""

        def wait(self, timeout: float | None = None) -> bool:
            pace.hold(0.3)
            return super().wait(timeout)

    pace.hold(0.05)
    began = time.monotonic()
    with pytest.raises(RateLimitedError, match="秒后"):
        pace.wait(Cancel(Event()), longest=0.5)
    assert time.monotonic() - began >= 0.3


def test_a_wait_is_broken_off() -> None:
    pace, cancel = Pace(), Cancel()
    pace.hold(60)
    later(0.1, cancel.stop)
    began = time.monotonic()
    with pytest.raises(CancelledError):
        pace.wait(cancel)
    assert time.monotonic() - began < 10


def test_a_wait_that_is_too_long_is_not_begun() -> None:
    pace = Pace()
    pace.hold(60)
    with pytest.raises(RateLimitedError, match="秒后") as caught:
        pace.wait(Cancel(), longest=5)
    assert caught.value.retry_after is not None
    assert caught.value.retry_after > 50


def test_backing_off_doubles_and_differs() -> None:
    for attempt, longest in ((1, 1.0), (2, 2.0), (3, 4.0), (40, LONGEST_BACKOFF)):
        waits = {backoff(attempt) for _ in range(50)}
        assert all(longest / 2 <= wait <= longest for wait in waits)
        assert len(waits) > 1
