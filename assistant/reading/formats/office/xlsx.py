"""Excel workbooks: every visible sheet, merged cells seen once, numbers as shown, formulas by the value that was last calculated."""

import datetime
import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from assistant.errors import InputError
from assistant.reading.document import Block
from assistant.reading.formats.limits import DEFAULT_LIMITS, Allowance
from assistant.reading.formats.office.archive import Package
from assistant.reading.formats.office.date_format import is_date_format, show_date, show_moment
from assistant.reading.formats.office.format_sections import GENERAL
from assistant.reading.formats.office.number_format import show_number
from assistant.reading.formats.office.numbering import whole
from assistant.reading.formats.office.sheet_parts import Filled, Span, part_sheet
from assistant.reading.formats.office.workbook import S, Sheet, Style, Workbook, text_of, unescape

UNCALCULATED = "个公式没有算过的值，按公式原文读出，请用 Excel 打开保存一次后再读"
"""What is told of formulas without a value, behind how many they are."""
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_WIDEST, _TALLEST = 16_384, 1_048_576
_PLAIN = Style()


def read_xlsx(data: bytes, name: str, allowance: Allowance | None = None) -> tuple[Block, ...]:
    """The sheets of a workbook as grids.

    Raises:
        InputError: it is encrypted, damaged, too large or no workbook at all.
    """
    allowance = allowance or Allowance(DEFAULT_LIMITS, name)
    package = Package(data, name, kind="Excel 工作簿", allowance=allowance)
    book = Workbook(package, allowance)
    if not book.sheets:
        raise InputError(f"「{name}」里没有可见的工作表，请取消隐藏后另存再试。")
    sheets = [_Sheet(book, sheet, allowance) for sheet in book.sheets]
    blocks = tuple(grid for sheet in sheets for grid in sheet.grids())
    if count := sum(sheet.uncalculated for sheet in sheets):
        allowance.left_out.append(f"有 {count} {UNCALCULATED}")
    if count := sum(sheet.masked for sheet in sheets):
        allowance.left_out.append(f"有 {count} 个数被单元格格式隐藏，未读取")
    return blocks


class _Sheet:
    """Reads one sheet row by row; rows and cells that say nothing are not kept."""

    def __init__(self, book: Workbook, sheet: Sheet, allowance: Allowance) -> None:
        self._book, self._sheet, self._allowance = book, sheet, allowance
        self._rows: dict[int, dict[int, Filled]] = {}
        self._formulas: dict[str, str] = {}
        self._row = self._column = 0
        self._merged: list[Span] = []
        self.uncalculated = self.masked = 0

    def grids(self) -> Iterator[Block]:
        for element in self._book.package.elements(self._sheet.part, f"{S}row", f"{S}mergeCell"):
            if element.tag == f"{S}row":
                self._read_row(element)
            elif span := _span(element.get("ref", "")):
                self._merged.append(span)
        yield from part_sheet(self._sheet.title, self._rows, self._visible_spans(), self._allowance)

    def _read_row(self, row: Any) -> None:
        self._row = min(max(whole(row.get("r"), self._row + 1), 1), _TALLEST)
        if not len(row):
            return
        self._column = 0
        filled: dict[int, Filled] = {}
        for cell in row.iterchildren(f"{S}c"):
            self._allowance.check_time()
            position = _REFERENCE.fullmatch(cell.get("r", ""))
            self._column = min(_column(position[1]) if position else self._column + 1, _WIDEST)
            text, number = self._show(cell)
            marked = self._style(cell).marked
            if text.strip() or marked:
                filled[self._column] = Filled(self._allowance.take_text(text) if text.strip() else "", marked, number)
        if any(cell.text for cell in filled.values()):
            self._allowance.take_cells(max(filled))
            self._rows.setdefault(self._row, {}).update(filled)

    def _visible_spans(self) -> list[Span]:
        """Merged ranges cut to the rows and columns that hold anything; whole columns may be merged down to the end of a sheet."""
        numbers = sorted(self._rows)
        widest = max((max(row) for row in self._rows.values()), default=0)
        kept = []
        for span in self._merged:
            last = bisect_right(numbers, span.bottom)
            if bisect_left(numbers, span.top) < last and span.left <= widest:
                kept.append(Span(span.top, span.left, numbers[last - 1], min(span.right, widest)))
        return kept

    def _style(self, cell: Any) -> Style:
        number = whole(cell.get("s"))
        return self._book.styles[number] if 0 <= number < len(self._book.styles) else _PLAIN

    def _show(self, cell: Any) -> tuple[str, bool]:
        """A cell as the sheet shows it, and whether it is a number."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find(f"{S}is")
            return (text_of(inline) if inline is not None else ""), False
        value = cell.findtext(f"{S}v")
        formula = cell.find(f"{S}f")
        if value is None or (not value and kind != "str"):
            return (self._formula(formula) if formula is not None else ""), False
        if kind == "s":
            number = whole(value, -1)
            return (self._book.texts[number] if 0 <= number < len(self._book.texts) else ""), False
        if kind == "b":
            return ("是" if value == "1" else "否"), False
        if kind == "d":
            return _iso_date(value, self._style(cell).number_format), True
        if kind != "n":
            return unescape(value), False
        return self._number(value, self._style(cell).number_format), True

    def _formula(self, formula: Any) -> str:
        """A formula that was never calculated shows itself, for no one to take it for an empty cell."""
        self.uncalculated += 1
        text = formula.text or self._formulas.get(formula.get("si", ""), "")
        if formula.text and formula.get("si"):
            self._formulas[formula.get("si")] = formula.text
        return f"={unescape(text)}" if text else ""

    def _number(self, value: str, number_format: str) -> str:
        try:
            number = float(value)
        except ValueError:
            return value
        if not math.isfinite(number):
            return value
        if is_date_format(number_format) and (shown := show_date(number, number_format, from_1904=self._book.from_1904)):
            return shown
        exact = re.fullmatch(r"-?\d{1,30}", value)
        shown = show_number(Decimal(value) if exact else number, number_format or GENERAL)
        self.masked += not shown and number != 0
        return shown


def _iso_date(value: str, number_format: str) -> str:
    try:
        return show_moment(datetime.datetime.fromisoformat(value).replace(tzinfo=None), number_format)
    except ValueError:
        return value


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _span(reference: str) -> Span | None:
    first, _, last = reference.partition(":")
    begin, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
    if begin is None or end is None:
        return None
    columns, rows = sorted((_column(begin[1]), _column(end[1]))), sorted((int(begin[2]), int(end[2])))
    return Span(rows[0], columns[0], rows[1], columns[1])
