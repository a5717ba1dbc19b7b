from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from assistant.drafting import DraftContext, draft, open_context
from assistant.evaluation.drafting import evaluate_drafts, real_projects, request_for
from assistant.exemplars import ExemplarIndex
from assistant.exemplars.exemplar import Exemplar
from assistant.goals import Framework, GoalTable, Indicator
from assistant.settings import Settings

TABLE = GoalTable(
    name="妇女培训经费",
    unit="某市妇女联合会",
    year=2024,
    budget_yuan=Decimal(50000),
    purpose="培训100人",
    framework=Framework.THREE_CLASS,
    indicators=(Indicator(level3="培训人数", value="≥100人"),),
)


@pytest.fixture(scope="module")
def context(corpus_settings: Settings) -> DraftContext:
    return open_context(corpus_settings)


@pytest.mark.parametrize(
    "changes", [{"kind": "department"}, {"budget_yuan": None}, {"budget_yuan": Decimal(0)}, {"year": None}, {"framework": None}], ids=str
)
def test_what_cannot_be_drafted_again_is_not_measured(changes: dict[str, Any]) -> None:
    whole = Exemplar("甲.txt#1", "甲.txt", TABLE)
    assert real_projects([whole, replace(whole, table=TABLE.model_copy(update=changes))]) == [whole]


def test_the_request_says_no_more_than_the_head_and_leaves_the_document_out() -> None:
    request = request_for(Exemplar("甲.txt#1", "甲.txt", TABLE))
    assert (request.name, request.unit, request.year) == (TABLE.name, TABLE.unit, 2024)
    assert (request.budget_yuan, request.framework) == (Decimal(50000), Framework.THREE_CLASS)
    assert request.purpose is None
    assert request.exclude_sources == ("甲.txt",)


def test_held_out_drafts_know_nothing_of_their_document(context: DraftContext, corpus_index: ExemplarIndex) -> None:
    projects = real_projects(corpus_index.exemplars)
    assert len(projects) >= 20
    for exemplar in projects[::4]:
        result = draft(request_for(exemplar), context)
        assert exemplar.source not in {reference.source for reference in result.exemplars}
        evidence = {id_ for row in result.table.indicators for id_ in row.evidence}
        assert not any(id_.startswith(f"{exemplar.source}#") for id_ in evidence)


def test_figures_are_those_of_the_items_and_beat_a_copy(context: DraftContext, corpus_index: ExemplarIndex) -> None:
    figures, items = evaluate_drafts(context)
    assert [item["project"] for item in items] == [exemplar.id for exemplar in real_projects(corpus_index.exemplars)]
    assert figures["projects"] == len(items)
    assert figures["f1 draft (mean over projects)"] == pytest.approx(sum(item["f1"] for item in items) / len(items))
    assert figures["hard faults per draft"] == sum(len(item["faults"]) for item in items) / len(items)
    assert figures["indicators per draft"] == sum(item["indicators"] for item in items) / len(items)
    assert figures["f1 draft (mean over projects)"] > figures["f1 copy of the most similar foreign table"]
    assert "score" not in items[0]


def test_nothing_to_draft_again_is_no_failure(context: DraftContext, documents: Any) -> None:
    empty = open_context(Settings(data_dir=documents.parents[1] / "data", corpus_dir=documents.parent))
    figures, items = evaluate_drafts(empty)
    assert (figures["projects"], items) == (0, [])
