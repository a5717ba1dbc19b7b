from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.batch.engine.items import Answer
from assistant.batch.engine.ledger import Ledger
from assistant.database import Database, open_database
from assistant.settings import Settings
from tests.batch.engine.ledgers import DONE, PROMPT, bring, open_ledger, take


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(Settings(data_dir=tmp_path / "data"))
    yield opened
    opened.close()


def finish(ledger: Ledger) -> Ledger:
    numbers = take(ledger)
    bring(ledger, *numbers)
    return ledger


def test_what_is_done_stays_done(database: Database, tmp_path: Path) -> None:
    finish(open_ledger(database, tmp_path))
    assert take(open_ledger(database, tmp_path)) == []
    assert take(open_ledger(database, tmp_path / "elsewhere")) == [1, 2, 3], "another folder is another batch"


def test_a_longer_list_asks_for_what_is_new(database: Database, tmp_path: Path) -> None:
    finish(open_ledger(database, tmp_path, 2))
    longer = open_ledger(database, tmp_path, 4)
    assert take(longer) == [3, 4]
    assert longer.standing().tokens == 240


def test_another_model_or_prompt_does_all_anew(database: Database, tmp_path: Path) -> None:
    finish(open_ledger(database, tmp_path, 2))
    assert take(open_ledger(database, tmp_path, 2, model="another")) == [1, 2]
    changed = replace(PROMPT, user=f"{PROMPT.user}再短一些。")
    assert take(open_ledger(database, tmp_path, 2, prompts=(changed,))) == [1, 2]


def test_a_prompt_more_asks_for_its_own_drafts(database: Database, tmp_path: Path) -> None:
    finish(open_ledger(database, tmp_path, 2))
    second = replace(PROMPT, id="draft-short", system=f"{PROMPT.system}写短些。")
    both = open_ledger(database, tmp_path, 2, prompts=(PROMPT, second))
    assert [(item.number, item.prompt) for item in both.turn_over("w", {}, [], 9)] == [(2, "draft-short@1"), (4, "draft-short@1")]


def test_offline_needs_no_prompt(database: Database, tmp_path: Path) -> None:
    (item,) = open_ledger(database, tmp_path, 1, prompts=()).turn_over("w", {}, [], 9)
    assert item.prompt is None


def test_what_failed_is_done_again_where_asked(database: Database, tmp_path: Path) -> None:
    first = open_ledger(database, tmp_path, 3)
    items = first.turn_over("w", {}, [], 9)
    first.turn_over("w", {}, [Answer(item.inputs, "q", "{}") for item in items], 0)
    bring(first, 1)
    bring(first, 2, outcome=replace(DONE, state="fallback"))
    bring(first, 3, outcome=replace(DONE, state="failed"))
    assert take(open_ledger(database, tmp_path, 3)) == []
    again = open_ledger(database, tmp_path, 3, again=True).turn_over("w", {}, [], 9)
    assert [(item.number, item.answers) for item in again] == [(2, {}), (3, {})], "a bad answer is not all there ever is"
