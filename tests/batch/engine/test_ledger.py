import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from assistant.audit import AuditLog
from assistant.batch.engine.items import Allowance, Answer, Outcome
from assistant.batch.engine.ledger import MOST_CRASHES, Ledger
from assistant.batch.engine.names import new_worker
from assistant.database import BatchItemRow, Database, open_database
from assistant.settings import Settings
from tests.batch.engine.ledgers import DONE, bring, open_ledger, take


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data")


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    opened = open_database(settings)
    yield opened
    opened.close()


@pytest.fixture
def ledger(database: Database, tmp_path: Path) -> Ledger:
    return open_ledger(database, tmp_path / "out", 5)


def fall_silent(database: Database) -> None:
    """As if nothing had been heard for long of who does the first item."""
    with database.writing() as session:
        session.execute(update(BatchItemRow).where(BatchItemRow.number == 1).values(held_until=datetime.now(UTC) - timedelta(seconds=1)))


def test_items_go_out_in_their_order_and_to_one_worker_each(ledger: Ledger) -> None:
    assert take(ledger, 2) == [1, 2]
    assert take(ledger, 2, worker="another") == [3, 4]
    assert take(ledger, 9) == [5]
    assert take(ledger, 9) == []


def test_what_came_of_them_is_told(ledger: Ledger) -> None:
    take(ledger)
    bring(ledger, 1, 2)
    bring(ledger, 3, outcome=replace(DONE, state="failed", result=None, note="不行"))
    standing = ledger.standing()
    assert standing.counts == {"waiting": 2, "done": 2, "fallback": 0, "failed": 1}
    assert (standing.total, standing.ended, standing.held, standing.to_do) == (5, 3, 2, 2)
    assert (standing.tokens, standing.attempts) == (360, 3)
    found = [(item.number, item.subject["request"]["name"], outcome.state, outcome.note) for item, outcome in ledger.results()]
    assert found[2] == (3, "培训经费第4期", "failed", "不行")
    assert [number for number, *_ in found] == [1, 2, 3, 4, 5]


def test_what_could_not_be_done_waits_for_another_turn(ledger: Ledger, database: Database, tmp_path: Path) -> None:
    take(ledger, 1)
    bring(ledger, 1, outcome=replace(DONE, state="waiting", result=None, note="端点不通"))
    assert (ledger.standing().left, ledger.standing().to_do) == (1, 4)
    assert take(ledger) == [2, 3, 4, 5]
    bring(ledger, 2, 3, 4, 5)
    assert take(open_ledger(database, tmp_path / "out", 5)) == [1]


def test_whoever_works_on_an_earlier_turn_gets_nothing_more(ledger: Ledger, database: Database, tmp_path: Path) -> None:
    assert take(ledger, 1) == [1]
    newer = open_ledger(database, tmp_path / "out", 5)
    assert take(ledger) == []
    assert take(newer, 1, worker="newer") == [2], "what somebody does is left to them"
    bring(ledger, 1)
    assert newer.standing().counts["done"] == 1, "and what they bring is kept"


def test_what_nobody_is_heard_of_for_is_done_by_others(ledger: Ledger, database: Database) -> None:
    take(ledger, 1, worker="lost")
    fall_silent(database)
    assert ledger.free_silent() == 1
    bring(ledger, *take(ledger, 4))
    assert take(ledger) == [1], "the last, and alone, since it may be what that worker broke down over"
    bring(ledger, 1, worker="lost", outcome=replace(DONE, model="late"))
    bring(ledger, 1)
    assert next(outcome.model for _, outcome in ledger.results()) == "m", "who was taken for lost keeps nothing"
    assert ledger.standing().attempts == 5


def test_a_worker_that_is_gone_gives_its_items_up(ledger: Ledger) -> None:
    take(ledger, 2, worker="gone")
    assert ledger.holders() == {"gone"}
    ledger.release("gone")
    assert ledger.holders() == set()
    assert take(ledger, 2) == [1, 2]


def test_an_item_that_breaks_every_worker_is_given_up_and_no_other(ledger: Ledger) -> None:
    assert take(ledger, 4) == [1, 2, 3, 4]
    ledger.release("w", crashed=True)
    assert take(ledger) == [5], "what nobody broke down over comes first"
    bring(ledger, 5)
    assert take(ledger) == [1], "then one at a time"
    assert take(ledger) == []
    bring(ledger, 1)
    for _ in range(MOST_CRASHES - 1):
        assert take(ledger) == [2]
        ledger.release("w", crashed=True)
    for number in (3, 4):
        assert take(ledger) == [number]
        bring(ledger, number)
    assert ledger.standing().counts == {"done": 4, "failed": 1, "waiting": 0, "fallback": 0}
    assert "异常退出" in str([*ledger.results()][1][1].note)


def test_what_comes_back_goes_to_the_item_it_was_done_for_whatever_its_number_is_by_now(
    ledger: Ledger, database: Database, tmp_path: Path
) -> None:
    first, second = ledger.turn_over("w", {}, [], 2)
    longer = open_ledger(database, tmp_path / "out", 6, first=1)  # a row was put on top
    done = {item.number: replace(DONE, note=item.subject["request"]["name"], inputs=item.inputs) for item in (first, second)}
    ledger.turn_over("w", done, [], 0)
    found = [(item.subject["request"]["name"], outcome.note) for item, outcome in longer.results() if outcome.state == "done"]
    assert found == [(name, name) for name in ("培训经费第2期", "培训经费第3期")]


def test_why_items_have_to_wait_is_what_most_of_them_met(database: Database, tmp_path: Path) -> None:
    ledger = open_ledger(database, tmp_path, 4)
    take(ledger)
    assert ledger.why_left() is None
    bring(ledger, 1)
    bring(ledger, 2, outcome=Outcome("waiting", "超时。"))
    bring(ledger, 3, 4, outcome=Outcome("waiting", "连不上。"))
    assert ledger.why_left() == "连不上。"
    assert open_ledger(database, tmp_path, 4).why_left() is None, "they are tried again in the next turn"


def test_what_was_spent_stays_spent_whatever_becomes_of_the_items(database: Database, tmp_path: Path) -> None:
    before = open_ledger(database, tmp_path / "out", 3)
    bring(before, *take(before))
    assert (before.standing().attempts, before.standing().tokens) == (3, 360)
    other = open_ledger(database, tmp_path / "out", 2, model="another")
    assert (other.standing().attempts, other.standing().tokens, other.standing().counts["waiting"]) == (3, 360, 2)


def test_an_item_over_which_everybody_falls_silent_is_given_up(ledger: Ledger, database: Database) -> None:
    for number in range(MOST_CRASHES):
        assert take(ledger, 1, worker=f"silent {number}") == [1]
        assert ledger.free_silent() == 0
        fall_silent(database)
        assert ledger.free_silent() == 1
        bring(ledger, *take(ledger, 4) if not number else ())
    assert (ledger.holders(), ledger.standing().counts["failed"]) == (set(), 1)


def test_a_turn_that_is_closed_gives_nothing_out_and_takes_what_is_brought(ledger: Ledger, database: Database, tmp_path: Path) -> None:
    take(ledger, 2)
    ledger.close()
    assert take(ledger) == []
    bring(ledger, 1, 2)
    assert ledger.standing().counts["done"] == 2
    assert take(open_ledger(database, tmp_path / "out", 5)) == [3, 4, 5]


def test_no_more_is_taken_than_can_be_paid_for(ledger: Ledger) -> None:
    items = ledger.turn_over("w", {}, [], 9, Allowance(limit=1000, each=400))
    assert len(items) == 2
    assert ledger.turn_over("another", {}, [], 9, Allowance(limit=1000, each=400)) == []
    bring(ledger, 1, 2)
    more = ledger.turn_over("w", {}, [], 9, Allowance(limit=1000, each=400))
    assert len(more) == 1, "240 are spent, 760 left"
    bring(ledger, 3, outcome=replace(DONE, input_tokens=400))
    assert ledger.turn_over("w", {}, [], 9, Allowance(limit=1000, each=400)) == []


def test_answers_are_given_back_to_whoever_does_the_item_next(ledger: Ledger) -> None:
    (item,) = ledger.turn_over("gone", {}, [], 1)
    ledger.turn_over("gone", {}, [Answer(item.inputs, "q", '{"text": "好"}')], 0)
    ledger.release("gone")
    (again,) = ledger.turn_over("w", {}, [], 1)
    assert again.answers == {"q": '{"text": "好"}'}


def test_lines_of_the_audit_log_come_with_the_work(ledger: Ledger, settings: Settings) -> None:
    take(ledger, 1)
    bring(ledger, 1, outcome=replace(DONE, log=({"action": "draft", "mode": "llm"},)))
    bring(ledger, 1, outcome=replace(DONE, log=({"action": "draft", "mode": "twice"},)))
    assert [json.loads(line)["mode"] for line in AuditLog(settings).lines()] == ["llm"]


def test_who_slept_with_this_machine_is_not_taken_for_lost(ledger: Ledger, database: Database) -> None:
    sleeper = new_worker()
    take(ledger, 1, worker=sleeper)
    fall_silent(database)
    assert ledger.free_silent() == 0
    assert take(ledger, 1) == [2]
    bring(ledger, 1, worker=sleeper)
    assert ledger.standing().counts["done"] == 1


def test_what_was_paid_for_once_with_another_is_counted_once(ledger: Ledger) -> None:
    first, second = ledger.turn_over("w", {}, [], 2)
    reply = json.dumps({"text": "好", "input_tokens": 70, "output_tokens": 30})
    ledger.turn_over("w", {}, [Answer(first.inputs, "q", reply), Answer(second.inputs, "q", reply, shared=True)], 0)
    assert ledger.standing().tokens == 100
