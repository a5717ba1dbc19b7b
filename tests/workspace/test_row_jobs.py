"""Jobs for a row and for what a table lacks, as the pages use them."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from assistant.audit import AuditLog
from assistant.drafting import DraftContext
from assistant.errors import ConfigError
from assistant.llm.question import Profile
from assistant.prompting import Prompts
from assistant.settings import Settings
from assistant.workspace import checking, rewording, suggestions
from assistant.workspace.desk import Desk
from assistant.workspace.drafts import LOCAL, Person
from assistant.workspace.edits import Exchange, SetCell, SetLock, TakeOver
from assistant.workspace.jobs import Job
from assistant.workspace.suggestions import Found, found_by, look, read_suggestions
from tests.endpoint import ScriptedEndpoint
from tests.llm.conftest import MakeAsker
from tests.review.samples import table_without
from tests.workspace.samples import sound


@pytest.fixture
def desk(settings: Settings, context: DraftContext, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(Desk, "context", lambda self: context)
    desk = Desk(settings)
    yield desk
    desk.close()


def run(desk: Desk, kind: str, request: dict[str, Any], draft_id: str | None) -> Job:
    id_ = desk.jobs.start(kind, LOCAL.owner, LOCAL.name, request, draft_id=draft_id)
    return desk.jobs.wait(id_, LOCAL.owner, 30)


def test_a_row_is_reworded_and_stands_when_it_is_taken(desk: Desk, context: DraftContext) -> None:
    id_ = desk.drafts().create(sound(), "起草")
    job = run(desk, rewording.KIND, {"row": "r1", "instruction": "改成200人"}, id_)
    assert job.state == "done"
    assert job.result is not None
    edit = Exchange.model_validate(job.result["edit"])
    after = desk.drafts().edit(id_, 1, [edit], context.review_data)
    assert (after.manuscript.row("r1").value, after.manuscript.marks[1].edited) == ("≥200人", True)


def test_a_row_that_was_changed_meanwhile_is_not_replaced(desk: Desk, context: DraftContext) -> None:
    id_ = desk.drafts().create(sound(), "起草")
    job = run(desk, rewording.KIND, {"row": "r1", "instruction": "改成200人"}, id_)
    assert job.result is not None
    desk.drafts().edit(id_, 1, [SetCell(row="r1", field="basis", text="上级文件")], context.review_data)
    with pytest.raises(Exception, match="这期间又改过了"):
        desk.drafts().edit(id_, None, [Exchange.model_validate(job.result["edit"])], context.review_data)


@pytest.mark.parametrize(("row", "told"), [("r1", "已锁定"), ("gone", "不在表里")])
def test_what_cannot_be_reworded_is_told(row: str, told: str, desk: Desk, context: DraftContext) -> None:
    id_ = desk.drafts().create(SetLock(row="r1", locked=True).apply(sound(), context.review_data), "起草")
    job = run(desk, rewording.KIND, {"row": row, "instruction": "改成200人"}, id_)
    assert job.state == "failed"
    assert told in (job.error or "")


def test_what_a_table_lacks_is_suggested_and_can_be_taken(desk: Desk, context: DraftContext) -> None:
    table = table_without("服务对象满意度指标")
    id_ = desk.drafts().create(sound(table=table, marks=sound().marks[: len(table.indicators)]), "读入")
    job = run(desk, suggestions.KIND, {}, id_)
    assert job.result is not None
    found = read_suggestions(json.loads(json.dumps(job.result)))
    assert "满意度指标" in {suggestion.level1 for suggestion in found}
    after = desk.drafts().edit(id_, 1, [TakeOver(suggestion=found[0])], context.review_data)
    assert len(after.manuscript.marks) == len(table.indicators) + 1


def test_what_is_computed_at_once_is_what_the_job_finds(desk: Desk, context: DraftContext) -> None:
    id_ = desk.drafts().create(sound(table=table_without("服务对象满意度指标"), marks=sound().marks[:-1]), "读入")
    opened = desk.drafts().open(id_)
    assert opened is not None
    found = look(opened, context)
    assert found.suggestions
    assert found == found_by(run(desk, suggestions.KIND, {"stamp": 99}, id_))


@pytest.mark.parametrize(
    ("state", "error", "told"), [("cancelled", None, "停止"), ("broken", None, "中断"), ("failed", "没有钱。", "没有钱")]
)
def test_why_nothing_was_found_is_told(desk: Desk, state: str, error: str | None, told: str) -> None:
    job = replace(run(desk, suggestions.KIND, {"stamp": 3}, desk.drafts().begin("妇女培训经费")), state=state, error=error, result=None)
    found = found_by(job)
    assert (found.stamp, found.suggestions) == (3, ())
    assert told in (found.error or "")
    assert found != Found(3)


def test_a_draft_without_content_has_nothing_suggested(desk: Desk) -> None:
    job = run(desk, suggestions.KIND, {}, desk.drafts().begin("妇女培训经费"))
    assert job.result == {"suggestions": [], "notice": None}


def test_suggesting_stops_when_asked(
    settings: Settings, endpoint: ScriptedEndpoint, make_asker: MakeAsker, context: DraftContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_model = replace(context, model=make_asker(Profile(rung="json_schema")), prompts=Prompts(Settings().prompts_dir))
    monkeypatch.setattr(Desk, "context", lambda self: with_model)
    endpoint.hangs(60)
    desk = Desk(settings)
    try:
        id_ = desk.drafts().create(sound(), "读入")
        job = desk.jobs.start(suggestions.KIND, LOCAL.owner, LOCAL.name, {}, draft_id=id_)
        endpoint.wait_for_requests()
        desk.jobs.cancel(job, LOCAL.owner)
        assert desk.jobs.wait(job, LOCAL.owner, 10).state == "cancelled"
        assert endpoint.saw_drop()
    finally:
        desk.close()


def test_checking_without_a_model_says_what_to_set(desk: Desk) -> None:
    job = run(desk, checking.KIND, {}, None)
    assert job.state == "failed"
    assert "ASSISTANT_MODEL" in (job.error or "")


def test_everybody_has_a_desk_with_their_own_drafts(desk: Desk) -> None:
    mine, theirs = desk.drafts(Person("a", "甲")), desk.drafts(Person("b", "乙"))
    mine.begin("妇女培训经费")
    assert (len(mine.listed()), theirs.listed(), desk.drafts().listed()) == (1, [], [])


def test_a_desk_examines(desk: Desk) -> None:
    assert desk.examine(sound()).costing.budget == 20000


def test_what_cannot_be_opened_does_not_keep_a_desk_from_opening(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(self: Desk) -> DraftContext:
        raise ConfigError("范例索引还没有建立。")

    monkeypatch.setattr(Desk, "context", fail)
    desk = Desk(settings)
    desk.warm()
    job = run(desk, suggestions.KIND, {}, desk.drafts().create(sound(), "读入"))
    desk.close()
    assert (job.state, job.error) == ("failed", "范例索引还没有建立。")


def test_the_log_of_an_earlier_version_comes_first(settings: Settings) -> None:
    settings.data_dir.mkdir(parents=True)
    (settings.data_dir / "audit.jsonl").write_text('{"action": "draft"}\n', "utf-8")
    desk = Desk(settings)
    desk.drafts().begin("妇女培训经费")
    desk.close()
    assert [json.loads(line)["action"] for line in AuditLog(settings).lines()] == ["draft", "begin"]
