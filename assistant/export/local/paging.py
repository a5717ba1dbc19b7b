"""Where the pages of a filled-in sheet end: a project that is drawn as several rows is not torn apart where it fits on one page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.worksheet.pagebreak import Break

_INCH = 25.4
_PAPER = {8: (297.0, 420.0), 9: (210.0, 297.0)}
"""Millimetres of A3 and A4, by the numbers of the format."""
_CAUTION = 0.97
"""What is counted on of a page, for programs and fonts differ by a little."""


@dataclass(frozen=True)
class Page:
    """How high a page is in points of the sheet, and what of it the headings take that are repeated."""

    height: float
    headings: float


def keep_whole(sheet: Any, heights: Sequence[float], width: float, wholes: Sequence[range]) -> None:
    """Put breaks in front of those `wholes` (rows, from 1) that would be torn apart; `heights` are points of each row, `width` millimetres.

    A sheet that is to fit on a number of pages is left as it is.
    """
    scale = _scale(sheet, width)
    if not wholes or scale is None:
        return
    margins, (_, tall) = sheet.page_margins, _paper(sheet)
    headings = sum(heights[row - 1] for row in _rows_of(sheet.print_title_rows))
    page = Page((tall / _INCH - margins.top - margins.bottom) * 72 / scale * _CAUTION, headings)
    for row in _breaks(heights, wholes, page):
        sheet.row_breaks.append(Break(id=row - 1))


def _scale(sheet: Any, width: float) -> float | None:
    """How much the sheet is shrunk, or None where it is to fit on a number of pages."""
    properties, setup = sheet.sheet_properties.pageSetUpPr, sheet.page_setup
    if not (properties and properties.fitToPage):
        return float(setup.scale or 100) / 100
    if setup.fitToHeight != 0:
        return None
    wide, _ = _paper(sheet)
    room = wide - (sheet.page_margins.left + sheet.page_margins.right) * _INCH
    return float(min(1.0, room / width))


def _paper(sheet: Any) -> tuple[float, float]:
    wide, tall = _PAPER.get(int(sheet.page_setup.paperSize or 9), _PAPER[9])
    return (tall, wide) if sheet.page_setup.orientation == "landscape" else (wide, tall)


def _rows_of(titles: str | None) -> range:
    if not titles:
        return range(0)
    first, last = (int(row) for row in titles.replace("$", "").split(":"))
    return range(first, last + 1)


def _breaks(heights: Sequence[float], wholes: Sequence[range], page: Page) -> list[int]:
    """The rows in front of which a page must end."""
    begins = {whole.start: whole for whole in wholes}
    breaks: list[int] = []
    used = 0.0
    for row, height in enumerate(heights, 1):
        needed = sum(heights[at - 1] for at in begins.get(row, range(row, row + 1)))
        if used + needed > page.height and row in begins and needed <= page.height - page.headings and used > page.headings:
            breaks.append(row)
            used = page.headings
        elif used + height > page.height:
            used = page.headings
        used += height
    return breaks
