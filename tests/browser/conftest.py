"""The page in a real browser: one server for a file of tests, one browser for all of them, a fresh visitor for each test."""

from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_httpserver import HTTPServer

from assistant.settings import Settings
from tests.browser.server import Workbench
from tests.browser.visit import CHROMIUM, PATIENCE, Visit, open_browser
from tests.copying import copy_data
from tests.llm.asked import KEY, MODEL
from tests.llm.conftest import endpoint, model_server
from tests.ui.oidc import Provider

__all__ = ["endpoint", "model_server"]

MakeWorkbench = Callable[..., Workbench]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Beside a failure, say what the pages show and where their pictures and logs are."""
    report = yield
    fixtures: dict[str, object] = getattr(item, "funcargs", {})
    visit, folder = fixtures.get("visit"), fixtures.get("tmp_path")
    if report.when == "call" and report.failed and isinstance(visit, Visit) and isinstance(folder, Path):
        visit.save(folder)
        for number, server in enumerate(value for value in fixtures.values() if isinstance(value, Workbench)):
            (folder / f"server-{number}.log").write_text(server.log, "utf-8")
        report.sections.append(("pages and server log", "\n".join([str(folder), *visit.found(), *visit.texts()])))
    return report


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One browser; it ends with this folder, since other tests cannot start an event loop while it runs."""
    if not CHROMIUM:
        pytest.skip("no chromium on this machine; `make system` installs it")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright, open_browser(playwright) as opened:
        yield opened


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Visit]:
    """The pages of one test; more than one for several people."""
    visit = Visit(browser)
    yield visit
    found = visit.found()
    if found:
        visit.save(tmp_path)
    visit.close()
    assert not found, f"{found}; pictures in {tmp_path}"


@pytest.fixture
def page(visit: Visit) -> Page:
    """The empty tab of one person."""
    return visit.new_page()


@pytest.fixture(scope="module")
def make_workbench(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MakeWorkbench]:
    """Starts servers that end with the file of tests.

    `make_workbench(data_of=corpus_settings, provider=provider, script=…, environment={…})`: the data of an installation to begin
    with, who lets people sign in, and what `Workbench` takes.
    """
    started: list[Workbench] = []

    def make(data_of: Settings | None = None, provider: Provider | None = None, **details: Any) -> Workbench:
        server = Workbench(tmp_path_factory.mktemp("workbench"), **details)
        if data_of is not None:
            copy_data(data_of.data_dir, server.data_dir)
        if provider is not None:
            provider.write_secrets(server.secrets_file, server.url)
        started.append(server)
        return server.start()

    yield make
    for server in started:
        server.stop()
    for server in started:
        server.check_log()


@pytest.fixture(scope="module")
def workbench(make_workbench: MakeWorkbench, corpus_settings: Settings) -> Workbench:
    """The product without a model, the corpus indexed, its data otherwise empty."""
    return make_workbench(corpus_settings)


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    """Who lets people sign in."""
    with HTTPServer("127.0.0.1", threaded=True) as server:
        yield Provider(server)


@pytest.fixture(scope="module")
def workbench_with_sign_in(make_workbench: MakeWorkbench, corpus_settings: Settings, provider: Provider) -> Workbench:
    """The product where everybody signs in with `provider`."""
    return make_workbench(corpus_settings, provider)


@pytest.fixture(scope="module")
def workbench_with_model(make_workbench: MakeWorkbench, corpus_settings: Settings, model_server: HTTPServer) -> Workbench:
    """The product with the model that the fixture `endpoint` scripts, test by test."""
    environment = {"ASSISTANT_MODEL": MODEL, "OPENAI_BASE_URL": model_server.url_for("/v1"), "OPENAI_API_KEY": KEY}
    return make_workbench(corpus_settings, environment=environment)
