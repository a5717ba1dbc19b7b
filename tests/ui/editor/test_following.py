"""Work that outlives the page: found again after a reload, begun once, taken up once."""

import threading
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import assistant.workspace.drafting as drafting
import assistant.workspace.rewording as rewording
from assistant.drafting import draft_events, make_request
from assistant.errors import CancelledError, InputError
from assistant.suggesting import reword
from assistant.workspace.drafts import LOCAL
from assistant.workspace.edits import SetHead
from assistant.workspace.job import Job
from tests.ui.editor.page import Kept, Tab
from tests.workspace.samples import asking

SECONDS = 30.0
ASK = "按一句话改写"


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """What work waits for."""
    event = threading.Event()
    yield event
    event.set()


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch, gate: threading.Event) -> None:
    """Drafting and rewording that wait for the gate, or until they are stopped."""

    def wait(cancel: Any) -> None:
        while not gate.wait(0.02):
            if cancel.stopped:
                raise CancelledError("已停止。")

    def slow_events(*args: Any, **options: Any) -> Any:
        wait(options["cancel"])
        yield from draft_events(*args, **options)

    def slow_reword(*args: Any, **options: Any) -> Any:
        wait(options["cancel"])
        return reword(*args, **options)

    monkeypatch.setattr(drafting, "draft_events", slow_events)
    monkeypatch.setattr(rewording, "reword", slow_reword)


@pytest.fixture
def drafted(draft: Kept) -> Kept:
    """A draft that was asked for here, and can be asked for again."""
    request = make_request("妇女培训经费", Decimal(20000), today=date(2024, 3, 1), purpose="用于农村妇女实用技术培训")
    draft.id = draft.drafts.create(asking().model_copy(update={"request": request}), "起草")
    return draft


def latest(draft: Kept, kind: str) -> Job:
    job = draft.desk.jobs.latest(LOCAL.owner, draft_id=draft.id, kind=kind)
    assert job is not None
    return job


def end(draft: Kept, kind: str) -> Job:
    return draft.desk.jobs.wait(latest(draft, kind).id, LOCAL.owner, SECONDS)


@pytest.mark.usefixtures("slow")
def test_a_redraft_is_found_again_and_begun_once(drafted: Kept, gate: threading.Event) -> None:
    tab = Tab(drafted.id)
    tab.press("开始")
    other = Tab(drafted.id)
    assert "停止" in other.buttons
    other.press("开始")
    assert "已有一项同样的任务在进行" in other.errors
    gate.set()
    assert end(drafted, drafting.KIND).state == "done"
    third = Tab(drafted.id)
    assert "已重新起草" in third.successes
    tab.run()
    assert "已重新起草" not in tab.successes
    assert "停止" not in tab.buttons


@pytest.mark.usefixtures("slow")
def test_a_redraft_is_stopped_after_a_reload(drafted: Kept) -> None:
    Tab(drafted.id).press("开始")
    Tab(drafted.id).press("停止")
    assert end(drafted, drafting.KIND).state == "cancelled"
    assert len(drafted.drafts.history(drafted.id)) == 1


def test_a_redraft_that_cannot_be_begun_is_told(drafted: Kept) -> None:
    tab = Tab(drafted.id)
    drafted.edit(SetHead(field="budget_yuan", text=""))
    tab.press("开始")
    assert "还没有填预算" in tab.errors


def test_a_rewording_tells_what_stood_there(draft: Kept, tab: Tab) -> None:
    tab.app.session_state[f"memory-{draft.id}"].row = "r1"
    tab.run()
    tab.type(ASK, "改成200人")
    tab.press("改写")
    told = tab.successes
    end(draft, rewording.KIND)
    tab.run()
    told += tab.successes
    assert draft.now.manuscript.row("r1").value == "≥200人"
    assert "已把「培训人数 ≥100人」改写为「培训人数 ≥200人」，可以撤销。" in told
    assert tab.shown(ASK) == ""
    tab.press("撤销")
    tab.run()
    assert draft.now.manuscript.row("r1").value == "≥100人"  # it is not done again


def test_a_rewording_that_nobody_has_seen_is_taken_up_once(draft: Kept, tab: Tab, gate: threading.Event, slow: None) -> None:
    tab.app.session_state[f"memory-{draft.id}"].row = "r1"
    tab.run()
    tab.type(ASK, "改成200人")
    tab.press("改写")
    gate.set()
    end(draft, rewording.KIND)
    other = Tab(draft.id)
    assert "已把「培训人数 ≥100人」改写为「培训人数 ≥200人」，可以撤销。" in other.successes
    assert draft.now.manuscript.row("r1").value == "≥200人"
    number = draft.now.number
    tab.run()
    assert draft.now.number == number


@pytest.mark.usefixtures("slow")
def test_a_rewording_is_found_again_whatever_is_looked_at(draft: Kept, tab: Tab) -> None:
    tab.type(ASK, "改成5期")
    tab.press("改写")
    other = Tab(draft.id)
    other.turn_to("概览")
    assert "正在改写" in other.texts
    other.press("停止")
    assert end(draft, rewording.KIND).state == "cancelled"


def test_a_rewording_that_failed_is_told_after_a_reload(draft: Kept, tab: Tab, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise InputError("听不懂这句话。")

    monkeypatch.setattr(rewording, "reword", fail)
    jobs = draft.desk.jobs
    id_ = jobs.start(rewording.KIND, LOCAL.owner, LOCAL.name, {"row": "r0", "instruction": "随便"}, draft_id=draft.id)
    jobs.wait(id_, LOCAL.owner, SECONDS)
    tab.run()
    assert "听不懂这句话。" in tab.errors
    tab.run()
    assert tab.errors == ""


@pytest.mark.parametrize(("sentence", "told", "left"), [("按涉密项目改写", "涉密", ""), ("  ", "请先写一句要求", "  ")])
def test_a_sentence_that_is_refused_is_told(draft: Kept, tab: Tab, sentence: str, told: str, left: str) -> None:
    tab.type(ASK, sentence)
    tab.press("改写")
    assert told in tab.errors
    assert tab.shown(ASK) == left
