"""How well files are read, by format: `python -m tests.reading.quality`, part of `make bench`."""

from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.errors import NotAGoalTableError
from assistant.evaluation.parsing import ParseScore, compare, load_expected
from assistant.reading import read_tables
from tests.reading.remaking import MAKERS
from tests.reading.test_remade import DOCUMENTS, SEEDS, score_of

UNSEEN = Path(__file__).parent / "unseen" / "documents"


def main() -> None:
    """Print the figures."""
    print(f"{'documents':<28}{'indicator F1':>14}{'fields':>8}")
    with TemporaryDirectory() as folder:
        for kind in MAKERS:
            scores = [score_of(document, kind, seed, Path(folder)) for document in DOCUMENTS for seed in SEEDS]
            _print(f"corpus as {kind}", scores)
    _print("other layouts", [score for expected in sorted(UNSEEN.glob("*.yaml")) if (score := _score(expected))])


def _score(expected: Path) -> ParseScore | None:
    (document,) = (path for path in UNSEEN.iterdir() if path.stem == expected.stem and path != expected)
    try:
        return compare(load_expected(expected), read_tables(document))
    except NotAGoalTableError:  # a blank form
        return None


def _print(name: str, scores: list[ParseScore]) -> None:
    whole = ParseScore(tuple(table for score in scores for table in score.tables))
    print(f"{name:<28}{whole.f1:>14.3f}{whole.field_accuracy:>8.3f}")


if __name__ == "__main__":
    main()
