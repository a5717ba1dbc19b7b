import os
import threading
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import update

from assistant.batch import collect, evidence_teller, list_items, list_runs, made_of, points_of, read_list, write_results
from assistant.batch.drafts import packing
from assistant.batch.drafts.running import draft_prompts, resume, run, start_list, stop
from assistant.batch.drafts.runs import find_run
from assistant.batch.engine.items import Outcome
from assistant.batch.engine.ledger import Ledger
from assistant.database import BatchItemRow, BatchRow, JobRow
from assistant.drafting import Draft, DraftRequest
from assistant.errors import CancelledError, ClassifiedError, ConfigError, InputError, UnreachableError
from assistant.llm.chat import Cancel
from assistant.prompting.own import own_folder
from assistant.workspace.desk import Desk
from assistant.workspace.drafts import LOCAL, Person
from assistant.workspace.job import SILENT_SECONDS, Task
from tests.batch.conftest import DraftOf, projects, quick_draft, wait_for
from tests.batch.engine.ledgers import open_ledger
from tests.prompting.samples import short, write

UseDraft = Callable[[DraftOf], None]


def start(desk: Desk, count: int = 3, **details: Any) -> str:
    return start_list(desk, LOCAL, projects(count), title="清单.xlsx", **details)


def fail(_: DraftRequest) -> Draft:
    raise ConfigError("指标库坏了，请重新安装。")


def a_task(id_: str, turn: int = 1) -> Task:
    return Task("t", LOCAL.owner, LOCAL.name, None, {"batch": id_, "turn": turn}, Cancel(), lambda _: None)


def test_from_the_sheet_to_the_workbook(desk: Desk, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["项目名称", "预算（万元）", "项目编码"], ["妇女维权服务经费", 20, "007"], ["办公设备购置费", 3, "008"]):
        sheet.append(row)
    book.save(tmp_path / "list.xlsx")
    listed = read_list(tmp_path / "list.xlsx", today=date(2026, 11, 1))
    id_ = start_list(desk, LOCAL, listed.rows, title="list.xlsx")
    ended = wait_for(desk, id_)
    assert (ended.state, ended.counts) == ("finished", {"waiting": 0, "done": 2, "fallback": 0, "failed": 0})
    assert {entry.title for entry in desk.drafts().listed()} == {"妇女维权服务经费", "办公设备购置费"}
    write_results(tmp_path / "out.xlsx", collect(desk, LOCAL, id_))
    out = openpyxl.load_workbook(tmp_path / "out.xlsx")
    headings, *summary = [*out["汇总"].iter_rows(values_only=True)]
    code = headings.index("项目编码")
    assert [(row[0], row[1], row[code]) for row in summary] == [(2, "妇女维权服务经费", "007"), (3, "办公设备购置费", "008")]
    drafts = [desk.drafts().open(str(item.draft_id)) for item in list_items(desk, LOCAL, id_)]
    assert [row[headings.index("指标数")] for row in summary] == [len(draft.manuscript.table.indicators) for draft in drafts if draft]


def test_one_that_fails_hinders_no_other_and_can_be_done_again(desk: Desk, draft_as: UseDraft) -> None:
    def draft(request: DraftRequest) -> Draft:
        if "第3期" in request.name:
            raise InputError("这个项目写不出来，请补充用途。")
        if "第4期" in request.name:
            raise ZeroDivisionError
        return quick_draft(request)

    draft_as(draft)
    id_ = start(desk, 4)
    ended = wait_for(desk, id_)
    assert (ended.state, ended.drafted, ended.counts["failed"]) == ("finished", 2, 2)
    notes = [item.note for item in list_items(desk, LOCAL, id_, states=("failed",))]
    assert notes[0] == "这个项目写不出来，请补充用途。"
    assert "程序出错" in str(notes[1])
    assert [type(result.told) for result in collect(desk, LOCAL, id_)] == [Draft, str, str, Draft]
    draft_as(quick_draft)
    resume(desk, LOCAL, id_, again=True)
    assert wait_for(desk, id_).drafted == 4
    assert len(desk.drafts().listed()) == 4


def test_stopped_and_taken_up_again_nothing_is_lost_or_done_twice(desk: Desk, draft_as: UseDraft) -> None:
    second, go_on, asked = threading.Event(), threading.Event(), list[str]()

    def draft(request: DraftRequest) -> Draft:
        asked.append(request.name)
        if len(asked) == 2:
            second.set()
            assert go_on.wait(10)
        return quick_draft(request)

    draft_as(draft)
    id_ = start(desk, 5)
    assert second.wait(10)
    stop(desk, LOCAL, id_)
    go_on.set()
    ended = wait_for(desk, id_)
    assert (ended.state, ended.drafted, ended.counts["waiting"]) == ("cancelled", 2, 3)
    resume(desk, LOCAL, id_)
    assert wait_for(desk, id_).state == "finished"
    assert asked == [project.request.name for project in projects(5)]
    assert sorted(entry.title for entry in desk.drafts().listed()) == sorted(asked)


def test_a_worker_that_is_gone_is_seen_and_its_work_taken_up(desk: Desk, draft_as: UseDraft) -> None:
    draft_as(quick_draft)
    id_ = start(desk, 2)
    job = wait_for(desk, id_).job
    assert job is not None
    with desk.database.writing() as session:  # as a power cut in the middle would leave it
        silent = datetime.now(UTC) - timedelta(seconds=2 * SILENT_SECONDS)
        session.execute(update(JobRow).where(JobRow.id == job.id).values(state="running", changed=silent))
    resume(desk, LOCAL, id_, again=True)
    assert wait_for(desk, id_).state == "finished"
    assert len(desk.drafts().listed()) == 2


def test_a_draft_that_was_made_before_all_ended_is_the_one_that_is_gone_on_with(
    desk: Desk, draft_as: UseDraft, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Ledger.turn_over

    def lose_power(ledger: Ledger, worker: str, ready: dict[int, Outcome], *rest: Any) -> Any:
        if ready:
            raise ConfigError("数据库打不开。")
        return real(ledger, worker, ready, *rest)

    draft_as(quick_draft)
    with monkeypatch.context() as patched:
        patched.setattr(Ledger, "turn_over", lose_power)
        patched.setattr("assistant.batch.engine.worker.PAUSES", ())
        id_ = start(desk, 1)
        ended = wait_for(desk, id_)
    assert (ended.state, ended.counts["waiting"]) == ("failed", 1)
    (made,) = desk.drafts().listed()
    resume(desk, LOCAL, id_)
    assert wait_for(desk, id_).counts["done"] == 1
    assert [entry.id for entry in desk.drafts().listed()] == [made.id]


def test_whoever_was_overtaken_keeps_nothing_more(desk: Desk, draft_as: UseDraft) -> None:
    def draft(request: DraftRequest) -> Draft:
        with desk.database.writing() as session:
            session.execute(update(BatchRow).values(turn=BatchRow.turn + 1))
            session.execute(update(BatchItemRow).values(worker="another"))
        return quick_draft(request)

    draft_as(draft)
    id_ = start(desk, 2)
    ended = wait_for(desk, id_)
    assert (ended.counts["waiting"], desk.drafts().listed()) == (2, [])
    with pytest.raises(CancelledError):
        run(desk, a_task(id_, 1))


def test_what_nobody_can_draft_without_stops_the_run(desk: Desk, draft_as: UseDraft) -> None:
    draft_as(fail)
    ended = wait_for(desk, start(desk))
    assert (ended.state, ended.counts["waiting"]) == ("failed", 3)
    assert ended.job is not None
    assert "指标库坏了，请重新安装。" in str(ended.job.error)


def test_what_the_model_gave_nothing_for_is_drafted_offline_and_can_be_asked_again(
    desk: Desk, useless_model: None, draft_as: UseDraft
) -> None:
    id_ = start(desk, 3)
    ended = wait_for(desk, id_)
    assert (ended.state, ended.counts["fallback"]) == ("finished", 3)
    notes = [item.note for item in list_items(desk, LOCAL, id_)]
    assert notes[0] == "模型的答复里没有完整的指标。这次给出的是离线草稿。"
    draft_as(lambda request: quick_draft(request).model_copy(update={"mode": "llm"}))
    resume(desk, LOCAL, id_, again=True)
    assert wait_for(desk, id_).counts["done"] == 3
    assert len(desk.drafts().listed()) == 3


def test_a_model_that_cannot_be_reached_leaves_all_of_it_waiting(desk: Desk, draft_as: UseDraft) -> None:
    def fail_to_connect(_: DraftRequest) -> Draft:
        raise UnreachableError("连不上模型服务，请检查网络。")

    desk.settings = replace(desk.settings, model="m", base_url="http://127.0.0.1:9/v1")
    draft_as(fail_to_connect)
    id_ = start(desk, 3)
    ended = wait_for(desk, id_)
    assert (ended.state, ended.counts["waiting"]) == ("failed", 3)
    assert ended.job is not None
    assert "还有 3 份没有起草：连不上模型服务" in str(ended.job.error)
    assert desk.drafts().listed() == []
    draft_as(lambda request: quick_draft(request).model_copy(update={"mode": "llm"}))
    resume(desk, LOCAL, id_, limit=desk.settings.model_tokens - 1)
    ended = wait_for(desk, id_)
    assert ended.job is not None
    assert "还有 3 份没有起草：已用 0 个 token" in str(ended.job.error)
    assert "连不上" not in str(ended.job.error)
    resume(desk, LOCAL, id_)
    assert wait_for(desk, id_).counts["done"] == 3


@pytest.mark.parametrize("title", ["涉密项目清单.xlsx", "机密.xlsx"])
def test_a_title_that_is_marked_is_kept_nowhere(desk: Desk, title: str) -> None:
    with pytest.raises(ClassifiedError) as caught:
        start_list(desk, LOCAL, projects(1), title=title)
    assert title not in str(caught.value)
    assert list_runs(desk, LOCAL) == []


def test_archives_that_nobody_took_away_go_after_a_day(desk: Desk) -> None:
    folder = desk.settings.data_dir / "downloads"
    packing.tidy(desk.settings)
    folder.mkdir(parents=True, exist_ok=True)
    old, new = folder / "old.zip", folder / "new.zip"
    for path, hours in ((old, 25), (new, 23)):
        path.write_bytes(b"")
        then = (datetime.now() - timedelta(hours=hours)).timestamp()
        os.utime(path, (then, then))
    packing.tidy(desk.settings)
    assert (old.exists(), new.exists()) == (False, True)
    new.unlink()


def test_each_project_is_drafted_with_each_prompt(desk: Desk, draft_as: UseDraft, tmp_path: Path) -> None:
    desk.settings = replace(desk.settings, model="m", base_url="http://127.0.0.1:9/v1")
    draft_as(lambda request: quick_draft(request).model_copy(update={"mode": "llm"}))
    desk.settings = replace(desk.settings, data_dir=tmp_path)
    write(own_folder(desk.settings), short(1, id="draft-own"), "draft-own@1.md")
    (known, *_) = draft_prompts(desk.settings)
    id_ = start(desk, 2, prompts=(known, "draft-own@1"))
    wait_for(desk, id_)
    assert [(item.line, item.prompt) for item in list_items(desk, LOCAL, id_)] == [
        (2, known),
        (2, "draft-own@1"),
        (3, known),
        (3, "draft-own@1"),
    ]
    write_results(tmp_path / "out.xlsx", collect(desk, LOCAL, id_))
    rows = [*openpyxl.load_workbook(tmp_path / "out.xlsx")["指标"].iter_rows(values_only=True)]
    assert [(row[0], row[2]) for row in rows] == [("行号", "提示词"), (2, known), (2, "draft-own@1"), (3, known), (3, "draft-own@1")]


def test_the_results_hold_what_people_made_of_the_drafts(desk: Desk, draft_as: UseDraft) -> None:
    draft_as(quick_draft)
    id_ = start(desk, 1)
    wait_for(desk, id_)
    (item,) = list_items(desk, LOCAL, id_)
    opened = desk.drafts().open(str(item.draft_id))
    assert opened is not None
    changed = opened.manuscript.with_table(name="改过的名称", budget_yuan=Decimal(9))
    desk.drafts().save(opened.id, opened.stamp, changed, "改名")
    (result,) = collect(desk, LOCAL, id_)
    assert result.draft is not None
    table = result.draft.table
    assert (result.project.request.name, table.name, table.budget_yuan) == ("培训经费第2期", "改过的名称", Decimal(9))
    assert result.draft.findings


def test_the_workbook_of_the_page_counts_as_the_page_does(desk: Desk, useless_model: None, tmp_path: Path) -> None:
    desk.settings = replace(desk.settings, price_input=Decimal(2), price_output=Decimal(8))
    ended = wait_for(desk, id_ := start(desk, 3))
    with desk.database.writing() as session:
        first = update(BatchItemRow).where(BatchItemRow.batch_id == id_, BatchItemRow.number == 1)
        session.execute(first.values(input_tokens=1000, output_tokens=500))
        session.execute(update(BatchItemRow).where(BatchItemRow.number == 3).values(state="waiting", draft_id=None, note=None))
        session.execute(update(BatchRow).values(spent_input=1000, spent_output=500))
    run_now = find_run(desk, LOCAL, id_)
    assert ended.counts["fallback"] == 3
    write_results(tmp_path / "out.xlsx", collect(desk, LOCAL, id_), made=made_of(desk, LOCAL, id_))
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    sums = {row[0]: row[1] for row in book["说明"].iter_rows(values_only=True)}
    names = {"已起草": "done", "改用离线": "fallback", "失败": "failed", "还没有起草": "waiting"}
    assert {state: sums[name] for name, state in names.items()} == run_now.counts == {"done": 0, "fallback": 2, "failed": 0, "waiting": 1}
    assert (sums["token"], sums["费用（元）"], sums["清单"]) == (1500, 0.006, "清单.xlsx")
    assert "历次运行共用" in sums
    headings, *rows = book["汇总"].iter_rows(values_only=True)
    cells = [dict(zip(headings, row, strict=True)) for row in rows]
    assert [row["结果"] for row in cells] == ["已起草（改用离线）", "已起草（改用离线）", "还没有起草"]
    assert "点「继续」" in str(cells[2]["说明"])
    assert (cells[0]["提示词"], cells[0]["token（提问）"], cells[0]["费用（元）"]) == (run_now.prompts[0], 1000, 0.006)
    assert all(isinstance(row["自检得分（非官方）"], int | float) for row in cells[:2])


def test_an_item_says_what_its_draft_leaves_to_a_person_by_now(desk: Desk, draft_as: UseDraft) -> None:
    draft_as(quick_draft)
    id_ = start(desk, 1)
    wait_for(desk, id_)
    (item,) = list_items(desk, LOCAL, id_)
    before, opened = points_of(desk, LOCAL, item), desk.drafts().open(str(item.draft_id))
    assert before is not None
    assert opened is not None
    worse = opened.manuscript.with_table(goals=()).model_copy(update={"remarks": ("请核对。",)})
    desk.drafts().save(opened.id, opened.stamp, worse, "改坏")
    (now,) = list_items(desk, LOCAL, id_)
    after = points_of(desk, LOCAL, now)
    assert after is not None
    assert (item.stamp, now.stamp) == (1, 2)
    assert after.errors > before.errors
    assert after.open == before.open + 1
    assert points_of(desk, LOCAL, replace(now, draft_id=None)) is None


def test_evidence_is_said_in_words(desk: Desk) -> None:
    index = desk.context().index
    exemplar = next(entry for entry in index.allowed(()) if entry.table.indicators)
    told = evidence_teller(desk.context().index)(exemplar.indicator_id(0))
    assert told.startswith(exemplar.table.name)
    assert exemplar.table.indicators[0].level3 in told
    assert exemplar.id not in told
    assert evidence_teller(desk.context().index)("去年的表.docx#9/9") == "去年的表.docx（已不在范例库里）"


def test_nobody_sees_the_runs_of_others(desk: Desk, draft_as: UseDraft) -> None:
    draft_as(quick_draft)
    id_ = start(desk, 1)
    wait_for(desk, id_)
    other = Person("b", "乙")
    assert [each.id for each in list_runs(desk, LOCAL)] == [id_]
    assert list_runs(desk, other) == []
    for look in (find_run, list_items, collect, made_of, stop, resume):
        with pytest.raises(InputError, match="没有这次批量任务"):
            look(desk, other, id_)
    with pytest.raises(InputError, match="没有这次批量任务"):
        packing.start_packing(desk, other, id_, "official")


def test_a_list_without_projects_is_refused(desk: Desk) -> None:
    with pytest.raises(InputError, match="没有可以起草的项目"):
        start(desk, 0)


def test_items_are_shown_a_page_at_a_time(desk: Desk, draft_as: UseDraft) -> None:
    draft_as(quick_draft)
    id_ = start(desk, 7)
    wait_for(desk, id_)
    assert [item.line for item in list_items(desk, LOCAL, id_, start=3, most=3)] == [5, 6, 7]
    assert list_items(desk, LOCAL, id_, states=("failed",)) == []


def test_the_drafts_come_as_word_files_and_what_cannot_be_written_is_named(desk: Desk, draft_as: UseDraft) -> None:
    draft_as(quick_draft)
    id_ = start(desk, 2)
    wait_for(desk, id_)
    job = desk.jobs.wait(packing.start_packing(desk, LOCAL, id_, "official"), LOCAL.owner, 30)
    path = packing.packed(desk.settings, job)
    assert path is not None
    assert zipfile.ZipFile(path).namelist() == ["0002 培训经费第2期.docx", "0003 培训经费第3期.docx"]
    job = desk.jobs.wait(packing.start_packing(desk, LOCAL, id_, "没有的表式"), LOCAL.owner, 30)
    assert job.result == {"written": 0, "failed": 2}
    path = packing.packed(desk.settings, job)
    assert path is not None
    (name,) = zipfile.ZipFile(path).namelist()
    assert "培训经费第2期" in zipfile.ZipFile(path).read(name).decode("utf-8-sig")


def test_what_is_done_on_the_command_line_is_none_of_the_pages(desk: Desk, tmp_path: Path) -> None:
    ledger = open_ledger(desk.database, tmp_path / "out", 2)
    assert list_runs(desk, LOCAL) == []
    with pytest.raises(InputError, match="没有这次批量任务"):
        resume(desk, LOCAL, ledger.batch)


def test_a_limit_stops_it_before_it_is_passed_and_may_be_raised(desk: Desk, useless_model: None) -> None:
    id_ = start(desk, 2, limit=desk.settings.model_tokens - 1)
    ended = wait_for(desk, id_)
    assert (ended.state, ended.counts["waiting"], ended.limit) == ("failed", 2, desk.settings.model_tokens - 1)
    assert ended.job is not None
    assert "不够再做一份；请调大上限" in str(ended.job.error)
    resume(desk, LOCAL, id_, limit=2 * desk.settings.model_tokens)
    assert wait_for(desk, id_).state == "finished"


def test_what_could_not_be_done_is_no_measure_of_how_fast_the_rest_comes(desk: Desk, draft_as: UseDraft) -> None:
    def unreachable(_: DraftRequest) -> Draft:
        raise UnreachableError("连不上模型端点。")

    desk.settings = replace(desk.settings, model="m", base_url="http://127.0.0.1:9/v1")
    draft_as(unreachable)
    ended = wait_for(desk, start(desk, 3))
    assert ended.job is not None
    assert (ended.job.progress["finished"], ended.job.progress["trouble"]) == (0, "连不上模型端点。")
    assert ended.seconds_each is None


def test_a_run_says_how_it_drafts(desk: Desk, useless_model: None) -> None:
    ended = wait_for(desk, start(desk, 2))
    assert (ended.projects, ended.prompts, ended.offline) == (2, ["draft@1"], False)
