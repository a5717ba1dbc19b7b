"""A ruled grid with merged cells: what every writer renders, knowing nothing of performance goals."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Literal


@dataclass(frozen=True)
class Cell:
    """A cell and how many columns and rows it covers.

    `role` decides how it looks: a heading is bold and centred, a word is centred, prose runs from the left. `amount` is the number that
    `text` shows, for formats that store numbers. `marked` asks for a background colour.
    """

    text: str
    columns: int = 1
    rows: int = 1
    role: Literal["heading", "word", "prose"] = "word"
    amount: Decimal | None = None
    marked: bool = False


@dataclass(frozen=True)
class Placed:
    """A cell at the row and column of its upper left corner."""

    row: int
    column: int
    cell: Cell


@dataclass(frozen=True)
class Grid:
    """Rows of cells as in HTML: each row lists the cells that begin in it; the first `heading_rows` repeat on every page."""

    rows: tuple[tuple[Cell, ...], ...]
    heading_rows: int = 0

    def placed(self) -> Iterator[Placed]:
        """Every cell with its place, row by row."""
        taken: set[tuple[int, int]] = set()
        for row, cells in enumerate(self.rows):
            column = 0
            for cell in cells:
                while (row, column) in taken:
                    column += 1
                taken.update((row + down, column + right) for down in range(cell.rows) for right in range(cell.columns))
                yield Placed(row, column, cell)

    def lines(self) -> list[list[str]]:
        """The texts of each row for formats without merged cells: a cell over several rows is repeated in each of them."""
        lines: list[dict[int, str]] = [{} for _ in self.rows]
        for at in self.placed():
            for down in range(at.cell.rows):
                lines[at.row + down][at.column] = at.cell.text
        return [[line[column] for column in sorted(line)] for line in lines]


def fit(wanted: Sequence[float], widths: Sequence[float]) -> tuple[int, ...]:
    """How many of the columns `widths` each of several cells should cover to come nearest to the `wanted` widths."""

    def spans(ends: Sequence[int]) -> list[tuple[int, int]]:
        return list(zip([0, *ends], [*ends, len(widths)], strict=True))

    def misfit(ends: Sequence[int]) -> float:
        return sum((sum(widths[start:end]) - want) ** 2 for (start, end), want in zip(spans(ends), wanted, strict=True))

    best = min(combinations(range(1, len(widths)), len(wanted) - 1), key=misfit)
    return tuple(end - start for start, end in spans(best))
