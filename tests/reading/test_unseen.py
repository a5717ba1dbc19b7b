"""Real files in layouts that no reader was made for, each with the tables that a careful person took from it before any reader ran."""

import zipfile
from pathlib import Path

import pytest

from assistant.errors import NotAGoalTableError
from assistant.evaluation.parsing import compare, load_expected
from assistant.reading import read_tables
from tests.reading.unseen.build import DOCUMENTS, build

EXPECTED = sorted(DOCUMENTS.glob("*.yaml"))
BLANK = [path for path in EXPECTED if not load_expected(path)]


def document_of(expected: Path) -> Path:
    (document,) = (path for path in DOCUMENTS.iterdir() if path.stem == expected.stem and path != expected)
    return document


@pytest.mark.parametrize("expected", [path for path in EXPECTED if path not in BLANK], ids=lambda path: path.stem)
def test_reads_unseen_documents(expected: Path) -> None:
    score = compare(load_expected(expected), read_tables(document_of(expected)))
    assert [(table.missing, table.surplus) for table in score.tables if table.missing or table.surplus] == []
    assert [table.wrong_fields for table in score.tables if table.wrong_fields] == []


@pytest.mark.parametrize("expected", BLANK, ids=lambda path: path.stem)
def test_blank_form_is_no_table(expected: Path) -> None:
    with pytest.raises(NotAGoalTableError):
        read_tables(document_of(expected))


def content(path: Path) -> object:
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_documents_are_as_built(tmp_path: Path) -> None:
    build(tmp_path)
    built = {path.name: content(path) for path in tmp_path.iterdir()}
    assert built == {path.name: content(path) for path in DOCUMENTS.iterdir() if path.suffix != ".yaml"}
