from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.goals import Funding
from assistant.library.standards import PriceLimit
from assistant.review import Finding, hard_faults, review, review_fully
from tests.review.samples import DATA, find, sound_table, table_of

QUANTITY, COST = "数量指标", "成本指标"


def money(budget: int, *rows: tuple[str, str, str]) -> list[Finding]:
    return find("MONEY", table_of(*rows, budget_yuan=Decimal(budget)))


@pytest.mark.parametrize(("value", "fixed"), [("≤208000元", "≤200800元"), ("≤20.8万元", "≤20.08万元"), ("≤0.00208亿元", "≤200800元")])
def test_total_above_the_budget(value: str, fixed: str) -> None:
    (finding,) = money(200800, (COST, "预算控制数", value))
    assert finding.rule == "MONEY-01"
    assert finding.fix is not None
    assert finding.fix.new == fixed


def test_part_above_the_budget_has_no_fix() -> None:
    findings = money(20000, (COST, "场地费", "≤3万元"), (COST, "资料费", "≤0.1万元"))
    assert [(finding.rule, finding.fix) for finding in findings] == [("MONEY-01", None)]


def test_price_above_the_budget() -> None:
    assert [finding.rule for finding in money(5000, (COST, "人均成本", "≤6000元/人"))] == ["MONEY-01"]


def test_total_that_differs_from_the_budget() -> None:
    (finding,) = money(589176, (COST, "预算控制数", "≤549676元"))
    assert (finding.rule, finding.severity) == ("MONEY-02", "warning")
    assert "3.95万元" in finding.message


@pytest.mark.parametrize(
    ("value", "rules"),
    [("≤95.41万元", []), ("≤954112元", []), ("≤95.42万元", ["MONEY-01"]), ("≤95.4万元", []), ("≤95.3万元", ["MONEY-02"])],
)
def test_total_rounded_to_its_last_digit_agrees(value: str, rules: list[str]) -> None:
    assert [finding.rule for finding in money(954112, (COST, "预算控制数", value))] == rules


def test_money_outside_the_costs_is_no_cost() -> None:
    assert money(20000, (QUANTITY, "发放贷款金额", "≥1550万元"), ("经济效益指标", "带动产值", "≥500万元")) == []


@pytest.mark.parametrize(
    ("budget", "price", "quantity"),
    [
        (40000, ("按进度安排进行", "≤200元/户"), ("表彰户数", "≥1560户")),
        (120000, ("会议费标准", "≤550元/人"), ("参会人数", "≥600人")),
        (30000, ("单次活动成本", "≤1万元/次"), ("活动次数", "≥5次")),
        (30000, ("单场演出成本", "≤0.6万元"), ("演出场次", "≥10场")),
        (10000, ("人均培训成本", "≤200元/次"), ("培训人数", "≥100人")),
    ],
)
def test_price_times_quantity_above_the_budget(budget: int, price: tuple[str, str], quantity: tuple[str, str]) -> None:
    (finding,) = money(budget, (QUANTITY, *quantity), (COST, *price))
    assert (finding.rule, finding.severity) == ("MONEY-03", "error")


def test_price_times_quantity_that_just_fits() -> None:
    assert money(20000, (QUANTITY, "培训人数", "≥100人"), (COST, "人均培训成本", "≤200元/人")) == []


def test_price_goes_with_the_quantity_of_its_own_object() -> None:
    rows = [(QUANTITY, "宣传活动次数", "≥200次"), (QUANTITY, "培训活动次数", "≥2次"), (COST, "单次培训活动成本", "≤0.2万元")]
    assert money(4000, *rows) == []
    assert [finding.rule for finding in money(3000, *rows)] == ["MONEY-03"]


def test_price_of_another_object_pairs_with_nothing() -> None:
    assert money(20000, (QUANTITY, "慰问人数", "≥1000人"), (COST, "培训费标准", "≤500元/人")) == []


def test_ambiguous_price_is_but_a_hint() -> None:
    rows = [(QUANTITY, "活动次数", "≥20次"), (QUANTITY, "培训次数", "≥30次"), (COST, "单次成本", "≤1万元")]
    assert [(finding.rule, finding.severity) for finding in money(100000, *rows)] == [("MONEY-04", "info")]


def test_two_prices_of_one_quantity_are_but_a_hint() -> None:
    rows = [(QUANTITY, "培训人数", "≥100人"), (COST, "干部培训费标准", "≤500元/人"), (COST, "群众培训费标准", "≤300元/人")]
    assert {finding.rule for finding in money(20000, *rows)} == {"MONEY-04"}


def test_price_per_day_is_for_one_day_at_least() -> None:
    rows = [(QUANTITY, "培训人数", "≥100人"), (COST, "人均培训成本", "≤400元/人·天")]
    assert [finding.rule for finding in money(30000, *rows)] == ["MONEY-03"]
    assert money(50000, *rows) == []
    assert [finding.rule for finding in money(50000, *rows, (QUANTITY, "培训天数", "=2天"))] == ["MONEY-03"]
    assert money(80000, *rows, (QUANTITY, "培训天数", "=2天")) == []


@pytest.mark.parametrize("unit", ["元/人·月", "元/人/月", "元/月·人"])
def test_price_per_month_is_multiplied_by_the_months(unit: str) -> None:
    rows = [(QUANTITY, "聘用人员数量", "=10人"), (COST, "人均工资成本", f"≤3000{unit}")]
    assert [finding.rule for finding in money(29999, *rows)] == ["MONEY-03"]
    assert money(300000, *rows) == []
    (finding,) = money(300000, *rows, (QUANTITY, "服务月数", "=12个月"))
    assert (finding.rule, "= 36万元" in finding.message) == ("MONEY-03", True)
    assert money(360000, *rows, (QUANTITY, "服务月数", "=12个月")) == []


def test_rent_per_month() -> None:
    rows = [(QUANTITY, "租赁月数", "=12个月"), (COST, "场地租赁单价", "≤5000元/月")]
    assert [finding.rule for finding in money(50000, *rows)] == ["MONEY-03"]
    assert money(60000, *rows) == []


@pytest.mark.parametrize(
    ("budget", "price", "quantity"),
    [
        (3000000, ("单位造价", "≤1500元/平方米"), ("修缮面积", "≥3000平方米")),
        (3000000, ("单方造价", "≤1500元/平方米"), ("房屋修缮面积", "≥3000平方米")),
        (3000000, ("单方造价", "≤1500元"), ("房屋修缮面积", "≥3000㎡")),
        (3000000, ("单位面积造价", "≤0.15万元/平方米"), ("改造面积", "≥0.3万平方米")),
        (3000000, ("单位建筑面积造价", "≤1500元/平方米"), ("改造面积", "≥3000平方米")),
        (50000, ("单位成本", "≤1000元/户"), ("帮扶户数", "≥100户")),
        (50000, ("亩均投入成本", "≤1000元/亩"), ("种植面积", "≥100亩")),
    ],
)
def test_price_without_an_object_goes_with_the_quantity_in_its_unit(budget: int, price: tuple[str, str], quantity: tuple[str, str]) -> None:
    rows = [(QUANTITY, *quantity), (COST, *price)]
    assert [finding.rule for finding in money(budget, *rows)] == ["MONEY-03"]
    assert hard_faults(money(budget * 2, *rows)) == []


def test_price_per_year_is_for_the_budget_year() -> None:
    assert money(105000, (QUANTITY, "派遣人员数量", "=1人"), (COST, "人均成本", "≤105000元/人·年")) == []


def test_without_a_budget_nothing_is_compared() -> None:
    assert find("MONEY", table_of((COST, "总成本", "≤100万元"), budget_yuan=None)) == []


def test_sources_that_do_not_make_the_budget() -> None:
    funding = Funding(fiscal_yuan=Decimal(15000), other_yuan=Decimal(6000))
    (finding,) = find("MONEY-08", sound_table(funding=funding))
    assert "合计 2.1万元，与预算 2万元 不一致" in finding.message
    assert find("MONEY-08", sound_table(funding=Funding(fiscal_yuan=Decimal(15000), other_yuan=Decimal(5000)))) == []
    assert find("MONEY-08", sound_table(funding=Funding(fiscal_yuan=Decimal(15000), other_yuan=None))) == []
    assert len(find("MONEY-08", sound_table(funding=Funding(fiscal_yuan=Decimal(25000), other_yuan=None)))) == 1


def test_price_above_the_local_limit() -> None:
    limit = PriceLimit(words=("培训",), unit="元/人", limit=Decimal(150), paper="本县培训费管理办法")
    data = replace(DATA, standards=DATA.standards.model_copy(update={"price_limits": (limit,)}))
    (finding,) = [finding for finding in review(sound_table(), data) if finding.rule == "MONEY-11"]
    assert "超过 150元/人（本县培训费管理办法）" in finding.message
    assert "MONEY-11" not in review_fully(sound_table(), data).not_applicable
    assert review_fully(sound_table(), DATA).not_applicable["MONEY-11"] == "没有设置本地单价标准"


def test_one_price_that_leaves_much_of_the_budget_open() -> None:
    rows = [("数量指标", "活动次数", "≥5次"), ("成本指标", "单次活动成本", "≤1万元/次")]
    (finding,) = find("MONEY-06", table_of(*rows, budget_yuan=Decimal(60000)))
    assert "还有 1万元" in finding.message
    assert find("MONEY-06", table_of(*rows, budget_yuan=Decimal(50000))) == []
