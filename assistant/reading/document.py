"""The neutral document: what every file format is read into before anybody asks what it means."""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.reading.markup import plain


@dataclass(frozen=True)
class Cell:
    """A cell of a grid, with the text as it stands (line breaks and markup included).

    A cell that lies under a vertically merged one is empty and says so; one to the right of a horizontally merged cell is just empty.
    `marked` cells have the background colour of our own exports.
    """

    text: str = ""
    covered: bool = False
    marked: bool = False


@dataclass(frozen=True)
class Row:
    """A row of a grid by column, and where it stands: `第3行`, `Sheet1!A4`, `表2 第3行`."""

    cells: tuple[Cell, ...]
    place: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph outside all grids."""

    text: str
    place: str


@dataclass(frozen=True)
class Grid:
    """A table of the file, whatever it holds."""

    rows: tuple[Row, ...]


Block = Paragraph | Grid


@dataclass(frozen=True)
class Token:
    """A cell that holds something, and the column it stands in."""

    column: int
    text: str


@dataclass(frozen=True)
class Line:
    """A row or a paragraph as the recogniser takes it: what is written, from left to right.

    A paragraph is a line of one token; `covered` are the columns that a cell above reaches down into, `marked` those whose
    cells have the background colour of what is to be confirmed.
    """

    tokens: tuple[Token, ...]
    place: str
    prose: bool = False
    covered: frozenset[int] = frozenset()
    marked: frozenset[int] = frozenset()

    @property
    def only(self) -> str | None:
        """The text of a line that holds just one."""
        return self.tokens[0].text if len(self.tokens) == 1 else None


def iterate_lines(blocks: tuple[Block, ...]) -> Iterator[Line]:
    """All rows and paragraphs of a document in order, empty ones left out."""
    for block in blocks:
        rows = block.rows if isinstance(block, Grid) else (Row((Cell(block.text),), block.place),)
        for row in rows:
            tokens = tuple(Token(column, cell.text) for column, cell in enumerate(row.cells) if plain(cell.text))
            if tokens:
                covered = frozenset(column for column, cell in enumerate(row.cells) if cell.covered)
                marked = frozenset(column for column, cell in enumerate(row.cells) if cell.marked)
                yield Line(tokens, row.place, isinstance(block, Paragraph), covered, marked)
