"""Whether an index still is what its documents say: the state in which the last update left it, and the stamps of the files."""

import json
import secrets
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.exemplars.documents import Document, library_documents
from assistant.exemplars.exemplar import content_hash
from assistant.exemplars.search import ExemplarIndex
from assistant.exemplars.store import data_folder, is_being_written
from assistant.settings import Settings

State = dict[str, Any]
"""What the index was made of. `entries` (tables, indicators) and `stamp`, which changes with the entries, stand only where the update
came to its end."""


def is_current(index: ExemplarIndex, settings: Settings) -> bool:
    """Whether `index` still holds what opening it again would; looks at stamps of files only, under a millisecond for a hundred documents.

    While somebody updates, the index at hand counts as current: it can be read on, and opening another one would wait for the update.
    What another machine did to a shared server (CHROMA_URL) is not noticed.
    """
    if is_being_written(settings):
        return True
    state = load_state(settings)
    if state.get("stamp") != index.stamp:
        return False
    return bool(settings.chroma_url) or is_complete(settings, state)


def is_complete(settings: Settings, state: State) -> bool:
    """Whether the last update came to its end, and no document changed since."""
    wanted = fingerprint(settings, library_documents(settings))
    return {key: state.get(key) for key in wanted} == wanted and "entries" in state and (settings.data_dir / "index").is_dir()


def fingerprint(settings: Settings, documents: Sequence[Document]) -> State:
    """Program, corpus, and a stamp of each document by the name of its source."""
    stamps: dict[str, list[int | str]] = {}
    for document in reversed(documents):  # of two with one name the first counts
        with suppress(FileNotFoundError):  # it was just removed
            found = document.path.stat()
            stamps[document.source] = [found.st_size, found.st_mtime_ns, document.origin]
    return {"program": _program_hash(settings.corpus_dir / "library"), "corpus": str(settings.corpus_dir), "documents": stamps}


@lru_cache(maxsize=4)
def _program_hash(library: Path) -> str:
    """Hash of what turns a document into entries: how files are read, what a table is, what is embedded, how types are told."""
    package = Path(__file__).parent.parent
    folders = (package / "reading", package / "goals", package / "exemplars", library)
    files = sorted(path for folder in folders for path in folder.glob("*") if path.suffix in (".py", ".yaml"))
    return content_hash("".join(f"{path.name}{path.read_text('utf-8')}" for path in files))


def new_stamp() -> str:
    """A stamp that no state had before."""
    return secrets.token_hex(8)


def _state_file(settings: Settings) -> Path:
    return settings.data_dir / "index-state.json"


def load_state(settings: Settings) -> State:
    """The state as it was saved last; empty where there is none, or a damaged one."""
    try:
        state = json.loads(_state_file(settings).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) and isinstance(state.get("documents"), dict) else {}


def save_state(settings: Settings, state: State) -> None:
    """Keep `state`, wholly or not at all."""
    file = _state_file(settings)
    with data_folder(settings):
        draft = file.with_suffix(".tmp")
        draft.write_text(json.dumps(state), "utf-8")
        draft.replace(file)
