"""The folder of results, written again and again."""

import json
import signal
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest

import assistant.batch.drafts.folder as folder_module
from assistant.batch.drafts.folder import About, Written, write_folder
from assistant.batch.engine.placing import Aside
from assistant.batch.lists.project_list import RefusedRow
from assistant.database import Database
from assistant.errors import ExportError
from assistant.export.files import write_atomically
from assistant.goals import Funding
from assistant.settings import Settings
from tests.batch.comparing.samples import drafted
from tests.batch.conftest import projects
from tests.batch.drafts.folders import ABOUT, database, text_of, write
from tests.batch.engine.ledgers import open_ledger

__all__ = ["database"]


def refuse_tables(path: Path, content: bytes) -> None:
    """As on a disk that is full just then."""
    if path.suffix == ".docx":
        raise ExportError(f"无法写入「{path}」：磁盘空间不足，请清理后重试。")
    write_atomically(path, content)


def test_only_what_is_new_is_written_and_what_people_changed_is_kept(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    assert write(open_ledger(database, folder, 3), folder) == [3, 3, 3]
    first, second, third = sorted((folder / "目标表").iterdir())
    before = json.loads((folder / "manifest.json").read_bytes())
    edited = docx.Document(str(second))
    edited.add_paragraph("王科长加的一段")
    edited.save(str(second))
    changed, beside = second.read_bytes(), folder / "目标表" / "说明.docx"
    beside.write_bytes(b"of somebody")
    assert write(open_ledger(database, folder, 3), folder) == []
    assert second.read_bytes() == changed
    assert json.loads((folder / "manifest.json").read_bytes()) == before

    assert write(open_ledger(database, folder, 1), folder) == []
    names = sorted(path.name for path in (folder / "目标表").iterdir())
    assert names == sorted([first.name, f"{second.stem}（您改过的旧稿）.docx", "说明.docx"])
    assert not third.exists()


def test_a_new_program_writes_only_what_nobody_has_edited(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, (project, other) = tmp_path / "out", projects(2)
    write(open_ledger(database, folder, listed=[project, other]), folder)
    edited, left = sorted((folder / "目标表").iterdir())
    edited.write_bytes(b"edited")
    monkeypatch.setattr("assistant.batch.drafts.folder.program_hash", lambda library: "another")
    ledger = open_ledger(database, folder, listed=[project, other])
    with monkeypatch.context() as patch:
        patch.setattr("assistant.batch.engine.placing.write_atomically", refuse_tables)
        (told,) = write_folder(folder, ledger, ABOUT, Settings()).failed
    assert left.stem.partition(" ")[2] in told
    assert write(ledger, folder) == [1]
    assert write(ledger, folder) == []
    assert edited.read_bytes() == b"edited"
    assert write(open_ledger(database, folder, listed=[replace(project, code="330-1"), other]), folder) == [1]
    assert sorted(path.read_bytes() for path in (folder / "目标表").glob("*旧稿*")) == [b"edited"]


def test_a_column_is_carried_for_all_rows_or_for_none(database: Database, tmp_path: Path) -> None:
    folder, (first, second) = tmp_path / "out", projects(2)
    listed = [replace(first, shown={"备注": "甲", "预算": "20"}), replace(second, extra={"备注": "乙"}, shown={"预算": "20"})]
    write(open_ledger(database, folder, listed=listed), folder)
    headings, *rows = openpyxl.load_workbook(folder / "结果.xlsx")["汇总"].iter_rows(values_only=True)
    assert [dict(zip(headings, row, strict=True)).get("备注") for row in rows] == ["甲", "乙"]
    assert "预算" not in headings
    ledger = open_ledger(database, folder, listed=listed)
    write_folder(folder, ledger, replace(ABOUT, refused=[RefusedRow(9, "坏行", "预算年度不对。", None, {"预算": "30"})]), Settings())
    headings, *rows = openpyxl.load_workbook(folder / "结果.xlsx")["汇总"].iter_rows(values_only=True)
    assert [dict(zip(headings, row, strict=True))["预算"] for row in rows] == [20, 20, 30]


def test_without_a_manifest_only_what_differs_is_kept_aside_each_under_a_name_of_its_own(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    write(open_ledger(database, folder, 2), folder)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    edited = min((folder / "目标表").iterdir())
    for text in (b"1", b"2"):
        edited.write_bytes(text)
        (folder / "manifest.json").unlink()
        assert write(open_ledger(database, folder, 2), folder) == [2, 2]
    added = {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path not in before}
    assert added == {f"{edited.stem}（您改过的旧稿）.docx": b"1", f"{edited.stem}（您改过的旧稿2）.docx": b"2"}
    assert {path: path.read_bytes() for path in before} == before


def test_remarks_in_the_workbook_are_kept(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    write(open_ledger(database, folder, 1), folder)
    first = (folder / "结果.xlsx").read_bytes()
    write(open_ledger(database, folder, 2), folder)
    assert not list(folder.glob("结果（*"))
    (folder / "结果.xlsx").write_bytes(b"remarks")
    write(open_ledger(database, folder, 1), folder)
    assert (folder / "结果.xlsx").read_bytes() == first
    assert (folder / "结果（您改过的旧稿）.xlsx").read_bytes() == b"remarks"


def test_what_an_interrupted_run_wrote_is_nobodys_edit(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "out"
    write(open_ledger(database, folder, 1), folder)
    with monkeypatch.context() as patch:
        patch.setattr("assistant.batch.drafts.folder.write_manifest", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            write(open_ledger(database, folder, 2), folder)
    assert write(open_ledger(database, folder, 3), folder) == [1]
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["manifest.json", "目标表", "结果.xlsx"]


def test_what_an_interrupted_run_wrote_for_another_list_does_not_pass_for_the_first(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, (project,) = tmp_path / "out", projects(1)
    write(open_ledger(database, folder, listed=[project]), folder)
    (path,) = (folder / "目标表").iterdir()
    first = path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr("assistant.batch.drafts.folder.write_manifest", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            write(open_ledger(database, folder, listed=[replace(project, code="330-1")]), folder)
    assert path.read_bytes() != first
    write(open_ledger(database, folder, listed=[project]), folder)
    assert path.read_bytes() == first


def test_a_file_that_cannot_be_written_once_is_nobodys_edit(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, (project, other) = tmp_path / "out", projects(2)
    write(open_ledger(database, folder, listed=[project, other]), folder)
    ledger = open_ledger(database, folder, listed=[replace(project, code="330-1"), other])
    with monkeypatch.context() as patch:
        patch.setattr("assistant.batch.engine.placing.write_atomically", refuse_tables)
        (told,) = write_folder(folder, ledger, ABOUT, Settings()).failed
    assert f"第 2 行 {project.request.name}：" in told
    assert write_folder(folder, ledger, ABOUT, Settings()) == Written()
    assert "330-1" in text_of(min((folder / "目标表").iterdir()))


def test_ctrl_c_breaks_off_no_file() -> None:
    """Pressed in a terminal it reaches each process; so here it is sent to one that writes."""
    with folder_module._pool(folder_module._FEW + 1) as pool:
        assert pool.submit(signal.raise_signal, signal.SIGINT).result() is None


def test_a_manifest_that_names_files_elsewhere_has_nothing_done_to_them(database: Database, tmp_path: Path) -> None:
    folder, outside = tmp_path / "out", tmp_path / "其他.docx"
    write(open_ledger(database, folder, 1), folder)
    outside.write_bytes(b"x")
    manifest = json.loads((folder / "manifest.json").read_bytes())
    for name in ("../其他.docx", str(outside)):
        manifest["files"][name] = {"of": "", "written": "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    write(open_ledger(database, folder, 1), folder)
    assert outside.exists()


def test_files_of_an_interrupted_run_whose_row_is_gone_go_and_what_people_edited_is_told(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    with monkeypatch.context() as patch:
        patch.setattr("assistant.batch.drafts.folder.write_manifest", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            write(open_ledger(database, folder, 3), folder)
    first, second, third = sorted((folder / "目标表").iterdir())
    third.write_bytes(b"edited")
    anew = list[int]()
    written = write_folder(folder, open_ledger(database, folder, 1), ABOUT, Settings(), lambda done, of: anew.append(of))
    assert anew == []
    told = f"目标表/{third.stem}（您改过的旧稿）.docx"
    assert written == Written(aside=(Aside(told, None),))
    assert sorted(path.name for path in (folder / "目标表").iterdir()) == sorted([first.name, Path(told).name])
    assert not second.exists()


def test_what_is_left_out_and_what_a_draft_costs_stand_in_the_workbook(database: Database, tmp_path: Path) -> None:
    folder, ledger = tmp_path / "out", open_ledger(database, tmp_path / "out", 2)
    first, _ = ledger.turn_over("w", {}, [], 2)
    ledger.turn_over("w", {first.number: drafted(first, "≥1人")}, [], 0)
    about = About("清单.xlsx", None, {}, offline=False, say=str, refused=[RefusedRow(9, "坏行", "缺少预算金额。")])
    write_folder(folder, ledger, about, Settings(model="m", price_input=Decimal(2), price_output=Decimal(8)))
    book = openpyxl.load_workbook(folder / "结果.xlsx")
    headings, *rows = [*book["汇总"].iter_rows(values_only=True)]
    done, waiting, left_out = (dict(zip(headings, row, strict=True)) for row in rows)
    spent = [done[heading] for heading in ("提示词", "模型", "token（提问）", "token（答复）", "费用（元）")]
    assert spent == ["draft@1", "m", 100, 20, pytest.approx(0.0004)]
    assert done["Word 文件"] == f"目标表/{next((folder / '目标表').iterdir()).name}"
    assert done["自检得分（非官方）"] == 100
    assert (waiting["结果"], left_out["行号"], left_out["结果"], left_out["说明"]) == ("还没有起草", 9, "跳过", "缺少预算金额。")
    sums = {row[0]: row[1] for row in book["说明"].iter_rows(values_only=True)}
    assert [sums[name] for name in ("项目数", "预算合计（元）", "已起草", "还没有起草", "token", "跳过的行")] == [2, 400_000, 1, 1, 120, 1]
    assert [row[:3] for row in book["没有起草"].iter_rows(min_row=2, values_only=True)] == [
        (3, "培训经费第3期", "还没有起草"),
        (9, "坏行", "跳过"),
    ]


def test_what_a_list_says_of_its_money_stands_in_the_draft_and_costs_nothing_to_change(database: Database, tmp_path: Path) -> None:
    folder, (project,) = tmp_path / "out", projects(1)
    write(open_ledger(database, folder, listed=[project]), folder)
    (path,) = (folder / "目标表").iterdir()
    before = path.read_bytes()
    funded = replace(project, funding=Funding(fiscal_yuan=Decimal(150_000), other_yuan=Decimal(50_000)), code="330-1")
    ledger = open_ledger(database, folder, listed=[funded])
    assert ledger.standing().to_do == 0
    assert write(ledger, folder) == [1]
    text = "\n".join(cell.text for row in docx.Document(str(path)).tables[0].rows for cell in row.cells)
    assert all(said in text for said in ("15.00", "5.00", "330-1"))
    assert path.read_bytes() != before
