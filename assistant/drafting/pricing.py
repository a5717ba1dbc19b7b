"""Which price belongs to which quantity, and what a unit may cost within the money."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from assistant.drafting.candidates import Candidate, unit_of
from assistant.drafting.fact import Fact
from assistant.drafting.measures import EVENT_UNITS, PEOPLE_UNITS, deeds_in, strip_content_verb, without_measure
from assistant.drafting.rounding import round_price
from assistant.goals.taxonomy import QUANTITY
from assistant.library.types import TypicalIndicator

_PRICE_WORDS = re.compile(
    "人均|户均|亩均|平均|单位|单价|单[个场次件户台套份期宗项人位]|成本|标准|造价|费用|经费|支出|购置|采购|购买|建设|配备"
)
_ANY_THING = {"设备", "物品"}
_ANYTHING_PRICED = {*_ANY_THING, "面积", "长度", ""}
"""What is left of a price's name where it names no one thing: 单位面积造价."""
_BENEFIT = re.compile("惠及|受益|覆盖|涉及|带动")
_A_YEAR = {"天": 365, "月": 12, "季度": 4, "学期": 2, "学年": 1, "年": 1}
"""How often a price per time is paid in a year at most."""
UNUSUAL = (Decimal("0.1"), Decimal(3))
"""Of a typical price, the least and the most that is still proposed where the library gives no range."""


def is_price(candidate: Candidate) -> bool:
    """Whether a candidate is the price of a unit."""
    return candidate.fact.kind == "price" if candidate.fact else bool(candidate.typical and candidate.typical.price_of)


def is_price_of(price: Candidate, quantity: Candidate) -> bool:
    """Whether a price and a quantity can be multiplied: one unit, and, for a quantity of the request, one object by name."""
    per = price.fact.per if price.fact else (price.typical.price_of if price.typical else None)
    if quantity.level2 != QUANTITY or unit_of(quantity) not in (PEOPLE_UNITS if per in PEOPLE_UNITS else {per}):
        return False
    return price.fact is not None or quantity.fact is None or _share_object(price.name, quantity.name)


def rivals_said(price: Candidate, said: Sequence[Candidate]) -> bool:
    """Whether a price of the library would contradict what was said: a price of the same thing, or, for any thing, several things."""
    per = price.typical.price_of if price.typical else None
    prices = [one for one in said if one.fact and one.fact.kind == "price" and (one.fact.per == per or {one.fact.per, per} <= PEOPLE_UNITS)]
    if _PRICE_WORDS.sub("", price.name) in _ANYTHING_PRICED:
        return bool(prices) or len({without_measure(one.name) for one in said if is_price_of(price, one)}) > 1
    return any(_share_object(price.name, one.name) for one in prices)


def _share_object(price: str, quantity: str) -> bool:
    """Whether a price of the library is that of what the request counts: that of 软件 is not that of 课桌椅, that of 设备 of any thing."""
    bare = _PRICE_WORDS.sub(" ", price)
    return bare.strip() in _ANY_THING or any(bare[i : i + 2] in quantity for i in range(len(bare) - 1) if " " not in bare[i : i + 2])


def priced_share(typical: TypicalIndicator, money: Decimal, number: Decimal) -> Decimal | None:
    """The price at which `number` units take up `money`, or None where such a unit never costs so much or so little."""
    price = round_price(money / number)
    low, high = typical.range or (tuple(factor * typical.typical for factor in UNUSUAL) if typical.typical else (Decimal(0), price))
    return price if low <= price <= high and price > 0 else None


def largest_quantity(price: Candidate, quantities: Iterable[tuple[Candidate, Decimal | None]]) -> tuple[Decimal, str] | None:
    """Number and name of the quantity that a price multiplies: the one it was said of, else the largest, which is the safe side."""
    fitting = [(quantity, number) for quantity, number in quantities if number and is_price_of(price, quantity)]
    own = [(quantity, number) for quantity, number in fitting if price.fact and without_measure(quantity.name) == price.fact.phrase]
    return max(((number, quantity.name) for quantity, number in own or fitting), default=None)


def is_only_work(name: str, said: Sequence[Candidate]) -> bool:
    """Whether the money is for what `name` counts alone: nothing else that was said to be done is without a price of its own."""
    counts = [one for one in said if one.level2 == QUANTITY]
    own = next((one for one in counts if one.name == name), None)
    prices = [one for one in said if one.fact and one.fact.kind == "price"]
    unpriced = [one for one in counts if one is own or not any(is_price_of(price, one) for price in prices)]
    return own is not None and not any(_is_other_work(own, one) for one in unpriced)


def _is_other_work(own: Candidate, other: Candidate) -> bool:
    """Whether two counts are of two works that share the money, and not of one work, its parts, its visitors or those whom it serves."""
    assert other.fact is not None
    units, names = {unit_of(own), unit_of(other)}, (own.name, other.name)
    of_events = bool(units & EVENT_UNITS and units & PEOPLE_UNITS)
    visited = of_events and (any(name.startswith("参") for name in names) or bool(set.intersection(*map(deeds_in, names))))
    if other.fact.of_part or other.fact.computed or visited or _BENEFIT.match(other.name):
        return False
    things = {strip_content_verb(without_measure(name)) for name in names}
    return len(things) > 1


def yearly_cost(fact: Candidate, quantities: Iterable[tuple[Candidate, Decimal | None]]) -> Decimal:
    """What a fact says that is spent in a year: the cost of a part, or a price times its quantity; 0 of what says nothing of money."""
    assert fact.fact is not None
    amount = fact.fact.target.decimal or Decimal(0)
    if fact.fact.kind == "cost":
        return amount
    quantity = largest_quantity(fact, quantities) if fact.fact.kind == "price" else None
    return amount * (_times_a_year(fact.fact) or 1) * quantity[0] if quantity else Decimal(0)


def _times_a_year(price: Fact) -> int | None:
    """How often a price is paid in a year: 每人每月 twelve times; None where that is not known."""
    per = (price.target.unit or "").split("/")[-1].split("·")
    return _A_YEAR.get(per[1]) if len(per) == 2 else 1 if len(per) == 1 else None


def cost_told(said: Sequence[Candidate]) -> Decimal | None:
    """What all comes to that was said, where it is one price with its quantity and nothing besides; None where it may be more."""
    facts = [(one, one.fact) for one in said if one.fact]
    prices = [(one, fact) for one, fact in facts if fact.kind == "price"]
    if len(prices) != 1 or any(fact.kind == "cost" for _, fact in facts):
        return None
    price, fact = prices[0]
    times, counted = _times_a_year(fact), [(one, count) for one, count in facts if is_price_of(price, one)]
    others = [one for one, _ in facts if one.level2 == QUANTITY and one not in [own for own, _ in counted]]
    if times is None or not counted or any(_is_other_work(counted[0][0], other) for other in others):
        return None
    each = fact.target.model_copy(update={"number": fact.target.upper or fact.target.number}).decimal
    return (each or Decimal(0)) * times * sum(count.target.decimal or Decimal(0) for _, count in counted)
