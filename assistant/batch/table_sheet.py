"""Sheets of rows under headings, as the workbooks of results have them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter

from assistant.export.typography import printable
from assistant.export.workbook import BORDER, LONGEST_TEXT, Look, cell_at, put_text, set_look, set_page, text_height
from assistant.export.xlsx import set_columns


@dataclass(frozen=True)
class File:
    """A file beside the workbook, by its name as seen from there; a click opens it."""

    name: str


class Number(Decimal):
    """A number that looks as it is written: 1 is no 1.00, and 1,200 keeps its comma."""

    form: str

    def __new__(cls, text: str) -> "Number":
        """Of a text with commas and decimals as people write them."""
        number = super().__new__(cls, text.replace(",", ""))
        whole, point, decimals = text.partition(".")
        number.form = f"{'#,##0' if ',' in whole else '0'}{point}{'0' * len(decimals)}"
        return number


Value = str | int | float | Decimal | File | None
"""A whole number, a number with one decimal, money, a text, or a file."""
Row = Sequence[Value]

_HEADING = Look(bold=True, align="center", border=BORDER, number_format="General")
_TEXT = Look(border=BORDER, vertical="top")
_LOOKS = {
    kind: Look(border=BORDER, vertical="top", number_format=form) for kind, form in ((int, "0"), (float, "0.0"), (Decimal, "#,##0.00"))
}
_FINE = Look(border=BORDER, vertical="top", number_format="#,##0.0000")
"""Of money less than a 分."""
_TO_FILL = Look(border=BORDER, vertical="top", fill=PatternFill("solid", fgColor="FFF2CC"))
_CUT = "……（过长，未写完）"
_NARROWEST, _WIDEST, _ROOM = 16, 90, 50
"""Millimetres: of any column, and at least of one that is to be filled in."""
_LOWEST, _TALLEST = 17.0, 92.0
"""Points: one line, and six."""
_READABLE = 320
"""Millimetres of columns on one printed page across: scaled to somewhat less they can still be read."""
_MILLIMETRES = 3.7
"""Of a Chinese character."""


def add_sheet(workbook: Workbook, title: str, headings: Sequence[str], rows: Sequence[Row], to_fill: Collection[str] = ()) -> None:
    """A sheet with a row of headings that stays in sight, also on paper, and can be sorted and filtered.

    Every text is stored as text and comes back exactly; only what is longer than a cell can hold is cut, and says so. The columns
    under the headings `to_fill` look as if somebody were to write there.
    """
    sheet = workbook.create_sheet(title)
    for column, heading in enumerate(headings, 1):
        put_text(cell_at(sheet, 1, column), _storable(heading), _HEADING)
    for number, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            put_value(cell_at(sheet, number, column), value, _TO_FILL if headings[column - 1] in to_fill else _TEXT)
    widths = [_width([heading, *(row[at] for row in rows)]) for at, heading in enumerate(headings)]
    widths = [max(width, _ROOM) if heading in to_fill else width for width, heading in zip(widths, headings, strict=True)]
    set_columns(sheet, widths)
    for number, row in enumerate(rows, 2):
        sheet.row_dimensions[number].height = _height(row, widths)
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{len(rows) + 1}"
    set_page(sheet, "landscape")
    sheet.print_title_rows = "1:1"
    sheet.page_setup.fitToWidth = max(1, round(sum(widths) / _READABLE))
    if sheet.page_setup.fitToWidth > 1:
        sheet.print_title_cols = "A:B"


def put_value(cell: Cell, value: Value, look: Look = _TEXT) -> None:
    """Store a value as what it is; a text looks as `look` says."""
    if isinstance(value, int | float | Decimal):
        set_look(cell, _look(value))
        cell.value = value
        return
    put_text(cell, _storable(_text(value)), look)
    if isinstance(value, File):
        linked: Any = cell
        linked.hyperlink = quote(value.name)


def _look(value: float | Decimal) -> Look:
    if isinstance(value, Number):
        return replace(_LOOKS[Decimal], number_format=value.form)
    return _FINE if isinstance(value, Decimal) and value != round(value, 2) else _LOOKS[type(value)]


def _text(value: Value) -> str:
    return value.name if isinstance(value, File) else "" if value is None else str(value)


def _storable(text: str) -> str:
    """What a cell can hold of a text; one like an emoji counts as two characters."""
    text = printable(text)
    if len(text.encode("utf-16-le")) // 2 <= LONGEST_TEXT:
        return text
    return text.encode("utf-16-le")[: 2 * (LONGEST_TEXT - len(_CUT))].decode("utf-16-le", "ignore") + _CUT


def _width(values: Row) -> int:
    """Millimetres of a column, by the longest line of its texts, within what can be read."""
    longest = max((len(line) for value in values for line in _text(value).split("\n")), default=0)
    return round(min(max(longest * _MILLIMETRES, _NARROWEST), _WIDEST))


def _height(row: Row, widths: Sequence[int]) -> float:
    """Points in which the texts of a row can be read; of a long one only the beginning shows, so that a list stays a list."""
    texts = [(value, width) for value, width in zip(row, widths, strict=True) if isinstance(value, str)]
    needed = (text_height(value, width) for value, width in texts if len(value) * _MILLIMETRES > width or "\n" in value)
    return min(max((_LOWEST, *needed)), _TALLEST)
