"""审计日志: what was done, by whom, on what grounds; lines are only appended, each bound to the one before by its hash."""

import getpass
import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock

from assistant.errors import ConfigError

FIRST = "0" * 64
"""What stands for the hash before the first line."""
_LONGEST_LINE = 1 << 20


class AuditLog:
    """A file of JSON lines. It holds hashes, ids and counts, never texts of people and no key."""

    def __init__(self, path: Path) -> None:
        """Kept in `path`, which is made when first needed."""
        self._path = path

    def append(self, entry: Mapping[str, Any]) -> None:
        """Append `entry` with time, user and the hash of the line before.

        Raises:
            ConfigError: nothing can be written; work that is not in the log must not go unnoticed.
        """
        try:
            self._append(entry)
        except OSError as error:
            raise ConfigError(f"审计日志「{self._path}」写不进去，请检查磁盘空间和权限。") from error

    def record(self, entry: Mapping[str, Any]) -> str | None:
        """Append `entry`; where that fails, what to tell with the work, which is not lost for it."""
        try:
            self.append(entry)
        except ConfigError as error:
            return str(error)
        return None

    def _append(self, entry: Mapping[str, Any]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{self._path}.lock"):
            stamped = {"time": datetime.now().astimezone().isoformat(timespec="seconds"), "user": _user(), **entry, "before": self._last()}
            line = stamped | {"hash": _hash(stamped)}
            with self._path.open("a", encoding="utf-8") as log:
                log.write(self._line_end() + json.dumps(line, ensure_ascii=False) + "\n")

    def _tail(self) -> bytes:
        if not self._path.exists():
            return b""
        with self._path.open("rb") as log:
            log.seek(0, 2)
            log.seek(max(0, log.tell() - _LONGEST_LINE))
            return log.read()

    def _line_end(self) -> str:
        """What the last line lacks, where its writing was broken off: the damage stays in that line."""
        tail = self._tail()
        return "\n" if tail and not tail.endswith(b"\n") else ""

    def _last(self) -> str:
        """The hash of the last line; one that cannot be read is bound by a hash of its own, and `broken_at` finds it."""
        lines = self._tail().rstrip(b"\n").split(b"\n")
        if not lines[-1]:
            return FIRST
        said = _read(lines[-1].decode("utf-8", "replace")).get("hash")
        return said if isinstance(said, str) else hashlib.sha256(lines[-1]).hexdigest()

    def broken_at(self) -> int | None:
        """The number (from 1) of the first line that was changed, or whose predecessor was; None where all is as it was written."""
        before = FIRST
        content = self._path.read_bytes().decode("utf-8", "replace") if self._path.exists() else ""
        for number, text in enumerate(content.removesuffix("\n").split("\n") if content else [], 1):
            line = _read(text)
            said = line.pop("hash", None)
            if line.get("before") != before or said != _hash(line):
                return number
            before = said
        return None


def _read(text: str) -> dict[str, Any]:
    """A line; empty where it is none."""
    line: object = None
    with suppress(ValueError):
        line = json.loads(text)
    return line if isinstance(line, dict) else {}


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
