"""What other tables have: the interface through which checks compare a row with rows like it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.goals import GoalTable, Target


@dataclass(frozen=True)
class Comparable:
    """An indicator like the one under review.

    Attributes:
        id: the exemplar indicator's id; of a typical indicator the name of its project type.
        name: its third-level name.
        level2: its class in the three-class framework.
        target: its value, where it was published with one; None for a typical indicator, whose value is nobody's promise.
        project: the name of the project that has it.
    """

    id: str
    name: str
    level2: str
    target: Target | None
    project: str


class Comparables(Protocol):
    """Finds rows like a row in other tables."""

    def like(self, name: str, *, excluding: GoalTable | None = None) -> Sequence[Comparable]:
        """The indicators whose name says nearly the same, nearest first; none of the table `excluding`, its file, or a copy of either."""
