"""Sheets of rows as they are printed."""

from openpyxl import Workbook

from assistant.batch.table_sheet import add_sheet


def test_a_wide_sheet_is_printed_on_pages_that_can_be_read_with_the_names_on_each() -> None:
    workbook = Workbook()
    add_sheet(workbook, "窄", ["行号", "项目名称"], [[2, "培训经费"]])
    add_sheet(
        workbook, "宽", ["行号", "项目名称", *(f"清单的第{number}列" for number in range(40))], [[2, "培训经费", *["很长的话" * 5] * 40]]
    )
    narrow, wide = workbook["窄"], workbook["宽"]
    assert (narrow.page_setup.fitToWidth, narrow.print_title_cols) == (1, None)
    assert int(wide.page_setup.fitToWidth or 0) > 5
    assert wide.print_title_cols == "$A:$B"
