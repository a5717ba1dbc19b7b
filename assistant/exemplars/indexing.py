"""Keeping the index in step with the documents: what is new is embedded, what is unchanged is left alone, what is gone is dropped."""

import json
import logging
import os
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.errors import AssistantError
from assistant.exemplars.embedding import Embedder
from assistant.exemplars.exemplar import Exemplar, content_hash
from assistant.exemplars.search import ExemplarIndex
from assistant.exemplars.store import ExemplarStore, data_folder, table_hash, wipe_store, writing
from assistant.library.types import ProjectType, load_types, recognise_types
from assistant.reading import ReadingLimits, limits_of, read_tables
from assistant.settings import Settings

_LOG = logging.getLogger(__name__)


@dataclass
class IndexReport:
    """What an update did; counts of tables."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    classified: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)
    tables: int = 0
    indicators: int = 0


def corpus_documents(settings: Settings) -> list[Path]:
    """The documents of the corpus, by name."""
    folder = settings.corpus_dir / "documents"
    return sorted(path for path in folder.glob("*") if path.is_file() and not path.name.startswith(".")) if folder.is_dir() else []


def update_index(settings: Settings, embedder: Embedder, paths: Sequence[Path] = (), *, rebuild: bool = False) -> IndexReport:
    """Bring the index in step with the corpus and add the files at `paths`, which stay until a rebuild.

    A file that cannot be read is named in the report and leaves what was indexed of it before; tables marked 涉密 are counted and left out.

    Raises:
        ConfigError: library, index or data folder cannot be used.
    """
    types = load_types(settings.corpus_dir / "library")
    with writing(settings):
        if rebuild:
            wipe_store(settings)
        store = ExemplarStore(settings, embedder)
        report = IndexReport()
        documents = corpus_documents(settings)
        state = _fingerprint(settings, documents)
        stood = set(_load_state(settings).get("documents", {}))
        there = {path.name for path in documents}
        _save_state(settings, {"documents": dict.fromkeys(stood | there)})  # wherever this ends early, the next run finishes it
        for path in _one_of_each_name([*documents, *paths], report):
            _update_file(store, types, path, report, limits_of(settings))
        for name in sorted(stood - there):
            report.removed += store.keep_only(name, ())
        report.tables, report.indicators = store.count()
        _save_state(settings, state | {"entries": store.count()})
        return report


def open_index(settings: Settings, embedder: Embedder) -> ExemplarIndex:
    """The index, brought up to date first where the corpus changed since; a document that cannot be read is logged.

    Raises:
        IndexUnusableError: damaged, or the server cannot be reached.
        EmbedderMismatchError: built with another embedder.
    """
    if not settings.chroma_url:
        state = _load_state(settings)
        if _is_current(settings, state):
            index = _read(settings, embedder)
            if list(index.store.count()) == state.get("entries"):
                return index
        for _, reason in update_index(settings, embedder).failed:
            _LOG.warning("%s", reason)
    return _read(settings, embedder)


def _read(settings: Settings, embedder: Embedder) -> ExemplarIndex:
    """The index with its tables read, under the lock, so that nobody rebuilds it meanwhile."""
    with nullcontext() if settings.chroma_url else writing(settings):
        index = ExemplarIndex(ExemplarStore(settings, embedder))
        _ = index.exemplars
        return index


def _one_of_each_name(paths: Iterable[Path], report: IndexReport) -> list[Path]:
    """The files, each once; exemplars are told apart by the names of their files, so another of the same name is refused."""
    chosen: dict[str, Path] = {}
    for path in paths:
        other = chosen.setdefault(path.name, path)
        if os.path.realpath(path) != os.path.realpath(other):
            report.failed.append((str(path), f"「{path}」与「{other}」同名，范例按文件名区分，请改名后再加入。"))
    return list(chosen.values())


def _update_file(store: ExemplarStore, types: Sequence[ProjectType], path: Path, report: IndexReport, limits: ReadingLimits) -> None:
    try:
        tables = read_tables(path, limits)
    except AssistantError as error:
        report.failed.append((str(path), str(error)))
        return
    before = store.hashes(path.name)
    keep: dict[str, Exemplar] = {}
    for number, table in enumerate(tables, 1):
        if table.classified:
            report.classified += 1
        else:
            id_ = f"{path.name}#{number}"
            keep[id_] = Exemplar(id_, path.name, table.model_copy(update={"unread": ()}))
    changed = [exemplar for id_, exemplar in keep.items() if before.get(id_) != table_hash(exemplar.table)]
    store.put([(exemplar, recognise_types(types, exemplar.table.name, exemplar.table.purpose or "")[0][0].id) for exemplar in changed])
    report.added += sum(exemplar.id not in before for exemplar in changed)
    report.changed += sum(exemplar.id in before for exemplar in changed)
    report.unchanged += len(keep) - len(changed)
    report.removed += store.keep_only(path.name, keep)


State = dict[str, Any]
"""What the index was made of; `entries` (tables, indicators) stands only where the update came to its end."""


def _state_file(settings: Settings) -> Path:
    return settings.data_dir / "index-state.json"


def _fingerprint(settings: Settings, documents: Sequence[Path]) -> State:
    stamps = {path.name: [path.stat().st_size, path.stat().st_mtime_ns] for path in documents}
    return {"program": _program_hash(settings.corpus_dir / "library"), "corpus": str(settings.corpus_dir), "documents": stamps}


@lru_cache(maxsize=4)
def _program_hash(library: Path) -> str:
    """Hash of what turns a document into entries: how files are read, what a table is, what is embedded, how types are told."""
    package = Path(__file__).parent.parent
    folders = (package / "reading", package / "goals", package / "exemplars", library)
    files = sorted(path for folder in folders for path in folder.glob("*") if path.suffix in (".py", ".yaml"))
    return content_hash("".join(f"{path.name}{path.read_text('utf-8')}" for path in files))


def _load_state(settings: Settings) -> State:
    try:
        state = json.loads(_state_file(settings).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) and isinstance(state.get("documents"), dict) else {}


def _save_state(settings: Settings, state: State) -> None:
    file = _state_file(settings)
    with data_folder(settings):
        draft = file.with_suffix(".tmp")
        draft.write_text(json.dumps(state), "utf-8")
        draft.replace(file)


def _is_current(settings: Settings, state: State) -> bool:
    wanted = _fingerprint(settings, corpus_documents(settings))
    return {key: state.get(key) for key in wanted} == wanted and (settings.data_dir / "index").is_dir()
