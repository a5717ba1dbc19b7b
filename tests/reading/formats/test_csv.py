"""What separates the values of a file is seen from its rows, not from how often a sign occurs."""

import csv
from io import StringIO

import pytest

from assistant.reading.document import Grid
from assistant.reading.formats.text import read_csv

ROWS = [
    ["项目名称", "会议经费", "", ""],
    ["绩效目标", "开会。", "", ""],
    ["一级指标", "二级指标", "三级指标", "指标值"],
    ["产出指标", "数量指标", "会议期数", "≥2期"],
]


def read(text: str) -> list[list[str]]:
    (grid,) = read_csv(text)
    assert isinstance(grid, Grid)
    return [[cell.text for cell in row.cells] for row in grid.rows]


def written(rows: list[list[str]], delimiter: str) -> str:
    file = StringIO()
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue()


@pytest.mark.parametrize("delimiter", list(",\t;|"))
@pytest.mark.parametrize("wording", ["开会;" * 60, "甲|乙|" * 60, "1,2,3," * 60, "甲\t乙" * 60, "首行;\n次行;丙|丁" * 9])
def test_signs_inside_a_text_part_nothing(delimiter: str, wording: str) -> None:
    rows = [row if row[0] != "绩效目标" else ["绩效目标", wording, "", ""] for row in ROWS]
    assert read(written(rows, delimiter)) == rows


@pytest.mark.parametrize("delimiter", list(",\t;|"))
def test_rows_of_unequal_width(delimiter: str) -> None:
    rows = [[cell for cell in row if cell] for row in ROWS] + [ROWS[-1]] * 3
    assert read(written(rows, delimiter)) == rows


def test_one_column_is_one_column() -> None:
    assert read("甲;乙\n丙\n丁\n") in ([["甲;乙"], ["丙"], ["丁"]], [["甲", "乙"], ["丙"], ["丁"]])


def test_the_apostrophe_before_a_formula_goes_and_others_stay() -> None:
    assert read("'=100%,'甲\n''=1,'\t乙\n") == [["=100%", "'甲"], ["'=1", "\t乙"]]
