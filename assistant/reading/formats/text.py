"""Text files: paragraphs, rows parted by tabs or wide blanks, one cell per line, Markdown tables, comma-separated values."""

import csv
import re
from bisect import bisect_left
from collections import Counter
from io import StringIO
from itertools import groupby, islice
from unicodedata import east_asian_width

from assistant.goals.own_form import unguard_formula
from assistant.reading.document import Block, Cell, Grid, Paragraph, Row
from assistant.reading.formats.limits import Allowance

_BOOKMARK = re.compile(r"\[bookmark:[^\[\]\n]*+\]", re.IGNORECASE)
"""What converters from Word leave behind."""
_RULE = r"\s*+(?::-++:?+|--++:?+|-:)\s*+"
_PIPE_RULE = re.compile(rf"\s*+\|?+{_RULE}(?:\|{_RULE})*+\|?+\s*+")
_WIDEST_LINE = 500
"""Characters. Longer lines are no rows of a printed page."""
_PART = re.compile(r"\S+(?:[ \u3000]\S+)*")
_ESCAPED = re.compile(r"\\([\\`*_\[\]<>|#~!&])")
_DELIMITERS = ",\t;|"
_SAMPLE = 1000
"""Rows of a file that show what separates its values."""


def read_text(text: str, allowance: Allowance | None = None) -> tuple[Block, ...]:
    """The blocks of a plain text or Markdown file.

    Raises:
        InputError: there are more lines and cells than the limits allow.
    """
    if allowance:
        allowance.take_cells(sum(map(text.count, "\n\t|")))  # before any of them takes memory
    lines = _BOOKMARK.sub("", text).splitlines()
    one_per_line = _is_one_cell_per_line(lines)
    blocks: list[Block] = []
    for kind, chunk in groupby(enumerate(lines, 1), key=lambda entry: bool(entry[1].strip(" \ufeff\u200b")) and entry[1] != ""):
        if kind:
            blocks += _read_chunk(list(chunk), one_per_line, allowance)
    return tuple(_join_grids(blocks))


def _is_one_cell_per_line(lines: list[str]) -> bool:
    """Whether most lines with tabs hold one cell, behind a tab at their beginning: rows are then parted by blank lines."""
    tabbed = [line for line in lines if "\t" in line]
    single = sum(line.startswith("\t") and "\t" not in line[1:] for line in tabbed)
    return len(tabbed) > 2 and single > 0.8 * len(tabbed)


def _read_chunk(lines: list[tuple[int, str]], one_per_line: bool, allowance: Allowance | None) -> list[Block]:
    if one_per_line and all("\t" not in line[1:] for _, line in lines) and any(line.startswith("\t") for _, line in lines):
        return _read_cells(lines)
    blocks: list[Block] = []
    for kind, group in groupby(lines, key=lambda entry: _kind(entry[1])):
        members = list(group)
        if kind == "pipes":
            blocks.append(_read_pipes(members))
        elif kind == "tabs":
            blocks.append(Grid(tuple(_row(line.split("\t"), number) for number, line in members)))
        else:
            blocks += _read_aligned(members, allowance) if kind == "blanks" else _paragraphs(members)
    return blocks


def _kind(line: str) -> str:
    if "\t" in line.strip("\n"):
        return "tabs"
    stripped = line.strip()
    if (stripped.startswith("|") and stripped.count("|") > 1) or (_PIPE_RULE.fullmatch(stripped) and "|" in stripped):
        return "pipes"
    return "blanks" if len(_parts(line)) > 1 else "prose"


def _parts(line: str) -> list[tuple[int, str]]:
    """The texts of a line that wide blanks part, and where on the screen each begins."""
    parts, width, seen = [], 0, 0
    for match in _PART.finditer(line) if len(line) <= _WIDEST_LINE else ():
        width += sum(2 if east_asian_width(char) in "WF" else 1 for char in line[seen : match.start()])
        seen = match.start()
        parts.append((width, match.group()))
    return parts


def _read_aligned(lines: list[tuple[int, str]], allowance: Allowance | None) -> list[Block]:
    """Lines set in columns by blanks, as copies from PDF have them: at least three in a row, two of them with three texts."""
    parts = [_parts(line) for _, line in lines]
    if len(lines) < 3 or sum(len(part) > 2 for part in parts) < 2:
        return _paragraphs(lines)
    columns = [start for start, _ in max(parts, key=len)]
    rows = []
    for (number, _), texts in zip(lines, parts, strict=True):
        cells: list[str] = []
        for start, text in texts:
            cells += [""] * (_nearest(columns, start) - len(cells))
            cells.append(text)
        if allowance:
            allowance.take_cells(len(cells))
        rows.append(_row(cells, number))
    return [Grid(tuple(rows))]


def _nearest(columns: list[int], start: int) -> int:
    """Which of the columns, in order, begins nearest to `start`; of two, the left one."""
    right = bisect_left(columns, start)
    if right == len(columns) or (right and start - columns[right - 1] <= columns[right] - start):
        return right - 1
    return right


def _paragraphs(lines: list[tuple[int, str]]) -> list[Block]:
    return [Paragraph(_unescape(re.sub(r"^\s*#{1,6}\s+", "", line)), f"第{number}行") for number, line in lines]


def _read_cells(lines: list[tuple[int, str]]) -> list[Block]:
    """Paragraphs, then one row: every tab opens a cell, lines without one continue it."""
    blocks: list[Block] = []
    cells: list[list[str]] = []
    start = 0
    for number, line in lines:
        if line.startswith("\t"):
            start = start or number
            cells.append([line[1:]])
        elif cells:
            cells[-1].append(line)
        else:
            blocks.append(Paragraph(line, f"第{number}行"))
    return [*blocks, Grid((_row(["\n".join(cell) for cell in cells], start),))]


def _read_pipes(lines: list[tuple[int, str]]) -> Grid:
    rows = []
    for number, line in lines:
        if _PIPE_RULE.fullmatch(line.strip()):
            continue
        inner = re.sub(r"^\||(?<!\\)\|$", "", line.strip())
        rows.append(_row([_unescape(cell) for cell in re.split(r"(?<!\\)\|", inner)], number))
    return Grid(tuple(rows))


def _unescape(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)


def _row(cells: list[str], number: int) -> Row:
    return Row(tuple(Cell(cell) for cell in cells), f"第{number}行")


def _join_grids(blocks: list[Block]) -> list[Block]:
    """Grids that only blank lines part as one."""
    joined: list[Block] = []
    for grids, members in groupby(blocks, key=lambda block: isinstance(block, Grid)):
        if grids:
            joined.append(Grid(tuple(row for block in members if isinstance(block, Grid) for row in block.rows)))
        else:
            joined += members
    return joined


def read_csv(text: str, allowance: Allowance | None = None) -> tuple[Block, ...]:
    """The rows of a file of comma- (or semicolon-, or tab-) separated values.

    Raises:
        InputError: there are more cells than the limits allow.
    """
    csv.field_size_limit(10**8)
    reader = csv.reader(StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=lambda delimiter: _evenness(text, delimiter)))
    rows = []
    try:
        for cells in reader:
            if allowance:
                allowance.take_cells(len(cells))
            rows.append(_row([unguard_formula(cell) for cell in cells], reader.line_num))
    except csv.Error:
        return read_text(text, allowance)
    return (Grid(tuple(rows)),)


def _evenness(text: str, delimiter: str) -> tuple[float, int]:
    """How evenly a delimiter parts the rows of a file: the share of rows that are as wide as most that it parts, and their width.

    What a file separates its values by stands equally often in its rows; in wording it comes and goes.
    """
    rows = islice(csv.reader(StringIO(text, newline=""), delimiter=delimiter), _SAMPLE)
    try:
        widths = Counter(len(cells) for cells in rows if cells)
    except csv.Error:
        return (0.0, 0)
    parted = {width: count for width, count in widths.items() if width > 1}
    width = max(parted, key=lambda width: parted[width], default=0)
    return (parted.get(width, 0) / widths.total() if width else 0.0, width)
