from dataclasses import replace
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from assistant.exemplars import ExemplarIndex
from assistant.exemplars.exemplar import subject_text
from assistant.exemplars.search import Method
from assistant.exemplars.store import ExemplarStore
from assistant.settings import Settings
from tests.exemplars.samples import CountingEmbedder, exemplar

methods = pytest.mark.parametrize("method", get_args(Method))
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from(
    ["妇女培训", "维权", "节日慰问困难妇女", "办公设备"]
)


@given(text=texts)
@examples(max_examples=25)
def test_scores_are_cosines_from_the_nearest_down(corpus_index: ExemplarIndex, text: str) -> None:
    found = corpus_index.search(text, 9999)
    scores = [each.score for each in found]
    assert sorted(each.id for each in found) == [each.id for each in corpus_index.exemplars]
    assert scores == sorted(scores, reverse=True)
    assert all(-1 <= score <= 1 for score in scores)


@methods
@given(text=texts, k=st.integers(-1, 60))
@examples(max_examples=25)
def test_the_same_question_has_the_same_answer(corpus_index: ExemplarIndex, method: Method, text: str, k: int) -> None:
    found = corpus_index.search(text, k, method=method)
    assert found == corpus_index.search(text, k, method=method)
    assert len(found) == max(0, min(k, len(corpus_index.exemplars)))
    assert found == corpus_index.search(text, 9999, method=method)[: max(0, k)]


def test_a_table_is_nearest_to_what_it_is_about(corpus_index: ExemplarIndex) -> None:
    for each in corpus_index.exemplars:
        first = corpus_index.search(subject_text(each.table), 1)[0]
        assert 1 - 1e-4 < first.score <= 1
        assert subject_text(first.table) == subject_text(each.table)


@pytest.mark.parametrize("text", ["妇女培训", "维权服务", "家庭教育"])
def test_the_nearest_is_of_the_same_subject(corpus_index: ExemplarIndex, text: str) -> None:
    found = corpus_index.search(text, 3)
    assert any(text[-2:] in subject_text(each.table) for each in found)
    assert found[0].score > corpus_index.search(text, 99)[-1].score + 0.2


@methods
@pytest.mark.parametrize("shape", ["{}", "corpus/documents/{}", "/somewhere/else/{}", "./{}"])
def test_a_source_is_left_out_by_name_wherever_it_is_said_to_be(corpus_index: ExemplarIndex, method: Method, shape: str) -> None:
    source = corpus_index.exemplars[-1].source
    found = corpus_index.search("妇女培训", 9999, exclude_sources=[shape.format(source)], method=method)
    assert [each for each in found if each.source == source] == []
    assert {each.id for each in found} == {each.id for each in corpus_index.exemplars if each.source != source}


def test_everything_can_be_left_out(corpus_index: ExemplarIndex) -> None:
    assert corpus_index.search("培训", 5, exclude_sources=[each.source for each in corpus_index.exemplars]) == []


def test_sources_that_nobody_indexed_are_named_as_they_were_given(corpus_index: ExemplarIndex) -> None:
    known = f"any/{corpus_index.exemplars[0].source}"
    assert corpus_index.unknown_sources([known, "甲/无此文件.txt", ""]) == ["甲/无此文件.txt", ""]


@pytest.fixture
def index(tmp_path: Path) -> ExemplarIndex:
    store = ExemplarStore(Settings(data_dir=tmp_path), CountingEmbedder())
    for source in ("甲.txt", "乙.txt"):
        store.put([(exemplar(source, 1, "妇女培训经费", "培训期数"), "training")])
    store.put([(exemplar("乙.txt", 2, "节日慰问经费", "慰问户数", "摸底走访次数"), "condolence")])
    return ExemplarIndex(store)


def test_a_copy_of_an_excluded_table_under_another_name_is_hidden_too(index: ExemplarIndex) -> None:
    assert [each.id for each in index.allowed(["甲.txt"])] == ["乙.txt#2"]
    assert [each.id for each in index.allowed(["乙.txt"])] == []
    assert index.allowed() == index.allowed(["丙.txt"]) == list(index.exemplars)
    assert [each.id for each in index.search("培训", 9, exclude_sources=["dir/甲.txt"])] == ["乙.txt#2"]


def test_equally_near_ones_are_in_the_order_of_their_ids(index: ExemplarIndex) -> None:
    found = index.search("妇女培训经费", 3)
    assert [each.id for each in found] == ["乙.txt#1", "甲.txt#1", "乙.txt#2"]
    assert found[0].score == found[1].score == pytest.approx(1)


def test_wording_finds_what_stands_in_an_indicator(index: ExemplarIndex) -> None:
    found = index.search("摸底走访", 3, method="lexical")
    assert found[0].id == "乙.txt#2"
    assert found[0].score > found[1].score == 0


def test_fusion_reports_the_meaning(index: ExemplarIndex) -> None:
    cosines = {each.id: each.score for each in index.search("摸底走访", 3)}
    assert {each.id: each.score for each in index.search("摸底走访", 3, method="fusion")} == cosines


def test_metadata_narrow_a_search(index: ExemplarIndex) -> None:
    assert [each.id for each in index.search("培训", 9, filters={"project_type": "condolence"})] == ["乙.txt#2"]
    assert index.search("培训", 9, filters={"project_type": "condolence", "place": "天津市"}) == []


def test_nothing_indexed_is_nothing_found(tmp_path: Path) -> None:
    empty = ExemplarIndex(ExemplarStore(Settings(data_dir=tmp_path), CountingEmbedder()))
    assert empty.exemplars == ()
    for method in get_args(Method):
        assert empty.search("培训", 5, method=method) == []


def test_none_is_overlooked_after_many_changes(tmp_path: Path) -> None:
    store = ExemplarStore(Settings(data_dir=tmp_path), CountingEmbedder())
    several = [replace(exemplar("甲.txt", number, f"第{number % 20}类经费"), id=f"甲.txt#{number:04}") for number in range(1500)]
    store.put([(each, "training") for each in several])
    store.put([(replace(each, table=each.table.model_copy(update={"name": f"改{n % 7}"})), "training") for n, each in enumerate(several)])
    store.drop([each.id for each in several[::3]])
    found = ExemplarIndex(store).search("改3", 9999)
    vectors = store.embedder.embed([each.table.name for each in found])
    assert len(found) == 1000
    assert np.allclose([each.score for each in found], vectors @ store.embedder.embed(["改3"])[0], atol=1e-5)
