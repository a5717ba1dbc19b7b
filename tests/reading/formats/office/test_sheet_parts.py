"""Sheets taken apart: what stands under merged ranges, tables side by side without end."""

from functools import partial

from assistant.reading.document import Grid
from assistant.reading.formats.limits import DEFAULT_LIMITS, Allowance
from assistant.reading.formats.office.sheet_parts import Filled, Rows, Span, part_sheet
from tests.effort import calls_of


def rows_of(*texts: str) -> Rows:
    """Rows of one letter per cell; a blank is an empty one."""
    return {number: {column: Filled(text) for column, text in enumerate(row, 1) if text != " "} for number, row in enumerate(texts, 1)}


def test_what_a_merged_range_hides_is_named_unless_it_says_the_same() -> None:
    allowance = Allowance(DEFAULT_LIMITS, "表.xlsx")
    (grid,) = part_sheet("表", rows_of("甲乙丙", "丁丁甲"), [Span(1, 1, 1, 2), Span(2, 1, 2, 2)], allowance)
    assert [[cell.text for cell in row.cells] for row in grid.rows] == [["甲", "", "丙"], ["丁", "", "甲"]]
    assert allowance.left_out == ["工作表「表」有内容被合并单元格盖住，未读取：B1"]


def test_many_hidden_places_are_counted() -> None:
    allowance = Allowance(DEFAULT_LIMITS, "表.xlsx")
    list(part_sheet("表", rows_of("子丑寅卯辰巳午未申酉戌亥"), [Span(1, 1, 1, 12)], allowance))
    assert allowance.left_out[0].endswith("、J1、K1 等 11 处")


def test_tables_side_by_side_may_be_any_number_and_cost_what_they_hold() -> None:
    """Twice the tables take about twice the work, and no deeper stack."""

    def gather(rows: Rows, grids: list[Grid]) -> None:
        grids.extend(part_sheet("表", rows, [], Allowance(DEFAULT_LIMITS, "表.xlsx")))

    efforts = []
    for count in (1500, 3000):
        rows, grids = rows_of(*["名值 " * count] * 4), list[Grid]()
        efforts.append(calls_of(partial(gather, rows, grids)))
        assert len(grids) == count
        assert grids[1].rows[0].place == "表!D1"
        assert all([cell.text for cell in row.cells] == ["名", "值"] for grid in grids for row in grid.rows)
    assert efforts[1] < 2.2 * efforts[0]


def test_the_rows_above_belong_to_the_first_table_and_an_empty_column_may_be_two_wide() -> None:
    grids = list(part_sheet("表", rows_of("题    ", "名值  名值", "甲一  乙二", "丙三  丁四"), [], Allowance(DEFAULT_LIMITS, "表.xlsx")))
    assert [[row.place for row in grid.rows] for grid in grids] == [["表!A1", "表!A2", "表!A3", "表!A4"], ["表!E2", "表!E3", "表!E4"]]
