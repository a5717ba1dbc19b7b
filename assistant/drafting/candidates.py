"""The pool a draft is chosen from: the request's facts, the library's typical indicators, and what similar projects have."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

import numpy as np

from assistant.drafting.facts import Fact
from assistant.drafting.subject import place_subject
from assistant.exemplars.embedding import Embedder
from assistant.exemplars.exemplar import Exemplar
from assistant.goals import Target
from assistant.goals.dates import YEAR
from assistant.goals.taxonomy import (
    COST,
    ECONOMIC,
    ECOLOGICAL,
    QUALITY,
    QUANTITY,
    SERVED,
    SOCIAL,
    SUSTAINED,
    TIMELINESS,
    Framework,
    convert_class,
)
from assistant.goals.table import Origin
from assistant.library.types import ProjectType, TypicalIndicator

SAME_MEANING = 0.80
"""Cosine from which two names of one class are taken for the same indicator."""
FACT_WEIGHT = 100.0
OPTIONAL_WEIGHT = 0.6
"""What a typical indicator that is not core weighs beside a core one."""
EXEMPLAR_WEIGHT = 0.5
"""What the nearest exemplar's indicator weighs beside a core typical indicator of the only type."""


@dataclass(frozen=True)
class Observation:
    """A value that an exemplar has for an indicator, with its budget in 元."""

    target: Target
    budget: Decimal | None


@dataclass(frozen=True)
class Candidate:
    """An indicator that the draft could have. The class is that of the three-class framework.

    Attributes:
        weight: how much speaks for it.
        origin: input for facts, library, exemplar where the name stands so in one, adapted where it was fitted.
        evidence: ids of the exemplar indicators behind it, most similar project first.
        observed: the values that those have.
    """

    name: str
    level2: str
    weight: float
    origin: Origin
    evidence: tuple[str, ...] = ()
    observed: tuple[Observation, ...] = ()
    typical: TypicalIndicator | None = None
    fact: Fact | None = None
    kinds: tuple[str, ...] = field(default=())


def fact_candidates(facts: Iterable[Fact]) -> list[Candidate]:
    """Candidates that must be chosen."""
    return [Candidate(fact.name, class_of_fact(fact), FACT_WEIGHT, "input", fact=fact) for fact in facts]


_RATE_CLASSES = (
    (SERVED, r"满意"),
    (TIMELINESS, r"及时|按时|按期|准时|进度|响应"),
    (SOCIAL, r"覆盖|知晓|认可|就业|普及|受益|脱贫|下降|提升|增长|采纳"),
    (QUALITY, r""),
)


def class_of_fact(fact: Fact) -> str:
    """The class under which a fact of the request stands."""
    if fact.kind == "rate":
        return next(level2 for level2, pattern in _RATE_CLASSES if re.search(pattern, fact.name))
    return {"count": QUANTITY, "price": COST, "cost": COST, "deadline": TIMELINESS}[fact.kind]


def library_candidates(types: Sequence[tuple[ProjectType, float]], subject: str) -> list[Candidate]:
    """Typical indicators of the recognised types, weighed by how likely the type and whether they are core."""
    return [
        Candidate(
            place_subject(typical.name, subject),
            typical.level2,
            share * (1.0 if typical.core else OPTIONAL_WEIGHT) * (1 - position / 100),
            "library",
            typical=typical,
            kinds=(kind.id,),
        )
        for kind, share in types
        for position, typical in enumerate(kind.indicators)
    ]


def exemplar_candidates(exemplars: Sequence[Exemplar], vocabulary: "Vocabulary", subject: str) -> list[Candidate]:
    """What similar projects have, as far as its name fits this one; weighed by how similar the project is."""
    pool: list[Candidate] = []
    best = max((exemplar.score for exemplar in exemplars), default=0.0)
    for exemplar in exemplars:
        nearness = max(exemplar.score, 0.0) / best if best > 0 else 0.0
        for position, indicator in enumerate(exemplar.table.indicators):
            level1, level2, _ = convert_class(indicator.level1, indicator.level2, Framework.THREE_CLASS)
            level2 = level2 or (SERVED if level1 == "满意度指标" else None)
            name = clean_name(indicator.level3)
            if level2 is None or not name or vocabulary.strangeness(name) > 0:
                continue
            observed = (Observation(indicator.target, exemplar.table.budget_yuan),) if indicator.target else ()
            pool.append(
                Candidate(
                    name,
                    level2,
                    EXEMPLAR_WEIGHT * nearness**2,
                    "exemplar" if name == indicator.level3 else "adapted",
                    (exemplar.indicator_id(position),),
                    observed,
                )
            )
    return pool


_NOT_A_NAME = re.compile(rf"[，,。；;：:《》〔〕\d%]|{YEAR}|^(?:提升|提高|确保|保障|营造|改善|推动|完成|开展|为|促进|加强|增强)|(?:提升|提高|增强|改善|稳定运行|及时|推进)$|^[“\"]")


def clean_name(name: str) -> str:
    """An exemplar's indicator name as a noun that can stand in another table, or empty where it is a sentence, an event or a result."""
    name = re.sub(r"[(（][^()（）]*[)）]", "", name).strip().strip("“”\"")
    if _NOT_A_NAME.search(name) or not 3 <= len(name) <= 16:
        return ""
    return name


class Vocabulary:
    """The words in which an indicator of this project may be named: those of the library and of the request itself."""

    def __init__(self, names: Iterable[str], own_text: str) -> None:
        """Collect the pairs of characters of `names` and `own_text`."""
        self._pairs = {pair for text in [*names, own_text] for pair in _pairs(text)}

    def strangeness(self, name: str) -> float:
        """Share of the pairs of `name` that are at home neither in the field nor in this project."""
        pairs = _pairs(name)
        return sum(pair not in self._pairs for pair in pairs) / len(pairs) if pairs else 1.0


def _pairs(text: str) -> list[str]:
    return [text[i : i + 2] for i in range(len(text) - 1)]


def merge_candidates(pool: Sequence[Candidate], embedder: Embedder) -> list[Candidate]:
    """One candidate for those of a class that mean the same; the weightiest names it, all support it. Weightiest first."""
    ranked = sorted(pool, key=lambda candidate: -candidate.weight)
    if not ranked:
        return []
    vectors = embedder.embed([candidate.name for candidate in ranked])
    cosines = vectors @ vectors.T
    kept: list[int] = []
    members: dict[int, list[int]] = {}
    for i, candidate in enumerate(ranked):
        twins = [j for j in kept if ranked[j].level2 == candidate.level2 and cosines[i, j] >= SAME_MEANING]
        if twins and not (candidate.fact and ranked[twins[0]].fact):
            members[max(twins, key=lambda j: float(cosines[i, j]))].append(i)
        else:
            kept.append(i)
            members[i] = [i]
    merged = [_merge([ranked[i] for i in members[head]]) for head in kept]
    return sorted(merged, key=lambda candidate: -candidate.weight)


def _merge(group: Sequence[Candidate]) -> Candidate:
    head = group[0]
    typical = next((candidate.typical for candidate in group if candidate.typical), None)
    return replace(
        head,
        weight=head.weight + sum(candidate.weight for candidate in group[1:]) * 0.5,
        evidence=tuple(dict.fromkeys(id_ for candidate in group for id_ in candidate.evidence)),
        observed=tuple(observation for candidate in group for observation in candidate.observed),
        typical=typical,
        kinds=tuple(dict.fromkeys(kind for candidate in group for kind in candidate.kinds)),
    )


def similar_pairs(candidates: Sequence[Candidate], embedder: Embedder) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Cosines between the names of candidates, shape (n, n)."""
    vectors = embedder.embed([candidate.name for candidate in candidates])
    return np.asarray(vectors @ vectors.T, dtype=np.float32)


BENEFITS = (ECONOMIC, SOCIAL, ECOLOGICAL, SUSTAINED)
