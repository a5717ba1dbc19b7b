from concurrent.futures import Future, ThreadPoolExecutor, wait

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.exemplars import make_embedder
from assistant.exemplars.embedding import OfflineEmbedder, Vectors
from assistant.settings import Settings

EMBEDDER = make_embedder(Settings())
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def test_an_embedder_is_made_once() -> None:
    assert make_embedder(Settings(model="另一个")) is EMBEDDER
    assert EMBEDDER.id


def test_no_text_is_no_row() -> None:
    assert EMBEDDER.embed([]).shape == (0, OfflineEmbedder.dimensions)


@given(st.lists(texts, min_size=1, max_size=6))
@settings(max_examples=40)
def test_any_text_is_a_row_of_length_one(several: list[str]) -> None:
    vectors = EMBEDDER.embed(several)
    assert vectors.shape == (len(several), OfflineEmbedder.dimensions)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


@given(st.lists(texts, min_size=2, max_size=6))
@settings(max_examples=20)
def test_rows_stand_in_the_order_of_the_texts(several: list[str]) -> None:
    assert np.array_equal(EMBEDDER.embed(several)[::-1], EMBEDDER.embed(several[::-1]))


def test_a_vector_does_not_depend_on_what_is_embedded_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["妇女培训经费", "困难妇女慰问", "法律援助案件办结率"]
    monkeypatch.setattr(EMBEDDER, "_vectors", {})
    alone = np.concatenate([EMBEDDER.embed([name]) for name in names])
    monkeypatch.setattr(EMBEDDER, "_vectors", {})
    assert np.allclose(EMBEDDER.embed(names), alone, atol=1e-5)


def test_what_means_the_same_is_nearer_than_what_sounds_alike() -> None:
    query, same, other = EMBEDDER.embed(["组织妇女就业培训", "举办女性创业技能学习班", "组织购置办公设备"])
    assert query @ same > query @ other


def test_a_text_seen_before_is_not_computed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    before = EMBEDDER.embed(["巾帼家政培训"])
    monkeypatch.setattr(EMBEDDER, "_model", None)
    assert np.array_equal(EMBEDDER.embed(["巾帼家政培训", "巾帼家政培训"]), np.concatenate([before, before]))


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[str, object] = {}
    monkeypatch.setattr(EMBEDDER, "_vectors", kept)
    monkeypatch.setattr(OfflineEmbedder, "_KEPT", 3)
    first = EMBEDDER.embed(["甲", "乙"])
    mixed = EMBEDDER.embed(["乙", "丙", "丁"])
    assert len(kept) == 3
    assert np.allclose(mixed[0], first[1], atol=1e-5)


def test_what_one_thread_forgets_another_still_has(monkeypatch: pytest.MonkeyPatch) -> None:
    shared, others = OfflineEmbedder(), list[Future[Vectors]]()

    class Model:
        def encode(self, texts: list[str]) -> Vectors:
            if texts == ["二"]:  # the other thread comes in the middle, and there is no room for all
                others.append(pool.submit(shared.embed, ["三", "四"]))
                wait(others, timeout=0.3)
            return np.array([[ord(text), 1.0] for text in texts], np.float32)

    monkeypatch.setattr(OfflineEmbedder, "_KEPT", 2)
    shared.__dict__["_model"] = Model()
    with ThreadPoolExecutor(1) as pool:
        before = shared.embed(["一"])
        assert np.array_equal(shared.embed(["一", "二"])[0], before[0])
        assert others[0].result().shape == (2, 2)
