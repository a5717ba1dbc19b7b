import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from assistant.batch.engine.items import Allowance, Outcome, WorkItem
from assistant.batch.engine.ledger import Ledger
from assistant.batch.engine.worker import FAILURES, Keep, Pressure, Worker
from assistant.database import BatchAnswerRow, Database, open_database
from assistant.errors import ConfigError, InputError
from assistant.settings import Settings
from tests.batch.engine.ledgers import DONE, open_ledger


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(Settings(data_dir=tmp_path / "data"))
    yield opened
    opened.close()


def a_worker(ledger: Ledger, do: Callable[[WorkItem, Keep], Outcome], at_once: int = 4) -> Worker:
    return Worker(ledger, do, Pressure(at_once, lambda: 0))


def test_all_is_done_and_so_many_at_once(database: Database, tmp_path: Path) -> None:
    ledger, lock, now, most = open_ledger(database, tmp_path, 40), threading.Lock(), set[int](), [0]

    def do(item: WorkItem, _: Keep) -> Outcome:
        with lock:
            now.add(item.number)
            most[0] = max(most[0], len(now))
        time.sleep(0.02)
        with lock:
            now.remove(item.number)
        return DONE

    a_worker(ledger, do, 10).run()
    assert ledger.standing().counts["done"] == 40
    assert 8 <= most[0] <= 11


def test_what_goes_wrong_hinders_no_other(database: Database, tmp_path: Path) -> None:
    def do(item: WorkItem, _: Keep) -> Outcome:
        if item.number == 2:
            raise InputError("这一行不行。")
        if item.number == 3:
            raise ZeroDivisionError
        return DONE

    ledger = open_ledger(database, tmp_path, 5)
    a_worker(ledger, do).run()
    notes = {item.number: outcome.note for item, outcome in ledger.results() if outcome.state == "failed"}
    assert notes[2] == "这一行不行。"
    assert "日志" in str(notes[3])
    assert ledger.standing().counts["done"] == 3


def test_an_answer_is_safe_before_anything_is_made_of_it(database: Database, tmp_path: Path) -> None:
    seen = []

    def do(item: WorkItem, keep: Keep) -> Outcome:
        keep("q", '{"text": "好"}')
        with database.reading() as session:
            seen.append(dict(session.execute(select(BatchAnswerRow.question, BatchAnswerRow.reply)).all()))
        return DONE

    ledger = open_ledger(database, tmp_path, 1)
    a_worker(ledger, do).run()
    assert seen == [{"q": '{"text": "好"}'}]


def test_told_to_halt_it_brings_to_an_end_what_it_has_begun(database: Database, tmp_path: Path) -> None:
    begun = threading.Event()

    def do(item: WorkItem, _: Keep) -> Outcome:
        begun.set()
        time.sleep(0.1)
        return DONE

    ledger = open_ledger(database, tmp_path, 50)
    worker = Worker(ledger, do, Pressure(2, lambda: 0), begun.is_set)
    worker.run()
    standing = ledger.standing()
    assert (standing.held, worker.why) == (0, None)
    assert 1 <= standing.counts["done"] < 50


def test_a_dead_endpoint_ends_the_work(database: Database, tmp_path: Path) -> None:
    tried = []

    def do(item: WorkItem, _: Keep) -> Outcome:
        tried.append(item.number)
        return DONE if item.number <= 3 else Outcome("waiting", "连不上模型端点。")

    ledger = open_ledger(database, tmp_path, 60)
    worker = a_worker(ledger, do, 2)
    worker.run()
    assert worker.why == "连不上模型端点。"
    assert len(tried) < 3 + FAILURES + 6
    assert ledger.standing().counts == {"waiting": 57, "done": 3, "fallback": 0, "failed": 0}


def test_what_nothing_can_be_done_without_ends_the_work(database: Database, tmp_path: Path) -> None:
    def do(item: WorkItem, _: Keep) -> Outcome:
        raise ConfigError("指标库坏了。")

    ledger = open_ledger(database, tmp_path, 60)
    worker = a_worker(ledger, do, 2)
    worker.run()
    assert worker.why == "指标库坏了。"
    assert ledger.standing().counts["waiting"] == 60


def test_a_ledger_that_cannot_be_written_ends_it_with_nothing_hanging(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = open_ledger(database, tmp_path, 3)
    real, full = Ledger.turn_over, threading.Event()

    def turn_over(self: Ledger, *arguments: Any) -> list[WorkItem]:
        if full.is_set():
            raise ConfigError("磁盘满了。")
        return real(self, *arguments)

    def do(item: WorkItem, keep: Keep) -> Outcome:
        full.set()
        keep("q", "{}")
        return DONE

    monkeypatch.setattr(Ledger, "turn_over", turn_over)
    monkeypatch.setattr("assistant.batch.engine.worker.PAUSES", ())
    with pytest.raises(ConfigError, match="磁盘满了"):
        a_worker(ledger, do).run()


def test_pressure_falls_where_the_endpoint_refuses_and_rises_again() -> None:
    told = [0]
    pressure = Pressure(16, lambda: told[0])
    assert pressure.adapt(0) == 16
    told[0] = 1
    assert (pressure.adapt(0), pressure.adapt(0)) == (8, 8)
    told[0] = 2
    assert pressure.adapt(0) == 4
    assert pressure.adapt(4) == 5, "one more after as many as are done at a time"
    for _ in range(100):
        pressure.adapt(10)
    assert pressure.adapt(0) == 16
    for told[0] in range(3, 20):
        pressure.adapt(0)
    assert pressure.adapt(0) == 1


def test_what_was_refused_in_passing_is_tried_again_and_again_in_the_same_turn(database: Database, tmp_path: Path) -> None:
    tries = dict.fromkeys(range(1, 6), 0)

    def do(item: WorkItem, _: Keep) -> Outcome:
        tries[item.number] += 1
        return DONE if tries[item.number] > item.number else Outcome("waiting", "请求太频繁。", passing=True)

    ledger = open_ledger(database, tmp_path, 5)
    worker = a_worker(ledger, do, 1)
    worker.run()
    assert (worker.why, ledger.standing().counts["done"], tries) == (None, 5, {number: number + 1 for number in range(1, 6)})


def test_an_endpoint_that_only_refuses_ends_the_work(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.batch.engine.worker.REFUSALS", 12)
    ledger = open_ledger(database, tmp_path, 5)
    worker = a_worker(ledger, lambda item, keep: Outcome("waiting", "请求太频繁。", passing=True), 2)
    worker.run()
    assert (worker.why, ledger.standing().counts["waiting"]) == ("请求太频繁。", 5)


def test_what_an_item_did_not_cost_is_there_for_others(database: Database, tmp_path: Path) -> None:
    """A limit of two items at their dearest is enough for sixteen that cost a tenth: then less is left than one may cost."""
    ledger = open_ledger(database, tmp_path, 20)

    def do(item: WorkItem, keep: Keep) -> Outcome:
        keep("q", json.dumps({"text": "", "input_tokens": 80, "output_tokens": 20}))
        return DONE

    worker = Worker(ledger, do, Pressure(8, lambda: 0), allowance=Allowance(limit=2_500, each=1_000))
    worker.run()
    standing = ledger.standing()
    assert (standing.counts["done"], standing.tokens) == (16, 1600)
