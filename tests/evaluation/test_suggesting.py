from typing import Any

import pytest

from assistant.drafting import DraftContext, open_context
from assistant.evaluation.drafting import real_projects
from assistant.evaluation.suggesting import FIRST, REMOVED, SEEDS, Baselines, evaluate_suggestions, take_out
from assistant.exemplars import ExemplarIndex
from assistant.settings import Settings

RIVALS = ("suggestions", "most frequent", "nearest table", "library only", "exemplars only")


@pytest.fixture(scope="module")
def context(corpus_settings: Settings) -> DraftContext:
    return open_context(corpus_settings)


def test_two_indicators_are_taken_out_the_same_for_the_same_seed(corpus_index: ExemplarIndex) -> None:
    exemplar = real_projects(corpus_index.exemplars)[0]
    table, removed = take_out(exemplar, 1)
    assert (table, removed) == take_out(exemplar, 1)
    assert len(removed) == REMOVED
    rows = exemplar.table.indicators
    assert [row for row in rows if row in removed] == removed
    assert table.indicators == tuple(row for row in rows if row not in removed)
    assert len({tuple(row.level3 for row in take_out(exemplar, seed)[1]) for seed in range(SEEDS)}) > 1


def test_baselines_propose_what_is_not_there_from_other_documents(context: DraftContext, corpus_index: ExemplarIndex) -> None:
    baselines = Baselines(context)
    for exemplar in real_projects(corpus_index.exemplars)[::8]:
        own = {row.level3 for row in exemplar.table.indicators}
        others = {row.level3 for other in corpus_index.allowed([exemplar.source]) for row in other.table.indicators}
        for propose in (baselines.most_frequent, baselines.nearest):
            names = [row.level3 for row in propose(exemplar.table, exemplar.source)]
            assert len(names) == FIRST
            assert set(names) <= others
            assert not set(names) & own


def test_suggestions_bring_back_more_than_the_baselines(context: DraftContext, corpus_index: ExemplarIndex) -> None:
    figures, items = evaluate_suggestions(context, seeds=1)
    assert figures["trials"] == len(items) == len(real_projects(corpus_index.exemplars))
    taken = sum(len(item["removed"]) for item in items)
    assert figures["indicators taken out"] == taken
    for rival in RIVALS:
        share = sum(len(item[rival]["found"]) for item in items) / taken
        assert figures[f"back among the first {FIRST}: {rival}"] == pytest.approx(share)
        assert all(len(item[rival]["proposed"]) <= FIRST for item in items)
        assert all(set(item[rival]["found"]) <= set(item["removed"]) for item in items)
    back = {rival: figures[f"back among the first {FIRST}: {rival}"] for rival in RIVALS}
    assert back["suggestions"] > 1.3 * max(back["most frequent"], back["nearest table"])
    assert back["suggestions"] >= max(back["library only"], back["exemplars only"])


def test_nothing_to_take_out_is_no_failure(documents: Any) -> None:
    empty = open_context(Settings(data_dir=documents.parents[1] / "data", corpus_dir=documents.parent))
    figures, items = evaluate_suggestions(empty)
    assert (figures["trials"], figures["indicators taken out"], items) == (0, 0, [])
