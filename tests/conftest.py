"""What all tests share: no network, nothing skipped in CI, and one index of the corpus."""

import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from filelock import FileLock
from xdist.scheduler import LoadFileScheduling

from assistant.exemplars import ExemplarIndex, make_embedder, open_index, update_index
from assistant.settings import Settings
from tests import network

hypothesis.settings.register_profile("patient", deadline=None)  # a busy machine is no fault of the code
hypothesis.settings.load_profile("patient")


_BROWSER = "tests/browser/"
_LONGEST = (_BROWSER, "tests/batch/engine/", "tests/batch/reviews/", "tests/test_documentation.py")
"""Files of few tests that start servers and processes, or evaluate everything: begun first, so that no core waits for them in the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest comes first; within a folder everything stays in its order."""
    places = {item: next((at for at, start in enumerate(_LONGEST) if item.nodeid.startswith(start)), len(_LONGEST)) for item in items}
    items.sort(key=places.__getitem__)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Of processes that test side by side one does a file, and one alone all that has a browser: several at once starve each other."""
    scheduler: Any = LoadFileScheduling(config, log)
    file_of = scheduler._split_scope
    scheduler._split_scope = lambda nodeid: _BROWSER if nodeid.startswith(_BROWSER) else file_of(nodeid)
    return scheduler


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """What lacks a program from the system is skipped and says so; in CI, which installs them all, that is a failure."""
    report = yield
    if report.skipped and os.environ.get("CI") == "true":
        report.outcome, report.longrepr = "failed", f"skipped in CI: {report.longreprtext or report.longrepr}"
    return report


@pytest.fixture(autouse=True)
def offline(request: pytest.FixtureRequest) -> Iterator[None]:
    """Refuses every connection beyond this machine, and fails the test that tried one, even where the refusal was swallowed."""
    network.attempts.clear()
    network.block(request.node.get_closest_marker("live") is None)
    yield
    assert not network.attempts, f"went online: {network.attempts}"


@pytest.fixture(scope="session")
def corpus_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of an installation that has indexed the corpus; of processes that test side by side one makes the index for all."""
    network.block()
    settings = Settings(data_dir=tmp_path_factory.mktemp("installation") / "data")
    if "PYTEST_XDIST_WORKER" not in os.environ:
        update_index(settings, make_embedder(settings))
        return settings
    shared = tmp_path_factory.getbasetemp().parent / "indexed"
    with FileLock(shared.with_suffix(".lock")):
        if not shared.exists():
            first = Settings(data_dir=tmp_path_factory.mktemp("index"))
            update_index(first, make_embedder(first))
            first.data_dir.rename(shared)  # whole, or not there at all
        shutil.copytree(shared, settings.data_dir)
    return settings


@pytest.fixture(scope="session")
def corpus_index(corpus_settings: Settings) -> ExemplarIndex:
    """The corpus as drafting sees it, with the embedder that an installation without network has."""
    return open_index(corpus_settings, make_embedder(corpus_settings))


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """The documents of a corpus of its own, with the library of the program and nothing else."""
    corpus = tmp_path / "corpus"
    (corpus / "documents").mkdir(parents=True)
    (corpus / "library").symlink_to(Settings().corpus_dir / "library")
    return corpus / "documents"
