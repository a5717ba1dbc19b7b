"""Merged cells without ruling lines: texts in the middle of their rows share them out, texts at the top of theirs stay where they are."""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from assistant.reading.document import Grid
from assistant.reading.formats.pages.centred import Extent, Group, Layout, find_groups
from assistant.reading.formats.pages.pdf import read_here
from tests.effort import calls_of
from tests.reading.pdfs import Piece, Press

Item = tuple[str, str]
Classes = list[tuple[str, list[tuple[str, list[Item]]]]]
HEADER = ["一级指标", "二级指标", "三级指标", "指标值"]
SHARES = [2.0, 2.0, 4.0, 2.0]
CHARS = st.sampled_from("开展调研宣传培训慰问活动场次数量")
ITEMS = st.tuples(st.text(CHARS, min_size=4, max_size=40), st.text(CHARS, min_size=4, max_size=12))


def classes(longest: int) -> st.SearchStrategy[Classes]:
    """Classes with their rows; names of more than nine characters take two lines."""
    names = st.text(st.sampled_from("甲乙丙丁戊己庚辛壬癸"), min_size=2, max_size=longest)
    seconds = st.lists(st.tuples(names, st.lists(ITEMS, min_size=1, max_size=5)), min_size=1, max_size=4)
    return st.lists(st.tuples(names, seconds), min_size=1, max_size=4)


EVEN: Classes = [("成本指标", [("经济成本指标", [("举办活动", "十场"), ("印制资料", "百份")])])]
"""A name between two rows, which says that names stand in the middle."""
SETTINGS = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


def pieces_of(some: Classes, header: Sequence[str] = HEADER) -> list[Piece]:
    """Cells of a table with the rows of each class, its name beside all of them."""
    pieces = [Piece(0, column, text) for column, text in enumerate(header)]
    row = 1 if header else 0
    for level1, seconds in some:
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


def plain(names: Sequence[tuple[str, Sequence[int]]]) -> Classes:
    """Classes of so many rows of a line each."""
    return [(name, [("数量指标", [("举办宣传活动", "十场次")] * count) for count in counts]) for name, counts in names]


@SETTINGS
@given(classes(14), st.sampled_from([4.0, 5.0, 7.0]))
def test_names_in_the_middle_of_their_rows_cover_them(some: Classes, padding: float) -> None:
    pieces = pieces_of([*EVEN, *some])
    press = Press(padding=padding)
    press.table(pieces, shares=SHARES, ruled=False, middle=True)
    assume(press.page == 1)
    assert read(press) == rows_of(pieces, merged=True)


@SETTINGS
@given(classes(14), st.sampled_from([4.0, 5.0, 7.0]))
def test_names_at_the_top_of_their_rows_stay_there(some: Classes, padding: float) -> None:
    pieces = pieces_of([*EVEN, *some])
    press = Press(padding=padding)
    press.table(pieces, shares=SHARES, ruled=False)
    assume(press.page == 1)
    assert read(press) == rows_of(pieces, merged=False)


@settings(SETTINGS, max_examples=20)
@given(classes(9), st.integers(200, 560), st.sampled_from([0, 1]))
def test_a_page_break_through_a_name_in_the_middle(some: Classes, above: int, header: int) -> None:
    """The rows that go on below the break are under the name as well, and the headings printed once more are a row of their own."""
    pieces = pieces_of([*EVEN, *some])
    press = Press()
    press.space(above)
    press.table(pieces, shares=SHARES, ruled=False, middle=True, header=header, cut=False)
    assume(press.page == 2)
    assert [row for row in read(press) if row != HEADER] == rows_of(pieces, merged=True)[1:]


@pytest.mark.parametrize("sizes", [[("成本指标", [3]), ("产出指标", [3, 1, 1])], [("产出指标", [1, 1, 3]), ("效益指标", [1])]])
def test_names_on_lines_of_their_rows_below_headings(sizes: list[tuple[str, list[int]]]) -> None:
    """All groups have odd numbers of rows: only what stands above the first name, and beside the others, tells."""
    pieces = pieces_of(plain(sizes))
    press = Press()
    press.table(pieces, shares=SHARES, ruled=False, middle=True)
    assert read(press) == rows_of(pieces, merged=True)


@pytest.mark.parametrize(
    "sizes", [[("产出指标", [2]), ("效益指标", [2])], [("甲", [2]), ("乙", [2, 2, 3]), ("丙", [4, 1, 2]), ("丁", [2])]]
)
def test_rows_without_headings_whose_names_would_fit_the_middle_of_others(sizes: list[tuple[str, list[int]]]) -> None:
    """The first row is filled in all columns as headings are; the names below it stand half-way between its end and the next."""
    pieces = pieces_of(plain(sizes), header=())
    press = Press()
    press.table(pieces, shares=SHARES, ruled=False)
    assert read(press) == rows_of(pieces, merged=False)


def test_a_class_without_a_second_level_and_a_note_below() -> None:
    some = [*EVEN, ("满意度指标", [("", [("群众满意度", "九成"), ("企业满意度", "八成")])])]
    pieces = [piece for piece in pieces_of(some) if piece.text]
    press = Press()
    press.table(pieces, shares=SHARES, ruled=False, middle=True)
    press.canvas.drawString(press.margin + press.padding, press.y - 20, "备注")
    assert read(press) == [
        HEADER,
        ["成本指标", "经济成本指标", "举办活动", "十场"],
        ["↑", "↑", "印制资料", "百份"],
        ["满意度指标", "", "群众满意度", "九成"],
        ["↑", "", "企业满意度", "八成"],
        ["备注", "", "", ""],
    ]


def extents(*tops: float, height: float = 10) -> tuple[Extent, ...]:
    return tuple(Extent(top, top + height, top + 5) for top in tops)


def test_groups_are_shared_out_by_height_and_not_by_number() -> None:
    """The second row is four lines high, so the first text stands beside it and covers three rows, the second one row."""
    rows = (*extents(0), Extent(20, 70, 25), *extents(80, 100))
    (groups,) = find_groups(Layout(rows, (extents(40, 100),), 10)) or [[]]
    assert groups == [Group(range(3), 0), Group(range(3, 4), 1)]


def test_a_text_off_the_middle_of_any_rows_fits_nothing() -> None:
    assert find_groups(Layout(extents(0, 20, 40), (extents(10),), 10)) is None


def test_groups_of_the_page_before() -> None:
    """Rows above the first text belong to the page before only where that had merged cells."""
    rows, texts = extents(0, 20, 40, 60), (extents(50),)
    assert find_groups(Layout(rows, texts, 10, follows=True, goes_on=True)) == [[Group(range(2), None), Group(range(2, 4), 0)]]
    assert find_groups(Layout(rows, texts, 10, follows=True)) is None


def test_many_rows_take_little_work() -> None:
    rows = extents(*(20.0 * row for row in range(2000)))
    texts = extents(*(20.0 * row + 10 for row in range(0, 2000, 2)))
    found = list[object]()
    layouts = Layout(rows[:400], (texts[:200],), 10), Layout(rows, (texts,), 10)
    assert calls_of(lambda: found.extend(map(find_groups, layouts))) < 20_000
    assert [groups is None for groups in found] == [False, True]
