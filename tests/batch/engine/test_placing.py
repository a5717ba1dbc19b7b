import re
from pathlib import Path

import pytest

from assistant.batch.engine.placing import Aside, Entry, forget_notes, hash_of, kept_aside, make_room, note_entry, noted_entries, put
from assistant.errors import ExportError

NAME = "目标表/0002 会议.docx"


def aside(mark: str = "") -> str:
    return f"目标表/0002 会议（您改过的旧稿{mark}）.docx"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.docx")}


def edit(folder: Path, content: bytes) -> None:
    (folder / NAME).parent.mkdir(exist_ok=True)
    (folder / NAME).write_bytes(content)


def test_what_is_unknown_is_kept_under_a_name_of_its_own(tmp_path: Path) -> None:
    edit(tmp_path, b"1")
    assert put(tmp_path, NAME, b"new", of="table") == hash_of(b"new")
    edit(tmp_path, b"2")
    put(tmp_path, NAME, b"newer", known={hash_of(b"new")})
    put(tmp_path, NAME, b"newest", known={hash_of(b"newer")})
    assert contents(tmp_path) == {NAME: b"newest", aside(): b"1", aside("2"): b"2"}
    assert kept_aside(tmp_path) == (Aside(aside(), NAME), Aside(aside("2"), NAME))
    assert next(noted_entries(tmp_path)) == (NAME, Entry("table", hash_of(b"new")))
    forget_notes(tmp_path)
    assert (kept_aside(tmp_path), [*noted_entries(tmp_path)]) == ((), [])


def test_what_was_kept_by_a_run_that_broke_off_is_kept_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(tmp_path, b"1")
    with monkeypatch.context() as patch:
        patch.setattr("assistant.batch.engine.placing.write_atomically", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            put(tmp_path, NAME, b"new")
    assert contents(tmp_path) == {NAME: b"1", aside(): b"1"}
    put(tmp_path, NAME, b"new")
    assert contents(tmp_path) == {NAME: b"new", aside(): b"1"}
    assert kept_aside(tmp_path) == (Aside(aside(), NAME),)


def test_what_was_kept_is_never_replaced_however_much_there_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(tmp_path, b"1")
    make_room(tmp_path, NAME, set())
    edit(tmp_path, b"2")
    taken, exists, read = 10_000, Path.exists, Path.read_bytes
    with monkeypatch.context() as patch:
        mark = re.compile(r"旧稿(\d+)）")
        patch.setattr(Path, "exists", lambda path: exists(path) or int((mark.search(path.stem) or ["", "0"])[1]) in range(2, taken))
        patch.setattr(Path, "read_bytes", lambda path: read(path) if exists(path) else b"another")
        make_room(tmp_path, NAME, set())
    assert contents(tmp_path) == {aside(): b"1", aside(str(taken)): b"2"}


def test_room_is_made_for_nothing(tmp_path: Path) -> None:
    for content, known, left in ((b"ours", {hash_of(b"ours")}, {}), (b"edited", set[str](), {aside(): b"edited"})):
        edit(tmp_path, content)
        make_room(tmp_path, NAME, known)
        assert contents(tmp_path) == left
    make_room(tmp_path, NAME, set())
    put(tmp_path, NAME, b"of another row")
    assert kept_aside(tmp_path) == (Aside(aside(), None),)


def test_a_note_that_was_broken_off_hides_no_other(tmp_path: Path) -> None:
    (tmp_path / ".written").write_bytes('{"aside": "目标'.encode()[:-1])
    note_entry(tmp_path, NAME, Entry("a", "b"))
    assert [*noted_entries(tmp_path)] == [(NAME, Entry("a", "b"))]


def test_a_copy_that_cannot_be_made_is_told_and_nothing_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(tmp_path, b"1")

    def full(file: int) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(ExportError, match="磁盘空间不足"):
        put(tmp_path, NAME, b"new")
    assert contents(tmp_path) == {NAME: b"1"}
    assert [path.name for path in (tmp_path / "目标表").iterdir()] == [Path(NAME).name]
