"""Numbers that a person would write: 187 → 190, 655 → 650."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal


def _step(number: Decimal) -> Decimal:
    """The step to round to: 1 below 20, then a tenth of the power of ten below, from twice that power on half of it."""
    if number < 20:
        return Decimal(1)
    power = Decimal(10) ** number.adjusted()
    return power / 10 * (5 if number >= 2 * power else 1)


def round_plan(number: Decimal) -> Decimal:
    """A planned quantity as a round number of at least 1."""
    step = _step(number)
    return max(Decimal(1), (number / step).quantize(Decimal(1), ROUND_HALF_UP) * step)


def round_price(amount: Decimal) -> Decimal:
    """A price in 元 with two telling digits, rounded down so that price times quantity stays within the money."""
    step = Decimal(10) ** max(amount.adjusted() - 1, -2)
    return (amount / step).quantize(Decimal(1), ROUND_DOWN) * step
