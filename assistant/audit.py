"""审计日志: what was done, by whom, on what grounds; lines are only appended, each bound to the one before by its hash."""

import getpass
import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from functools import cache
from typing import Any, Protocol

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from assistant.database import AuditRow, open_database
from assistant.errors import ConfigError
from assistant.settings import Settings

FIRST = "0" * 64
"""What stands for the hash before the first line."""
_LOCK = 712_394_002
"""The advisory lock under which a server's log is appended to; any number that others do not use."""
_FILE = "audit.jsonl"
"""Where the log was kept before it was kept in the database."""


class Recorder(Protocol):
    """Where a piece of work says what it did: the log, or whoever keeps the line together with the work."""

    def record(self, entry: Mapping[str, Any]) -> str | None:
        """Take `entry`; what to tell with the work where that failed."""


class AuditLog:
    """The log of an installation. It holds hashes, ids and counts, never texts of people and no key."""

    def __init__(self, settings: Settings, by: str | None = None) -> None:
        """Of the installation of `settings`, whose database is opened when first needed; `by` is who works, if not the system's user."""
        self._settings = settings
        self._by = by

    def append(self, entry: Mapping[str, Any]) -> None:
        """Append `entry` with time, user and the hash of the line before.

        Raises:
            ConfigError: nothing can be written; work that is not in the log must not go unnoticed.
        """
        database = open_database(self._settings)
        with database.writing() as session:
            self._take_in_file(session)
            add_line(session, entry, self._by)

    def take_in_file(self) -> None:
        """Begin the log with the lines that an earlier version kept in a file, before anybody adds to it.

        Raises:
            ConfigError: the database cannot be written, or the file not be read.
        """
        if (self._settings.data_dir / _FILE).exists():
            with open_database(self._settings).writing() as session:
                self._take_in_file(session)

    def record(self, entry: Mapping[str, Any]) -> str | None:
        """Append `entry`; where that fails, what to tell with the work, which is not lost for it."""
        try:
            self.append(entry)
        except ConfigError as error:
            return f"审计日志没有写成：{error}"
        return None

    def lines(self) -> list[str]:
        """All lines as they were written, the oldest first."""
        with open_database(self._settings).reading() as session:
            return list(session.scalars(select(AuditRow.line).order_by(AuditRow.number)))

    def broken_at(self) -> int | None:
        """The number (from 1) of the first line that was changed, or whose predecessor was; None where all is as it was written."""
        before = FIRST
        for number, written in enumerate(self.lines(), 1):
            line = _read(written)
            said = line.pop("hash", None)
            if line.get("before") != before or said != _hash(line):
                return number
            before = said
        return None

    def _take_in_file(self, session: Session) -> None:
        if session.scalar(select(AuditRow.number).limit(1)) is None:
            session.add_all(AuditRow(line=line, before=before) for line, before in self._kept_in_file())
            session.flush()

    def _kept_in_file(self) -> Iterator[tuple[str, str]]:
        """The lines of the file of earlier versions, with the hash that each is bound to; what is damaged stays as it is, and is found."""
        path = self._settings.data_dir / _FILE
        content = path.read_bytes().decode("utf-8", "replace") if path.exists() else ""
        seen = set[str]()
        for line in content.removesuffix("\n").split("\n") if content else []:
            said = _read(line).get("before")
            before = said if isinstance(said, str) and said not in seen else hash_of(f"{len(seen)}{line}")
            seen.add(before)
            yield line, before


def add_line(session: Session, entry: Mapping[str, Any], by: str | None = None) -> None:
    """Append `entry` to the log within a transaction, so that the work and its line are kept together or not at all."""
    if session.get_bind().dialect.name == "postgresql":  # others wait here; an embedded database has one writer anyhow
        session.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})
    last = session.scalar(select(AuditRow.line).order_by(AuditRow.number.desc()).limit(1))
    before = _hash_in(last) if last is not None else FIRST
    stamped = {"time": datetime.now().astimezone().isoformat(timespec="seconds"), "user": by or _user(), **entry, "before": before}
    line = json.dumps(stamped | {"hash": _hash(stamped)}, ensure_ascii=False)
    session.add(AuditRow(line=line, before=before))
    session.flush()


def _hash_in(line: str) -> str:
    """The hash of a line; one that cannot be read is bound by a hash of its own, and `broken_at` finds it."""
    said = _read(line).get("hash")
    return said if isinstance(said, str) else hash_of(line)


def _read(text: str) -> dict[str, Any]:
    """A line; empty where it is none."""
    line: object = None
    with suppress(ValueError):
        line = json.loads(text)
    return line if isinstance(line, dict) else {}


@cache
def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such user in a container
        return "?"


def _hash(line: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(line, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def hash_of(text: str) -> str:
    """The hash under which the log names a text."""
    return hashlib.sha256(text.encode()).hexdigest()
