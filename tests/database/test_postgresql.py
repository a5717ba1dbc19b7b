"""What holds for the embedded database, on a server."""

import json
import multiprocessing
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, make_url, text

import assistant.database.opening as opening
from assistant.audit import AuditLog
from assistant.database import Base, Database, open_database
from assistant.errors import ConfigError, ConflictError, InputError
from assistant.settings import Settings
from assistant.workspace.drafts import Drafts, Person
from assistant.workspace.edits import SetCell, SetHead
from assistant.workspace.jobs import Jobs, Task
from tests.database.server import binaries, running_server
from tests.review.samples import DATA
from tests.workspace.samples import sound

WANG, LI = Person("idp#wang", "王科长"), Person("idp#li", "李科长")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    if binaries() is None:
        pytest.skip("no PostgreSQL on this machine; `make system` installs it")
    with running_server() as address:
        yield address


@pytest.fixture
def address(server: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """A database of its own on the server."""
    name = f"t{abs(hash(request.node.name))}"
    engine = create_engine(make_url(server).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    yield server.removesuffix("postgres") + name
    opening._open.cache_clear()


@pytest.fixture
def settings(address: str, tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data", database_url=address)


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    database = open_database(settings)
    yield database
    database.close()


def test_the_migrations_make_what_the_tables_say(database: Database) -> None:
    with database.reading() as session:
        assert compare_metadata(MigrationContext.configure(session.connection()), Base.metadata) == []


def test_drafts_with_their_history(database: Database) -> None:
    drafts = Drafts(database, WANG)
    id_ = drafts.create(sound(), "起草")
    after = drafts.edit(id_, 1, [SetCell(row="r1", field="value", text="≥300人")], DATA)
    assert drafts.open(id_) == after
    assert drafts.undo(id_, 2).manuscript == sound()
    assert drafts.redo(id_, 3).manuscript == after.manuscript
    drafts.label(id_, 1, "送审稿")
    assert [(revision.number, revision.label) for revision in drafts.history(id_)] == [(2, None), (1, "送审稿")]
    with pytest.raises(InputError, match="没有这份草稿"):
        Drafts(database, LI).open(id_)


def test_whoever_saves_what_they_have_not_seen_is_told(database: Database) -> None:
    drafts = Drafts(database, WANG)
    id_ = drafts.create(sound(), "起草")
    drafts.edit(id_, 1, [SetCell(row="r1", field="value", text="≥300人")], DATA)
    with pytest.raises(ConflictError, match="王科长"):
        drafts.edit(id_, 1, [SetCell(row="r1", field="value", text="≥500人")], DATA)


def test_many_at_once_overwrite_nothing(database: Database) -> None:
    id_ = Drafts(database).create(sound(), "起草")
    done, refused = list[str](), list[str]()

    def hammer(name: str) -> None:
        drafts = Drafts(database)
        for number in range(8):
            now = drafts.open(id_)
            assert now is not None
            try:
                drafts.edit(id_, now.stamp, [SetHead(field="purpose", text=f"{now.manuscript.table.purpose}|{name}{number}")], DATA)
                done.append(f"{name}{number}")
            except ConflictError:
                refused.append(name)

    threads = [threading.Thread(target=hammer, args=(name,)) for name in "甲乙丙丁"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    now = Drafts(database).open(id_)
    assert now is not None
    assert len(done) + len(refused) == 32
    assert sorted((now.manuscript.table.purpose or "").split("|")[1:]) == sorted(done)


def test_texts_that_the_server_cannot_hold_are_cleaned(database: Database) -> None:
    drafts = Drafts(database)
    id_ = drafts.create(sound().with_table(name="妇女\x00培训"), "读入")
    assert drafts.listed()[0].title == "妇女培训"
    assert drafts.edit(id_, 1, [SetHead(field="name", text="妇女\x00创业")], DATA).title == "妇女创业"


def test_jobs(database: Database) -> None:
    def work(task: Task) -> dict[str, int]:
        task.tell({"at": 1})
        task.tell({"at": 2})
        return {"number": task.request["number"]}

    jobs = Jobs(database, {"work": work})
    try:
        found = [jobs.wait(jobs.start("work", "me", "我", {"number": number}), "me", 20) for number in range(12)]
    finally:
        jobs.close()
    assert [(job.state, job.result, job.progress) for job in found] == [("done", {"number": n}, {"at": 2}) for n in range(12)]


def append_some(folder: Path, address: str, name: str) -> None:
    for number in range(15):
        AuditLog(Settings(data_dir=folder, database_url=address)).append({"name": name, "number": number})


def test_processes_that_begin_at_once_migrate_once_and_keep_the_chain(settings: Settings, address: str, tmp_path: Path) -> None:
    start = multiprocessing.get_context("spawn").Process
    processes = [start(target=append_some, args=(tmp_path, address, name)) for name in "甲乙"]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0]
    log = AuditLog(settings)
    assert (log.broken_at(), len(log.lines())) == (None, 30)
    assert {json.loads(line)["name"] for line in log.lines()} == {"甲", "乙"}
    open_database(settings).close()


def test_a_user_without_rights_is_told(address: str, tmp_path: Path) -> None:
    engine = create_engine(make_url(address).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE ROLE nobody LOGIN"))
        connection.execute(text("REVOKE ALL ON SCHEMA public FROM PUBLIC"))
    engine.dispose()
    theirs = make_url(address).set(username="nobody").render_as_string()
    with pytest.raises(ConfigError, match="请管理员授权"):
        open_database(Settings(data_dir=tmp_path, database_url=theirs))
