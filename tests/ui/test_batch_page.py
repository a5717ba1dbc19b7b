import io
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import openpyxl
import pytest
from sqlalchemy import update
from streamlit.testing.v1 import AppTest

from assistant.batch import BatchRun, Points, list_items, list_runs
from assistant.batch.drafts.running import start_list
from assistant.database import BatchItemRow
from assistant.drafting import Draft, DraftRequest
from assistant.errors import ConfigError
from assistant.goals import Goal
from assistant.ui.batch.items import points_line
from assistant.ui.batch.watching import delay, duration, progress_line
from assistant.workspace.desk import Desk
from assistant.workspace.drafts import LOCAL
from assistant.workspace.job import Job
from tests.batch.conftest import DraftOf, draft_as, projects, quick_draft, wait_for

__all__ = ["draft_as"]
SCRIPT = "from assistant.ui.batch_page import show_page\nshow_page()"
TABLE = "项目名称：妇女维权经费\n预算：20万元\n绩效目标：开展宣传\n数量指标：宣传活动场次 ≥12场\n{}"


@pytest.fixture
def page(desk: Desk) -> AppTest:
    return AppTest.from_string(SCRIPT, default_timeout=60).run()


def workbook(*rows: tuple[str | int, ...]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("项目名称", "预算（万元）"), *rows):
        sheet.append([*row])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def hand_in(page: AppTest, content: bytes, name: str = "清单.xlsx") -> AppTest:
    page.file_uploader(key="batch-file").set_value((name, content, "application/octet-stream"))
    return page.run()


def open_run(page: AppTest, desk: Desk, count: int) -> str:
    """Draft a list of so many projects, and look at what came of it; the id of the run."""
    id_ = start_list(desk, LOCAL, projects(count), title="清单.xlsx")
    wait_for(desk, id_)
    page.query_params["run"] = id_
    page.run()
    return id_


def texts(page: AppTest) -> str:
    shown = (page.markdown, page.caption, page.error, page.warning, page.info, page.success)
    return "\n".join(element.value for kind in shown for element in kind)


def test_nothing_starts_until_the_list_is_right_or_the_person_says_so(
    page: AppTest, desk: Desk, draft_as: Callable[[DraftOf], None]
) -> None:
    draft_as(quick_draft)
    page = hand_in(page, workbook(("会议经费", 3), ("", 4), ("培训经费", "很多"), ("机密级文件印制", 2), ("宣传经费", 5)))
    assert not page.exception
    assert "3 处要改，其中 1 行标有涉密字样" in page.error[0].value
    told = texts(page)
    assert all(f"第 {row} 行" in told for row in (3, 4, 5))
    assert page.button(key="batch-start").disabled
    page.checkbox(key="batch-good-only").check().run()
    page.button(key="batch-start").click().run()
    assert not page.exception
    (run,) = list_runs(desk, LOCAL)
    assert page.query_params["run"] in (run.id, [run.id])
    assert wait_for(desk, run.id).drafted == 2
    page.run()
    assert "会议经费" in texts(page)


def test_a_file_that_is_no_list_is_named(page: AppTest) -> None:
    page = hand_in(page, b"no workbook")
    assert not page.exception
    assert "清单\\.xlsx" in page.error[0].value


def test_columns_of_the_list_are_shown_as_they_stand_beside_what_was_understood(page: AppTest) -> None:
    head = "项目名称,预算（万元）,财政资金,其他资金,总投资"
    hand_in(page, f"{head}\n会议经费,20,15,5,\n道路养护,20,80,20,100\n".encode(), "清单.csv")
    (told,) = [element.value for element in page.markdown if "第 3 行" in element.value]
    assert "留空" in told
    understood, unclear = page.dataframe[0].value.to_dict("records")
    headings = ("财政资金", "其他资金", "财政资金（清单）", "总投资")
    assert [understood[heading] for heading in headings] == ["15万元", "5万元", "", ""]
    assert [unclear[heading] for heading in headings] == ["", "", "80", "100"]


def test_what_was_read_is_shown_with_the_headings_it_comes_from_and_openly_where_a_column_was_chosen(page: AppTest) -> None:
    head = "项目名称,2026年预算（万元）,2027年预算（万元）,年度工作任务,建设内容"
    hand_in(page, f"{head}\n会议经费,20,30,{'办会三场' * 15},购置话筒\n".encode(), "清单.csv")
    (shown,) = page.expander
    assert shown.proto.expanded
    (row,) = shown.dataframe[0].value.to_dict("records")
    assert (row["预算"], row["年度"], row["2026年预算（万元）"]) == ("30万元", "2027", "20")
    assert row["资金用途"].startswith("办会三场")
    assert len(row["资金用途"]) < 50
    assert "预算 ← 2027年预算（万元）" in shown.caption[0].value.replace("\\", "")
    assert "资金用途 ← 年度工作任务、建设内容" in shown.caption[0].value
    (clear,) = hand_in(page, workbook(("会议经费", 20)), "清单二.xlsx").expander
    assert not clear.proto.expanded


def test_a_draft_is_opened_and_left_for_its_run(page: AppTest, desk: Desk, draft_as: Callable[[DraftOf], None]) -> None:
    draft_as(quick_draft)
    id_ = open_run(page, desk, 25)
    shown = [button for button in page.button if str(button.key).startswith("item-")]
    assert len(shown) == 20
    next(button for button in page.button if button.label == "下一页").click().run()
    shown = [button for button in page.button if str(button.key).startswith("item-")]
    assert len(shown) == 5
    shown[0].click().run()
    assert not page.exception
    assert page.subheader[0].value == "培训经费第22期"
    page.button(key="leave").click().run()
    assert page.query_params["run"] in (id_, [id_])
    assert "第 2 页，共 2 页" in texts(page)


def test_what_was_broken_off_goes_on(page: AppTest, desk: Desk, draft_as: Callable[[DraftOf], None]) -> None:
    def fail(_: DraftRequest) -> Draft:
        raise ConfigError("指标库坏了，请重新安装。")

    draft_as(fail)
    id_ = open_run(page, desk, 2)
    assert "指标库坏了" in page.warning[0].value
    draft_as(quick_draft)
    page.button(key="batch-resume").click().run()
    assert wait_for(desk, id_).state == "finished"
    page.run()
    assert not [button for button in page.button if button.key == "batch-resume"]


def test_each_draft_says_how_much_there_is_to_do(page: AppTest, desk: Desk, draft_as: Callable[[DraftOf], None]) -> None:
    draft_as(quick_draft)
    open_run(page, desk, 1)
    told = texts(page)
    assert ":red[错误" in told
    assert "待确认 0" in told
    assert points_line(Points(0, 3)) == "错误 0　待确认 3"
    assert points_line(None) == ""


def test_before_it_begins_it_says_what_it_is_going_to_cost_and_takes_a_limit(page: AppTest, desk: Desk) -> None:
    desk.settings = replace(
        desk.settings, model="m", base_url="http://127.0.0.1:9/v1", price_input=Decimal(2000), price_output=Decimal(8000)
    )
    page = hand_in(page.run(), workbook(("会议经费", 3), ("培训经费", 4)))
    assert not page.exception
    (told,) = (text for text in texts(page).splitlines() if "要请模型做 2 份" in text)
    assert "token，约 " in told
    assert "元" in told
    limit = page.number_input(key="batch-limit")
    assert (limit.value, limit.min) == (None, desk.settings.model_tokens)
    limit.set_value(50_000).run()
    page.button(key="batch-start").click().run()
    (run,) = list_runs(desk, LOCAL)
    assert run.limit == 50_000
    wait_for(desk, run.id)
    page.query_params.clear()
    page.run()
    assert "提示词 draft" in texts(page)


def test_a_link_stands_only_where_a_draft_can_be_opened(page: AppTest, desk: Desk, draft_as: Callable[[DraftOf], None]) -> None:
    draft_as(quick_draft)
    id_ = open_run(page, desk, 3)
    first, second, _ = list_items(desk, LOCAL, id_)
    desk.drafts().remove(str(first.draft_id))
    with desk.database.writing() as session:  # as before it is done again
        session.execute(update(BatchItemRow).where(BatchItemRow.number == second.number).values(state="waiting"))
    page.run()
    links = {str(button.key): button.label for button in page.button if str(button.key).startswith("item-")}
    assert links == {"item-2": "旧草稿", "item-3": "打开"}
    assert "待重做" in texts(page)
    assert "草稿已删除" in texts(page)


def test_what_a_person_has_changed_is_told_and_said_to_stay(page: AppTest, desk: Desk, draft_as: Callable[[DraftOf], None]) -> None:
    draft_as(quick_draft)
    id_ = open_run(page, desk, 1)
    assert "人工改过" not in texts(page)
    (item,) = list_items(desk, LOCAL, id_)
    opened = desk.drafts().open(str(item.draft_id))
    assert opened is not None
    goals = opened.manuscript.with_table(goals=(Goal(text="人工写的目标"),)).model_copy(update={"goals_edited": True})
    desk.drafts().save(opened.id, opened.stamp, goals, "修改目标")
    page.run()
    assert "人工改过" in texts(page)


def test_a_run_that_waits_for_the_service_says_so_and_no_time(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    job = Job("j", "batch", None, "running", {}, {"finished": 4, "seconds": 8.0, "at": time.time()}, None, None, 9.0)
    run = BatchRun("r", "清单.xlsx", datetime.now(UTC), False, {"waiting": 6, "done": 4, "failed": 0, "fallback": 0}, job)
    assert delay(run) is None
    assert progress_line(run) == "正在起草：已起草 4 份，还有 6 份，每份约 2.0 秒，大约还要 12 秒"
    troubled = replace(run, job=replace(job, progress=job.progress | {"trouble": "连不上模型端点。"}))
    assert "连不上模型端点" in str(delay(troubled))
    silent = replace(run, job=replace(job, progress=job.progress | {"at": time.time() - 100}))
    assert "没有起草好新的一份" in str(delay(silent))
    monkeypatch.setattr("assistant.ui.batch.watching.seconds_held", lambda settings: 20.0)
    assert delay(run) == "模型服务限制了请求次数，20 秒后自动接着做，不用操作。"
    assert "大约" not in progress_line(run, delayed=True)


def test_what_belongs_to_others_is_not_shown(page: AppTest) -> None:
    page.query_params["run"] = "0" * 16
    page.run()
    assert "没有这次批量任务" in page.error[0].value


def test_tables_are_reviewed_and_those_in_need_come_first(page: AppTest, desk: Desk) -> None:
    files = [
        ("好.txt", TABLE.format("数量指标：培训人数 ≥20人").encode(), "text/plain"),
        ("差.txt", TABLE.format("经济成本指标：总成本控制数 ≤90万元").encode(), "text/plain"),
        ("密.txt", f"密级：机密\n{TABLE.format('数量指标：文件印制 ≥20份')}".encode(), "text/plain"),
        ("空.pdf", b"no pdf", "application/pdf"),
    ]
    page.file_uploader(key="review-files").set_value(files)
    page.run()
    assert not page.exception
    told = texts(page)
    assert "1 张表标有涉密字样" in told
    assert "空\\.pdf" in told
    rows = page.dataframe[0].value.to_dict("records")
    assert [row["文件"] for row in rows] == ["差.txt", "好.txt"]
    assert "文件印制" not in told
    page.button(key="review-edit").click().run()
    assert not page.exception
    assert [entry.title for entry in desk.drafts().listed()] == ["妇女维权经费"]


@pytest.mark.parametrize(("seconds", "said"), [(0.2, "1 秒"), (59, "59 秒"), (61, "1 分钟"), (7300, "2 小时 2 分钟")])
def test_times_are_told_as_people_say_them(seconds: float, said: str) -> None:
    assert duration(seconds).strip() == said
