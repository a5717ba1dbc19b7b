"""In which unit the amounts of a list are, wherever it says so."""

from decimal import Decimal
from pathlib import Path

import pytest

from assistant.batch.lists.amounts import stated_unit
from assistant.goals import Funding
from tests.batch.lists.listing import Rows, read_rows


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("单位：万元", "万元"),
        ("金额单位:人民币元", "元"),
        ("（ 万元 ）", "万元"),
        ("2027年项目表（万元）", "万元"),
        ("注：金额单位均为千元", "千元"),
        ("填报单位：某县财政局", None),
        ("元旦慰问项目（2027年）", None),
        ("附件1", None),
    ],
)
def test_lines_around_a_table_state_a_unit(text: str, unit: str | None) -> None:
    assert stated_unit([text]) == unit


@pytest.mark.parametrize(
    ("rows", "yuan"),
    [
        ([["单位：元"], ["项目名称", "申报数", "审定预算（万元）"], ["送戏", 200_000, None]], 200_000),
        ([["单位：元"], ["项目名称", "申报数", "审定预算（万元）"], ["送戏", 300_000, 20]], 200_000),
        ([["项目名称", "申报数", "审定预算（元）"], ["送戏", 200_000, None]], 200_000),
        ([["项目名称", "预算", "财政资金（元）"], ["送戏", 200_000, 200_000]], 200_000),
        ([["项目名称", "预算"], ["送戏", 200_000], ["说明：以上金额单位为元"]], 200_000),
        ([["项目名称", "预算", "金额单位"], ["送戏", 20, "万元"]], 200_000),
        ([["单位：万元"], ["项目名称", "预算", "单位"], ["送戏", 200_000, "元"]], 200_000),
    ],
)
def test_the_heading_goes_before_the_row_and_that_before_the_lines_around(tmp_path: Path, rows: Rows, yuan: int) -> None:
    listed = read_rows(tmp_path, rows)
    assert listed.problems == ()
    assert [row.request.budget_yuan for row in listed.rows] == [yuan]
    assert listed.rows[0].request.unit is None


def test_sources_of_money_are_in_the_unit_of_the_table_and_not_of_the_budget(tmp_path: Path) -> None:
    head = ["项目名称", "预算金额（万元）", "财政资金", "其他资金"]
    (row,) = read_rows(tmp_path, [["单位：元"], head, ["送戏", 20, 150_000, 50_000]]).rows
    assert row.funding == Funding(fiscal_yuan=Decimal(150_000), other_yuan=Decimal(50_000))


def test_each_row_may_state_its_own_unit_which_is_carried_along(tmp_path: Path) -> None:
    head = ["项目名称", "承办单位", "预算", "单位", "财政资金"]
    listed = read_rows(
        tmp_path, [head, ["送戏", "文化馆", 20, "万元", 20], ["送书", "图书馆", 96_000, "元", 96_000], [None, None, None, "填表人：王某"]]
    )
    assert listed.problems == ()
    assert [(row.request.budget_yuan, row.extra["单位"]) for row in listed.rows] == [(Decimal(200_000), "万元"), (Decimal(96_000), "元")]
    assert [row.funding for row in listed.rows] == [Funding(fiscal_yuan=Decimal(200_000)), Funding(fiscal_yuan=Decimal(96_000))]
    of_people = read_rows(tmp_path, [["项目名称", "预算（万元）", "单位"], ["送戏", 20, "文化馆"]])
    assert of_people.rows[0].request.unit == "文化馆"


def test_a_row_that_says_another_unit_than_its_heading_has_to_be_put_right(tmp_path: Path) -> None:
    listed = read_rows(tmp_path, [["项目名称", "预算（万元）", "金额单位"], ["送戏", 20, "元"], ["送书", 3, "万元"]])
    assert [row.request.name for row in listed.rows] == ["送书"]
    assert listed.problems == ("第 2 行：「预算（万元）」栏按表头是万元，「金额单位」栏写的是元，请改成一样的单位。",)
