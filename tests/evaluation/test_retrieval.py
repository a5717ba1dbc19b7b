from pathlib import Path
from typing import get_args

import pytest

from assistant.evaluation.retrieval import TOP, evaluate_retrieval, load_types_by_hand
from assistant.exemplars import ExemplarIndex
from assistant.exemplars.exemplar import Exemplar
from assistant.exemplars.search import Method
from assistant.exemplars.store import ExemplarStore
from assistant.goals import GoalTable
from assistant.settings import Settings
from tests.evaluation.samples import Compass, indicator

LABELS = Settings().corpus_dir / "expected" / "types.yaml"
NAMES = {"妇女培训": 0, "妇联干部培训": 10, "节日慰问": 90, "困难慰问": 100}


def make_index(folder: Path, degrees: dict[str, float]) -> ExemplarIndex:
    """Two documents, each with a training and a visit; the training of one promises what that of the other does."""
    store = ExemplarStore(Settings(data_dir=folder), Compass(degrees))
    rows = {
        "妇女培训": ("培训期数", "培训人数"),
        "妇联干部培训": ("培训期数", "结业率"),
        "节日慰问": ("慰问户数",),
        "困难慰问": ("走访次数",),
    }
    for number, name in enumerate(NAMES):
        table = GoalTable(name=name, indicators=tuple(indicator(row) for row in rows[name]))
        store.put([(Exemplar(f"{'甲乙'[number % 2]}.txt#{number // 2 + 1}", f"{'甲乙'[number % 2]}.txt", table), "training")])
    return ExemplarIndex(store)


TYPES = {
    "甲.txt#1": frozenset({"training"}),
    "乙.txt#1": frozenset({"training"}),
    "甲.txt#2": frozenset({"visit"}),
    "乙.txt#2": frozenset({"visit", "subsidy"}),
}


def test_a_perfect_order_is_worth_one(tmp_path: Path) -> None:
    figures, items = evaluate_retrieval(make_index(tmp_path, {**NAMES}), TYPES)
    assert figures["queries"] == 4
    assert figures["ndcg@5 vector"] == pytest.approx(1)
    assert len(items) == 4 * len(get_args(Method))


def test_the_wrong_order_is_worth_less(tmp_path: Path) -> None:
    figures, items = evaluate_retrieval(make_index(tmp_path, {"妇女培训": 0, "妇联干部培训": 90, "节日慰问": 90, "困难慰问": 0}), TYPES)
    vector = {item["query"]: item for item in items if item["method"] == "vector"}
    assert vector["甲.txt#1"]["found"] == ["乙.txt#2", "乙.txt#1"]
    assert vector["甲.txt#1"]["ndcg"] == pytest.approx(0.63, abs=0.01)  # 1 / log2(3): the right one in the second place
    assert figures["ndcg@5 vector"] == pytest.approx(0.63, abs=0.01)


def test_coverage_is_the_share_of_what_was_published(tmp_path: Path) -> None:
    _, items = evaluate_retrieval(make_index(tmp_path, {**NAMES}), TYPES)
    assert {item["query"]: item["coverage"] for item in items if item["method"] == "vector"} == {
        "甲.txt#1": 0.5,
        "乙.txt#1": 0.5,
        "甲.txt#2": 0.0,
        "乙.txt#2": 0.0,
    }


def test_tables_that_nobody_judged_are_no_queries(tmp_path: Path) -> None:
    figures, items = evaluate_retrieval(make_index(tmp_path, {**NAMES}), {"甲.txt#1": TYPES["甲.txt#1"], "甲.txt#2": frozenset()})
    assert figures["queries"] == 1
    assert {item["query"] for item in items} == {"甲.txt#1"}
    assert evaluate_retrieval(make_index(tmp_path, {**NAMES}), {}) == ({"queries": 0}, [])


def test_labels_of_nobody(tmp_path: Path) -> None:
    assert load_types_by_hand(tmp_path / "types.yaml") == {}


def test_every_project_of_the_corpus_was_judged(corpus_index: ExemplarIndex) -> None:
    labels = load_types_by_hand(LABELS)
    projects = {exemplar.id for exemplar in corpus_index.exemplars if exemplar.table.kind == "project"}
    assert projects - set(labels) == set()


def test_a_query_never_finds_its_own_document(corpus_index: ExemplarIndex) -> None:
    figures, items = evaluate_retrieval(corpus_index, load_types_by_hand(LABELS))
    assert figures["queries"] * len(get_args(Method)) == len(items)
    for item in items:
        assert len(item["found"]) == TOP
        assert not any(found.split("#")[0] == item["query"].split("#")[0] for found in item["found"])
        assert 0 <= item["ndcg"] <= 1 + 1e-9
        assert 0 <= item["coverage"] <= 1
    for method in get_args(Method):
        mine = [item["ndcg"] for item in items if item["method"] == method]
        assert figures[f"ndcg@5 {method}"] == pytest.approx(sum(mine) / len(mine))
