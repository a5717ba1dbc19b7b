"""What stands in the folder of a batch beside its results: what was asked for, by which means, and a hash of all that came of it."""

import hashlib
import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Collection, Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

from assistant.batch.engine.ledger import Ledger
from assistant.export.files import explained, write_atomically
from assistant.llm.chat import Address
from assistant.settings import Settings

MANIFEST, PROMPTS = "manifest.json", "提示词"
_EDITED = "（您改过的旧稿"
"""In the name of a file that people have edited, and that made room for a new one."""
_MANIFEST_VERSION = "1"
_UNDER_WAY = ".written"
"""Hashes of what is about to be written, until the manifest has them: a run that breaks off leaves none of its files unknown."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def asked_for(title: str, prompts: Mapping[str, Path], settings: Settings, *, offline: bool) -> dict[str, Any]:
    """How a batch was done, `prompts` being their files by name: no key, nor one in the address, and nothing that two runs differ in."""
    address = Address(settings.model or "", settings.base_url)
    return {
        "title": title,
        "model": None if offline else {"name": address.model, "address": address.where},
        "prompts": {name: hash_of(path.read_bytes()) for name, path in prompts.items()},
    }


def write_manifest(folder: Path, asked: Mapping[str, Any], ledger: Ledger, subject: str) -> None:
    """Write what was `asked` for, and what came of each item; the subject of each stands under the name `subject`.

    Raises:
        ExportError: it cannot be written there.
    """
    items = [
        {
            "number": item.number,
            subject: dict(item.subject),
            "prompt": item.prompt,
            "inputs": item.inputs,
            "state": outcome.state,
            "note": outcome.note,
            "result": hash_of(outcome.result.encode()) if outcome.result else None,
            "attempts": outcome.attempts,
            "tokens": {"input": outcome.input_tokens, "output": outcome.output_tokens},
        }
        for item, outcome in ledger.results()
    ]
    content = {"manifest_version": _MANIFEST_VERSION, **asked, "items": items}
    write_atomically(folder / MANIFEST, json.dumps(content, ensure_ascii=False, indent=1).encode())
    with explained(folder / _UNDER_WAY):
        (folder / _UNDER_WAY).unlink(missing_ok=True)


def known_files(folder: Path) -> dict[str, dict[str, str]]:
    """The files that the manifest in `folder` names: by their names in it, of what each was made and what was written, as hashes."""
    try:
        found = json.loads((folder / MANIFEST).read_bytes())["files"]
        inside = {name: entry for name, entry in found.items() if not Path(name).is_absolute() and ".." not in Path(name).parts}
        return {name: {part: str(entry[part]) for part in ("of", "written")} for name, entry in inside.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):  # none yet, or damaged: then nothing is known
        return {}


def known_hashes(folder: Path, workbook: str) -> dict[str, set[str]]:
    """Of what the program has written into `folder`, by the names of the files, as far as the manifest and an interrupted run tell."""
    known = defaultdict[str, set[str]](set, {name: {entry["written"]} for name, entry in known_files(folder).items()})
    with suppress(OSError, ValueError, KeyError, TypeError):
        known[workbook].add(str(json.loads((folder / MANIFEST).read_bytes())["workbook"]))
    with suppress(OSError, ValueError):
        for line in (folder / _UNDER_WAY).read_text("utf-8").splitlines():
            written, _, name = line.partition(" ")
            known[name].add(written)
    return dict(known)


def put(folder: Path, name: str, content: bytes, known: Collection[str] = ()) -> str:
    """Write a file of a batch; what people have changed since it was written before is kept beside it, and all unknown may be such.

    Args:
        folder: of the batch.
        name: of the file in it.
        content: of the file.
        known: hashes of what the program has written there, which may be replaced.

    Returns:
        The hash of what was written.

    Raises:
        ExportError: it cannot be written there, or the other not be moved, for instance since it is open in Word.
    """
    hashed, path = hash_of(content), folder / name
    with explained(path):
        if not _is_known(path, {*known, hashed}):
            _keep_aside(path)
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / _UNDER_WAY).open("a", encoding="utf-8") as under_way:
            under_way.write(f"{hashed} {name}\n")
    write_atomically(path, content)
    return hashed


def make_room(path: Path, known: Collection[str]) -> None:
    """Have no file there, as `put` would have another there.

    Raises:
        ExportError: it can be neither removed nor moved.
    """
    with explained(path):
        if _is_known(path, known):
            path.unlink(missing_ok=True)
        else:
            _keep_aside(path)


def _is_known(path: Path, known: Collection[str]) -> bool:
    return not path.is_file() or hash_of(path.read_bytes()) in known


def _keep_aside(path: Path) -> None:
    marks = ("", *map(str, range(2, 10_000)))
    names = (path.with_stem(f"{path.stem}{_EDITED}{mark}）") for mark in marks)
    path.rename(next(name for name in names if not name.exists()))


def kept_aside(folder: Path) -> set[str]:
    """The files in `folder` that people have edited and that made room for new ones, by their names in it."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if _EDITED in path.stem}


def write_prompts(folder: Path, prompts: Mapping[str, Path]) -> None:
    """Write the prompts as they were, by name."""
    for name, path in prompts.items():
        write_atomically(folder / PROMPTS / f"{name}.md", path.read_bytes())


def timeless(content: bytes) -> bytes:
    """A Word or Excel file without the times at which it was written: the same table makes the same bytes."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = _TIMES.sub(rb"\g<1>2000-01-01T00:00:00Z\g<2>", part)
            new.writestr(zipfile.ZipInfo(name, _EPOCH), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def hash_of(content: bytes) -> str:
    """The hash of a file or a result."""
    return hashlib.sha256(content).hexdigest()
