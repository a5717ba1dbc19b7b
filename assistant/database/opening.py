"""Opening the database, brought to the newest structure first."""

import sqlite3
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from filelock import FileLock
from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, NoSuchModuleError, OperationalError, TimeoutError
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from assistant.errors import ConfigError
from assistant.settings import Settings

HEAD = "0010"
"""The newest migration; told here so that a database that has it opens without loading what migrates."""
_FILE = "workbench.sqlite"
_WAIT_SECONDS = 15
_LOCK = 712_394_001
"""The advisory lock under which a server's database is migrated; any number that others do not use."""

_NOT_ALLOWED = ("42501", "3F000")
"""How a server says that a user lacks a right: to a thing, to any place for one."""
_DAMAGED = ("not a database", "malformed")
"""How SQLite says that a file is none of its own."""


class Database:
    """Where drafts, jobs and the audit log are kept. Safe to share between threads, and between processes."""

    def __init__(self, engine: Engine) -> None:
        """Keep it behind `engine`, whose structure is the newest."""
        self._engine = engine
        self._writing = engine.execution_options(writing=True)
        self._release = weakref.finalize(self, _hold(engine))

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads.

        Raises:
            ConfigError: the database cannot be reached.
        """
        with _explained(self._engine.url), Session(self._engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose changes are kept together when it ends well, and not at all when it does not.

        Raises:
            ConfigError: the database cannot be reached or written.
        """
        with _explained(self._engine.url), Session(self._writing, expire_on_commit=False) as session, session.begin():
            yield session

    def close(self) -> None:
        """Let go of its connections."""
        self._release()
        self._engine.dispose()


def open_database(settings: Settings) -> Database:
    """The database of the settings: `DATABASE_URL`, or a file in the data folder; one per process and address.

    Raises:
        ConfigError: it cannot be reached, is damaged, or belongs to a newer version of the program.
    """
    return _open(_url_of(settings))


def where_it_is(settings: Settings) -> str:
    """The database of the settings for people to read: what it is and where, without user and password.

    Raises:
        ConfigError: `DATABASE_URL` is no address of one.
    """
    url = _url_of(settings)
    if url.get_backend_name() == "sqlite":
        return f"SQLite 文件 {url.database}"
    name = "PostgreSQL" if url.get_backend_name() == "postgresql" else url.get_backend_name()
    return f"{name} 服务器 {url.host or '本机'}{f':{url.port}' if url.port else ''}，数据库 {url.database or '（默认）'}"


def _url_of(settings: Settings) -> URL:
    if not settings.database_url:
        return URL.create("sqlite", database=str(settings.data_dir / _FILE))
    if settings.database_url.startswith("sqlite") and settings.database_url.rstrip("/").endswith((":", ":memory:")):
        raise ConfigError("设置 DATABASE_URL 没有写数据库文件，草稿会留不住，请写成 sqlite:////文件夹/文件名，或留空使用默认文件。")
    try:
        url = make_url(settings.database_url)
    except ArgumentError as error:
        raise ConfigError("设置 DATABASE_URL 的值不是数据库网址，应像 postgresql://用户:密码@主机/库名 这样写，请改正后重试。") from error
    # people write what their database calls itself; the driver that comes with the program is psycopg
    return url.set(drivername="postgresql+psycopg") if url.drivername in ("postgres", "postgresql") else url


@lru_cache(maxsize=8)
def _open(url: URL) -> Database:
    try:
        engine = _make_engine(url)
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise ConfigError(f"不支持设置 DATABASE_URL 里的数据库「{url.drivername}」，请用 PostgreSQL，或留空使用本机文件。") from error
    try:
        with _explained(url):
            _bring_up_to_date_alone(engine, url)
            return Database(engine)
    except Exception:
        engine.dispose()
        raise


def _bring_up_to_date_alone(engine: Engine, url: URL) -> None:
    """Run the migrations while no other process does; a server sees to that itself."""
    if url.get_backend_name() != "sqlite":
        _bring_up_to_date(engine)
        return
    file = Path(url.database or "")
    file.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{file}.lock"):
        _bring_up_to_date(engine)


def _make_engine(url: URL) -> Engine:
    """An engine whose errors do not tell what was to be written: they go into the server's log, where texts of people must not be."""
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, hide_parameters=True)
    # a connection for each piece of work: opening a file costs less than sharing connections between threads would risk
    # and the driver opens no transaction of its own: they begin as `_begin` says
    waiting = {"timeout": _WAIT_SECONDS, "isolation_level": None}
    engine = create_engine(url, poolclass=NullPool, connect_args=waiting, hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _hold(engine: Engine) -> Callable[[], None]:
    """Hold a file open, and what lets it go: SQLite tidies up after its last connection, which would double the time of every change."""
    if engine.dialect.name != "sqlite":
        return lambda: None
    connection = sqlite3.connect(engine.url.database or "", check_same_thread=False)
    connection.execute("SELECT count(*) FROM alembic_version").fetchall()
    return connection.close


def _prepare(connection: DBAPIConnection, _: object) -> None:
    """What SQLite needs said: readers beside a writer, nothing lost when the power goes, references that hold."""
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    """Whoever will write takes the lock at once: one that reads first and finds it taken then would fail instead of waiting."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writing") else "BEGIN")


def _bring_up_to_date(engine: Engine) -> None:
    """Run the migrations that the database lacks, one process at a time."""
    with engine.connect() as connection:
        if _revision_of(connection) == HEAD:
            return
    with engine.execution_options(writing=True).begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})
        if _revision_of(connection) != HEAD:
            _migrate(connection)


def _revision_of(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise ConfigError("数据库属于更新版本的程序，请改用更新的版本，或换一个数据库。") from error


@contextmanager
def _explained(url: URL) -> Iterator[None]:
    """What the database or the disk refuses, as one sentence that says what to do; never with the password."""
    where = url.database if url.get_backend_name() == "sqlite" else _address_of(url)
    try:
        yield
    except (OperationalError, InterfaceError, TimeoutError, OSError) as error:
        raise ConfigError(f"数据库「{where}」打不开或写不进去，请检查它是否可用、磁盘空间和权限，然后重试。") from error
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) in _NOT_ALLOWED:
            raise ConfigError(f"数据库「{where}」不允许这个用户建表或写入，请管理员授权后重试。") from error
        if not any(words in str(error.orig) for words in _DAMAGED):
            raise
        raise ConfigError(f"文件「{where}」不是数据库或已损坏，请移走它后重试，原有草稿可从备份恢复。") from error


def _address_of(url: URL) -> str:
    """A server's address without user, password and options, which may hold one too."""
    return URL.create(url.drivername, host=url.host, port=url.port, database=url.database).render_as_string()
