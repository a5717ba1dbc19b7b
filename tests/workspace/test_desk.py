"""A desk whose model changes while it works."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

import assistant.workspace.desk as module
from assistant.drafting import DraftContext
from assistant.errors import ConfigError
from assistant.settings import Settings
from assistant.workspace import drafting
from assistant.workspace.desk import Desk
from assistant.workspace.drafts import LOCAL, Drafts
from assistant.workspace.jobs import Task
from tests.workspace.working import SECONDS

MODEL: dict[str, Any] = {"model": "qwen", "base_url": "http://127.0.0.1:9/v1", "api_key": "sk-new"}


@pytest.fixture
def desk(settings: Settings, context: DraftContext, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(module, "open_context", lambda *_, **__: context)
    monkeypatch.setattr(module, "is_current", lambda *_: True)
    desk = Desk(settings)
    yield desk
    desk.close()


def test_a_model_is_used_from_now_on(desk: Desk) -> None:
    before = desk.context()
    desk.use_model(replace(desk.settings, **MODEL))
    after = desk.context()
    assert before.model is None
    assert after.model is not None
    assert (after.model.model, after.index, desk.context()) == ("qwen", before.index, after)
    desk.use_model(replace(desk.settings, model=None))
    assert desk.context().model is None


def test_what_is_no_model_changes_nothing(desk: Desk) -> None:
    before = desk.settings
    with pytest.raises(ConfigError):
        desk.use_model(replace(before, model="qwen", base_url="nowhere"))
    assert desk.settings is before


def test_a_model_that_cannot_be_used_hinders_its_jobs_and_nothing_else(desk: Desk) -> None:
    desk.settings = replace(desk.settings, model="qwen", base_url="nowhere")
    assert desk.context().model is None
    assert desk.context_for("甲", offline=True).model is None
    with pytest.raises(ConfigError, match="不是网址"):
        desk.context_for("甲")


def test_the_rest_of_the_settings_stays(desk: Desk, settings: Settings) -> None:
    desk.use_model(replace(settings, **MODEL, data_dir=settings.data_dir / "other"))
    assert desk.settings == replace(settings, **MODEL)


def test_what_runs_is_not_stopped_and_ends_with_its_model(
    settings: Settings, context: DraftContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "open_context", lambda *_, **__: context)
    monkeypatch.setattr(module, "is_current", lambda *_: True)
    begun, free = threading.Barrier(3, timeout=SECONDS), threading.Event()

    def seen(model: object) -> dict[str, Any]:
        begun.wait()
        free.wait(SECONDS)
        return {"model": model is not None}

    def draft(task: Task, mine: DraftContext, _: Drafts) -> dict[str, Any]:
        return seen(mine.model)

    def work(desk: Desk, task: Task) -> dict[str, Any]:
        began = seen(desk.settings.model)
        return {**began, "later": desk.context_for(task.by).model is not None}

    monkeypatch.setattr(drafting, "run_order", draft)
    desk = Desk(settings, {"list": work}, long=["list"])
    try:
        ids = [desk.jobs.start(kind, LOCAL.owner, LOCAL.name, {}) for kind in (drafting.KIND, "list")]
        begun.wait()
        desk.use_model(replace(settings, **MODEL))
        free.set()
        results = [desk.jobs.wait(id_, LOCAL.owner, SECONDS).result for id_ in ids]
        assert results == [{"model": False}, {"model": False, "later": False}]
        assert desk.context().model is not None
    finally:
        desk.close()
