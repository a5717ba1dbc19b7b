"""Putting the files of a batch in their places, so that nothing that people wrote is lost, at whatever moment the program is killed.

What is about to happen is noted in the folder before it happens, and the notes stay until the manifest tells the same: so a run that
breaks off leaves no file unknown, and what it set aside is told by the next one.
"""

import hashlib
import json
import os
import re
import secrets
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path

from assistant.export.files import explained, write_atomically

_NOTES = ".written"
_EDITED = "（您改过的旧稿"
"""In the name of a file that people have edited, and that made room for a new one."""


@dataclass(frozen=True)
class Entry:
    """What the program has written under a name, by hashes.

    Attributes:
        of: of what it was made of; may be empty.
        written: of the file.
        row: of what else tells whose it is, where several are made of the same; may be empty.
    """

    of: str
    written: str
    row: str = ""


@dataclass(frozen=True)
class Aside:
    """A file that people had edited and that had to make room, by its name in the folder.

    Attributes:
        new: the file that took its place; None where there is none, though another may be called as it was.
    """

    name: str
    new: str | None


def put(folder: Path, name: str, content: bytes, known: Collection[str] = (), of: str = "", row: str = "") -> str:
    """Write a file of a batch; what people have changed since it was written before is kept beside it, and all unknown may be such.

    It is copied before the new one takes its place: at every moment the name has one of the two.

    Args:
        folder: of the batch.
        name: of the file in it.
        content: of the file.
        known: hashes of what the program has written there, which may be replaced.
        of: the hash of what the file is made of.
        row: see `Entry`.

    Returns:
        The hash of what was written.

    Raises:
        ExportError: it or the copy cannot be written, for instance since the file is open in Word.
    """
    hashed, path = hash_of(content), folder / name
    with explained(path):
        folder.mkdir(parents=True, exist_ok=True)
        there = path.read_bytes() if path.is_file() else None
        if there is not None and hash_of(there) not in {*known, hashed}:
            _keep_copy(there, _note_aside(folder, name, there, new=name))
        note_entry(folder, name, Entry(of, hashed, row))
    write_atomically(path, content)
    return hashed


def make_room(folder: Path, name: str, known: Collection[str], called: str | None = None) -> None:
    """Have no file of that name, as `put` would have another there; it is kept under a name like `called`, where that is another.

    Raises:
        ExportError: it can be neither removed nor moved.
    """
    path = folder / name
    with explained(path):
        if not path.is_file():
            return
        content = path.read_bytes()
        if hash_of(content) in known:
            path.unlink(missing_ok=True)
        else:
            path.replace(_note_aside(folder, called or name, content))


def note_entry(folder: Path, name: str, entry: Entry) -> None:
    """Note what is about to stand under a name."""
    _note(folder, {"name": name, **asdict(entry)})


def noted_entries(folder: Path) -> Iterator[tuple[str, Entry]]:
    """What may stand under which name, since a run that broke off began to write."""
    for note in _notes(folder):
        with suppress(KeyError):
            yield note["name"], Entry(note["of"], note["written"], note.get("row", ""))


def kept_aside(folder: Path) -> tuple[Aside, ...]:
    """What people had edited and was set aside in this run, and in those before it that broke off."""
    names = {note["aside"]: note["from"] for note in _notes(folder) if {"aside", "from"} <= note.keys()}
    there = sorted((name, len(aside), aside) for aside, name in names.items() if (folder / aside).is_file())
    return tuple(Aside(aside, name if (folder / name).is_file() else None) for name, _, aside in there)


def forget_notes(folder: Path) -> None:
    """Drop the notes, once the manifest tells the same.

    Raises:
        ExportError: they cannot be removed.
    """
    with explained(folder / _NOTES):
        (folder / _NOTES).unlink(missing_ok=True)


def is_aside(path: Path) -> bool:
    """Whether a file is one that people had edited and that was set aside, by its name."""
    return re.search(rf"{_EDITED}\d*）$", path.stem) is not None


def hash_of(content: bytes) -> str:
    """The hash of a file or a result."""
    return hashlib.sha256(content).hexdigest()


def _note(folder: Path, note: dict[str, str]) -> None:
    with (folder / _NOTES).open("a", encoding="utf-8") as notes:
        notes.write("\n" + json.dumps(note))  # on a line of its own, also after one that a full disk has broken off


def _notes(folder: Path) -> list[dict[str, str]]:
    """All notes; a line that was broken off is none: what it tells of was not begun."""
    notes = list[dict[str, str]]()
    with suppress(OSError):
        for line in (folder / _NOTES).read_text("utf-8", "replace").splitlines():
            with suppress(ValueError):
                note = json.loads(line)
                if isinstance(note, dict) and all(isinstance(text, str) for text in note.values()):
                    notes.append(note)
    return notes


def _note_aside(folder: Path, name: str, content: bytes, new: str = "") -> Path:
    """Where `content` is kept that stood under a name: the first place that is free, or where a run that broke off has put the same."""
    path = folder / name
    asides = (path.with_stem(f"{path.stem}{_EDITED}{mark if mark > 1 else ''}）") for mark in count(1))
    aside = next(aside for aside in asides if not aside.exists() or aside.read_bytes() == content)
    _note(folder, {"aside": aside.relative_to(folder).as_posix(), "from": new})
    return aside


def _keep_copy(content: bytes, aside: Path) -> None:
    """Write a copy that outlasts a power cut, wholly or not at all."""
    if aside.exists():
        return
    draft = aside.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(aside)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
