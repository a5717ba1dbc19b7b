"""The folder of results, written again and again."""

import errno
import json
import signal
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest

import assistant.batch.drafts.folder as folder_module
from assistant.batch.drafts.folder import About, Written, write_folder
from assistant.batch.drafts.lists import ListedProject, RefusedRow
from assistant.batch.engine.ledger import Ledger
from assistant.batch.engine.placing import Aside
from assistant.database import Database, open_database
from assistant.errors import ExportError
from assistant.export.files import write_atomically
from assistant.goals import Funding
from assistant.settings import Settings
from tests.batch.comparing.samples import drafted
from tests.batch.conftest import projects
from tests.batch.engine.ledgers import open_ledger


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(Settings(data_dir=tmp_path / "data"))
    yield opened
    opened.close()


ABOUT = About("清单.xlsx", None, {}, offline=True, say=str)


def draft_all(ledger: Ledger) -> None:
    """Do what is left."""
    items = ledger.turn_over("w", {}, [], 99)
    ledger.turn_over("w", {item.number: drafted(item, "≥1人") for item in items}, [], 0)


def write(ledger: Ledger, folder: Path) -> list[int]:
    """Do what is left, and write; how many Word files were written."""
    draft_all(ledger)
    told = list[int]()
    assert write_folder(folder, ledger, ABOUT, Settings(), lambda done, of: told.append(of)).failed == ()
    return told


def text_of(path: Path) -> str:
    return "".join(cell.text for table in docx.Document(str(path)).tables for row in table.rows for cell in row.cells)


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
    write(open_ledger(database, folder, 3), folder)
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


@pytest.mark.parametrize("down", [1, 2])
def test_rows_of_one_table_go_down_each_with_its_file(database: Database, tmp_path: Path, down: int) -> None:
    folder, (project, _, *above) = tmp_path / "out", projects(4)
    alike = [replace(project, extra={"科室": "甲"}), replace(project, row=3, extra={"科室": "乙"})]
    write(open_ledger(database, folder, listed=alike), folder)
    first, second = sorted((folder / "目标表").iterdir())
    first.write_bytes(b"edited")
    other = second.read_bytes()
    above = [replace(each, row=row) for row, each in enumerate(above[:down], 2)]
    below = [replace(each, row=each.row + down) for each in alike]
    assert write(open_ledger(database, folder, listed=[*above, *below]), folder) == [down] * down
    assert [path.read_bytes() for path in sorted((folder / "目标表").iterdir())[down:]] == [b"edited", other]


def test_a_file_open_in_word_keeps_its_name_until_it_can_be_moved(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, (project, other, new) = tmp_path / "out", projects(3)
    write(open_ledger(database, folder, listed=[project, other]), folder)
    edited, open_one = sorted((folder / "目标表").iterdir())
    edited.write_bytes(b"edited")
    open_one.write_bytes(b"open in Word")
    ledger = open_ledger(database, folder, listed=[replace(new, row=2), replace(project, row=3), replace(other, row=4)])
    draft_all(ledger)
    move = Path.replace

    def replace_(path: Path, target: Path) -> Path:
        if path.name == open_one.name:
            raise PermissionError(errno.EACCES, "open elsewhere")
        return move(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace_)
        (told,) = write_folder(folder, ledger, ABOUT, Settings()).failed
    assert open_one.name in told
    assert "请关闭文件" in told
    assert open_one.read_bytes() == b"open in Word"
    assert write_folder(folder, ledger, ABOUT, Settings()) == Written()
    moved = [f"0003 {project.request.name}.docx", f"0004 {other.request.name}.docx"]
    assert [(folder / "目标表" / name).read_bytes() for name in moved] == [b"edited", b"open in Word"]


def test_a_file_whose_new_place_is_taken_is_kept_beside_it(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, (project, other) = tmp_path / "out", projects(2)
    write(open_ledger(database, folder, listed=[project]), folder)
    (path,) = (folder / "目标表").iterdir()
    path.write_bytes(b"edited")
    taken = folder / "目标表" / f"0003 {project.request.name}.docx"
    taken.write_bytes(b"open in Word")
    ledger = open_ledger(database, folder, listed=[replace(other, row=2), replace(project, row=3)])
    draft_all(ledger)
    move = Path.replace

    def replace_(path: Path, target: Path) -> Path:
        if taken in (path, target):
            raise PermissionError(errno.EACCES, "open elsewhere")
        return move(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace_)
        written = write_folder(folder, ledger, ABOUT, Settings())
    assert all(taken.name in told for told in written.failed)
    assert taken.read_bytes() == b"open in Word"
    assert b"edited" in [(folder / each.name).read_bytes() for each in written.aside]


def test_a_file_that_cannot_be_moved_is_told(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "out"
    write(open_ledger(database, folder, 2), folder)
    *_, last = sorted((folder / "目标表").iterdir())
    ledger = open_ledger(database, folder, 1)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refuse)
        (told,) = write_folder(folder, ledger, ABOUT, Settings()).failed
    assert last.name in told
    assert "请关闭文件" in told
    assert write_folder(folder, ledger, ABOUT, Settings()) == Written()
    assert not last.exists()


def test_ctrl_c_breaks_off_no_file() -> None:
    """Pressed in a terminal it reaches each process; so here it is sent to one that writes."""
    with folder_module._pool(folder_module._FEW + 1) as pool:
        assert pool.submit(signal.raise_signal, signal.SIGINT).result() is None


def refuse(path: Path, missing_ok: bool = False) -> None:
    """As Windows does while Word has a file open."""
    if path.suffix == ".docx":
        raise PermissionError(errno.EACCES, "open elsewhere")
    path.rename(path.with_name(".removed"))


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


def test_a_row_put_on_top_gives_the_files_below_other_names_and_leaves_them_as_they_are(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    write(open_ledger(database, folder, 3), folder)
    first, second, third = sorted((folder / "目标表").iterdir())
    document = docx.Document(str(second))
    document.add_paragraph("王科长加的一段")
    document.save(str(second))
    contents = [path.read_bytes() for path in (first, second, third)]
    moved = [ListedProject(project.row + 1, project.request, project.extra) for project in projects(3)]
    added = ListedProject(2, replace(moved[0].request, name="新的一项"), {})
    assert write(open_ledger(database, folder, listed=[added, *moved]), folder) == [1]
    there = sorted((folder / "目标表").iterdir())
    assert [path.name for path in there] == ["0002 新的一项.docx", *(f"{project.row:04d} {project.request.name}.docx" for project in moved)]
    assert [path.read_bytes() for path in there[1:]] == contents


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
    written = write_folder(folder, open_ledger(database, folder, 1), ABOUT, Settings())
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
