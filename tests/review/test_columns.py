from typing import Any

import pytest

from assistant.goals import GoalTable
from tests.review.samples import find, sound_table


def with_column(field: str, *values: str | None) -> GoalTable:
    table = sound_table()
    rows = [row.model_copy(update={field: value}) for row, value in zip(table.indicators, values, strict=False)]
    return table.model_copy(update={"indicators": (*rows, *table.indicators[len(rows) :])})


def plan(**shares: str | None) -> dict[str, Any]:
    return {"spending_plan": dict(zip(("3月底", "6月底", "10月底", "12月底"), shares.values(), strict=False))}


def test_plan_with_a_gap() -> None:
    (finding,) = find("PLAN", sound_table(**plan(a=None, b="20%", c="60%", d="100%")))
    assert (finding.rule, "3月底是空的" in finding.message) == ("PLAN-01", True)


@pytest.mark.parametrize("shares", [("10%", "60%", "40%", "100%"), ("10%", "40%", "60%", "90%")])
def test_plan_that_does_not_add_up(shares: tuple[str, ...]) -> None:
    (finding,) = find("PLAN", sound_table(**plan(**dict(zip("abcd", shares, strict=True)))))
    assert finding.rule == "PLAN-02"


@pytest.mark.parametrize(
    "shares",
    [("0%", "20%", "60%", "100%"), ("25", "50", "75", "100"), (None, None, None, None), ("10万", "合同约定", "x", "y")],
)
def test_plan_in_order_or_beyond_judging(shares: tuple[str | None, ...]) -> None:
    assert find("PLAN", sound_table(**plan(**dict(zip("abcd", shares, strict=True))))) == []


@pytest.mark.parametrize(
    ("basis", "rule", "fix"),
    [
        ("调查问卷", "BASIS-01", None),
        ("年初计划", "BASIS-02", "计划标准"),
        ("历史数据", "BASIS-02", "历史标准"),
        ("测算标准", "BASIS-02", "预算支出标准"),
        ("上级要求", "BASIS-02", None),
    ],
)
def test_basis(basis: str, rule: str, fix: str | None) -> None:
    table = with_column("basis", basis, *["计划标准"] * 6)
    (finding,) = find("BASIS", table)
    assert (finding.rule, finding.indicator, finding.fix and finding.fix.new) == (rule, 0, fix)


@pytest.mark.parametrize("basis", ["行业标准", "《培训费管理办法》", "市财政局2024年3号文", "合同第五条"])
def test_basis_in_order(basis: str) -> None:
    assert find("BASIS", with_column("basis", *[basis] * 7)) == []


def test_rows_without_basis() -> None:
    (finding,) = find("BASIS", with_column("basis", *["计划标准"] * 5))
    assert (finding.rule, "「技能知晓率」、「学员满意度」" in finding.message) == ("BASIS-03", True)
    assert find("BASIS", sound_table()) == []


def test_descriptions_that_copy_the_name() -> None:
    names = [row.level3 for row in sound_table().indicators]
    (finding,) = find("DUP-03", with_column("description", *names[:5], "问卷中知晓的人数占比"))
    assert "6 条指标描述中有 5 条" in finding.message
    assert find("DUP-03", with_column("description", names[0], "结业人数占参训人数的比例", "说明", "说明", "说明", "说明", names[6])) == []


@pytest.mark.parametrize("weights", [("20", "10", "10", "10", "20", "15", "5"), ("20", "15", "10", "10", "20", "10", "10"), ("20%",) * 5])
def test_weights(weights: tuple[str, ...]) -> None:
    found = find("WEIGHT", with_column("weight", *weights))
    assert len(found) == (0 if len(weights) == 7 and sum(map(int, weights)) in (80, 90, 100) else 1)


def test_weights_that_do_not_add_up() -> None:
    (finding,) = find("WEIGHT", with_column("weight", *["10分"] * 7))
    assert "合计 70，应为 90 或 100 或 80" in finding.message
    assert find("WEIGHT", with_column("weight", *["重要"] * 7)) == []
