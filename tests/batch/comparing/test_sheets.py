from pathlib import Path

import openpyxl
import pytest

from assistant.batch.comparing.judging import keep, open_judging
from assistant.batch.comparing.pairs import not_asked
from assistant.batch.comparing.sheets import read_sheet, write_sheet
from assistant.database import Database
from assistant.errors import InputError, UnsupportedFormatError
from tests.batch.comparing.samples import ANNA, draft_batch, drafted, duels_of, greater


def fill(path: Path, verdicts: dict[int, str], column: int = 2) -> list[int]:
    """Write answers into the pairs with these numbers; the rows that pairs begin in."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    rows = [row for row in range(3, sheet.max_row + 1) if sheet.cell(row, 10).value]
    for number, text in verdicts.items():
        sheet.cell(rows[number - 1], column, text)
    book.save(path)
    return rows


def test_a_sheet_goes_out_blind_and_comes_back(database: Database, tmp_path: Path) -> None:
    draft_batch(database, tmp_path / "a", 6)
    duels, path = duels_of(database, tmp_path / "a"), tmp_path / "评判.xlsx"
    judging = open_judging(database, duels, ANNA)
    write_sheet(path, judging.questions)
    assert "黄色格" in str(openpyxl.load_workbook(path).worksheets[0]["A1"].value)
    cells = [str(cell.value) for row in openpyxl.load_workbook(path).worksheets[0].iter_rows() for cell in row if cell.value]
    assert not any("draft" in cell for cell in cells)
    names = {"left": "甲好", "right": "乙"}
    fill(path, {number: names[greater(question)] for number, question in enumerate(judging.questions[:5], 1)})
    fill(path, {1: "更具体"}, column=3)
    draft_batch(database, tmp_path / "a", 9)  # more projects, so other hands
    duels = duels_of(database, tmp_path / "a")
    found = read_sheet(path, duels)
    assert (len(found.answers), found.open, found.void, found.problems) == (5, 1, (), ())
    keep(database, ANNA, found.answers)
    kept = open_judging(database, duels, ANNA)
    assert {answer.verdict for answer in kept.answers.values()} == {"second"}
    assert [answer.reason for answer in kept.answers.values() if answer.reason] == ["更具体"]


def test_all_problems_are_told_with_their_rows(database: Database, tmp_path: Path) -> None:
    draft_batch(database, tmp_path / "a", 6)
    duels, path = duels_of(database, tmp_path / "a"), tmp_path / "评判.xlsx"
    write_sheet(path, open_judging(database, duels, ANNA).questions)
    fill(path, {1: "甲好", 2: "不知道", 3: "甲好", 4: "乙好"})
    fill(path, {3: "密级：机密"}, column=3)
    rows = fill(path, {4: "abc", 6: "x"}, column=10)
    found = read_sheet(path, duels)
    assert [problem.split("：")[0] for problem in found.problems] == [f"第 {rows[number - 1]} 行" for number in (2, 3, 4, 6)]


def test_rows_whose_drafts_have_changed_are_left_out(database: Database, tmp_path: Path) -> None:
    draft_batch(database, tmp_path / "a", 2)
    path = tmp_path / "评判.xlsx"
    write_sheet(path, open_judging(database, duels_of(database, tmp_path / "a"), ANNA).questions)
    rows = fill(path, {1: "甲好", 2: "差不多"})
    draft_batch(database, tmp_path / "a", 2, lambda item: drafted(item, f"≥{item.number + 5}人"), model="other")
    found = read_sheet(path, duels_of(database, tmp_path / "a"))
    assert (found.answers, found.void, found.problems) == ((), tuple(rows), ())


def test_what_is_no_sheet_is_told(database: Database, tmp_path: Path) -> None:
    draft_batch(database, tmp_path / "a", 1)
    duels = duels_of(database, tmp_path / "a")
    with pytest.raises(UnsupportedFormatError):
        write_sheet(tmp_path / "a.csv", [])
    with pytest.raises(InputError, match="没有可以评判的"):
        write_sheet(tmp_path / "a.xlsx", [])
    openpyxl.Workbook().save(tmp_path / "b.xlsx")
    with pytest.raises(InputError, match="没有找到"):
        read_sheet(tmp_path / "b.xlsx", duels)


def test_how_to_judge_and_why_there_are_no_more_pairs_is_explained(database: Database, tmp_path: Path) -> None:
    draft_batch(database, tmp_path / "a", 5, lambda item: drafted(item, "≥1人" if item.number > 2 else f"≥{item.number}人"))
    duels, path = duels_of(database, tmp_path / "a"), tmp_path / "评判.xlsx"
    write_sheet(path, open_judging(database, duels, ANNA).questions, not_asked(duels))
    told = {row[0]: row[1] for row in openpyxl.load_workbook(path)["说明"].iter_rows(values_only=True)}
    assert told["有多少对"] == "共 1 对；4 对草稿两边一样，不用评，算平局。"
    assert {"评判", "理由", "编号"} <= told.keys()
