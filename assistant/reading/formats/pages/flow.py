"""Text without ruling lines: runs of lines that share their empty columns are tables, the others are paragraphs.

Lines are taken from top to bottom as long as each leaves the columns apart that those before it showed, and shows no more of them. A title,
a sentence or a row of another build ends such a run.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from assistant.reading.formats.pages.lines import PrintedLine, is_full, runs_on
from assistant.reading.formats.pages.printed import Item, Passage, Table
from assistant.reading.formats.pages.rows import Opened, Span, build_rows, column_of, merge_spans

_GAP = 0.6
"""Type sizes of empty paper that may part columns."""
_WIDE, _VERY_WIDE = 1.2, 3.0
"""Type sizes between columns that some line of a table must show, and that are enough for a table of a single line."""
_CLOSE = 0.5
"""Type sizes below lines of a single text within which a line of several belongs to the same table: its cells are centred in their rows."""
_FAR = 3.0
"""Type sizes of empty paper below a table after which a single text is no row of it."""
_NOTHING = Opened()


@dataclass
class _Run:
    """Lines in a row that agree about columns."""

    lines: list[tuple[int, PrintedLine, list[PrintedLine]]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    known: int = 0

    @property
    def is_table(self) -> bool:
        parted = [segments for _, _, segments in self.lines if len(segments) > 1]
        if self.known > 1 and len(self.spans) >= self.known:
            return bool(parted) or all(line.x0 >= self.spans[1][0] for _, line, _ in self.lines)
        if not parted or len(self.spans) < 2:
            return False
        gaps = [after.x0 - before.x1 for line in parted for before, after in pairwise(line)]
        size = median(line.size for _, line, _ in self.lines)
        return max(gaps) > (_VERY_WIDE if len(parted) < 2 else _WIDE) * size

    def takes(self, line: PrintedLine, segments: list[PrintedLine]) -> bool:
        if not self.spans:
            return True
        last = self.lines[-1][1] if self.lines else line
        gap = (line.top - last.bottom) / last.size
        if len(self.spans) == 1 and len(segments) == 1:
            return True
        if (len(self.spans) == 1 and gap > _CLOSE) or (len(segments) == 1 and gap > _FAR):
            return False
        own = _spans(segments)
        merged = merge_spans([*self.spans, *own], _GAP * min(line.size, last.size))
        return _keeps_apart(merged, self.spans) and _keeps_apart(merged, own)

    def add(self, number: int, line: PrintedLine, segments: list[PrintedLine]) -> None:
        self.lines.append((number, line, segments))
        self.spans = merge_spans([*self.spans, *_spans(segments)], _GAP * line.size)


def _spans(segments: Iterable[PrintedLine]) -> list[Span]:
    return [(segment.x0, segment.x1) for segment in segments]


def _keeps_apart(merged: Sequence[Span], spans: Sequence[Span]) -> bool:
    """Whether spans that were merged with others are still in different columns."""
    return len({column_of(merged, *span) for span in spans}) == len(spans)


def read_flow(lines: Sequence[tuple[int, PrintedLine]], margins: Span, opened: Opened = _NOTHING) -> list[Item]:
    """Lines of a page that follow each other, with their numbers, as tables and paragraphs.

    `margins` are those of the page's text; `opened` is the table that the page before ended with.
    """
    runs = [_Run(spans=list(opened.columns), known=len(opened.columns))]
    for number, line in lines:
        segments = line.segments(_GAP)
        if not runs[-1].takes(line, segments):
            runs.append(_Run())
        runs[-1].add(number, line, segments)
    items: list[Item] = []
    prose: list[tuple[int, PrintedLine]] = []
    for run in runs:
        if not run.lines:
            continue
        if run.is_table:
            items += _paragraphs(prose, *margins)
            prose = []
            items.append(_table(run, margins[1], opened))
        else:
            prose += [(number, line) for number, line, _ in run.lines]
    return items + _paragraphs(prose, *margins)


def _table(run: _Run, right: float, opened: Opened) -> Table:
    rows = build_rows([segments for _, _, segments in run.lines], run.spans, right, opened, first=run.known > 0)
    edges = tuple(edge for span in run.spans for edge in span)
    return Table(edges, tuple(rows), run.lines[0][1].top, run.lines[-1][1].bottom, ruled=False)


def _paragraphs(lines: Sequence[tuple[int, PrintedLine]], left: float, right: float) -> list[Item]:
    """Lines as paragraphs: a full line goes on in the next, unless that one is set in or far below."""
    groups: list[list[tuple[int, PrintedLine]]] = []
    for number, line in lines:
        if groups and _belongs(groups[-1][-1][1], line, left, right):
            groups[-1].append((number, line))
        else:
            groups.append([(number, line)])
    return [_passage(group, left, right) for group in groups]


def _belongs(line: PrintedLine, following: PrintedLine, left: float, right: float) -> bool:
    size = line.size
    if abs(following.size - size) > 0.1 * size or following.top - line.bottom > 1.5 * size:
        return False
    middle = (left + right) / 2
    if all(abs((one.x0 + one.x1) / 2 - middle) < size and one.x0 - left > 2 * size for one in (line, following)):
        return size > 14 and following.top - line.bottom < size  # a title of two lines
    if following.x0 - left > 1.2 * size and following.x0 > line.x0 - 0.5 * size:
        return False
    return runs_on(line, following, line.x0, right) or (is_full(line, following.text, line.x0, right) and following.x0 < line.x0 - size)


def _passage(group: Sequence[tuple[int, PrintedLine]], left: float, right: float) -> Passage:
    text = ""
    for _, line in group:
        latin = text[-1:].isascii() and text[-1:].isalpha() and line.text[:1].isascii() and line.text[:1].isalpha()
        text += f" {line.text}" if latin else line.text
    first, last = group[0][1], group[-1][1]
    indented = first.x0 - left > 1.2 * first.size
    return Passage(
        text, group[0][0], first.top, last.bottom, is_full(last, None, last.x0, right) and right - left > 20 * last.size, indented
    )
