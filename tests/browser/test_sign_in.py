"""Several people sign in with an identity provider, each one as who they are."""

import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import MakeWorkbench
from tests.browser.server import Workbench
from tests.browser.signing_in import sign_in
from tests.browser.visit import PATIENCE, Visit
from tests.browser.waiting import open_page
from tests.ui.oidc import Provider


@pytest.fixture(scope="module")
def sample(make_workbench: MakeWorkbench, provider: Provider) -> Workbench:
    return make_workbench(provider=provider, script=Path(__file__).with_name("sample_sign_in.py"))


def test_two_people_are_two(visit: Visit, sample: Workbench) -> None:
    pages = [visit.new_page(), visit.new_page()]
    for page, name in zip(pages, ("张三", "李四"), strict=True):
        sign_in(open_page(page, sample.url), name)
    expect(pages[0].get_by_text("您是张三（user-1）")).to_be_visible()
    expect(pages[1].get_by_text("您是李四（user-2）")).to_be_visible()
    second_tab = open_page(visit.new_page(pages[0].context), sample.url)
    expect(second_tab.get_by_text("您是张三（user-1）")).to_be_visible()


def test_who_signs_out_is_gone(page: Page, sample: Workbench, provider: Provider) -> None:
    before = provider.signed_out
    sign_in(open_page(page, sample.url), "张三")
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_text("请先登录")).to_be_visible()
    until = time.monotonic() + PATIENCE / 1000
    while provider.signed_out == before and time.monotonic() < until:  # the browser may still be on its way there
        page.wait_for_timeout(20)
    assert provider.signed_out == before + 1
    expect(open_page(page, sample.url).get_by_text("请先登录")).to_be_visible()


def test_a_forged_cookie_signs_nobody_in(page: Page, sample: Workbench) -> None:
    page.context.add_cookies([{"name": "_streamlit_user", "value": "user-1", "url": sample.url}])
    expect(open_page(page, sample.url).get_by_text("请先登录")).to_be_visible()
