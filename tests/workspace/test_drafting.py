import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.audit import AuditLog
from assistant.drafting import DraftContext, DraftRequest
from assistant.errors import CancelledError, InputError
from assistant.goals import Framework
from assistant.goals.table import Period
from assistant.llm.chat import Cancel
from assistant.llm.question import Profile
from assistant.prompting import Prompts
from assistant.settings import Settings
from assistant.workspace.desk import Desk
from assistant.workspace.drafting import KIND, Order, Shown, drafted_as, order_again, project_types, run_order, types_told
from assistant.workspace.drafts import LOCAL, Drafts
from assistant.workspace.edits import SetCell, SetHead, SetLock
from assistant.workspace.jobs import Task
from assistant.workspace.manuscript import Manuscript
from assistant.workspace.redrafting import merge
from tests.endpoint import ScriptedEndpoint
from tests.llm.conftest import MakeAsker
from tests.review.samples import DATA, sound_table
from tests.workspace.samples import sound

REQUEST = DraftRequest("妇女创业培训经费", Decimal(200000), 2027, "丰润区妇联", "举办创业培训4期")
ORDER = Order(request=REQUEST, period=Period(start="2027"), form="fengrun")
TODAY = date(2026, 11, 1)


def task(draft: str, order: Order, told: list[Shown] | None = None, on_tell: Callable[[], None] = lambda: None) -> Task:
    def tell(progress: dict[str, object]) -> None:
        if told is not None:
            told.append(Shown.model_validate(progress))
        on_tell()

    return Task("t", LOCAL.owner, LOCAL.name, draft, order.model_dump(mode="json"), Cancel(), tell)


def content(drafts: Drafts, id_: str) -> Manuscript:
    opened = drafts.open(id_)
    assert opened is not None
    return opened.manuscript


def test_an_order_comes_back_from_json_as_it_was() -> None:
    order = ORDER.model_copy(update={"offline": True, "prompt": "my", "again": True})
    assert Order.model_validate_json(order.model_dump_json()) == order
    assert Order.model_validate(json.loads(json.dumps(order.model_dump(mode="json")))) == order


def test_a_draft_is_made_row_by_row_and_kept(drafts: Drafts, context: DraftContext, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.workspace.job.TOLD_SECONDS", 0)
    id_, told = drafts.begin("妇女创业培训经费"), list[Shown]()
    run_order(task(id_, ORDER, told), context, drafts)
    made = content(drafts, id_)
    assert (made.form, made.table.period, made.request, made.mode) == ("fengrun", Period(start="2027"), REQUEST, "offline")
    assert [(row.status == "to_confirm") for row in made.table.indicators] == [mark.question is not None for mark in made.marks]
    assert any(mark.question for mark in made.marks)
    assert not any(mark.question in remark for mark in made.marks if mark.question for remark in made.remarks)
    assert [len(shown.rows) for shown in told] == sorted(len(shown.rows) for shown in told)
    assert len(told[-1].rows) == len(made.marks)
    assert told[-1].goals == tuple(goal.text for goal in made.table.goals)
    assert [revision.action for revision in drafts.history(id_)] == ["起草"]


def test_drafting_again_keeps_what_was_edited_meanwhile(drafts: Drafts, context: DraftContext) -> None:
    id_ = drafts.begin("妇女创业培训经费")
    run_order(task(id_, ORDER), context, drafts)
    rows = [mark.id for mark in content(drafts, id_).marks[:2]]
    drafts.edit(id_, None, [SetLock(row=rows[0], locked=True)], DATA)

    def type_on() -> None:
        drafts.edit(id_, None, [SetCell(row=rows[1], field="basis", text="上级文件"), SetHead(field="unit", text="丰南区妇联")], DATA)

    run_order(task(id_, order_again(content(drafts, id_), TODAY), on_tell=type_on), context, drafts)
    made = content(drafts, id_)
    assert made.row(rows[0]).level3
    assert (made.row(rows[1]).basis, made.table.unit) == ("上级文件", "丰南区妇联")
    assert drafts.history(id_)[0].action == "重新起草"


def test_edits_that_come_between_looking_and_saving_are_kept(
    drafts: Drafts, context: DraftContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = drafts.create(sound(request=REQUEST), "起草")
    real, late = merge, iter(["≥301人", "≥302人"])

    def slow(old: Manuscript, new: Manuscript, context: DraftContext) -> Manuscript:
        merged = real(old, new, context)
        if value := next(late, None):
            drafts.edit(id_, None, [SetCell(row="r1", field="value", text=value)], DATA)
        return merged

    monkeypatch.setattr("assistant.workspace.redrafting.merge", slow)
    run_order(task(id_, order_again(content(drafts, id_), TODAY)), context, drafts)
    assert content(drafts, id_).row("r1").value == "≥302人"


def test_what_is_drafted_again_keeps_to_what_was_chosen() -> None:
    made = sound(request=replace(REQUEST, exclude_sources=("a.docx",)), form="fengrun", offline=True, prompt="my@2")
    order = order_again(made.with_table(period=Period(end="2029")), TODAY)
    assert (order.offline, order.prompt, order.form, order.again) == (True, "my@2", "fengrun", True)
    assert (order.period, order.request.exclude_sources) == (Period(end="2029"), ("a.docx",))
    assert (order.request.name, order.request.framework) == ("妇女培训经费", Framework.THREE_CLASS)


@pytest.mark.parametrize(
    ("changes", "told"),
    [({"budget_yuan": None}, "还没有填预算"), ({"framework": Framework.DEPARTMENT}, "部门整体"), ({"purpose": "本项目涉密"}, "涉密")],
)
def test_what_cannot_be_drafted_again_is_told(changes: dict[str, object], told: str) -> None:
    with pytest.raises(InputError, match=told):
        order_again(sound(table=sound_table(**changes)), TODAY)


def test_stopping_keeps_nothing(drafts: Drafts, context: DraftContext) -> None:
    id_ = drafts.begin("妇女创业培训经费")
    stopped = task(id_, ORDER)
    stopped._tell = lambda progress: stopped.cancel.stop()
    with pytest.raises(CancelledError):
        run_order(stopped, context, drafts)
    assert drafts.open(id_) is None


def test_a_slow_model_stops_when_asked(
    settings: Settings, endpoint: ScriptedEndpoint, make_asker: MakeAsker, context: DraftContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_model = replace(context, model=make_asker(Profile(rung="json_schema")), prompts=Prompts(Settings().prompts_dir))
    monkeypatch.setattr(Desk, "context", lambda self: with_model)
    endpoint.hangs(60)
    desk = Desk(settings)
    try:
        id_ = desk.drafts().begin("妇女创业培训经费")
        job = desk.jobs.start(KIND, LOCAL.owner, LOCAL.name, ORDER.model_dump(mode="json"), draft_id=id_)
        endpoint.wait_for_requests()
        desk.jobs.cancel(job, LOCAL.owner)
        assert desk.jobs.wait(job, LOCAL.owner, 10).state == "cancelled"
        assert endpoint.saw_drop()
        assert desk.drafts().open(id_) is None
    finally:
        desk.close()
    lines = [json.loads(line) for line in AuditLog(settings).lines()]
    assert [line.get("broken_off", line) for line in lines if line["action"] == "draft"] == ["CancelledError"]
    assert [line["state"] for line in lines if line["action"] == "job"] == ["begun", "cancelled"]


def test_drafting_again_keeps_to_the_type_until_another_is_chosen(drafts: Drafts, context: DraftContext) -> None:
    id_, names = drafts.begin("妇女创业培训经费"), {"meeting": "会议", "training": "培训"}
    run_order(task(id_, ORDER), context, drafts)
    judged = types_told(content(drafts, id_), names)
    assert judged is not None
    assert judged.startswith("培训")
    assert judged.endswith("（自动判断）")
    run_order(task(id_, drafted_as(order_again(content(drafts, id_), TODAY), "meeting")), context, drafts)
    assert types_told(content(drafts, id_), names) == "会议（人工选定）"
    again = order_again(content(drafts, id_), TODAY)
    assert again.request.project_type == "meeting"
    run_order(task(id_, drafted_as(again, None)), context, drafts)
    assert types_told(content(drafts, id_), names) == judged
    assert types_told(sound(), names) is None


def test_the_types_have_names_and_a_broken_library_offers_none(corpus_settings: Settings, tmp_path: Path) -> None:
    assert project_types(corpus_settings)["training"] == "培训"
    assert project_types(replace(corpus_settings, corpus_dir=tmp_path)) == {}
