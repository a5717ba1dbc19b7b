"""Workers in processes of their own. They outlive whoever started them for as long as it takes to bring to its end what they have begun."""

import gc
import logging
import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from filelock import FileLock, Timeout

from assistant.batch.engine.items import Allowance
from assistant.batch.engine.ledger import Ledger
from assistant.batch.engine.names import here, new_worker
from assistant.batch.engine.processes import starting
from assistant.batch.engine.worker import Craft, Pressure, Worker
from assistant.database import open_database
from assistant.errors import AssistantError
from assistant.llm.pacing import pace_of
from assistant.settings import Settings

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

_LOG = logging.getLogger(__name__)
_YOUNG_SECONDS = 3600.0
_PRELOADED = "assistant.batch.engine.preloaded"
MOST_BREAKDOWNS = 12
"""Processes that may break down before it is no use to start another; each item is given up earlier, see `MOST_CRASHES`."""


Open = Callable[[Settings, int | None], Craft]
"""Opens what doing items needs, in a process of its own; an item may cost so many tokens."""


@dataclass(frozen=True)
class Task:
    """What a process is to do; nothing that is secret.

    Attributes:
        open: a function of a module, for another process to find.
        batch: id, with its turn; by: who works.
        at_once: items that it does at a time.
    """

    open: Open
    batch: str
    turn: int
    by: str | None
    at_once: int
    allowance: Allowance | None = None

    def craft(self, settings: Settings) -> Craft:
        """How the items are done, opened in this process."""
        return self.open(settings, self.allowance.each if self.allowance else None)

    def ledger(self, settings: Settings) -> Ledger:
        """The ledger of the batch, opened in this process."""
        return Ledger(open_database(settings), self.batch, self.turn, self.by)


def get_ready(open: Open) -> None:
    """Have what processes branch off load what they need for this while something else is done."""
    with _starting(open):
        pass


def _starting(open: Open) -> "AbstractContextManager[ForkServerContext | SpawnContext]":
    return starting(open.__module__, _PRELOADED)


class Hands(Protocol):
    """Whoever works on a batch, wherever that is.

    Attributes:
        why: why they ended before all was done, for people.
    """

    why: str | None

    def start(self, number: int) -> None:
        """Start so many workers."""

    def look_after(self, ledger: Ledger) -> bool:
        """Whether any still works; in the place of one that broke down another is started."""

    def halt(self) -> None:
        """Have them begin nothing more."""

    def kill(self) -> None:
        """End them at once; answers under way are lost."""


@dataclass
class _Hand:
    """A process that works."""

    name: str
    process: multiprocessing.process.BaseProcess
    wire: Connection


@dataclass
class Crew:
    """The processes that work on a batch.

    Attributes:
        task: what each does.
        settings: of the installation; without a model none is asked.
        why: why they ended before all was done, for people.
    """

    task: Task
    settings: Settings
    why: str | None = None
    _hands: list[_Hand] = field(default_factory=list)
    _breakdowns: int = 0

    def start(self, number: int) -> None:
        """Start so many processes."""
        with _starting(self.task.open) as context:
            for _ in range(number):
                ours, theirs = context.Pipe()
                name = new_worker()
                process = context.Process(target=_work, args=(self.task, self.settings, name, theirs), name="batch", daemon=False)
                process.start()
                theirs.close()
                self._hands.append(_Hand(name, process, ours))

    def look_after(self, ledger: Ledger) -> bool:
        """Whether any still works; in the place of one that broke down another is started."""
        for hand in [*self._hands]:
            if hand.process.is_alive():
                continue
            self._hands.remove(hand)
            told = _last_word(hand.wire)
            hand.process.join()
            ledger.release(hand.name, crashed=told is None)
            if told is None:
                self._replace(hand)
            elif told:
                self.why = told
        return bool(self._hands)

    def _replace(self, hand: _Hand) -> None:
        self._breakdowns += 1
        _LOG.error("一个处理进程异常退出（退出码 %s），手上的由别的进程接着做", hand.process.exitcode)
        if self._breakdowns < MOST_BREAKDOWNS and self.why is None:
            self.start(1)
        else:
            self.why = self.why or f"处理进程异常退出了 {self._breakdowns} 次，已停下；请查看日志，重新运行会从中断处继续。"

    def halt(self) -> None:
        """Have them begin nothing more."""
        for hand in self._hands:
            try:
                hand.wire.send(None)
            except OSError:  # it has just ended
                continue

    def kill(self) -> None:
        """End them at once; answers under way are lost."""
        for hand in self._hands:
            hand.process.kill()


def free_lost(ledger: Ledger, settings: Settings) -> set[str]:
    """Give up what workers of this machine held that are gone; those of this machine that still hold something."""
    holders = {name for name in ledger.holders() if name.startswith(here())}
    gone = {name for name in holders if _is_gone(_lock_of(settings, name))}
    for name in sorted(gone):
        ledger.release(name)
    _sweep(settings)
    return holders - gone


def do_items(task: Task, craft: Craft, ledger: Ledger, name: str, halted: Callable[[], bool]) -> str | None:
    """Work in this process, under this name; why it ended before all was done."""
    if craft.model is not None:
        craft.model.profile()  # known before many want to know it at once
    pace = pace_of(craft.model.chat.address.where) if craft.model is not None else None
    pressure = Pressure(task.at_once, lambda: pace.holds if pace is not None else 0)
    worker = Worker(ledger, craft.do, pressure, halted, task.allowance, name)
    worker.run()
    return worker.why


def _work(task: Task, settings: Settings, name: str, wire: Connection) -> None:
    """What a process does; its last word is why it ended early, or nothing."""
    if hasattr(os, "setsid"):
        os.setsid()  # Ctrl-C is for whoever started it, who lets it know
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with _mark(settings, name):
            craft, ledger = task.craft(settings), task.ledger(settings)
            gc.freeze()  # what stays until the end need not be searched for garbage again and again
            last_word = do_items(task, craft, ledger, name, _Halted(wire)) or ""
    except AssistantError as error:
        last_word = str(error)
    with suppress(OSError):  # whoever started it may be gone
        wire.send(last_word)


@dataclass
class _Halted:
    """Whether whoever started this process has told it to halt, or is gone."""

    wire: Connection
    _told: bool = False

    def __call__(self) -> bool:
        if not self._told and self.wire.poll():
            self._told = True  # a word, or the end of the wire
        return self._told


def _last_word(wire: Connection) -> str | None:
    """What a process said at its end; None where it broke down."""
    try:
        return str(wire.recv()) if wire.poll() else None
    except (EOFError, OSError):
        return None


@contextmanager
def _mark(settings: Settings, name: str) -> Iterator[None]:
    """Hold a lock for as long as the process lives; whatever ends it, the system lets go of it."""
    lock = FileLock(_lock_of(settings, name))
    with lock:
        yield
    _lock_of(settings, name).unlink(missing_ok=True)


def _sweep(settings: Settings) -> None:
    """Remove the locks of processes that were killed; a young one may be of a process that is just about to hold it."""
    for path in (settings.data_dir / "workers").glob("*.lock"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _YOUNG_SECONDS:
                _is_gone(path)


def _is_gone(path: Path) -> bool:
    """Whether nobody holds this lock any more; then it goes."""
    try:
        with FileLock(path, timeout=0):
            path.unlink(missing_ok=True)
            return True
    except Timeout:
        return False


def _lock_of(settings: Settings, name: str) -> Path:
    folder = settings.data_dir / "workers"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{name.partition(':')[2]}.lock"
