"""What is kept of endpoints in the data folder: what they can do, and answers that nobody could use."""

import json
import os
import tempfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant.goals.privacy import mask_private
from assistant.llm.chat import Address
from assistant.llm.failures import scrub
from assistant.llm.question import Profile

_PROFILE = TypeAdapter(Profile)
_VERSION = 1
"""Of what is stored; another one is probed anew."""
_MOST = 200
"""Raw answers that are kept; older ones go."""


class Profiles:
    """The profiles of endpoints, by address and model, in one file. A file that cannot be read counts as empty: probing costs little."""

    def __init__(self, path: Path) -> None:
        """Kept in `path`."""
        self._path = path

    def find(self, address: Address) -> Profile | None:
        """The profile of `address`, where it was probed before."""
        entry = self._read().get(_key(address))
        try:
            return _PROFILE.validate_python(entry)
        except ValidationError:
            return None

    def keep(self, address: Address, profile: Profile) -> None:
        """Keep the profile of `address`; without a folder to write in it is probed again next time."""
        entry = _PROFILE.dump_python(profile, mode="json")
        with suppress(OSError):
            _write_whole(self._path, json.dumps(self._read() | {_key(address): entry}, ensure_ascii=False, indent=1))

    def _read(self) -> dict[str, Any]:
        try:
            content = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return content if isinstance(content, dict) else {}


def _key(address: Address) -> str:
    return f"{_VERSION} {address.where} {address.model}"


def _write_whole(path: Path, text: str) -> None:
    """Write a file at once, so that nobody reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as out:  # models write halves of characters
        out.write(text)
    Path(name).replace(path)


class Answers:
    """Raw answers for the person who must look, newest 200, without key and numbers of persons."""

    def __init__(self, folder: Path, key: str | None) -> None:
        """Kept in `folder`."""
        self._folder = folder
        self._key = key

    def keep(self, raw: str, why: str) -> str | None:
        """The path of the file in which `raw` is kept; None where nothing can be written."""
        if not raw.strip():
            return None
        path = self._folder / f"{datetime.now():%Y%m%d-%H%M%S-%f}.txt"
        try:
            _write_whole(path, f"{why}\n\n{mask_private(scrub(raw, self._key))}\n")
            for old in sorted(self._folder.glob("*.txt"))[:-_MOST]:
                old.unlink(missing_ok=True)
        except OSError:
            return None
        return str(path)
