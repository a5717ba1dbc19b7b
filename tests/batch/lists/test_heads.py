"""Headings that stand in several lines, and what is told of a list that has none."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.errors import InputError
from assistant.goals import Funding
from tests.batch.lists.listing import Rows, read_rows


@pytest.mark.parametrize("merged", [["A1:A2", "B1:B2", "C1:E1"], ["C1:E1"], []])
@pytest.mark.parametrize("group", ["分年度预算（万元）", "预算（万元）", "分年度投资计划（万元）", "支出规划（万元）"])
def test_years_below_a_budget_are_its_years(tmp_path: Path, merged: Sequence[str], group: str) -> None:
    head = [["项目名称", "总投资", group, None, None], [None, None, "2026年", "2027年", "2028年"]]
    listed = read_rows(tmp_path, [*head, ["大桥", 6, 1, 2, 3]], merged=merged)
    assert [(row.request.year, row.request.budget_yuan) for row in listed.rows] == [(2027, Decimal(20_000))]
    assert f"预算取自「{group}2027年」栏，没有取" in listed.notices[0]
    alone = read_rows(tmp_path, [["项目名称", group, None], [None, "合计", "2027年"], ["大桥", 6, 2]])
    assert [row.request.budget_yuan for row in alone.rows] == [20_000]


@pytest.mark.parametrize(
    ("rows", "merged"),
    [
        ([["项目名称", "2027年预算（万元）", None, None, "备注"], [None, "合计", "财政拨款", "其他资金"]], ["B1:D1"]),
        ([["项目名称", "2027年预算（万元）", None, None, "备注"], [None, "合计", "财政拨款", "其他资金"]], ["A1:A2", "B1:D1", "E1:E2"]),
        ([["单位：元"], [None, "资金来源（万元）", None, None, None], ["项目名称", "合计", "财政拨款", "其他资金", "备注"]], []),
        ([["项目基本情况", "资金情况（万元）", None, None, "备注"], ["项目名称", "预算总额", "财政资金", "其他资金"]], ["B1:D1", "E1:E2"]),
        (
            [["项目名称", "预算（万元）", None, None, "备注"], [None, "2027年", None, None], [None, "小计", "其中：财政拨款", "自筹资金"]],
            ["A1:A3", "B1:D1", "B2:D2", "E1:E3"],
        ),
    ],
)
def test_headings_in_several_lines_are_joined_however_they_are_merged(tmp_path: Path, rows: Rows, merged: Sequence[str]) -> None:
    listed = read_rows(tmp_path, [*rows, ["送戏", 20, 15, 5, "续"]], merged=merged)
    assert (listed.problems, listed.notices) == ((), ())
    (row,) = listed.rows
    assert (row.request.name, row.request.year, row.request.budget_yuan) == ("送戏", 2027, Decimal(200_000))
    assert row.funding == Funding(fiscal_yuan=Decimal(150_000), other_yuan=Decimal(50_000))
    assert row.extra["备注"] == "续"


@pytest.mark.parametrize(
    "rows",
    [
        [[None, None, "2027年部门预算"], [None, None, None, "单位：元"], ["项目名称", "单位", "金额", "备注"]],
        [["项目名称", "单位", "金额（元）", "备注"], [None, None, None, "一般公共预算"]],
        [["项目名称", "单位", "金额（元）", "备注"], [None, "教育局", None, None]],
    ],
)
def test_lines_beside_the_headings_that_are_none_are_not_joined_to_them(tmp_path: Path, rows: Rows) -> None:
    listed = read_rows(tmp_path, [*rows, ["送戏", "文化馆", 200_000, "续"]])
    assert (listed.problems, listed.notices) == ((), ())
    (row,) = listed.rows
    assert (row.request.budget_yuan, row.request.unit, row.extra) == (Decimal(200_000), "文化馆", {"备注": "续"})


def test_columns_without_a_heading_are_told(tmp_path: Path) -> None:
    listed = read_rows(tmp_path, [["项目名称", "预算（万元）"], ["送戏", 20, "演出120场"], ["合计", 20, None, "x"]])
    assert listed.notices[-1] == "C 列有内容但没有表头，没有读入；需要的，请在表头里写明是什么。"


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (["项目名称", "工本费", "科室"], "没有找到「预算」列，如果「工本费」写的是预算，请把表头改为 预算（万元），"),
        (["项目名称", "2027年", "2028年"], "没有找到「预算」列，如果「2027年」、「2028年」写的是预算，请把表头改为 2027年预算（万元），"),
        (["采购内容", "预算（万元）", "科室"], "没有找到「项目名称」列，如果「采购内容」写的是项目名称，请把表头改为 项目名称，"),
        (["科室", "预算（万元）"], "没有找到「项目名称」列，请在数据上面写一行表头"),
        (["项目名称", "上年决算数", "来源"], "没有找到「预算」列，请在数据上面写一行表头"),
        (["采购内容", "工本费"], "没有找到「项目名称」、「预算」列，如果「采购内容」写的是项目名称，"),
        (["科室", "工本费"], "没有找到「项目名称」、「预算」列，请加一栏 项目名称；如果「工本费」写的是预算，"),
    ],
)
def test_exactly_what_lacks_is_told_with_the_headings_that_may_be_meant(tmp_path: Path, head: list[str], told: str) -> None:
    with pytest.raises(InputError) as caught:
        read_rows(tmp_path, [["项目清单"], head, ["送戏", 20, 5]])
    assert told in str(caught.value)
