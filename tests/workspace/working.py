"""Jobs that run while a test looks on."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from assistant.database import Database
from assistant.errors import CancelledError
from assistant.workspace.jobs import Job, Jobs, Run, Task

ME, BY = "idp#wang", "王科长"
SECONDS = 20.0
BEAT, PAUSES = 0.05, (0.01, 0.05)
"""Beats and pauses that no test need wait for."""
NEVER = 600.0
"""A beat that no test lives to see."""


@contextmanager
def working(database: Database, run: Run, beat: float = BEAT) -> Iterator[Jobs]:
    jobs = Jobs(database, {"work": run}, beat=beat, pauses=PAUSES)
    try:
        yield jobs
    finally:
        jobs.close()


def done(jobs: Jobs, run: str) -> Job:
    return jobs.wait(run, ME, SECONDS)


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def held(task: Task) -> None:
    """Work that goes on until it is stopped."""
    until(lambda: task.cancel.stopped)
    raise CancelledError("已停止。")
