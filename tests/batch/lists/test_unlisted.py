"""Lines of a list that are no projects."""

from pathlib import Path

import openpyxl
import pytest

from assistant.batch import read_list
from tests.batch.lists.listing import TODAY, Rows, read_rows

HEAD = ["序号", "单位", "科室", "项目名称", "预算（万元）", "用途"]


@pytest.mark.parametrize(
    "line",
    [
        ["", "", "", "小计", 15],
        ["", "教育局", "办公室", "小 计", 15],
        ["", "", "", "教育局小计", 15],
        ["", "教育局小计", "", "", 15],
        ["教育局合计", "", "", "", 15],
        ["", "", "", "总计：2个项目", 15],
        ["合计（共2个）", "", "", "", 15],
        ["合计：", "", "", "", 15],
        ["", "", "", "合计2个项目", 15],
        ["本页合计", "", "", "", 15],
        ["", "", "", "累计", 15],
    ],
)
def test_a_sum_is_known_by_its_words_wherever_they_stand(tmp_path: Path, line: list[str | int]) -> None:
    listed = read_rows(tmp_path, [HEAD, [1, "教育局", "办公室", "校舍维修", 10], [2, "教育局", "办公室", "教师培训", 5], line])
    assert [row.request.name for row in listed.rows] == ["校舍维修", "教师培训"]
    assert listed.problems == ()
    assert listed.notices == ("第 4 行是合计，没有作为项目。",)


def test_names_that_hold_the_word_are_projects(tmp_path: Path) -> None:
    names = ["统计调查合计系统运维", "审计", "会计总设计", "年度审计（合计3家）", "小计算机室建设"]
    rows: Rows = [[1, "甲局", "办公室", name, 10, "各项合计"] for name in names]
    listed = read_rows(tmp_path, [HEAD, *rows])
    assert [row.request.name for row in listed.rows] == names
    assert listed.notices == ()


def test_a_line_of_column_numbers_is_no_project(tmp_path: Path) -> None:
    lines: Rows = [["甲", "乙", "丙", "丁", "1", "2"], ["栏次", "1", "2", "3", "4", "5=4+3"], [1, 2, 3, 4, 5, 6]]
    for numbers in lines:
        listed = read_rows(tmp_path, [HEAD, numbers, [1, "甲局", "办公室", "送戏", 10]])
        assert [row.request.name for row in listed.rows] == ["送戏"]
        assert (listed.problems, listed.notices) == ((), ("第 2 行是栏次，没有作为项目。",))


def test_groups_whose_budget_is_that_of_the_projects_below_them_are_sums(tmp_path: Path) -> None:
    head = ["序号", "项目名称", "预算（万元）"]
    groups: Rows = [
        ["一", "文化类", 15],
        ["（一）", "演出", 15],
        [1, "送戏", 10],
        [2, "送书", 5],
        ["二、", "体育类", 5],
        [1, "场地维修", 5],
    ]
    listed = read_rows(tmp_path, [head, *groups])
    assert [row.request.name for row in listed.rows] == ["送戏", "送书", "场地维修"]
    assert listed.notices == ("第 2、3、6 行是下面几行的合计，没有作为项目。",)
    other = read_rows(tmp_path, [head, ["一", "送戏", 10], ["", "送书", 10], ["二", "送影", 15], [1, "场地维修", 5]])
    assert other.notices[0].startswith("第 4 行像是下面几行的合计，但金额不是它们相加的，照样起草，请核对")
    assert [row.request.name for row in other.rows] == ["送戏", "送书", "送影", "场地维修"]


def test_the_title_of_a_group_is_no_project_and_what_only_lacks_its_budget_is(tmp_path: Path) -> None:
    head = ["序号", "项目名称", "预算（万元）"]
    groups: Rows = [
        ["一", "文化类", 15],
        [1, "送戏", 10],
        [2, "送书", 5],
        ["二", "体育类"],
        ["（一）", "场地"],
        [1, "场地维修", 5],
        ["三", "其他"],
    ]
    listed = read_rows(tmp_path, [head, *groups])
    assert [row.request.name for row in listed.rows] == ["送戏", "送书", "场地维修"]
    assert listed.notices == ("第 5、6 行是分组标题，没有作为项目。", "第 2 行是下面几行的合计，没有作为项目。")
    assert listed.problems == ("第 8 行：缺少预算金额，请填写，例如 20万元。",)
    siblings = read_rows(tmp_path, [head, ["一", "送戏", 10], ["二", "送书"], ["三", "送影", 15]])
    assert siblings.problems == ("第 3 行：缺少预算金额，请填写，例如 20万元。",)


def test_what_stands_below_the_table_is_no_project(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    rows = (
        ["项目名称", "预算（万元）"],
        ["联系人培训经费", 5],
        ["合计", "=SUM(B2:B2)"],
        ["填表人：王芳", "审核人：李强"],
        ["制表日期：2026年10月"],
        ["注：含税"],
    )
    for row in rows:
        sheet.append(row)
    workbook.save(tmp_path / "list.xlsx")
    listed = read_list(tmp_path / "list.xlsx", today=TODAY)
    assert [row.request.name for row in listed.rows] == ["联系人培训经费"]
    assert listed.problems == ()
    assert listed.notices == ("第 3 行是合计，没有作为项目。", "第 4、5、6 行是填表说明或落款，没有作为项目。")
    sheet["A2"] = '="培训"&"经费"'
    workbook.save(tmp_path / "list.xlsx")
    assert any("公式" in notice for notice in read_list(tmp_path / "list.xlsx", today=TODAY).notices)
