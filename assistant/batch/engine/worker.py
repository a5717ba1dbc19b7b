"""Whoever does the items of a batch: some at a time, each in a thread of its own, since most of the time they wait for a model."""

import logging
import queue
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial

from assistant.batch.engine.items import Allowance, Answer, Outcome, WorkItem
from assistant.batch.engine.ledger import LEASE, Ledger
from assistant.batch.engine.names import new_worker
from assistant.errors import AssistantError, ConfigError
from assistant.llm.asking import Asker
from assistant.workspace.insisting import PAUSES, insist
from assistant.workspace.threads import Threads

Do = Callable[[WorkItem, "Keep"], Outcome]
"""Does an item; it hands over each answer of a model as it comes."""
Keep = Callable[[str, str], None]


@dataclass(frozen=True)
class Craft:
    """How items are done, with what a process opens once for all of them.

    Attributes:
        model: that is asked; None where none is.
        basis: gives a hash of each thing that what is done by these prompts rests on, by its Chinese name: where all are alike, two
            machines do the same.
    """

    do: Do
    model: Asker | None = None
    basis: Callable[[Sequence[str]], Mapping[str, str]] = lambda prompts: {}


_LOG = logging.getLogger(__name__)
FAILURES = 8
"""Items in a row that could not be done, after which it is no use to try others."""
REFUSALS = 200
"""The same of items that an endpoint refused since it was asked too often; each was tried some times, ever fewer at once."""
_DEFECT = "程序出错了，这一项没有做成，详情已记入日志；请重试，或把日志交给维护人员。"
_LOOK_SECONDS = 0.2
_RENEWED_SECONDS = LEASE.total_seconds() / 4
_GATHER_SECONDS = 0.005
"""For how long what is ready waits for more of it: one transaction costs as much as another, however much it brings."""
_LATELY = 4
"""Items of which the last ones count for how long they take."""
_LONGEST_SECONDS = 0.5
"""The same for what nobody waits for."""
_AHEAD = 0.1
"""Items taken beyond those that can be done now, as a share of them, so that nobody waits for the ledger."""
_MOST_AHEAD, _AHEAD_SECONDS = 16, 0.25
"""The same as a number, of items that ask nobody and take hardly longer than a transaction: as many as are done in that time."""


@dataclass
class Pressure:
    """How many items are done at a time: half as many whenever the endpoint has refused for their number, slowly more while it does not.

    Attributes:
        most: never more than this.
        refusals: how often the endpoint has told so far; None where there is none.
    """

    most: int
    refusals: Callable[[], int]
    now: float = field(init=False)
    _seen: int = 0

    def __post_init__(self) -> None:
        self.now, self._seen = float(self.most), self.refusals()

    def adapt(self, done: int) -> int:
        """How many may be done at a time, after so many were."""
        told = self.refusals()
        if told > self._seen:
            self._seen, self.now = told, max(1.0, self.now / 2)
        else:
            self.now = min(float(self.most), self.now + done / self.now)
        return int(self.now)


@dataclass
class _Unsaved:
    answer: Answer
    saved: threading.Event = field(default_factory=threading.Event)


@dataclass
class Worker:
    """Does items of a ledger until there are none left, or it is told to halt; what it has begun it brings to its end.

    Attributes:
        do: how an item is done.
        pressure: how many are done at a time.
        halted: asked all the time; no item is begun afterwards.
        allowance: what may be spent.
        why: why it ended before all was done, for people.
    """

    ledger: Ledger
    do: Do
    pressure: Pressure
    halted: Callable[[], bool] = lambda: False
    allowance: Allowance | None = None
    name: str = ""
    why: str | None = None
    _inbox: "queue.Queue[tuple[int, Outcome] | _Unsaved]" = field(default_factory=queue.Queue)
    _working: int = 0
    _seconds: float = 1.0
    _failures: int = 0
    _gone: bool = False

    def __post_init__(self) -> None:
        self.name = self.name or new_worker()

    def run(self) -> None:
        """Work.

        Raises:
            ConfigError: the ledger cannot be written; what could not be kept is done again when somebody takes it up.
        """
        threads = Threads(self.pressure.most, "item")  # what is taken ahead of time waits for one of them
        try:
            self._work(threads)
        finally:
            self._gone = True
            threads.close()

    def _work(self, threads: Threads) -> None:
        ready, unsaved, dry, renewed = dict[int, Outcome](), list[_Unsaved](), False, 0.0
        while True:
            # where nothing came it is asked again as soon as something is brought back: that may set free what another item may cost
            room = 0 if (dry and not ready) or self.why or self.halted() else self._room(len(ready))
            if ready or unsaved or room or time.monotonic() > renewed + _RENEWED_SECONDS:
                items = self._turn_over(ready, unsaved, room)
                renewed, dry = time.monotonic(), not items if room else dry
                for item in items:
                    threads.submit(partial(self._do, item))
            if not self._working:
                return
            ready, unsaved = self._gather()

    def _room(self, done: int) -> int:
        """How many items to take, some of them ahead of time."""
        may = self.pressure.adapt(done)
        return max(0, may + max(self._ahead, round(may * _AHEAD)) - self._working)

    @property
    def _ahead(self) -> int:
        """How many to take beforehand, as long as they lately took."""
        return min(_MOST_AHEAD, int(_AHEAD_SECONDS / self._seconds)) if self._seconds > 0 else _MOST_AHEAD

    def _turn_over(self, ready: dict[int, Outcome], unsaved: list[_Unsaved], room: int) -> list[WorkItem]:
        answers = [one.answer for one in unsaved]
        items = insist(lambda: self.ledger.turn_over(self.name, ready, answers, room, self.allowance), PAUSES)
        for one in unsaved:
            one.saved.set()
        self._working += len(items)
        return items

    def _gather(self) -> tuple[dict[int, Outcome], list[_Unsaved]]:
        """What has come since; it is waited for, but not long, and less long where somebody waits or there is soon nothing to do."""
        ready, unsaved = dict[int, Outcome](), list[_Unsaved]()
        with suppress(queue.Empty):
            self._sort(self._inbox.get(timeout=_LOOK_SECONDS), ready, unsaved)
            until = time.monotonic() + _LONGEST_SECONDS
            while not unsaved and self._has_more_to_do and (left := until - time.monotonic()) > 0:
                self._sort(self._inbox.get(timeout=left), ready, unsaved)
            time.sleep(_GATHER_SECONDS)
            while True:
                self._sort(self._inbox.get_nowait(), ready, unsaved)
        return ready, unsaved

    @property
    def _has_more_to_do(self) -> bool:
        """Whether nobody would be idle before half of what was taken beforehand is done."""
        return self._ahead > 1 and self._working > int(self.pressure.now) + self._ahead // 2

    def _sort(self, message: "tuple[int, Outcome] | _Unsaved", ready: dict[int, Outcome], unsaved: list[_Unsaved]) -> None:
        if isinstance(message, _Unsaved):
            unsaved.append(message)
            return
        number, outcome = message
        self._working -= 1
        ready[number] = outcome
        self._seconds += (outcome.seconds - self._seconds) / _LATELY
        self._failures = self._failures + 1 if outcome.state == "waiting" else 0
        if self._failures >= (REFUSALS if outcome.passing else FAILURES):
            self.why = outcome.note

    def _do(self, item: WorkItem) -> None:
        """Do an item, whatever happens; a thread that raised would leave it hanging."""

        def keep(question: str, reply: str) -> None:
            one = _Unsaved(Answer(item.inputs, question, reply))
            self._inbox.put(one)
            while not one.saved.wait(_LOOK_SECONDS):
                if self._gone:
                    raise ConfigError("台账写不进去，模型的答复没有保存。")

        try:
            outcome = attempt(self.do, item, keep, self.ledger)
        except ConfigError as error:
            self.why = str(error)
            outcome = Outcome("waiting", str(error))
        self._inbox.put((item.number, replace(outcome, inputs=item.inputs)))


def attempt(do: Do, item: WorkItem, keep: Keep, ledger: Ledger) -> Outcome:
    """What comes of an item, whatever happens.

    Raises:
        ConfigError: nothing at all can be done.
    """
    try:
        return do(item, keep)
    except ConfigError:
        raise
    except AssistantError as error:
        return Outcome("failed", str(error))
    except Exception:
        _LOG.exception("item %s of batch %s failed", item.number, ledger.batch)
        return Outcome("failed", _DEFECT)
