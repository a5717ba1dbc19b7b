"""A list of projects in a real browser: handed in, drafted, stopped, broken off, taken up again, taken away; nothing lost on the way."""

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from assistant.settings import Settings
from tests.browser.conftest import MakeWorkbench
from tests.browser.files import download, upload
from tests.browser.server import Workbench
from tests.browser.serving import SILENCE
from tests.browser.visit import Visit
from tests.browser.waiting import open_page, wait_until_idle

KINDS = ("妇女维权服务经费", "道路养护工程", "会议费", "信息系统运维", "困难群众救助")


def write_list(folder: Path, count: int) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["项目名称", "预算（万元）", "项目编码"])
    for number in range(count):
        sheet.append([f"{KINDS[number % len(KINDS)]}（第{number + 1}片区）", 20 + number, f"00{number}"])
    book.save(folder / "清单.xlsx")
    return folder / "清单.xlsx"


def begin(page: Page, url: str, file: Path, count: int) -> None:
    open_page(page, url)
    page.get_by_role("link", name="批量与评审").click()
    wait_until_idle(page)
    upload(page, "项目清单", file)
    expect(page.get_by_text(f"读到 {count} 个项目")).to_be_visible()
    page.get_by_role("button", name=f"开始起草 {count} 份").click()
    expect(page).to_have_url(re.compile("run="))


def drafted(page: Page) -> int:
    found = re.search(r"已起草 (\d+) 份", page.get_by_test_id("stProgress").first.inner_text())
    assert found is not None
    return int(found[1])


def test_from_the_list_to_the_files(page: Page, workbench: Workbench, tmp_path: Path) -> None:
    begin(page, workbench.url, write_list(tmp_path, 3), 3)
    expect(page.get_by_text("已完成：已起草 3 份")).to_be_visible(timeout=60_000)
    wait_until_idle(page)
    book = openpyxl.load_workbook(download(page, "下载结果工作簿", tmp_path))
    headings, *rows = book["汇总"].iter_rows(values_only=True)
    summary = [dict(zip(map(str, headings), row, strict=True)) for row in rows]
    said = [(row["行号"], row["预算（元）"], row["项目编码"]) for row in summary]
    assert said == [(2, 200_000, "000"), (3, 210_000, "001"), (4, 220_000, "002")]
    assert all(row["结果"] == "已起草（离线）" and int(str(row["指标数"])) >= 5 for row in summary)
    page.get_by_role("button", name="生成压缩包").click()
    button = page.get_by_role("button", name="下载 Word 压缩包")
    expect(button).to_be_visible(timeout=60_000)
    wait_until_idle(page)
    with zipfile.ZipFile(download(page, "下载 Word 压缩包", tmp_path)) as archive:
        assert [name[:4] for name in archive.namelist()] == ["0002", "0003", "0004"]
    page.get_by_role("button", name="打开", exact=True).nth(1).click()
    expect(page.get_by_text("绩效目标（年度目标，一段一条）")).to_be_visible()
    wait_until_idle(page)
    page.get_by_role("button", name="返回列表").click()
    expect(page.get_by_text("已完成：已起草 3 份")).to_be_visible()


@pytest.fixture(scope="module")
def to_be_killed(make_workbench: MakeWorkbench, corpus_settings: Settings) -> Workbench:
    return make_workbench(corpus_settings, environment={SILENCE: "8"})


def test_stopped_killed_and_taken_up_again(visit: Visit, page: Page, to_be_killed: Workbench, tmp_path: Path) -> None:
    visit.allow_lost_connection()
    visit.allow("ERR_|Failed to load|AxiosError|disconnected from server")
    count = 90
    begin(page, to_be_killed.url, write_list(tmp_path, count), count)
    expect(page.get_by_test_id("stProgress").first).to_contain_text(re.compile("已起草 [1-9]"), timeout=60_000)
    page.get_by_role("button", name="停止").click()
    go_on = page.get_by_role("button", name=re.compile("^继续"))
    go_on.wait_for(timeout=60_000)
    wait_until_idle(page)
    stopped = drafted(page)
    assert 0 < stopped < count
    go_on.click()
    expect(page.get_by_test_id("stProgress").first).to_contain_text(re.compile(rf"正在起草：已起草 (?!{stopped} )\d+ 份"), timeout=60_000)
    address = page.url
    to_be_killed.kill()
    to_be_killed.start()
    open_page(page, address)
    assert stopped < drafted(page) < count
    go_on.wait_for(timeout=60_000)  # once the worker has been silent for long enough to be taken for gone
    go_on.click()
    expect(page.get_by_text(f"已完成：已起草 {count} 份")).to_be_visible(timeout=120_000)
    wait_until_idle(page)
    book = openpyxl.load_workbook(download(page, "下载结果工作簿", tmp_path))
    assert [row[0] for row in book["汇总"].iter_rows(min_row=2, values_only=True)] == [*range(2, count + 2)]
    open_page(page, to_be_killed.url)
    expect(page.get_by_text(f"我的草稿（{count}）")).to_be_visible()
