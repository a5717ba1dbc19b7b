"""Merged cells of tables without ruling lines, known by where their text stands: in the middle of the rows that they cover.

Nothing is drawn around such a cell, and its text stands on some row half-way down, or between two of them; whoever reads row by row gives
the rows above it to the cell before. Geometry tells better: the texts of a column share out the rows among them, each with as many rows
above it as below, by their heights on paper and not by their number. Columns are nested: the rows of a text are shared out once more
among those texts of the next column that stand beside them.

A cell that a page break cuts is decided on each page by itself. Its text stands in the middle of the part on the first page, as word
processors set it; the rows at the head of the next page that no text there accounts for are taken as the rest of that cell. Where it
stands in the middle of both parts together, as spreadsheets print it, nothing fits and the rows stay as they are printed.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple

_OFF = 0.6
"""Type sizes by which a text may miss the middle of its rows."""
_BESIDE = 0.35
"""Type sizes by which a text may miss the line that it stands on."""
_PLAIN = 3
"""Cells over several rows that must fit where all texts stand on lines of the rows, as text at the top of its cell does."""
_MOST = 100_000
"""Rows times texts beyond which nothing is tried."""


class Extent(NamedTuple):
    """The height that a text or a row takes up, and where the middle of its first line is. Points from the top of the page."""

    top: float
    bottom: float
    first: float

    @property
    def middle(self) -> float:
        """Half-way down."""
        return (self.top + self.bottom) / 2


class Group(NamedTuple):
    """Rows that one cell of a column covers, and the number of its text; None where that stands on the page before."""

    rows: range
    text: int | None


@dataclass(frozen=True)
class Layout:
    """What is known of a table when its merged cells are looked for.

    `rows` are known by the columns that no cell is merged in, `columns` are the texts of the others from left to right, each from top to
    bottom. `size` is the type size; `headed` says that the first row is filled in all columns; `follows` that rows of the table may stand
    above, and `goes_on` that they do, on the page before, with merged cells that were found so.
    """

    rows: tuple[Extent, ...]
    columns: tuple[tuple[Extent, ...], ...]
    size: float
    headed: bool = False
    follows: bool = False
    goes_on: bool = False


def find_groups(layout: Layout) -> list[list[Group]] | None:
    """The cells of each column; None where the texts do not fit the middle of their rows, or may as well stand at the top of them."""
    texts = sum(map(len, layout.columns))
    if not layout.rows or not (texts or layout.goes_on) or texts * len(layout.rows) > _MOST:
        return None
    parts = [Group(range(len(layout.rows)), None)]
    found: list[list[Group]] = []
    for depth, texts_here in enumerate(layout.columns):
        groups: list[Group] = []
        for part in parts:
            opened = layout.goes_on and part.text is None
            shared = _share(layout, part.rows, _numbered(layout, part.rows, texts_here), opened=opened, needed=depth == 0)
            if shared is None:
                return None
            groups += shared
        found.append(groups)
        parts = _parted(groups, parts)
    return found if _is_plain(layout, found) else None


def _parted(groups: Sequence[Group], parts: Sequence[Group]) -> list[Group]:
    """The rows that the next column shares out: those of each cell, and what had no text of its own."""
    filled = {row for group in groups for row in group.rows}
    return sorted([*groups, *(part for part in parts if part.rows and part.rows[0] not in filled)], key=lambda group: group.rows.start)


def _numbered(layout: Layout, rows: range, texts: Sequence[Extent]) -> list[tuple[int, Extent]]:
    """The texts that stand beside some rows, with their numbers."""
    above = _between(layout.rows, rows.start)
    below = _between(layout.rows, rows.stop)
    return [(number, text) for number, text in enumerate(texts) if above <= text.middle < below]


def _between(rows: Sequence[Extent], at: int) -> float:
    if at in (0, len(rows)):
        return float("inf") if at else float("-inf")
    return (rows[at - 1].bottom + rows[at].top) / 2


def _share(layout: Layout, rows: range, texts: Sequence[tuple[int, Extent]], *, opened: bool, needed: bool) -> list[Group] | None:
    """Rows shared out among texts so that these miss the middle of theirs as little as can be; no text takes none of them.

    With `opened` the first rows may belong to a cell of the page before.
    """
    if not texts and not opened:
        return None if needed else []
    bottoms = list(accumulate((row.bottom for row in layout.rows), max))
    reached: dict[int, tuple[float, tuple[int, ...]]] = {
        start: (0.0, (start,)) for start in (range(rows.start, rows.stop + 1) if opened else rows[:1])
    }
    for _, text in texts:
        after: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, ends) in reached.items():
            for stop, miss in _stops(layout, bottoms, text, range(start, rows.stop)):
                if stop not in after or cost + miss < after[stop][0]:
                    after[stop] = (cost + miss, (*ends, stop))
        reached = after
    if rows.stop not in reached:
        return None
    ends = reached[rows.stop][1]
    groups = [Group(range(start, stop), number) for (number, _), start, stop in zip(texts, ends, ends[1:], strict=False)]
    return [Group(range(rows.start, ends[0]), None), *groups] if ends[0] > rows.start else groups


def _stops(layout: Layout, bottoms: Sequence[float], text: Extent, rows: range) -> Iterator[tuple[int, float]]:
    """Where the rows of a text may end that begin with the first of `rows`, and how far it then misses their middle, squared."""
    if not rows:
        return
    top, most = layout.rows[rows.start].top, _OFF * layout.size
    for last in range(bisect_left(bottoms, 2 * (text.middle - most) - top, rows.start, rows.stop), rows.stop):
        miss = (top + bottoms[last]) / 2 - text.middle
        if miss > most:
            return
        yield last + 1, miss * miss


def _is_plain(layout: Layout, found: Sequence[Sequence[Group]]) -> bool:
    """Whether the texts cannot as well stand at the top of their cells: off the lines of the rows, or with rows above the first of them.

    Text at the top of a cell has text of the next column beside it, for the first cell there begins with the same row. Where that holds
    throughout, the first row may well be no heading, and the rows above the first text those of a cell that it begins.
    """
    if layout.goes_on:
        return True
    near = _BESIDE * layout.size
    several = [
        (group.rows, layout.columns[column][group.text].first)
        for column, groups in enumerate(found)
        for group in groups
        if group.text is not None and len(group.rows) > 1
    ]
    if any(all(abs(layout.rows[row].first - first) > near for row in rows) for rows, first in several):
        return True
    begins = 1 if layout.headed else 0
    late = any(rows.start == begins and first - layout.rows[begins].first > near for rows, first in several)
    if layout.follows or not late:
        return False
    beside = list(_have_text_beside(layout, found, near))
    return not all(beside) if beside else len(several) >= _PLAIN


def _have_text_beside(layout: Layout, found: Sequence[Sequence[Group]], near: float) -> Iterator[bool]:
    """Of each cell that covers several of the next column: whether its text stands beside one of theirs."""
    for column, (groups, nested) in enumerate(pairwise(found)):
        if all(len(group.rows) == 1 for group in nested):
            continue
        for group in groups:
            within = [one for one in nested if one.text is not None and one.rows.start in group.rows]
            if group.text is not None and len(within) > 1:
                first = layout.columns[column][group.text].first
                yield any(abs(layout.columns[column + 1][one.text or 0].first - first) <= near for one in within)
