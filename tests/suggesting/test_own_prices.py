import pytest

from assistant.suggesting.own_prices import own_prices
from assistant.suggesting.situation import Situation
from tests.review.samples import DATA, table_of

Row = tuple[str, str, str]


def prices(*rows: Row) -> list[tuple[str, str | None]]:
    candidates = own_prices(Situation(table_of(*rows), DATA.words))
    return [(candidate.name, candidate.typical.unit if candidate.typical else None) for candidate in candidates]


@pytest.mark.parametrize(
    ("row", "price"),
    [
        (("数量指标", "开展宣传活动", "≥20次"), ("单次宣传活动成本", "元/次")),
        (("数量指标", "义诊活动场次", "≥8场次"), ("单场义诊活动成本", "元/场")),
        (("数量指标", "驾驶员培训人次", "≥300人次"), ("人均驾驶员培训成本", "元/人")),
    ],
)
def test_what_is_counted_has_a_unit_cost(row: Row, price: tuple[str, str]) -> None:
    assert prices(row) == [price]


@pytest.mark.parametrize(
    "row",
    [
        ("数量指标", "召开工作推进会", "≥1场"),
        ("数量指标", "带动就业人数", "≥300人"),
        ("数量指标", "受益群众户数", "≥300户"),
        ("数量指标", "宣传活动场次", "根据实际情况"),
        ("质量指标", "宣传活动场次", "≥20场"),
        ("数量指标", "道路养护里程", "≥20公里"),
    ],
)
def test_what_is_not_bought_piece_by_piece_has_none(row: Row) -> None:
    assert not prices(row)


def test_a_cost_that_is_stated_is_not_asked_for_again() -> None:
    counted = ("数量指标", "开展宣传活动", "≥20次")
    assert not prices(counted, ("成本指标", "宣传费用", "≤0.5万元"))
    assert prices(counted, ("成本指标", "项目总成本", "≤2万元"))
