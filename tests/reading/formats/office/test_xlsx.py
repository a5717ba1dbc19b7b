"""Workbooks: numbers as shown, merged cells, every visible sheet, formulas."""

import datetime
import zipfile
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from assistant.errors import InputError
from assistant.reading import read_tables
from assistant.reading.document import Grid
from assistant.reading.formats.limits import DEFAULT_LIMITS, Allowance
from assistant.reading.formats.office.xlsx import read_xlsx
from tests.reading.formats.office.patience import Patience
from tests.reading.packages import changed, text_row, xlsx_of, zipped


def save(workbook: Workbook) -> bytes:
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


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


def grids_of(data: bytes) -> list[list[list[str]]]:
    grids = [block for block in read_xlsx(data, "表.xlsx") if isinstance(block, Grid)]
    return [[[cell.text for cell in row.cells] for row in grid.rows] for grid in grids]


def cells(*xml: str) -> str:
    return f"<sheetData><row>{''.join(xml)}</row></sheetData>"


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ('<c t="s"><v>0</v></c>', "甲乙"),
        ('<c t="s"><v>99</v></c>', ""),
        ('<c t="e"><v>#REF!</v></c>', "#REF!"),
        ('<c t="b"><v>1</v></c>', "是"),
        ('<c t="str"><f>A1</f><v>算得</v></c>', "算得"),
        ('<c t="str"><f>A1</f><v></v></c>', ""),
        ("<c><f>SUM(A1:A3)</f><v>12.50</v></c>", "12.5"),
        ("<c><f>SUM(A1:A3)</f></c>", "=SUM(A1:A3)"),
        ('<c s="1"><v>0.95</v></c>', "95%"),
        ('<c s="2"><v>46387</v></c>', "2026年12月31日"),
        ('<c s="9"><v>5</v></c>', "5"),
        ('<c t="d" s="3"><v>2026-12-31T00:00:00</v></c>', "2026/12/31"),
        ("<c><v>130102199001011234</v></c>", "130102199001011234"),
        ("<c><v>NaN</v></c>", "NaN"),
        ("<c><v>1e999</v></c>", "1e999"),
        ('<c t="inlineStr"><is><r><t>第一_x000A_</t></r><r><t>第二</t></r></is></c>', "第一\n第二"),
    ],
)
def test_a_cell_is_read_as_it_is_shown(cell: str, shown: str) -> None:
    shared = "<si><r><t>甲</t></r><r><t>乙</t></r><rPh><t>jia</t></rPh></si>"
    formats = '<cellXfs><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="31"/><xf numFmtId="14"/></cellXfs>'
    last = '<c t="inlineStr"><is><t>末</t></is></c>'
    assert grids_of(xlsx_of(cells(cell, last), shared=shared, styles=formats)) == [[[shown, "末"]]]


def test_texts_under_a_merged_cell_are_not_seen() -> None:
    merged = "<mergeCells><mergeCell ref='A1:B2'/></mergeCells>"
    sheet = f"<sheetData>{text_row(1, '甲', '乙', '丙')}{text_row(2, '丁', '', '戊')}</sheetData>{merged}"
    (grid,) = read_xlsx(xlsx_of(sheet), "表.xlsx")
    assert isinstance(grid, Grid)
    assert [[(cell.text, cell.covered) for cell in row.cells] for row in grid.rows] == [
        [("甲", False), ("", False), ("丙", False)],
        [("", True), ("", True), ("戊", False)],
    ]


def test_blank_rows_part_tables_one_above_the_other() -> None:
    sheet = f"<sheetData>{text_row(1, '甲')}{text_row(2, '乙')}{text_row(4, '丙')}</sheetData>"
    assert grids_of(xlsx_of(sheet)) == [[["甲"], ["乙"]], [["丙"]]]


FORM = [
    ("项目名称", "{0}项目", ""),
    ("二级指标", "三级指标", "指标值"),
    ("数量指标", "{0}次数", "≥5次"),
    ("质量指标", "{0}率", "100%"),
]


def side_by_side(right: list[tuple[str, str, str]], merged: str = "") -> bytes:
    rows = [text_row(1, "2026年项目绩效目标表")]
    for number, (left, other) in enumerate(zip(FORM, right, strict=True), 2):
        rows.append(text_row(number, *(text.format("甲") for text in left), "", *(text.format("乙") for text in other)))
    return xlsx_of(f"<sheetData>{''.join(rows)}</sheetData><mergeCells>{merged}</mergeCells>")


def test_tables_side_by_side_are_read_one_after_the_other(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(side_by_side(FORM, "<mergeCell ref='A1:G1'/>"))
    left, right = (block for block in read_xlsx(path.read_bytes(), "表.xlsx") if isinstance(block, Grid))
    assert [row.place for row in left.rows] == ["表1!A1", "表1!A2", "表1!A3", "表1!A4", "表1!A5"]
    assert [row.place for row in right.rows] == ["表1!E2", "表1!E3", "表1!E4", "表1!E5"]
    assert [table.name for table in read_tables(path)] == ["甲项目", "乙项目"]


@pytest.mark.parametrize(
    ("right", "merged"),
    [
        ([("实施单位", "某局", ""), ("分值", "备注", ""), ("10", "无", ""), ("20", "无", "")], ""),  # one table that leaves a column empty
        (FORM, "<mergeCell ref='C4:E4'/>"),  # a cell reaches across
        ([("项目名称", "", ""), *FORM[1:]], "<mergeCell ref='C3:D3'/>"),
    ],
)
def test_one_table_with_an_empty_column_stays_one(right: list[tuple[str, str, str]], merged: str) -> None:
    assert len(grids_of(side_by_side(right, merged))) == 1


def test_hidden_rows_are_read_and_hidden_sheets_not() -> None:
    sheet = f"<sheetData>{text_row(1, '甲')}</sheetData>".replace("<row ", '<row hidden="1" ')
    assert grids_of(xlsx_of(sheet)) == [[["甲"]]]
    with zipfile.ZipFile(BytesIO(xlsx_of(sheet))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"<sheet ", b'<sheet state="veryHidden" ')
    with pytest.raises(InputError, match="可见"):
        read_xlsx(zipped(parts), "表.xlsx")


def test_an_empty_cell_keeps_the_colour_of_our_marks() -> None:
    fills = '<fills><fill/><fill><patternFill patternType="solid"><fgColor rgb="FFFFF2CC"/></patternFill></fill></fills>'
    styles = f'{fills}<cellXfs><xf/><xf fillId="1"/></cellXfs>'
    sheet = f"<sheetData>{text_row(1, '甲')}</sheetData>".replace("</row>", '<c r="B1" s="1"/></row><row r="2"><c r="A2" s="1"/></row>')
    (grid,) = read_xlsx(xlsx_of(sheet, styles=styles), "表.xlsx")
    assert isinstance(grid, Grid)
    assert [[(cell.text, cell.marked) for cell in row.cells] for row in grid.rows] == [[("甲", False), ("", True)]]


def said_of(data: bytes) -> list[str]:
    allowance = Allowance(DEFAULT_LIMITS, "表.xlsx")
    read_xlsx(data, "表.xlsx", allowance)
    return allowance.left_out


ROW = f"<sheetData>{text_row(1, '甲')}</sheetData>"


def test_sheets_that_are_not_read_are_named() -> None:
    three = changed(xlsx_of(ROW, ROW, ROW), "xl/workbook.xml", 'name="表2"', 'name="表2" state="hidden"')
    assert said_of(three) == ["工作表「表2」是隐藏的，未读取"]
    assert said_of(changed(three, "xl/workbook.xml", "r_sheet3", "r_none")) == [
        "工作表「表2」是隐藏的，未读取",
        "工作表「表3」在文件里缺失，未读取",
    ]
    many = xlsx_of(*[ROW] * 13)
    for number in range(2, 14):
        many = changed(many, "xl/workbook.xml", f'name="表{number}"', f'name="表{number}" state="veryHidden"')
    (said,) = said_of(many)
    assert said.endswith("「表10」「表11」等 12 个是隐藏的，未读取")


def test_formulas_that_were_never_calculated_are_counted_once_per_file() -> None:
    sheet = cells('<c t="inlineStr"><is><t>合计</t></is></c>', "<c><f>SUM(A1:A3)</f></c>", "<c><f>1+1</f></c>", "<c><f>2</f><v>2</v></c>")
    assert grids_of(xlsx_of(sheet, sheet))[0] == [["合计", "=SUM(A1:A3)", "=1+1", "2"]]
    assert said_of(xlsx_of(sheet, sheet)) == ["有 4 个公式没有算过的值，按公式原文读出，请用 Excel 打开保存一次后再读"]


def test_numbers_that_their_format_hides_are_counted_and_noughts_are_not() -> None:
    styles = '<numFmts><numFmt numFmtId="200" formatCode=";;;"/></numFmts><cellXfs><xf/><xf numFmtId="200"/></cellXfs>'
    sheet = cells('<c t="inlineStr"><is><t>甲</t></is></c>', '<c s="1"><v>5</v></c>', '<c s="1"><v>0</v></c>')
    assert grids_of(xlsx_of(sheet, styles=styles)) == [[["甲"]]]
    assert said_of(xlsx_of(sheet, styles=styles)) == ["有 1 个数被单元格格式隐藏，未读取"]


def test_formats_decide_what_a_number_says(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    accounting = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '
    rows = [
        ("项目名称", "甲", ""), ("项目代码", 1234, "000000"), ("是否涉密", 0, '[=1]"是";[=0]"否"'),
        ("资金总额", 123456, '0!.0000"万元"'), ("其中：财政拨款", 123456, '0!.0000"万元"'), ("其他资金", 0, accounting),
        ("绩效目标", "完成任务", ""), ("三级指标", "指标值", ""), ("场次", "≥2场", ""), ("补助金额", 123456, '0!.0,"万元"'),
    ]  # fmt: skip
    for label, value, number_format in rows:
        sheet.append([label, value])
        sheet.cell(sheet.max_row, 2).number_format = number_format or "General"
    path = tmp_path / "表.xlsx"
    book.save(path)
    (table,) = read_tables(path)
    assert (table.project_code, table.classified, table.budget_yuan) == ("001234", False, Decimal("123456.00"))
    assert table.funding is not None
    assert (table.funding.fiscal_yuan, table.funding.other_yuan) == (Decimal("123456.00"), None)
    assert [(row.level3, row.value) for row in table.indicators] == [("场次", "≥2场"), ("补助金额", "12.3万元")]


def test_a_sheet_that_is_listed_often_is_read_once() -> None:
    data = changed(xlsx_of(ROW), "xl/workbook.xml", "</sheets>", '<sheet name="又" sheetId="9" r:id="r_sheet1"/>' * 1000 + "</sheets>")
    assert grids_of(data) == [[["甲"]]]


@pytest.mark.parametrize(("rows", "looks"), [("<row/>" * 50_000, 40), (f"<row>{'<c/>' * 3000}</row>", 2000)], ids=["rows", "cells"])
def test_the_clock_is_looked_at_for_rows_and_cells_that_stand_without_end(rows: str, looks: int) -> None:
    data = xlsx_of(f"<sheetData>{rows}</sheetData>")
    with pytest.raises(InputError, match="ASSISTANT_READ_SECONDS"):
        read_xlsx(data, "表.xlsx", Patience(looks, "表.xlsx"))
