"""What goes into a ledger and comes out of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.database.tables import ItemState


@dataclass(frozen=True)
class WorkItem:
    """One thing to be done.

    Attributes:
        subject: what it is about.
        prompt: what to do it by; None is the offline way.
        inputs: hash of all that the result depends on.
        answers: replies that are paid for already, as JSON by the hash of the question.
    """

    number: int
    subject: Mapping[str, Any]
    prompt: str | None
    inputs: str
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """A reply of a model, as JSON, to the question of that hash, asked for an item of these inputs.

    Attributes:
        shared: whether it was paid for once with that of another item, which asks the same.
    """

    inputs: str
    question: str
    reply: str
    shared: bool = False


@dataclass(frozen=True)
class Outcome:
    """What came of an item.

    Attributes:
        state: waiting, where it could not be done now and may be later.
        note: why, or what the draft tells of how it was made.
        result: as JSON.
        model: that wrote it.
        attempts: requests; with those that were paid for in an earlier run, like the tokens.
        seconds: that it took, waiting for the model included.
        log: lines for the audit log.
        inputs: of the item that it was done for; its number may be another by now. None where that cannot be.
        passing: of one that is waiting, whether it may go well in a moment: then it is tried again in the same turn.
    """

    state: ItemState
    note: str | None = None
    result: str | None = None
    model: str | None = None
    attempts: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    seconds: float = 0.0
    log: tuple[Mapping[str, Any], ...] = ()
    inputs: str | None = None
    passing: bool = False


@dataclass(frozen=True)
class Standing:
    """How far a batch is.

    Attributes:
        counts: items by state.
        held: those that somebody does now; they count as waiting.
        left: those that were tried in this turn and have to wait for another.
        attempts: requests that were ever paid for, also for what is asked for no more; input_tokens, output_tokens: their tokens.
        asked: requests that lie with a service that answers in its own time; answered: those of them that it has done.
    """

    counts: Mapping[ItemState, int]
    held: int = 0
    left: int = 0
    attempts: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    asked: int = 0
    answered: int = 0

    @property
    def total(self) -> int:
        """How many items there are."""
        return sum(self.counts.values())

    @property
    def ended(self) -> int:
        """How many have come to an end."""
        return self.total - self.counts["waiting"]

    @property
    def to_do(self) -> int:
        """How many are still to be done in this turn."""
        return self.counts["waiting"] - self.left

    @property
    def tokens(self) -> int:
        """Of questions and answers."""
        return self.input_tokens + self.output_tokens


@dataclass(frozen=True)
class Allowance:
    """What may be spent.

    Attributes:
        limit: tokens that the whole batch may cost.
        each: tokens that one item may cost.
    """

    limit: int
    each: int
