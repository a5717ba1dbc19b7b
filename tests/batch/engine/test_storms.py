"""Endpoints that refuse for a while, or for good: what can be done is done, and the rest is there for another time."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from assistant.batch.drafts.drafter import drafts_wanted, open_drafter
from assistant.batch.engine.ledger import Ledger
from assistant.batch.engine.opening import take_up
from assistant.batch.engine.worker import Craft, Pressure, Worker
from assistant.database import Database, open_database
from assistant.llm.chat import Address
from assistant.llm.keeping import Profiles
from assistant.llm.pacing import pace_of
from assistant.llm.question import Profile
from assistant.prompting import Prompts
from assistant.settings import Settings
from tests.batch.conftest import projects
from tests.drafting.llm.conftest import ROWS, answer
from tests.endpoint import Asked, ScriptedEndpoint, failing
from tests.llm.asked import KEY, MODEL

ITEMS = 36


@pytest.fixture
def endpoint() -> Iterator[ScriptedEndpoint]:
    with HTTPServer(threaded=True) as server:
        scripted = ScriptedEndpoint(server)
        scripted.always_says(answer(*ROWS))
        yield scripted


@pytest.fixture
def settings(corpus_settings: Settings, tmp_path: Path, endpoint: ScriptedEndpoint) -> Settings:
    address = Address(MODEL, endpoint.base_url, KEY)
    Profiles(corpus_settings.data_dir / "endpoints.json").keep(address, Profile(rung="json_schema"))
    place = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    return replace(corpus_settings, model=MODEL, base_url=endpoint.base_url, api_key=KEY, database_url=place)


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    opened = open_database(settings)
    yield opened
    opened.close()


def open_ledger(database: Database, folder: Path, settings: Settings) -> Ledger:
    known = Prompts(settings.prompts_dir)
    return take_up(database, folder, drafts_wanted("清单.xlsx", projects(ITEMS), [known.find("draft")], settings, known))


def work(ledger: Ledger, craft: Craft, at_once: int = 8) -> Worker:
    assert craft.model is not None
    pace = pace_of(craft.model.chat.address.where)
    worker = Worker(ledger, craft.do, Pressure(at_once, lambda: pace.holds))
    worker.run()
    return worker


class Limit:
    """Answers so many requests a second, and tells all others to come back after one."""

    def __init__(self, endpoint: ScriptedEndpoint, most: int) -> None:
        self._answer, self._most, self._lock = endpoint.otherwise, most, threading.Lock()
        self._began, self._count = 0.0, 0
        self.refused = 0

    def __call__(self, asked: Asked) -> Response:
        with self._lock:
            if time.monotonic() - self._began >= 1:
                self._began, self._count = time.monotonic(), 0
            self._count += 1
            if self._count > self._most:
                self.refused += 1
                return failing(429, headers={"Retry-After": "1"})(asked)
        return self._answer(asked)


def test_an_endpoint_with_a_limit_is_asked_as_often_as_it_bears(
    database: Database, tmp_path: Path, settings: Settings, endpoint: ScriptedEndpoint
) -> None:
    endpoint.otherwise = limit = Limit(endpoint, 4)
    ledger = open_ledger(database, tmp_path / "out", settings)
    worker = work(ledger, open_drafter(settings, None), at_once=16)
    standing = ledger.standing()
    assert (standing.counts["done"], worker.why) == (ITEMS, None)
    assert limit.refused > 0
    assert len(endpoint.requests) - limit.refused == standing.attempts == ITEMS


@pytest.mark.parametrize("status", [401, 500])
def test_an_endpoint_that_dies_in_the_middle_leaves_the_rest_for_another_time(
    database: Database, tmp_path: Path, settings: Settings, endpoint: ScriptedEndpoint, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.llm.asking.backoff", lambda failures: 0.01)
    well = endpoint.otherwise
    for _ in range(10):
        endpoint.script.append(well)
    endpoint.otherwise = failing(status)
    ledger = open_ledger(database, tmp_path / "out", settings)
    worker = work(ledger, open_drafter(settings, None))
    standing = ledger.standing()
    assert standing.counts == {"done": 10, "waiting": ITEMS - 10, "fallback": 0, "failed": 0}
    assert worker.why
    notes = {outcome.note for _, outcome in ledger.results() if outcome.state == "waiting"}
    assert worker.why in notes
    endpoint.otherwise = well
    again = open_ledger(database, tmp_path / "out", settings)
    assert work(again, open_drafter(settings, None)).why is None
    assert again.standing().counts["done"] == again.standing().attempts == ITEMS
