"""Grounding by code, not by trust: where each row of a model comes from, and whether its number was ever given."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

import numpy as np

from assistant.drafting.candidates import Candidate, Observation
from assistant.drafting.composing import Composition
from assistant.drafting.fitting import Fitted
from assistant.drafting.footing import is_founded
from assistant.drafting.ground import Ground
from assistant.drafting.llm.answer import BadRow, ModelRow
from assistant.drafting.llm.bodies import names_body
from assistant.drafting.llm.material import Material, Offer
from assistant.drafting.measures import strip_light_verbs
from assistant.drafting.merging import SAME_MEANING, comparable
from assistant.exemplars.embedding import Vectors
from assistant.exemplars.exemplar import names_of_others
from assistant.goals import Framework, Indicator, Target, format_target, parse_target
from assistant.goals.dates import parse_deadline
from assistant.goals.secrecy import is_classified
from assistant.goals.table import Origin
from assistant.goals.taxonomy import COST, QUANTITY, canonical_level1, canonical_level2, classes_in, level2_in
from assistant.goals.wording import fold, has_han
from assistant.quoting import gives_orders
from assistant.review.money import TOTAL
from assistant.review.naming import Direction, direction_of

CITED = 0.7
"""Cosine from which a row that cites an offer is taken to mean it."""
NAMED_ALIKE = 0.6
"""Cosine from which a row with the very number and unit of a statement is taken to repeat it."""

SHORTEST_NAME = 3
"""Characters that a name has at least when the project's name in front of it goes."""


@dataclass(frozen=True)
class Settled:
    """A row that may stand.

    Attributes:
        kept: whether it stands as the model wrote it.
        written: whether the model wrote it at all.
    """

    entry: Fitted
    kept: bool
    written: bool = True

    @property
    def own(self) -> bool:
        """Whether it says what the person said, or the whole cost: such a row is never left out."""
        return is_own(self.entry)


def is_own(entry: Fitted) -> bool:
    """Whether a row of the offline draft says what the person said, or the whole cost."""
    return entry.candidate.fact is not None or entry.indicator.origin == "input"


class Grounding:
    """Settles the rows of one answer."""

    def __init__(self, ground: Ground, composed: Composition, material: Material) -> None:
        """Settle against what the person said, what code has fitted, and what was shown."""
        self._ground = ground
        self._material = material
        self._facts = [entry for entry in composed.rows if entry.candidate.fact]
        self._total = next((entry for entry in composed.rows if entry.candidate.is_total), None)

    def settle(self, row: ModelRow) -> Settled | BadRow:
        """The row as it may stand, or why it may not."""
        plain = self._without_project(row)
        result = self._settle(plain)
        return result if isinstance(result, BadRow) or plain is row else replace(result, kept=False)

    def _without_project(self, row: ModelRow) -> ModelRow:
        """A row whose name does not begin with the project's: all rows are the project's, and the name of one says what it measures."""
        rest = row.name.removeprefix(self._ground.request.name).lstrip("的之")
        short = strip_light_verbs(rest)
        return row.model_copy(update={"name": short}) if rest != row.name and len(short) >= SHORTEST_NAME else row

    def _settle(self, row: ModelRow) -> Settled | BadRow:
        wrong = self._objection(row)
        if wrong:
            return BadRow(row.model_dump(), wrong)
        level2 = level2_in(Framework.THREE_CLASS, row.level2)
        target = parse_target(row.value, money=level2 == COST)
        if level2 == COST and self._total and (TOTAL.search(row.name) or self._is_budget(target)):
            return self._own(self._total, level2, target)
        fact = self._fact_of(row, level2, target)
        if fact is not None:
            return self._own(fact, level2, target)
        alike = self._alike(row, level2, target)
        same = next((offer for offer in alike if _has_value(offer, row, target)), None)
        if same is not None:
            return self._from_offer(row, same)
        fitted = next((offer for offer in alike if offer.fitted), None)
        if fitted is not None and target.number:
            return Settled(self._row_like(row, fitted), kept=False)
        return self._invented(row, level2, target)

    def _own(self, entry: Fitted, level2: str, target: Target) -> Settled:
        """A row of the person's own; kept where the model gave it its class and its number."""
        kept = _says_same(entry, target) and entry.candidate.level2 == level2
        return Settled(entry, kept=kept)

    def _objection(self, row: ModelRow) -> str | None:
        """What makes a row unfit whatever else it says."""
        if re.search(r"\d", row.name):
            return f"名称「{row.name}」里有数字，数字应写在指标值里"
        if row.name.endswith("指标") and (canonical_level1(row.name) or canonical_level2(row.name)):
            return f"「{row.name}」是指标类别，不是三级指标的名称"
        target = parse_target(row.value)
        if target.number is None and not has_han(row.value):
            return f"指标值「{row.value}」不可衡量，应写比较符、数字和单位"
        deadline = parse_deadline(row.value)
        if deadline is not None and deadline.year not in (None, self._ground.request.year):
            return f"日期「{row.value}」不在预算年度 {self._ground.request.year} 年"
        if target.number is not None and Decimal(target.number) < 0:
            return f"指标值「{row.value}」是负数"
        if any(is_classified(text) or gives_orders(text) for text in (row.name, row.value)):
            return f"「{row.name} {row.value}」不是指标"
        if names_body(row.name + row.value, self._ground.request.own_text):
            return f"「{row.name} {row.value}」里的机构在申报材料中没有出现"
        strange = next((name for name in self._foreign_names if name in row.name or name in row.value), None)
        return f"出现了别的单位或地方的名称「{strange}」" if strange else None

    @cached_property
    def _foreign_names(self) -> tuple[str, ...]:
        """Names of the exemplars' units and places that the person did not give."""
        return names_of_others(self._material.exemplars, self._ground.request.own_text)

    def is_foreign(self, text: str) -> bool:
        """Whether a text names an exemplar's unit or place."""
        return any(name in text for name in self._foreign_names)

    def _is_budget(self, target: Target) -> bool:
        return target.yuan is not None and target.base_unit == "元" and target.decimal == self._ground.request.budget_yuan

    def _fact_of(self, row: ModelRow, level2: str, target: Target) -> Fitted | None:
        """The statement of the person that a row is about: the same number and unit, or the same meaning."""
        for fact in self._facts:
            near = self._cosine(row.name, fact.candidate.name)
            same = _says_same(fact, target, sign=False) and near >= NAMED_ALIKE
            if same or (near >= SAME_MEANING and comparable(_candidate(row, level2, target), fact.candidate)):
                return fact
        return None

    def _alike(self, row: ModelRow, level2: str, target: Target) -> list[Offer]:
        """The offers that mean what a row means: the class, the name, and which way is good; a cited handle alone says nothing."""
        near, candidate = self._cosines(row.name), _candidate(row, level2, target)
        direction = direction_of(row.name, self._ground.context.review_data.words)
        return [
            offer
            for (offer, its_level2, its_direction), cosine in zip(self._offers, near, strict=True)
            if cosine >= (CITED if offer.handle in row.evidence else SAME_MEANING)
            and (its_level2, its_direction) == (level2, direction)
            and (offer.fitted is None or comparable(candidate, offer.fitted.candidate))
        ]

    @cached_property
    def _offers(self) -> list[tuple[Offer, str, Direction | None]]:
        """What was shown but is not the person's own, each with its class and which way is good."""
        words, shown = self._ground.context.review_data.words, self._material.offers.values()
        return [
            (offer, level2_in(Framework.THREE_CLASS, offer.level2), direction_of(offer.indicator.level3, words))
            for offer in shown
            if not (offer.fitted and is_own(offer.fitted))
        ]

    @cached_property
    def _vectors(self) -> Vectors:
        return self._ground.embedder.embed([offer.indicator.level3 for offer, *_ in self._offers])

    def _cosines(self, name: str) -> list[float]:
        """How near the names of the offers are to `name`, in their order."""
        folded, vector = fold(name), self._ground.embedder.embed([name])[0]
        cosines = (self._vectors @ vector).tolist()
        return [1.0 if fold(offer.indicator.level3) == folded else one for (offer, *_), one in zip(self._offers, cosines, strict=True)]

    def _cosine(self, one: str, other: str) -> float:
        if fold(one) == fold(other):
            return 1.0
        vectors = self._ground.embedder.embed([one, other])
        return float(np.dot(vectors[0], vectors[1]))

    def _from_offer(self, row: ModelRow, offer: Offer) -> Settled:
        """A row whose value was offered: it has the offer's sources, and waits for the person."""
        if offer.fitted and fold(offer.indicator.level3) == fold(row.name):
            return Settled(offer.fitted, kept=True)
        return Settled(self._row_like(row, offer), kept=True)

    def _row_like(self, row: ModelRow, offer: Offer) -> Fitted:
        """The value and the sources of an offer, under the model's name."""
        origin: Origin = "adapted"
        if offer.fitted and offer.indicator.origin == "library":
            origin = "library"
        elif not offer.fitted and fold(offer.indicator.level3) == fold(row.name):
            origin = "exemplar"
        return self._row(row, offer.indicator.target or parse_target(row.value), origin, offer)

    def _invented(self, row: ModelRow, level2: str, target: Target) -> Settled | BadRow:
        """A row that only the model gives: it may stand as a proposal where it rivals nothing that was said, and invents no money."""
        if level2 == COST or target.yuan is not None:
            return BadRow(row.model_dump(), f"金额「{row.name} {row.value}」没有依据，只写总成本或申报材料给出的金额")
        if level2 == QUANTITY and target.number is None:
            return BadRow(row.model_dump(), f"数量指标「{row.name}」的指标值「{row.value}」没有数字")
        said, weighed = self._ground.said, _candidate(row, level2, target, ("model",))
        if not is_founded(weighed, self._ground.request.own_text, said.facts, said.unread):
            return BadRow(row.model_dump(), f"「{row.name} {row.value}」与申报材料已写明的内容重复或矛盾")
        return Settled(self._row(row, target, "model", None), kept=True)

    def _row(self, row: ModelRow, target: Target, origin: Origin, offer: Offer | None) -> Fitted:
        level1, level2 = classes_in(self._ground.request.framework, row.level2)
        three = level2_in(Framework.THREE_CLASS, row.level2)
        candidate = _candidate(row, three, target, offer.evidence if offer else ())
        fitted = offer.fitted.candidate if offer and offer.fitted else None
        if fitted is not None:
            candidate = replace(candidate, typical=fitted.typical, observed=fitted.observed)
        indicator = Indicator(
            level1=level1,
            level2=level2,
            level3=row.name,
            value=format_target(target),
            target=target,
            origin=origin,
            evidence=candidate.evidence,
            status="to_confirm",
        )
        asked = (fitted.typical.question if fitted and fitted.typical else None) or f"{row.name}定为多少？"
        return Fitted(candidate, indicator, asked)


def _candidate(row: ModelRow, level2: str, target: Target, evidence: tuple[str, ...] = ()) -> Candidate:
    return Candidate(row.name, level2, 0.0, "model", evidence, (Observation(target, None),) if target.number else ())


def _has_value(offer: Offer, row: ModelRow, target: Target) -> bool:
    return offer.indicator.target == target or fold(offer.indicator.value or "") == fold(row.value)


def _says_same(entry: Fitted, target: Target, *, sign: bool = True) -> bool:
    """Whether a value has the number and unit of a row, and its sign where that counts."""
    own = entry.indicator.target
    if own is None or own.number is None:
        return fold(entry.indicator.value or "") == fold(format_target(target))
    same = own.decimal == target.decimal and (own.base_unit or "") == (target.base_unit or "")
    return same and (not sign or own.operator == target.operator)


def without_repetitions(ground: Ground, rows: Sequence[Settled]) -> list[Settled]:
    """The rows, the person's own in front, without those that say what an earlier one says; no own one is taken for another."""
    ordered = sorted(rows, key=lambda row: not row.own)
    if not ordered:
        return []
    vectors = ground.embedder.embed([row.entry.candidate.name for row in ordered])
    cosines = vectors @ vectors.T
    kept: list[int] = []
    for at, row in enumerate(ordered):
        mine = row.entry.candidate
        if row.own:
            again = any(ordered[j].entry.candidate.name == mine.name for j in kept)
        else:
            again = any(cosines[at, j] >= SAME_MEANING and comparable(mine, ordered[j].entry.candidate) for j in kept)
        if not again:
            kept.append(at)
    return [ordered[at] for at in kept]
