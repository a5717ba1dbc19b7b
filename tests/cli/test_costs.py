from dataclasses import replace
from decimal import Decimal

from assistant.batch.engine.costing import expected, spent
from assistant.batch.engine.estimating import Estimate
from assistant.batch.engine.items import Standing
from assistant.cli.costs import spent_as_json
from assistant.llm.price import Price

PRICE = Price(Decimal(2), Decimal(8))
TOLD = Estimate(2, 1_000_000, 500_000, True, 1_000_000, 500_000)
STANDING = Standing({"done": 2}, attempts=2, input_tokens=1_000_000, output_tokens=500_000)


def test_a_service_that_takes_its_time_is_not_told_at_the_full_price() -> None:
    for said in (expected(TOLD, PRICE, deferred=True), *spent(STANDING, PRICE, deferred=True)):
        assert "按原价约 6.00 元，批处理接口的价格一般是一半" in said
    assert "一半" not in expected(TOLD, None, deferred=True)
    told = spent_as_json(STANDING, PRICE, deferred=True)
    assert (told["yuan"], told["tokens"]) == (None, {"input": 1_000_000, "output": 500_000})


def test_the_price_where_it_is_answered_at_once() -> None:
    assert "，约 6.00 元（" in expected(TOLD, PRICE)
    assert spent(STANDING, PRICE)[0].endswith("，约 6.00 元")
    assert spent_as_json(STANDING, PRICE)["yuan"] == "6.0000"


def test_what_is_handed_over_is_not_paid_for_again() -> None:
    assert expected(replace(TOLD, handed_over=28), PRICE, deferred=True).endswith(
        "其中 28 个请求已经交给批处理接口，只取回答复，不再付费。"
    )
    assert "已经交给" not in expected(TOLD, PRICE, deferred=True)


def test_what_it_hardly_ever_exceeds_is_told_too() -> None:
    told = Estimate(2, 1_000_000, 500_000, False, 1_500_000, 750_000)
    assert "共约 1,500,000 到 2,250,000 token，约 6.00 到 9.00 元（" in expected(told, PRICE)
