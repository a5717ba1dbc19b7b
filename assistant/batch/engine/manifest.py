"""What stands in the folder of a batch beside its results: what was asked for, by which means, and a hash of all that came of it."""

import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

from assistant.batch.engine.ledger import Ledger
from assistant.batch.engine.placing import Entry, forget_notes, hash_of, noted_entries
from assistant.export.files import write_atomically
from assistant.llm.chat import Address
from assistant.settings import Settings

MANIFEST, PROMPTS = "manifest.json", "提示词"
_MANIFEST_VERSION = "1"
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
    forget_notes(folder)


class Known:
    """What the program has written into a folder, as far as the manifest and a run that broke off tell.

    Attributes:
        entries: by the names of the files; of several it is the file that tells which of them holds.
    """

    def __init__(self, folder: Path, entries: Mapping[str, Sequence[Entry]]) -> None:
        self._folder = folder
        self.entries = dict(entries)

    def hashes(self, name: str) -> set[str]:
        """Of all that the program may have written there."""
        return {entry.written for entry in self.entries.get(name, ())}

    def entry(self, name: str) -> Entry | None:
        """Of what is there, edited or not; None where that is nothing, or may be this or that."""
        path, entries = self._folder / name, self.entries.get(name, ())
        if not entries or not path.is_file():
            return None
        if len({entry.of for entry in entries}) == 1:
            return entries[-1]
        hashed = hash_of(path.read_bytes())
        return next((entry for entry in entries if entry.written == hashed), None)


def known_files(folder: Path, workbook: str) -> Known:
    """What is known of a folder, of which the manifest calls one file its `workbook`."""
    entries = defaultdict[str, list[Entry]](list)
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):  # no manifest yet, or a damaged one: then nothing is known
        manifest = json.loads((folder / MANIFEST).read_bytes())
        entries[workbook].append(Entry("", str(manifest["workbook"])))
        for name, entry in manifest["files"].items():
            entries[name].append(Entry(str(entry["of"]), str(entry["written"]), str(entry.get("row", ""))))
    for name, noted in noted_entries(folder):
        entries[name].append(noted)
    return Known(folder, {name: found for name, found in entries.items() if not Path(name).is_absolute() and ".." not in Path(name).parts})


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
