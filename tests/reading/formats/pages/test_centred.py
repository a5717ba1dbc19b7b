"""Merged cells without ruling lines: texts in the middle of their rows share them out, texts at the top of theirs stay where they are."""

from collections.abc import Sequence

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from assistant.reading.document import Grid
from assistant.reading.formats.pages.centred import Extent, Group, Layout, find_groups
from assistant.reading.formats.pages.pdf import read_here
from tests.reading.pdfs import Piece, Press

HEADER = ["一级指标", "二级指标", "三级指标", "指标值"]
SHARES = [2.0, 2.0, 4.0, 2.0]
NAMES = st.text(st.sampled_from("甲乙丙丁戊己庚辛壬癸"), min_size=2, max_size=9)
SHORT = st.text(st.sampled_from("开展调研宣传培训慰问活动场次数量"), min_size=4, max_size=12)
WORDING = st.text(st.sampled_from("开展调研宣传培训慰问活动场次数量"), min_size=4, max_size=40)
Item = tuple[str, str]
Classes = list[tuple[str, list[tuple[str, list[Item]]]]]
CLASSES = st.lists(
    st.tuples(NAMES, st.lists(st.tuples(NAMES, st.lists(st.tuples(WORDING, SHORT), min_size=1, max_size=5)), min_size=1, max_size=4)),
    min_size=1,
    max_size=4,
)


def pieces_of(classes: Classes, header: Sequence[str] = HEADER) -> list[Piece]:
    """Cells of a table with the rows of each class, its name beside all of them."""
    pieces = [Piece(0, column, text) for column, text in enumerate(header)]
    row = 1 if header else 0
    for level1, seconds in classes:
        pieces.append(Piece(row, 0, level1, rows=sum(len(items) for _, items in seconds)))
        for level2, items in seconds:
            pieces.append(Piece(row, 1, level2, rows=len(items)))
            for name, value in items:
                pieces += [Piece(row, 2, name), Piece(row, 3, value)]
                row += 1
    return pieces


def rows_of(pieces: Sequence[Piece], *, merged: bool) -> list[list[str]]:
    """What is to be read; ↑ marks cells under others."""
    height = max(piece.row + piece.rows for piece in pieces)
    rows = [["" for _ in range(4)] for _ in range(height)]
    for piece in pieces:
        rows[piece.row][piece.column] = piece.text
        for below in range(piece.row + 1, piece.row + piece.rows):
            rows[below][piece.column] = "↑" if merged else ""
    return rows


def read(press: Press) -> list[list[str]]:
    (grid,) = read_here(press.finish(), "表.pdf")
    assert isinstance(grid, Grid)
    return [["↑" if cell.covered else cell.text.replace("\n", "") for cell in row.cells] for row in grid.rows]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CLASSES, st.sampled_from([4.0, 5.0, 7.0]))
def test_names_in_the_middle_of_their_rows_cover_them(classes: Classes, padding: float) -> None:
    pieces = pieces_of(classes)
    press = Press(padding=padding)
    press.table(pieces, shares=SHARES, ruled=False, middle=True)
    assume(press.page == 1)
    assert read(press) == rows_of(pieces, merged=True)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CLASSES, st.sampled_from([4.0, 5.0, 7.0]))
def test_names_at_the_top_of_their_rows_stay_there(classes: Classes, padding: float) -> None:
    pieces = pieces_of(classes)
    press = Press(padding=padding)
    press.table(pieces, shares=SHARES, ruled=False)
    assume(press.page == 1)
    assert not any("↑" in row for row in read(press))
