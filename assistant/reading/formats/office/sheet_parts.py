"""A sheet taken apart into its tables: blank rows part what stands one above the other, an empty column two tables side by side.

Only where things stand decides, and whether two headers say the same; what they mean is not asked.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from assistant.reading.document import Cell, Grid, Row
from assistant.reading.formats.limits import Allowance

_COMMON_ROWS = 3
_MOST_TABLES = 64
_EMPTY, _COVERED = Cell(), Cell(covered=True)


@dataclass(frozen=True, slots=True)
class Filled:
    """A cell that says something or has the colour of our own marks, and whether it is a number to Excel."""

    text: str
    marked: bool = False
    number: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A merged range, all ends included."""

    top: int
    left: int
    bottom: int
    right: int


Rows = dict[int, dict[int, Filled]]
"""Filled cells by row and column, both counted from 1."""
Columns = Mapping[int, Set[int]]
"""Columns by row."""


def part_sheet(title: str, rows: Rows, merged: Sequence[Span], allowance: Allowance) -> Iterator[Grid]:
    """The tables of a sheet, from top to bottom and left to right.

    Raises:
        InputError: merged ranges cover more cells than the limits allow.
    """
    covered, crossed = _covering(rows, merged, allowance)
    for numbers in _runs(sorted(rows)):
        block = {number: rows[number] for number in numbers}
        yield from _part_columns(title, block, covered, crossed, 1)


def _covering(rows: Rows, merged: Sequence[Span], allowance: Allowance) -> tuple[Columns, Columns]:
    """By row, the columns that a cell above reaches down into, and those that a cell reaches across."""
    covered: dict[int, set[int]] = {}
    crossed: dict[int, set[int]] = {}
    numbers = sorted(rows)
    spread = 0
    for span in merged:
        columns = range(span.left, span.right + 1)
        for number in numbers[bisect_left(numbers, span.top) : bisect_right(numbers, span.bottom)]:
            spread += len(columns)
            if spread > allowance.limits.cells:
                allowance.take_cells(spread)  # more than there may be: ranges that overlap each other without end
            crossed.setdefault(number, set()).update(columns[1:])
            if number > span.top:
                covered.setdefault(number, set()).update(columns)
            for column in columns:
                if (number, column) != (span.top, span.left):
                    rows[number].pop(column, None)
    return covered, crossed


def _runs(numbers: Sequence[int]) -> Iterator[list[int]]:
    """Rows that follow each other without a blank one."""
    run: list[int] = []
    for number in numbers:
        if run and number != run[-1] + 1:
            yield run
            run = []
        run.append(number)
    if run:
        yield run


def _part_columns(title: str, rows: Rows, covered: Columns, crossed: Columns, first: int) -> Iterator[Grid]:
    widest = max((max(row) for row in rows.values() if row), default=0)
    for gap in _gaps(rows, crossed, first, widest):
        start = _second_table(rows, crossed, first, gap)
        if start is not None:
            head = {number: row for number, row in rows.items() if number < start}
            left = head | {number: _where(row, gap.__gt__) for number, row in rows.items() if number >= start}
            right = {number: _where(row, gap.__lt__) for number, row in rows.items() if number >= start}
            yield _grid(title, left, covered, first, gap)
            yield from _part_columns(title, right, covered, crossed, gap + 1)
            return
    yield _grid(title, rows, covered, first, widest)


def _gaps(rows: Rows, crossed: Columns, first: int, widest: int) -> list[int]:
    """Columns that stay empty in the last rows of a block, before one that holds something: where two tables may be parted."""
    numbers = sorted(rows)
    if len(numbers) < _COMMON_ROWS:
        return []
    held = {column for row in rows.values() for column in _said(row)}
    late = {column for number in numbers[-_COMMON_ROWS:] for column in (*_said(rows[number]), *crossed.get(number, ()))}
    return [column for column in range(first + 1, widest) if column not in late and column + 1 in held][:_MOST_TABLES]


def _second_table(rows: Rows, crossed: Columns, first: int, gap: int) -> int | None:
    """The row in which a table of its own begins to the right of an empty column, or None.

    Both sides must be tables, and the right one must begin as the left one does: one table that merely leaves a column empty does not
    say its first heading twice.
    """
    common = []
    for number, row in rows.items():
        left = [column for column in _said(row) if first <= column < gap]
        right = [column for column in _said(row) if column > gap]
        if len(left) > 1 and len(right) > 1:
            common.append((number, row[min(left)], [row[column] for column in sorted(right)]))
    if len(common) < _COMMON_ROWS:
        return None
    start, heading, beside = common[0]
    if heading.text.strip() != beside[0].text.strip() or any(cell.number for cell in beside):
        return None
    below = [number for number in rows if number >= start]
    return None if any(gap in _said(rows[number]) or gap in crossed.get(number, ()) for number in below) else start


def _said(row: dict[int, Filled]) -> list[int]:
    """The columns of a row that hold text."""
    return [column for column, cell in row.items() if cell.text]


def _where(row: dict[int, Filled], kept: Callable[[int], bool]) -> dict[int, Filled]:
    return {column: cell for column, cell in row.items() if kept(column)}


def _grid(title: str, rows: Rows, covered: Columns, first: int, last: int) -> Grid:
    letters = column_letters(first)
    built = []
    for number, row in rows.items():
        if _said(row):
            under = covered.get(number, frozenset[int]())
            width = max(max(row), *(column for column in under if column <= last), 0)
            cells = tuple(_cell(row.get(column), column in under) for column in range(first, width + 1))
            built.append(Row(cells, f"{title}!{letters}{number}"))
    return Grid(tuple(built))


def _cell(filled: Filled | None, covered: bool) -> Cell:
    if filled is None:
        return _COVERED if covered else _EMPTY
    return Cell(filled.text, covered, filled.marked)


def column_letters(column: int) -> str:
    """A column as Excel names it: 1 is A, 28 is AB."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
