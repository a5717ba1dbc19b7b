"""Keeping the index in step with the documents: what is new is embedded, what is unchanged is left alone, what is gone is dropped."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant import __version__
from assistant.errors import AssistantError
from assistant.exemplars.embedding import Embedder
from assistant.exemplars.exemplar import Exemplar
from assistant.exemplars.search import ExemplarIndex
from assistant.exemplars.store import ExemplarStore, table_hash, wipe_store, writing
from assistant.library.types import ProjectType, load_types, recognise_types
from assistant.reading import read_tables
from assistant.settings import Settings


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
    """
    with writing(settings):
        if rebuild:
            wipe_store(settings)
        store = ExemplarStore(settings, embedder)
        types = load_types(settings.corpus_dir / "library")
        report = IndexReport()
        documents = corpus_documents(settings)
        for path in [*documents, *paths]:
            _update_file(store, types, path, report)
        _drop_missing(settings, store, documents, report)
        report.tables, report.indicators = store.count()
        _state_file(settings).write_text(json.dumps(_fingerprint(settings)), "utf-8")
        return report


def open_index(settings: Settings, embedder: Embedder) -> ExemplarIndex:
    """The index, brought up to date first where the corpus changed since.

    Raises:
        IndexUnusableError: damaged, or nothing in it.
        EmbedderMismatchError: built with another embedder.
    """
    if not settings.chroma_url and not _is_current(settings):
        update_index(settings, embedder)
    index = ExemplarIndex(ExemplarStore(settings, embedder))
    return index


def _update_file(store: ExemplarStore, types: Sequence[ProjectType], path: Path, report: IndexReport) -> None:
    try:
        tables = read_tables(path)
    except AssistantError as error:
        report.failed.append((str(path), str(error)))
        return
    before = {id_: hash_ for id_, (source, hash_) in store.hashes().items() if source == path.name}
    keep: dict[str, Exemplar] = {}
    for number, table in enumerate(tables, 1):
        if table.classified:
            report.classified += 1
        else:
            id_ = f"{path.name}#{number}"
            keep[id_] = Exemplar(id_, path.name, table.model_copy(update={"unread": ()}))
    changed = [exemplar for id_, exemplar in keep.items() if before.get(id_) != table_hash(exemplar.table)]
    store.put([(exemplar, recognise_types(types, exemplar.table.name, exemplar.table.purpose or "")[0][0].id) for exemplar in changed])
    gone = [id_ for id_ in before if id_ not in keep]
    store.drop(gone)
    report.added += sum(exemplar.id not in before for exemplar in changed)
    report.changed += sum(exemplar.id in before for exemplar in changed)
    report.unchanged += len(keep) - len(changed)
    report.removed += len(gone)


def _drop_missing(settings: Settings, store: ExemplarStore, documents: Sequence[Path], report: IndexReport) -> None:
    """Drop what was read from corpus documents that stand there no more; files added by hand stay."""
    there = {path.name for path in documents}
    were = set(_load_state(settings).get("documents", {}))
    gone = [id_ for id_, (source, _) in store.hashes().items() if source in were - there]
    store.drop(gone)
    report.removed += len(gone)


def _state_file(settings: Settings) -> Path:
    return settings.data_dir / "index-state.json"


def _fingerprint(settings: Settings) -> dict[str, object]:
    documents = {path.name: [path.stat().st_size, path.stat().st_mtime_ns] for path in corpus_documents(settings)}
    return {"version": __version__, "corpus": str(settings.corpus_dir), "documents": documents}


def _load_state(settings: Settings) -> dict[str, dict[str, object]]:
    try:
        state = json.loads(_state_file(settings).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}


def _is_current(settings: Settings) -> bool:
    return _load_state(settings) == _fingerprint(settings) and (settings.data_dir / "index").is_dir()
