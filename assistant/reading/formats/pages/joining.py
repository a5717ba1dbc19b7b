"""Pages to one document: tables and paragraphs that a page break cut are put together again.

A table goes on where the next page begins with one of the same outer edges whose columns agree; a header that is printed again stays, for
the recogniser knows it. A row that was cut is joined only where its text was cut in the middle of a full line.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.reading.document import Block, Cell, Grid, Paragraph, Row
from assistant.reading.formats.limits import Allowance
from assistant.reading.formats.pages.furniture import without_furniture
from assistant.reading.formats.pages.items import read_items, split_sheet
from assistant.reading.formats.pages.lines import begins_item, ends_sentence
from assistant.reading.formats.pages.printed import Item, Page, Passage, Table, TableCell
from assistant.reading.formats.pages.rows import column_of, merge_spans, spans_of

_SAME = 4.0
"""Points by which edges of the same column may differ from page to page."""
_LONG = 60
"""Characters of a cell that may well go on with another sentence."""
_NARROW = 5.0
"""Points. Columns known by alignment keep at least so much apart."""

_Cells = tuple[TableCell, ...]


@dataclass
class _Open:
    """A table that may go on: its rows with their places, all by the same columns."""

    edges: tuple[float, ...]
    ruled: bool
    rows: list[tuple[_Cells, str]]
    header: tuple[_Cells, ...]
    page: int


def read_pages(pages: Sequence[Page], allowance: Allowance) -> tuple[Block, ...]:
    """The blocks of a document by its pages.

    Raises:
        InputError: there are more cells than the limit allows, or time is up.
    """
    joiner = _Joiner()
    items: list[Item] = []
    for sheet in without_furniture(pages):
        for page in split_sheet(sheet):
            items = read_items(page, items, allowance)
            joiner.add_page(page.number, items)
    return joiner.finish()


class _Joiner:
    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._table: _Open | None = None
        self._passage: tuple[Passage, str] | None = None
        self._page = 0
        self._tables = 0

    def add_page(self, number: int, items: Sequence[Item]) -> None:
        self._tables = self._tables if number == self._page else 0
        self._page = number
        for position, item in enumerate(items):
            if isinstance(item, Passage):
                self._add_passage(item, first=position == 0)
            else:
                self._add_table(item, first=position == 0)

    def finish(self) -> tuple[Block, ...]:
        self._close_table()
        self._close_passage()
        return tuple(self._blocks)

    def _add_passage(self, item: Passage, *, first: bool) -> None:
        self._close_table()
        if self._passage and first and _passage_goes_on(self._passage[0], item):
            before, place = self._passage
            self._passage = (replace(item, text=before.text + item.text), place)
            return
        self._close_passage()
        self._passage = (item, f"第{self._page}页 第{item.number}行")

    def _close_passage(self) -> None:
        if self._passage:
            self._blocks.append(Paragraph(self._passage[0].text, self._passage[1]))
        self._passage = None

    def _add_table(self, table: Table, *, first: bool) -> None:
        self._close_passage()
        self._tables += 1
        rows = [(cells, f"第{self._page}页 表{self._tables} 第{number}行") for number, cells in enumerate(table.rows, 1)]
        opened = self._table
        if opened is not None and opened.ruled == table.ruled and (first or not table.ruled):
            edges = _common_edges(opened.edges, table.edges, ruled=table.ruled)
            if edges is not None:
                self._go_on(opened, edges, table, rows)
                return
        self._close_table()
        self._table = _Open(table.edges, table.ruled, rows, table.rows[:4], self._page)

    def _go_on(self, opened: _Open, edges: tuple[float, ...], table: Table, rows: list[tuple[_Cells, str]]) -> None:
        opened.rows = [(_remap(cells, opened.edges, edges, ruled=table.ruled), place) for cells, place in opened.rows]
        opened.header = tuple(_remap(cells, opened.edges, edges, ruled=table.ruled) for cells in opened.header)
        opened.edges = edges
        rows = [(_remap(cells, table.edges, edges, ruled=table.ruled), place) for cells, place in rows]
        again = _repeated(opened.header, [cells for cells, _ in rows])
        if again < len(rows) and opened.page != self._page:
            last, (cut, place) = opened.rows[-1], rows[again]
            if _row_goes_on(last[0], cut):
                opened.rows[-1] = (tuple(map(_join_cells, last[0], cut)), last[1])
                del rows[again]
            else:
                below = rows[again + 1][0] if again + 1 < len(rows) else ()
                rows[again] = (_under_merged(last[0], cut, below), place)
        opened.rows += rows
        opened.page = self._page

    def _close_table(self) -> None:
        if self._table:
            rows = (
                Row(tuple(Cell(cell.text, cell.covered, cell.marked) for cell in cells), place) for cells, place in self._table.rows
            )  # fmt: skip
            self._blocks.append(Grid(tuple(rows)))
        self._table = None


def _passage_goes_on(passage: Passage, following: Passage) -> bool:
    return passage.full and not following.indented and not ends_sentence(passage.text) and not begins_item(following.text)


def _common_edges(first: tuple[float, ...], second: tuple[float, ...], *, ruled: bool) -> tuple[float, ...] | None:
    """The edges of two tables as those of one, or None where they do not agree."""
    if not ruled:
        spans = [spans_of(first), spans_of(second)]
        merged = merge_spans([*spans[0], *spans[1]], _NARROW)
        apart = all(len({column_of(merged, *span) for span in own}) == len(own) for own in spans)
        return tuple(edge for span in merged for edge in span) if apart and len(merged) == max(map(len, spans)) else None
    if abs(first[0] - second[0]) > _SAME or abs(first[-1] - second[-1]) > _SAME:
        return None
    more, fewer = (first, second) if len(first) >= len(second) else (second, first)
    return more if all(min(abs(edge - other) for other in more) <= _SAME for edge in fewer) else None


def _remap(cells: _Cells, old: tuple[float, ...], new: tuple[float, ...], *, ruled: bool) -> _Cells:
    """A row by other columns; a column that is now several is covered, or empty, in all of them."""
    if old == new:
        return cells
    if not ruled:
        spans = spans_of(new)
        placed = [TableCell() for _ in spans]
        for cell, (start, end) in zip(cells, spans_of(old), strict=True):
            placed[column_of(spans, start, end)] = cell
        return tuple(placed)
    starts = [_nearest(new, edge) for edge in old]
    row: list[TableCell] = []
    for cell, start, end in zip(cells, starts, starts[1:], strict=False):
        row += [cell, *[TableCell(covered=cell.covered)] * (end - start - 1)][: max(0, end - start)]
    return tuple(row)


def _nearest(edges: Sequence[float], edge: float) -> int:
    at = bisect_left(edges, edge)
    return min((number for number in (at - 1, at) if 0 <= number < len(edges)), key=lambda number: abs(edges[number] - edge))


def _repeated(header: Sequence[_Cells], rows: Sequence[_Cells]) -> int:
    """How many rows at the beginning are those that the table began with."""
    count = 0
    while count < min(len(header), len(rows)) and _wording(header[count]) == _wording(rows[count]):
        count += 1
    return count


def _wording(cells: _Cells) -> list[str]:
    return [re.sub(r"\s", "", cell.text) for cell in cells]


def _row_goes_on(row: _Cells, following: _Cells) -> bool:
    """Whether a row is the rest of the one before the page break.

    It has text in some of the columns only that the other has text in. Either all of it goes on with words that the break cut; or the first
    column is empty, what does not go on so stands below long text, and it is some such words or little of the row that there is.
    """
    before = {column for column, cell in enumerate(row) if cell.text}
    after = {column for column, cell in enumerate(following) if cell.text}
    if not after or not after < before:
        return False
    cut = {column for column in after if _is_cut(row[column], following[column])}
    if cut == after:
        return True
    below_long = all(_is_long(row[column].text) or _is_long(following[column].text) for column in after - cut)
    return below_long and min(after) > min(before) and (bool(cut) or len(before - after) > 1)


def _is_long(text: str) -> bool:
    return len(text) > _LONG or text.count("\n") > 1


def _is_cut(cell: TableCell, rest: TableCell) -> bool:
    """Whether the text of a cell ran to the edge in the middle of a sentence, and goes on."""
    return cell.full and not ends_sentence(cell.text) and not begins_item(rest.text)


def _join_cells(cell: TableCell, rest: TableCell) -> TableCell:
    return replace(cell, text=cell.text + ("" if _is_cut(cell, rest) else "\n") + rest.text, full=rest.full) if rest.text else cell


def _under_merged(last: _Cells, cells: _Cells, below: _Cells) -> _Cells:
    """The first row after a page break with its empty cells under those that were merged over it."""
    return tuple(
        replace(cell, covered=True) if not cell.text and (above.covered or (below and below[column].covered)) else cell
        for column, (above, cell) in enumerate(zip(last, cells, strict=True))
    )
