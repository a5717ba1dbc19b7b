"""Headers of two rows."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from assistant.reading import read_tables
from tests.reading.forms_of_text import named

TOP = ["一级指标", "二级指标", "三级指标"]
ROWS = [["产出指标", "数量指标", "收运垃圾"], ["", "质量指标", "达标率"]]


def sheet(path: Path, rows: list[list[str]], merges: list[str]) -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append([text or None for text in row])
    for area in merges:
        page.merge_cells(area)
    data = BytesIO()
    book.save(data)
    path.write_bytes(data.getvalue())
    return path


HEAD = [["2026年项目绩效目标表"], ["项目名称", "垃圾收运"], ["年度目标", "做好收运。"]]


def test_headings_below_a_heading_are_no_row(tmp_path: Path) -> None:
    """Nothing of the second row is known, but the cells above it reach down beside it."""
    rows = [*HEAD, [*TOP, "年度指标值", "偏差原因分析", "", "备注"], ["", "", "", "", "经费保障", "制度保障", ""]]
    rows += [[*ROWS[0], "≥95吨", "够", "有", "甲"], [*ROWS[1], "≥90%", "", "", ""]]
    (table,) = read_tables(sheet(tmp_path / "表.xlsx", rows, ["A4:A5", "B4:B5", "C4:C5", "D4:D5", "E4:F4", "G4:G5"]))
    assert named(table) == [("收运垃圾", "≥95吨"), ("达标率", "≥90%")]
    assert [row.level2 for row in table.indicators] == ["数量指标", "质量指标"]
    assert set(table.unread) == {"收运垃圾 偏差原因分析 经费保障：够", "收运垃圾 偏差原因分析 制度保障：有", "收运垃圾 备注：甲"}


@pytest.mark.parametrize("heading", ["各乡镇年度指标值", "各乡镇（实施单位）指标值", "各县区目标值", "年度指标值"])
def test_a_heading_over_places_may_say_so(tmp_path: Path, heading: str) -> None:
    rows = [*HEAD, [*TOP, heading, ""], ["", "", "", "城关镇", "白石乡"], [*ROWS[0], "2吨", "3吨"]]
    (table,) = read_tables(sheet(tmp_path / "表.xlsx", rows, ["A4:A5", "B4:B5", "C4:C5", "D4:E4"]))
    assert named(table) == [("收运垃圾", "城关镇 2吨；白石乡 3吨")]


def test_a_list_divides_money_and_classes(tmp_path: Path) -> None:
    rows = [
        ["某局2026年项目绩效目标汇总表"],
        ["序号", "项目名称", "预算金额（万元）", "", "绩效目标", "产出指标", "", "满意度指标"],
        ["", "", "合计", "其中：财政拨款", "", "数量指标", "质量指标", "服务对象满意度"],
        ["1", "营养改善", "56.8", "50.8", "改善营养。", "学生人数≥1400人；供餐天数≥200天", "合格率100%", "满意度≥90%"],
        ["2", "校舍维修", "12.5", "10", "消除隐患。", "维修学校≥8所", "验收率100%", "满意度≥92%"],
    ]
    first, second = read_tables(sheet(tmp_path / "表.xlsx", rows, ["A2:A3", "B2:B3", "C2:D2", "E2:E3", "F2:G2"]))
    assert [[table.budget_yuan, table.funding and table.funding.fiscal_yuan] for table in (first, second)] == [
        [568000, 508000],
        [125000, 100000],
    ]
    assert [(row.level1, row.level2) for row in second.indicators] == [
        ("产出指标", "数量指标"), ("产出指标", "质量指标"), ("满意度指标", "服务对象满意度指标")
    ]  # fmt: skip
    assert named(first)[:2] == [("学生人数", "≥1400人"), ("供餐天数", "≥200天")]
    assert not first.unread
