"""What a plan offers to a request."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from assistant.goals.table import Funding

T = TypeVar("T")


@dataclass(frozen=True)
class Offered(Generic[T]):
    """A value, and the sentence of the plan it stands in, for a person to check."""

    value: T
    sentence: str


@dataclass(frozen=True)
class OfferedFact:
    """A fact of a plan, for a person to take or leave.

    Attributes:
        label: what it says, in few words (维权宣传活动 12 场).
        clause: what states it in the text of a request.
        sentence: the sentence of the plan it stands in.
        likely: whether it is planned for the year, and not history, background or means.
        rivals: labels of other facts that give the same thing another value.
    """

    label: str
    clause: str
    sentence: str
    likely: bool
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What a plan offers; `left_out` says in one sentence each what of it is not offered, and why."""

    name: Offered[str] | None = None
    unit: Offered[str] | None = None
    year: Offered[int] | None = None
    budget_yuan: Offered[Decimal] | None = None
    period: Offered[str] | None = None
    funding: Offered[Funding] | None = None
    facts: tuple[OfferedFact, ...] = ()
    left_out: tuple[str, ...] = ()
