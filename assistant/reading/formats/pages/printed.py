"""A printed page: characters and ruling lines by position, wherever they come from: a PDF, or a picture that was recognised.

Positions are in points (1/72 inch) from the upper left corner of the page as it is seen; y grows downwards.
"""

from dataclasses import dataclass
from typing import NamedTuple


class Glyph(NamedTuple):
    """A character (or a recognised piece of a line) and the box it takes up.

    The box is as wide as the pen moves and as high as the type size, whatever the ink covers; `angle` is how far the character is turned
    against the page, clockwise in quarter turns of 90. A blank is a glyph like others. `light` is what is paler than text to be read.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    angle: int = 0
    light: bool = False

    @property
    def size(self) -> float:
        """The type size."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """The height at which it stands."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """Half-way between its left and right."""
        return (self.x0 + self.x1) / 2


class Rule(NamedTuple):
    """A straight line along the page: where it stands (x of a vertical one, y of a horizontal one), and from where to where it runs."""

    vertical: bool
    at: float
    start: float
    end: float


class Box(NamedTuple):
    """A rectangle."""

    x0: float
    top: float
    x1: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


@dataclass(frozen=True)
class Page:
    """A page with what is printed on it.

    `marked` are areas in the background colour of our own exports, `pictures` how many it shows, `slanting` the text that runs aslant.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...] = ()
    rules: tuple[Rule, ...] = ()
    marked: tuple[Box, ...] = ()
    pictures: int = 0
    slanting: str = ""


@dataclass(frozen=True)
class TableCell:
    """A cell of a printed table; `full` says that its last line leaves no room for what may follow on the next page."""

    text: str = ""
    covered: bool = False
    marked: bool = False
    full: bool = False


@dataclass(frozen=True)
class Table:
    """A table of one page: the left and right edges of its columns, its rows by column, where it begins and ends.

    A ruled table has one edge more than columns. One whose columns only alignment shows has the beginning and the end of each.
    """

    edges: tuple[float, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    top: float
    bottom: float
    ruled: bool = True


@dataclass(frozen=True)
class Passage:
    """A paragraph of one page, as far as it stands on it. `number` counts the lines of the page; `full` as of a cell."""

    text: str
    number: int
    top: float
    bottom: float
    full: bool = False
    indented: bool = False


Item = Table | Passage
