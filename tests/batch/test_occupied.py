"""Folders that hold something before a batch writes there."""

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.batch.drafts.drafter import drafts_wanted, marks_of_project
from assistant.batch.engine.opening import Wanted
from assistant.batch.lists.project_list import ListedProject
from assistant.batch.occupied import check_folder
from assistant.database import Database, open_database
from assistant.drafting import DraftRequest
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
    return wanted_of(projects(count, first=first))


def wanted_of(listed: Sequence[ListedProject]) -> Wanted:
    settings = Settings()
    return drafts_wanted("另一份.xlsx", listed, [], settings, Prompts(settings.prompts_dir))


def check(database: Database, folder: Path, asked: Wanted, *, replace: bool = False) -> str | None:
    return check_folder(database, folder, asked, marks_of_project, replace=replace)


def of_unit(unit: str | None, *names: str, year: int = 2027) -> list[ListedProject]:
    return [ListedProject(row, DraftRequest(name, Decimal(10), year, unit), {}) for row, name in enumerate(names, 2)]


@pytest.mark.parametrize(("count", "first"), [(9, 3), (2, 4), (1, 4), (3, 2)])
def test_a_list_with_half_of_the_shorter_one_in_common_is_the_same_list(database: Database, folder: Path, count: int, first: int) -> None:
    assert check(database, folder, wanted(count, first=first)) is None


def test_a_name_that_every_list_has_does_not_make_it_the_same(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    open_ledger(database, folder, listed=of_unit("甲局", "会议经费", "会议经费", "培训经费", "甲局专项"))
    folder.mkdir()
    (folder / "结果.xlsx").touch()
    with pytest.raises(InputError, match=r"（4 个项目.*没有一个项目的名称、单位和年度都相同"):
        check(database, folder, wanted_of(of_unit("乙局", "会议经费", "培训经费")))
    with pytest.raises(InputError, match="没有一个项目的名称、单位和年度都相同"):
        check(database, folder, wanted_of(of_unit("甲局", "会议经费", "培训经费", year=2028)))
    with pytest.raises(InputError, match="只有 1 个项目的名称、单位和年度都相同"):
        check(database, folder, wanted_of(of_unit("甲局", "会议经费", "其他一", "其他二")))


def test_a_list_whose_units_were_filled_in_since_is_the_same(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    open_ledger(database, folder, listed=of_unit(None, "会议经费", "培训经费"))
    folder.mkdir()
    (folder / "结果.xlsx").touch()
    assert check(database, folder, wanted_of(of_unit("甲局", "会议经费", "培训经费"))) is None


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
    folder = moved(tmp_path, {"project": {"request": {"name": "培训经费第2期"}}})
    assert "再次计费" in (check(database, folder, wanted(1)) or "")
    with pytest.raises(InputError, match="没有一个项目的名称、单位和年度都相同"):
        check(database, folder, wanted(1, first=7))


def test_a_folder_of_another_kind_is_refused_also_where_it_was_moved(database: Database, tmp_path: Path) -> None:
    folder = moved(tmp_path, {"file": {"name": "甲.docx", "path": "/甲.docx", "sha256": "1"}})
    for replace in (False, True):
        with pytest.raises(InputError, match="批量审核的结果，请为批量起草另选"):
            check(database, folder, wanted(1), replace=replace)


def moved(tmp_path: Path, item: dict[str, object]) -> Path:
    """A folder of which only its manifest tells anything."""
    folder = tmp_path / "moved"
    folder.mkdir()
    (folder / "manifest.json").write_text(json.dumps({"title": "清单.xlsx", "items": [item]}), "utf-8")
    return folder
