"""Forms from other fields and places, each with the table that a careful person reads from it."""

from pathlib import Path

import pytest

from assistant.evaluation.parsing import compare, load_expected
from assistant.reading import read_tables

LAYOUTS = Path(__file__).parent / "layouts"
EXPECTED = sorted(LAYOUTS.glob("*.yaml"))


def document_of(expected: Path) -> Path:
    (document,) = (path for path in LAYOUTS.iterdir() if path.stem == expected.stem and path != expected)
    return document


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: path.stem)
def test_reads_other_layouts(expected: Path) -> None:
    score = compare(load_expected(expected), read_tables(document_of(expected)))
    assert [(table.missing, table.surplus) for table in score.tables if table.missing or table.surplus] == []
    assert [table.wrong_fields for table in score.tables if table.wrong_fields] == []
