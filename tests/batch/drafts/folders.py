"""Folders of results, written as the command line does."""

import errno
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from assistant.batch.drafts.folder import About, write_folder
from assistant.batch.engine.ledger import Ledger
from assistant.database import Database, open_database
from assistant.settings import Settings
from tests.batch.comparing.samples import drafted


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


def refuse(path: Path, missing_ok: bool = False) -> None:
    """As Windows does while Word has a file open."""
    if path.suffix == ".docx":
        raise PermissionError(errno.EACCES, "open elsewhere")
    path.rename(path.with_name(".removed"))
