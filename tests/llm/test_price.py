from dataclasses import replace
from decimal import Decimal

from assistant.llm.price import describe_money, price_of
from assistant.settings import Settings


def test_a_price_is_of_a_million() -> None:
    settings = Settings(price_input=Decimal("2.5"), price_output=Decimal(10))
    price = price_of(settings)
    assert price is not None
    assert price.of(1_000_000, 200_000) == Decimal("4.5")
    assert price_of(replace(settings, price_output=None)) is None


def test_money_in_words() -> None:
    assert describe_money(Decimal("4.505")) == "约 4.50 元"
    assert describe_money(Decimal("0.001")) == "不到 1 分钱"
