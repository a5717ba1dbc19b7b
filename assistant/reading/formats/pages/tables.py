"""What stands inside ruled tables: characters to cells, cells to rows as the neutral document has them."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from assistant.reading.formats.limits import Allowance
from assistant.reading.formats.pages.lines import set_lines, turn_upright, write_lines
from assistant.reading.formats.pages.printed import Box, Glyph, Page, Table, TableCell
from assistant.reading.formats.pages.rules import Lattice, Merged, find_lattices

_PADDING = (2.0, 7.0)
"""Points between a ruling line and the text beside it, at least and at most; centred text stands farther off."""
_FRAME = 0.5
"""Share of a page's height from which a frame around text is decoration and no table of one cell."""


def read_ruled(page: Page, allowance: Allowance) -> tuple[list[Table], list[Glyph]]:
    """The ruled tables of a page, and the characters outside them. An empty one is decoration.

    Raises:
        InputError: there are more cells than the limit allows.
    """
    left: Sequence[Glyph] = page.glyphs
    tables = []
    for lattice in find_lattices(page.rules, _FRAME * page.height, allowance):
        inside, left = _parted(left, lattice.box)
        if any(not glyph.text.isspace() for glyph in inside):
            tables.append(_table(lattice, inside, page.marked))
    return tables, list(left)


def _parted(glyphs: Iterable[Glyph], box: Box) -> tuple[list[Glyph], list[Glyph]]:
    inside: list[Glyph] = []
    outside: list[Glyph] = []
    for glyph in glyphs:
        (inside if box.holds(glyph.centre, glyph.middle) else outside).append(glyph)
    return inside, outside


def _table(lattice: Lattice, glyphs: Iterable[Glyph], marked: Sequence[Box]) -> Table:
    rows, columns = len(lattice.ys) - 1, len(lattice.xs) - 1
    owners = {
        (row, column): cell
        for cell in lattice.cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    }
    contents: dict[Merged, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        row = min(rows, bisect_right(lattice.ys, glyph.middle)) - 1
        column = min(columns, bisect_right(lattice.xs, glyph.centre)) - 1
        contents[owners[row, column]].append(glyph)
    grid = [[TableCell() for _ in range(columns)] for _ in range(rows)]
    for cell in lattice.cells:
        box = Box(
            lattice.xs[cell.column],
            lattice.ys[cell.row],
            lattice.xs[cell.column + cell.columns],
            lattice.ys[cell.row + cell.rows],
        )
        for row in range(cell.row + 1, cell.row + cell.rows):
            grid[row][cell.column : cell.column + cell.columns] = [TableCell(covered=True)] * cell.columns
        text, full = _write(contents[cell], box)
        colour = any(area.holds((box.x0 + box.x1) / 2, (box.top + box.bottom) / 2) for area in marked)
        grid[cell.row][cell.column] = TableCell(text, marked=colour, full=full)
    return Table(lattice.xs, tuple(map(tuple, grid)), lattice.ys[0], lattice.ys[-1])


def _write(glyphs: Sequence[Glyph], box: Box) -> tuple[str, bool]:
    """The text of a cell; where most of it is turned, it is read from the side."""
    if not glyphs:
        return "", False
    angle = Counter(glyph.angle for glyph in glyphs).most_common(1)[0][0]
    left, right = (box.top, box.bottom) if angle in (90, 270) else (box.x0, box.x1)
    lines = set_lines(turn_upright(glyphs, angle) if angle else glyphs)
    if not lines:
        return "", False
    padding = min(max(_PADDING[0], min(line.x0 for line in lines) - left), _PADDING[1]) if angle == 0 else _PADDING[0]
    return write_lines(lines, left + padding, right - padding)
