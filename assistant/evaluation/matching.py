"""Comparing sets of indicators by meaning."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.exemplars.embedding import Embedder
from assistant.goals import Indicator
from assistant.goals.taxonomy import SATISFACTION, SERVED, Framework, convert_class

SAME_INDICATOR = 0.62
"""Cosine from which two names of one class count as the same indicator."""


@dataclass(frozen=True)
class Score:
    """Matches between a drafted and a published set."""

    matched: int
    drafted: int
    published: int

    @property
    def precision(self) -> float:
        """Share of the drafted that was published."""
        return self.matched / self.drafted if self.drafted else 0.0

    @property
    def recall(self) -> float:
        """Share of the published that was drafted."""
        return self.matched / self.published if self.published else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        total = self.drafted + self.published
        return 2 * self.matched / total if total else 0.0


def class_key(indicator: Indicator) -> str:
    """The class in which an indicator is compared: its second level in three-class terms, so that frameworks compare."""
    level1, level2, _ = convert_class(indicator.level1, indicator.level2, Framework.THREE_CLASS)
    return level2 or (SERVED if level1 == SATISFACTION else level1 or "")


def match_by_meaning(drafted: Sequence[Indicator], published: Sequence[Indicator], embedder: Embedder) -> list[tuple[int, int]]:
    """Most pairs (drafted, published) of the same class whose names mean the same, each used once."""
    if not drafted or not published:
        return []
    cosines = embedder.embed([row.level3 for row in drafted]) @ embedder.embed([row.level3 for row in published]).T
    same_class = np.array([[class_key(a) == class_key(b) for b in published] for a in drafted])
    possible = same_class & (cosines >= SAME_INDICATOR)
    partner: dict[int, int] = {}

    def assign(i: int, tried: set[int]) -> bool:
        for j in sorted(map(int, np.flatnonzero(possible[i])), key=lambda j: -float(cosines[i, j])):
            if j not in tried:
                tried.add(j)
                if j not in partner or assign(partner[j], tried):
                    partner[j] = i
                    return True
        return False

    for i in range(len(drafted)):
        assign(i, set())
    return sorted((i, j) for j, i in partner.items())


def score_by_meaning(drafted: Sequence[Indicator], published: Sequence[Indicator], embedder: Embedder) -> Score:
    """How much of a published set a drafted one says, and how much of it was published."""
    return Score(len(match_by_meaning(drafted, published, embedder)), len(drafted), len(published))
