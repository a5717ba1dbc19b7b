"""What people do in the editor of a draft, step by step."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.grid import Grid
from tests.browser.waiting import open_page, wait_until_idle

PURPOSE = "开展维权宣传活动12场，培训妇女干部200人，提供法律咨询500人次"
_TABS = 80
GOALS = "绩效目标（年度目标，一段一条）"


def start_draft(page: Page, url: str, name: str = "妇女维权服务经费", budget: str = "20万元", purpose: str = PURPOSE) -> Grid:
    """Fill in the form, press the button, wait for the editor; its grid."""
    open_page(page, url)
    order_draft(page, name, budget, purpose)
    return wait_for_editor(page)


def order_draft(page: Page, name: str = "妇女维权服务经费", budget: str = "20万元", purpose: str = PURPOSE) -> None:
    """Fill in the form and press the button."""
    page.get_by_role("textbox", name="项目名称", exact=True).fill(name)
    page.get_by_role("textbox", name="预算", exact=True).fill(budget)
    page.get_by_role("textbox", name="做什么、做多少（选填）").fill(purpose)
    page.get_by_role("button", name="起草", exact=True).click()


def wait_for_editor(page: Page) -> Grid:
    """The grid of the editor, when it is there."""
    expect(page.get_by_role("textbox", name=GOALS)).to_be_visible(timeout=90_000)
    wait_until_idle(page)
    return Grid(page, "indicators")


def choose_panel(page: Page, name: str) -> None:
    """Turn to one of the panels on the right."""
    wait_until_idle(page)
    page.get_by_role("radio", name=re.compile(f"^{name}")).click()
    wait_until_idle(page)


def press(page: Page, name: str) -> None:
    """Press the first button of that name, and wait; a page that is being drawn anew may swallow a click."""
    wait_until_idle(page)
    page.get_by_role("button", name=name, exact=True).first.click()
    wait_until_idle(page)


def row_of(grid: Grid, name: str) -> int:
    """The row of an indicator."""
    return next(row for row in range(grid.height) if grid.read_cell(row, "三级指标") == name)


def goals_of(page: Page) -> str:
    """What the box of goals says."""
    return page.get_by_role("textbox", name=GOALS).input_value()


def focus_by_keyboard(page: Page, target: Locator) -> None:
    """Reach something by Tab alone, from wherever the page is."""
    for _ in range(_TABS):
        if target.evaluate("element => element === document.activeElement || element.contains(document.activeElement)"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{_TABS} times Tab do not reach {target}")
