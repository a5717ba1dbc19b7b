"""Lists as they are written in tests: rows into a file, and what is read of them."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import openpyxl

from assistant.batch import ProjectList, read_list

Rows = Sequence[Sequence[str | int | float | None]]
TODAY = date(2026, 11, 21)


def read_rows(folder: Path, rows: Rows, *, merged: Iterable[str] = (), name: str = "list") -> ProjectList:
    """The list of a workbook of this name with these rows, in which these cells are merged."""
    workbook = openpyxl.Workbook()
    for number, cells in enumerate(rows, 1):
        for column, value in enumerate(cells, 1):
            workbook.worksheets[0].cell(number, column, value)
    for cells in merged:
        workbook.worksheets[0].merge_cells(cells)
    workbook.save(folder / f"{name}.xlsx")
    return read_list(folder / f"{name}.xlsx", today=TODAY)
