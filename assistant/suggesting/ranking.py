"""Which of the candidates come first: what speaks for each, and how much its class is wanted."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assistant.drafting.candidates import Candidate
from assistant.drafting.fitting import Fitted
from assistant.drafting.footing import BENEFITS
from assistant.goals.taxonomy import COST, QUALITY, QUANTITY, SERVED, SOCIAL, TIMELINESS
from assistant.suggesting.meaning import Statement
from assistant.suggesting.support import Support

USUAL = {QUANTITY: 0.34, QUALITY: 0.18, TIMELINESS: 0.12, COST: 0.12, SERVED: 0.1}
"""Share of each class among the rows of a balanced table; the benefits together make up the rest."""
USUAL_BENEFITS = 0.14
EMPTY = 2.0
"""How much more a row counts whose class the table lacks altogether."""
LEAST = 0.3
"""What a row counts whose class is full."""
LIKENESS = 1.0
"""What it counts that all comparable projects have such a row, beside a core indicator of the only type."""


@dataclass(frozen=True)
class Option:
    """A candidate that could be suggested, with all that is known about it."""

    fitted: Fitted
    statement: Statement
    support: Support

    @property
    def candidate(self) -> Candidate:
        """What it was made from."""
        return self.fitted.candidate

    @property
    def level2(self) -> str:
        """Its class in three-class terms."""
        return self.fitted.candidate.level2

    @property
    def worth(self) -> float:
        """What speaks for it, whatever the table has."""
        return self.candidate.weight + LIKENESS * self.support.likeness


class Ranking:
    """Options taken one by one, each worth the less the fuller its class is."""

    def __init__(
        self, options: Iterable[Option], classes: Iterable[str | None], size: int, repeats: Callable[[Option, Option], bool]
    ) -> None:
        """Rank for a table whose rows have these `classes` and that should have about `size` of them.

        `repeats` tells whether two options say the same, so that only one of them may be taken.
        """
        self._left = list(options)
        self._present: Counter[str] = Counter(_drawer(level2) for level2 in classes if level2)
        self._size = size
        self._repeats = repeats

    def take(
        self, accept: Callable[[Option], bool], classes: Sequence[str] = (), first: Callable[[Option], bool] = lambda option: False
    ) -> Option | None:
        """The best option that is left and that `accept` lets pass, of `classes` where some are given; None where there is none.

        Those that `first` tells of come before all others.
        """
        for option in sorted(self._left, key=lambda option: (not first(option), -option.worth * self._need(option.level2))):
            if classes and option.level2 not in classes:
                continue
            self._left.remove(option)
            if accept(option):
                self._present[_drawer(option.level2)] += 1
                self._left = [other for other in self._left if not self._repeats(other, option)]
                return option
        return None

    def _need(self, level2: str) -> float:
        there = self._present[_drawer(level2)]
        if not there:
            return EMPTY if level2 in USUAL or level2 == SOCIAL else 1.0
        wanted = max(USUAL.get(level2, USUAL_BENEFITS) * self._size, 1)
        return max(LEAST, 1 - there / wanted / 2)


def _drawer(level2: str) -> str:
    """The class that is filled: one of the benefits is as good as another."""
    return SOCIAL if level2 in BENEFITS else level2
