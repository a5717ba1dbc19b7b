"""Grounding by code, not by trust: where each row of a model comes from, and whether its number was ever given."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from assistant.drafting.candidates import Candidate, Observation, is_total_cost
from assistant.drafting.composing import Composition
from assistant.drafting.fitting import Fitted
from assistant.drafting.footing import is_founded
from assistant.drafting.ground import Ground
from assistant.drafting.llm.answer import BadRow, ModelRow
from assistant.drafting.llm.material import Material, Offer
from assistant.drafting.merging import SAME_MEANING, comparable
from assistant.exemplars.exemplar import place_of
from assistant.goals import Framework, Indicator, Target, format_target, parse_target
from assistant.goals.dates import parse_deadline
from assistant.goals.table import Origin
from assistant.goals.taxonomy import COST, QUANTITY, convert_class, parent_of
from assistant.goals.wording import fold, has_han
from assistant.review.money import TOTAL

NAMED_ALIKE = 0.6
"""Cosine from which a row with the very number and unit of a statement is taken to repeat it."""


@dataclass(frozen=True)
class Settled:
    """A row that may stand.

    Attributes:
        kept: whether it stands as the model wrote it.
        covers: the name of the candidate that it says.
        written: whether the model wrote it at all.
    """

    entry: Fitted
    kept: bool
    covers: str | None = None
    written: bool = True


class Grounding:
    """Settles the rows of one answer."""

    def __init__(self, ground: Ground, composed: Composition, material: Material) -> None:
        """Settle against what the person said, what code has fitted, and what was shown."""
        self._ground = ground
        self._material = material
        self._facts = [entry for entry in composed.rows if entry.candidate.fact]
        self._fitted = [offer for offer in material.offers.values() if offer.fitted]
        self._total = next((entry for entry in composed.rows if _is_total(entry.candidate)), None)

    def settle(self, row: ModelRow) -> Settled | BadRow:
        """The row as it may stand, or why it may not."""
        wrong = self._objection(row)
        if wrong:
            return BadRow(row.model_dump(), wrong)
        level2 = convert_class(parent_of(row.level2), row.level2, Framework.THREE_CLASS)[1] or row.level2
        target = parse_target(row.value, money=level2 == COST)
        if level2 == COST and self._total and (TOTAL.search(row.name) or self._is_budget(target)):
            return self._own(self._total, level2, target)
        offers = [self._material.offers[handle] for handle in row.evidence if handle in self._material.offers]
        fact = self._fact_of(row, level2, target)
        if fact is not None:
            return self._own(fact, level2, target)
        given = next(
            (offer for offer in offers if offer.indicator.target == target or fold(offer.indicator.value or "") == fold(row.value)), None
        )
        own = given or next((offer for offer in self._fitted if offer.indicator.target == target and self._is_named(row, offer)), None)
        if own is not None:
            return self._from_offer(row, own)
        alike = next((offer for offer in self._fitted if self._is_alike(row, level2, target, offer)), None)
        if alike is not None and target.number:
            return self._with_value_of(row, alike)
        return self._invented(row, level2, target, offers)

    def _own(self, entry: Fitted, level2: str, target: Target) -> Settled:
        """A row of the person's own; kept where the model gave it its class and its number."""
        kept = _says_same(entry, target) and entry.candidate.level2 == level2
        return Settled(entry, kept=kept, covers=entry.candidate.name)

    def _objection(self, row: ModelRow) -> str | None:
        """What makes a row unfit whatever else it says."""
        if re.search(r"\d", row.name):
            return f"名称「{row.name}」里有数字，数字应写在指标值里"
        target = parse_target(row.value)
        if target.number is None and not has_han(row.value):
            return f"指标值「{row.value}」不可衡量，应写比较符、数字和单位"
        deadline = parse_deadline(row.value)
        if deadline is not None and deadline.year not in (None, self._ground.request.year):
            return f"日期「{row.value}」不在预算年度 {self._ground.request.year} 年"
        strange = next((name for name in self._foreign_names if name in row.name or name in row.value), None)
        return f"出现了别的单位或地方的名称「{strange}」" if strange else None

    @cached_property
    def _foreign_names(self) -> tuple[str, ...]:
        """Names of the exemplars' units and places that the person did not give."""
        units = [exemplar.table.unit or "" for exemplar in self._material.exemplars]
        names = dict.fromkeys(name for unit in units for name in (unit, place_of(unit)) if len(name) > 1)
        return tuple(name for name in names if name not in self._ground.request.own_text)

    def is_foreign(self, text: str) -> bool:
        """Whether a text names an exemplar's unit or place."""
        return any(name in text for name in self._foreign_names)

    def _is_budget(self, target: Target) -> bool:
        return target.yuan is not None and target.base_unit == "元" and target.decimal == self._ground.request.budget_yuan

    def _fact_of(self, row: ModelRow, level2: str, target: Target) -> Fitted | None:
        """The statement of the person that a row is about: the same number and unit, or the same meaning."""
        for fact in self._facts:
            near = self._cosine(row.name, fact.candidate.name)
            same = _says_same(fact, target) and near >= NAMED_ALIKE
            if same or (near >= SAME_MEANING and comparable(_candidate(row, level2, target), fact.candidate)):
                return fact
        return None

    def _is_of(self, row: ModelRow, target: Target, offer: Offer) -> bool:
        """Whether a row has the value of an offer that it cites, or that means the same."""
        same = offer.indicator.target == target or fold(offer.indicator.value or "") == fold(row.value)
        return same and (offer.handle in row.evidence or self._is_named(row, offer))

    def _is_named(self, row: ModelRow, offer: Offer) -> bool:
        return self._cosine(row.name, offer.indicator.level3) >= SAME_MEANING

    def _is_alike(self, row: ModelRow, level2: str, target: Target, offer: Offer) -> bool:
        assert offer.fitted is not None
        same_class = comparable(_candidate(row, level2, target), offer.fitted.candidate)
        return same_class and (offer.handle in row.evidence or self._is_named(row, offer))

    def _cosine(self, one: str, other: str) -> float:
        if fold(one) == fold(other):
            return 1.0
        vectors = self._ground.embedder.embed([one, other])
        return float(np.dot(vectors[0], vectors[1]))

    def _from_offer(self, row: ModelRow, offer: Offer) -> Settled:
        """A row whose value was offered: it has the offer's sources, and waits for the person unless the person gave it."""
        if offer.fitted and fold(offer.indicator.level3) == fold(row.name):
            return Settled(offer.fitted, kept=True, covers=offer.fitted.candidate.name)
        origin: Origin = "exemplar" if fold(offer.indicator.level3) == fold(row.name) and not offer.fitted else "adapted"
        if offer.fitted and offer.indicator.origin == "library":
            origin = "library"
        covers = offer.fitted.candidate.name if offer.fitted else None
        return Settled(self._fitted_row(row, offer.indicator.target, origin, offer.evidence, offer.fitted), kept=True, covers=covers)

    def _with_value_of(self, row: ModelRow, offer: Offer) -> Settled:
        """A row whose number nobody gave, where code has fitted one: the fitted number stands under the model's name."""
        origin: Origin = "library" if offer.indicator.origin == "library" else "adapted"
        entry = self._fitted_row(row, offer.indicator.target, origin, offer.evidence, offer.fitted)
        return Settled(entry, kept=False, covers=offer.fitted.candidate.name if offer.fitted else None)

    def _invented(self, row: ModelRow, level2: str, target: Target, offers: Sequence[Offer]) -> Settled | BadRow:
        """A row that only the model gives: it may stand as a proposal where it rivals nothing that was said, and invents no sum."""
        candidate = _candidate(row, level2, target, tuple(id_ for offer in offers for id_ in offer.evidence))
        if level2 == COST and not re.search("[/·每]", target.unit or ""):
            return BadRow(row.model_dump(), f"成本「{row.name} {row.value}」没有依据，只写总成本或申报材料给出的分项成本")
        if level2 == QUANTITY and target.number is None:
            return BadRow(row.model_dump(), f"数量指标「{row.name}」的指标值「{row.value}」没有数字")
        said = self._ground.said
        if not is_founded(
            replace(candidate, evidence=candidate.evidence or ("model",)), self._ground.request.own_text, said.facts, said.unread
        ):
            return BadRow(row.model_dump(), f"「{row.name} {row.value}」与申报材料已写明的内容重复或矛盾")
        return Settled(self._fitted_row(row, target, "model", candidate.evidence, None), kept=True)

    def _fitted_row(self, row: ModelRow, target: Target | None, origin: Origin, evidence: tuple[str, ...], fitted: Fitted | None) -> Fitted:
        level1, level2, _ = convert_class(parent_of(row.level2), row.level2, self._ground.request.framework)
        three = convert_class(parent_of(row.level2), row.level2, Framework.THREE_CLASS)[1] or row.level2
        value = format_target(target) if target else row.value
        indicator = Indicator(
            level1=level1, level2=level2, level3=row.name, value=value, target=target, origin=origin, evidence=evidence, status="to_confirm"
        )
        candidate = _candidate(row, three, target or Target(text=row.value), evidence)
        if fitted is not None:
            candidate = replace(candidate, typical=fitted.candidate.typical, observed=fitted.candidate.observed)
        asked = fitted.candidate.typical.question if fitted and fitted.candidate.typical else None
        return Fitted(candidate, indicator, f"{row.name}暂填“{value}”：{asked or f'{row.name}定为多少？'}")


def _candidate(row: ModelRow, level2: str, target: Target, evidence: tuple[str, ...] = ()) -> Candidate:
    return Candidate(row.name, level2, 0.0, "model", evidence, (Observation(target, None),) if target.number else ())


def _is_total(candidate: Candidate) -> bool:
    return candidate.typical is not None and is_total_cost(candidate.typical)


def _says_same(entry: Fitted, target: Target) -> bool:
    """Whether a value has the number and unit of a row."""
    own = entry.indicator.target
    if own is None or own.number is None:
        return fold(entry.indicator.value or "") == fold(format_target(target))
    return own.decimal == target.decimal and (own.base_unit or "") == (target.base_unit or "")


def without_repetitions(ground: Ground, settled: Sequence[Settled]) -> tuple[list[Settled], list[Settled]]:
    """The rows without those that say what an earlier one says, and these."""
    if not settled:
        return [], []
    vectors = ground.embedder.embed([entry.entry.candidate.name for entry in settled])
    cosines = vectors @ vectors.T
    kept: list[int] = []
    again: list[Settled] = []
    for at, row in enumerate(settled):
        mine = row.entry.candidate
        if any(cosines[at, j] >= SAME_MEANING and comparable(mine, settled[j].entry.candidate) for j in kept):
            again.append(row)
        else:
            kept.append(at)
    return [settled[at] for at in kept], again
