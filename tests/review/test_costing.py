from decimal import Decimal
from typing import Any

import pytest

from assistant.review.costing import Costing, cost
from tests.review.samples import DATA, table_of

Row = tuple[str, str, str | None]
PEOPLE: Row = ("数量指标", "培训人数", "≥100人")


def costing(*rows: Row, budget: int | None = 100000, **changes: Any) -> Costing:
    return cost(table_of(*rows, budget_yuan=Decimal(budget) if budget else None, **changes), DATA)


def test_nothing_costs_nothing() -> None:
    found = costing(PEOPLE)
    assert not any((found.total, found.parts, found.sum, found.unknown, found.over, found.total_over))


def test_a_row_that_states_the_whole_is_no_part() -> None:
    found = costing(PEOPLE, ("成本指标", "项目总成本", "≤10万元"), ("成本指标", "宣传费用", "≤3万元"))
    assert found.total == 100000
    assert [(part.row, part.name, part.amount, part.counted) for part in found.parts] == [(2, "宣传费用", Decimal(30000), True)]
    assert (found.sum, found.over) == (Decimal(30000), False)


def test_a_price_counts_with_its_quantity() -> None:
    found = costing(PEOPLE, ("成本指标", "人均培训成本", "≤200元/人"))
    (part,) = found.parts
    assert (part.amount, part.counted, part.least) == (Decimal(20000), True, False)
    assert "200元/人" in part.words
    assert "≥100人" in part.words


def test_parts_add_up() -> None:
    found = costing(("成本指标", "宣传费用", "≤3万元"), ("成本指标", "场地租赁费", "≤2.5万元"), ("成本指标", "专家劳务费", "≤1万元"))
    assert (found.sum, found.over) == (Decimal(65000), False)
    assert all(part.counted for part in found.parts)


def test_a_part_that_another_may_hold_is_shown_and_not_counted_twice() -> None:
    found = costing(PEOPLE, ("成本指标", "培训费用", "≤3万元"), ("成本指标", "培训资料费用", "≤1万元"))
    assert found.sum == 30000
    assert [(part.name, part.counted) for part in found.parts] == [("培训费用", True), ("培训资料费用", False)]


@pytest.mark.parametrize(("budget", "over"), [(50000, True), (55000, False), (60000, False), (None, False)])
def test_over_the_budget(budget: int | None, over: bool) -> None:
    found = costing(("成本指标", "宣传费用", "≤3万元"), ("成本指标", "场地租赁费", "≤2.5万元"), budget=budget)
    assert (found.sum, found.over) == (Decimal(55000), over)


def test_a_whole_that_is_over_the_budget_is_over() -> None:
    assert costing(PEOPLE, ("成本指标", "项目总成本", "≤12万元")).total_over
    assert not costing(PEOPLE, ("成本指标", "项目总成本", "≤10万元")).total_over


def test_what_only_rounding_puts_over_the_budget_is_not_over() -> None:
    rows: tuple[Row, ...] = (("成本指标", "宣传费用", "≤3.14万元"), ("成本指标", "场地租赁费", "≤2.51万元"))
    assert not costing(*rows, budget=56452).over
    assert costing(*rows, budget=56000).over


def test_a_price_without_a_quantity_is_unknown() -> None:
    found = costing(("数量指标", "宣传册", "≥100册"), ("成本指标", "专家讲课费标准", "≤500元/课时"))
    assert (found.sum, found.unknown) == (Decimal(0), ("专家讲课费标准",))
    assert not found.parts
