"""When a page of Streamlit has come to rest, and how long that took."""

import time
from collections.abc import Callable

from playwright.sync_api import Locator, Page

_SETTLED = 300
"""Milliseconds of rest that count as rest: the grid tells an edit to the server after 150."""
_REST = """
([settled, started]) => {
  const app = document.querySelector('[data-testid="stApp"]');
  const resting = app && app.dataset.testScriptState === 'notRunning' && app.dataset.testConnectionState === 'CONNECTED'
    && !document.querySelector('[data-testid="stSkeleton"]:not([hidden])');
  const known = window.restingSince;
  if (!resting || !known || known.started !== started) window.restingSince = {started, at: performance.now()};
  return resting && performance.now() - window.restingSince.at >= settled;
}
"""


def wait_until_idle(page: Page, timeout: float = 60.0) -> None:
    """Wait until no script runs and none is about to; a fragment that runs by the clock does not disturb, if it is short."""
    page.wait_for_function(_REST, arg=[_SETTLED, time.monotonic()], polling=20, timeout=timeout * 1000)


def seconds_until(act: Callable[[], object], shown: Locator) -> float:
    """Seconds from before `act` to when `shown` is visible; the measuring itself takes some milliseconds."""
    started = time.perf_counter()
    act()
    shown.wait_for(state="visible")
    return time.perf_counter() - started


def open_page(page: Page, url: str) -> Page:
    """The page at `url`, at rest."""
    page.goto(url)
    wait_until_idle(page)
    return page
