"""What Streamlit says by itself is Chinese, wherever the product uses it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import MakeWorkbench
from tests.browser.files import upload
from tests.browser.server import Workbench
from tests.browser.texts import english_on
from tests.browser.visit import Visit
from tests.browser.waiting import open_page, wait_until_idle

PLAIN = re.compile(r"\b(TXT|DOCX|CSV|Ctrl|Esc|[\d.]+[KM]?B|txt|exe)\b|\b\w+\.(txt|exe)\b")
"""What is no English: kinds of files, keys, sizes."""


@pytest.fixture(scope="module")
def sample(make_workbench: MakeWorkbench) -> Workbench:
    return make_workbench(script=Path(__file__).with_name("sample_texts.py"), options=["--server.maxUploadSize=1"])


def test_widgets_speak_chinese(page: Page, sample: Workbench) -> None:
    open_page(page, sample.url)
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    expect(page.get_by_test_id("stFileUploaderDropzoneInstructions").first).to_have_text("每个文件不超过 1MB • TXT, DOCX")
    assert english_on(page, PLAIN) == []
    page.get_by_label("名称", exact=True).fill("甲")
    expect(page.get_by_text("按回车键生效")).to_be_visible()
    page.get_by_label("单选").click()
    page.keyboard.type("没有")
    expect(page.get_by_text("没有匹配项")).to_be_visible()
    assert english_on(page, PLAIN) == []


def test_files_that_are_refused_are_refused_in_chinese(page: Page, sample: Workbench) -> None:
    open_page(page, sample.url)
    upload(page, "TXT", {"name": "大.txt", "mimeType": "text/plain", "buffer": b"1" * (2 << 20)})
    expect(page.get_by_text("文件不能超过 1.0MB。")).to_be_attached()
    assert english_on(page, PLAIN) == []


def test_a_page_that_is_not_there(visit: Visit, page: Page, sample: Workbench) -> None:
    visit.allow("404|does not seem to exist")
    open_page(page, f"{sample.url}/nothing")
    expect(page.get_by_role("heading", name="没有这个页面")).to_be_visible()
    assert english_on(page, PLAIN) == []


def test_what_people_wrote_stays(page: Page, sample: Workbench) -> None:
    open_page(page, sample.url)
    page.get_by_label("说明").fill("Search")
    page.keyboard.press("Control+Enter")
    wait_until_idle(page)
    expect(page.get_by_label("说明")).to_have_value("Search")
    expect(page.get_by_text("Upload", exact=True)).to_have_count(1)


def test_a_server_that_has_gone(visit: Visit, page: Page, sample: Workbench) -> None:
    visit.allow_lost_connection()
    open_page(page, sample.url)
    sample.kill()
    expect(page.get_by_role("heading", name="与程序的连接断开了")).to_be_visible(timeout=60_000)
    assert english_on(page, PLAIN) == []
    sample.start()
    expect(page.get_by_role("heading", name="与程序的连接断开了")).to_be_hidden(timeout=60_000)
