"""What the Excel examples are made of: forms placed on sheets, numbers and dates with their formats, formulas with their last value."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.reading.unseen.grids import boxes
from tests.reading.unseen.packing import settle

Shown = tuple[float | date, str]


def new(title: str) -> tuple[Workbook, Worksheet]:
    """A workbook and its first sheet."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    return book, sheet


def place(sheet: Worksheet, form: str, row: int = 1, column: int = 1) -> None:
    """Write a form onto a sheet, its first cell at (row, column)."""
    for box in boxes(form):
        top, left = row + box.row, column + box.column
        sheet.cell(top, left, box.text or None)
        if box.rows > 1 or box.columns > 1:
            sheet.merge_cells(start_row=top, start_column=left, end_row=top + box.rows - 1, end_column=left + box.columns - 1)


def show(sheet: Worksheet, cells: Mapping[str, Shown]) -> None:
    """Put numbers and dates into cells, each with the format it is shown in."""
    for address, (value, number_format) in cells.items():
        sheet[address] = value
        sheet[address].number_format = number_format


def spell(sheet: Worksheet, formats: Mapping[str, str]) -> None:
    """Make the texts of cells the numbers and dates they spell, formulas left alone; `formats` holds addresses by the format to show."""
    for number_format, addresses in formats.items():
        for address in addresses.split():
            text = str(sheet[address].value)
            if not text.startswith("="):
                sheet[address] = date.fromisoformat(text) if text.count("-") == 2 else float(text) if "." in text else int(text)
            sheet[address].number_format = number_format


def save(book: Workbook, path: Path, results: Mapping[str, float] | None = None) -> None:
    """Write the workbook, the same on every run; `results` holds the last value of each formula on the first sheet, by address."""
    book.save(path)

    def calculated(name: str, text: str) -> str:
        if name != "xl/worksheets/sheet1.xml":
            return text
        for address, value in (results or {}).items():
            text, changed = re.subn(rf'(<c r="{address}"[^>]*><f>[^<]*</f>)<v ?(?:/>|></v>)', rf"\g<1><v>{value}</v>", text)
            if changed != 1:
                raise ValueError(f"no formula in {address}")
        return text

    settle(path, calculated)
