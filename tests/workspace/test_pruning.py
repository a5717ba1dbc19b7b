from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from assistant.database import BatchRow, Database, JobRow
from assistant.workspace.drafts import Drafts, Person
from assistant.workspace.pruning import KEPT_DAYS, KEPT_EACH, prune_jobs
from tests.workspace.working import BY, ME, done, working

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def add(database: Database, id_: str, *, kind: str = "suggest", draft: str | None = None, state: str = "done", days: float = 0) -> None:
    with database.writing() as session:
        at = NOW - timedelta(days=days)
        row = JobRow(id=id_, owner=ME, kind=kind, draft_id=draft, state=state, request={}, progress={}, cancel=False)
        row.created = row.changed = at
        session.add(row)


def left(database: Database, kind: str = "suggest", draft: str | None = None) -> set[str]:
    """What is left after a job of this kind and draft was begun."""
    with database.writing() as session:
        prune_jobs(session, kind, draft, NOW)
    with database.reading() as session:
        return set(session.scalars(select(JobRow.id)))


def test_of_a_draft_and_kind_only_the_newest_few_are_kept(database: Database) -> None:
    drafts = Drafts(database, Person(ME, BY))
    draft, other = drafts.begin("甲"), drafts.begin("乙")
    for number in range(KEPT_EACH + 3):
        add(database, f"s{number}", draft=draft, days=10 - number)
    beside = {"reword": {"kind": "reword", "draft": draft}, "other": {"draft": other}, "working": {"draft": draft, "state": "running"}}
    for name, values in beside.items():
        add(database, name, **values, days=20)
    assert left(database, draft=draft) == {f"s{number}" for number in range(3, KEPT_EACH + 3)} | set(beside)
    assert left(database, draft=draft) >= set(beside)


@pytest.mark.parametrize("state", ["done", "failed", "cancelled", "running"])
def test_what_was_last_heard_of_long_ago_goes(database: Database, state: str) -> None:
    add(database, "old", state=state, days=KEPT_DAYS + 1)
    add(database, "newer", state=state, days=KEPT_DAYS - 1)
    assert left(database, "check") == {"newer"}


def test_a_list_keeps_the_job_that_says_how_it_ended(database: Database) -> None:
    add(database, "of a list", kind="batch", state="cancelled", days=200)
    add(database, "of an earlier turn", kind="batch", state="cancelled", days=200)
    with database.writing() as session:
        session.add(BatchRow(id="b", owner=ME, title="清单", offline=True, turn=2, job_id="of a list", created=NOW))
    assert left(database) == {"of a list"}


def test_beginning_a_job_lets_go_of_those_before(database: Database) -> None:
    draft = Drafts(database, Person(ME, BY)).begin("甲")
    with working(database, lambda task: None) as jobs:
        ids = []
        for _ in range(KEPT_EACH + 4):
            ids.append(jobs.start("work", ME, BY, {}, draft_id=draft))
            done(jobs, ids[-1])
        with database.reading() as session:
            assert set(session.scalars(select(JobRow.id))) == set(ids[-KEPT_EACH - 1 :])
