"""What a person takes away or looks up, in a real browser: files, what is told of them, earlier states; and a click too many."""

import re
import sqlite3
from pathlib import Path

from playwright.sync_api import Page, expect

from assistant.reading import read_tables
from tests.browser.editing import GOALS, choose_panel, goals_of, press, start_draft, wait_for_editor
from tests.browser.files import download
from tests.browser.server import Workbench
from tests.browser.waiting import open_page, wait_until_idle


def test_each_file_comes_and_what_the_log_lacks_is_told(page: Page, workbench: Workbench, tmp_path: Path) -> None:
    start_draft(page, workbench.url)
    choose_panel(page, "导出")
    for button in ("下载 Word", "下载 Excel", "下载 Word"):
        (table,) = read_tables(download(page, button, tmp_path))
        assert table.name == "妇女维权服务经费"
    expect(page.get_by_text("审计日志没有写成")).to_have_count(0)
    rename(workbench, "audit", "away")
    try:
        download(page, "下载 Excel", tmp_path)
        expect(page.get_by_text("审计日志没有写成")).to_be_visible()
    finally:
        rename(workbench, "away", "audit")


def test_an_earlier_state_is_looked_up_named_and_restored(page: Page, workbench: Workbench) -> None:
    start_draft(page, workbench.url)
    box, before = page.get_by_role("textbox", name=GOALS), goals_of(page)
    box.fill("全年举办法律讲座。")
    box.press("Control+Enter")
    wait_until_idle(page)
    press(page, "历史")
    states = page.get_by_text(re.compile(r"第 \d+ 版"))
    expect(states).to_have_count(2)
    page.get_by_role("textbox", name="给当前版本起个名字").fill("涉密项目")
    page.get_by_role("textbox", name="给当前版本起个名字").press("Enter")
    press(page, "存为版本")
    expect(page.get_by_test_id("stAlert").filter(has_text="涉密")).to_be_visible()
    expect(states.first).to_be_visible()
    page.get_by_role("textbox", name="给当前版本起个名字").fill("送审稿")
    page.get_by_role("button", name="存为版本").click()  # once, straight from the typing
    expect(states.first).to_contain_text("送审稿")
    press(page, "恢复")
    expect(box).to_have_value(before)


def test_a_double_click_drafts_once(page: Page, workbench: Workbench) -> None:
    open_page(page, workbench.url)
    page.get_by_role("textbox", name="项目名称", exact=True).fill("双击项目经费")
    page.get_by_role("textbox", name="预算", exact=True).fill("20")
    page.get_by_role("button", name="起草", exact=True).dblclick()
    wait_for_editor(page)
    wait_until_idle(page)
    open_page(page, workbench.url)
    expect(page.get_by_text("双击项目经费")).to_have_count(1, timeout=5000)


def rename(workbench: Workbench, table: str, name: str) -> None:
    database = sqlite3.connect(workbench.data_dir / "workbench.sqlite")
    database.execute(f"ALTER TABLE {table} RENAME TO {name}")
    database.close()
