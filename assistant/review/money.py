"""Cost against budget: totals, prices times quantities, and the sum of the parts."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from assistant.goals import Target
from assistant.goals.money import format_amount, format_number
from assistant.review.finding import Finding
from assistant.review.pricing import Pairing, Price, amount_of, pair, read_price
from assistant.review.rules import RULES
from assistant.review.subject import Row, Subject

_TOTAL = re.compile(r"预算控制数|(?<!分项)总(?:成本|费用|支出|投资|投入|额)|项目总?(?:成本|经费|支出|费用|资金)")
"""Names of the whole cost of a project."""
_NEARLY_ALL = Decimal("0.8")
"""Parts that sum to less of the budget than this leave a question open."""


def check_budget(subject: Subject) -> Iterator[Finding]:
    """No cost is above the budget; a total cost equals it."""
    budget = subject.table.budget_yuan
    if not budget:
        return
    totals = _totals(subject)
    for row in subject.valued:
        amount = amount_of(row)
        if amount is None:
            continue
        total = row in totals
        fix = _rewrite(row.target, budget) if total else None
        if amount - budget > _rounding(row.target):
            doing = f"请改为不超过预算，如「{fix}」" if fix else "请核对金额和单位"
            message = f"{row.title}的「{row.wording}」超过预算 {format_amount(budget)}，{doing}。"
            yield RULES["MONEY-01"].finding(message, row=row.index, field="value", fix=fix)
        elif total and _TOTAL.search(row.name) and budget - amount > _rounding(row.target):
            message = f"{row.title}的「{row.wording}」比预算 {format_amount(budget)} 少 {format_amount(budget - amount)}，请核对。"
            yield RULES["MONEY-02"].finding(message, row=row.index, field="value", fix=fix)


def _totals(subject: Subject) -> list[Row]:
    """The row that states the whole cost: named so, or the only sum of money among the costs."""
    sums = [row for row in subject.valued if amount_of(row) is not None and read_price(row) is None]
    named = [row for row in sums if _TOTAL.search(row.name)]
    return named if len(named) == 1 else sums if len(sums) == 1 else []


def _rounding(target: Target) -> Decimal:
    """Half of the last digit that the value states: 95.41万元 may stand for 954112元."""
    if target.number is None or target.decimal is None:
        return Decimal(0)
    digits = len(target.number.partition(".")[2])
    scale = Decimal(10**4) if (target.unit or "").startswith("万") else Decimal(1)
    return scale / 10**digits / 2 if digits or scale == 1 else Decimal(0)


def _rewrite(target: Target, budget: Decimal) -> str:
    """The budget as an upper bound, in the unit that the value has."""
    myriads = (target.unit or "").startswith("万")
    return f"≤{format_number(budget / 10**4)}万元" if myriads else f"≤{format_number(budget)}元"


def check_prices(subject: Subject) -> Iterator[Finding]:
    """A price times its quantity fits into the budget. Where the pairing is not certain it is but a hint."""
    budget = subject.table.budget_yuan
    if not budget:
        return
    for price, pairing in _pairings(subject):
        products = [(price.amount * (other.number or 0) * pairing.factor, other) for other in pairing.quantities]
        over = [entry for entry in products if entry[0] > budget]
        if over:
            product, other = min(over, key=lambda entry: entry[0])
            rule = RULES["MONEY-03" if pairing.certain else "MONEY-04"]
            yield rule.finding(_explain(price, pairing, other, product, budget), row=price.row.index, field="value")


def _pairings(subject: Subject) -> list[tuple[Price, Pairing]]:
    """Every price with its quantities; two prices that claim one quantity may each be for a part of it."""
    prices = [price for price in map(read_price, subject.valued) if price is not None]
    pairings = [(price, pair(price, subject.valued)) for price in prices]
    claims = Counter(row.index for _, pairing in pairings for row in pairing.quantities)
    return [
        (price, replace(pairing, certain=pairing.certain and all(claims[row.index] == 1 for row in pairing.quantities)))
        for price, pairing in pairings
    ]


def _explain(price: Price, pairing: Pairing, quantity: Row, product: Decimal, budget: Decimal) -> str:
    days = f" × {format_number(pairing.factor)}天" if pairing.factor != 1 else ""
    factors = f"{price.row.title}{price.row.value} × {quantity.title}{quantity.value}{days}"
    sum_ = f"{factors} = {format_amount(product)}"
    if pairing.certain:
        return f"{sum_}，超过预算 {format_amount(budget)}，请确认单价口径或数量。"
    return f"如果按 {sum_} 计算，会超过预算 {format_amount(budget)}，请确认单价对应的数量和天数。"


def check_parts(subject: Subject) -> Iterator[Finding]:
    """The parts of the cost sum to the budget, where every part can be told and no total is stated beside them."""
    budget = subject.table.budget_yuan
    parts = [row for row in subject.valued if amount_of(row) is not None]
    if not budget or len(parts) < 2 or any(_TOTAL.search(row.name) for row in parts):
        return
    costs = _costs(subject, parts)
    known = [cost for cost in costs if cost is not None]
    total = sum(known, Decimal(0))
    if max(known, default=Decimal(0)) > budget:
        return
    said = f"各项成本按数量合计为 {format_amount(total)}"
    if total > budget:
        message = f"{said}，超过预算 {format_amount(budget)}，请核对单价和数量。"
        yield RULES["MONEY-05"].finding(message, field="indicators")
    elif len(known) == len(costs) and total < budget * _NEARLY_ALL:
        message = f"{said}，预算 {format_amount(budget)} 中还有 {format_amount(budget - total)} 没有对应的成本指标。"
        yield RULES["MONEY-06"].finding(message, field="indicators")


def _costs(subject: Subject, parts: list[Row]) -> list[Decimal | None]:
    """What each cost row comes to over all its units; None where that is not certain."""
    priced = {
        price.row.index: price.amount * (pairing.quantities[0].number or 0) * pairing.factor
        for price, pairing in _pairings(subject)
        if pairing.certain and pairing.quantities
    }
    return [priced.get(row.index) if read_price(row) else amount_of(row) for row in parts]
