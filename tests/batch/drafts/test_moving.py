"""Word files whose rows come, go, or change their places."""

import errno
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from assistant.batch.drafts.folder import Written, write_folder
from assistant.batch.lists.project_list import ListedProject
from assistant.database import Database
from assistant.settings import Settings
from tests.batch.conftest import projects
from tests.batch.drafts.folders import ABOUT, database, draft_all, refuse, write
from tests.batch.engine.ledgers import open_ledger

__all__ = ["database"]


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


def test_of_rows_of_one_table_that_go_the_file_of_each_goes(database: Database, tmp_path: Path) -> None:
    folder, (project, other, *_) = tmp_path / "out", projects(4)
    alike = [replace(project, extra={"序号": "1"}), replace(project, row=4, extra={"序号": "2"})]
    write(open_ledger(database, folder, listed=[alike[0], other, alike[1]]), folder)
    for name, content in (("0002", b"first"), ("0004", b"second")):
        (folder / "目标表" / f"{name} {project.request.name}.docx").write_bytes(content)
    ledger = open_ledger(database, folder, listed=[replace(other, row=2), replace(alike[1], row=3)])
    draft_all(ledger)
    (aside,) = write_folder(folder, ledger, ABOUT, Settings()).aside
    assert (folder / "目标表" / f"0003 {project.request.name}.docx").read_bytes() == b"second"
    assert (folder / aside.name).read_bytes() == b"first"


PEOPLE = ("张", "李", "王")


def test_what_people_wrote_for_a_row_that_is_gone_comes_into_no_other(database: Database, tmp_path: Path) -> None:
    """A list whose rows are alike in all but the one who is asked for them, and whose numbers count on."""
    folder, (project, *_) = tmp_path / "out", projects(1)

    def of(*people: str) -> list[ListedProject]:
        return [replace(project, row=row, extra={"序号": str(row - 1), "联系人": person}) for row, person in enumerate(people, 2)]

    def file(row: int) -> Path:
        return folder / "目标表" / f"{row:04d} {project.request.name}.docx"

    write(open_ledger(database, folder, listed=of(*PEOPLE)), folder)
    written = file(2).read_bytes()
    for row, person in enumerate(PEOPLE, 2):
        file(row).write_bytes(person.encode())
    for people, there, aside in (
        (["新", "王", "张"], [written, "王".encode(), "张".encode()], {"李"}),
        (["新", "周", "王", "张"], [written, written, "王".encode(), "张".encode()], set()),
        (["新", "周", "赵", "张"], [written, written, written, "张".encode()], {"王"}),
    ):
        ledger = open_ledger(database, folder, listed=of(*people))
        draft_all(ledger)
        kept = write_folder(folder, ledger, ABOUT, Settings()).aside
        assert [file(row).read_bytes() for row in range(2, 2 + len(people))] == there
        assert {(folder / each.name).read_text() for each in kept} == aside
    assert {path.read_bytes() for path in (folder / "目标表").glob("*旧稿*")} == {"李".encode(), "王".encode()}


def test_rows_alike_in_all_but_their_numbers_keep_their_order_as_long_as_none_comes_or_goes(database: Database, tmp_path: Path) -> None:
    folder, (project, other) = tmp_path / "out", projects(2)
    alike = [replace(project, row=row, extra={"序号": str(row), "科室": "甲"}) for row in (2, 3)]
    write(open_ledger(database, folder, listed=alike), folder)
    first, second = sorted((folder / "目标表").iterdir())
    first.write_bytes(b"first")
    second.write_bytes(b"second")
    down = [replace(each, row=each.row + 1, extra={"序号": str(each.row + 10), "科室": "甲"}) for each in alike]
    write(open_ledger(database, folder, listed=[replace(other, row=2), *down]), folder)
    assert [path.read_bytes() for path in sorted((folder / "目标表").iterdir())[1:]] == [b"first", b"second"]


def test_the_only_row_of_a_table_has_its_file_whatever_else_is_said_of_it(database: Database, tmp_path: Path) -> None:
    folder, (project,) = tmp_path / "out", projects(1)
    write(open_ledger(database, folder, listed=[replace(project, extra={"联系人": "张"})]), folder)
    (path,) = (folder / "目标表").iterdir()
    path.write_bytes(b"edited")
    for extra, shown in (({"联系人": "李"}, {}), ({}, {"联系人": "李"})):
        assert write(open_ledger(database, folder, listed=[replace(project, extra=extra, shown=shown)]), folder) == []
        assert path.read_bytes() == b"edited"


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
