"""Keeping the index in step with the documents: what is new is embedded, what is unchanged is left alone, what is gone is dropped."""

import logging
import os
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from assistant.errors import AssistantError
from assistant.exemplars.currency import State, fingerprint, is_complete, load_state, new_stamp, save_state
from assistant.exemplars.documents import Document, library_documents
from assistant.exemplars.embedding import Embedder
from assistant.exemplars.exemplar import Exemplar
from assistant.exemplars.search import ExemplarIndex
from assistant.exemplars.store import ExemplarStore, table_hash, wipe_store, writing
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


def update_index(settings: Settings, embedder: Embedder, paths: Sequence[Path] = (), *, rebuild: bool = False) -> IndexReport:
    """Bring the index in step with the corpus and what people added to it, and add the files at `paths`, which stay until a rebuild.

    A file that cannot be read is named in the report and leaves what was indexed of it before; tables marked 涉密 are counted and left out.

    Raises:
        ConfigError: library, index or data folder cannot be used.
    """
    types = load_types(settings.corpus_dir / "library")
    with writing(settings):
        if rebuild:
            wipe_store(settings)
        return _update(settings, ExemplarStore(settings, embedder), types, [Document(path, path.name, "added") for path in paths])


def update_changed(settings: Settings, store: ExemplarStore) -> IndexReport:
    """The same without reading again what did not change since an update came to its end; the caller holds `writing`.

    Raises:
        ConfigError: library, index or data folder cannot be used.
    """
    types, state = load_types(settings.corpus_dir / "library"), load_state(settings)
    wanted = fingerprint(settings, ())
    trusted = all(state.get(key) == wanted[key] for key in ("program", "corpus")) and state.get("entries") == list(store.count())
    return _update(settings, store, types, skip=state["documents"] if trusted else {})


def _update(
    settings: Settings, store: ExemplarStore, types: Sequence[ProjectType], given: Sequence[Document] = (), skip: State | None = None
) -> IndexReport:
    """Bring the store in step; documents whose stamp stands in `skip` are not read."""
    report, before = IndexReport(), load_state(settings)
    documents = library_documents(settings)
    state = fingerprint(settings, documents)
    stood, there = set(before.get("documents", {})), set(state["documents"])
    save_state(settings, {"documents": dict.fromkeys(stood | there)})  # wherever this ends early, the next run finishes it
    for document in _one_of_each_name([*documents, *given], report):
        if skip and skip.get(document.source) == state["documents"].get(document.source, ()):
            report.unchanged += len(store.hashes(document.source))
        else:
            _update_document(store, types, document, report, limits_of(settings))
    for name in sorted(stood - there):
        report.removed += store.keep_only(name, ())
    report.tables, report.indicators = store.count()
    same = not (report.added or report.changed or report.removed)
    stamp = (same and before.get("stamp")) or new_stamp()
    save_state(settings, state | {"entries": store.count(), "stamp": stamp})
    return report


def open_index(settings: Settings, embedder: Embedder) -> ExemplarIndex:
    """The index, brought up to date first where a document changed since; one that cannot be read is logged.

    What it holds is read at once: another thread or process may update, or rebuild, while it is searched.

    Raises:
        IndexUnusableError: damaged, or the server cannot be reached.
        EmbedderMismatchError: built with another embedder.
    """
    if not settings.data_dir.exists():
        load_types(settings.corpus_dir / "library")  # nothing is made where nothing can be indexed
    with nullcontext() if settings.chroma_url else writing(settings):
        state = load_state(settings)
        store = ExemplarStore(settings, embedder)
        if not settings.chroma_url and not (is_complete(settings, state) and list(store.count()) == state["entries"]):
            for _, reason in update_changed(settings, store).failed:
                _LOG.warning("%s", reason)
        origins = {document.source: document.origin for document in reversed(library_documents(settings))}
        index = ExemplarIndex(store, stamp=load_state(settings).get("stamp"), origins=origins)
        _ = index.exemplars
        return index


def _one_of_each_name(documents: Iterable[Document], report: IndexReport) -> list[Document]:
    """The files, each once; exemplars are told apart by the names of their files, so another of the same name is refused."""
    chosen: dict[str, Document] = {}
    for document in documents:
        other = chosen.setdefault(document.source, document).path
        if os.path.realpath(document.path) != os.path.realpath(other):
            path = str(document.path)
            report.failed.append((path, f"「{path}」与「{other}」同名，范例按文件名区分，请改名后再加入。"))
    return list(chosen.values())


def _update_document(
    store: ExemplarStore, types: Sequence[ProjectType], document: Document, report: IndexReport, limits: ReadingLimits
) -> None:
    try:
        tables = read_tables(document.path, limits)
    except AssistantError as error:
        report.failed.append((str(document.path), str(error)))
        return
    source = document.source
    before = store.hashes(source)
    keep: dict[str, Exemplar] = {}
    for number, table in enumerate(tables, 1):
        if table.classified:
            report.classified += 1
        else:
            id_ = f"{source}#{number}"
            keep[id_] = Exemplar(id_, source, table.model_copy(update={"unread": ()}))
    changed = [exemplar for id_, exemplar in keep.items() if before.get(id_) != table_hash(exemplar.table)]
    store.put([(exemplar, recognise_types(types, exemplar.table.name, exemplar.table.purpose or "")[0][0].id) for exemplar in changed])
    report.added += sum(exemplar.id not in before for exemplar in changed)
    report.changed += sum(exemplar.id in before for exemplar in changed)
    report.unchanged += len(keep) - len(changed)
    report.removed += store.keep_only(source, keep)
