"""Which of several columns of money is the budget of a row, as lists of many offices have them."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.batch.lists.listing import Rows, read_rows

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
        ({"2025年决算": 20, "2026年预算": 30, "2026年执行": 29, "2027年申报": 40, "2027年审核": 36}, 36),
        ({"2026年申报（万元）": 30, "2027年申报（万元）": 36}, 36),
        ({"总预算": 300, "2027年": 36, "2028年": 40}, 36),
        ({"总投资（万元）": 300, "其中：本年": 36}, 36),
        ({"2026年预算": 30, "2027年": 36}, 36),
        ({"2026年（万元）": 30, "2027年（万元）": 36}, 36),
        ({"本年预算（扣除上年结余）": 36, "总投资": 100}, 36),
        ({"预算（上年结转）": 30, "预算数（含上年结转）": 36, "申报数": 40}, 36),
        ({"预算数（2026年执行）": 30, "申报预算（不含结转）": 40, "预算数（已下达）": 36}, 36),
        ({"申报金额": 40, "已批复预算": 36}, 36),
        ({"申请经费": 40, "建议安排经费": 36}, 36),
        ({"申报数": 40, "拟安排数": 36}, 36),
        ({"项目所需费用": 36, "项目总费用": 100}, 36),
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
    passed = columns.keys() - {heading, "年度"}
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
    assert listed.notices == ("预算年度 2028 取自表头「2028年预算（万元）」，请核对；不对的话，请加一栏预算年度写明。",)
    titled = read_rows(tmp_path, [["2026年预算调整表"], ["项目名称", "2026年预算", "2027年预算"], ["送戏下乡", 30, 36]])
    assert [(row.request.year, row.request.budget_yuan) for row in titled.rows] == [(2026, Decimal(300_000))]


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"审定预算": 40, "批复预算": 36}, "「审定预算」40万元、「批复预算」36万元 都像是预算"),
        ({"年度": 2028, "2026年预算": 30, "2027年预算": 36}, "不是 2028 年的预算"),
        ({"年度": 2027, "预算总额": 300, "2026年预算": 30}, "「2026年预算」不是 2027 年的预算"),
        ({"预算总额": 300, "其中：2027年预算": None}, "请在「其中：2027年预算」栏填写"),
        ({"2025年预算": 30, "2026年预算": 36}, "没有写明预算年度，按今天的日期是 2027 年，「2025年预算」、「2026年预算」不是"),
        ({"2026年预算": 30, "2027年上级补助": 36}, "没有写明预算年度，按今天的日期是 2027 年，「2026年预算」不是"),
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


@pytest.mark.parametrize("name", ["list", "2027年项目清单"])
def test_money_of_another_year_than_the_title_or_the_file_says_is_never_taken(tmp_path: Path, name: str) -> None:
    rows: Rows = [["项目名称", "2026年预算数"], ["送戏下乡", 36]]
    titled = read_rows(tmp_path, rows if name != "list" else [["2027年度项目支出预算表"], *rows], name=name)
    assert titled.rows == ()
    (problem,) = titled.problems
    assert f"{'文件名' if name != 'list' else '表头上方的文字'}写的是 2027 年，「2026年预算数」不是 2027 年的预算，请把" in problem
    unnamed = read_rows(tmp_path, [["2026年调整预算"], ["项目名称", "预算（万元）"], ["送戏下乡", 36]])
    assert [row.request.year for row in unnamed.rows] == [2026]
    assert unnamed.notices == ("预算年度 2026 取自表头上方的文字，请核对；不对的话，请加一栏预算年度写明。",)


@pytest.mark.parametrize("heading", ["总投资（万元）", "2026-2028年预算（万元）", "项目概算（万元）"])
def test_what_may_be_a_total_of_several_years_is_taken_and_told(tmp_path: Path, heading: str) -> None:
    listed = read_rows(tmp_path, [["项目名称", heading, "2027年"], ["大桥", 300, "完成主体"], ["小桥", 30, None]])
    assert [row.request.budget_yuan for row in listed.rows] == [3_000_000, 300_000]
    assert listed.rows[0].extra == {"2027年": "完成主体"}
    (told,) = listed.notices
    assert told.startswith(f"只有「{heading}」栏可取，可能是几年的合计，全部作为 2027 年的预算")
    (whole,) = read_rows(tmp_path, [["项目名称", "资金总额（万元）"], ["送戏下乡", 36]]).rows
    assert whole.about is not None
    assert whole.about.notices == ()


@pytest.mark.parametrize("heading", ["采购预算（万元）", "其中：政府采购金额（万元）"])
def test_what_is_bought_is_the_budget_only_where_nothing_else_is(tmp_path: Path, heading: str) -> None:
    assert read_rows(tmp_path, [["项目名称", heading], ["送戏下乡", 36]]).rows[0].request.budget_yuan == 360_000
    both = read_rows(tmp_path, [["项目名称", heading, "本年支出预算（万元）"], ["送戏下乡", 6, 36]])
    assert both.rows[0].request.budget_yuan == 360_000
    assert both.notices == ()


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


def test_what_was_worked_out_is_never_the_budget_and_told_where_it_is_another_amount(tmp_path: Path) -> None:
    head = ["项目名称", "拟申请金额（万元）", "经费测算"]
    listed = read_rows(tmp_path, [head, ["校园保安", 640, "50万元"], ["校医培训", 8, 8], ["取暖", 92, "4600×200"]])
    assert listed.problems == ()
    assert [row.request.budget_yuan for row in listed.rows] == [6_400_000, 80_000, 920_000]
    assert [bool(row.notices) for row in listed.rows] == [True, False, False]
    assert listed.notices[0].startswith("第 2 行：「经费测算」栏写的是「50万元」，与预算 640万元 不同")


def test_a_sum_is_the_budget_where_only_its_parts_stand_beside_it(tmp_path: Path) -> None:
    rows: Rows = [["项目名称", "资金筹措", None, "合计"], [None, "省级补助", "县级财政", None], ["低保", 12, 8, 20]]
    (row,) = read_rows(tmp_path, [["单位：万元"], *rows], merged=["B2:C2", "A2:A3", "D2:D3"]).rows
    assert row.request.budget_yuan == 200_000


def test_what_was_taken_is_told_once_for_all_rows(tmp_path: Path) -> None:
    head = ["项目名称", "总投资（万元）", "2027年申报数", "2027年审定数"]
    listed = read_rows(tmp_path, [head, ["路面改造", 90, 40, 36], ["绿化", None, 9, 8], ["巡查", None, 5, 5]])
    (told,) = listed.notices
    assert told.startswith("预算取自「2027年审定数」栏，没有取")
    assert all(f"「{heading}」" in told for heading in head[1:3])
    assert all(row.notices == () for row in listed.rows)
