"""A sheet taken apart into its tables: blank rows part what stands one above the other, an empty column two tables side by side.

Only where things stand decides, and whether two headers say the same; what they mean is not asked.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from assistant.reading.document import Cell, Grid, Row
from assistant.reading.formats.limits import Allowance

_COMMON_ROWS = 3
_LEAST_CELLS = 3
"""Two tables side by side have more in a row."""
_LAST_COLUMN, _LAST_ROW = 20_000, 2_000_000
"""Beyond the last column and row of Excel."""
_MOST_PLACES = 10
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
    covered, crossed = _covering(title, rows, merged, allowance)
    for numbers in _runs(sorted(rows)):
        yield from _Block(title, {number: rows[number] for number in numbers}, covered, crossed).grids(allowance)


def _covering(title: str, rows: Rows, merged: Sequence[Span], allowance: Allowance) -> tuple[Columns, Columns]:
    """By row, the columns that a cell above reaches down into, and those that a cell reaches across.

    What stands under a merged range is taken away, for nobody sees it.
    """
    covered: dict[int, set[int]] = {}
    crossed: dict[int, set[int]] = {}
    numbers = sorted(rows)
    spread = 0
    under: list[str] = []
    for span in merged:
        columns = range(span.left, span.right + 1)
        said = rows.get(span.top, {}).get(span.left)
        for number in numbers[bisect_left(numbers, span.top) : bisect_right(numbers, span.bottom)]:
            spread += len(columns)
            if spread > allowance.limits.cells:
                allowance.take_cells(spread)  # more than there may be: ranges that overlap each other without end
            crossed.setdefault(number, set()).update(columns[1:])
            if number > span.top:
                covered.setdefault(number, set()).update(columns)
            for column in columns:
                if (number, column) != (span.top, span.left):
                    gone = rows[number].pop(column, None)
                    if gone is not None and gone.text.strip() not in ("", said.text.strip() if said else ""):
                        under.append(f"{column_letters(column)}{number}")
    if under:
        allowance.left_out.append(f"工作表「{title}」有内容被合并单元格盖住，未读取：{_some(under)}")
    return covered, crossed


def _some(places: Sequence[str]) -> str:
    shown = "、".join(places[:_MOST_PLACES])
    return f"{shown} 等 {len(places)} 处" if len(places) > _MOST_PLACES else shown


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


class _Block:
    """Rows that follow each other: one table, or several side by side under a common title.

    Columns are looked up by bisection, and every empty column is weighed once, so that a hundred tables cost little more than one.
    """

    def __init__(self, title: str, rows: Rows, covered: Columns, crossed: Columns) -> None:
        self._title, self._rows, self._covered, self._crossed = title, rows, covered, crossed
        self._numbers = list(rows)
        self._columns = {number: sorted(row) for number, row in rows.items()}
        self._said = {number: [column for column in self._columns[number] if row[column].text] for number, row in rows.items()}
        self._wide = [number for number in rows if len(self._said[number]) > _LEAST_CELLS]
        self._last_number = {
            number: max((column for column, cell in row.items() if cell.number), default=0) for number, row in rows.items()
        }
        self._under = {number: sorted(covered.get(number, ())) for number in rows}

    def grids(self, allowance: Allowance) -> Iterator[Grid]:
        """The tables from left to right. The first takes the rows above those that all share."""
        top, first = self._numbers[0], 1
        last_said = {column: number for number in self._numbers for column in self._said[number]}
        for gap in self._gaps(last_said):
            allowance.check_time()
            if gap <= first or last_said[gap + 1] < top:
                continue
            start = self._second_table(top, first, gap)
            if start is not None:
                yield self._grid(top, first, gap, start)
                top, first = start, gap + 1
        below = self._numbers[bisect_left(self._numbers, top) :]
        widest = max((self._columns[number][-1] for number in below if self._columns[number]), default=0)
        yield self._grid(top, first, widest, _LAST_ROW)

    def _gaps(self, last_said: Mapping[int, int]) -> list[int]:
        """Columns that stay empty in the last rows of the block, before one that holds something: where two tables may be parted."""
        if len(self._numbers) < _COMMON_ROWS:
            return []
        late = {column for number in self._numbers[-_COMMON_ROWS:] for column in (*self._said[number], *self._crossed.get(number, ()))}
        return [column - 1 for column in sorted(last_said) if column - 1 not in late]

    def _second_table(self, top: int, first: int, gap: int) -> int | None:
        """The row in which a table of its own begins to the right of an empty column, or None.

        Both sides must be tables, and the right one must begin as the left one does: one table that merely leaves a column empty does not
        say its first heading twice.
        """
        common = [number for number in self._wide[bisect_left(self._wide, top) :] if self._stands_on_both_sides(number, first, gap)]
        if len(common) < _COMMON_ROWS:
            return None
        start, said = common[0], self._said[common[0]]
        row = self._rows[start]
        heading, beside = row[said[bisect_left(said, first)]], row[said[bisect_right(said, gap)]]
        if heading.text.strip() != beside.text.strip() or self._last_number[start] > gap:
            return None
        below = self._numbers[bisect_left(self._numbers, start) :]
        return None if any(self._is_held(number, gap) for number in below) else start

    def _stands_on_both_sides(self, number: int, first: int, gap: int) -> bool:
        said = self._said[number]
        return bisect_left(said, gap) - bisect_left(said, first) > 1 and len(said) - bisect_right(said, gap) > 1

    def _is_held(self, number: int, column: int) -> bool:
        filled = self._rows[number].get(column)
        return (filled is not None and bool(filled.text)) or column in self._crossed.get(number, ())

    def _grid(self, top: int, first: int, gap: int, start: int) -> Grid:
        """The table in the columns from `first` on; from the row `start` on it ends before the column `gap`."""
        letters = column_letters(first)
        built = []
        for number in self._numbers[bisect_left(self._numbers, top) :]:
            end = gap if number >= start else _LAST_COLUMN
            row, columns = self._rows[number], _between(self._columns[number], first, end)
            under = _between(self._under[number], first, gap + 1)
            if any(row[column].text for column in columns):
                covered = self._covered.get(number, frozenset[int]())
                width = max(columns[-1], under[-1] if under else 0)
                cells = tuple(_cell(row.get(column) if column < end else None, column in covered) for column in range(first, width + 1))
                built.append(Row(cells, f"{self._title}!{letters}{number}"))
        return Grid(tuple(built))


def _between(columns: list[int], first: int, end: int) -> list[int]:
    return columns[bisect_left(columns, first) : bisect_left(columns, end)]


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
