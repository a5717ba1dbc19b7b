from io import BytesIO

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from assistant.errors import ExportError
from assistant.export.form import lay_out
from assistant.export.workbook import LONGEST_TEXT
from assistant.export.xlsx import SHEET_TITLE, render_xlsx
from assistant.goals import Goal, GoalTable, Indicator
from assistant.goals.own_form import MARK_COLOUR, PENDING_LEAD
from tests.export.samples import DEPARTMENT, FOUR_CLASS, THREE_CLASS, with_many_indicators

FORMULA_LIKE = [
    "=100%",
    "=SUM(A1:A9)",
    "+5%",
    "-3%",
    "@所有人",
    "＝100%",
    "＋5%",
    "－3%",
    "＠我",
    "'=1",
    "#N/A",
    "0123",
    "1e5",
    "TRUE",
]


def workbook_of(table: GoalTable, *notes: str) -> Workbook:
    return openpyxl.load_workbook(BytesIO(render_xlsx(lay_out(table, notes))))


def sheet_of(table: GoalTable) -> Worksheet:
    return workbook_of(table).worksheets[0]


def row_of(sheet: Worksheet, text: str) -> int:
    return next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == text and cell.row is not None)


@pytest.fixture(scope="module")
def sheet() -> Worksheet:
    return sheet_of(THREE_CLASS)


def test_page_is_a4_portrait_one_page_wide(sheet: Worksheet) -> None:
    setup = sheet.page_setup
    assert (setup.paperSize, setup.orientation, setup.fitToWidth, setup.fitToHeight) == (9, "portrait", 1, 0)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_area == f"'{SHEET_TITLE}'!$A$1:$F${sheet.max_row}"
    heading = row_of(sheet, "一级指标")
    assert sheet.print_title_rows == f"${heading}:${heading}"


def test_one_indicator_a_row_with_classes_merged(sheet: Worksheet) -> None:
    first = row_of(sheet, "一级指标") + 1
    assert [sheet.cell(first + at, 3).value for at in range(11)] == [indicator.level3 for indicator in THREE_CLASS.indicators]
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {f"A{first}:A{first + 5}", f"B{first}:B{first + 1}"} <= merged


def test_look(sheet: Worksheet) -> None:
    assert (sheet["A1"].value, sheet["A1"].font.size, sheet["A1"].font.bold) == ("妇女儿童维权服务经费绩效目标表", 16, True)
    assert (sheet["A2"].value, sheet["A2"].alignment.horizontal) == ("单位：万元", "right")
    for row in sheet.iter_rows(min_row=3):
        for cell in row:
            if cell.value is not None:
                assert cell.font.name == "宋体"
                assert cell.alignment.wrap_text
    heading = sheet.cell(row_of(sheet, "一级指标"), 1)
    assert heading.font.bold
    assert heading.border.left.style == "thin"


def test_only_unconfirmed_values_are_coloured(sheet: Worksheet) -> None:
    coloured = [cell.value for row in sheet.iter_rows() for cell in row if cell.fill.fgColor.rgb == f"00{MARK_COLOUR}"]
    assert coloured == ["≥200人次"]


def test_what_is_to_be_confirmed_stands_on_a_second_sheet() -> None:
    workbook = workbook_of(THREE_CLASS, "请填写项目负责人。")
    assert workbook.sheetnames == [SHEET_TITLE, "待确认事项"]
    pending = [value for (value,) in workbook["待确认事项"].values]
    assert pending == ["待确认事项", PENDING_LEAD, "1. 请填写项目负责人。", "2. 数量指标「法律咨询人次」：≥200人次，待确认。"]
    assert workbook_of(DEPARTMENT).sheetnames == [SHEET_TITLE]


def test_the_list_of_what_is_to_be_confirmed_fits_the_page() -> None:
    sheet = openpyxl.load_workbook(BytesIO(render_xlsx(lay_out(THREE_CLASS, ["请填写项目负责人。" * 20]))))["待确认事项"]
    assert sheet.column_dimensions["A"].width <= 70
    assert not sheet.print_options.horizontalCentered
    alignments = {(row[0].alignment.horizontal, row[0].alignment.wrap_text) for row in sheet.iter_rows()}
    assert alignments == {("left", True)}
    assert (sheet.row_dimensions[3].height or 0) > 60


@pytest.mark.parametrize("text", FORMULA_LIKE)
def test_what_looks_like_a_formula_is_text_and_comes_back_exactly(text: str) -> None:
    table = GoalTable(name="培训经费", indicators=(Indicator(level3="甲", value=text),))
    cell = next(cell for row in sheet_of(table).iter_rows() for cell in row if cell.value == text)
    assert (cell.data_type, cell.number_format) == ("s", "@")
    assert cell.quotePrefix


def test_amounts_are_numbers(sheet: Worksheet) -> None:
    row = row_of(sheet, "预算数")
    amount = next(cell for cell in sheet[row] if cell.data_type == "n" and cell.value is not None)
    assert (amount.value, amount.number_format) == (6, "#,##0.00")


def test_rows_are_as_high_as_their_longest_text() -> None:
    table = THREE_CLASS.model_copy(update={"purpose": "用于婚姻家庭纠纷调解、法律咨询、普法宣传。" * 10})
    sheet = sheet_of(table)
    height = sheet.row_dimensions[row_of(sheet, "资金用途")].height
    assert height is not None
    assert height >= 6 * 13.5
    assert height > (sheet.row_dimensions[row_of(sheet, "预算年度")].height or 0)


def test_a_text_higher_than_a_row_can_be_takes_several_merged_rows() -> None:
    sheet = sheet_of(THREE_CLASS.model_copy(update={"goals": (Goal(text="维护妇女儿童合法权益。" * 300),)}))
    row = row_of(sheet, "绩效目标")
    area = next(area for area in sheet.merged_cells.ranges if (area.min_row, area.min_col) == (row, 2))
    heights = [sheet.row_dimensions[number].height or 0 for number in range(area.min_row, area.max_row + 1)]
    assert max(heights) <= 409
    assert sum(heights) >= 3300 / 39 * 13.5


def test_classes_that_run_over_pages_are_named_at_their_top(sheet: Worksheet) -> None:
    assert sheet.cell(row_of(sheet, "产出指标"), 1).alignment.vertical == "center"
    long = sheet_of(with_many_indicators(40))
    assert long.cell(row_of(long, "产出指标"), 1).alignment.vertical == "top"
    assert long.cell(row_of(long, "≥1场"), 5).alignment.vertical == "center"


def test_a_text_longer_than_a_cell_holds_is_refused_not_cut() -> None:
    with pytest.raises(ExportError, match="超过 Excel 单元格"):
        sheet_of(THREE_CLASS.model_copy(update={"purpose": "字" * (LONGEST_TEXT + 1)}))


def test_four_class_and_many_rows() -> None:
    assert sheet_of(FOUR_CLASS).max_column == 5
    assert sheet_of(with_many_indicators(200)).max_row > 220


def test_the_file_names_no_program_as_its_author() -> None:
    properties = workbook_of(THREE_CLASS).properties
    assert (properties.title, properties.creator) == ("妇女儿童维权服务经费绩效目标表", None)


def test_control_characters_do_not_break_the_file() -> None:
    sheet = sheet_of(THREE_CLASS.model_copy(update={"purpose": "用于\x00培训"}))
    assert sheet.cell(row_of(sheet, "资金用途"), 2).value == "用于\ufffd培训"
