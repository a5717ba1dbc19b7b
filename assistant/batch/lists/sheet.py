"""The sheets of a file as people see them: lines by their number, texts by their column, whatever blank rows stand between."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.reading.document import Block, Grid, Row
from assistant.reading.markup import plain_block

_PLACE = re.compile(r"(?:(?P<title>.*)!)?(?P<letters>[A-Z]{1,3})(?P<number>\d+)", re.DOTALL)


@dataclass(frozen=True)
class Line:
    """A line with its number in the sheet, its texts by column, and the columns that a merged cell above reaches down into."""

    number: int
    cells: Mapping[int, str]
    covered: frozenset[int] = frozenset()

    @property
    def texts(self) -> tuple[str, ...]:
        """What stands in the line, from left to right."""
        return tuple(self.cells[column] for column in sorted(self.cells))


@dataclass
class Sheet:
    """A sheet by its title, and its lines from top to bottom."""

    title: str
    lines: list[Line] = field(default_factory=list)

    def reach(self, at: int) -> int:
        """The line down to which merged cells of a line reach."""
        last = at
        while last + 1 < len(self.lines) and set(self.lines[at].cells) & self.lines[last + 1].covered:
            last += 1
        return last

    def filled_below(self, last: int, repeated: Iterable[int]) -> Iterator[Line]:
        """The lines below a line; in the columns `repeated` a merged cell stands in each of its rows."""
        said: dict[int, str] = {}
        columns = set(repeated)
        for line in self.lines[last + 1 :]:
            below = {column: said[column] for column in line.covered & columns if said.get(column)}
            said = {**below, **line.cells}
            yield Line(line.number, said)


def sheets_of(blocks: Sequence[Block]) -> list[Sheet]:
    """The sheets of a file, with lines and columns counted from 1 as the program shows them that people open it with."""
    sheets: dict[str, Sheet] = {}
    for block in blocks:
        if not isinstance(block, Grid):
            continue
        for at, row in enumerate(block.rows, 1):
            title, number, first = _position(row, at)
            line = _line(row, number, first)
            if line.cells or line.covered:
                sheets.setdefault(title, Sheet(title)).lines.append(line)
    return [sheet for sheet in sheets.values() if any(line.cells for line in sheet.lines)]


def _position(row: Row, at: int) -> tuple[str, int, int]:
    """Title, number and first column; files of separated values have no places of their own, and what a line break parts is one row."""
    match = _PLACE.fullmatch(row.place)
    if match is None:
        return "", at, 1
    first = 0
    for letter in match["letters"]:
        first = first * 26 + ord(letter) - ord("A") + 1
    return match["title"] or "", int(match["number"]), first


def _line(row: Row, number: int, first: int) -> Line:
    texts = {column: plain_block(cell.text) for column, cell in enumerate(row.cells, first)}
    covered = frozenset(column for column, cell in enumerate(row.cells, first) if cell.covered)
    return Line(number, {column: text for column, text in texts.items() if text}, covered)
