"""Pictures of every page for the documentation: `make pictures`; light and dark, on a small and a large screen."""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.browser.editing import choose_panel, start_draft
from tests.browser.grid import Grid
from tests.browser.server import ROOT, Workbench, bare_environment
from tests.browser.visit import CHROMIUM, Visit, open_browser
from tests.browser.waiting import open_page, wait_until_idle

FOLDER = ROOT / "docs" / "pictures"
SIZES = {"1280": {"width": 1280, "height": 900}, "1920": {"width": 1920, "height": 1080}}
SCHEMES = ("light", "dark")
_COLOURS = 200
_TEXT = """项目名称：妇女维权服务经费
预算：20万元
年度目标：开展维权宣传活动12场，培训妇女干部200人。
数量指标：维权宣传活动场次 ≥12场
数量指标：培训妇女干部人数 ≥200人
质量指标：培训合格率 ≥95%
"""


def _show_editor(page: Page, url: str) -> None:
    start_draft(page, url)
    grid = Grid(page, "indicators")
    grid.edit_cell(0, "指标值", "≤30万元")
    choose_panel(page, "意见")


def _show_overview(page: Page, url: str) -> None:
    start_draft(page, url)
    choose_panel(page, "概览")


def _show_suggestions(page: Page, url: str) -> None:
    open_page(page, f"{url}/suggest")
    page.get_by_role("textbox", name="或者粘贴文字").fill(_TEXT)
    page.get_by_role("textbox", name="或者粘贴文字").press("Control+Enter")
    wait_until_idle(page)
    page.get_by_role("button", name="用这张表，查找缺少的指标").click()
    page.get_by_role("button", name="采纳").first.wait_for()
    wait_until_idle(page)


def _show_plainly(path: str) -> Callable[[Page, str], None]:
    def show(page: Page, url: str) -> None:
        open_page(page, f"{url}/{path}")

    return show


PAGES: dict[str, Callable[[Page, str], None]] = {
    "start": _show_plainly(""),
    "editor": _show_editor,
    "overview": _show_overview,
    "suggest": _show_suggestions,
    "batch": _show_plainly("batch"),
    "library": _show_plainly("library"),
    "prompts": _show_plainly("prompts"),
    "settings": _show_plainly("settings"),
}


def main(names: list[str]) -> None:
    """Take the pictures of these pages, or of all."""
    if not CHROMIUM:
        sys.exit("没有 chromium，请先运行 make system。")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="goal-assistant-") as folder,
        sync_playwright() as playwright,
        open_browser(playwright) as browser,
    ):
        data = Path(folder) / "data"
        environment = bare_environment() | {"ASSISTANT_DATA_DIR": str(data)}
        subprocess.run([sys.executable, "-m", "assistant", "index"], cwd=ROOT, env=environment, check=True, capture_output=True)
        server = Workbench(Path(folder), environment={"ASSISTANT_DATA_DIR": str(data)}).start()
        visit = Visit(browser)
        try:
            for name in names or PAGES:
                for scheme in SCHEMES:
                    for size, viewport in SIZES.items():
                        page = visit.new_page(viewport=viewport, color_scheme=scheme)
                        PAGES[name](page, server.url)
                        _keep(page, FOLDER / f"{name}-{scheme}-{size}.png")
                        page.close()
        finally:
            visit.close()
            server.stop()


def _keep(page: Page, path: Path) -> None:
    """A picture with few colours, which is a small file."""
    page.mouse.move(0, 0)
    page.wait_for_timeout(300)
    page.screenshot(path=path)
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main(sys.argv[1:])
