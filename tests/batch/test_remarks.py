"""A workbook of results that people have written in, made anew."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from assistant.batch.remarks import REMARKS, KnownBy, Remarks, as_text, put_workbook
from assistant.batch.table_sheet import add_sheet
from assistant.export.workbook import bytes_of, new_workbook

HEADINGS = ("行号", "名称", "单位", "预算", "提示词")
BY = KnownBy(keys=("名称", "单位", "预算"), apart=("提示词",), place=("行号",))
BOOK, ASIDE = "结果.xlsx", "结果（您改过的旧稿）.xlsx"
Row = tuple[object, ...]


def row(number: int, name: str | None, unit: str | None = None, budget: int | None = 10, prompt: str | None = None) -> Row:
    return number, name, unit, budget, prompt


def place(before: Sequence[tuple[Row, object]], *now: Row) -> tuple[list[str | None], list[str]]:
    """Where the remarks of rows of before go, and those that go nowhere."""
    remarks = Remarks([(*HEADINGS, REMARKS), *((*cells, text) for cells, text in before)])
    placed = remarks.place([dict(zip(HEADINGS, cells, strict=True)) for cells in now], BY)
    return placed, remarks.homeless


ONE, OTHER = row(2, "会议", "一局"), row(3, "会议", "二局")


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    {
        "rows on top, and another order": (
            [(ONE, "甲"), (OTHER, "乙"), (row(4, "培训"), "丙")],
            [row(2, "新"), row(3, "培训"), row(4, "会议", "二局"), row(5, "会议", "一局")],
            [None, "丙", "乙", "甲"],
        ),
        "sorted by whoever wrote": ([(OTHER, "乙"), (ONE, "甲")], [ONE, OTHER], ["甲", "乙"]),
        "the prompt changed": (
            [(row(2, "会议", "一局", prompt="draft@1"), None), (row(3, "会议", "二局", prompt="draft@1"), "乙")],
            [row(2, "会议", "一局", prompt="draft@2"), row(3, "会议", "二局", prompt="draft@2")],
            [None, "乙"],
        ),
        "no prompt before": (
            [(ONE, None), (OTHER, "乙")],
            [row(2, "会议", "一局", prompt="p"), row(3, "会议", "二局", prompt="p")],
            [None, "乙"],
        ),
        "of two prompts each its own": (
            [(row(2, "会议", prompt="p"), "甲"), (row(2, "会议", prompt="q"), "乙")],
            [row(3, "会议", prompt="q"), row(3, "会议", prompt="p")],
            ["乙", "甲"],
        ),
        "a unit filled in": ([(row(2, "会议"), "甲"), (row(3, "培训"), None)], [row(4, "会议", "一局"), row(3, "培训")], ["甲", None]),
        "all filled in that a row had left out": ([(row(2, "会议", None, None), "甲")], [row(2, "会议", "一局", 20)], ["甲"]),
        "namesakes of other budgets, another on top": (
            [(row(2, "会议", budget=10), "甲"), (row(3, "会议", budget=50), "乙")],
            [row(2, "会议", budget=90), row(3, "会议", budget=10), row(4, "会议", budget=50)],
            [None, "甲", "乙"],
        ),
        "alike in all, and where they were": (
            [(row(2, "会议"), "甲"), (row(3, "会议"), "乙")],
            [row(3, "会议"), row(2, "会议")],
            ["乙", "甲"],
        ),
    }.values(),
)
def test_a_remark_goes_with_its_row(before: list[tuple[Row, str | None]], now: list[Row], expected: list[str | None]) -> None:
    assert place(before, *now) == (expected, [])


@pytest.mark.parametrize(
    ("before", "now"),
    {
        "another unit": ([(ONE, "甲")], [OTHER]),
        "no unit any more": ([(ONE, "甲")], [row(2, "会议")]),
        "another budget": ([(row(2, "会议", "一局", 10), "甲")], [row(2, "会议", "一局", 50)]),
        "the namesake that stays": ([(row(2, "会议", budget=10), "甲"), (row(3, "会议", budget=50), None)], [row(2, "会议", budget=50)]),
        "a namesake that comes": ([(row(2, "会议", budget=10), "甲"), (OTHER, None)], [row(2, "会议", budget=90), OTHER]),
        "two that may be filled in": ([(row(2, "会议"), "甲")], [ONE, OTHER]),
        "filled in, of two": ([(row(2, "会议"), "甲"), (row(3, "会议", "一局", None), None)], [ONE]),
        "filled in, beside one as before": ([(row(2, "会议"), "甲")], [row(2, "会议"), row(3, "会议"), ONE]),
        "one prompt, and then two": ([(row(2, "会议"), "甲")], [row(2, "会议", prompt="p"), row(2, "会议", prompt="q")]),
        "of two prompts one that is another": (
            [(row(2, "会议", prompt="p"), "甲"), (row(2, "会议", prompt="q"), None)],
            [row(2, "会议", prompt="q"), row(2, "会议", prompt="r")],
        ),
        "alike in all, and one on top": ([(row(2, "会议"), "甲"), (row(3, "会议"), None)], [row(2, "新"), row(3, "会议"), row(4, "会议")]),
        "alike in all, and one gone": ([(row(2, "会议"), None), (row(3, "会议"), "甲")], [row(2, "会议")]),
        "without a name": ([(row(2, None), "甲")], [row(2, None)]),
    }.values(),
)
def test_where_there_is_doubt_it_goes_nowhere(before: list[tuple[Row, str | None]], now: list[Row]) -> None:
    placed, homeless = place(before, *now)
    assert placed == [None] * len(now)
    assert len(homeless) == 1


def test_what_goes_nowhere_is_named() -> None:
    assert place([(ONE, "甲"), (row(3, None, None, None), "补一份清单")], row(2, "新"))[1] == ["会议 一局", "补一份清单"]


def test_headings_below_a_title_are_found() -> None:
    remarks = Remarks([("二〇二七年预算",), (*HEADINGS, REMARKS), (*ONE, "甲")])
    assert remarks.place([dict(zip(HEADINGS, ONE, strict=True))], BY) == ["甲"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (95, "95"),
        (95.0, "95"),
        (0, "0"),
        (0.5, "0.5"),
        (Decimal("200000.00"), "200000"),
        (1e16, "10000000000000000"),
        (True, "TRUE"),
        (date(2026, 12, 1), "2026-12-01"),
        (datetime(2026, 12, 1), "2026-12-01"),
        (datetime(2026, 12, 1, 9, 30), "2026-12-01 09:30"),
        (time(9, 30), "09:30"),
        (" 退回 ", "退回"),
        ("甲\r\n乙\r丙", "甲\n乙\n丙"),
    ],
)
def test_a_cell_says_what_people_wrote(value: object, text: str) -> None:
    assert as_text(value) == text


def make(folder: Path, *rows: tuple[str, str, str]) -> list[str]:
    """Write a workbook of rows with name, unit and a result; the remarks that went nowhere."""
    by = KnownBy(("名称", "单位"))

    def content(remarks: Remarks) -> bytes:
        workbook = new_workbook("结果")
        workbook.remove(workbook.worksheets[0])
        placed = remarks.place([dict(zip(by.keys, cells[:2], strict=True)) for cells in rows], by)
        add_sheet(workbook, "汇总", [*by.keys, "结果", REMARKS], [[*cells, text] for cells, text in zip(rows, placed, strict=True)])
        return bytes_of(workbook)

    _, homeless = put_workbook(folder, BOOK, "汇总", content)
    return homeless


def write(folder: Path, edit: Callable[[Worksheet], None]) -> bytes:
    """Edit the workbook as somebody would; the file as it is then."""
    book = openpyxl.load_workbook(folder / BOOK)
    edit(book["汇总"])
    book.save(folder / BOOK)
    return (folder / BOOK).read_bytes()


def remark(**texts: Any) -> Callable[[Worksheet], None]:
    def edit(sheet: Worksheet) -> None:
        for cell, text in texts.items():
            sheet[cell] = text

    return edit


def rows_of(folder: Path) -> Sequence[tuple[object, ...]]:
    return [*openpyxl.load_workbook(folder / BOOK)["汇总"].iter_rows(min_row=2, values_only=True)]


def aside(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("结果（*"))


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("补清单", "补清单"),
        (" 补清单 ", "补清单"),
        ("第一行\r\n第二行", "第一行\n第二行"),
        (95, "95"),
        (True, "TRUE"),
        (date(2026, 12, 1), "2026-12-01"),
    ],
)
def test_with_remarks_only_it_stays_as_it_is_and_they_go_into_one_that_says_something_else(
    tmp_path: Path, written: object, text: str
) -> None:
    make(tmp_path, ("甲", "一局", "好"), ("乙", "一局", "好"))
    mine = write(tmp_path, remark(D3=written))
    make(tmp_path, ("甲", "一局", "好"), ("乙", "一局", "好"))
    assert (tmp_path / BOOK).read_bytes() == mine
    assert aside(tmp_path) == []
    make(tmp_path, ("新", "一局", "好"), ("乙", "一局", "改了"))
    assert [cells[3] for cells in rows_of(tmp_path)] == [None, text]
    assert (tmp_path / ASIDE).read_bytes() == mine
    before = (tmp_path / BOOK).read_bytes()
    make(tmp_path, ("新", "一局", "好"), ("乙", "一局", "改了"))
    assert ((tmp_path / BOOK).read_bytes(), aside(tmp_path)) == (before, [ASIDE])


def test_a_remark_whose_row_is_gone_is_kept_beside_it_and_told(tmp_path: Path) -> None:
    make(tmp_path, ("甲", "一局", "好"))
    write(tmp_path, remark(D2="退回"))
    assert make(tmp_path, ("甲", "一局", "改了")) == []
    assert make(tmp_path, ("乙", "一局", "好")) == ["甲 一局"]  # nobody has touched it since, yet the remark is nowhere else
    assert [cells[3] for cells in rows_of(tmp_path)] == [None]
    assert len(aside(tmp_path)) == 2


def test_one_that_cannot_be_read_is_kept(tmp_path: Path) -> None:
    make(tmp_path, ("甲", "一局", "好"))
    (tmp_path / BOOK).write_bytes(b"no workbook")
    make(tmp_path, ("甲", "一局", "好"))
    assert len(rows_of(tmp_path)) == 1
    assert aside(tmp_path) == [ASIDE]
