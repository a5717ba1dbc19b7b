"""What stands in the cells of a form that was filled in."""

from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest

from assistant.export.local import find_form, write_form
from assistant.goals import Indicator
from assistant.settings import Settings
from tests.export.own_forms import FILLED, GRID, HEAD, make
from tests.export.samples import FOUR_CLASS, THREE_CLASS


def test_what_is_filled_in_is_not_filled_in_again(own: Settings, tmp_path: Path) -> None:
    make(own)
    table = THREE_CLASS.model_copy(update={"name": "{{单位}}项目"})
    write_form([table], tmp_path / "out.docx", find_form(own, "county"))
    assert docx.Document(str(tmp_path / "out.docx")).tables[0].cell(0, 1).text == "{{单位}}项目"


def test_formula_like_values_stay_texts(own: Settings, tmp_path: Path) -> None:
    make(own)
    rows = (Indicator(level1="产出指标", level2="数量指标", level3="=1+1", value="=100%"),)
    write_form([THREE_CLASS.model_copy(update={"indicators": rows})], tmp_path / "out.xlsx", find_form(own, "county"))
    cells = [cell for row in openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0].iter_rows() for cell in row]
    assert {cell.value: cell.data_type for cell in cells if cell.value in ("=1+1", "=100%")} == {"=1+1": "s", "=100%": "s"}
    assert all(cell.quotePrefix for cell in cells if cell.value in ("=1+1", "=100%"))


@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
def test_values_that_are_not_given_have_no_colour(tmp_path: Path, ending: str) -> None:
    pairs = [("≥1次", None), (None, "≥9次"), ("≥2次", "≥8次"), (None, None)]
    rows = tuple(
        Indicator(level1="产出指标", level2="数量指标", level3=f"甲数{number}", value=value, period_value=period, status="to_confirm")
        for number, (value, period) in enumerate(pairs)
    )
    write_form([FOUR_CLASS.model_copy(update={"indicators": rows})], tmp_path / f"out{ending}", find_form(Settings(), "guangdong"))
    if ending == ".docx":
        lines = [row.cells for table in docx.Document(str(tmp_path / "out.docx")).tables for row in table.rows]
        coloured = [[bool(cell._tc.xpath(".//w:shd")) for cell in cells] for cells in lines if "甲数" in "".join(c.text for c in cells)]
    else:
        sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]
        lines = [row for row in sheet.iter_rows() if any("甲数" in str(cell.value) for cell in row)]
        coloured = [[cell.fill.fill_type == "solid" for cell in row] for row in lines]
    assert [row[-2:] for row in coloured] == [[False, True], [True, False], [True, True], [False, True]]


def test_amounts_of_a_workbook_look_as_the_form_says(own: Settings, tmp_path: Path) -> None:
    said = {
        "{decimals: 0}": ["General", "General"],  # "0.####" would show 35 as 35. with a point
        "{decimals: 2}": ["0.00####", "0.00####"],
        "{decimals: 0, thousands: true}": ["#,##0", "#,##0.0000"],
    }
    for money, formats in said.items():
        make(own, f"{FILLED}money: {money}\n", rows=[*HEAD, ["{{预算数}}"], *GRID])
        for yuan, shown in zip(("350000", "350001"), formats, strict=True):
            write_form([THREE_CLASS.model_copy(update={"budget_yuan": Decimal(yuan)})], tmp_path / "out.xlsx", find_form(own, "county"))
            cells = [cell for row in openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0].iter_rows() for cell in row]
            assert [cell.number_format for cell in cells if isinstance(cell.value, int | float)] == [shown]


def test_several_goals_of_a_workbook_stand_on_lines_of_their_own(own: Settings, tmp_path: Path) -> None:
    make(own)
    write_form([THREE_CLASS], tmp_path / "out.xlsx", find_form(own, "county"))
    cells = [cell for row in openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0].iter_rows() for cell in row]
    (goals,) = [cell for cell in cells if str(cell.value).startswith("1.")]
    assert goals.alignment.wrap_text
