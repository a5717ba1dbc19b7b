"""How long people wait for the page: `make bench`. Figures of this machine, printed and never tested."""

import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, expect, sync_playwright

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


def typical(measure: Callable[[], float]) -> float:
    """The median of some rounds."""
    return median(measure() for _ in range(_ROUNDS))


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
        finally:
            visit.close()
            server.stop()


if __name__ == "__main__":
    main()
