"""The corpus documents in other formats are read as the text is."""

from pathlib import Path

import pytest

from assistant.evaluation.parsing import ParseScore, compare, load_expected
from assistant.reading import read_tables
from assistant.reading.formats.encoding import decode_text
from assistant.reading.formats.text import read_text
from tests.reading.remaking import MAKERS, parts_of

CORPUS = Path(__file__).parents[2] / "corpus"
DOCUMENTS = sorted((CORPUS / "documents").iterdir())
LEAST = {"docx": 0.99, "xlsx": 0.99, "html": 0.99, "pdf": 0.97, "pdf without lines": 0.97}
SEEDS = (1, 2)


@pytest.mark.parametrize("kind", MAKERS)
def test_reads_the_documents_in_another_format(kind: str, tmp_path: Path) -> None:
    scores = [score_of(document, kind, seed, tmp_path) for document in DOCUMENTS for seed in SEEDS]
    whole = ParseScore(tuple(table for score in scores for table in score.tables))
    assert whole.f1 >= LEAST[kind]


def score_of(document: Path, kind: str, seed: int, folder: Path) -> ParseScore:
    """How well a document is read that was set again with the merges and breaks of `seed`."""
    text = decode_text(document.read_bytes())
    assert text is not None
    made = folder / f"{document.stem}.{kind.partition(' ')[0]}"
    made.write_bytes(MAKERS[kind](list(parts_of(read_text(text), seed))))
    return compare(load_expected(CORPUS / "expected" / f"{document.stem}.yaml"), read_tables(made))
