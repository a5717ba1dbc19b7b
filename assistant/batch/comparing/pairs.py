"""Pairs of drafts of one project, in an order and from a hand that tell a judge nothing."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations
from typing import Literal, Protocol

from sqlalchemy import select

from assistant.batch.comparing.content import Shown
from assistant.batch.comparing.sides import Side
from assistant.database import ComparisonRow, Database
from assistant.database.judgments import Verdict
from assistant.drafting.request import DraftRequest
from assistant.errors import InputError
from assistant.workspace.manuscript import new_id

Choice = Literal["left", "right", "tie", "neither"]
CHOICES: tuple[Choice, ...] = ("left", "right", "tie", "neither")
CHOICE_NAMES: dict[Choice, str] = {"left": "甲好", "right": "乙好", "tie": "差不多", "neither": "都不行"}


@dataclass(frozen=True)
class Pair:
    """The drafts of one project on two sides."""

    project: str
    request: DraftRequest
    first: Shown
    second: Shown

    @property
    def identical(self) -> bool:
        """Whether they say the same: nobody is asked then."""
        return self.first == self.second


@dataclass(frozen=True)
class Duel:
    """Two sides against each other.

    Attributes:
        pairs: by the key of the project, in the order of the list.
        lacking: projects of both sides of which one has no draft of its own.
        unmatched: projects of one side only.
    """

    id: str
    seed: str
    first: Side
    second: Side
    pairs: Mapping[str, Pair]
    lacking: int
    unmatched: int

    @property
    def identical(self) -> int:
        """How many pairs say the same."""
        return sum(pair.identical for pair in self.pairs.values())

    @property
    def asked(self) -> list[Pair]:
        """The pairs that a judge is asked about."""
        return [pair for pair in self.pairs.values() if not pair.identical]


@dataclass(frozen=True)
class Question:
    """A pair as a judge sees it.

    Attributes:
        duel: id.
        swapped: whether the first side stands on the right; for keeping the answer only.
    """

    duel: str
    pair: Pair
    swapped: bool

    @property
    def left(self) -> Shown:
        """甲."""
        return self.pair.second if self.swapped else self.pair.first

    @property
    def right(self) -> Shown:
        """乙."""
        return self.pair.first if self.swapped else self.pair.second

    def verdict(self, choice: Choice) -> Verdict:
        """What a choice says of the sides."""
        if choice in ("tie", "neither"):
            return "tie" if choice == "tie" else "neither"
        return "first" if (choice == "left") != self.swapped else "second"

    def choice(self, verdict: Verdict) -> Choice:
        """The choice that says so."""
        return next(choice for choice in CHOICES if self.verdict(choice) == verdict)


class Unasked(Protocol):
    """Two sides, by how many of their projects nobody is asked about; see `Duel`."""

    @property
    def identical(self) -> int:
        """Pairs that say the same."""

    @property
    def lacking(self) -> int:
        """Projects of both, of which one has no draft of its own."""

    @property
    def unmatched(self) -> int:
        """Projects of one side only."""


def not_asked(duels: Iterable[Unasked]) -> list[str]:
    """Why there are no more pairs to judge, where that is so."""
    sums = [sum(counts) for counts in zip(*((duel.identical, duel.lacking, duel.unmatched) for duel in duels), strict=True)]
    told = ("对草稿两边一样，不用评，算平局", "个项目有一边没有自己的草稿（失败、改用离线或未起草），不比较", "个项目只在一边有，不比较")
    return [f"{count} {text}" for count, text in zip(sums, told, strict=False) if count]


def open_duels(database: Database, sides: Sequence[Side]) -> list[Duel]:
    """Each two sides against each other, with the seed that is kept of them.

    Raises:
        InputError: no two sides have a project in common.
    """
    duels = [_open(database, one, other) for one, other in combinations(sides, 2)]
    if not any(duel.pairs or duel.lacking for duel in duels):
        raise InputError("两边没有相同的项目，不能比较；请用同一份清单起草后再比。")
    return duels


def questions_for(duels: Sequence[Duel], judge: str) -> list[Question]:
    """What a judge is asked, in an order of the judge's own; of each two sides either stands as often on the left as on the right."""
    drawn = []
    for duel in duels:
        hands = sorted(duel.asked, key=lambda pair: _draw(duel.seed, judge, "hand", pair.project))
        begin = int(_draw(duel.seed, judge, "begin"), 16)
        for place, pair in enumerate(hands, begin):
            drawn.append((_draw(duel.seed, judge, "order", pair.project), Question(duel.id, pair, bool(place % 2))))
    return [question for _, question in sorted(drawn, key=lambda entry: entry[0])]


def _open(database: Database, one: Side, other: Side) -> Duel:
    id_, seed, turned = _kept(database, one, other)
    first, second = (other, one) if turned else (one, other)
    both = [key for key in first.entries if key in second.entries]
    pairs = {}
    for key in both:
        left, right = first.entries[key], second.entries[key]
        if left.comparable and right.comparable and left.shown and right.shown:
            pairs[key] = Pair(key, first.requests[key], left.shown, right.shown)
    unmatched = len(first.entries) + len(second.entries) - 2 * len(both)
    return Duel(id_, seed, first, second, pairs, len(both) - len(pairs), unmatched)


def _kept(database: Database, one: Side, other: Side) -> tuple[str, str, bool]:
    """Id and seed of a comparison, and whether it is known with its sides turned; a new one is noted."""
    row = ComparisonRow
    straight, turned = _names(one, other), _names(other, one)
    with database.writing() as session:
        for names in (straight, turned):
            if there := session.scalars(select(row).filter_by(**names)).first():
                return there.id, there.seed, names is turned
        new = row(id=new_id(), seed=secrets.token_hex(16), created=datetime.now(UTC), **straight)
        session.add(new)
        return new.id, new.seed, False


def _names(first: Side, second: Side) -> dict[str, str]:
    return {"first_batch": first.batch, "first_prompt": first.prompt, "second_batch": second.batch, "second_prompt": second.prompt}


def _draw(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
