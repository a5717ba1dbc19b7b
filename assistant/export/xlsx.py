"""The form as an Excel workbook: one indicator a row, ready for printing on A4."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from math import ceil

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from assistant.errors import ExportError
from assistant.export.columns import TEXT_WIDTH
from assistant.export.form import Form
from assistant.export.grid import Cell, Grid
from assistant.export.typography import FONT, FONT_SIZE, TITLE_SIZE, count_lines
from assistant.goals.own_form import MARK_COLOUR, PENDING_LEAD, PENDING_TITLE

SHEET_TITLE = "绩效目标表"
LONGEST_TEXT = 32767
"""Characters that one cell of a workbook can hold; one like an emoji counts as two."""

_TALLEST_ROW = 405.0
_LINE_HEIGHT = 15.0
_PADDING = 2.0
_LEAST_HEIGHT = 23.0
_GAP_HEIGHT = 6.0
_PAGE_HEIGHT = 660.0
"""Points. What A4 offers between the margins, less title, unit line and legend."""

_INCH = 25.4
_ALIGN = {"heading": "center", "word": "center", "prose": "left"}
_LINE = Side(style="thin")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_MARK = PatternFill("solid", fgColor=MARK_COLOUR)


@dataclass(frozen=True)
class _Look:
    """How text stands on the sheet."""

    size: float = FONT_SIZE
    bold: bool = False
    align: str = "left"
    vertical: str = "center"
    border: Border | None = None
    fill: PatternFill | None = None
    number_format: str = "@"


def render_xlsx(form: Form) -> bytes:
    """The form as the bytes of a workbook: the form on one sheet and, where there is anything to confirm, a list on a second one.

    Raises:
        ExportError: a text is longer than a cell can hold.
    """
    workbook = Workbook()
    workbook.properties.title, workbook.properties.creator = form.title[:255], ""
    sheet = workbook.worksheets[0]
    sheet.title = SHEET_TITLE
    _set_columns(sheet, form.widths)
    _add_form(sheet, form)
    _set_page(sheet)
    if form.pending:
        _add_pending(workbook.create_sheet(PENDING_TITLE), form)
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def _add_form(sheet: Worksheet, form: Form) -> None:
    last = len(form.widths)
    _put_line(sheet, form.title, last, sum(form.widths), _Look(size=TITLE_SIZE, bold=True, align="center"))
    _put_line(sheet, form.unit_line, last, sum(form.widths), _Look(align="right"))
    over_pages = sum(sum(_row_heights(grid, form.widths)) for grid in form.grids) > _PAGE_HEIGHT
    for number, grid in enumerate(form.grids):
        top = sheet.max_row + 1
        if number:
            sheet.row_dimensions[top].height = _GAP_HEIGHT
            top += 1
        _add_grid(sheet, grid, form.widths, top, over_pages=over_pages and grid.heading_rows > 0)
    if form.legend:
        _put_line(sheet, form.legend, last, sum(form.widths), _Look())


def _add_grid(sheet: Worksheet, grid: Grid, widths: Sequence[int], top: int, *, over_pages: bool) -> None:
    """Draw a grid from sheet row `top` on; a row taller than Excel allows is drawn as several merged ones.

    Text in the middle of a merged cell would be cut through where a page ends in it, so on forms of several pages it stands at the top.
    """
    heights = _row_heights(grid, widths)
    tops = [top]
    for height in heights:
        parts = ceil(height / _TALLEST_ROW)
        for part in range(parts):
            sheet.row_dimensions[tops[-1] + part].height = height / parts
        tops.append(tops[-1] + parts)
    for at in grid.placed():
        bounds = (tops[at.row], at.column + 1, tops[at.row + at.cell.rows] - 1, at.column + at.cell.columns)
        _put_cell(sheet, at.cell, bounds, "top" if over_pages and at.cell.rows > 1 else "center")
    if grid.heading_rows:
        sheet.print_title_rows = f"{top}:{top + grid.heading_rows - 1}"


def _row_heights(grid: Grid, widths: Sequence[int]) -> list[float]:
    """Points each row needs for the longest of its texts; what a cell over several rows lacks goes to the last of them."""
    heights = [_LEAST_HEIGHT] * len(grid.rows)
    for at in sorted(grid.placed(), key=lambda at: at.row + at.cell.rows):
        width = sum(widths[at.column : at.column + at.cell.columns])
        missing = _text_height(at.cell.text, width) - sum(heights[at.row : at.row + at.cell.rows])
        heights[at.row + at.cell.rows - 1] += max(0.0, missing)
    return heights


def _text_height(text: str, width: float) -> float:
    return count_lines(text, width) * _LINE_HEIGHT + _PADDING


def _put_cell(sheet: Worksheet, cell: Cell, bounds: tuple[int, int, int, int], vertical: str) -> None:
    top, left, bottom, right = bounds
    look = _Look(
        bold=cell.role == "heading", align=_ALIGN[cell.role], vertical=vertical, border=_BORDER, fill=_MARK if cell.marked else None
    )
    for row in sheet.iter_rows(top, bottom, left, right):
        for covered in row:
            covered.border = _BORDER
    corner = _cell_at(sheet, top, left)
    if cell.amount is None:
        _put_text(corner, cell.text, look)
    else:
        _style(corner, _Look(align="center", border=_BORDER, number_format="#,##0.00"))
        corner.value = cell.amount
    if (top, left) != (bottom, right):
        sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)


def _put_line(sheet: Worksheet, text: str, columns: int, width: float, look: _Look) -> None:
    """Text over the whole width in a row of its own below what there is."""
    row = sheet.max_row + 1 if sheet.cell(1, 1).value is not None else 1
    _put_text(_cell_at(sheet, row, 1), text, look)
    sheet.row_dimensions[row].height = max(_text_height(text, width * FONT_SIZE / look.size) * look.size / FONT_SIZE, _LEAST_HEIGHT)
    if columns > 1:  # Excel takes a merged range of one cell for damage
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=columns)


def _cell_at(sheet: Worksheet, row: int, column: int) -> SheetCell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, SheetCell), "nothing is written into the covered part of a merged cell"
    return cell


def _put_text(cell: SheetCell, text: str, look: _Look) -> None:
    """Store `text` as text, whatever it looks like: `=100%` and `#N/A` come back as they are and are never calculated.

    The prefix mark keeps Excel from taking them for formulas when a person edits the cell.
    """
    length = len(text.encode("utf-16-le")) // 2
    if length > LONGEST_TEXT:
        raise ExportError(f"「{text[:20]}…」共 {length} 字，超过 Excel 单元格 {LONGEST_TEXT} 字的上限，请缩短或导出为 Word 文件。")
    _style(cell, look)
    if text:
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = True


def _style(cell: SheetCell, look: _Look) -> None:
    cell.font = Font(name=FONT, size=look.size, bold=look.bold)
    cell.alignment = Alignment(horizontal=look.align, vertical=look.vertical, wrap_text=True)
    cell.number_format = look.number_format
    if look.border:
        cell.border = look.border
    if look.fill:
        cell.fill = look.fill


def _set_columns(sheet: Worksheet, widths: Sequence[int]) -> None:
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = _column_width(width)


def _column_width(millimetres: float) -> float:
    """Excel counts in digits of its standard font, 7 pixels each, and adds 5 pixels."""
    return round((millimetres / _INCH * 96 - 5) / 7, 2)


def _set_page(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "portrait"
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


def _add_pending(sheet: Worksheet, form: Form) -> None:
    _set_columns(sheet, [TEXT_WIDTH])
    _put_line(sheet, PENDING_TITLE, 1, TEXT_WIDTH, _Look(size=TITLE_SIZE, bold=True, align="center"))
    _put_line(sheet, PENDING_LEAD, 1, TEXT_WIDTH, _Look())
    for number, item in enumerate(form.pending, 1):
        _put_line(sheet, f"{number}. {item}", 1, TEXT_WIDTH, _Look())
    _set_page(sheet)
