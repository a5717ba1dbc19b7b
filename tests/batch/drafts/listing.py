"""Lists as they are written in tests: rows into a file, and what is read of them."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl

from assistant.batch import ProjectList, read_list

Rows = Sequence[Sequence[str | int | float | None]]
TODAY = date(2026, 11, 21)


def read_rows(folder: Path, rows: Rows) -> ProjectList:
    """The list of a workbook with these rows."""
    workbook = openpyxl.Workbook()
    for number, cells in enumerate(rows, 1):
        for column, value in enumerate(cells, 1):
            workbook.worksheets[0].cell(number, column, value)
    workbook.save(folder / "list.xlsx")
    return read_list(folder / "list.xlsx", today=TODAY)
