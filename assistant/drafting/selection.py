"""Choosing the set: every required class, no more rows than the money warrants, nothing said twice."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from assistant.drafting.candidates import Candidate
from assistant.drafting.footing import BENEFITS
from assistant.drafting.merging import comparable, similar_pairs
from assistant.drafting.pricing import is_price, is_price_of
from assistant.exemplars.embedding import Embedder
from assistant.goals.taxonomy import COST, ECONOMIC, QUALITY, QUANTITY, SERVED, SOCIAL, TIMELINESS

SIZES = (
    (Decimal(50_000), 8),
    (Decimal(200_000), 9),
    (Decimal(500_000), 10),
    (Decimal(1_000_000), 12),
    (Decimal(5_000_000), 14),
    (Decimal(20_000_000), 17),
)
LARGEST = 20
REQUIRED = {QUANTITY: 2, QUALITY: 1, TIMELINESS: 1, COST: 1, SERVED: 1}
"""Rows that every set has of a class; besides, one of the benefits."""
LIGHTEST = 0.12
"""Weight below which a row is not worth its place where no class requires it."""
_EVERYBODY = re.compile("(?:服务|受益|受惠)(?:对象|人群|人员)的?满意")
_UNITS = re.compile("单位|企业|机构|部门")
TOO_CLOSE = 0.70
"""Cosine from which a second name of the same class would only say the same again."""


def size_for(budget: Decimal) -> int:
    """How many indicators a project of `budget` 元 should have: 8 to 12 for a small one, up to 20."""
    return next((size for limit, size in SIZES if budget < limit), LARGEST)


def _limits(size: int) -> dict[str, int]:
    return {
        QUANTITY: max(2, round(size * 0.34)),
        QUALITY: max(2, round(size * 0.2)),
        TIMELINESS: 1 if size < 14 else 2,
        COST: 2 if size < 14 else 3,
        SERVED: 1 if size < 12 else 2,
    }


class Selection:
    """A set in the making: candidates by weight, taken one by one."""

    def __init__(self, candidates: Sequence[Candidate], embedder: Embedder, size: int) -> None:
        """Choose among `candidates`, which stand in order of weight, about `size` of them."""
        self._candidates = candidates
        self._cosines = similar_pairs(candidates, embedder) if candidates else None
        self._size = size
        self._limits = _limits(size)
        self._chosen: list[int] = []

    def choose(self) -> list[Candidate]:
        """The chosen candidates, in order of choice."""
        self._chosen = [i for i, candidate in enumerate(self._candidates) if candidate.fact]
        self._fill(lambda candidate: candidate.is_total, 1)
        for level2, least in REQUIRED.items():
            self._fill(_of_class(level2), least - self._count(level2))
        if not any(self._count(level2) for level2 in BENEFITS):
            self._fill(_of_class(SOCIAL, ECONOMIC), 1)
        self._fill(lambda candidate: candidate.weight >= LIGHTEST and self._has_room(candidate), self._size - len(self._chosen))
        return [self._candidates[i] for i in self._chosen]

    def _count(self, *classes: str) -> int:
        return sum(self._candidates[i].level2 in classes for i in self._chosen)

    def _has_room(self, candidate: Candidate) -> bool:
        if candidate.level2 in BENEFITS:
            return self._count(*BENEFITS) < max(2, round(self._size * 0.22))
        return self._count(candidate.level2) < self._limits[candidate.level2]

    def _fill(self, wanted: Callable[[Candidate], bool], count: int) -> None:
        for _ in range(count):
            free = [i for i, candidate in enumerate(self._candidates) if i not in self._chosen and wanted(candidate) and self._eligible(i)]
            if not free:
                return
            self._chosen.append(max(free, key=self._worth))

    def _eligible(self, i: int) -> bool:
        """A price needs the quantity that it is the price of; a name too close to a chosen one adds nothing."""
        candidate = self._candidates[i]
        if candidate.is_total and any(self._candidates[j].is_total for j in self._chosen):
            return False
        if is_price(candidate) and not any(is_price_of(candidate, self._candidates[j]) for j in self._chosen):
            return False
        return self._closeness(i) < TOO_CLOSE and not self._asks_again(i) and not self._dates_again(i)

    def _dates_again(self, i: int) -> bool:
        """Whether a second date by which all is done would stand beside the first."""
        return _is_date(self._candidates[i]) and any(_is_date(self._candidates[j]) for j in self._chosen)

    def _asks_again(self, i: int) -> bool:
        """Whether a 满意度 of everybody stands beside one of the people who are served: they were asked already, as units are not."""
        mine = self._candidates[i]
        names = [self._candidates[j].name for j in self._chosen if self._candidates[j].level2 == SERVED]
        return mine.level2 == SERVED and any(
            (_EVERYBODY.match(mine.name) or _EVERYBODY.match(name)) and not (_UNITS.search(mine.name) or _UNITS.search(name))
            for name in names
        )

    def _closeness(self, i: int) -> float:
        same = [j for j in self._chosen if comparable(self._candidates[j], self._candidates[i])]
        return max((float(self._cosines[i, j]) for j in same), default=0.0) if self._cosines is not None else 0.0

    def _worth(self, i: int) -> float:
        return self._candidates[i].weight * (1 - max(0.0, self._closeness(i) - 0.4))


def _is_date(candidate: Candidate) -> bool:
    if candidate.fact:
        return candidate.fact.kind == "deadline"
    measured = candidate.typical is not None and candidate.typical.typical is not None
    return candidate.level2 == TIMELINESS and not measured and not candidate.name.endswith(("率", "度"))


def _of_class(*classes: str) -> Callable[[Candidate], bool]:
    return lambda candidate: candidate.level2 in classes
