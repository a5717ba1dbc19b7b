import json
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.audit import AuditLog
from assistant.drafting import Draft, DraftContext, draft, draft_events
from assistant.drafting.events import Finished, Progress, Restarted, RowArrived
from assistant.errors import CancelledError, ClassifiedError, InputError, PromptError
from assistant.llm.asking import Limits
from assistant.llm.chat import Cancel
from assistant.prompting import Prompts
from assistant.review import hard_faults
from assistant.settings import Settings
from tests.drafting.llm.conftest import GOALS, REQUEST, ROWS, MakeContext, answer, with_row
from tests.endpoint import ScriptedEndpoint


def row_named(result: Draft, name: str) -> tuple[str | None, str | None, str, str]:
    (row,) = [row for row in result.table.indicators if row.level3 == name]
    return row.level2, row.value, row.origin, row.status


def test_sound_answer_stands(endpoint: ScriptedEndpoint, with_model: MakeContext) -> None:
    endpoint.says(answer(*ROWS))
    result = draft(REQUEST, with_model())
    assert (result.mode, result.model, result.prompt, result.structured_output) == ("llm", "小模型-7b", "draft@1", "json_schema")
    assert sorted(row.level3 for row in result.table.indicators) == sorted(name for _, name, _ in ROWS)
    assert [goal.text for goal in result.table.goals] == list(GOALS)
    assert result.rows is not None
    assert (result.rows.kept, result.rows.repaired, result.rows.replaced, result.rows.added) == (9, 0, 0, 0)
    assert row_named(result, "培训妇女干部人数") == ("数量指标", "≥200人", "input", "confirmed")
    assert row_named(result, "咨询答复准确率")[2:] == ("model", "to_confirm")
    asked = {result.table.indicators[question.indicator].level3: question.text for question in result.questions}
    assert asked["咨询答复准确率"] == "咨询答复准确率定为多少？"
    assert list(asked) == [row.level3 for row in result.table.indicators if row.status == "to_confirm"]
    assert hard_faults(result.findings) == []
    assert result.tokens.input > 0
    assert result.attempts == 1


def test_request_holds_documents_in_data_blocks_only(endpoint: ScriptedEndpoint, with_model: MakeContext) -> None:
    endpoint.says(answer(*ROWS))
    result = draft(REQUEST, with_model())
    system, user = (message["content"] for message in endpoint.last.body["messages"])
    assert endpoint.last.way == "json_schema"
    for exemplar in result.exemplars[:2]:
        assert exemplar.name not in system
        block = user.partition("<范例 ")[2].rpartition("</范例>")[0]
        assert exemplar.name in block
    assert REQUEST.purpose in user.partition("<申报材料>")[2].partition("</申报材料>")[0]


def test_cut_off_answer_is_continued_by_class(endpoint: ScriptedEndpoint, with_model: MakeContext) -> None:
    whole = answer(*ROWS)
    endpoint.says(whole[: whole.index("案件办结率")], "length")
    endpoint.says(answer(*ROWS[4:]))
    result = draft(REQUEST, with_model())
    assert result.mode == "llm"
    assert len(endpoint.requests) == 2
    asked = endpoint.last.text
    assert "请只补写这些类别，每类 1 至 2 条：质量指标、时效指标、服务对象满意度指标、社会效益指标" in asked
    assert "数量指标｜法律咨询人次｜≥500人次" in asked
    assert {name for _, name, _ in ROWS} == {row.level3 for row in result.table.indicators}


@pytest.mark.parametrize("useless", ["", '{"rows": []}', "绩效指标如下：培训200人。", '{"indicators": []}'])
def test_useless_answer_is_asked_for_in_the_next_way(useless: str, endpoint: ScriptedEndpoint, with_model: MakeContext) -> None:
    endpoint.says(useless)
    endpoint.says(f"好的，表如下：\n```json\n{answer(*ROWS)}\n```")
    result = draft(REQUEST, with_model("json_object"))
    assert [asked.way for asked in endpoint.requests] == ["json_object", "text"]
    assert (result.mode, result.structured_output) == ("llm", "text")


def test_answer_in_the_field_for_reasoning(endpoint: ScriptedEndpoint, with_model: MakeContext) -> None:
    endpoint.says("", reasoning=answer(*ROWS))
    assert draft(REQUEST, with_model()).mode == "llm"


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (401, {"error": {"message": "Incorrect API key"}}, "不接受密钥"),
        (404, {"error": {"message": "model not found"}}, "没有模型"),
        (402, {"error": {"message": "Insufficient Balance"}}, "额度已用完"),
        (400, {"error": {"message": "content_filter"}}, "内容过滤"),
    ],
)
def test_failing_endpoint_gives_the_offline_draft_and_says_so(
    status: int, body: object, said: str, endpoint: ScriptedEndpoint, with_model: MakeContext, context: DraftContext
) -> None:
    endpoint.fails(status, body)
    result = draft(REQUEST, with_model())
    assert result.mode == "offline"
    assert result.notice is not None
    assert said in result.notice
    assert result.notice.endswith("这次给出的是离线草稿。")
    assert result.table == draft(REQUEST, context).table
    assert len(endpoint.requests) == 1


def test_refusing_model_gives_the_offline_draft(endpoint: ScriptedEndpoint, with_model: MakeContext) -> None:
    endpoint.says("", refusal="我不能帮助完成这项工作")
    result = draft(REQUEST, with_model())
    assert (result.mode, result.rows) == ("offline", None)
    assert "拒绝" in (result.notice or "")


def test_bounds_end_in_the_offline_draft(endpoint: ScriptedEndpoint, with_model: MakeContext) -> None:
    endpoint.always_says("")
    result = draft(REQUEST, with_model(limits=Limits(attempts=2)))
    assert result.mode == "offline"
    assert len(endpoint.requests) == 2
    assert result.attempts == 2


def test_only_bad_rows_are_shown_again(endpoint: ScriptedEndpoint, with_model: MakeContext) -> None:
    endpoint.says(with_row(("质量指标", "咨询答复准确率", "Yes"), instead_of="咨询答复准确率"))
    endpoint.says(answer(("质量指标", "咨询答复准确率", "≥96%"), goals=()))
    result = draft(REQUEST, with_model())
    shown = [json.loads(line) for line in endpoint.last.text.splitlines() if line.startswith('{"level2": "质量指标"')]
    assert shown == [
        {"level2": "质量指标", "name": "咨询答复准确率", "value": "Yes", "问题": "指标值「Yes」不可衡量，应写比较符、数字和单位"}
    ]
    assert row_named(result, "咨询答复准确率") == ("质量指标", "≥96%", "model", "to_confirm")
    assert result.rows is not None
    assert (result.rows.kept, result.rows.repaired, result.rows.replaced) == (8, 1, 0)


def test_a_row_of_the_models_own_that_a_reviewer_would_question_is_asked_for_again(
    endpoint: ScriptedEndpoint, with_model: MakeContext
) -> None:
    wrong = ("质量指标", "档案资料归档数量", "≥97份")
    endpoint.says(with_row(wrong, instead_of="案件办结率"))
    endpoint.says(answer(("质量指标", "档案资料归档率", "≥97%")))
    result = draft(REQUEST, with_model())
    assert "档案资料归档数量" in endpoint.last.text
    names = [row.level3 for row in result.table.indicators]
    assert "档案资料归档率" in names
    assert "档案资料归档数量" not in names


def test_row_that_stays_bad_is_replaced(endpoint: ScriptedEndpoint, with_model: MakeContext) -> None:
    bad = with_row(("服务对象满意度指标", "服务对象满意度", "很好很好!?"), instead_of="服务对象满意度")
    endpoint.says(bad.replace("很好很好!?", "Yes"))
    endpoint.says(answer(("服务对象满意度指标", "服务对象满意度", "OK"), goals=()))
    result = draft(REQUEST, with_model())
    assert row_named(result, "服务对象满意度") == ("服务对象满意度指标", "≥90%", "library", "to_confirm")
    assert result.rows is not None
    assert (result.rows.replaced, result.rows.added) == (1, 1)


def test_too_long_a_question_is_asked_with_fewer_exemplars(endpoint: ScriptedEndpoint, with_model: MakeContext) -> None:
    for _ in range(2):
        endpoint.fails(400, {"error": {"message": "This model's maximum context length is 1024 tokens."}})
    endpoint.says(answer(*ROWS))
    result = draft(REQUEST, with_model())
    assert [asked.text.count("<范例 编号") for asked in endpoint.requests] == [2, 1, 0]
    assert result.mode == "llm"


def test_rows_arrive_while_the_model_writes(endpoint: ScriptedEndpoint, with_model: MakeContext) -> None:
    endpoint.says(answer(*ROWS), pieces=60, pause=0.005)
    events = list(draft_events(REQUEST, with_model()))
    arrived = [event.indicator.level3 for event in events if isinstance(event, RowArrived)]
    assert arrived == [name for _, name, _ in ROWS]
    assert isinstance(events[-1], Finished)
    assert any(isinstance(event, Progress) for event in events)
    assert not any(isinstance(event, Restarted) for event in events)


def test_what_came_before_a_failure_is_void(endpoint: ScriptedEndpoint, with_model: MakeContext) -> None:
    endpoint.breaks_off(answer(*ROWS)[:400])
    endpoint.says(answer(*ROWS))
    events = list(draft_events(REQUEST, with_model()))
    after = events[[isinstance(event, Restarted) for event in events].index(True) :]
    assert [event.indicator.level3 for event in after if isinstance(event, RowArrived)] == [name for _, name, _ in ROWS]


def test_stopping_breaks_the_request_off(endpoint: ScriptedEndpoint, with_model: MakeContext) -> None:
    endpoint.hangs(30, answer(*ROWS)[:300])
    cancel = Cancel()
    events = draft_events(REQUEST, with_model(), cancel=cancel)
    while not isinstance(next(events), RowArrived):
        continue
    threading.Timer(0.1, cancel.stop).start()
    with pytest.raises(CancelledError, match="已停止"):
        list(events)
    assert endpoint.saw_drop()


def test_closing_breaks_the_request_off(endpoint: ScriptedEndpoint, with_model: MakeContext) -> None:
    endpoint.hangs(30, answer(*ROWS)[:300])
    events = draft_events(REQUEST, with_model())
    while not isinstance(next(events), RowArrived):
        continue
    events.close()
    assert endpoint.saw_drop()


def test_prompt_of_ones_own(endpoint: ScriptedEndpoint, with_model: MakeContext, tmp_path: Path) -> None:
    head = "---\nid: short\nversion: 3\npurpose: 自己的\nvariables: [request]\n---\n"
    text = f"{head}# system\n你是助手。\n\n# user\n请用 JSON 起草：\n{{{{ request }}}}\n"
    (tmp_path / "short@3.md").write_text(text, "utf-8")
    context = replace(with_model(), prompts=Prompts(Settings().prompts_dir, tmp_path))
    endpoint.says(answer(*ROWS))
    result = draft(REQUEST, context, prompt="short")
    assert result.prompt == "short@3"
    assert "<候选>" not in endpoint.last.text
    (tmp_path / "short@4.md").write_text(text.replace("version: 3", "version: 4").replace("[request]", "[request, weather]"), "utf-8")
    with pytest.raises(PromptError, match="weather"):
        draft(REQUEST, context, prompt="short")
    with pytest.raises(InputError, match="没有提示词「none」"):
        draft(REQUEST, context, prompt="none")


def test_answer_is_not_lost_where_its_continuation_fails(endpoint: ScriptedEndpoint, with_model: MakeContext) -> None:
    endpoint.says(answer(*(row for row in ROWS if row[0] != "时效指标")))
    endpoint.fails(402, {"error": {"message": "Insufficient Balance"}})
    result = draft(REQUEST, with_model())
    assert result.mode == "llm"
    assert any(row.level2 == "时效指标" for row in result.table.indicators)
    assert any(row.level3 == "咨询答复准确率" for row in result.table.indicators)


def test_what_arrived_is_not_void_where_a_continuation_is_asked_again(endpoint: ScriptedEndpoint, with_model: MakeContext) -> None:
    endpoint.says(answer(*(row for row in ROWS if row[0] != "时效指标")))
    endpoint.fails(500)
    endpoint.says(answer(*(row for row in ROWS if row[0] == "时效指标")))
    events = list(draft_events(REQUEST, with_model()))
    assert not any(isinstance(event, Restarted) for event in events)


def test_rows_that_came_before_the_time_was_over_are_used(endpoint: ScriptedEndpoint, with_model: MakeContext) -> None:
    endpoint.hangs(30, answer(*ROWS)[:600])
    result = draft(REQUEST, with_model(limits=Limits(seconds=1.0)))
    assert result.mode == "llm"
    assert any(row.level3 == "咨询答复准确率" for row in result.table.indicators)


def test_failed_attempts_are_paid_for(endpoint: ScriptedEndpoint, with_model: MakeContext) -> None:
    endpoint.breaks_off(answer(*ROWS)[:400])
    endpoint.says(answer(*ROWS))
    twice = draft(REQUEST, with_model())
    endpoint.says(answer(*ROWS))
    once = draft(REQUEST, with_model())
    assert twice.tokens.input > 1.5 * once.tokens.input
    assert twice.tokens.output > once.tokens.output + 200


def test_answer_without_end_is_broken_off(endpoint: ScriptedEndpoint, with_model: MakeContext) -> None:
    endpoint.always_says('{"goals": ["' + "做好工作" * 20_000, pieces=400)
    result = draft(REQUEST, with_model(limits=Limits(tokens=4000)))
    assert result.mode == "offline"
    assert result.tokens.input + result.tokens.output < 9000


def test_raw_answer_is_named(endpoint: ScriptedEndpoint, with_model: MakeContext) -> None:
    endpoint.always_says("表格略。")
    notice = draft(REQUEST, with_model("text")).notice or ""
    path = Path(notice.partition("原始答复见 ")[2].partition("）")[0])
    assert "表格略。" in path.read_text("utf-8")


def test_what_is_secret_is_asked_of_nobody(endpoint: ScriptedEndpoint, with_model: MakeContext) -> None:
    with pytest.raises(ClassifiedError):
        draft(replace(REQUEST, purpose="密级：机密。培训200人"), with_model())
    assert endpoint.requests == []


def test_prompts_of_ones_own_for_single_steps_may_do_with_less(endpoint: ScriptedEndpoint, with_model: MakeContext, tmp_path: Path) -> None:
    head = "---\nid: repair\nversion: 9\npurpose: 自己的\nvariables: [rows]\n---\n"
    (tmp_path / "repair@9.md").write_text(f"{head}# system\n你是助手。\n\n# user\n改正 JSON：\n{{{{ rows }}}}\n", "utf-8")
    endpoint.says(with_row(("质量指标", "咨询答复准确率", "Yes"), instead_of="咨询答复准确率"))
    endpoint.says(answer(("质量指标", "咨询答复准确率", "≥96%"), goals=()))
    result = draft(REQUEST, replace(with_model(), prompts=Prompts(Settings().prompts_dir, tmp_path)))
    assert endpoint.last.text.startswith("你是助手。\n改正 JSON：")
    assert row_named(result, "咨询答复准确率")[1] == "≥96%"


def test_work_that_is_broken_off_is_in_the_audit_log(endpoint: ScriptedEndpoint, with_model: MakeContext, tmp_path: Path) -> None:
    endpoint.hangs(30, answer(*ROWS)[:300])
    events = draft_events(REQUEST, replace(with_model(), audit=AuditLog(Settings(data_dir=tmp_path))))
    while not isinstance(next(events), RowArrived):
        continue
    events.close()
    assert json.loads(AuditLog(Settings(data_dir=tmp_path)).lines()[-1])["broken_off"] == "GeneratorExit"


def test_draft_is_not_lost_where_the_log_cannot_be_written(endpoint: ScriptedEndpoint, with_model: MakeContext, tmp_path: Path) -> None:
    endpoint.says(answer(*ROWS))
    (tmp_path / "file").write_text("", "utf-8")
    result = draft(REQUEST, replace(with_model(), audit=AuditLog(Settings(data_dir=tmp_path / "file"))))
    assert result.mode == "llm"
    assert "审计日志" in (result.notice or "")


def test_audit_log_holds_what_was_done_and_no_texts(endpoint: ScriptedEndpoint, with_model: MakeContext, tmp_path: Path) -> None:
    endpoint.says(answer(*ROWS))
    log = AuditLog(Settings(data_dir=tmp_path))
    result = draft(REQUEST, replace(with_model(), audit=log))
    line = json.loads(log.lines()[-1])
    assert (line["action"], line["mode"], line["prompt"], line["rung"], line["attempts"]) == ("draft", "llm", "draft@1", "json_schema", 1)
    assert line["exemplars"] == [exemplar.id for exemplar in result.exemplars]
    assert REQUEST.name not in json.dumps(line, ensure_ascii=False)
    assert log.broken_at() is None


def test_answer_that_goes_in_circles_is_broken_off(endpoint: ScriptedEndpoint, with_model: MakeContext) -> None:
    endpoint.says(answer(*ROWS, *[ROWS[4]] * 400), pieces=300, pause=0.002)
    result = draft(REQUEST, with_model())
    assert endpoint.saw_drop()
    assert {row.level3 for row in result.table.indicators} == {name for _, name, _ in ROWS}
    assert result.tokens.output > 100


def test_offline_asks_nobody(endpoint: ScriptedEndpoint, with_model: MakeContext) -> None:
    assert draft(REQUEST, with_model(), offline=True).mode == "offline"
    assert endpoint.requests == []
