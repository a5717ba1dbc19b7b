"""A batch whose questions a service answers in its own time, for less money.

An item is done as far as it goes with the answers that are known; where one is missing, its question is put on a list. What is on the
list is handed over, and when the answers are there, the items that waited for them are done anew. An item may need several rounds.
"""

import math
import time
from collections import Counter
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field, replace
from typing import NoReturn

from assistant.batch.engine.handover import PASSING, Asked, Handover
from assistant.batch.engine.items import Allowance, Answer, Outcome, Standing, WorkItem
from assistant.batch.engine.ledger import LEASE, Ledger
from assistant.batch.engine.names import new_worker
from assistant.batch.engine.paid import REPLY, key_of
from assistant.batch.engine.submissions import Submission, Submissions
from assistant.batch.engine.worker import Craft, attempt
from assistant.errors import ConfigError, ModelError, PassingError, ServerFailedError
from assistant.llm.chat import Address, Cancel, Chat, counted
from assistant.llm.deferring import Remote, Service
from assistant.llm.question import Profile, Question, Reply
from assistant.workspace.insisting import PAUSES, insist

MOST_TRIES = 3
"""How often a question is handed over that fails in passing."""
FIRST_LOOK, LONGEST_LOOK = 2.0, 120.0
"""Seconds between two looks at what lies at the service: few at first, then more and more."""
_GROWTH = 1.5
_MISSES = 8
"""Looks in a row that may fail."""
_AT_ONCE = 200
"""Items, or answers, that are brought to the ledger at a time."""
_TICK_SECONDS, _TOLD_SECONDS, _RENEWED_SECONDS = 0.1, 1.0, LEASE.total_seconds() / 4


class UnansweredError(BaseException):
    """A question that nobody has answered yet. It is no failure, so nothing that catches failures may take it for one."""

    def __init__(self, question: Question, profile: Profile) -> None:
        """Of this `question`, asked so."""
        super().__init__()
        self.question, self.profile = question, profile


class DeferredChat(Chat):
    """A model that is not asked now: what is not known of it is left open."""

    def __init__(self, address: Address, failures: Mapping[str, ModelError]) -> None:
        """In the place of the model at `address`; `failures` are those questions that came to nothing, by their hashes."""
        super().__init__(address)
        self._failures = failures

    def stream(self, question: Question, profile: Profile, *, seconds: float, cancel: Cancel | None = None) -> Generator[str, None, Reply]:
        """Nothing but how the question failed, or that it is open.

        Raises:
            ModelError: it failed.
            UnansweredError: it is open.
        """
        raise self._failures.get(key_of(self.address.model, question, profile)) or UnansweredError(question, profile)


class _Ended(Exception):
    """The work ends before all is done; it says why, for people."""


@dataclass
class Deferred:
    """Works on a ledger by way of a service. What was handed over stays there when the work ends; the next one takes it up.

    Attributes:
        craft: how items are done; its model is told to leave open what is not known.
        watch: hears how far it is.
        halted: asked all the time; nothing more is handed over or waited for afterwards.
    """

    ledger: Ledger
    craft: Craft
    watch: Callable[[Standing], None] = lambda standing: None
    halted: Callable[[], bool] = lambda: False
    allowance: Allowance | None = None
    name: str = ""
    _handover: Handover = field(init=False)
    _items: dict[int, WorkItem] = field(default_factory=dict)
    _ready: list[int] = field(default_factory=list)
    _done: dict[int, Outcome] = field(default_factory=dict)
    _open: dict[str, Asked] = field(default_factory=dict)
    _tries: Counter[str] = field(default_factory=Counter)
    _failures: dict[str, ModelError] = field(default_factory=dict)
    _flights: dict[str, Submission] = field(default_factory=dict)
    _seen: dict[str, Remote] = field(default_factory=dict)
    _room: int | None = None
    _why: str | None = None
    _left: str | None = None
    _told: float = -math.inf
    _renewed: float = -math.inf

    def __post_init__(self) -> None:
        self.name = self.name or new_worker()

    def run(self) -> str | None:
        """Work until nothing more can be done; why before all was, for people."""
        try:
            self._handover = self._open_handover()
            self._flights = {submission.id: submission for submission in self._handover.resume()}
            while True:
                self._do_items()
                if self._why:
                    raise _Ended(self._why)
                self._submit()
                if not self._gather():
                    return self._left
        except (_Ended, ModelError, ConfigError) as why:
            left = sum(len(self._asked_in(flight)) for flight in self._flights.values())
            return f"{why}{f'有 {left} 个请求在服务端处理，一天内会答复；重新运行同一条命令会取回答复，不会重复付费。' if left else ''}"
        finally:
            self._turn_over([], 0)
            self.ledger.release(self.name)

    def _open_handover(self) -> Handover:
        """How questions get to the service; from now on the model itself is not asked."""
        asker = self.craft.model
        if asker is None:
            raise ConfigError("批处理接口要有语言模型，请在设置页或环境变量 ASSISTANT_MODEL 里填写，或去掉 --via batch-api。")
        asker.profile()  # asked of the model before: it decides how questions are put
        address = asker.chat.address
        notes = Submissions(self.ledger.database, self.ledger.batch, address.where)
        handover = Handover(Service(address), notes, asker.chat, self._pause)
        asker.chat = DeferredChat(address, self._failures)
        return handover

    def _do_items(self) -> None:
        """Do all items that can be taken, as far as they go."""
        while True:
            for item in self._turn_over([], _AT_ONCE):
                self._items[item.number] = item
                self._ready.append(item.number)
            if not self._ready:
                return
            for number in self._ready:
                self._tick()
                self._do(self._items[number])
            self._ready.clear()

    def _do(self, item: WorkItem) -> None:
        try:
            outcome = attempt(self.craft.do, item, _keep, self.ledger)
        except UnansweredError as asked:
            key = key_of(self._handover.chat.address.model, asked.question, asked.profile)
            self._open.setdefault(key, Asked(asked.question, asked.profile)).items[item.number] = item.inputs
        else:
            self._done[item.number] = replace(outcome, inputs=item.inputs, passing=False)  # to be asked in another run
            self._left = outcome.note if outcome.state == "waiting" else self._left
            del self._items[item.number]

    def _submit(self) -> None:
        """Hand over what is open and not on its way; no more than there is room for."""
        away = {key for flight in self._flights.values() for key in self._asked_in(flight)}
        asked = {key: question for key, question in self._open.items() if key not in away}
        if self._room is not None:
            asked = dict([*asked.items()][: max(0, self._room - len(away))])
        self._tick()
        for submission in self._handover.submit(asked):
            self._flights[submission.id] = submission
            self._tick()

    def _gather(self) -> bool:
        """Wait until some of the answers are there that items wait for; false where none is to come."""
        interval, misses = FIRST_LOOK, 0
        while flights := [flight for flight in self._flights.values() if self._asked_in(flight)]:
            try:
                if [flight for flight in flights if self._collect(flight)]:
                    return True
                misses = 0
            except PASSING:
                misses += 1
                if misses >= _MISSES:
                    raise
            self._pause(interval)
            interval = min(LONGEST_LOOK, interval * _GROWTH)
        return False

    def _asked_in(self, flight: Submission) -> list[str]:
        """The requests of a submission that an item still waits for."""
        return [key for key in flight.requests if key in self._open]

    def _collect(self, flight: Submission) -> bool:
        """Take the answers of a submission, where they are there."""
        remote = self._handover.service.look(flight.remote or "")
        if remote is not None:
            self._seen[flight.id] = remote
            if not remote.ended:
                return False
        failures = self._take_answers(flight, remote)
        self._handover.notes.end(flight)
        del self._flights[flight.id]
        self._seen.pop(flight.id, None)
        if remote is not None and remote.full:
            self._make_room(flight, remote)
        elif remote is not None and remote.why:
            self._why = remote.why
        else:
            for key, error in failures.items():
                self._note_failure(key, error)
        for key in flight.requests:
            asked = self._open.pop(key, None)
            self._ready += asked.items if asked is not None else ()
        return True

    def _take_answers(self, flight: Submission, remote: Remote | None) -> dict[str, ModelError]:
        """Keep the answers, before anything is made of them; how the other requests failed."""
        silent = ServerFailedError("服务端没有交回这个请求的结果，请重新运行。")
        failures, answers = dict[str, ModelError](dict.fromkeys(flight.requests, silent)), list[Answer]()
        for key, result in self._handover.service.results(remote) if remote is not None else ():
            if key not in flight.requests:
                continue
            if isinstance(result, ModelError):
                failures[key] = result
                continue
            failures.pop(key, None)
            asked = self._open.get(key)
            reply = REPLY.dump_json(counted(result, asked.question) if asked is not None else result).decode()
            answers += [Answer(inputs, key, reply, shared=bool(at)) for at, inputs in enumerate(flight.requests[key])]
            for number, inputs in asked.items.items() if asked is not None else ():
                item = self._items[number]
                self._items[number] = replace(item, answers={**item.answers, key: reply})
                if inputs not in flight.requests[key]:
                    answers.append(Answer(inputs, key, reply, shared=True))
            if len(answers) >= _AT_ONCE:
                self._turn_over(answers, 0)
                answers.clear()
        self._turn_over(answers, 0)
        return failures

    def _note_failure(self, key: str, error: ModelError) -> None:
        """Have a question asked once more where that may help; otherwise it has failed, as it would have at once."""
        self._tries[key] += 1
        if isinstance(error, PassingError):
            if self._tries[key] < MOST_TRIES:
                return
            error.retry_after = math.inf  # nobody is to wait for it and ask again
        self._failures[key] = error

    def _make_room(self, flight: Submission, remote: Remote) -> None:
        """Leave fewer requests with a service that takes no more at a time."""
        others = sum(len(self._asked_in(other)) for other in self._flights.values())
        if not others and len(flight.requests) == 1:
            self._why = remote.why
        self._room = others or len(flight.requests) // 2

    def _turn_over(self, answers: list[Answer], most: int) -> list[WorkItem]:
        """Bring to the ledger what is ready, and take items."""
        items = insist(lambda: self.ledger.turn_over(self.name, self._done, answers, most, self.allowance), PAUSES)
        self._done.clear()
        self._renewed = time.monotonic()
        return items

    def _pause(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self._tick()
            time.sleep(min(left, _TICK_SECONDS))

    def _tick(self) -> None:
        """What has to happen all the time.

        Raises:
            _Ended: it is halted.
        """
        now = time.monotonic()
        if self.halted():
            raise _Ended("已停下。")
        if now > self._renewed + _RENEWED_SECONDS:
            self._turn_over([], 0)
        if now > self._told + _TOLD_SECONDS:
            self._told = now
            away = [self._seen.get(id_) or Remote("", asked=len(flight.requests)) for id_, flight in self._flights.items()]
            asked = sum(len(flight.requests) for flight in self._flights.values())
            self.watch(replace(self.ledger.standing(), asked=asked, answered=sum(remote.answered for remote in away)))


def _keep(question: str, reply: str) -> NoReturn:
    raise AssertionError("nothing is answered at once")
