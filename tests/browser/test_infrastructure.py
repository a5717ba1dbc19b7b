"""The helpers of the browser tests do what they say, on a page that has nothing but the elements they handle."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import MakeWorkbench
from tests.browser.files import download, upload
from tests.browser.grid import Grid, Hand
from tests.browser.server import Workbench
from tests.browser.visit import Visit
from tests.browser.waiting import open_page, seconds_until, wait_until_idle

SAMPLE = Path(__file__).with_name("sample_app.py")


@pytest.fixture(scope="module")
def sample(make_workbench: MakeWorkbench) -> Workbench:
    return make_workbench(script=SAMPLE)


@pytest.fixture
def grid(page: Page, sample: Workbench) -> Grid:
    return Grid(open_page(page, sample.url), "grid")


def test_a_grid_is_read(grid: Grid) -> None:
    assert grid.columns == ["类别", "指标", "值", "状态", "操作"]
    assert grid.height == 8
    assert grid.read_row(7) == {"类别": "质量指标", "指标": "指标7", "值": "≥7次", "状态": "第0轮", "操作": "修改"}


@pytest.mark.parametrize("by", ["keyboard", "mouse"])
def test_a_cell_is_edited(grid: Grid, by: Hand) -> None:
    grid.edit_cell(3, "值", "≥42场", by)
    grid.edit_cell(4, "类别", "时效指标", by)
    assert grid.read_cell(3, "值") == "≥42场"
    expect(grid.page.get_by_text("数量指标/指标3/≥42场；时效指标/指标4/≥4次")).to_be_visible()


@pytest.mark.parametrize("by", ["keyboard", "mouse"])
def test_a_second_fast_edit_is_not_lost(grid: Grid, by: Hand) -> None:
    for row in range(4):
        grid.type_into(row, "值", f"≥9{row}次", by)
    wait_until_idle(grid.page)
    expect(grid.page.get_by_text("数量指标/指标0/≥90次；质量指标/指标1/≥91次；时效指标/指标2/≥92次；数量指标/指标3/≥93次")).to_be_visible()


def test_edits_survive_when_other_values_change(grid: Grid) -> None:
    grid.edit_cell(1, "值", "≥42场")
    grid.page.get_by_role("button", name="下一轮").click()
    grid.expect_cell(1, "状态", "第1轮")
    grid.expect_cell(1, "值", "≥42场")
    grid.edit_cell(2, "指标", "新指标")
    expect(grid.page.get_by_text("质量指标/指标1/≥42场；时效指标/新指标/≥2次")).to_be_visible()


def test_a_button_in_a_cell_is_pressed(grid: Grid) -> None:
    grid.press_button(5, "操作")
    expect(grid.page.get_by_text("点了第5行")).to_be_visible()


def test_files_go_up_and_come_down(page: Page, sample: Workbench, tmp_path: Path) -> None:
    open_page(page, sample.url)
    upload(page, "文件", {"name": "甲.txt", "mimeType": "text/plain", "buffer": "乙丙".encode()})
    expect(page.get_by_text("收到甲.txt：乙丙")).to_be_visible()
    assert download(page, "下载", tmp_path).read_text("utf-8") == "内容"


def test_what_takes_long_is_waited_for_and_measured(page: Page, sample: Workbench) -> None:
    open_page(page, sample.url)
    slow = page.get_by_text("慢慢好了")
    assert seconds_until(page.get_by_role("button", name="慢", exact=True).click, slow) > 2
    page.get_by_role("button", name="下一轮").click()
    wait_until_idle(page)
    expect(slow).to_be_hidden()


def test_an_edit_is_timed(grid: Grid) -> None:
    assert 0 < grid.time_edit(1, "值", "≥77次", grid.page.get_by_text("质量指标/指标1/≥77次")) < 10


def test_a_fragment_that_runs_by_the_clock_runs_on(page: Page, sample: Workbench) -> None:
    open_page(page, sample.url)
    before = page.get_by_text("走过").text_content()
    expect(page.get_by_text("走过")).not_to_have_text(str(before))


def test_people_have_pages_of_their_own(visit: Visit, sample: Workbench) -> None:
    one, other = (Grid(open_page(visit.new_page(), sample.url), "grid") for _ in range(2))
    one.edit_cell(0, "值", "≥5次")
    assert (one.read_cell(0, "值"), other.read_cell(0, "值")) == ("≥5次", "≥0次")


def test_a_killed_server_comes_back_on_its_address(visit: Visit, page: Page, sample: Workbench) -> None:
    visit.allow_lost_connection()
    open_page(page, sample.url)
    sample.kill()
    expect(page.get_by_test_id("stApp")).not_to_have_attribute("data-test-connection-state", "CONNECTED")
    sample.start()
    assert Grid(open_page(page, sample.url), "grid").height == 8


def test_problems_of_a_page_are_found(visit: Visit, sample: Workbench) -> None:
    page = open_page(visit.new_page(), sample.url)
    page.evaluate("console.error('坏了'); setTimeout(() => { throw new Error('裂了') }); fetch('http://example.com/').catch(() => 0)")
    page.wait_for_timeout(300)
    assert [any(part in problem for problem in visit.found()) for part in ("坏了", "裂了", "left this machine: http://example.com/")] == [
        True
    ] * 3
    visit.allow("坏了|裂了|example|ERR_FAILED")
