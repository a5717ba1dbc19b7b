"""A form as text, one line a row: cells parted by `|`, `<` joins the cell to its left, `^` joins the one above.

`⏎` breaks a line, `␣` is a blank at the edge of a cell.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """One cell of a form, after joining: its place (from 0), how many rows and columns it takes, and its text."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


def boxes(form: str) -> list[Box]:
    """The cells of a form, row by row; a joined cell is given once, at its upper left corner."""
    lines = [[cell.strip(" ").replace("⏎", "\n").replace("␣", " ") for cell in line.split("|")] for line in form.strip("\n").splitlines()]
    width = max(map(len, lines))
    if any(len(line) != width for line in lines):
        raise ValueError(f"rows of unlike width: {[len(line) for line in lines]}")
    return [_box(lines, row, column) for row in range(len(lines)) for column in range(width) if lines[row][column] not in ("<", "^")]


def _box(lines: list[list[str]], row: int, column: int) -> Box:
    columns, rows = 1, 1
    while column + columns < len(lines[row]) and lines[row][column + columns] == "<":
        columns += 1
    while row + rows < len(lines) and lines[row + rows][column] == "^":
        rows += 1
    return Box(row, column, rows, columns, lines[row][column])


def size(form: str) -> tuple[int, int]:
    """Rows and columns of a form."""
    lines = form.strip("\n").splitlines()
    return len(lines), len(lines[0].split("|"))
