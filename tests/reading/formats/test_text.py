"""Plain text: what is a grid, what a paragraph, and lines without end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import InputError
from assistant.reading.document import Grid, Paragraph
from assistant.reading.formats.limits import Allowance, ReadingLimits
from assistant.reading.formats.text import _nearest, read_text


def shown(text: str, allowance: Allowance | None = None) -> list[str | list[list[str]]]:
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row.cells] for row in block.rows]
        for block in read_text(text, allowance)
    ]


@pytest.mark.parametrize("rule", ["|---|---|", "--|--", "| :--- | ---: |", "|:-:|:-:|", "-- | --", "|--|--"])
def test_the_rule_below_a_head_is_no_row(rule: str) -> None:
    assert shown(f"|甲|乙|\n{rule}\n|丙|丁|") == [[["甲", "乙"], ["丙", "丁"]]]


@pytest.mark.parametrize("line", ["--", "- - -", "--x", "|--|x|", "-|-"])
def test_what_is_no_rule_stays(line: str) -> None:
    assert line.strip("|").split("|")[0] in str(shown(f"|甲|乙|\n{line}\n|丙|丁|"))


def test_bookmarks_of_converters_go_and_brackets_stay() -> None:
    assert shown("[bookmark: _Toc1]甲[Bookmark:a]乙[bookmark\n[bookmark:[bookmark:b]丙]") == ["甲乙[bookmark", "[bookmark:丙]"]


def test_grids_that_only_blank_lines_part_are_one() -> None:
    blocks = read_text("甲\t乙\n\n丙\t丁\n戊\n己\t庚\n")
    assert [len(block.rows) if isinstance(block, Grid) else block.text for block in blocks] == [2, "戊", 1]


def test_one_cell_per_line_keeps_its_lines() -> None:
    assert shown("题\n\t甲\n\t乙\n一\n二\n\t丙\n") == ["题", [["甲", "乙\n一\n二", "丙"]]]


def test_cells_that_blanks_set_apart_are_counted() -> None:
    text = "甲  乙  丙\n" * 3
    assert shown(text, Allowance(ReadingLimits(cells=12), "表.txt")) == [[["甲", "乙", "丙"]] * 3]
    with pytest.raises(InputError, match="ASSISTANT_READ_CELLS"):
        read_text(text, Allowance(ReadingLimits(cells=11), "表.txt"))


@given(st.lists(st.integers(0, 200), min_size=1, unique=True).map(sorted), st.integers(0, 200))
def test_the_nearest_column_is_the_first_of_those_that_are(columns: list[int], start: int) -> None:
    assert _nearest(columns, start) == min(range(len(columns)), key=lambda at: abs(columns[at] - start))
