"""Evaluation: the offline benchmark. Every choice in reading, searching and drafting is made by these figures."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from assistant.drafting import open_context
from assistant.errors import InputError
from assistant.evaluation.drafting import evaluate_drafts
from assistant.evaluation.modelling import evaluate_model
from assistant.evaluation.parsing import ParseScore, TableResult, compare, load_expected
from assistant.evaluation.retrieval import evaluate_retrieval, load_types_by_hand
from assistant.evaluation.reviewing import evaluate_reviews
from assistant.evaluation.suggesting import evaluate_suggestions
from assistant.exemplars import ExemplarComparables
from assistant.exemplars.documents import corpus_documents
from assistant.library.types import load_types
from assistant.reading import limits_of, read_tables
from assistant.review import load_review_data
from assistant.settings import Settings

Suite = tuple[dict[str, Any], list[dict[str, Any]]]
"""Figures by name, and the results item by item."""


def run_suites(name: str, settings: Settings, *, items: Path | None = None) -> dict[str, Any]:
    """Run one suite, or all that need no model; figures by suite. Item results go to `items` as JSON Lines.

    Raises:
        InputError: there is no such suite, or `items` cannot be written.
    """
    if name != "all" and name not in _SUITES:
        raise InputError(f"没有评测 {name}，可用的有 {'、'.join(_SUITES)}。")
    load_types(settings.corpus_dir / "library")  # a broken installation is told before what it measures
    if not corpus_documents(settings):
        raise InputError(f"「{settings.corpus_dir / 'documents'}」里没有文件，无法评测，请恢复 corpus/documents。")
    report: dict[str, Any] = {}
    rows: list[dict[str, Any]] = []
    with TemporaryDirectory() as folder:  # an index of the corpus alone, whatever the person has added to theirs
        own = replace(settings, data_dir=Path(folder), chroma_url=None)
        for suite in (suite for suite in _SUITES if suite != "model") if name == "all" else (name,):
            report[suite], found = _SUITES[suite](own)
            rows += found
    if items:
        try:
            items.parent.mkdir(parents=True, exist_ok=True)
            items.write_text("".join(json.dumps(row, ensure_ascii=False, default=str) + "\n" for row in rows), "utf-8")
        except OSError as error:
            raise InputError(f"无法写入「{items}」，请换一个位置。") from error
    return report


def _parse_suite(settings: Settings) -> Suite:
    figures: dict[str, Any] = {}
    rows: list[dict[str, Any]] = []
    everything: list[TableResult] = []
    for document in corpus_documents(settings):
        expected = settings.corpus_dir / "expected" / f"{document.stem}.yaml"
        if not expected.is_file():
            continue
        score = compare(load_expected(expected), read_tables(document, limits_of(settings)))
        everything += score.tables
        rows += [
            {
                "suite": "parse",
                "document": document.name,
                "table": table.name,
                "wrong_fields": {name: [str(side) for side in sides] for name, sides in table.wrong_fields.items()},
                "matched": table.matched,
                "missing": table.missing,
                "surplus": table.surplus,
            }
            for table in score.tables
        ]
        figures[f"{document.name} indicators F1"] = score.f1
        figures[f"{document.name} table fields"] = score.field_accuracy
    total = ParseScore(tuple(everything))
    if everything:
        figures["all indicators F1"], figures["all table fields"] = total.f1, total.field_accuracy
    return figures, rows


def _retrieval_suite(settings: Settings) -> Suite:
    labels = load_types_by_hand(settings.corpus_dir / "expected" / "types.yaml")
    return evaluate_retrieval(open_context(settings).index, labels)


def _draft_suite(settings: Settings) -> Suite:
    return evaluate_drafts(open_context(settings))


def _review_suite(settings: Settings) -> Suite:
    context = open_context(settings)
    documents = {document.stem: read_tables(document, limits_of(settings)) for document in corpus_documents(settings)}
    data = load_review_data(settings.corpus_dir / "library", ExemplarComparables(context.index, context.types))
    return evaluate_reviews(documents, settings.corpus_dir / "expected" / "findings", data)


def _suggest_suite(settings: Settings) -> Suite:
    return evaluate_suggestions(open_context(settings))


def _model_suite(settings: Settings) -> Suite:
    return evaluate_model(open_context(settings, with_model=True))


_SUITES: dict[str, Callable[[Settings], Suite]] = {
    "parse": _parse_suite,
    "retrieval": _retrieval_suite,
    "draft": _draft_suite,
    "review": _review_suite,
    "suggest": _suggest_suite,
    "model": _model_suite,
}
