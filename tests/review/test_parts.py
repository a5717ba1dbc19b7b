from decimal import Decimal

import pytest

from assistant.review import Finding
from tests.review.samples import find, table_of

QUANTITY, COST = "数量指标", "成本指标"
TOTAL = (COST, "项目总成本", "≤20万元")


def money(budget: int, *rows: tuple[str, str, str], name: str = "妇女培训经费") -> list[Finding]:
    return find("MONEY", table_of(*rows, budget_yuan=Decimal(budget), name=name))


def test_parts_above_the_budget() -> None:
    assert [finding.rule for finding in money(50000, (COST, "活动费", "≤3.84万元"), (COST, "培训费", "≤1.5万元"))] == ["MONEY-07"]
    assert money(50000, (COST, "活动费", "≤3.84万元"), (COST, "培训费", "≤1.16万元")) == []


def test_parts_that_leave_much_of_the_budget_open() -> None:
    assert [finding.rule for finding in money(50000, (COST, "活动费", "≤1万元"), (COST, "培训费", "≤0.5万元"))] == ["MONEY-06"]


def test_parts_with_prices_are_multiplied_first() -> None:
    rows = [
        *[(QUANTITY, "开展培训活动", "≥1次"), (QUANTITY, "开展宣传活动", "≥20次"), (QUANTITY, "编外聘用人员", "≥3人")],
        *[(QUANTITY, "开展慰问帮扶、主题活动", "≥10次"), (COST, "单次培训活动成本", "≤1万"), (COST, "单次宣传活动成本", "≤0.05万元")],
        *[(COST, "编外聘用人员人均成本", "1.3万元"), (COST, "耗材成本", "0.4万元"), (COST, "单次帮扶活动成本", "≤0.1万元")],
    ]
    assert money(73000, *rows) == []
    assert [finding.rule for finding in money(72000, *rows)] == ["MONEY-07"]
    assert [finding.rule for finding in money(72999, *rows)] == ["MONEY-05"]


@pytest.mark.parametrize("total", [(), (TOTAL,), ((COST, "预算控制数", "≤20万元"),), ((COST, "活动经费", "≤20万元"),)])
def test_parts_are_summed_beside_a_total(total: tuple[tuple[str, str, str], ...]) -> None:
    (finding,) = money(200000, *total, (COST, "培训费", "≤15万元"), (COST, "宣传费", "≤10万元"))
    assert (finding.rule, finding.severity) == ("MONEY-07", "error")
    assert "「培训费」15万元 + 「宣传费」10万元，合计 25万元" in finding.message


def test_parts_beside_a_total_that_fit() -> None:
    assert money(200000, TOTAL, (COST, "培训费", "≤15万元"), (COST, "宣传费", "≤5万元")) == []
    assert money(200000, TOTAL, (COST, "培训费", "≤1万元"), (COST, "宣传费", "≤1万元")) == []


@pytest.mark.parametrize("what", ["慰问", "补助"])
@pytest.mark.parametrize("total", [(), ((COST, "项目总成本", "≤10万元"),)])
def test_prices_times_quantities_are_summed(what: str, total: tuple[tuple[str, str, str], ...]) -> None:
    rows = [
        *[(QUANTITY, f"{what}人数", "=100人"), (QUANTITY, f"{what}户数", "=300户")],
        *[(COST, f"人均{what}标准", "=500元/人"), (COST, f"户均{what}标准", "=250元/户")],
    ]
    (finding,) = money(100000, *total, *rows)
    assert (finding.rule, "合计 12.5万元" in finding.message) == ("MONEY-07", True)
    assert money(125000, *rows) == []


def test_price_times_quantity_and_a_sum() -> None:
    rows = [TOTAL, (QUANTITY, "慰问户数", "≥300户"), (COST, "户均慰问成本", "≤500元/户"), (COST, "宣传费", "≤10万元")]
    assert [finding.rule for finding in money(200000, *rows)] == ["MONEY-07"]


def test_lower_bound_of_a_price_per_month_is_summed() -> None:
    rows = [TOTAL, (QUANTITY, "聘用人数", "=10人"), (COST, "聘用人员工资标准", "≤5000元/人·月"), (COST, "宣传费", "≤16万元")]
    assert [finding.rule for finding in money(200000, *rows)] == ["MONEY-07"]


@pytest.mark.parametrize(
    "rows",
    [
        [(COST, "培训费", "≤15万元"), (COST, "培训资料费", "≤10万元")],
        [(QUANTITY, "慰问户数", "≥300户"), (COST, "户均慰问成本", "≤500元/户"), (COST, "慰问金", "≤15万元")],
        [(QUANTITY, "活动场次", "≥10场"), (COST, "单场活动成本", "≤1.5万元/场"), (COST, "宣传活动费", "≤15万元")],
        [
            *[(QUANTITY, "培训期数", "≥5期"), (QUANTITY, "培训人数", "≥500人")],
            *[(COST, "单期培训成本", "≤3万元/期"), (COST, "人均培训成本", "≤300元/人")],
        ],
        [
            *[(QUANTITY, "慰问人数", "≥300人"), (QUANTITY, "慰问户数", "≥100户")],
            *[(COST, "人均慰问成本", "≤500元/人"), (COST, "户均慰问成本", "≤1500元/户")],
        ],
        [
            *[(QUANTITY, "干部培训人数", "≥100人"), (QUANTITY, "女干部培训人数", "≥50人")],
            *[(COST, "干部人均培训成本", "≤1500元/人"), (COST, "女干部人均培训成本", "≤2000元/人")],
        ],
        [(COST, "妇女培训活动经费", "≤19.5万元"), (COST, "场地费", "≤1万元")],
    ],
)
def test_costs_that_may_hold_each_other_are_no_error(rows: list[tuple[str, str, str]]) -> None:
    assert {finding.severity for finding in money(200000, *rows, name="2024年妇女培训活动经费")} <= {"warning", "info"}
    total = () if "19.5" in rows[0][2] else (TOTAL,)
    assert not total or money(200000, *total, *rows) == []


def test_second_row_for_the_whole_is_no_part() -> None:
    assert money(200000, TOTAL, (COST, "妇女活动经费", "≤20万元"), (COST, "场地费", "≤1万元")) == []


def test_totals_of_parts_are_parts() -> None:
    rows = [TOTAL, (COST, "培训总成本", "≤15万元"), (COST, "宣传总成本", "≤10万元")]
    assert [finding.rule for finding in money(200000, *rows)] == ["MONEY-07"]
