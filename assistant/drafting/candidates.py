"""The pool a draft is chosen from: the request's facts, the library's typical indicators, and what similar projects have."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.drafting.fact import Fact
from assistant.drafting.measures import count_name, strip_light_verbs
from assistant.exemplars.exemplar import Exemplar
from assistant.goals import Indicator, Target
from assistant.goals.dates import YEAR
from assistant.goals.remembering import remembered
from assistant.goals.table import Origin
from assistant.goals.taxonomy import (
    COST,
    ECOLOGICAL,
    ECONOMIC,
    QUALITY,
    QUANTITY,
    SATISFACTION,
    SERVED,
    SOCIAL,
    TIMELINESS,
    Framework,
    convert_class,
)
from assistant.goals.wording import pairs_in
from assistant.library.types import ProjectType, TypicalIndicator

NEAREST_STRANGER = 0.25
"""Cosine that a project of another field may reach; what is not nearer than that says nothing about this one."""
TWIN = 0.75
"""Cosine from which a project is taken for much the same one (last year's table of it): its names and values fit as they are."""
FULLY_SUPPORTED = 0.6
"""Sum of nearness beyond that from which similar projects have their full say; below, the library speaks louder."""
STRANGEST = 0.1
"""Share of a name's pairs of characters that may be at home neither in the field nor in the request."""
FACT_WEIGHT = 1000.0
"""More than all else together: what the request says is chosen first, in its order."""
OPTIONAL_WEIGHT = 0.6
"""What a typical indicator that is not core weighs beside a core one."""
RARE_WEIGHT = 0.2
"""The same for economic and ecological benefits: few projects really have them, and an invented one is worse than none."""
EXEMPLAR_WEIGHT = 2.0
"""What an indicator that all similar projects have weighs beside a core typical indicator of the only type."""


@dataclass(frozen=True)
class Observation:
    """A value that an exemplar has for an indicator, with its budget in 元; `twin` where it is much the same project."""

    target: Target
    budget: Decimal | None
    twin: bool = False


@dataclass(frozen=True)
class Candidate:
    """An indicator that the draft could have. The class is that of the three-class framework.

    Attributes:
        weight: how much speaks for it.
        origin: input for facts, library, exemplar where the name stands so in one, adapted where it was fitted.
        evidence: ids of the exemplar indicators behind it, most similar project first.
        observed: the values that those have.
        nameable: whether its name could stand in this table; one that could not only supports others that mean the same.
        left_open: whether its value is for a person to fill in, because any number would be a guess beside what was said.
    """

    name: str
    level2: str
    weight: float
    origin: Origin
    evidence: tuple[str, ...] = ()
    observed: tuple[Observation, ...] = ()
    typical: TypicalIndicator | None = None
    fact: Fact | None = None
    nameable: bool = True
    left_open: bool = False

    @property
    def is_total(self) -> bool:
        """Whether it is the cost of the whole: no price and no part says that."""
        return self.typical is not None and is_total_cost(self.typical)


def fact_candidates(facts: Iterable[Fact]) -> list[Candidate]:
    """Candidates that must be chosen, in the order of the request."""
    return [Candidate(fact.name, class_of_fact(fact), FACT_WEIGHT - position, "input", fact=fact) for position, fact in enumerate(facts)]


def class_of_fact(fact: Fact) -> str:
    """The class under which a fact of the request stands."""
    if fact.kind == "level":
        return class_of_rate(fact.name)
    if fact.kind == "duration" and re.search("质保|保修|年限|服务期", fact.name):
        return QUALITY
    return _CLASSES[fact.kind]


def class_of_rate(name: str) -> str:
    """The class under which a rate or score of this name stands."""
    return next(level2 for level2, pattern in _RATE_CLASSES if re.search(pattern, name))


_CLASSES = {"count": QUANTITY, "duration": TIMELINESS, "price": COST, "cost": COST, "benefit": ECONOMIC, "deadline": TIMELINESS}
_RATE_CLASSES = (
    (SERVED, r"满意|评分|得分"),
    (TIMELINESS, r"及时|按时|按期|准时|进度|响应"),
    (SOCIAL, r"覆盖|知晓|认可|就业|普及|受益|脱贫|下降|提升|增长|采纳"),
    (QUALITY, r""),
)


TOTAL_COST_NAME = "总成本控制数"
"""The total's name in the four-class framework, after 财预〔2021〕101号 (成本控制数)."""


def library_candidates(types: Sequence[tuple[ProjectType, float]], framework: Framework) -> list[Candidate]:
    """Typical indicators of the recognised types, weighed by how likely the type and whether they are core."""
    return [
        Candidate(
            TOTAL_COST_NAME if framework is Framework.FOUR_CLASS and is_total_cost(typical) else typical.name,
            typical.level2,
            share * _standing(typical) * (1 - position / 100),
            "library",
            typical=typical,
        )
        for kind, share in types
        for position, typical in enumerate(kind.indicators)
    ]


def is_total_cost(typical: TypicalIndicator) -> bool:
    """Whether it is the cost of the whole, whose value is the budget."""
    return typical.level2 == COST and typical.typical is None and typical.price_of is None


def _standing(typical: TypicalIndicator) -> float:
    if typical.core:
        return 1.0
    return RARE_WEIGHT if typical.level2 in (ECONOMIC, ECOLOGICAL) else OPTIONAL_WEIGHT


def unit_of(candidate: Candidate) -> str | None:
    """The unit in which a candidate is counted, where it is known."""
    if candidate.fact:
        return candidate.fact.target.base_unit
    if candidate.typical:
        return candidate.typical.unit
    return next((seen.target.base_unit for seen in candidate.observed if seen.target.number and seen.target.text is None), None)


def exemplar_candidates(exemplars: Sequence[Exemplar], vocabulary: "Vocabulary", fits: Callable[[str], bool]) -> list[Candidate]:
    """What similar projects have, as far as its name `fits` this one; weighed by how near the project is among all that were found."""
    pool: list[Candidate] = []
    total = sum(nearness(exemplar) for exemplar in exemplars)
    for exemplar in exemplars:
        weight = EXEMPLAR_WEIGHT * nearness(exemplar) / max(total, FULLY_SUPPORTED)
        if not weight:
            continue
        twin = exemplar.score >= TWIN
        for position, indicator in enumerate(exemplar.table.indicators):
            level1, level2, _ = convert_class(indicator.level1, indicator.level2, Framework.THREE_CLASS)
            level2 = level2 or (SERVED if level1 == SATISFACTION else None)
            if level2 is None:
                continue
            name = fit_name(indicator, level2)
            nameable = bool(name) and (twin or (vocabulary.strangeness(name) <= STRANGEST and fits(name)))
            observed = (Observation(indicator.target, exemplar.table.budget_yuan, twin),) if indicator.target else ()
            origin: Origin = "exemplar" if name == indicator.level3 else "adapted"
            evidence = (exemplar.indicator_id(position),)
            pool.append(Candidate(name or indicator.level3, level2, weight, origin, evidence, observed, nameable=nameable))
    return pool


def nearness(exemplar: Exemplar) -> float:
    """How much more a project has in common with this one than one of another field would have."""
    return max(exemplar.score - NEAREST_STRANGER, 0.0)


_DOING = "提升|提高|确保|保障|营造|改善|推动|完成|开展|为|促进|加强|增强"
_RESULT = "提升|提高|增强|改善|稳定运行|及时|推进"
_NOT_A_NAME = re.compile(rf"[，,。；;：:《》〔〕\d%]|{YEAR}|^(?:{_DOING})|(?:{_RESULT})$|^[“\"]")


def fit_name(indicator: Indicator, level2: str | None) -> str:
    """The name under which an exemplar's indicator could stand here: a count without verb, with measure.

    (开展宣传活动 ≥20次) → 宣传活动次数. Empty where nothing is left that is a name.
    """
    name, target = indicator.level3, indicator.target
    if level2 == QUANTITY and target and target.base_unit and target.text is None:
        name = _counted_name(name, target.base_unit)
    return clean_name(name.replace("满意率", "满意度"))


@remembered
def _counted_name(name: str, unit: str) -> str:
    return count_name(strip_light_verbs(re.sub(r"[(（][^()（）]*[)）]", "", name)), unit)


@remembered
def clean_name(name: str) -> str:
    """An exemplar's indicator name as a noun that can stand in another table, or empty where it is a sentence, an event or a result."""
    name = re.sub(r"[(（][^()（）]*[)）]", "", name).strip().strip('“”"')
    if _NOT_A_NAME.search(name) or not 3 <= len(name) <= 16:
        return ""
    return name


class Vocabulary:
    """The words in which an indicator of this project may be named: the library's, the request's own, and those that sources share."""

    def __init__(self, names: Iterable[str], own_text: str, shared: frozenset[str]) -> None:
        """Know the pairs of characters of library `names` and `own_text`, and those that are `shared`."""
        self._pairs = shared.union(*map(pairs_in, [*names, own_text]))

    def strangeness(self, name: str) -> float:
        """Share of the pairs of `name` that are at home neither in the field nor in this project."""
        pairs = pairs_in(name)
        return sum(pair not in self._pairs for pair in pairs) / len(pairs) if pairs else 1.0
