"""Sets paragraphs and tables as PDF, with what printed files do to tables: merged cells, page breaks through them, repeated headers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"


@dataclass(frozen=True)
class Piece:
    """A cell: where it begins, how many rows and columns it takes, whether it keeps to the top where others stand in the middle."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1
    top: bool = False


def plain_pieces(rows: Sequence[Sequence[str]]) -> list[Piece]:
    return [Piece(at, column, text) for at, row in enumerate(rows) for column, text in enumerate(row)]


@dataclass
class Press:
    """Pages being set, from top to bottom. Measures are points.

    Cells of fewer characters than `centred` stand in the middle of their width. `settled` makes the file the same on every run and
    machine: no date of today, and nothing that a compressor decides.
    """

    paper: tuple[float, float] = A4
    margin: float = 60
    size: float = 9
    leading: float = 12
    padding: float = 4
    head: str = ""
    foot: str = ""
    encrypt: object = None
    centred: int = 0
    settled: bool = False
    file: BytesIO = field(default_factory=BytesIO)

    def __post_init__(self) -> None:
        if FONT not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self.canvas = Canvas(self.file, pagesize=self.paper, encrypt=self.encrypt, invariant=self.settled, pageCompression=not self.settled)
        self.page = 0
        self._begin()

    @property
    def width(self) -> float:
        return self.paper[0] - 2 * self.margin

    def _begin(self) -> None:
        self.page += 1
        self.y = self.paper[1] - self.margin
        self.canvas.setFont(FONT, self.size)
        if self.head:
            self.canvas.drawString(self.margin, self.paper[1] - 30, self.head)
        if self.foot:
            self.canvas.drawCentredString(self.paper[0] / 2, 24, self.foot.format(self.page))

    def turn(self) -> None:
        self.canvas.showPage()
        self._begin()

    def space(self, points: float) -> None:
        self.y -= points

    def write(self, text: str, *, indent: bool = False, size: float | None = None, centred: bool = False) -> None:
        size = size or self.size
        self.canvas.setFont(FONT, size)
        first = 2 * size if indent else 0.0
        for number, line in enumerate(wrap(text, self.width, size, first)):
            if self.y - 1.4 * size < self.margin:
                self.turn()
                self.canvas.setFont(FONT, size)
            self.y -= 1.4 * size
            if centred:
                self.canvas.drawCentredString(self.paper[0] / 2, self.y, line)
            else:
                self.canvas.drawString(self.margin + (0 if number else first), self.y, line)
        self.canvas.setFont(FONT, self.size)

    def table(
        self,
        pieces: Sequence[Piece],
        *,
        shares: Sequence[float] | None = None,
        ruled: bool = True,
        header: int = 0,
        cut: bool = True,
        middle: bool = False,
        lines: Sequence[int] = (),
    ) -> None:
        """A table; `header` rows are printed again on each page, `cut` lets a page break go through a row, `lines` are rows under rules."""
        columns = max(piece.column + piece.columns for piece in pieces)
        shares = shares or [1.0] * columns
        edges = [self.margin + self.width * sum(shares[:at]) / sum(shares) for at in range(columns + 1)]
        texts = {
            piece: [
                line
                for part in piece.text.split("\n")
                for line in wrap(part, edges[piece.column + piece.columns] - edges[piece.column] - 2 * self.padding, self.size)
            ]
            for piece in pieces
        }
        heights = self._heights(pieces, texts)
        left = {piece: list(lines) for piece, lines in texts.items()}
        rows = [(row, height) for row, height in enumerate(heights)]
        first = True
        while rows:
            again = [] if first or not header else [(row, heights[row]) for row in range(header)]
            room = self.y - self.margin - sum(height for _, height in again)
            here, rows = self._fill(rows, room, cut=cut)
            for printed, contents in ((again, {piece: list(texts[piece]) for piece in pieces}), (here, left)):
                self._print(pieces, contents, printed, edges, ruled=ruled, middle=middle, lines=lines)
            first = False
            if rows:
                self.turn()

    def _heights(self, pieces: Sequence[Piece], texts: dict[Piece, list[str]]) -> list[float]:
        heights = [self.leading + 2 * self.padding] * max(piece.row + piece.rows for piece in pieces)
        for piece in sorted(pieces, key=lambda piece: piece.rows):
            lacking = len(texts[piece]) * self.leading + 2 * self.padding - sum(heights[piece.row : piece.row + piece.rows])
            heights[piece.row + piece.rows - 1] += max(0.0, lacking)
        return heights

    def _fill(self, rows: list[tuple[int, float]], room: float, *, cut: bool) -> tuple[list[tuple[int, float]], list[tuple[int, float]]]:
        here: list[tuple[int, float]] = []
        for number, (row, height) in enumerate(rows):
            if height <= room:
                here.append((row, height))
                room -= height
                continue
            lines = int((room - 2 * self.padding) / self.leading)
            if (cut or not here) and lines > 0 and height - lines * self.leading - 2 * self.padding > self.leading / 2:
                part = lines * self.leading + 2 * self.padding
                return [*here, (row, part)], [(row, height - part + 2 * self.padding), *rows[number + 1 :]]
            return here, rows[number:]
        return here, []

    def _print(
        self,
        pieces: Sequence[Piece],
        contents: dict[Piece, list[str]],
        rows: Sequence[tuple[int, float]],
        edges: Sequence[float],
        *,
        ruled: bool,
        middle: bool,
        lines: Sequence[int],
    ) -> None:
        tops: dict[int, tuple[float, float]] = {}
        for row, height in rows:
            tops[row] = (self.y, self.y - height)
            for at in (row, row + 1):
                if at in lines:
                    self.canvas.line(edges[0], tops[row][at - row], edges[-1], tops[row][at - row])
            self.y -= height
        for piece in pieces:
            within = [tops[row] for row in range(piece.row, piece.row + piece.rows) if row in tops]
            if not within:
                continue
            top, bottom = within[0][0], within[-1][1]
            left, right = edges[piece.column], edges[piece.column + piece.columns]
            if ruled:
                self.canvas.rect(left, bottom, right - left, top - bottom)
            fits = max(1, int((top - bottom - 2 * self.padding + 0.01) / self.leading))
            printed, contents[piece] = contents[piece][:fits], contents[piece][fits:]
            y = top - self.padding - self.size
            if middle and not piece.top and not contents[piece]:
                y -= (top - bottom - 2 * self.padding - len(printed) * self.leading) / 2
            for line in printed:
                if len(piece.text) < self.centred:
                    self.canvas.drawCentredString((left + right) / 2, y, line)
                else:
                    self.canvas.drawString(left + self.padding, y, line)
                y -= self.leading

    def finish(self) -> bytes:
        self.canvas.save()
        return self.file.getvalue()


def wrap(text: str, width: float, size: float, first: float = 0.0) -> Iterator[str]:
    """Lines of a text no wider than `width`, broken between any two characters but not before closing punctuation."""
    line, room = "", width - first
    for number, char in enumerate(text):
        closing = text[number + 1 : number + 2] in tuple("，。；：、！？）》”")
        needed = pdfmetrics.stringWidth(line + char + (text[number + 1] if closing else ""), FONT, size)
        if line and needed > room and char not in "，。；：、！？）》”":
            yield line
            line, room = "", width
        line += char
    if line:
        yield line


def save(press: Press) -> bytes:
    return press.finish()
