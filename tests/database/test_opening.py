import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError

import assistant.database.opening as opening
from assistant.database import Base, Database, DraftRow, open_database
from assistant.errors import ConfigError
from assistant.settings import Settings

NOW = datetime(2026, 3, 1, 8, 30, tzinfo=timezone(timedelta(hours=8)))


def row(id_: str = "a") -> DraftRow:
    return DraftRow(id=id_, owner="local", title="妇女维权", created=NOW, changed=NOW, changed_by="local")


def test_the_migrations_make_what_the_tables_say(settings: Settings) -> None:
    open_database(settings)
    engine = create_engine(f"sqlite:///{settings.data_dir / 'workbench.sqlite'}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    engine.dispose()


def test_the_newest_migration_is_the_one_that_is_told() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(opening.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_heads() == [opening.HEAD]


def test_what_is_written_is_there_for_the_next_who_opens(settings: Settings) -> None:
    with open_database(settings).writing() as session:
        session.add(row())
    opening._open.cache_clear()
    with open_database(settings).reading() as session:
        kept = session.get_one(DraftRow, "a")
        assert (kept.title, kept.created, kept.created.tzinfo) == ("妇女维权", NOW, UTC)


def test_a_change_that_fails_changes_nothing(settings: Settings) -> None:
    def fail(database: Database) -> None:
        with database.writing() as session:
            session.add(row())
            session.flush()
            raise ZeroDivisionError

    database = open_database(settings)
    with pytest.raises(ZeroDivisionError):
        fail(database)
    with database.reading() as session:
        assert session.get(DraftRow, "a") is None


def test_what_fails_is_told_without_the_texts_of_people(settings: Settings) -> None:
    database = open_database(settings)
    with database.writing() as session:
        session.add(row())

    def add_again(title: str) -> None:
        with database.writing() as session:
            session.add(DraftRow(id="a", owner="local", title=title, created=NOW, changed=NOW, changed_by="local"))

    with pytest.raises(IntegrityError) as caught:
        add_again("电话 13800138000")
    assert "drafts" in str(caught.value)
    assert "13800138000" not in str(caught.value)
    engine = opening._make_engine(make_url("postgresql+psycopg://127.0.0.1:1/drafts"))
    assert engine.hide_parameters


def test_those_who_write_at_once_wait_for_each_other(settings: Settings) -> None:
    database = open_database(settings)
    with database.writing() as session:
        session.add(row())

    def raise_stamp() -> None:
        for _ in range(20):
            with database.writing() as session:
                session.get_one(DraftRow, "a").stamp += 1

    threads = [threading.Thread(target=raise_stamp) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as session:
        assert session.get_one(DraftRow, "a").stamp == 80


def test_a_file_that_is_no_database_is_named(settings: Settings) -> None:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    (settings.data_dir / "workbench.sqlite").write_bytes(b"this is no database at all, but a text of some length" * 40)
    with pytest.raises(ConfigError, match="不是数据库或已损坏"):
        open_database(settings)


def test_a_database_of_a_newer_program_is_refused(settings: Settings) -> None:
    with open_database(settings).writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    opening._open.cache_clear()
    with pytest.raises(ConfigError, match="更新版本的程序"):
        open_database(settings)


@pytest.mark.parametrize("url", ["没有这种", "oracle://x/y", "nonsense+driver://x"])
def test_an_address_that_is_none_is_told(url: str, settings: Settings) -> None:
    with pytest.raises(ConfigError, match="DATABASE_URL"):
        open_database(Settings(data_dir=settings.data_dir, database_url=url))


def test_a_server_that_does_not_answer_is_told_without_the_password(settings: Settings) -> None:
    address = "postgresql://me:secret@127.0.0.1:1/drafts?connect_timeout=2"
    with pytest.raises(ConfigError, match=r"127\.0\.0\.1:1/drafts") as caught:
        open_database(Settings(data_dir=settings.data_dir, database_url=address))
    assert "secret" not in str(caught.value)


def test_options_of_an_address_are_not_told_either(settings: Settings) -> None:
    address = "postgresql://127.0.0.1:1/drafts?user=me&password=secret&connect_timeout=2"
    with pytest.raises(ConfigError, match=r"127\.0\.0\.1:1/drafts」") as caught:
        open_database(Settings(data_dir=settings.data_dir, database_url=address))
    assert "secret" not in str(caught.value)
    assert "me" not in str(caught.value)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "sqlite:///"])
def test_a_database_that_would_keep_nothing_is_refused(url: str, settings: Settings) -> None:
    with pytest.raises(ConfigError, match="没有写数据库文件"):
        open_database(Settings(data_dir=settings.data_dir, database_url=url))


def test_a_file_that_is_named_is_used(settings: Settings, tmp_path: Path) -> None:
    named = Settings(data_dir=settings.data_dir, database_url=f"sqlite:///{tmp_path}/own.sqlite")
    with open_database(named).writing() as session:
        session.add(row())
    assert (tmp_path / "own.sqlite").exists()
    assert not settings.data_dir.exists()


def test_a_database_that_is_closed_leaves_one_file(settings: Settings) -> None:
    database = open_database(settings)
    with database.writing() as session:
        session.add(row())
    database.close()
    assert sorted(path.name for path in settings.data_dir.iterdir() if path.suffix != ".lock") == ["workbench.sqlite"]
