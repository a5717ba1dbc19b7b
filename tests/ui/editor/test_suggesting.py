"""推荐 in a tab: what is computed costs no job, what failed or was stopped is remembered, and nobody pays twice."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select

import assistant.ui.editor.suggesting as page
import assistant.workspace.suggestions as module
from assistant.database import AuditRow, JobRow
from assistant.drafting import DraftContext
from assistant.errors import CancelledError, ConfigError
from assistant.goals import GoalTable
from assistant.llm.chat import Cancel
from assistant.settings import Settings
from assistant.suggesting import Suggested
from assistant.ui.session import open_desk
from assistant.workspace.drafts import OpenDraft
from assistant.workspace.edits import SetHead
from assistant.workspace.suggestions import KIND, Found
from tests.ui.editor.page import Kept, Tab
from tests.workspace.samples import suggestion
from tests.workspace.working import until

ASK, FOUND = "查找缺少的指标", (suggestion(level3="参训率"),)


def count(draft: Kept, of: type[AuditRow] | type[JobRow]) -> int:
    with draft.desk.database.reading() as session:
        return session.scalar(select(func.count()).select_from(of)) or 0


def test_what_is_computed_costs_no_job_and_no_line_of_the_log(draft: Kept, tab: Tab) -> None:
    before = count(draft, AuditRow)
    tab.turn_to("推荐")
    assert "采纳" in tab.buttons
    assert (count(draft, JobRow), count(draft, AuditRow)) == (0, before)
    draft.edit(SetHead(field="unit", text="某县妇联"))
    tab.run()
    assert (count(draft, JobRow), count(draft, AuditRow)) == (0, before + 1)


def test_it_is_computed_once_for_each_state(draft: Kept, tab: Tab, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = list[int]()

    def look(opened: OpenDraft, context: DraftContext) -> Found:
        looked.append(opened.stamp)
        return Found(opened.stamp, FOUND)

    monkeypatch.setattr(page, "look", look)
    tab.turn_to("推荐")
    tab.run()
    tab.press("采纳")
    tab.run()
    assert looked == [1, 2]
    assert "参训率" in draft.rows
    assert "没有要补充的指标" in tab.successes


@pytest.mark.parametrize(
    ("error", "told"), [(ConfigError("范例索引打不开。"), "范例索引打不开"), (ZeroDivisionError("detail"), "程序出错了")]
)
def test_what_failed_is_told_and_tried_again_only_when_asked(
    draft: Kept, tab: Tab, monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
) -> None:
    tries = list[int]()

    def look(opened: OpenDraft, context: DraftContext) -> Found:
        tries.append(opened.stamp)
        if len(tries) == 1:
            raise error
        return Found(opened.stamp, FOUND)

    monkeypatch.setattr(page, "look", look)
    tab.turn_to("推荐")
    tab.run()
    (warning,) = tab.app.warning
    assert told in warning.value
    assert "detail" not in warning.value
    assert len(tries) == 1
    tab.press("重试")
    assert len(tries) == 2
    assert not tab.app.warning
    assert "采纳" in tab.buttons


class Model:
    """A model that answers when it may."""

    def __init__(self) -> None:
        self.asked, self.free = 0, threading.Event()

    def suggest_each(self, tables: list[GoalTable], context: DraftContext, *, cancel: Cancel) -> Iterator[Suggested]:
        self.asked += 1
        until(lambda: cancel.stopped or self.free.is_set())
        if cancel.stopped:
            raise CancelledError("已停止。")
        yield Suggested(FOUND, "llm", "qwen")


@pytest.fixture
def model(installation: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Model]:
    desk, model = open_desk(), Model()
    desk.use_model(replace(desk.settings, model="qwen", base_url="http://127.0.0.1:9/v1"))
    monkeypatch.setattr(module, "suggest_each", model.suggest_each)
    monkeypatch.setattr(page, "_AT_ONCE_SECONDS", 0.0)
    yield model
    model.free.set()


def test_a_model_is_asked_only_when_a_person_asks_and_stays_stopped(model: Model, draft: Kept, tab: Tab) -> None:
    tab.turn_to("推荐")
    assert model.asked == 0
    tab.press(ASK)
    tab.press("停止")
    wait(draft)
    tab.run()
    tab.run()
    assert (model.asked, count(draft, JobRow)) == (1, 1)
    assert "已停止" in tab.app.warning[0].value
    model.free.set()
    tab.press("重新查找")
    wait(draft)
    tab.run()
    assert "采纳" in tab.buttons


def test_a_reload_finds_what_was_asked_for(model: Model, draft: Kept, tab: Tab) -> None:
    tab.turn_to("推荐")
    tab.press(ASK)
    reloaded = Tab(draft.id)
    reloaded.turn_to("推荐")
    assert "停止" in reloaded.buttons
    model.free.set()
    wait(draft)
    reloaded.run()
    again = Tab(draft.id)
    again.turn_to("推荐")
    assert "采纳" in reloaded.buttons
    assert "采纳" in again.buttons
    assert (model.asked, count(draft, JobRow)) == (1, 1)


def test_what_was_found_stays_where_looking_again_fails(model: Model, draft: Kept, tab: Tab) -> None:
    model.free.set()
    tab.turn_to("推荐")
    tab.press(ASK)
    wait(draft)
    draft.edit(SetHead(field="unit", text="某县妇联"))
    model.free.clear()
    tab.run()
    tab.press("按最新内容重新查找")
    tab.press("停止")
    wait(draft)
    tab.run()
    assert {"重新查找", "采纳"} <= set(tab.buttons)


def wait(draft: Kept) -> Any:
    def ended() -> bool:
        job = draft.desk.jobs.latest(draft.drafts.person.owner, draft_id=draft.id, kind=KIND)
        return job is not None and not job.running

    until(ended)
