"""Folders that hold something before a batch writes there."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.batch.drafts.drafter import drafts_wanted, marks_of_project
from assistant.batch.engine.opening import Wanted
from assistant.batch.occupied import check_folder
from assistant.database import Database, open_database
from assistant.errors import InputError
from assistant.prompting import Prompts
from assistant.settings import Settings
from tests.batch.conftest import projects
from tests.batch.engine.ledgers import open_ledger


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(Settings(data_dir=tmp_path / "data"))
    yield opened
    opened.close()


@pytest.fixture
def folder(database: Database, tmp_path: Path) -> Path:
    """The folder of a list whose projects stand in the rows 2 to 4."""
    open_ledger(database, tmp_path / "out", 3)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "结果.xlsx").write_bytes(b"x")
    return tmp_path / "out"


def wanted(count: int, first: int = 2) -> Wanted:
    settings = Settings()
    return drafts_wanted("另一份.xlsx", projects(count, first=first), [], settings, Prompts(settings.prompts_dir))


def check(database: Database, folder: Path, asked: Wanted, *, replace: bool = False) -> str | None:
    return check_folder(database, folder, asked, marks_of_project, replace=replace)


def test_a_list_with_a_project_in_common_is_the_same_list(database: Database, folder: Path) -> None:
    assert check(database, folder, wanted(9, first=4)) is None


def test_another_list_takes_its_place_only_where_somebody_says_so(database: Database, folder: Path) -> None:
    with pytest.raises(InputError, match=r"「清单\.xlsx」的结果（3 个项目，如「培训经费第2期」.*--replace"):
        check(database, folder, wanted(3, first=5))
    assert check(database, folder, wanted(3, first=5), replace=True) is None


def test_files_of_somebody_are_no_place_for_results(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "别的"
    assert check(database, folder, wanted(1)) is None
    folder.mkdir()
    (folder / ".lock").touch()
    assert check(database, folder, wanted(1)) is None
    (folder / "报告.docx").touch()
    for replace in (False, True):
        with pytest.raises(InputError, match=r"报告\.docx.*空文件夹"):
            check(database, folder, wanted(1), replace=replace)


def test_a_folder_that_was_moved_is_known_by_its_manifest(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "moved"
    folder.mkdir()
    items = [{"number": 1, "project": {"request": {"name": "培训经费第2期"}}}]
    (folder / "manifest.json").write_text(json.dumps({"title": "清单.xlsx", "items": items}), "utf-8")
    assert "再次计费" in (check(database, folder, wanted(1)) or "")
    with pytest.raises(InputError, match="没有一个项目相同"):
        check(database, folder, wanted(1, first=7))
