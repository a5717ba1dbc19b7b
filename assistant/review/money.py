"""Cost against budget: totals, and prices times quantities."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.goals import Target
from assistant.goals.money import format_amount, format_number
from assistant.review.finding import Finding
from assistant.review.pricing import Pairing, Price, amount_of, pair, read_price
from assistant.review.rules import RULES
from assistant.review.subject import Row, Subject

TOTAL = re.compile(r"预算控制数|(?<!分项)总(?:成本|费用|支出|投资|投入|额)|项目总?(?:成本|经费|支出|费用|资金)")
"""Names of the whole cost of a project."""


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
        if amount - budget > rounding(row.target):
            doing = f"请改为不超过预算，如「{fix}」" if fix else "请核对金额和单位"
            message = f"{row.title}的「{row.wording}」超过预算 {format_amount(budget)}，{doing}。"
            yield RULES["MONEY-01"].finding(message, row=row.index, field="value", fix=fix)
        elif total and TOTAL.search(row.name) and budget - amount > rounding(row.target):
            message = f"{row.title}的「{row.wording}」比预算 {format_amount(budget)} 少 {format_amount(budget - amount)}，请核对。"
            yield RULES["MONEY-02"].finding(message, row=row.index, field="value", fix=fix)


def _totals(subject: Subject) -> list[Row]:
    """The row that states the whole cost: named so, or the only sum of money among the costs."""
    sums = [row for row in subject.valued if amount_of(row) is not None and read_price(row) is None]
    named = [row for row in sums if TOTAL.search(row.name)]
    return named if len(named) == 1 else sums if len(sums) == 1 else []


def rounding(target: Target) -> Decimal:
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


def check_funding(subject: Subject) -> Iterator[Finding]:
    """The sources of the money make the budget."""
    budget, funding = subject.table.budget_yuan, subject.table.funding
    amounts = [amount for amount in (funding.fiscal_yuan, funding.other_yuan) if amount is not None] if funding else []
    total = sum(amounts, Decimal(0))
    if budget and amounts and total != budget and (len(amounts) > 1 or total > budget):
        message = f"资金来源合计 {format_amount(total)}，与预算 {format_amount(budget)} 不一致，请核对。"
        yield RULES["MONEY-08"].finding(message, field="funding")


def check_limits(subject: Subject) -> Iterator[Finding]:
    """A unit price keeps to the local limit, where one is set."""
    for row in subject.valued:
        amount = amount_of(row)
        for limit in subject.data.standards.price_limits if amount is not None else ():
            same = (row.unit or "").replace("/", "·") == limit.unit.replace("/", "·")
            if same and amount is not None and amount > limit.limit and any(word in row.name for word in limit.words):
                message = f"{row.title}的「{row.wording}」超过 {limit.limit:f}{limit.unit}（{limit.paper}），请核对。"
                yield RULES["MONEY-11"].finding(message, row=row.index, field="value")


def check_prices(subject: Subject) -> Iterator[Finding]:
    """A price times its quantity fits into the budget. Where the pairing is not certain it is but a hint."""
    budget = subject.table.budget_yuan
    if not budget:
        return
    for price, pairing in pairings(subject.valued):
        products = [(price.amount * (other.number or 0) * pairing.factor, other) for other in pairing.quantities]
        over = [entry for entry in products if entry[0] > budget]
        if over:
            product, other = min(over, key=lambda entry: entry[0])
            rule = RULES["MONEY-03" if pairing.certain else "MONEY-04"]
            yield rule.finding(_explain(price, pairing, other, product, budget), row=price.row.index, field="value")


def pairings(rows: Sequence[Row]) -> list[tuple[Price, Pairing]]:
    """Every price with its quantities; two prices that claim one quantity may each be for a part of it."""
    prices = [price for price in map(read_price, rows) if price is not None]
    pairings = [(price, pair(price, rows)) for price in prices]
    claims = Counter(row.index for _, pairing in pairings for row in pairing.quantities)
    return [
        (price, replace(pairing, certain=pairing.certain and all(claims[row.index] == 1 for row in pairing.quantities)))
        for price, pairing in pairings
    ]


def _explain(price: Price, pairing: Pairing, quantity: Row, product: Decimal, budget: Decimal) -> str:
    sum_ = f"{factors_of(price, pairing, quantity)} = {format_amount(product)}"
    if pairing.certain and pairing.least:
        return f"即使每个单位只按一个计费周期计算，{sum_}，也超过预算 {format_amount(budget)}，请确认单价口径或数量。"
    if pairing.certain:
        return f"{sum_}，超过预算 {format_amount(budget)}，请确认单价口径或数量。"
    return f"如果按 {sum_} 计算，会超过预算 {format_amount(budget)}，请确认单价对应的数量。"


def factors_of(price: Price, pairing: Pairing, quantity: Row) -> str:
    """The multiplication in words: 「人均培训成本」≤200元/人·天 × 「培训人数」≥100人 × 「培训天数」=2天."""
    return " × ".join(f"{row.title}{row.value}" for row in (price.row, quantity, *pairing.periods))
