"""The published documents, against tables written down by hand."""

from pathlib import Path

import pytest

from assistant.evaluation.parsing import compare, load_expected
from assistant.reading import read_tables

CORPUS = Path(__file__).parents[2] / "corpus"
DOCUMENTS = sorted((CORPUS / "documents").glob("*.txt"))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem[:3])
def test_reads_a_published_document_as_a_careful_person_does(document: Path) -> None:
    expected = load_expected(CORPUS / "expected" / f"{document.stem}.yaml")
    tables = read_tables(document)
    score = compare(expected, tables)
    assert len(tables) == len(expected)
    assert score.f1 >= 0.99, [(table.missing, table.surplus) for table in score.tables]
    assert score.field_accuracy >= 0.97, [table.wrong_fields for table in score.tables]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem[:3])
def test_every_table_says_where_it_was_read(document: Path) -> None:
    for table in read_tables(document):
        assert table.source is not None
        assert table.source.file == document.name
        assert table.source.location
