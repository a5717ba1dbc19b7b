"""Processes that break down."""

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from assistant.batch.engine.crew import Crew, Task, free_lost
from assistant.batch.engine.ledger import MOST_CRASHES
from assistant.database import Database, open_database
from assistant.settings import Settings
from tests.batch.engine.crafts import DEADLY, open_deadly
from tests.batch.engine.ledgers import open_ledger


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(Settings(data_dir=tmp_path / "data"))
    yield opened
    opened.close()


def test_processes_do_not_run_the_script_that_this_one_began_with(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "page.py"
    script.write_text("raise SystemExit(9)")
    monkeypatch.setattr(sys.modules["__main__"], "__file__", str(script), raising=False)
    monkeypatch.setattr(sys.modules["__main__"], "__spec__", None, raising=False)
    ledger = open_ledger(database, tmp_path / "out", DEADLY - 1)
    crew = Crew(Task(open_deadly, ledger.batch, ledger.turn, ledger.by, 1), Settings(data_dir=tmp_path / "data"))
    crew.start(1)
    while crew.look_after(ledger):
        time.sleep(0.05)
    assert ledger.standing().counts["done"] == DEADLY - 1


def test_an_item_that_ends_every_process_is_given_up_and_all_others_are_done(
    database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    ledger = open_ledger(database, tmp_path / "out", 8)
    crew = Crew(Task(open_deadly, ledger.batch, ledger.turn, ledger.by, 1), Settings(data_dir=tmp_path / "data"))
    crew.start(1)
    while crew.look_after(ledger):
        time.sleep(0.05)
    assert ledger.standing().counts == {"done": 7, "failed": 1, "waiting": 0, "fallback": 0}
    ((number, note),) = [(item.number, outcome.note) for item, outcome in ledger.results() if outcome.state == "failed"]
    assert number == DEADLY
    assert "异常退出" in str(note)
    assert crew.why is None
    assert sum("异常退出" in record.message for record in caplog.records) == MOST_CRASHES


def test_locks_of_processes_that_were_killed_do_not_pile_up(database: Database, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    locks = [settings.data_dir / "workers" / f"{name}.lock" for name in ("left", "held", "young")]
    locks[0].parent.mkdir()
    for lock in locks:
        lock.touch()
    with FileLock(locks[1]):
        for lock in locks[:2]:
            os.utime(lock, (0, 0))
        free_lost(open_ledger(database, tmp_path / "out", 1), settings)
        assert [lock.exists() for lock in locks] == [False, True, True]
