"""Pages of filled-in sheets: projects that are drawn as several rows stay whole where they can."""

from pathlib import Path

import openpyxl
import pytest

from assistant.export.local import find_form, write_form
from assistant.export.local.paging import keep_whole
from assistant.export.workbook import new_workbook, set_page
from assistant.goals import Goal, GoalTable, Indicator
from assistant.settings import Settings


def breaks(heights: list[float], *wholes: range, titles: str | None = None, fit: int = 0) -> list[int]:
    sheet = new_workbook("").worksheets[0]
    set_page(sheet)
    sheet.page_setup.fitToHeight = fit
    sheet.print_title_rows = titles
    keep_whole(sheet, heights, 170.0, wholes)
    return [each.id for each in sheet.row_breaks.brk]


@pytest.mark.parametrize(
    ("heights", "wholes", "titles", "expected"),
    [
        ([300.0, 300.0, 300.0], [range(2, 4)], None, [1]),  # a page holds about 700 points
        ([300.0, 200.0, 150.0], [range(2, 4)], None, []),
        ([300.0, 400.0, 400.0], [range(2, 4)], None, []),  # taller than a page: it is torn wherever it begins
        ([300.0, 300.0, 300.0, 300.0, 300.0], [range(2, 4), range(4, 6)], None, [1, 3]),
        ([300.0, 500.0, 100.0, 300.0, 50.0], [range(4, 6)], None, [3]),  # row 2 begins the second page by itself
        ([300.0, 500.0, 110.0, 110.0], [range(3, 5)], None, [2]),
        ([50.0, 500.0, 330.0, 330.0], [range(3, 5)], "1:1", []),  # with the headings on top it does not fit
    ],
)
def test_breaks_stand_in_front_of_what_would_be_torn(
    heights: list[float], wholes: list[range], titles: str | None, expected: list[int]
) -> None:
    assert breaks(heights, *wholes, titles=titles) == expected


def test_a_sheet_that_must_fit_on_one_page_has_no_breaks() -> None:
    assert breaks([300.0, 300.0, 300.0], range(2, 4), fit=1) == []


def test_a_long_project_of_a_list_begins_a_page(tmp_path: Path) -> None:
    rows = tuple(Indicator(level1="产出指标", level2="数量指标", level3=f"甲数{number}", value="≥1次") for number in range(30))
    projects = [GoalTable(name=f"项目{number}", goals=(Goal(text="宣传。"),), indicators=rows) for number in range(3)]
    write_form(projects, tmp_path / "list.xlsx", find_form(Settings(), "qinghai"))
    sheet = openpyxl.load_workbook(tmp_path / "list.xlsx").worksheets[0]
    starts = [cell.row for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("项目")]
    assert [each.id + 1 for each in sheet.row_breaks.brk] == starts[1:]
