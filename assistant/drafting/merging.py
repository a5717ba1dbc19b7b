"""What means the same becomes one candidate, supported by all that say it."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from assistant.drafting.candidates import Candidate, unit_of
from assistant.drafting.measures import EVENT_UNITS, PEOPLE_UNITS
from assistant.exemplars.embedding import Embedder
from assistant.goals.taxonomy import COST

SAME_MEANING = 0.80
"""Cosine from which two names of one class are taken for the same indicator."""
SUPPORTS = 0.70
"""Cosine from which an exemplar's row, whose name cannot stand here, is taken as a case of a candidate."""


def merge_candidates(pool: Sequence[Candidate], embedder: Embedder) -> list[Candidate]:
    """One candidate for those of a class that mean the same; the weightiest names it, all support it. Weightiest first.

    Rows of exemplars whose names cannot stand here find their like at a lower cosine, and are gone where there is none.
    """
    ranked = sorted(pool, key=lambda candidate: (not candidate.nameable, -candidate.weight))
    if not ranked:
        return []
    vectors = embedder.embed([candidate.name for candidate in ranked])
    cosines = vectors @ vectors.T
    kept: list[int] = []
    members: dict[int, list[int]] = {}
    for i, candidate in enumerate(ranked):
        near = SAME_MEANING if candidate.nameable else SUPPORTS
        twins = [j for j in kept if cosines[i, j] >= near and comparable(candidate, ranked[j])]
        if twins and not (candidate.fact and ranked[twins[0]].fact):
            members[max(twins, key=lambda j: float(cosines[i, j]))].append(i)
        elif candidate.nameable:
            kept.append(i)
            members[i] = [i]
    merged = [_merge([ranked[i] for i in members[head]]) for head in kept]
    return sorted(merged, key=lambda candidate: -candidate.weight)


_ALIKE = (PEOPLE_UNITS, EVENT_UNITS, {"件", "宗", "起", "例"}, {"份", "册", "本"})


def comparable(a: Candidate, b: Candidate) -> bool:
    """Whether two candidates could be the same indicator: one class, and not counted in different things."""
    if a.level2 != b.level2 or a.is_total != b.is_total:
        return False
    units = {unit_of(a), unit_of(b)} - {None}
    return len(units) < 2 or a.level2 == COST or any(units <= group for group in _ALIKE)


def _merge(group: Sequence[Candidate]) -> Candidate:
    head = group[0]
    typical = next((candidate.typical for candidate in group if candidate.typical), None)
    return replace(
        head,
        weight=sum(candidate.weight for candidate in group),
        evidence=tuple(dict.fromkeys(id_ for candidate in group for id_ in candidate.evidence)),
        observed=tuple(observation for candidate in group for observation in candidate.observed),
        typical=typical,
    )


def similar_pairs(candidates: Sequence[Candidate], embedder: Embedder) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Cosines between the names of candidates, shape (n, n)."""
    vectors = embedder.embed([candidate.name for candidate in candidates])
    return np.asarray(vectors @ vectors.T, dtype=np.float32)
