"""The sheet 说明 of a workbook of results: what the workbook holds in sum, and what its sheets and columns mean."""

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook

from assistant.batch.table_sheet import Row, put_value
from assistant.export.workbook import BORDER, Look, cell_at, put_text, set_page, text_height
from assistant.export.xlsx import set_columns

TITLE = "说明"
_FIRST, _ONLY, _EACH = 46, 150, 60
"""Millimetres: of the names, of what is said of them, and of each value where there are several."""
_LEAST = 20.0
_PART = Look(bold=True, size=12, number_format="General")
_NAME = Look(border=BORDER, vertical="top", bold=True)


@dataclass(frozen=True)
class Part:
    """Lines under a heading: each a name, and what is to be said of it; of several sides one value each."""

    heading: str
    lines: Sequence[Row]


def add_explanation(workbook: Workbook, parts: Sequence[Part]) -> None:
    """Add the sheet with these parts, one below another; it is no list, so that nothing in it can be sorted away."""
    sheet = workbook.create_sheet(TITLE)
    columns = max(len(line) for part in parts for line in part.lines)
    widths = [_FIRST, *([_ONLY] if columns == 2 else [max(_EACH, _ONLY // (columns - 1))] * (columns - 1))]
    span = sum(widths[1:])
    set_columns(sheet, widths)
    row = 1
    for part in parts:
        put_text(cell_at(sheet, row, 1), part.heading, _PART)
        sheet.row_dimensions[row].height = _LEAST
        for name, *values in part.lines:
            row += 1
            put_text(cell_at(sheet, row, 1), str(name), _NAME)
            for column, value in enumerate(values, 2):
                put_value(cell_at(sheet, row, column), value)
            alone = len(values) == 1 and columns > 2
            if alone:
                sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=columns)
            text = str(values[0]) if values and isinstance(values[0], str) else ""
            sheet.row_dimensions[row].height = max(_LEAST, text_height(text, span if alone else widths[1]))
        row += 2
    set_page(sheet, "landscape")
