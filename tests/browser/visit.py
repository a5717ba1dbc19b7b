"""A browser that stays on this machine, and what goes wrong in its pages."""

import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request

from tests import network

CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
"""Without its windows where that is installed: the same engine for a quarter less work."""
PATIENCE = 45_000
"""Milliseconds that a test waits for what is to come; a busy machine is slow, and that is no defect."""
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)


def open_browser(playwright: Playwright) -> Browser:
    """Debian's Chromium."""
    return playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=list(_FLAGS))


_SOUGHT = re.compile(r"/[a-z]+/_stcore/(?:health|host-config)$")
"""A page that is opened by its own address looks for the server beside it first, and then above."""

_TEXT = "() => `${document.body.innerText}\n[focus] ${document.activeElement?.outerHTML.slice(0, 300)}`"


@dataclass
class Visit:
    """The pages that one test opens, each one as on a computer of its own unless they share a context.

    Attributes:
        browser: what shows them.
        problems: what no page may do: fail, write an error to its console, leave this machine.
        pages: those that are open.
    """

    browser: Browser
    problems: list[str] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    _allowed: list[str] = field(default_factory=list)
    _contexts: list[BrowserContext] = field(default_factory=list)

    def new_context(self, **details: Any) -> BrowserContext:
        """A person's browser with cookies of its own; `details` as for Playwright, such as color_scheme="dark"."""
        usual: dict[str, Any] = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", "viewport": {"width": 1280, "height": 900}}
        context = self.browser.new_context(**(usual | details))
        context.set_default_timeout(PATIENCE)
        context.on("request", self._see)  # the name does not resolve; a route that aborts would turn the cache of the browser off
        self._contexts.append(context)
        return context

    def new_page(self, context: BrowserContext | None = None, **details: Any) -> Page:
        """An empty tab, in a browser of its own unless `context` is given."""
        page = (context or self.new_context(**details)).new_page()
        page.on("pageerror", lambda error: self.problems.append(f"the page failed: {error}"))
        page.on("console", self._hear)
        self.pages.append(page)
        return page

    def allow(self, pattern: str) -> None:
        """Let pass what this test brings about, such as errors of a connection whose server it kills."""
        self._allowed.append(pattern)

    def allow_lost_connection(self) -> None:
        """Let pass what the page says when its server goes away."""
        self.allow("ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE_CHUNKED|ERR_CONNECTION_RESET|WebSocket|Client Error")
        self.allow("Cannot send .* when disconnected|Is Streamlit still running")

    def found(self) -> list[str]:
        """The problems that nobody allowed."""
        return [problem for problem in self.problems if not any(re.search(pattern, problem) for pattern in self._allowed)]

    def texts(self) -> list[str]:
        """The text of each page, and what on it is focused."""
        return [str(page.evaluate(_TEXT)) for page in self.pages if not page.is_closed()]

    def save(self, folder: Path) -> None:
        """A picture of each page and what it consists of."""
        for number, page in enumerate(page for page in self.pages if not page.is_closed()):
            page.screenshot(path=folder / f"page-{number}.png", full_page=True)
            (folder / f"page-{number}.html").write_text(page.content(), "utf-8")

    def close(self) -> None:
        """Close all pages."""
        for context in self._contexts:
            context.close()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not _SOUGHT.search(message.location.get("url", "")):
            self.problems.append(f"console: {message.text} ({message.location.get('url')})")

    def _see(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and not network.is_local(address.hostname):
            self.problems.append(f"the page left this machine: {request.url}")
