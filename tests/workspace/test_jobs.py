import json
import os
import signal
import subprocess
import sys
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

import assistant.workspace.job as job_module
import assistant.workspace.jobs as module
from assistant.audit import AuditLog
from assistant.database import Database, JobRow, open_database
from assistant.errors import ClassifiedError, InputError
from assistant.llm.chat import Cancel
from assistant.settings import Settings
from assistant.workspace.drafts import Drafts, Person
from assistant.workspace.jobs import Jobs, Task
from tests.workspace.working import BEAT, BY, ME, NEVER, done, held, until, working

WORKER = """
import sys, time
from pathlib import Path
from assistant.database import open_database
from assistant.settings import Settings
from assistant.workspace.jobs import Jobs

def work(task):
    print(task.id, flush=True)
    time.sleep(600)

jobs = Jobs(open_database(Settings(data_dir=Path(sys.argv[1]))), {"slow": work})
jobs.start("slow", "idp#wang", "王科长", {})
time.sleep(600)
"""


def test_a_job_that_is_done_keeps_what_came_of_it(database: Database) -> None:
    with working(database, lambda task: {"twice": task.request["number"] * 2}) as jobs:
        job = done(jobs, jobs.start("work", ME, BY, {"number": 4}))
    assert (job.state, job.result, job.error, job.request) == ("done", {"twice": 8}, None, {"number": 4})


def test_what_people_can_mend_is_told_in_its_own_words(database: Database) -> None:
    def fail(task: Task) -> None:
        raise InputError("请先填写预算。")

    with working(database, fail) as jobs:
        job = done(jobs, jobs.start("work", ME, BY, {}))
    assert (job.state, job.error) == ("failed", "请先填写预算。")


def test_a_defect_is_told_and_logged(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    def fail(task: Task) -> None:
        raise ZeroDivisionError("secret detail")

    with working(database, fail) as jobs:
        first, second = (done(jobs, jobs.start("work", ME, BY, {})) for _ in range(2))
    assert {first.state, second.state} == {"failed"}
    assert (first.error or "").startswith("程序出错了")
    assert "secret detail" not in (first.error or "")
    assert "ZeroDivisionError" in caplog.text


def test_a_running_job_stops_when_asked(database: Database) -> None:
    with working(database, held) as jobs:
        id_ = jobs.start("work", ME, BY, {})
        until(lambda: jobs.find(id_, ME).state == "running")
        jobs.cancel(id_, ME)
        assert done(jobs, id_).state == "cancelled"
        jobs.cancel(id_, ME)
        assert jobs.find(id_, ME).state == "cancelled"


def test_a_waiting_job_that_is_stopped_is_never_begun(database: Database) -> None:
    begun = list[str]()

    def work(task: Task) -> None:
        begun.append(task.id)
        held(task)

    with working(database, work) as jobs, working(database, work) as others:
        running = [jobs.start("work", ME, BY, {}) for _ in range(module.AT_ONCE)]
        until(lambda: len(begun) == module.AT_ONCE)
        here, from_elsewhere = (jobs.start("work", ME, BY, {}) for _ in range(2))
        jobs.cancel(here, ME)
        others.cancel(from_elsewhere, ME)
        for id_ in running:
            jobs.cancel(id_, ME)
        assert [done(jobs, id_).state for id_ in (here, from_elsewhere)] == ["cancelled", "cancelled"]
        assert {done(jobs, id_).state for id_ in running} == {"cancelled"}
    assert sorted(begun) == sorted(running)


def test_another_process_can_stop_it(database: Database) -> None:
    with working(database, held) as jobs, working(database, held) as others:
        id_ = jobs.start("work", ME, BY, {})
        until(lambda: jobs.find(id_, ME).state == "running")
        others.cancel(id_, ME)
        assert done(others, id_).state == "cancelled"


def test_closing_stops_what_runs_and_waits_for_it(database: Database) -> None:
    jobs = Jobs(database, {"work": held}, beat=BEAT)
    ids = [jobs.start("work", ME, BY, {}) for _ in range(module.AT_ONCE + 2)]
    until(lambda: jobs.find(ids[0], ME).state == "running")
    jobs.close()
    jobs.close()
    assert {jobs.find(id_, ME).state for id_ in ids} == {"cancelled"}
    with pytest.raises(InputError, match="服务正在停止"):
        jobs.start("work", ME, BY, {})


def test_a_job_whose_worker_was_killed_is_broken(database: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    worker = subprocess.Popen([sys.executable, "-c", WORKER, str(settings.data_dir)], stdout=subprocess.PIPE, text=True)
    assert worker.stdout is not None
    id_ = worker.stdout.readline().strip()
    with working(database, held) as jobs:
        assert jobs.find(id_, ME).state == "running"
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
        worker.stdout.close()
        assert jobs.find(id_, ME).state == "running"
        monkeypatch.setattr(job_module, "SILENT_SECONDS", 0.2)
        until(lambda: jobs.find(id_, ME).state == "broken")
        jobs.cancel(id_, ME)
        latest = jobs.latest(ME)
        assert latest is not None
        assert (latest.id, latest.state, latest.running) == (id_, "broken", False)


def test_progress_that_comes_too_often_is_told_by_its_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job_module, "TOLD_SECONDS", 60)
    told = list[dict[str, Any]]()
    task = Task("t", ME, BY, None, {}, Cancel(), told.append)
    for step in range(1000):
        task.tell({"step": step})
    assert told == [{"step": 0}]
    task.catch_up()
    task.catch_up()
    assert told == [{"step": 0}, {"step": 999}]


def test_the_last_progress_is_kept_with_the_end(database: Database) -> None:
    def work(task: Task) -> None:
        for step in range(1000):
            task.tell({"step": step})

    with working(database, work, beat=NEVER) as jobs:
        assert done(jobs, jobs.start("work", ME, BY, {})).progress == {"step": 999}


def test_progress_that_came_too_soon_is_told_with_the_next_beat(database: Database) -> None:
    def work(task: Task) -> None:
        task.tell({"step": 1})
        task.tell({"step": 2})
        held(task)

    with working(database, work) as jobs:
        id_ = jobs.start("work", ME, BY, {})
        until(lambda: jobs.find(id_, ME).progress == {"step": 2})
        jobs.cancel(id_, ME)


def test_many_at_once(database: Database) -> None:
    def work(task: Task) -> dict[str, Any]:
        task.tell({"at": task.request["number"]}, at_once=True)
        return {"number": task.request["number"]}

    with working(database, work) as jobs:
        ids = [jobs.start("work", ME, BY, {"number": number}) for number in range(40)]
        found = [done(jobs, id_) for id_ in ids]
    assert [(job.state, job.result) for job in found] == [("done", {"number": number}) for number in range(40)]


def test_nobody_sees_or_stops_the_work_of_others(database: Database) -> None:
    draft = Drafts(database, Person(ME, BY)).begin("妇女培训经费")
    with working(database, held) as jobs:
        id_ = jobs.start("work", ME, BY, {}, draft_id=draft)
        for go in (lambda: jobs.find(id_, "idp#li"), lambda: jobs.cancel(id_, "idp#li"), lambda: jobs.wait(id_, "idp#li", 0)):
            with pytest.raises(InputError, match="没有这项任务"):
                go()
        assert jobs.latest("idp#li") is jobs.latest("idp#li", draft_id=draft) is None
        with pytest.raises(InputError, match="没有这份草稿"):
            jobs.start("work", "idp#li", "李科长", {}, draft_id=draft)
        assert jobs.find(id_, ME).running
        jobs.cancel(id_, ME)


def test_the_newest_of_a_draft_or_a_kind(database: Database) -> None:
    drafts = Drafts(database, Person(ME, BY))
    one, other = drafts.begin("甲"), drafts.begin("乙")
    with working(database, lambda task: None) as jobs:
        done(jobs, jobs.start("work", ME, BY, {}, draft_id=one))
        second = jobs.start("work", ME, BY, {}, draft_id=one)
        third = jobs.start("work", ME, BY, {}, draft_id=other)
        found = [jobs.latest(ME, draft_id=one), jobs.latest(ME), jobs.latest(ME, kind="other")]
    assert [job.id if job else None for job in found] == [second, third, None]


def test_a_request_that_is_marked_is_kept_nowhere(database: Database) -> None:
    with working(database, held) as jobs:
        with pytest.raises(ClassifiedError):
            jobs.start("work", ME, BY, {"row": "r1", "nested": ["改成绝密级文件处理"]})
        assert jobs.latest(ME) is None


def test_the_time_it_takes_is_told(database: Database) -> None:
    with working(database, held) as jobs:
        id_ = jobs.start("work", ME, BY, {})
        with database.writing() as session:
            row = session.get_one(JobRow, id_)
            session.execute(update(JobRow).values(created=row.created - timedelta(minutes=2)))
        running = jobs.find(id_, ME).seconds
        jobs.cancel(id_, ME)
        ended = done(jobs, id_).seconds
    with database.reading() as session:
        row = session.get_one(JobRow, id_)
        assert ended == (row.changed - row.created).total_seconds()
    assert 120 <= running <= ended


def test_the_log_says_that_work_was_begun_and_how_it_ended(database: Database, settings: Settings) -> None:
    with working(open_database(settings), lambda task: {"text": "培训人数"}) as jobs:
        id_ = jobs.start("work", ME, BY, {"purpose": "培训"})
        done(jobs, id_)
    lines = [json.loads(line) for line in AuditLog(settings).lines()]
    assert [(line["action"], line["job"], line["kind"], line["state"], line["user"]) for line in lines] == [
        ("job", id_, "work", "begun", BY),
        ("job", id_, "work", "done", BY),
    ]
    assert "培训" not in "".join(AuditLog(settings).lines())
    assert AuditLog(settings).broken_at() is None


def test_a_draft_has_one_job_of_a_kind_at_a_time(database: Database) -> None:
    drafts = Drafts(database, Person(ME, BY))
    draft, other = drafts.begin("甲"), drafts.begin("乙")
    jobs = Jobs(database, {"work": held, "more": held})
    try:
        first = jobs.start("work", ME, BY, {}, draft_id=draft)
        with pytest.raises(InputError, match="已有一项同样的任务在进行"):
            jobs.start("work", ME, BY, {}, draft_id=draft)
        for kind, where in (("more", draft), ("work", other), ("work", None)):
            jobs.start(kind, ME, BY, {}, draft_id=where)
        jobs.cancel(first, ME)
        assert done(jobs, first).state == "cancelled"
        jobs.start("work", ME, BY, {}, draft_id=draft)
    finally:
        jobs.close()


def test_what_came_of_a_job_is_taken_up_once_by_whoever_asked_for_it(database: Database) -> None:
    with working(database, lambda task: {}) as jobs:
        id_ = jobs.start("work", ME, BY, {})
        assert not done(jobs, id_).taken_up
        assert [jobs.take_up(id_, "idp#li"), jobs.take_up(id_, ME), jobs.take_up(id_, ME)] == [False, True, False]
        assert jobs.find(id_, ME).taken_up
