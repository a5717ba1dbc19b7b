"""What every workbook of ours has, whatever it says: texts that stay texts, 宋体, ruled cells, A4 pages."""

from copy import copy
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Literal, cast
from weakref import WeakKeyDictionary

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from assistant.errors import ExportError
from assistant.export.typography import FONT, FONT_SIZE, count_lines

LONGEST_TEXT = 32767
"""Characters that one cell of a workbook can hold; one like an emoji counts as two."""
TALLEST_ROW = 405.0
"""Points; the most that Excel lets a row have, and a little less."""

USUAL_WIDTH = 8.43
"""Characters; what a column has of which nothing is said."""

LEAST_HEIGHT = 23.0
"""Points; the least that a row of a form has."""

_LINE_HEIGHT = 15.0
_PADDING = 2.0
_INCH = 25.4
_LINE = Side(style="thin")
BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def column_widths(sheet: Any) -> list[float]:
    """The width of each column, in characters of Excel; a run of equal columns is kept under the first of them."""
    widths = [USUAL_WIDTH] * sheet.max_column
    for dimension in sheet.column_dimensions.values():
        if dimension.min and dimension.width:
            for column in range(dimension.min, min(dimension.max, sheet.max_column) + 1):
                widths[column - 1] = dimension.width
    return widths


@dataclass(frozen=True)
class Look:
    """How text stands on the sheet."""

    size: float = FONT_SIZE
    bold: bool = False
    align: str = "left"
    vertical: str = "center"
    border: Border | None = field(default=None, hash=False)
    fill: PatternFill | None = field(default=None, hash=False)
    number_format: str = "@"


def new_workbook(title: str) -> Workbook:
    """A workbook with one empty sheet; `title` is what its properties say."""
    workbook = Workbook()
    workbook.properties.title, workbook.properties.creator = title[:255], ""
    return workbook


def bytes_of(workbook: Workbook) -> bytes:
    """The workbook as the bytes of an .xlsx file."""
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def cell_at(sheet: Worksheet, row: int, column: int) -> SheetCell:
    """The cell at a row and column, both from 1."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, SheetCell), "nothing is written into the covered part of a merged cell"
    return cell


def put_text(cell: SheetCell, text: str, look: Look) -> None:
    """Store `text` as text, and let it look so."""
    set_look(cell, look)
    store_text(cell, text)


def store_text(cell: SheetCell, text: str) -> None:
    """Store `text` as text, whatever it looks like: `=100%` and `#N/A` come back as they are and are never calculated.

    The prefix mark keeps Excel from taking them for formulas when a person edits the cell.

    Raises:
        ExportError: it is longer than a cell can hold.
    """
    length = len(text.encode("utf-16-le")) // 2
    if length > LONGEST_TEXT:
        raise ExportError(f"「{text[:20]}…」共 {length} 字，超过 Excel 单元格 {LONGEST_TEXT} 字的上限，请缩短或导出为 Word 文件。")
    if text:
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = True


def set_look(cell: SheetCell, look: Look) -> None:
    """Let a cell look so; long texts run over several lines.

    What openpyxl makes of a look is copied from the first cell of the workbook that has it: made anew, it takes nine tenths of the time.
    """
    styled = cast(Any, cell)
    made = _MADE.setdefault(styled.parent.parent, {})
    if look not in made:
        _make_look(cell, look)
        made[look] = copy(styled._style)
    styled._style = copy(made[look])


_MADE: "WeakKeyDictionary[Workbook, dict[Look, Any]]" = WeakKeyDictionary()


def _make_look(cell: SheetCell, look: Look) -> None:
    cell.font = Font(name=FONT, size=look.size, bold=look.bold)
    cell.alignment = Alignment(horizontal=look.align, vertical=look.vertical, wrap_text=True)
    cell.number_format = look.number_format
    if look.border:
        cell.border = look.border
    if look.fill:
        cell.fill = look.fill


def text_height(text: str, width: float) -> float:
    """Points that `text` needs in a cell `width` millimetres wide."""
    return count_lines(text, width) * _LINE_HEIGHT + _PADDING


def put_line(sheet: Worksheet, text: str, columns: int, width: float, look: Look) -> None:
    """Text over the whole width in a row of its own below what there is."""
    empty = sheet.max_row == 1 and sheet.cell(1, 1).value is None
    row = 1 if empty else sheet.max_row + 1
    put_text(cell_at(sheet, row, 1), text, look)
    sheet.row_dimensions[row].height = max(text_height(text, width * FONT_SIZE / look.size) * look.size / FONT_SIZE, LEAST_HEIGHT)
    if columns > 1:  # Excel takes a merged range of one cell for damage
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=columns)


def column_width(millimetres: float) -> float:
    """Excel counts in digits of its standard font, 7 pixels each, and adds 5 pixels."""
    return round((millimetres / _INCH * 96 - 5) / 7, 2)


def set_page(sheet: Worksheet, orientation: Literal["portrait", "landscape"] = "portrait") -> None:
    """Print all that stands on the sheet on A4, one page wide, with page numbers."""
    sheet.page_setup.orientation = orientation
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margin = 20 / _INCH
    sheet.page_margins = PageMargins(left=margin, right=margin, top=margin, bottom=margin, header=10 / _INCH, footer=10 / _INCH)
    sheet.print_options.horizontalCentered = True
    sheet.print_area = f"A1:{get_column_letter(sheet.max_column)}{sheet.max_row}"
    footer = sheet.oddFooter
    assert footer is not None
    footer.center.text = "— &P —"
    sheet.sheet_view.showGridLines = False
