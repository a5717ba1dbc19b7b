"""What came of a job is kept though the database is away for a while, and what cannot be kept is not lost silently."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import text

import assistant.workspace.jobs as module
from assistant.database import Database
from assistant.errors import ConfigError
from assistant.workspace.jobs import Task
from tests.workspace.working import BY, ME, NEVER, SECONDS, done, until, working


class Failing:
    """A database that cannot be written for a while."""

    def __init__(self, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
        self.times = 0
        real = database.writing

        @contextmanager
        def writing() -> Iterator[Any]:
            if self.times:
                self.times -= 1
                raise ConfigError("数据库打不开。")
            with real() as session:
                yield session

        monkeypatch.setattr(database, "writing", writing)


def test_a_database_that_is_away_for_a_moment_costs_nothing(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    failing = Failing(database, monkeypatch)

    def work(task: Task) -> dict[str, Any]:
        failing.times = 1
        task.tell({"step": 1})
        failing.times = 2
        return {"kept": True}

    with working(database, work, beat=NEVER) as jobs:
        id_ = jobs.start("work", ME, BY, {})
        assert done(jobs, id_).result == {"kept": True}


def test_what_cannot_be_kept_is_logged_and_the_worker_goes_on(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "AT_ONCE", 1)
    failing = Failing(database, monkeypatch)

    def work(task: Task) -> None:
        failing.times = task.request["away"]

    with working(database, work, beat=NEVER) as jobs:
        lost = jobs.start("work", ME, BY, {"away": 3})
        until(lambda: "what came of job" in caplog.text)
        assert done(jobs, jobs.start("work", ME, BY, {"away": 0})).state == "done"
        assert jobs.find(lost, ME).state == "running"
    assert any(record.levelno == logging.ERROR and lost in record.getMessage() for record in caplog.records)


def test_a_locked_database_is_waited_for(database: Database) -> None:
    free, locked = threading.Event(), threading.Event()

    def lock() -> None:
        with database.writing() as session:
            session.execute(text("UPDATE jobs SET kind = kind"))
            locked.set()
            free.wait(SECONDS)

    holder = threading.Thread(target=lock)

    def work(task: Task) -> dict[str, Any]:
        holder.start()
        locked.wait(SECONDS)
        threading.Timer(0.5, free.set).start()
        task.tell({"step": 1}, at_once=True)
        return {"kept": True}

    with working(database, work) as jobs:
        assert done(jobs, jobs.start("work", ME, BY, {})).result == {"kept": True}
    holder.join()
