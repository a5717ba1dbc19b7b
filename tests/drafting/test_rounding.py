from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.rounding import round_plan, round_price

AMOUNTS = st.decimals(min_value="0.01", max_value="1e12", places=2)


@given(AMOUNTS)
def test_a_price_never_grows_and_keeps_nine_tenths(amount: Decimal) -> None:
    assert amount * Decimal("0.9") <= round_price(amount) <= amount


@given(AMOUNTS)
def test_a_plan_is_a_whole_number_near_what_was_computed(amount: Decimal) -> None:
    rounded = round_plan(amount)
    assert rounded == rounded.to_integral_value() >= 1
    assert abs(rounded - amount) <= max(Decimal(1), amount * Decimal("0.13"))
