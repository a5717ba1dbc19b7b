"""A job: how it stands for whoever asked for it, and what whoever does it is given."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from assistant.database import JobRow
from assistant.llm.chat import Cancel

SILENT_SECONDS = 30.0
"""Silence after which a worker is taken for gone."""
TOLD_SECONDS = 0.25
"""Progress is told at most this often."""
RUNNING = ("waiting", "running")
_AT_ONCE_SECONDS = 1.0
"""For so long a job may wait without anything being in its way."""


@dataclass(frozen=True)
class Job:
    """A job as it stands.

    Attributes:
        state: waiting, running, done, failed, cancelled or broken.
        seconds: for how long it has been running, or ran.
        taken_up: whether the person was told what came of it, or has it in the draft.
    """

    id: str
    kind: str
    draft_id: str | None
    state: str
    request: dict[str, Any]
    progress: dict[str, Any]
    result: dict[str, Any] | None
    error: str | None
    seconds: float
    taken_up: bool = False

    @property
    def running(self) -> bool:
        """Whether something may still come of it."""
        return self.state in RUNNING

    @property
    def queue_notice(self) -> str | None:
        """What to tell whoever waits for a job that nobody works on yet; None where it is done at once, or is being done."""
        queued = self.state == "waiting" and self.seconds > _AT_ONCE_SECONDS
        return "前面还有别的任务，正在排队，轮到就开始。" if queued else None


@dataclass
class Task:
    """What a job is given to work with.

    Attributes:
        owner, by: whose work it is, and the name under which what it writes is kept.
        cancel: whether it should stop; what takes long looks at it.
        kind: of its job.
    """

    id: str
    owner: str
    by: str
    draft_id: str | None
    request: dict[str, Any]
    cancel: Cancel
    _tell: Callable[[dict[str, Any]], None]
    kind: str = ""
    _told: float = field(default=0.0)
    _untold: dict[str, Any] | None = field(default=None)
    _telling: threading.Lock = field(default_factory=threading.Lock)

    def tell(self, progress: dict[str, Any], *, at_once: bool = False) -> None:
        """Say how far it is; not more often than people can read. What comes too soon is told later, or with the end."""
        with self._telling:
            self._untold = progress
            if at_once or time.monotonic() - self._told >= TOLD_SECONDS:
                self._catch_up()

    def catch_up(self) -> None:
        """Tell what came too soon to be told, where there is anything."""
        with self._telling:
            self._catch_up()

    def take_untold(self) -> dict[str, Any] | None:
        """What was not told yet, for whoever tells it."""
        with self._telling:
            untold, self._untold = self._untold, None
            return untold

    def _catch_up(self) -> None:
        untold, self._untold = self._untold, None
        if untold is not None:
            self._told = time.monotonic()
            self._tell(untold)


Run = Callable[[Task], dict[str, Any] | None]
"""Does a job; its result is kept. `AssistantError` is a failure that people can do something about."""


def job_of(row: JobRow) -> Job:
    """A job as it stands now; one whose worker is silent is broken."""
    now = datetime.now(UTC)
    silent = now - row.changed > timedelta(seconds=SILENT_SECONDS)
    state = "broken" if row.state in RUNNING and silent else row.state
    seconds = ((now if state in RUNNING else row.changed) - row.created).total_seconds()
    return Job(row.id, row.kind, row.draft_id, state, row.request, row.progress, row.result, row.error, seconds, row.taken_up)
