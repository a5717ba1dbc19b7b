"""What a batch is going to cost: 100 tokens asked and 20 answered for each of the ledgers' items."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from assistant.batch.drafts.drafter import drafts_wanted, open_drafter
from assistant.batch.engine.estimating import Estimate, estimate
from assistant.batch.engine.items import Outcome, WorkItem
from assistant.batch.engine.opening import Wanted
from assistant.batch.engine.paid import Keep
from assistant.batch.engine.worker import Craft
from assistant.database import Database, open_database
from assistant.llm.asking import Asker
from assistant.llm.chat import Address
from assistant.llm.keeping import Profiles
from assistant.llm.opening import open_model
from assistant.llm.question import Profile
from assistant.prompting import Prompts
from assistant.settings import Settings
from tests.batch.conftest import projects
from tests.batch.engine.ledgers import DONE, PROMPT, bring, open_ledger, take
from tests.copying import copy_data
from tests.endpoint import ScriptedEndpoint, failing


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(Settings(data_dir=tmp_path / "data"))
    yield opened
    opened.close()


@pytest.fixture
def endpoint() -> Iterator[ScriptedEndpoint]:
    with HTTPServer(threaded=True) as server:
        yield ScriptedEndpoint(server)


@pytest.fixture
def asker(tmp_path: Path, endpoint: ScriptedEndpoint) -> Asker:
    endpoint.is_capable("json_schema")
    settings = Settings(data_dir=tmp_path / "d", model="m", base_url=endpoint.base_url, api_key="k")
    opened = open_model(settings)
    assert opened is not None
    return opened


def wanted(count: int) -> Wanted:
    settings = Settings(model="m", base_url="http://127.0.0.1/v1")
    return drafts_wanted("清单.xlsx", projects(count), [PROMPT], settings, Prompts(settings.prompts_dir))


def test_by_what_others_of_the_kind_have_cost(database: Database, tmp_path: Path) -> None:
    before = open_ledger(database, tmp_path / "before", 6)
    bring(before, *take(before))
    ledger = open_ledger(database, tmp_path / "now", 10)
    bring(ledger, *take(ledger, 2))
    assert estimate(ledger, wanted(10), "m") == Estimate(8, 800, 160, measured=True, most_input=800, most_output=160)
    assert estimate(ledger, wanted(10), "another") is None
    assert estimate(ledger, wanted(10), None) is None


def test_drafts_that_gave_nothing_of_use_have_cost_too_and_what_differs_widens_it(database: Database, tmp_path: Path) -> None:
    before = open_ledger(database, tmp_path / "before", 6)
    numbers = take(before)
    bring(before, *numbers[:3])
    bring(before, *numbers[3:], outcome=replace(DONE, state="fallback", model=None, input_tokens=200, output_tokens=40))
    told = estimate(open_ledger(database, tmp_path / "now", 10), wanted(10), "m")
    assert told is not None
    assert (told.input_tokens, told.output_tokens) == (1500, 300)
    assert 2000 < told.most_input < 2200  # two standard deviations of 10 of them, known by 6
    assert told.most_output == pytest.approx(told.most_input / 5, abs=1)


def test_by_its_own_questions_where_nothing_of_the_kind_was_done(
    corpus_settings: Settings, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(
        data_dir=corpus_settings.data_dir, corpus_dir=corpus_settings.corpus_dir, model="m", base_url="http://127.0.0.1:9/v1", api_key="k"
    )
    monkeypatch.setattr(Profiles, "find", lambda self, address: Profile(rung="json_schema") if isinstance(address, Address) else None)
    ledger = open_ledger(database, tmp_path / "now", 40)
    told = estimate(ledger, wanted(40), "m", open_drafter(settings, None))
    assert told is not None
    assert (told.items, told.measured) == (40, False)
    assert 500 < told.input_tokens / 40 < 6000
    assert 843 <= told.output_tokens / 40 <= 1026  # as measured on drafts, docs/models.md
    assert told.most_tokens == pytest.approx(1.5 * told.tokens, rel=0.01)


def test_what_is_done_costs_nothing_more(database: Database, tmp_path: Path) -> None:
    ledger = open_ledger(database, tmp_path / "now", 6)
    bring(ledger, *take(ledger))
    assert estimate(ledger, wanted(6), "m") is None


def test_a_model_that_nobody_has_asked_before_is_asked_what_it_can_do_first(
    corpus_settings: Settings, database: Database, tmp_path: Path, endpoint: ScriptedEndpoint
) -> None:
    endpoint.is_capable("json_schema")
    data = copy_data(corpus_settings.data_dir, tmp_path / "d")
    settings = replace(corpus_settings, data_dir=data, model="m", base_url=endpoint.base_url, api_key="k")
    ledger = open_ledger(database, tmp_path / "now", 10)
    told = estimate(ledger, wanted(10), "m", open_drafter(settings, None))
    assert told is not None
    assert told.items == 10
    endpoint.otherwise = failing(401)
    other = replace(settings, model="another")
    assert estimate(ledger, wanted(10), "another", open_drafter(other, None)) is None


def test_a_row_that_nobody_can_do_says_nothing_of_the_others(database: Database, tmp_path: Path, asker: Asker) -> None:
    def do(item: WorkItem, keep: Keep) -> Outcome:
        raise ZeroDivisionError

    assert estimate(open_ledger(database, tmp_path / "now", 10), wanted(10), "m", Craft(do, asker)) is None
