"""Workbooks: numbers as shown, merged cells, every visible sheet, formulas."""

import datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from assistant.errors import InputError
from assistant.reading import read_tables
from assistant.reading.xlsx import format_shown, read_xlsx


def save(workbook: Workbook) -> bytes:
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (0.95, "0%", "95%"),
        (0.955, "0.0%", "95.5%"),
        (6.0, "0.00", "6.00"),
        (6.0, "General", "6"),
        (0.1 + 0.2, "General", "0.3"),
        (2480691, "#,##0.00", "2,480,691.00"),
        (5, '"≥"0"场"', "≥5场"),
        (12.5, "0.##", "12.5"),
        (12, "0.##", "12"),
        (1234567.5, "_ * #,##0.00_ ", "1,234,567.50"),
    ],
)
def test_numbers_are_read_as_shown(value: float, number_format: str, shown: str) -> None:
    assert format_shown(value, number_format) == shown


def test_reads_every_visible_sheet(tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for name in ("甲", "乙", "隐藏"):
        sheet = workbook.create_sheet(name)
        for row in (
            ["2026年项目绩效目标表"],
            ["单位：元"],
            ["项目名称", f"{name}项目", "预算数", 150000],
            ["绩效目标", "目标一：完成任务。"],
            ["一级指标", "二级指标", "三级指标", "指标值"],
            ["产出指标", "数量指标", "场次", "≥5场"],
            [None, "质量指标", "合格率", 0.95],
            [None, "时效指标", "完成日期", datetime.date(2026, 12, 31)],
            [None, "成本指标", "单价", "=1+1"],
        ):
            sheet.append(row)
        sheet["D7"].number_format = "0%"
        sheet["D8"].number_format = 'yyyy"年"m"月"d"日"'
        sheet.merge_cells("A6:A9")
    workbook["隐藏"].sheet_state = "hidden"
    path = tmp_path / "表.xlsx"
    path.write_bytes(save(workbook))
    tables = read_tables(path)
    assert [table.name for table in tables] == ["甲项目", "乙项目"]
    first = tables[0]
    assert first.source is not None
    assert first.source.location == "甲!A1"
    assert str(first.budget_yuan) == "150000.00"
    assert [(row.level1, row.level2, row.level3, row.value) for row in first.indicators] == [
        ("产出指标", "数量指标", "场次", "≥5场"),
        ("产出指标", "质量指标", "合格率", "95%"),
        ("产出指标", "时效指标", "完成日期", "2026年12月31日"),
        ("产出指标", "成本指标", "单价", "=1+1"),
    ]


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"abc"])
def test_damaged_and_encrypted_files_are_told(data: bytes) -> None:
    with pytest.raises(InputError, match=r"「表\.xlsx」.*。"):
        read_xlsx(data, "表.xlsx")
