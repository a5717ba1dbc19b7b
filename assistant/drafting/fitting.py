"""Making chosen indicators true for this project: quantities, prices within the money, dates in the year, rates with their sign."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from statistics import median
from typing import Protocol

from assistant.drafting.candidates import Candidate, unit_of
from assistant.drafting.footing import BENEFITS
from assistant.drafting.measures import without_measure
from assistant.drafting.pricing import cost_told, is_only_work, is_price, largest_quantity, priced_share, rivals_said, yearly_cost
from assistant.drafting.rounding import round_plan
from assistant.goals import Framework, Indicator, Target, format_target, parse_target
from assistant.goals.dates import YEAR, festival_month
from assistant.goals.money import format_amount, format_number
from assistant.goals.table import Origin, Status
from assistant.goals.taxonomy import COST, QUANTITY, SERVED, TIMELINESS, classes_in
from assistant.library.words import Words
from assistant.review.naming import Direction, direction_of

SATISFACTION_SPAN = (Decimal(85), Decimal(95))
"""Within which a satisfaction that nobody gave is proposed (§5 of the field's rules: 85–95 %, never 100 %)."""
RATE_SPAN = (Decimal(80), Decimal(95))
"""Within which another rate is proposed when only exemplars speak; they write 100 % far too often."""
SPENT_ON_PRICED = Decimal("0.9")
"""Share of the budget that unit prices may use up where neither they nor the quantities were given."""
FAR_BELOW = 10
"""How many times the budget may be what all that was priced costs before a person is asked which of both is wrong."""
SCALING = 0.5
"""Exponent by which an exemplar's quantity follows the ratio of budgets: more money buys more, but not in proportion."""


PENDING = "待填写"
"""What stands for a value that follows from something which is not known yet."""
_BY_DECREE = re.compile("标准$")
"""Prices that a document sets: what the budget would allow says nothing of them."""
_TIMES = ("年", "个月")


class Project(Protocol):
    """What values are fitted to; of a table that someone else wrote, budget and year may be unknown."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def budget_yuan(self) -> Decimal | None:
        """Its budget in 元."""

    @property
    def year(self) -> int | None:
        """The budget year."""

    @property
    def framework(self) -> Framework:
        """The framework whose classes the rows get."""


@dataclass(frozen=True)
class Fitted:
    """An indicator with the candidate it was made from.

    Attributes:
        asked: what a person should be asked about its value; None where nobody need be.
        remark: what the value was worked out from, where it was.
    """

    candidate: Candidate
    indicator: Indicator
    asked: str | None = None
    remark: str | None = None

    @property
    def question(self) -> str | None:
        """What is asked, with the name and the value that stands for now."""
        remark = f"（{self.remark}）" if self.remark else ""
        return f"{self.indicator.level3}暂填“{self.indicator.value}”{remark}：{self.asked}" if self.asked else None


class Fitter:
    """Gives candidates their values for one project."""

    def __init__(self, project: Project, words: Words, *, counted: bool = False) -> None:
        """Fit to `project`; `words` say which way a value should go, `counted` that the person said what quantities there will be."""
        self._project = project
        self._words = words
        self._counted = counted

    def can_fit(self, candidate: Candidate) -> bool:
        """Whether the candidate could have a true value; a price is judged when its quantity is known."""
        return is_price(candidate) or self._fit_one(candidate) is not None

    def fit(self, candidates: Sequence[Candidate], beside: Sequence[Fitted] = (), spent: Decimal = Decimal(0)) -> list[Fitted]:
        """All candidates that can be given a true value; quantities first, since prices rest on them.

        Prices may rest on the rows `beside` them too, which take up `spent` 元 of the budget.
        """
        fitted = [self._fit_one(candidate) for candidate in candidates if not is_price(candidate)]
        known = [self._left_open(entry.candidate) if self._counted and _is_guess(entry) else entry for entry in fitted if entry is not None]
        known = [self._doubted(entry, candidates) if entry.candidate.is_total else entry for entry in known]
        prices = [candidate for candidate in candidates if is_price(candidate)]
        return known + list(self._fit_prices(prices, [*beside, *known], spent, beside_others=bool(beside)))

    def _fit_one(self, candidate: Candidate) -> Fitted | None:
        if candidate.fact:
            return self._from_fact(candidate)
        if candidate.left_open:
            return self._left_open(candidate)
        if candidate.level2 == COST:
            return self._total_cost(candidate)
        if candidate.level2 == TIMELINESS and not _measurable(candidate):
            return self._deadline(candidate)
        if _is_unforeseen(candidate):
            return self._left_open(candidate)
        target = self._quantity(candidate) if candidate.level2 == QUANTITY else self._level(candidate)
        return self._proposed(candidate, target) if target else self._in_words(candidate)

    def _left_open(self, candidate: Candidate) -> Fitted:
        """A row whose number nobody knows yet: sign and unit stand, the number is for a person to fill in."""
        operator = (candidate.typical.operator if candidate.typical else None) or "≥"
        return self._proposed(candidate, Target(text=f"{operator}（{PENDING}）{unit_of(candidate) or ''}"))

    def _from_fact(self, candidate: Candidate) -> Fitted:
        fact = candidate.fact
        assert fact is not None
        target = fact.target
        if fact.kind == "deadline" and not re.match(rf"{YEAR}|.*完成$", target.text or ""):
            target = Target(text=self._dated(f"{{year}}年{target.text}"))
        return Fitted(candidate, self._indicator(candidate, target, "confirmed", origin="input"))

    def _total_cost(self, candidate: Candidate) -> Fitted | None:
        """The total, known from the budget; a part's cost that nobody gave is left out rather than invented."""
        if not candidate.is_total:
            return None
        if not self._project.budget_yuan:
            return self._proposed(candidate, Target(text=f"≤预算金额（{PENDING}）"))
        target = parse_target(f"≤{format_amount(self._project.budget_yuan)}", money=True)
        return Fitted(candidate, self._indicator(candidate, target, "confirmed", origin="input"))

    def _doubted(self, total: Fitted, candidates: Sequence[Candidate]) -> Fitted:
        """The total, with a question where all that the request prices comes to a small part of it."""
        cost, budget = cost_told([candidate for candidate in candidates if candidate.fact]), self._project.budget_yuan
        if cost is None or budget is None or cost * FAR_BELOW >= budget:
            return total
        remark = f"用途里的数量和标准合计约{format_amount(cost)}"
        asked = "不到预算的十分之一，请核对预算金额，或在用途里补全其他支出。"
        return replace(total, indicator=total.indicator.model_copy(update={"status": "to_confirm"}), asked=asked, remark=remark)

    def _deadline(self, candidate: Candidate) -> Fitted:
        """The end of the month of the festival that the project is for, else the library's date, always in the budget year."""
        month = festival_month(self._project.name)
        words = f"{{year}}年{month}月底前" if month else (candidate.typical.words if candidate.typical else None) or "{year}年12月底前"
        return self._proposed(candidate, Target(text=self._dated(words)))

    def _dated(self, words: str) -> str:
        """`words` with the budget year in it; without a year where it is not known."""
        return words.replace("{year}", str(self._project.year)) if self._project.year else words.replace("{year}年", "")

    def _quantity(self, candidate: Candidate) -> Target | None:
        """A planned quantity from comparable projects scaled by budget, or from what a unit usually takes of the money."""
        typical = candidate.typical
        unit = typical.unit if typical else _common_unit(candidate)
        if unit is None or (typical and typical.words and typical.typical is None):
            return None
        twin = next((seen.target for seen in candidate.observed if seen.twin and seen.target.text is None and seen.target.number), None)
        if twin and not candidate.level2 == COST:
            return twin if twin.operator else twin.model_copy(update={"operator": "≥"})
        observed = [self._scaled(target.decimal, budget) for target, budget in _with_unit(candidate, unit) if target.decimal]
        if len(observed) >= 2 or (observed and typical is None):
            number = Decimal(median(observed))
        elif typical and typical.per_budget and self._project.budget_yuan:
            number = self._project.budget_yuan / typical.per_budget
        elif typical and typical.typical is not None:
            number = typical.typical
        else:
            return None
        if typical and typical.range:
            number = min(max(number, typical.range[0]), typical.range[1])
        operator = typical.operator if typical and typical.operator else "≥"
        if operator == "=" and number == 0:
            return Target(operator="=", number="0", unit=unit)
        return Target(operator=operator, number=format_number(round_plan(number)), unit=unit)

    def _scaled(self, number: Decimal, budget: Decimal | None) -> Decimal:
        if not budget or budget <= 0 or not self._project.budget_yuan:
            return number
        ratio = float(self._project.budget_yuan / budget) ** SCALING
        return number * Decimal(min(max(ratio, 0.3), 3.0))

    def _level(self, candidate: Candidate) -> Target | None:
        """A rate or other level: the library's, else the middle of what comparable projects promise, kept within reason."""
        typical = candidate.typical
        if typical and typical.typical is not None:
            return Target(operator=typical.operator or "≥", number=format_number(typical.typical), unit=typical.unit)
        rates = [target.decimal for target, _ in _with_unit(candidate, "%") if target.decimal is not None]
        if not rates or not candidate.name.endswith(self._words.rate_suffixes):
            return None
        direction = direction_of(candidate.name, self._words)
        if direction is Direction.LOW:
            return Target(operator="≤", number=format_number(min(median(rates), Decimal(5))), unit="%")
        low, high = SATISFACTION_SPAN if candidate.level2 == SERVED else RATE_SPAN
        return Target(operator="≥", number=format_number(min(max(Decimal(median(rates)), low), high).quantize(Decimal(1))), unit="%")

    def _in_words(self, candidate: Candidate) -> Fitted | None:
        words = candidate.typical.words if candidate.typical else None
        return self._proposed(candidate, parse_target(self._dated(words))) if words else None

    def _fit_prices(self, prices: Sequence[Candidate], known: Sequence[Fitted], spent: Decimal, *, beside_others: bool) -> Iterable[Fitted]:
        """Unit prices: those given stand; another follows from the budget and the one quantity given, and is not there beside several.

        Where no quantity was given, prices share what is left. Beside rows of someone else the usual price stands where it is lower.
        """
        budget = self._project.budget_yuan or Decimal(0)
        quantities = [(entry.candidate, entry.indicator.target.decimal) for entry in known if entry.indicator.target]
        said = [candidate for candidate in [*(candidate for candidate, _ in quantities), *prices] if candidate.fact]
        yield from (self._from_fact(candidate) for candidate in prices if candidate.fact)
        left = budget - spent - sum((yearly_cost(candidate, quantities) for candidate in said), Decimal(0))
        given = [candidate for candidate in said if candidate.level2 == QUANTITY]
        left -= Decimal(0) if given else budget * (1 - SPENT_ON_PRICED)
        asked = [candidate for candidate in prices if candidate.typical and not candidate.fact and not rivals_said(candidate, said)]
        for position, candidate in enumerate(asked):
            quantity = largest_quantity(candidate, quantities)
            if candidate.typical is None or quantity is None or left <= 0:
                continue
            if _BY_DECREE.search(candidate.name):
                yield self._left_open(candidate)
                continue
            number, name = quantity
            if given and not is_only_work(name, said):
                continue
            price = priced_share(candidate.typical, left if given else left / (len(asked) - position), number)
            if price is None:
                continue
            if beside_others and candidate.typical.typical:
                price = min(price, candidate.typical.typical)
            left -= left if given else price * number
            target = Target(operator="≤", number=format_number(price), unit=candidate.typical.unit or f"元/{candidate.typical.price_of}")
            yield self._proposed(candidate, target, f"按预算与{without_measure(name)}测算")

    def _proposed(self, candidate: Candidate, target: Target, remark: str | None = None) -> Fitted:
        """A value that nobody gave: it waits to be confirmed."""
        asked = (candidate.typical.question if candidate.typical else None) or f"{candidate.name}定为多少？"
        return Fitted(candidate, self._indicator(candidate, target, "to_confirm"), asked, remark)

    def _indicator(self, candidate: Candidate, target: Target, status: Status, *, origin: Origin | None = None) -> Indicator:
        level1, level2 = classes_in(self._project.framework, candidate.level2)
        return Indicator(
            level1=level1,
            level2=level2,
            level3=candidate.name,
            value=format_target(target),
            target=target,
            description=candidate.typical.note if candidate.typical and not candidate.fact else None,
            origin=origin or _origin(candidate, target),
            evidence=() if origin == "input" else candidate.evidence,
            status=status,
        )


def _is_guess(entry: Fitted) -> bool:
    """Whether a quantity is neither given nor that of last year's project: beside given ones nobody is to take it for one of them."""
    candidate, target = entry.candidate, entry.indicator.target
    known = candidate.fact is not None or any(seen.twin for seen in candidate.observed)
    return candidate.level2 == QUANTITY and not known and bool(target and target.decimal) and unit_of(candidate) != "%"


def _is_unforeseen(candidate: Candidate) -> bool:
    """Whether it says how many people or how much money a project will bring, which nobody can tell from its budget."""
    typical, known = candidate.typical, any(seen.twin for seen in candidate.observed)
    return bool(typical and candidate.level2 in BENEFITS and typical.typical and typical.unit not in ("%", *_TIMES) and not known)


def _measurable(candidate: Candidate) -> bool:
    return bool(candidate.typical and candidate.typical.typical is not None) or candidate.name.endswith(("率", "度"))


def _with_unit(candidate: Candidate, unit: str) -> list[tuple[Target, Decimal | None]]:
    alike = {unit, "人次"} if unit == "人" else {unit, "次", "场"} if unit in ("次", "场") else {unit}
    return [
        (seen.target, seen.budget) for seen in candidate.observed if seen.target.text is None and (seen.target.base_unit or "") in alike
    ]


def _common_unit(candidate: Candidate) -> str | None:
    units = [seen.target.base_unit for seen in candidate.observed if seen.target.number and seen.target.text is None]
    named = [unit for unit in units if unit and unit != "%" and "/" not in unit]
    return max(named, key=named.count) if named else None


def _origin(candidate: Candidate, target: Target) -> Origin:
    """An exemplar's row whose value was fitted is adapted, though its name stands as it was."""
    kept = any(seen.target == target for seen in candidate.observed)
    return candidate.origin if candidate.origin != "exemplar" or kept else "adapted"
