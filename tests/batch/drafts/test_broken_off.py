"""Writing a folder that people have written in, broken off at each of its steps: the next run has, or names, all that they wrote."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import assistant.batch.drafts.folder as folder_module
from assistant.batch.drafts.folder import About, write_folder
from assistant.batch.drafts.summary import TITLE, Result, Summary
from assistant.batch.engine.ledger import Ledger
from assistant.batch.engine.placing import put
from assistant.batch.lists.project_list import ListedProject
from assistant.batch.remarks import REMARKS, Remarks
from assistant.batch.table_sheet import add_sheet
from assistant.database import open_database
from assistant.drafting import DraftRequest
from assistant.errors import ExportError
from assistant.export.workbook import bytes_of
from assistant.settings import Settings
from tests.batch.comparing.samples import drafted
from tests.batch.engine.ledgers import open_ledger

ABOUT = About("清单.xlsx", None, {}, offline=True, say=str)
BOOK = "结果.xlsx"
SMALL, LARGE, GONE, LAST = (
    ListedProject(row, DraftRequest(name, Decimal(budget), 2027, "一局"), {})
    for row, (name, budget) in enumerate([("会议经费", 10), ("会议经费", 50), ("图书采购", 20), ("培训经费", 20)], 2)
)
"""The first two have names alike, so that the file of one has to go where that of the other is."""
BEFORE = [SMALL, LARGE, GONE, LAST]
NOW = [
    ListedProject(2, DraftRequest("差旅费", Decimal(20), 2027, "一局"), {}),
    replace(SMALL, row=3),
    replace(LARGE, row=4, code="330-1"),
    LAST,
]


class Killed(BaseException):
    """Nothing is done any more, no cleaning up either."""


class Disk:
    """The files below a folder, of which one step is refused, or after which none is taken."""

    def __init__(self, folder: Path, *, killing: bool) -> None:
        self.folder, self.killing, self.taken = folder, killing, count()

    def step(self, path: Path, at: int | None) -> None:
        if at is None or self.folder not in path.parents:
            return
        number = next(self.taken)
        if self.killing and number >= at:
            raise Killed
        if number == at:
            raise OSError(errno.ENOSPC, "full")

    @contextmanager
    def failing(self, at: int) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            for name in ("replace", "rename", "unlink", "open"):
                patch.setattr(Path, name, self.watched(getattr(Path, name), at))
            yield

    def watched(self, original: Any, at: int) -> Any:
        def call(path: Path, *arguments: Any, **options: Any) -> Any:
            mode = options.get("mode", arguments[0] if arguments else "") if original.__name__ == "open" else "w"
            try:
                self.step(path, at if set("wax") & set(str(mode)) or original.__name__ != "open" else None)
            except BaseException:
                if original.__name__ == "open" and self.folder in path.parents and "w" in mode:
                    original(path, mode).close()  # begun, and not one byte written
                raise
            return original(path, *arguments, **options)

        return call


def quick_workbook(results: list[Result], made: object, say: object, remarks: Remarks) -> bytes:
    """The one sheet that people write in."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    add_sheet(workbook, TITLE, *Summary(results).rows(remarks))
    return bytes_of(workbook)


def quick_table(folder: Path, name: str, table: Any, settings: Settings, known: set[str]) -> str:
    return put(folder, name, table.hash.encode(), known, table.hash)


@pytest.fixture(scope="module")
def quick() -> Iterator[None]:
    """What the files say costs most of the time, and matters nothing here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(folder_module, "results_workbook", quick_workbook)
        patch.setattr(folder_module, "_write_table", quick_table)
        yield


@pytest.fixture(scope="module")
def ready(quick: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Ledger]]:
    """A folder in which people have written, and the ledger of another list that is to be written there."""
    root = tmp_path_factory.mktemp("ready")
    database, folder = open_database(Settings(data_dir=root / "data")), root / "out"
    write_folder(folder, drafted_all(open_ledger(database, folder, listed=BEFORE)), ABOUT, Settings())
    for path in sorted((folder / "目标表").iterdir())[:3]:
        path.write_bytes(f"edited {path.name}".encode())
    book = openpyxl.load_workbook(folder / BOOK)
    column = [cell.value for cell in book[TITLE][1]].index(REMARKS) + 1
    for row, text in enumerate(("按标准", "退回", "重复"), 2):
        book[TITLE].cell(row, column, text)
    book.save(folder / BOOK)
    yield folder, drafted_all(open_ledger(database, folder, listed=NOW))
    database.close()


def drafted_all(ledger: Ledger) -> Ledger:
    items = ledger.turn_over("w", {}, [], 99)
    ledger.turn_over("w", {item.number: drafted(item, f"≥{item.subject['request']['budget_yuan']}人") for item in items}, [], 0)
    return ledger


def rows_of(book: Path) -> list[dict[Any, Any]]:
    headings, *rows = openpyxl.load_workbook(book)[TITLE].iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def check(folder: Path, aside: set[str]) -> None:
    """All that people wrote is where it belongs, or in a file that was named."""
    remarks = {(row["项目名称"], row["预算（元）"]): row[REMARKS] for row in rows_of(folder / BOOK)}
    assert remarks == {("差旅费", 20): None, ("会议经费", 10): "按标准", ("会议经费", 50): "退回", ("培训经费", 20): None}
    assert any(row[REMARKS] == "重复" for name in aside if name.endswith(".xlsx") for row in rows_of(folder / name))
    words = {path: path.read_bytes() for path in (folder / "目标表").iterdir()}
    assert not [path for path in words if path.suffix != ".docx" and not path.name.startswith(".")]
    edits = {content: path.relative_to(folder).as_posix() for path, content in words.items() if content.startswith(b"edited")}
    small, *others = (edits[f"edited {name}.docx".encode()] for name in ("0002 会议经费", "0003 会议经费", "0004 图书采购"))
    assert small == "目标表/0003 会议经费.docx" or small in aside
    assert {*others} <= aside
    wanted = {f"目标表/{project.row:04d} {project.request.name}.docx" for project in NOW}
    assert {f"目标表/{path.name}" for path in words if not path.name.startswith(".")} == wanted | {
        name for name in aside if name.endswith(".docx")
    }


@pytest.mark.parametrize("killing", [True, False])
def test_broken_off_at_any_step_nothing_that_people_wrote_is_lost(ready: tuple[Path, Ledger], tmp_path: Path, killing: bool) -> None:
    prepared, ledger = ready
    for at in count():
        folder = shutil.copytree(prepared, tmp_path / str(at))
        disk, aside = Disk(folder, killing=killing), set[str]()
        with disk.failing(at):
            try:
                written = write_folder(folder, ledger, ABOUT, Settings())
                aside = {each.name for each in written.aside}
            except (Killed, ExportError):
                pass
        again = write_folder(folder, ledger, ABOUT, Settings())
        assert again.failed == ()
        check(folder, aside | {each.name for each in again.aside})
        if next(disk.taken) <= at:  # there are no more steps
            break
    assert at > 15
