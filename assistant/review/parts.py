"""The parts of a cost: what they surely come to together, against the budget."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.goals.money import format_amount
from assistant.goals.wording import fold
from assistant.review.finding import Finding
from assistant.review.money import TOTAL, factors_of, pairings, rounding
from assistant.review.pricing import alike, amount_of, object_named, pairs_of, said_object
from assistant.review.rules import RULES
from assistant.review.subject import Row, Subject

_NEARLY_ALL = Decimal("0.97")
"""Parts that sum to less of the budget than this leave a question open."""
_THE_WHOLE = Decimal("0.9")
"""From this share of the budget on, a cost that is named as the project may be the cost of all of it."""


@dataclass(frozen=True)
class Part:
    """A part of the cost: a sum of money, or a price times its quantity.

    Attributes:
        row: the cost.
        amount: what it comes to.
        words: how it comes to that.
        quantity: what the price is multiplied by; None for a sum.
        least: whether `amount` is only a lower bound.
    """

    row: Row
    amount: Decimal
    words: str
    quantity: Row | None = None
    least: bool = False

    @property
    def objects(self) -> list[str]:
        """What it is spent on, as far as the names say it."""
        rows = [self.row, self.quantity] if self.quantity else [self.row]
        return [name for name in (object_named(row.name) for row in rows) if name]


def check_parts(subject: Subject) -> Iterator[Finding]:
    """The parts of the cost fit into the budget together.

    Where no row states the whole cost, parts that may hold each other are summed too, for a warning, and all parts together should
    come near the budget.
    """
    budget = subject.table.budget_yuan
    costs = costs_of(subject.valued)
    if not budget:
        return
    parts = list(parts_of(subject, costs))
    named = [row for row in costs if TOTAL.search(row.name)]
    if len(costs) < 2 and not (parts and parts[0].quantity):
        return
    apart = [part for part in parts if not is_whole(part, named, subject)]
    if max((part.amount for part in apart), default=Decimal(0)) > budget:
        return
    sure = sure_parts(apart)
    if _sum(sure) - budget > tolerance_of(sure, budget):
        terms = " + ".join(part.words for part in sorted(sure, key=lambda part: part.row.index))
        message = f"{terms}，合计 {format_amount(_sum(sure))}，超过预算 {format_amount(budget)}，请核对各项成本和数量。"
        yield RULES["MONEY-07"].finding(message, field="indicators")
    elif not named:
        yield from _check_all(parts, len(costs), budget)


def _check_all(parts: list[Part], costs: int, budget: Decimal) -> Iterator[Finding]:
    total = _sum(parts)
    said = f"各项成本按数量合计为 {format_amount(total)}"
    if total > budget:
        message = f"{said}，超过预算 {format_amount(budget)}，请核对单价和数量。"
        yield RULES["MONEY-05"].finding(message, field="indicators")
    elif len(parts) == costs and not any(part.least for part in parts) and total < budget * _NEARLY_ALL:
        message = f"{said}，预算 {format_amount(budget)} 中还有 {format_amount(budget - total)} 没有对应的成本指标。"
        yield RULES["MONEY-06"].finding(message, field="indicators")


def costs_of(rows: Iterable[Row]) -> list[Row]:
    """The amounts of cost, of the whole, of parts and of units."""
    return [row for row in rows if amount_of(row) is not None]


def is_whole(part: Part, named: list[Row], subject: Subject) -> bool:
    """Whether a row states the whole cost: so named, or the budget itself, or nearly that and named as the project."""
    budget = subject.table.budget_yuan or Decimal(0)
    if part.quantity is not None:
        return False
    if part.row in named and (len(named) == 1 or not object_named(part.row.name)):
        return True
    near = not named and part.amount >= budget * _THE_WHOLE and said_object(part.row.name) in fold(subject.table.name)
    return near or abs(part.amount - budget) <= rounding(part.row.target)


def parts_of(subject: Subject, costs: list[Row]) -> Iterator[Part]:
    """What each cost comes to over all its units, without those where that is not certain."""
    priced = {price.row.index: (price, pairing) for price, pairing in pairings(subject.valued)}
    for row in costs:
        amount, found = amount_of(row), priced.get(row.index)
        if amount is None:
            continue
        if found is None:
            yield Part(row, amount, f"{row.title}{format_amount(amount)}")
            continue
        price, pairing = found
        if pairing.certain:
            (quantity,) = pairing.quantities
            product = amount * (quantity.number or 0) * pairing.factor
            yield Part(row, product, f"（{factors_of(price, pairing, quantity)}，计 {format_amount(product)}）", quantity, pairing.least)


def _sum(parts: Iterable[Part]) -> Decimal:
    return sum((part.amount for part in parts), Decimal(0))


def sure_parts(parts: list[Part]) -> list[Part]:
    """Parts none of which can hold another: of those that may, the larger ones or the more of them, whatever comes to more."""
    picks = []
    for largest_first in (True, False):
        picked: list[Part] = []
        for part in sorted(parts, key=lambda part: part.amount, reverse=largest_first):
            if not any(_may_overlap(part, other) for other in picked):
                picked.append(part)
        picks.append(picked)
    return max(picks, key=_sum)


def _may_overlap(one: Part, other: Part) -> bool:
    """Whether one part may be the other, or a part of it, told in another way."""
    if one.quantity is None and other.quantity is None:
        return _within(said_object(one.row.name), said_object(other.row.name))
    if one.quantity is None or other.quantity is None:
        return _share_object(one, other)
    if alike(one.quantity.unit or "", other.quantity.unit or ""):
        return _within(object_named(one.quantity.name), object_named(other.quantity.name))
    return not (_other_payees(one, other) or _other_payees(other, one)) and _share_object(one, other)


def _within(one: str, other: str) -> bool:
    """Whether one of two objects may hold the other: 培训 and 培训资料. One without a name may hold any."""
    return set(one) <= set(other) or set(other) <= set(one)


def _share_object(one: Part, other: Part) -> bool:
    """Whether a part told by its quantity may be for the same as another; one that names no object of its own may be for any."""
    theirs = [pairs_of(object_) for object_ in other.objects]
    return not one.objects or not theirs or any(pairs_of(object_) & pairs for object_ in one.objects for pairs in theirs)


def _other_payees(people: Part, households: Part) -> bool:
    """Whether 人 and 户 cannot be the same people: more households than people, or less money for a household than for one of it."""
    if people.quantity is None or households.quantity is None:
        return False
    if not alike("人", people.quantity.unit or "") or households.quantity.unit != "户":
        return False
    more = (households.quantity.number or 0) > (people.quantity.number or 0)
    return more or (amount_of(households.row) or 0) < (amount_of(people.row) or 0)


def tolerance_of(parts: list[Part], budget: Decimal) -> Decimal:
    """What rounding may add up to, where the budget is told more exactly than the parts."""
    halves = [rounding(part.row.target) * (part.amount / (amount_of(part.row) or 1)) for part in parts]
    coarsest = max((rounding(part.row.target) * 2 for part in parts), default=Decimal(0))
    return sum(halves, Decimal(0)) if coarsest and budget % coarsest else Decimal(0)
