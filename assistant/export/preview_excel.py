"""A workbook as pages of a preview: each sheet as one table, merged cells with their spans, numbers as the sheet shows them."""

import re
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.cell.cell import MergedCell

from assistant.export.preview_page import Align, Cell, Page, Table, Text
from assistant.export.typography import FONT_SIZE
from assistant.export.workbook import column_widths
from assistant.goals.own_form import MARK_COLOUR

_ALIGN: dict[str, Align] = {"center": "center", "centerContinuous": "center", "distributed": "center", "right": "right"}
_DECIMALS = re.compile(r"\.(?P<needed>0*)(?P<more>#*)")


def excel_pages(content: bytes) -> list[Page]:
    """The visible sheets of a workbook that hold anything."""
    workbook = openpyxl.load_workbook(BytesIO(content))
    sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    return [[_table(sheet)] for sheet in sheets if any(cell.value is not None for row in sheet.iter_rows() for cell in row)]


def _table(sheet: Any) -> Table:
    areas = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    rows = [tuple(_cells(row, areas)) for row in sheet.iter_rows()]
    return Table(tuple(column_widths(sheet)), tuple(rows))


def _cells(row: tuple[Any, ...], areas: dict[tuple[int, int], Any]) -> Iterator[Cell]:
    for cell in row:
        if isinstance(cell, MergedCell):
            continue
        area = areas.get((cell.row, cell.column))
        columns, height = (area.max_col - area.min_col + 1, area.max_row - area.min_row + 1) if area else (1, 1)
        border = cell.border
        yield Cell(
            (_text(cell),),
            columns,
            height,
            middle=cell.alignment.vertical in ("center", "distributed"),
            bordered=any(side is not None and side.style for side in (border.left, border.right, border.top, border.bottom)),
            marked=cell.fill.fill_type == "solid" and str(cell.fill.fgColor.rgb)[-6:] == MARK_COLOUR,
        )


def _text(cell: Any) -> Text:
    """The text of a cell as it is shown; numbers stand at the right where nothing else is said."""
    number = isinstance(cell.value, int | float | Decimal) and not isinstance(cell.value, bool)
    shown = _number(cell.value, cell.number_format) if number else "" if cell.value is None else str(cell.value)
    align = _ALIGN.get(cell.alignment.horizontal or "", "right" if number and not cell.alignment.horizontal else "left")
    return Text(shown, align, bool(cell.font.bold), round(float(cell.font.sz or FONT_SIZE) / FONT_SIZE, 2))


def _number(value: int | float | Decimal, number_format: str) -> str:
    """A number in the formats that our files have: 0, #,##0.00, 0.00####, General."""
    exact = Decimal(str(value))
    decimals = _DECIMALS.search(number_format)
    if number_format == "General" or not re.search(r"[0#]", number_format):
        return f"{exact.normalize():f}"
    needed, most = (len(decimals["needed"]), len(decimals["needed"]) + len(decimals["more"])) if decimals else (0, 0)
    whole, _, fraction = f"{exact:{',' if ',' in number_format else ''}.{most}f}".partition(".")
    fraction = fraction[:needed] + fraction[needed:].rstrip("0")
    return f"{whole}.{fraction}" if fraction else whole
