"""Which of several columns of money is the budget of a row, as lists of many offices have them."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.batch.drafts.listing import read_rows

Cell = str | int | None


@pytest.mark.parametrize(
    ("columns", "taken"),
    [
        ({"2026年预算（万元）": 30, "2027年预算（万元）": 36}, 36),
        ({"2027年预算（万元）": 36, "2026年预算（万元）": 30}, 36),
        ({"2025年决算数": 29, "2026年预算数": 30, "2027年预算数": 36, "年度": 2027}, 36),
        ({"2025年决算数": 29, "2026年预算数": 30, "2027年预算数": 36, "年度": 2026}, 30),
        ({"2026年执行数": 29, "2026年预算数": 30, "预算数": 36}, 36),
        ({"预算（2026年）": 30, "预算（2027年）": 36}, 36),
        ({"预算总额": 3000, "其中：2027年预算": 1000}, 1000),
        ({"总投资": 3000, "本年度预算": 1000}, 1000),
        ({"2025-2027年总投资": 3000, "当年安排资金": 1000}, 1000),
        ({"项目总投资（万元）": 3600, "年度投资计划（万元）": 36}, 36),
        ({"申报预算": 40, "审定预算": 36}, 36),
        ({"2027年一上申报数（万元）": 40, "2027年二下批复数（万元）": 36}, 36),
        ({"送审金额（万元）": 40, "核定金额（万元）": 36}, 36),
        ({"部门申报金额": 40, "财政评审金额": 36}, 36),
        ({"测算金额": 40, "下达资金": 36}, 36),
    ],
)
def test_the_budget_is_of_its_year_and_as_approved_and_what_was_not_taken_is_told(
    tmp_path: Path, columns: dict[str, Cell], taken: int
) -> None:
    listed = read_rows(tmp_path, [["项目名称", *columns], ["送戏下乡", *columns.values()]])
    assert listed.problems == ()
    (row,) = listed.rows
    assert row.request.budget_yuan == taken * 10_000
    (told,) = [notice for notice in listed.notices if "预算取自" in notice]
    (heading,) = [heading for heading, cell in columns.items() if cell == taken]
    assert f"预算取自「{heading}」栏" in told
    assert listed.chosen
    assert heading not in row.extra
    passed = {name for name, cell in columns.items() if name != heading and name != "年度"}
    assert passed <= row.extra.keys()
    assert row.about is not None
    assert told in row.about.notices


@pytest.mark.parametrize(("year", "budget"), [(2027, 36), (2028, 44)])
def test_each_row_has_the_budget_of_its_own_year(tmp_path: Path, year: int, budget: int) -> None:
    head = ["项目名称", "年度", "2027年预算（万元）", "2028年预算（万元）"]
    listed = read_rows(tmp_path, [head, ["送戏下乡", year, 36, 44], ["送书下乡", 2055 - year + 2000, 36, 44]])
    row = listed.rows[0]
    assert (row.request.year, row.request.budget_yuan) == (year, Decimal(budget * 10_000))
    assert row.notices[0].startswith(f"预算取自「{year}年预算（万元）」栏")


def test_a_heading_says_the_year_where_nothing_else_does(tmp_path: Path) -> None:
    listed = read_rows(tmp_path, [["项目名称", "2028年预算（万元）"], ["送戏下乡", 36]])
    assert [row.request.year for row in listed.rows] == [2028]
    titled = read_rows(tmp_path, [["2026年预算调整表"], ["项目名称", "2026年预算", "2027年预算"], ["送戏下乡", 30, 36]])
    assert [(row.request.year, row.request.budget_yuan) for row in titled.rows] == [(2026, Decimal(300_000))]


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"审定预算": 40, "批复预算": 36}, "「审定预算」40万元、「批复预算」36万元 都像是预算"),
        ({"年度": 2028, "2026年预算": 30, "2027年预算": 36}, "不是 2028 年的预算"),
        ({"年度": 2027, "预算总额": 300, "2026年预算": 30}, "「2026年预算」不是 2027 年的预算"),
        ({"预算总额": 300, "其中：2027年预算": None}, "请在「其中：2027年预算」栏填写"),
    ],
)
def test_what_nothing_decides_is_to_be_put_right(tmp_path: Path, columns: dict[str, Cell], told: str) -> None:
    listed = read_rows(tmp_path, [["项目名称", *columns], ["送戏下乡", *columns.values()]])
    assert listed.rows == ()
    (problem,) = listed.problems
    assert told in problem
    assert "请" in problem


def test_what_is_not_approved_yet_is_drafted_by_what_was_asked_for_and_told(tmp_path: Path) -> None:
    head = ["项目名称", "申报预算（万元）", "审定预算（万元）"]
    listed = read_rows(tmp_path, [head, ["送戏下乡", 40, None], ["送书下乡", 20, 20]])
    assert [row.request.budget_yuan for row in listed.rows] == [400_000, 200_000]
    assert listed.notices == ("第 2 行：「审定预算（万元）」栏是空的，预算取自「申报预算（万元）」栏，请核对。",)


@pytest.mark.parametrize("heading", ["2027年决算数", "上年预算", "预算执行数", "支出数", "已安排资金"])
def test_what_was_spent_is_no_budget(tmp_path: Path, heading: str) -> None:
    listed = read_rows(tmp_path, [["项目名称", heading, "预算（万元）"], ["送戏下乡", 30, 36]])
    assert [row.request.budget_yuan for row in listed.rows] == [360_000]
    assert listed.notices == ()


def test_advice_speaks_in_the_unit_of_the_list_and_what_is_hardly_meant_is_told(tmp_path: Path) -> None:
    head = ["项目名称", "预算数", "年度"]
    listed = read_rows(tmp_path, [["单位：元"], head, ["地名普查", "约20万", 2027], ["勘界", 20, 2027], ["送书", 200_000, 2072]])
    unread, far = listed.problems
    assert unread.startswith("第 3 行")
    assert "以元为单位的数字 200000" in unread
    assert "预算年度 2072 离现在太远" in far
    assert listed.notices == ("第 4 行：预算只有 20元，照样起草，请核对金额和单位。",)
    thousands = read_rows(tmp_path, [["项目名称", "预算（千元）"], ["地名普查", "约20万"]])
    assert "以千元为单位的数字 200。" in thousands.problems[0]
