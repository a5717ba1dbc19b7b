from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from assistant.errors import UnsupportedFormatError
from assistant.export import write_table
from assistant.export.local import find_form, write_form
from assistant.export.preview import preview_html
from assistant.export.preview_excel import _number
from assistant.goals import Goal, GoalTable, Indicator
from assistant.settings import Settings
from tests.export.samples import DEPARTMENT, FOUR_CLASS, THREE_CLASS

Place = tuple[int, int, int, int, str]
"""Row and column of a cell, how many of each it covers, and its text."""
LOCAL = ["central_2021", "guangdong", "guangzhou", "hebei", "qinghai", "tianjin", "zhanjiang_department"]
ENDINGS = [".docx", ".xlsx"]
NOTES = ("培训多少人？", "=1+1 <b>对吗</b>？")


def write(table: GoalTable, path: Path, form: str | None = None) -> bytes:
    if form:
        write_form([table], path, find_form(Settings(), form), notes=NOTES)
    else:
        write_table(table, path, notes=NOTES)
    return path.read_bytes()


def shown(fragment: str) -> list[list[Place]]:
    """The tables of a preview."""
    return [list(_grid(table)) for table in html.fromstring(fragment).iter("table")]


def _grid(table: Any) -> Iterator[Place]:
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(table.iter("tr")):
        column = 0
        for cell in line.iter("td"):
            while (row, column) in taken:
                column += 1
            rows, columns = int(cell.get("rowspan", 1)), int(cell.get("colspan", 1))
            taken |= {(row + down, column + right) for down in range(rows) for right in range(columns)}
            yield row, column, rows, columns, "\n".join(_text(block) for block in cell)


def _text(block: Any) -> str:
    for line_break in block.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    return str(block.text_content()).replace("\u2003", "\t")


def drawn(content: bytes, ending: str) -> list[list[Place]]:
    """The tables of a file, as the libraries that people read such files with see them."""
    return _drawn_word(content) if ending == ".docx" else _drawn_excel(content)


def _drawn_word(content: bytes) -> list[list[Place]]:
    tables = []
    for table in docx.Document(BytesIO(content)).tables:
        places: dict[Any, list[tuple[int, int]]] = {}
        texts = {}
        for row in range(len(table.rows)):
            for column in range(len(table.columns)):
                cell = table.cell(row, column)
                places.setdefault(cell._tc, []).append((row, column))
                texts[cell._tc] = cell.text
        tables.append([(*_extent(held), texts[cell]) for cell, held in places.items()])
    return tables


def _extent(held: list[tuple[int, int]]) -> tuple[int, int, int, int]:
    (top, left), (bottom, right) = min(held), max(held)
    return top, left, bottom - top + 1, right - left + 1


def _drawn_excel(content: bytes) -> list[list[Place]]:
    tables = []
    for sheet in openpyxl.load_workbook(BytesIO(content)).worksheets:
        merged = {
            (area.min_row, area.min_col): (area.max_row - area.min_row + 1, area.max_col - area.min_col + 1)
            for area in sheet.merged_cells.ranges
        }
        covered = {cell for area in sheet.merged_cells.ranges for cell in list(area.cells)[1:]}
        tables.append(
            [
                (row - 1, column - 1, *merged.get((row, column), (1, 1)), _as_shown(sheet.cell(row, column)))
                for row in range(1, sheet.max_row + 1)
                for column in range(1, sheet.max_column + 1)
                if (row, column) not in covered
            ]
        )
    return tables


def _as_shown(cell: Any) -> str:
    return "" if cell.value is None else cell.value if isinstance(cell.value, str) else _number(cell.value, cell.number_format)


WRITTEN = [
    *((table, form) for form in (None, *LOCAL[:-1]) for table in (THREE_CLASS, FOUR_CLASS)),
    *((DEPARTMENT, form) for form in (None, LOCAL[-1])),
]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(("table", "form"), WRITTEN, ids=lambda value: value.name if isinstance(value, GoalTable) else str(value))
def test_the_preview_has_the_cells_of_the_file(table: GoalTable, form: str | None, ending: str, tmp_path: Path) -> None:
    content = write(table, tmp_path / f"out{ending}", form)
    assert shown(preview_html(content, ending)) == drawn(content, ending)


@pytest.mark.parametrize("ending", ENDINGS)
def test_title_look_and_the_list_behind_the_form_are_there(ending: str, tmp_path: Path) -> None:
    page = html.fromstring(preview_html(write(THREE_CLASS, tmp_path / f"out{ending}"), ending))
    form, pending = page.findall("section")
    text = form.text_content()
    assert text.startswith("妇女儿童维权服务经费绩效目标表")
    assert "底色标记的指标值为参考值，待确认。" in text
    assert "待确认事项" in pending.text_content()
    assert "1. 培训多少人？" in pending.text_content()
    (heading,) = [cell for cell in form.iter("td") if cell.text_content() == "三级指标"]
    assert all(said in heading[0].get("style") for said in ("font-weight:bold", "text-align:center"))
    marked = [cell.text_content() for cell in form.iter("td") if "background" in cell.get("style")]
    assert marked == ["≥200人次"]
    widths = [float(column.get("style").split(":")[1].rstrip("%")) for column in next(form.iter("colgroup"))]
    assert sum(widths) == pytest.approx(100, abs=0.1)
    assert len(set(widths)) > 1


def test_what_a_tab_parts_stands_at_both_edges(tmp_path: Path) -> None:
    page = html.fromstring(preview_html(write(THREE_CLASS, tmp_path / "out.docx", "hebei"), ".docx"))
    (line,) = [line for line in page.iter("p") if "space-between" in line.get("style")]
    assert [part.text for part in line] == ["丰润区妇女联合会本级", "单位：万元"]


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<a href='javascript:1'>x</a>",
    "&lt;b&gt;",
    "[x](http://a.cn)",
    "=1+1",
]


@pytest.mark.parametrize("ending", ENDINGS)
def test_texts_are_texts_whatever_they_hold(ending: str, tmp_path: Path) -> None:
    rows = tuple(Indicator(level1="产出指标", level2="数量指标", level3=text, value=text) for text in HOSTILE)
    table = GoalTable(name=HOSTILE[0], goals=tuple(Goal(text=text) for text in HOSTILE), indicators=rows)
    fragment = preview_html(write(table, tmp_path / f"out{ending}"), ending)
    page = html.fromstring(fragment)
    assert {element.tag for element in page.iter()} <= {
        "div",
        "section",
        "p",
        "table",
        "colgroup",
        "col",
        "tbody",
        "tr",
        "td",
        "br",
        "span",
    }
    assert {name for element in page.iter() for name in element.attrib} <= {"style", "lang", "colspan", "rowspan"}
    assert not any("url(" in element.get("style", "") for element in page.iter())
    said = [text for table in shown(fragment) for *_, text in table]
    assert all(said.count(text) >= 2 for text in HOSTILE)


@settings(max_examples=25)
@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Zs", "Zl", "Zp", "Cf")), min_size=1, max_size=30))
def test_any_text_is_shown_as_it_is(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("preview")
    table = GoalTable(name="甲", indicators=(Indicator(level3="乙", value=text),))
    for ending in ENDINGS:
        assert text in [said for rows in shown(preview_html(write(table, folder / f"out{ending}"), ending)) for *_, said in rows]


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (270000, "#,##0.00", "270,000.00"),
        (6, "0.00####", "6.00"),
        (6.1234, "0.00####", "6.1234"),
        (35, "General", "35"),
        (Decimal("35.5"), "General", "35.5"),
        (1234567, "#,##0", "1,234,567"),
        (3, "0", "3"),
    ],
)
def test_numbers_look_as_the_sheet_shows_them(value: Decimal | int | float, number_format: str, shown: str) -> None:
    assert _number(value, number_format) == shown


def test_other_files_have_no_preview() -> None:
    with pytest.raises(UnsupportedFormatError, match="不能预览"):
        preview_html(b"", ".pdf")
