"""How long people wait for the page: `make bench`. Figures of this machine, printed and never tested."""

import subprocess
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.editing import choose_panel, press, start_draft
from tests.browser.grid import Grid
from tests.browser.server import ROOT, Workbench, bare_environment
from tests.browser.visit import CHROMIUM, Visit, open_browser
from tests.browser.waiting import open_page, seconds_until

_ROUNDS = 3


def seconds_to_usable(page: Page, data: Path) -> float:
    """Seconds from `streamlit run`, in the environment of a person, to a page whose button 起草 can be pressed."""
    server = Workbench(data.parent, environment={"ASSISTANT_DATA_DIR": str(data)}, program="streamlit.web.cli")
    started = time.perf_counter()
    server.start()
    try:
        page.goto(server.url)
        expect(page.get_by_role("button", name="起草", exact=True)).to_be_enabled(timeout=60_000)
        return time.perf_counter() - started
    finally:
        server.stop()


def seconds_to_open(page: Page, url: str) -> float:
    """Seconds from the address to the same button, on a server that runs."""
    return seconds_until(lambda: page.goto(url), page.get_by_role("button", name="起草", exact=True))


def seconds_to_finding(visit: Visit, url: str, rows: int) -> float:
    """Seconds from the Enter that ends an edit to its finding on the page, in a draft of at least so many indicators."""
    page = visit.new_page()
    grid = start_draft(page, url)
    fill_up(page, grid, rows)
    choose_panel(page, "意见")
    return grid.time_edit(0, "指标值", "≤30万元", page.get_by_text("请改为不超过预算").first)


def seconds_of_streamlit(visit: Visit, url: str, rows: int) -> float:
    """The same on a page that has nothing but a grid of as many rows: what no page can be faster than."""
    page = open_page(visit.new_page(), f"{url}/?rows={rows}")
    return Grid(page, "bare").time_edit(0, "指标值", "≤30万元", page.get_by_text("请改为不超过预算").first)


def fill_up(page: Page, grid: Grid, rows: int) -> None:
    """Add rows until there are as many."""
    if grid.height < rows:
        page.get_by_text("新增一条指标").click()
    for number in range(grid.height, rows):
        page.get_by_role("textbox", name="三级指标", exact=True).fill(f"第{number}项工作完成率")
        page.get_by_role("textbox", name="指标值", exact=True).fill("≥95%")
        press(page, "新增")


def typical(measure: Callable[[], float]) -> float:
    """The median of some rounds."""
    return median(measure() for _ in range(_ROUNDS))


def compare_edits(visit: Visit, url: str, folder: Path) -> None:
    """Print what an edit takes beside what it takes on the page that has nothing but a grid."""
    bare = Workbench(folder / "bare", script=Path(__file__).with_name("bare_grid.py")).start()
    try:
        for rows in (10, 40):
            ours = typical(partial(seconds_to_finding, visit, url, rows))
            least = typical(partial(seconds_of_streamlit, visit, bare.url, rows))
            told = f"页面：{rows} 条指标，改一格到看见意见 {ours * 1000:.0f} 毫秒"
            print(f"{told}；只有表格的空页面 {least * 1000:.0f} 毫秒，{ours / least:.1f} 倍")
    finally:
        bare.stop()


def main() -> None:
    """Print a line for each figure."""
    if not CHROMIUM:
        print("页面：没有 chromium，未测（make system 安装）。")
        return
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright, open_browser(playwright) as browser:
        data = Path(folder) / "data"
        index = [str(ROOT / ".venv/bin/python"), "-m", "assistant", "index"]
        subprocess.run(index, cwd=ROOT, env=bare_environment() | {"ASSISTANT_DATA_DIR": str(data)}, check=True, capture_output=True)
        visit = Visit(browser)
        print(f"页面：从 make app 到可以起草 {typical(lambda: seconds_to_usable(visit.new_page(), data)):.2f} 秒")
        server = Workbench(Path(folder) / "running", environment={"ASSISTANT_DATA_DIR": str(data)}).start()
        try:
            open_page(visit.new_page(), server.url)
            print(f"页面：再打开一次 {typical(lambda: seconds_to_open(visit.new_page(), server.url)):.2f} 秒")
            compare_edits(visit, server.url, Path(folder))
        finally:
            visit.close()
            server.stop()


if __name__ == "__main__":
    main()
