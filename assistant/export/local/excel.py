"""Filling in an Excel workbook: texts in their places, amounts as numbers, rows repeated, equal classes merged, rows high enough."""

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil
from typing import Any

from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment, PatternFill
from openpyxl.utils import get_column_letter

from assistant.export.local.documents import open_excel
from assistant.export.local.form import LocalForm
from assistant.export.local.paging import keep_whole
from assistant.export.local.placeholders import Value, fill, kind_of, names_in
from assistant.export.local.values import Content, Record, number_format
from assistant.export.typography import FONT_SIZE
from assistant.export.workbook import TALLEST_ROW, Look, bytes_of, column_widths, put_line, store_text, text_height
from assistant.export.xlsx import add_pending
from assistant.goals.own_form import LEGEND, MARK_COLOUR

_USUAL_HEIGHT = 15.0
_MARK = PatternFill("solid", fgColor=MARK_COLOUR)


@dataclass(frozen=True)
class _Area:
    """Rows and columns of a merged cell, all from 1, ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class _Line:
    """A row to be written: the row of the document it is made from, and what it is filled with."""

    source: int
    values: Mapping[str, Value]
    heights: Mapping[str, int] = field(default_factory=dict)


def render_excel(form: LocalForm, content: Content, title: str, pending: Sequence[str]) -> bytes:
    """The form as the bytes of a workbook, with the list of what is to be confirmed on a sheet of its own.

    Raises:
        FormError: the document breaks a rule of forms.
        ExportError: a text is longer than a cell can hold.
    """
    place = f"表式「{form.id}」的 form.xlsx "
    workbook = open_excel(form.document(".xlsx"), place)
    workbook.properties.title = title[:255]
    for sheet in workbook.worksheets:
        _Sheet(sheet, form, content, place).write()
    add_pending(workbook, pending)
    return bytes_of(workbook)


class _Sheet:
    """One sheet, taken down row by row and written anew: openpyxl inserts rows without moving merged cells and heights."""

    def __init__(self, sheet: Any, form: LocalForm, content: Content, place: str) -> None:
        self._sheet, self._form = sheet, form
        self._rows = {number: list(cells) for number, cells in enumerate(sheet.iter_rows(), 1)}
        self._texts = {
            (cell.row, cell.column): cell.value for cells in self._rows.values() for cell in cells if isinstance(cell.value, str)
        }
        self._heights = {number: sheet.row_dimensions[number].height for number in self._rows}
        self._areas = [_Area(area.min_row, area.min_col, area.max_row, area.max_col) for area in sheet.merged_cells.ranges]
        self._widths = _millimetres(sheet)
        self._marked = False
        self._lines = list(self._plan(content, place))

    def write(self) -> None:
        """Fill the sheet in."""
        sheet, titles = self._sheet, self._sheet.print_title_rows
        if not any(names_in(text) for text in self._texts.values()):
            return
        sheet._cells.clear()
        sheet.merged_cells.ranges.clear()
        heights = self._needed_heights()
        tops = [1]
        for number, height in enumerate(heights):
            tops.append(tops[-1] + max(ceil(height / TALLEST_ROW), 1))
            for row in range(tops[number], tops[-1]):
                sheet.row_dimensions[row].height = height / (tops[-1] - tops[number])
        drawn = [float(sheet.row_dimensions[row].height) for row in range(1, tops[-1])]
        for number, line in enumerate(self._lines):
            self._write_row(line, tops[number], tops[number + 1])
        for area in self._merged():
            _merge(sheet, _Area(tops[area.top - 1], area.left, tops[area.bottom] - 1, area.right))
        self._settle_page(titles, tops)
        keep_whole(sheet, drawn, sum(self._widths), [range(top, end) for top, end in pairwise(tops) if end - top > 1])
        if self._marked:
            put_line(sheet, LEGEND, len(self._widths), sum(self._widths), Look())

    def _plan(self, content: Content, place: str) -> Iterator[_Line]:
        for row in self._rows:
            names = [name for (at, _), text in self._texts.items() if at == row for name in names_in(text)]
            kind = kind_of(names, one_project_a_row=self._form.data.one_project_a_row, place=place)
            records = (content.rows[kind] or [Record({})]) if kind else [Record({})]
            for record in records:
                yield _Line(row, {**content.head, **record.values}, record.heights)

    def _value(self, line: _Line, column: int) -> Value:
        text = self._texts.get((line.source, column), "")
        return fill(text, line.values) if self._height(line, column) else Value()

    def _height(self, line: _Line, column: int) -> int:
        """How many lines the cell beginning here covers by the classes; 0 where it is covered."""
        names = names_in(self._texts.get((line.source, column), ""))
        return next((line.heights[name] for name in names if name in line.heights), 1)

    def _merged(self) -> list[_Area]:
        """All merged cells by lines: those of the document, which follow their rows, and those of equal classes."""
        first = {line.source: number for number, line in reversed(list(enumerate(self._lines, 1)))}
        last = {line.source: number for number, line in enumerate(self._lines, 1)}
        areas = []
        for area in self._areas:
            if area.top == area.bottom:
                rows = range(first[area.top], last[area.top] + 1)
                areas += [_Area(row, area.left, row, area.right) for row in rows if self._height(self._lines[row - 1], area.left) == 1]
            else:
                areas.append(_Area(first[area.top], area.left, last[area.bottom], area.right))
        for number, line in enumerate(self._lines, 1):
            for column in range(1, len(self._widths) + 1):
                if (height := self._height(line, column)) > 1:
                    areas.append(_Area(number, column, number + height - 1, self._right(line.source, column)))
        return areas

    def _right(self, row: int, column: int) -> int:
        """The last column of the cell at a place of the document."""
        return next((area.right for area in self._areas if area.top == area.bottom == row and area.left == column), column)

    def _needed_heights(self) -> list[float]:
        """Points each line needs for the longest of its texts; what a cell over several lines lacks goes to the last of them."""
        heights = [float(self._heights[line.source] or _USUAL_HEIGHT) for line in self._lines]
        spans = {(area.top, area.left): area for area in self._merged()}
        cells = [
            spans.get((number, column)) or _Area(number, column, number, column)
            for number in range(1, len(self._lines) + 1)
            for column in range(1, len(self._widths) + 1)
        ]
        for area in sorted(cells, key=lambda area: area.bottom):
            line = self._lines[area.top - 1]
            value = self._value(line, area.left)
            if value.text:
                width = sum(self._widths[area.left - 1 : area.right])
                needed = self._text_height(line.source, area.left, value.text, width)
                heights[area.bottom - 1] += max(0.0, needed - sum(heights[area.top - 1 : area.bottom]))
        return heights

    def _text_height(self, row: int, column: int, text: str, width: float) -> float:
        size = float(self._rows[row][column - 1].font.sz or FONT_SIZE)
        return text_height(text, width * FONT_SIZE / size) * size / FONT_SIZE

    def _write_row(self, line: _Line, top: int, end: int) -> None:
        for source in self._rows[line.source]:
            for row in range(top, end):
                self._sheet.cell(row, source.column)._style = copy(source._style)
            cell = self._sheet.cell(top, source.column)
            value = self._value(line, source.column) if isinstance(source.value, str) else Value()
            if value.text:
                self._put_value(cell, value)
            elif not isinstance(source.value, str) and not isinstance(source, MergedCell):
                cell.value = source.value
            if value.marked:
                cell.fill = _MARK
                self._marked = True
        if end - top > 1:
            covered = {area.left + at for area in self._areas_at(line.source) for at in range(area.right - area.left + 1)}
            for source in self._rows[line.source]:
                if source.column not in covered:
                    _merge(self._sheet, _Area(top, source.column, end - 1, source.column))

    def _put_value(self, cell: Any, value: Value) -> None:
        if value.amount is not None:
            cell.value, cell.number_format = value.amount, number_format(self._form.data, value.amount)
            return
        store_text(cell, value.text)
        if "\n" in value.text and not cell.alignment.wrap_text:  # several goals would run into one line
            cell.alignment = copy(cell.alignment) + Alignment(wrap_text=True)

    def _areas_at(self, row: int) -> list[_Area]:
        return [area for area in self._areas if area.top <= row <= area.bottom]

    def _settle_page(self, titles: str | None, tops: Sequence[int]) -> None:
        """Let the headings that repeat on every page, and what is printed, follow the rows."""
        if titles:
            first, last = (int(row) for row in titles.replace("$", "").split(":"))
            sources = [line.source for line in self._lines]
            self._sheet.print_title_rows = f"{tops[sources.index(first)]}:{tops[sources.index(last) + 1] - 1}"
        if self._sheet.print_area:
            self._sheet.print_area = f"A1:{get_column_letter(len(self._widths))}{tops[-1] - 1 + self._marked}"


def _millimetres(sheet: Any) -> list[float]:
    return [(width * 7 + 5) / 96 * 25.4 for width in column_widths(sheet)]


def _merge(sheet: Any, area: _Area) -> None:
    if (area.top, area.left) != (area.bottom, area.right):
        sheet.merge_cells(start_row=area.top, start_column=area.left, end_row=area.bottom, end_column=area.right)
