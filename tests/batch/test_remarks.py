"""A workbook of results that people have written in, made anew."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from assistant.batch.remarks import REMARKS, Remarks, put_workbook
from assistant.batch.table_sheet import add_sheet
from assistant.export.workbook import bytes_of, new_workbook

KEYS = ("名称", "单位")
Row = tuple[str, str, str]


def make(folder: Path, *rows: Row) -> None:
    """Write a workbook of rows with name, unit and a result."""

    def content(remarks: Remarks) -> bytes:
        workbook = new_workbook("结果")
        workbook.remove(workbook.worksheets[0])
        placed = remarks.place([row[:2] for row in rows])
        add_sheet(workbook, "汇总", [*KEYS, "结果", REMARKS], [[*row, text] for row, text in zip(rows, placed, strict=True)])
        return bytes_of(workbook)

    put_workbook(folder, "结果.xlsx", "汇总", KEYS, content)


def write(folder: Path, cells: dict[str, str]) -> bytes:
    """Write into cells as somebody would; the file as it is then."""
    book = openpyxl.load_workbook(folder / "结果.xlsx")
    for place, text in cells.items():
        book["汇总"][place] = text
    book.save(folder / "结果.xlsx")
    return (folder / "结果.xlsx").read_bytes()


def rows_of(folder: Path) -> Sequence[tuple[object, ...]]:
    return [*openpyxl.load_workbook(folder / "结果.xlsx")["汇总"].iter_rows(min_row=2, values_only=True)]


def aside(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("结果（*"))


def test_with_remarks_only_it_stays_as_it_is(tmp_path: Path) -> None:
    make(tmp_path, ("甲", "一局", "好"), ("乙", "一局", "好"))
    mine = write(tmp_path, {"D3": "补清单"})
    make(tmp_path, ("甲", "一局", "好"), ("乙", "一局", "好"))
    assert (tmp_path / "结果.xlsx").read_bytes() == mine
    assert aside(tmp_path) == []


def test_remarks_go_with_their_row_into_one_that_says_something_else(tmp_path: Path) -> None:
    make(tmp_path, ("甲", "一局", "好"), ("乙", "一局", "好"), ("甲", "二局", "好"))
    mine = write(tmp_path, {"D3": "补清单", "D4": "退回"})
    new: list[Row] = [("新", "一局", "好"), ("甲", "二局", "改了"), ("甲", "一局", "好"), ("乙", "一局", "好")]
    make(tmp_path, *new)
    assert [row[3] for row in rows_of(tmp_path)] == [None, "退回", None, "补清单"]
    assert (tmp_path / "结果（您改过的旧稿）.xlsx").read_bytes() == mine
    before = (tmp_path / "结果.xlsx").read_bytes()
    make(tmp_path, *new)
    assert (tmp_path / "结果.xlsx").read_bytes() == before


@pytest.mark.parametrize("rows", [[("甲", "一局", "好")], [("甲", "一局", "好"), ("甲", "二局", "好")]])
def test_a_row_whose_unit_was_filled_in_is_the_same_where_there_is_no_doubt(tmp_path: Path, rows: list[Row]) -> None:
    make(tmp_path, ("甲", "", "跳过"))
    write(tmp_path, {"D2": "退回"})
    make(tmp_path, *rows)
    assert [row[3] for row in rows_of(tmp_path)] == ["退回", None][: len(rows)]


def test_a_remark_whose_row_is_gone_is_kept_beside_it(tmp_path: Path) -> None:
    make(tmp_path, ("甲", "一局", "好"))
    write(tmp_path, {"D2": "退回"})
    make(tmp_path, ("甲", "一局", "改了"))
    make(tmp_path, ("乙", "一局", "好"))  # nobody has touched it since, yet the remark is nowhere else
    assert [row[3] for row in rows_of(tmp_path)] == [None]
    assert len(aside(tmp_path)) == 2


def test_one_that_cannot_be_read_is_kept(tmp_path: Path) -> None:
    make(tmp_path, ("甲", "一局", "好"))
    (tmp_path / "结果.xlsx").write_bytes(b"no workbook")
    make(tmp_path, ("甲", "一局", "好"))
    assert len(rows_of(tmp_path)) == 1
    assert aside(tmp_path) == ["结果（您改过的旧稿）.xlsx"]
