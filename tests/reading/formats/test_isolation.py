"""Reading in a process of its own: what comes back, and what is said when it breaks off."""

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import pytest

from assistant.errors import InputError
from assistant.reading import read_tables
from assistant.reading.document import Block
from assistant.reading.formats import isolation
from assistant.reading.formats.isolation import INHERITED, read_apart
from assistant.reading.formats.limits import Allowance, ReadingLimits
from assistant.reading.formats.pages.pdf import read_here
from tests.reading.drawn_bombs import pdf_of
from tests.reading.pdfs import Piece, Press

SENTENCE = r"[^。]+。"


def sample() -> bytes:
    press = Press()
    press.write("项目概况“引号”\\。")
    press.space(8)
    press.table([Piece(0, 0, "产出指标", rows=2), Piece(0, 1, "甲"), Piece(1, 1, "乙")])
    press.turn()
    press.canvas.rotate(35)
    press.canvas.drawString(500, 200, "内部资料")
    return press.finish()


def test_blocks_and_what_was_left_out_come_back_as_they_are() -> None:
    here, apart = (Allowance(ReadingLimits(), "表.pdf") for _ in range(2))
    assert read_apart("pdf", sample(), apart) == read_here(sample(), "表.pdf", here)
    assert apart.left_out == here.left_out != []


def test_what_a_reader_says_is_said() -> None:
    with pytest.raises(InputError, match=f"^「表.pdf」超过 1 页{SENTENCE}$"):
        read_apart("pdf", sample(), Allowance(ReadingLimits(pages=1), "表.pdf"))


def test_memory_is_bounded() -> None:
    with pytest.raises(InputError, match=f"^「表.pdf」{SENTENCE}$") as told:
        read_apart("pdf", sample(), Allowance(ReadingLimits(memory_mb=40), "表.pdf"))
    assert "内存" in str(told.value)


@pytest.mark.parametrize("output", [b"", b"Segmentation fault", b"\xff"])
def test_a_process_that_breaks_off_is_told(monkeypatch: pytest.MonkeyPatch, output: bytes) -> None:
    monkeypatch.setattr(subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, -11, output, b"why"))
    with pytest.raises(InputError, match=f"^「表.pdf」{SENTENCE}$") as told:
        read_apart("pdf", b"", Allowance(ReadingLimits(), "表.pdf"))
    assert "why" in repr(told.value.__cause__)


def test_a_process_that_does_not_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(command: Sequence[str], **options: object) -> None:
        raise subprocess.TimeoutExpired(command, 1.0)

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(InputError, match=f"^「表.pdf」{SENTENCE}$"):
        read_apart("pdf", b"", Allowance(ReadingLimits(), "表.pdf"))


def test_secrets_do_not_reach_what_opens_files(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[dict[str, str]] = []

    def run(command: Sequence[str], *, env: dict[str, str], **_: object) -> "subprocess.CompletedProcess[bytes]":
        given.append(env)
        return subprocess.CompletedProcess(command, 0, b'{"blocks": [], "left_out": []}', b"")

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setenv("ASSISTANT_API_KEY", "sk-secret")
    monkeypatch.setenv("HTTPS_PROXY", "http://user:secret@proxy")
    read_apart("picture", b"", Allowance(ReadingLimits(), "表.png"))
    assert set(given[0]) <= {*INHERITED, "PYTHONPATH", "PYTHONIOENCODING"}
    assert "PATH" in given[0]
    assert not any("secret" in value for value in given[0].values())


def test_large_pages_are_read_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    apart = isolation.read_apart

    def read(reader: Literal["page", "pages"], data: bytes, allowance: Allowance) -> tuple[Block, ...]:
        asked.append(reader)
        return apart(reader, data, allowance)

    monkeypatch.setattr(isolation, "read_apart", read)
    row = "<tr><td>项目名称<td>甲<tr><td>三级指标<td>指标值<tr><td>次数<td>2次"
    for name, kind in (("页.html", ""), ("页.mht", "MIME-Version: 1.0\nContent-Type: text/html\n\n")):
        for filler in ("", f"<!--{' ' * 20_000}-->"):
            (tmp_path / name).write_text(f"{kind}<html><table>{row}</table>{filler}", "utf-8")
            assert [table.name for table in read_tables(tmp_path / name)] == ["甲"]
    assert asked == ["page", "pages"]


def test_what_crashes_a_library_breaks_nothing_here() -> None:
    drawn_in_itself = pdf_of("/X Do", 1)
    with pytest.raises(InputError, match=f"^「表.pdf」{SENTENCE}$"):
        read_apart("pdf", drawn_in_itself, Allowance(ReadingLimits(seconds=1, memory_mb=512), "表.pdf"))


def test_nothing_of_the_folder_it_is_started_in_is_run(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(str(tmp_path))
    with open("json.py", "w", encoding="utf-8") as file:
        file.write("raise SystemExit('taken over')")
    assert read_apart("pdf", sample(), Allowance(ReadingLimits(), "表.pdf"))
