"""The main path in a real browser: a draft, an edit, its finding, the fix, an answer, the file; and nothing lost on the way."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assistant.llm.chat import Address
from assistant.llm.keeping import Profiles
from assistant.llm.question import Profile
from assistant.reading import read_tables
from assistant.settings import Settings
from assistant.ui.editor.editor import PANELS
from tests.browser.conftest import MakeWorkbench
from tests.browser.editing import (
    GOALS,
    choose_panel,
    focus_by_keyboard,
    goals_of,
    order_draft,
    press,
    row_of,
    start_draft,
    wait_for_editor,
)
from tests.browser.files import download
from tests.browser.grid import Grid
from tests.browser.server import Workbench
from tests.browser.visit import Visit
from tests.browser.waiting import open_page, wait_until_idle
from tests.drafting.llm.conftest import ROWS, answer
from tests.endpoint import ScriptedEndpoint
from tests.llm.asked import KEY, MODEL


def test_from_a_name_to_the_file(page: Page, workbench: Workbench, tmp_path: Path) -> None:
    grid = start_draft(page, workbench.url)
    cost = row_of(grid, "总成本控制数")
    grid.edit_cell(cost, "指标值", "≤30万元")
    grid.expect_cell(cost, "意见", "错误 成本超过预算；错误 目标与指标数字不一致")
    choose_panel(page, "意见")
    press(page, "应用")
    grid.expect_cell(cost, "指标值", "≤20万元")
    grid.expect_cell(cost, "意见", "")

    choose_panel(page, "待确认")
    question = page.get_by_role("textbox", name=re.compile("案件办结率"))
    question.fill("96%")
    question.press("Enter")
    wait_until_idle(page)
    row = row_of(grid, "案件办结率")
    grid.expect_cell(row, "指标值", "≥96%")
    assert "案件办结率达到96%以上" in goals_of(page)

    choose_panel(page, "导出")
    (table,) = read_tables(download(page, "下载 Word", tmp_path))
    values = {entry.level3: entry.value for entry in table.indicators}
    assert (values["总成本控制数"], values["案件办结率"]) == ("≤20万元", "≥96%")


def test_a_reload_in_the_middle_loses_nothing(page: Page, workbench: Workbench) -> None:
    grid = start_draft(page, workbench.url)
    grid.edit_cell(1, "指标值", "≥13场")
    goals = page.get_by_role("textbox", name=GOALS)
    goals.fill("开展维权宣传。")
    goals.press("Control+Enter")
    page.reload()
    grid = wait_for_editor(page)
    grid.expect_cell(1, "指标值", "≥13场")
    assert goals_of(page) == "开展维权宣传。"


def test_another_type_of_project_is_drafted_and_what_is_refused_is_told_where_it_was_typed(page: Page, workbench: Workbench) -> None:
    start_draft(page, workbench.url)
    page.get_by_text("项目信息").click()
    year = page.get_by_role("textbox", name="预算年度", exact=True)
    year.fill("明年")
    year.press("Tab")
    wait_until_idle(page)
    expect(page.get_by_test_id("stExpander").first.get_by_test_id("stAlert")).to_contain_text("预算年度「明年」不对")
    expect(year).to_be_visible()
    expect(page.get_by_text(re.compile("维权服务.*（自动判断）"))).to_be_visible()
    press(page, "重新起草")
    page.get_by_role("combobox", name=re.compile("按哪类项目起草")).click()
    page.get_by_role("option", name="会议", exact=True).click()
    press(page, "开始")
    expect(page.get_by_text(re.compile("会议（人工选定）"))).to_be_visible()


def test_the_menu_leads_out_of_a_draft(page: Page, workbench: Workbench) -> None:
    start_draft(page, workbench.url)
    page.get_by_role("banner").get_by_role("link", name="起草").click()
    expect(page.get_by_role("textbox", name="项目名称", exact=True)).to_be_visible()
    expect(page.get_by_role("textbox", name=GOALS)).to_have_count(0)


def test_a_server_that_is_killed_loses_nothing(page: Page, visit: Visit, make_workbench: MakeWorkbench, corpus_settings: Settings) -> None:
    workbench = make_workbench(corpus_settings)
    grid = start_draft(page, workbench.url)
    grid.edit_cell(1, "指标值", "≥13场")
    visit.allow_lost_connection()
    visit.allow("ERR_CONNECTION|Failed to load resource|ERR_SOCKET")
    workbench.kill()
    workbench.start()
    page.reload()
    wait_for_editor(page).expect_cell(1, "指标值", "≥13场")


def test_what_was_done_can_be_undone_and_done_again(page: Page, workbench: Workbench) -> None:
    grid = start_draft(page, workbench.url)
    grid.edit_cell(1, "指标值", "≥13场")
    grid.edit_cell(2, "指标值", "≥210人")
    press(page, "撤销")
    grid.expect_cell(2, "指标值", "≥200人")
    grid.expect_cell(1, "指标值", "≥13场")
    press(page, "重做")
    grid.expect_cell(2, "指标值", "≥210人")


def test_rows_are_added_moved_locked_and_taken_out(page: Page, workbench: Workbench) -> None:
    grid = start_draft(page, workbench.url)
    rows = grid.height
    page.get_by_text("新增一条指标").click()
    page.get_by_role("textbox", name="三级指标", exact=True).fill("维权手册印制数量")
    page.get_by_role("textbox", name="指标值", exact=True).fill("≥3000册")
    press(page, "新增")
    assert grid.height == rows + 1
    at = row_of(grid, "维权手册印制数量")
    press(page, "上移")
    grid.expect_cell(at - 1, "三级指标", "维权手册印制数量")
    press(page, "锁定")
    expect(page.get_by_role("button", name="换一个")).to_have_count(0)
    press(page, "解除锁定")
    press(page, "删除")
    assert grid.height == rows


def test_a_class_is_changed_in_the_grid(page: Page, workbench: Workbench) -> None:
    grid = start_draft(page, workbench.url)
    at = row_of(grid, "案件办结率")
    grid.edit_cell(at, "二级指标", "社会效益")
    grid.press_button(at, "")
    expect(page.get_by_text("效益指标 / 社会效益指标")).to_be_visible()


def test_another_row_is_offered_and_taken(page: Page, workbench: Workbench) -> None:
    grid = start_draft(page, workbench.url)
    at = row_of(grid, "矛盾纠纷调解成功率")
    grid.press_button(at, "")
    press(page, "换一个")
    press(page, "换上")
    assert grid.read_cell(at, "三级指标") != "矛盾纠纷调解成功率"


def test_a_row_is_put_as_a_sentence_asks(page: Page, workbench: Workbench) -> None:
    grid = start_draft(page, workbench.url)
    at = row_of(grid, "培训妇女干部人数")
    grid.press_button(at, "")
    page.get_by_role("textbox", name="按一句话改写").fill("改成不少于260人")
    press(page, "改写")
    grid.expect_cell(at, "指标值", "≥260人")
    assert "培训妇女干部不少于260人" in goals_of(page)


def test_where_a_row_comes_from_is_shown_with_the_row_marked(page: Page, workbench: Workbench) -> None:
    grid = start_draft(page, workbench.url, name="妇女儿童工作经费", purpose="")
    at = next(row for row in range(grid.height) if "范例" in grid.read_cell(row, "来源"))
    grid.press_button(at, "")
    page.locator('[class*="st-key-origin-"] button').first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("范例原表")).to_be_visible()
    expect(dialog.get_by_role("row").filter(has_text="▶")).to_have_count(1)


def edit_too_late(visit: Visit, workbench: Workbench) -> tuple[str, Page, Grid]:
    """Two tabs with one draft, of which the first is faster: its address, the second tab and its grid."""
    context = visit.new_context()
    one, other = visit.new_page(context), visit.new_page(context)
    grid = start_draft(one, workbench.url)
    open_page(other, one.url)
    second = wait_for_editor(other)
    one.bring_to_front()
    grid.edit_cell(1, "指标值", "≥13场")
    other.bring_to_front()
    second.edit_cell(2, "指标值", "≥210人")
    return one.url, other, second


def test_two_tabs_with_one_draft_are_told_and_nothing_is_overwritten(visit: Visit, workbench: Workbench) -> None:
    _, other, second = edit_too_late(visit, workbench)
    expect(other.get_by_text("这份草稿已在另一处被修改")).to_be_visible()
    press(other, "在最新内容上再做一遍我的修改")
    second.expect_cell(1, "指标值", "≥13场")
    second.expect_cell(2, "指标值", "≥210人")


def test_what_came_too_late_can_be_kept_as_a_copy(visit: Visit, workbench: Workbench) -> None:
    address, other, second = edit_too_late(visit, workbench)
    press(other, "把我的修改另存为副本")
    assert other.url != address
    second.expect_cell(1, "指标值", "≥12场")
    second.expect_cell(2, "指标值", "≥210人")


def test_by_keyboard_alone(page: Page, workbench: Workbench, tmp_path: Path) -> None:
    open_page(page, workbench.url)
    focus_by_keyboard(page, page.get_by_role("textbox", name="项目名称", exact=True))
    page.keyboard.insert_text("妇女维权服务经费")
    focus_by_keyboard(page, page.get_by_role("textbox", name="预算", exact=True))
    page.keyboard.insert_text("20万元")
    page.keyboard.press("Enter")
    grid = wait_for_editor(page)
    focus_by_keyboard(page, grid.canvas)
    at = row_of(grid, "总成本控制数")
    grid.edit_cell(at, "指标值", "≤30万元", by="keyboard")
    choose_panel_by_keyboard(page, "意见")
    focus_by_keyboard(page, page.get_by_role("button", name="应用").first)
    page.keyboard.press("Enter")
    wait_until_idle(page)
    grid.expect_cell(at, "指标值", "≤20万元")

    choose_panel_by_keyboard(page, "待确认")
    focus_by_keyboard(page, page.get_by_role("textbox", name=re.compile("案件办结率")))
    page.keyboard.insert_text("96%")
    page.keyboard.press("Enter")
    wait_until_idle(page)
    grid.expect_cell(row_of(grid, "案件办结率"), "指标值", "≥96%")

    choose_panel_by_keyboard(page, "导出")
    with page.expect_download() as caught:
        focus_by_keyboard(page, page.get_by_role("button", name="下载 Word", exact=True))
        page.keyboard.press("Enter")
    caught.value.save_as(tmp_path / "导出.docx")
    (table,) = read_tables(tmp_path / "导出.docx")
    values = {entry.level3: entry.value for entry in table.indicators}
    assert (values["总成本控制数"], values["案件办结率"]) == ("≤20万元", "≥96%")


def choose_panel_by_keyboard(page: Page, name: str) -> None:
    """Turn to one of the panels on the right, by the arrows from whichever of them Tab reaches."""
    panels = page.get_by_role("radiogroup", name="工具")
    focus_by_keyboard(page, panels)
    target = panels.get_by_role("radio", name=re.compile(f"^{name}"))
    for _ in PANELS:
        if target.evaluate("element => element.contains(document.activeElement)"):
            break
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    wait_until_idle(page)


def test_what_is_being_typed_outlives_an_answer_that_is_saved(page: Page, workbench: Workbench) -> None:
    start_draft(page, workbench.url, purpose="")
    choose_panel(page, "待确认")
    boxes = page.locator('[data-testid="stTextInput"] input[placeholder^="例如"]')
    boxes.nth(0).click()
    page.keyboard.type("300")
    second = page.get_by_role("textbox", name=boxes.nth(1).get_attribute("aria-label") or "", exact=True)
    second.click()
    page.keyboard.type("abcdefghij", delay=100)
    wait_until_idle(page)
    expect(second).to_have_value("abcdefghij")
    goals = page.get_by_role("textbox", name=GOALS)
    goals.click()
    page.keyboard.press("Control+End")
    page.keyboard.type("abcdefghij", delay=100)
    wait_until_idle(page)
    assert goals_of(page).endswith("abcdefghij")


def test_a_file_has_what_was_typed_last(page: Page, workbench: Workbench, tmp_path: Path) -> None:
    grid = start_draft(page, workbench.url, purpose="")
    choose_panel(page, "导出")
    goals = page.get_by_role("textbox", name=GOALS)
    goals.click()
    page.keyboard.press("Control+End")
    page.keyboard.type("入户走访八十八次。")
    (table,) = read_tables(download(page, "下载 Word", tmp_path))
    assert table.goals[-1].text.endswith("入户走访八十八次。")
    wait_until_idle(page)
    grid.type_into(row_of(grid, "案件办结率"), "指标值", "≥97%")
    (table,) = read_tables(download(page, "下载 Word", tmp_path))
    assert "≥97%" in {entry.value for entry in table.indicators}
    wait_until_idle(page)
    grid.type_into(row_of(grid, "案件办结率"), "指标值", "≥96%")
    page.get_by_role("button", name="预览 Word").click()
    expect(page.get_by_role("dialog").get_by_text("≥96%")).to_be_visible(timeout=20_000)
    wait_until_idle(page)
    expect(page.get_by_role("dialog").get_by_text("≥96%")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    download(page, "下载 Excel", tmp_path)
    wait_until_idle(page)
    expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.fixture
def quick(endpoint: ScriptedEndpoint, workbench_with_model: Workbench) -> ScriptedEndpoint:
    """An endpoint that was asked before what it can do."""
    address = Address(MODEL, endpoint.base_url, KEY)
    Profiles(workbench_with_model.data_dir / "endpoints.json").keep(address, Profile(rung="json_schema"))
    return endpoint


def test_a_slow_model_is_watched_and_stopped(page: Page, workbench_with_model: Workbench, quick: ScriptedEndpoint) -> None:
    quick.hangs(120, answer(*ROWS)[:400])
    open_page(page, workbench_with_model.url)
    order_draft(page)
    expect(page.get_by_text("正在起草：妇女维权服务经费")).to_be_visible()
    expect(page.get_by_role("table")).to_be_visible(timeout=60_000)  # the first question of a server loads langchain
    page.get_by_role("button", name="停止").click()
    expect(page.get_by_text("已停止，没有生成草稿。")).to_be_visible()
    assert quick.saw_drop()
    press(page, "改用离线起草")
    wait_for_editor(page)


def test_a_reload_while_a_model_writes_finds_it_again(page: Page, workbench_with_model: Workbench, quick: ScriptedEndpoint) -> None:
    quick.says(answer(*ROWS), pieces=20, pause=0.2)
    open_page(page, workbench_with_model.url)
    order_draft(page)
    expect(page.get_by_text("正在起草：妇女维权服务经费")).to_be_visible()
    page.reload()
    wait_for_editor(page)
