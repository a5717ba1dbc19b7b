"""Excel workbooks: every visible sheet, merged cells seen once, numbers as shown, formulas by the value that was last calculated."""

import datetime
import re
import warnings
import zipfile
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from assistant.errors import InputError
from assistant.goals.money import format_number
from assistant.goals.own_form import MARK_COLOUR
from assistant.reading.archive import check_archive
from assistant.reading.document import Block, Cell, Grid, Row

LARGEST_SHEET = 2_000_000
"""Cells. A sheet that claims more is formatted to its very end and not filled."""


def read_xlsx(data: bytes, name: str) -> tuple[Block, ...]:
    """The sheets of a workbook as grids.

    Raises:
        InputError: it is encrypted, damaged, too large or no workbook at all.
    """
    check_archive(data, name, kind="Excel 工作簿", main="xl/")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of features it leaves out: validation, headers, images
            shown = openpyxl.load_workbook(BytesIO(data), data_only=True)
            written = openpyxl.load_workbook(BytesIO(data))
        return tuple(_read_sheet(sheet, written[sheet.title], name) for sheet in shown.worksheets if sheet.sheet_state == "visible")
    except (
        InvalidFileException,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        zipfile.BadZipFile,
        SyntaxError,
        OSError,
    ) as error:
        raise InputError(f"「{name}」已损坏或不是 Excel 工作簿，请用 Excel 或 WPS 打开后另存为 .xlsx 再试。") from error


def _read_sheet(sheet: Any, written: Any, name: str) -> Grid:
    if sheet.max_row * sheet.max_column > LARGEST_SHEET:
        raise InputError(f"「{name}」的工作表「{sheet.title}」范围过大（{sheet.max_row} 行），请删去空白行列后另存再试。")
    covered = {
        (row, column)
        for merged in sheet.merged_cells.ranges
        for row in range(merged.min_row + 1, merged.max_row + 1)
        for column in range(merged.min_col, merged.max_col + 1)
    }
    rows = []
    for number, cells in enumerate(sheet.iter_rows(), 1):
        texts = [_show(cell, written) for cell in cells]
        if any(texts):
            row = tuple(
                Cell(text, (number, column) in covered, _is_marked(cell))
                for column, (text, cell) in enumerate(zip(texts, cells, strict=True), 1)
            )
            rows.append(Row(row, f"{sheet.title}!A{number}"))
    return Grid(tuple(rows))


def _is_marked(cell: Any) -> bool:
    colour = cell.fill.fgColor.rgb if cell.has_style and cell.fill.fill_type == "solid" else None
    return isinstance(colour, str) and colour.upper().endswith(MARK_COLOUR)


def _show(cell: Any, written: Any) -> str:
    """A cell as the sheet shows it. A formula that was never calculated shows itself, for no one to take it for an empty cell."""
    value = cell.value
    if value is None:
        formula = written.cell(cell.row, cell.column).value
        return formula if isinstance(formula, str) and formula.startswith("=") else ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return format_shown(value, cell.number_format or "General")
    if isinstance(value, datetime.datetime | datetime.date):
        return _show_date(value, cell.number_format or "")
    return str(value)


def format_shown(value: float, number_format: str) -> str:
    """A number in an Excel number format: its decimals, grouping and percent sign, and the words around it (`0"场"`, `≥0`)."""
    positive = number_format.split(";")[0]
    pattern = re.sub(r"\[[^\]]*\]|_.|\*.", "", positive)
    literal = re.compile(r'"([^"]*)"|\\(.)')
    bare = literal.sub("", pattern)
    digits = re.search(r"[#0?,]*[#0?](?:\.([0#?]+))?", bare)
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if "E+" in bare.upper() or digits is None:
        return format_number(_tidy(number))
    if "%" in bare:
        number *= 100
    decimals = digits[1] or ""
    text = f"{number:,.{len(decimals)}f}" if "," in digits.group() else f"{number:.{len(decimals)}f}"
    optional = len(decimals) - len(decimals.rstrip("#?"))
    while optional and text.endswith("0"):
        text, optional = text[:-1], optional - 1
    text = text.rstrip(".")
    words = literal.sub(lambda match: match[1] or match[2] or "", pattern)
    shown = re.search(r"[#0?,]*[#0?](?:\.[0#?]+)?", words)
    return f"{words[: shown.start()]}{text}{words[shown.end() :]}".strip() if shown else text


def _tidy(number: Decimal) -> Decimal:
    """A number with the fifteen digits that Excel keeps, without the noise of binary fractions."""
    return number if number == number.to_integral_value() else Decimal(f"{number:.15g}")


def _show_date(value: datetime.date, number_format: str) -> str:
    if "d" not in number_format.lower():
        return f"{value.year}年{value.month}月"
    if "年" in number_format or "月" in number_format:
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.year}-{value.month:02}-{value.day:02}"
