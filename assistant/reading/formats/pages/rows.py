"""Aligned texts to rows: lines of one cell stand closer together than rows do; what stands at the same height is a row."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from assistant.reading.formats.pages.centred import Extent, Layout, find_groups
from assistant.reading.formats.pages.lines import PrintedLine, is_full, write_lines
from assistant.reading.formats.pages.printed import TableCell

Span = tuple[float, float]
_APART = 1.5
"""Type sizes that a column mostly leaves empty before the next one."""
_JUMP = 0.25
"""Type sizes by which the distance between rows must exceed that between lines of a cell, to tell them by it."""
_WITHIN = 1.0
"""Type sizes. Lines farther apart are never of one cell."""
_USUAL = 0.65
"""Type sizes up to which lines of a cell mostly are apart."""
_OFTEN = 0.3
"""Share of distances that part rows where rows are set apart from each other."""
_TIGHT = 0.5
"""Type sizes up to which lines may all be of one row."""
_FILLED = 0.9
"""Share of the rows that the first column beside merged cells is filled in."""
_LONGEST = 400
"""Lines of a table on a page up to which merged cells are looked for."""


@dataclass(frozen=True)
class Opened:
    """The table without lines that a page ended with: its columns, and whether any of its cells are merged."""

    columns: tuple[Span, ...] = ()
    merged: bool = False


@dataclass
class _Block:
    """Lines that make up one cell."""

    column: int
    lines: list[PrintedLine]

    @property
    def top(self) -> float:
        return self.lines[0].top

    @property
    def bottom(self) -> float:
        return self.lines[-1].bottom

    def meets(self, other: "_Block") -> bool:
        """Whether they stand at the same height, by half of the lower one."""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return shared > 0.4 * min(self.bottom - self.top, other.bottom - other.top)


def merge_spans(spans: Iterable[Span], gap: float) -> list[Span]:
    """Stretches of a line put together where they overlap or lie nearer than `gap`."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start - merged[-1][1] <= gap:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def spans_of(edges: Sequence[float]) -> list[Span]:
    """Columns by their edges, each with its beginning and its end."""
    return list(zip(edges[::2], edges[1::2], strict=True))


def column_of(spans: Sequence[Span], start: float, end: float) -> int:
    """The column that a text stands in: the one it overlaps, and the first of several."""
    for number, (left, right) in enumerate(spans):
        if start < right and end > left:
            return number
    return min(range(len(spans)), key=lambda number: abs(spans[number][0] - start))


def build_rows(
    lines: Sequence[Sequence[PrintedLine]], spans: Sequence[Span], right: float, before: Opened, *, first: bool
) -> list[tuple[TableCell, ...]]:
    """Texts by line, and the columns they stand in, as the rows of a table; `right` is how far its last column may reach.

    `before` is what the page before ended with; `first` says that the table may go on with it.
    """
    size = lines[0][0].size
    room = [(start, max(end, after - _APART * size)) for (start, end), (after, _) in zip(spans, [*spans[1:], (right, 0.0)], strict=True)]
    by_column: list[list[PrintedLine]] = [[] for _ in spans]
    for segments in lines:
        for segment in segments:
            by_column[column_of(spans, segment.x0, segment.x1)].append(segment)
    least = _parting_gap(by_column, room)
    body = _Body(lines, by_column, spans, room, least)
    found = _with_merged(body, before, first=first) if len(lines) <= _LONGEST else None
    if found is None:
        found = [(row, frozenset()) for row in body.rows(0)]
    return [_write(row, covered, room) for row, covered in found]


@dataclass(frozen=True)
class _Body:
    """The lines of a table by their columns."""

    lines: Sequence[Sequence[PrintedLine]]
    by_column: Sequence[Sequence[PrintedLine]]
    spans: Sequence[Span]
    room: Sequence[Span]
    least: float | None

    def rows(self, left: int) -> list[list[_Block]]:
        """The rows that the columns from `left` on show."""
        if self.least is not None:
            return _rows_by_height([block for column in range(left, len(self.spans)) for block in self.blocks(column)])
        lines = [[text for text in line if column_of(self.spans, text.x0, text.x1) >= left] for line in self.lines]
        return _rows_by_filling([line for line in lines if line], self.spans, self.room)

    def blocks(self, column: int) -> list[_Block]:
        """The texts of a column."""
        return _blocks(column, self.by_column[column], self.least or 0.0)


_Row = tuple[list[_Block], frozenset[int]]
"""The texts of a row, and the columns in which it is covered by a cell above."""


def _with_merged(body: _Body, before: Opened, *, first: bool) -> list[_Row] | None:
    """The rows where the first columns hold merged cells whose texts stand in the middle; None where none do."""
    size = median(text.size for line in body.lines for text in line)
    goes_on = first and before.merged
    for left in range(len(body.spans) - 1, 0, -1):
        texts = [body.blocks(column) for column in range(left)]
        rows = body.rows(left)
        ordinary = sum(any(block.column == left for block in row) for row in rows) >= _FILLED * len(rows)
        if not ordinary or not (goes_on or any(texts)) or all(len(column) >= len(rows) for column in texts):
            continue
        filled = [number for number, row in enumerate(rows) if _is_filled(row, texts, len(body.spans) - left)]
        again = {1} if 0 in filled and len(rows) > 1 else set[int]()  # headings that are printed once more
        for start in sorted({0, *(again if goes_on else filled)}):
            known = Layout((), (), size, start == 0 and 0 in filled, start > 0 or bool(before.columns), goes_on)
            found = _merge(rows, texts, start, known)
            if found is not None:
                return found
    return None


def _is_filled(row: Sequence[_Block], texts: Iterable[Iterable[_Block]], columns: int) -> bool:
    """Whether a row has text in all columns: its own, so many, and those left of them."""
    extent = _extent(row)
    beside = (any(extent.top < _extent([block]).middle < extent.bottom for block in column) for column in texts)
    return len({block.column for block in row}) == columns and all(beside)


def _extent(row: Iterable[_Block]) -> Extent:
    highest = min(row, key=lambda block: block.top)
    return Extent(highest.top, max(block.bottom for block in row), highest.lines[0].middle)


def _merge(rows: Sequence[list[_Block]], texts: Sequence[Sequence[_Block]], start: int, known: Layout) -> list[_Row] | None:
    """Rows with the texts of merged cells from row `start` on; what stands above it and below the last row stays as it is printed."""
    extents = tuple(map(_extent, rows))
    top = (extents[start - 1].bottom + extents[start].top) / 2 if start else extents[0].top
    inside = [[block for block in column if top <= _extent([block]).middle <= extents[-1].bottom] for column in texts]
    columns = tuple(tuple(_extent([block]) for block in column) for column in inside)
    found = find_groups(replace(known, rows=extents[start:], columns=columns))
    if found is None:
        return None
    placed = [(list(row), set[int]()) for row in rows[start:]]
    for column, groups in enumerate(found):
        for group in groups:
            if group.text is not None:
                placed[group.rows.start][0].append(inside[column][group.text])
            for row in group.rows if group.text is None else group.rows[1:]:
                placed[row][1].add(column)
    taken = {id(block) for column in inside for block in column}
    others = [block for column in (*texts, *rows[:start]) for block in column if id(block) not in taken]
    apart: list[_Row] = [(row, frozenset()) for row in _rows_by_height(others)]
    above = [row for row in apart if _extent(row[0]).top < top]
    return [*above, *((row, frozenset(covered)) for row, covered in placed), *apart[len(above) :]]


def _parting_gap(by_column: Sequence[Sequence[PrintedLine]], room: Sequence[Span]) -> float | None:
    """The distance that parts rows, in type sizes; None where distances do not tell.

    It lies at a jump among the distances that occur. Rows of a list with headings between them differ in distance as well; so what it
    leaves together must look like lines of one cell: cut by the edge of the column, or alone at their height, or parted over and over.
    """
    pairs = [
        ((below.top - above.bottom) / above.size, is_full(above, below.text, *span), round(below.top / above.size * 2))
        for texts, span in zip(by_column, room, strict=True)
        for above, below in pairwise(texts)
    ]
    gaps = sorted(gap for gap, _, _ in pairs)
    if not gaps or gaps[0] >= _WITHIN:
        return 0.0 if gaps else None
    jumps = [(before < _USUAL, after - before, (after + before) / 2) for before, after in pairwise(gaps) if before < _WITHIN]
    if gaps[-1] < _TIGHT:
        jumps.append((False, _JUMP, _TIGHT))
    for _, jump, middle in sorted(jumps, reverse=True):
        together = [(full, height) for gap, full, height in pairs if gap < middle]
        heights = Counter(height for _, height in together)
        alone = sum(count == 1 for count in heights.values())
        often = len(pairs) - len(together) >= _OFTEN * len(pairs) and middle > _TIGHT
        if jump >= _JUMP and (often or sum(full for full, _ in together) >= 0.5 * len(together) or alone >= 0.6 * len(heights)):
            return middle
    return None


def _blocks(column: int, texts: Sequence[PrintedLine], least: float) -> list[_Block]:
    blocks: list[_Block] = []
    for text in texts:
        if blocks and (text.top - blocks[-1].bottom) / text.size < least:
            blocks[-1].lines.append(text)
        else:
            blocks.append(_Block(column, [text]))
    return blocks


def _rows_by_height(blocks: Sequence[_Block]) -> list[list[_Block]]:
    """Blocks at the same height as rows; one that reaches over several rows belongs to the first of them."""
    rows: list[list[_Block]] = []
    for block in sorted(blocks, key=lambda block: (len(block.lines), block.top)):
        met = [row for row in rows if any(block.meets(other) for other in row)]
        columns = [other.column for row in met for other in row]
        if not met:
            rows.append([block])
        elif len(met) == 1 or len(columns) != len(set(columns)):
            min(met, key=lambda row: min(other.top for other in row)).append(block)
        else:
            rows = [row for row in rows if not any(row is one for one in met)]
            rows.append([block, *(other for row in met for other in row)])
    return sorted(rows, key=lambda row: min(block.top for block in row))


def _rows_by_filling(lines: Sequence[Sequence[PrintedLine]], spans: Sequence[Span], room: Sequence[Span]) -> list[list[_Block]]:
    """Rows where all lines are equally far apart: every line is one, unless it only goes on with full lines above."""
    rows: list[list[_Block]] = []
    for segments in lines:
        placed = [(column_of(spans, segment.x0, segment.x1), segment) for segment in segments]
        above = {block.column: block for block in rows[-1]} if rows else {}
        goes_on = len(placed) < len(above) and all(
            column in above and is_full(above[column].lines[-1], segment.text, *room[column]) for column, segment in placed
        )
        if goes_on:
            for column, segment in placed:
                above[column].lines.append(segment)
        else:
            rows.append([_Block(column, [segment]) for column, segment in placed])
    return rows


def _write(row: Sequence[_Block], covered: Collection[int], spans: Sequence[Span]) -> tuple[TableCell, ...]:
    cells = [TableCell(covered=column in covered) for column in range(len(spans))]
    for block in sorted(row, key=lambda block: (block.column, block.top)):
        left, right = spans[block.column]
        text, full = write_lines(block.lines, left, right)
        before = cells[block.column].text
        cells[block.column] = TableCell(f"{before}\n{text}" if before else text, full=full)
    return tuple(cells)
