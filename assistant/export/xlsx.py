"""The form as an Excel workbook: one indicator a row, ready for printing on A4."""

from collections.abc import Sequence
from math import ceil

from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from assistant.export.form import Form
from assistant.export.grid import Cell, Grid
from assistant.export.typography import TITLE_SIZE
from assistant.export.workbook import (
    BORDER,
    LEAST_HEIGHT,
    TALLEST_ROW,
    Look,
    bytes_of,
    cell_at,
    column_width,
    new_workbook,
    put_line,
    put_text,
    set_look,
    set_page,
    text_height,
)
from assistant.goals.own_form import MARK_COLOUR, PENDING_LEAD, PENDING_TITLE

SHEET_TITLE = "绩效目标表"

_GAP_HEIGHT = 6.0
_PAGE_HEIGHT = 660.0
"""Points. What A4 offers between the margins, less title, unit line and legend."""

_LIST_WIDTH = 130
"""Millimetres. The list of what is to be confirmed leaves room at the right: one column can be shrunk to the page by no program."""

_ALIGN = {"heading": "center", "word": "center", "prose": "left"}
_MARK = PatternFill("solid", fgColor=MARK_COLOUR)


def render_xlsx(form: Form) -> bytes:
    """The form as the bytes of a workbook: the form on one sheet and, where there is anything to confirm, a list on a second one.

    Raises:
        ExportError: a text is longer than a cell can hold.
    """
    workbook = new_workbook(form.title)
    sheet = workbook.worksheets[0]
    sheet.title = SHEET_TITLE
    set_columns(sheet, form.widths)
    _add_form(sheet, form)
    set_page(sheet)
    add_pending(workbook, form.pending)
    return bytes_of(workbook)


def _add_form(sheet: Worksheet, form: Form) -> None:
    last = len(form.widths)
    put_line(sheet, form.title, last, sum(form.widths), Look(size=TITLE_SIZE, bold=True, align="center"))
    put_line(sheet, form.unit_line, last, sum(form.widths), Look(align="right"))
    over_pages = sum(sum(_row_heights(grid, form.widths)) for grid in form.grids) > _PAGE_HEIGHT
    for number, grid in enumerate(form.grids):
        top = sheet.max_row + 1
        if number:
            sheet.row_dimensions[top].height = _GAP_HEIGHT
            top += 1
        add_grid(sheet, grid, form.widths, top, over_pages=over_pages and grid.heading_rows > 0)
    if form.legend:
        put_line(sheet, form.legend, last, sum(form.widths), Look())


def add_grid(sheet: Worksheet, grid: Grid, widths: Sequence[int], top: int, *, over_pages: bool) -> None:
    """Draw a grid from sheet row `top` on; a row taller than Excel allows is drawn as several merged ones.

    Text in the middle of a merged cell would be cut through where a page ends in it, so on forms of several pages it stands at the top.
    """
    heights = _row_heights(grid, widths)
    tops = [top]
    for height in heights:
        parts = ceil(height / TALLEST_ROW)
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
    heights = [LEAST_HEIGHT] * len(grid.rows)
    for at in sorted(grid.placed(), key=lambda at: at.row + at.cell.rows):
        width = sum(widths[at.column : at.column + at.cell.columns])
        missing = text_height(at.cell.text, width) - sum(heights[at.row : at.row + at.cell.rows])
        heights[at.row + at.cell.rows - 1] += max(0.0, missing)
    return heights


def _put_cell(sheet: Worksheet, cell: Cell, bounds: tuple[int, int, int, int], vertical: str) -> None:
    top, left, bottom, right = bounds
    look = Look(bold=cell.role == "heading", align=_ALIGN[cell.role], vertical=vertical, border=BORDER, fill=_MARK if cell.marked else None)
    for row in sheet.iter_rows(top, bottom, left, right):
        for covered in row:
            covered.border = BORDER
    corner = cell_at(sheet, top, left)
    if cell.amount is None:
        put_text(corner, cell.text, look)
    else:
        set_look(corner, Look(align="center", border=BORDER, number_format="#,##0.00"))
        corner.value = cell.amount
    if (top, left) != (bottom, right):
        sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)


def set_columns(sheet: Worksheet, widths: Sequence[int]) -> None:
    """Make the columns of a sheet as wide as `widths`, in millimetres."""
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column_width(width)


def add_pending(workbook: Workbook, pending: Sequence[str]) -> None:
    """A sheet with the list of what is to be confirmed, where there is anything."""
    if not pending:
        return
    sheet = workbook.create_sheet(PENDING_TITLE)
    set_columns(sheet, [_LIST_WIDTH])
    put_line(sheet, PENDING_TITLE, 1, _LIST_WIDTH, Look(size=TITLE_SIZE, bold=True))
    put_line(sheet, PENDING_LEAD, 1, _LIST_WIDTH, Look())
    for number, item in enumerate(pending, 1):
        put_line(sheet, f"{number}. {item}", 1, _LIST_WIDTH, Look())
    set_page(sheet)
    sheet.print_options.horizontalCentered = False  # a single column in the middle loses its left edge where fonts are wider
