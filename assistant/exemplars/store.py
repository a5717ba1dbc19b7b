"""The vector store: two Chroma collections, embedded or on a server, that hold exemplars of one embedder."""

import ctypes
import json
import os
import shutil
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

import numpy as np
from filelock import FileLock, Timeout

from assistant.errors import AssistantError, ConfigError, EmbedderMismatchError, IndexUnusableError
from assistant.exemplars.embedding import Embedder, Vectors
from assistant.exemplars.exemplar import Exemplar, budget_band, content_hash, indicator_text, place_of, subject_text
from assistant.goals import GoalTable
from assistant.settings import Settings

Item = TypeVar("Item")
FORMAT = "1"
"""Layout of the stored entries; raised when it changes, so that an old index is rebuilt instead of misread."""
_BATCH = 500
"""Entries written or deleted at once; Chroma refuses a few thousand."""
_M_PERTURB = -6
"""The number of glibc's malloc.h for: fill what is handed out with the complement of a byte."""
_REBUILD = "请运行 `python -m assistant index --rebuild` 重建。"

Kept = dict[str, str | int]
FILTERS = ("source", "framework", "budget_band", "year", "place", "project_type")
"""What tables can be filtered by."""
Entry = tuple[str, str, Kept]
"""Id, the text that is embedded, and what is kept beside it."""


@contextmanager
def _explained(settings: Settings) -> Iterator[None]:
    """Whatever Chroma, sqlite or Rust raise means one thing: the store cannot be used."""
    try:
        yield
    except AssistantError:
        raise
    except BaseException as error:
        if not (isinstance(error, Exception) or type(error).__name__ == "PanicException"):  # Rust's panics derive from BaseException
            raise
        if settings.chroma_url:
            raise IndexUnusableError(f"向量库服务（{settings.chroma_url}）连不上或出错，请检查 CHROMA_URL 和该服务。") from error
        raise IndexUnusableError(f"范例索引（{settings.data_dir / 'index'}）打不开，可能已损坏，{_REBUILD}") from error


@contextmanager
def data_folder(settings: Settings) -> Iterator[None]:
    """What the system refuses in the data folder, as one sentence."""
    try:
        yield
    except OSError as error:
        raise ConfigError(f"数据文件夹「{settings.data_dir}」无法写入，请检查权限和磁盘空间，或用 ASSISTANT_DATA_DIR 换一个。") from error


@contextmanager
def _clean_memory() -> Iterator[None]:
    """Have glibc hand out zeros: hnswlib, inside Chroma, writes memory to its file that it never filled.

    Without this the file holds whatever the process let go of before: words of a file that was refused, or a key.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if os.name == "posix" else None
    if mallopt:
        mallopt(_M_PERTURB, 0xFF)
    try:
        yield
    finally:
        if mallopt:
            mallopt(_M_PERTURB, 0)


@contextmanager
def writing(settings: Settings) -> Iterator[None]:
    """Hold the right to write: the embedded store bears one writing process.

    Raises:
        ConfigError: another process holds it for long, or the data folder cannot be written.
    """
    lock = FileLock(settings.data_dir / "index.lock", timeout=120)
    with data_folder(settings):
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire()
        except Timeout as error:
            raise ConfigError("另一个程序正在更新范例索引，请稍后再试。") from error
    try:
        with _clean_memory():
            yield
    finally:
        lock.release()


def is_being_written(settings: Settings) -> bool:
    """Whether somebody holds the right to write at this moment."""
    lock = FileLock(settings.data_dir / "index.lock", blocking=False)
    try:
        with lock:
            return False
    except Timeout:
        return True
    except OSError:  # there is no data folder yet, or it is read-only: nobody writes
        return False


def wipe_store(settings: Settings) -> None:
    """Forget everything that was indexed, also where the files are damaged.

    Raises:
        ConfigError: the folder resists, or the server cannot be reached.
    """
    if settings.chroma_url:
        with _explained(settings):
            client = _connect(settings)
            for collection in client.list_collections():
                if collection.name in ("tables", "indicators"):
                    client.delete_collection(collection.name)
        return
    _release()
    folder = settings.data_dir / "index"
    with data_folder(settings):
        if folder.is_dir() and not folder.is_symlink():
            shutil.rmtree(folder)
        else:
            folder.unlink(missing_ok=True)


def _release() -> None:
    """Make Chroma let go of a folder that is about to be deleted; it keeps one system per path and process."""
    from chromadb.api.shared_system_client import SharedSystemClient

    SharedSystemClient.clear_system_cache()


def _connect(settings: Settings) -> Any:
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    quiet = ChromaSettings(anonymized_telemetry=False)
    if settings.chroma_url:
        host, port, ssl = _address(settings.chroma_url)
        return chromadb.HttpClient(host, port, ssl=ssl, settings=quiet)
    folder = settings.data_dir / "index"
    folder.mkdir(parents=True, exist_ok=True)
    _check_database(folder / "chroma.sqlite3")
    return chromadb.PersistentClient(str(folder), settings=quiet)


def _check_database(file: Path) -> None:
    """Raise sqlite's own error for a damaged file, over which Chroma would print a page of Rust before failing."""
    if not file.exists():
        return
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, timeout=30)) as database:
        found = database.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise sqlite3.DatabaseError(found)


def _address(url: str) -> tuple[str, int, bool]:
    """Host, port and whether it is encrypted."""
    try:
        parts = urlsplit(url)
        encrypted = parts.scheme == "https"
        if parts.hostname and parts.scheme in ("http", "https"):
            return parts.hostname, parts.port or (443 if encrypted else 8000), encrypted
    except ValueError:  # a port that is no number, brackets that do not close
        pass
    raise ConfigError(f"CHROMA_URL「{url}」不是网址，请写成 http://主机:端口。")


class ExemplarStore:
    """Exemplars by id, with their vectors. Chroma keeps them; this class gives its entries their meaning.

    Every method raises `IndexUnusableError` where the files are damaged or the server does not answer.
    """

    def __init__(self, settings: Settings, embedder: Embedder) -> None:
        """Open the store, creating it where there is none.

        Raises:
            EmbedderMismatchError: it holds vectors of another embedder.
            IndexUnusableError: its files are damaged.
        """
        self.embedder = embedder
        self._settings = settings
        with _explained(settings):
            client = _connect(settings)
            self._tables = self._collection(client, "tables")
            self._indicators = self._collection(client, "indicators")
        self.count()

    def _collection(self, client: Any, name: str) -> Any:
        wanted = {"embedder": self.embedder.id, "format": FORMAT}
        collection = client.get_or_create_collection(
            name, embedding_function=None, metadata=wanted, configuration={"hnsw": {"space": "cosine"}}
        )
        stored = collection.metadata or {}
        if stored.get("embedder") != self.embedder.id:
            raise EmbedderMismatchError(
                f"范例索引由「{stored.get('embedder')}」生成，当前向量模型是「{self.embedder.id}」，两者不能混用，{_REBUILD}"
            )
        if stored.get("format") != FORMAT:
            raise IndexUnusableError(f"范例索引是旧版本生成的，{_REBUILD}")
        return collection

    def hashes(self, source: str) -> dict[str, str]:
        """Content hash of every table that was read from `source`, by id."""
        with _explained(self._settings):
            found = self._tables.get(where={"source": source}, include=["metadatas"])
            return {id_: meta["hash"] for id_, meta in zip(found["ids"], found["metadatas"], strict=True)}

    def put(self, exemplars: Sequence[tuple[Exemplar, str]]) -> None:
        """Keep tables of one source and their indicators; each with its project type (id of the library).

        They replace entries of the same id. A text that the source already had is not embedded again, wherever it stands now.
        """
        tables: list[Entry] = []
        indicators: list[Entry] = []
        for exemplar, kind in exemplars:
            table, filters = exemplar.table, _filters(exemplar, kind)
            kept: Kept = {"hash": table_hash(table), "table": table.model_dump_json()}
            tables.append((exemplar.id, subject_text(table), filters | kept))
            for position, row in enumerate(table.indicators):
                shown: Kept = {"table": exemplar.id, "level1": row.level1 or "", "level2": row.level2 or "", "value": row.value or ""}
                indicators.append((exemplar.indicator_id(position), indicator_text(row), filters | shown))
        indicator_vectors, table_vectors = self._vectors_of(self._indicators, indicators), self._vectors_of(self._tables, tables)
        self.drop([id_ for id_, _, _ in tables])
        self._write(self._indicators, indicators, indicator_vectors)
        self._write(self._tables, tables, table_vectors)  # last: where this ends early, no table stands there that lacks indicators

    def _vectors_of(self, collection: Any, entries: Sequence[Entry]) -> dict[str, Any]:
        """Vectors by text: those that the entries' sources already have, and the missing ones embedded."""
        with _explained(self._settings):
            sources = sorted({str(kept["source"]) for _, _, kept in entries})
            before = [collection.get(where={"source": source}, include=["documents", "embeddings"]) for source in sources]
            known = {text: vector for found in before for text, vector in zip(found["documents"], found["embeddings"], strict=True)}
        new = [text for text in dict.fromkeys(text for _, text, _ in entries) if text not in known]
        if new:
            known |= zip(new, self.embedder.embed(new), strict=True)
        return known

    def _write(self, collection: Any, entries: Sequence[Entry], vectors: dict[str, Any]) -> None:
        with _explained(self._settings):
            for batch in _batches(entries):
                ids, texts, kept = (list(column) for column in zip(*batch, strict=True))
                collection.upsert(ids=ids, embeddings=np.stack([vectors[text] for text in texts]), documents=texts, metadatas=kept)

    def drop(self, ids: Sequence[str]) -> None:
        """Forget tables and their indicators."""
        with _explained(self._settings):
            for batch in _batches(ids):
                self._tables.delete(ids=list(batch))
                self._indicators.delete(where={"table": {"$in": list(batch)}})

    def keep_only(self, source: str, ids: Collection[str]) -> int:
        """Forget what was read from `source` but the tables `ids`, and what an interrupted update left; how many tables went."""
        with _explained(self._settings):
            rows = self._indicators.get(where={"source": source}, include=["metadatas"])["metadatas"]
            known = set(self.hashes(source))
            self.drop(sorted((known | {row["table"] for row in rows}) - set(ids)))
            return len(known - set(ids))

    def tables(self) -> tuple[list[Exemplar], Vectors, list[Kept]]:
        """All tables in the order of their ids, their vectors, one row each, and what they can be filtered by."""
        with _explained(self._settings):
            found = self._tables.get(include=["metadatas", "embeddings"])
            entries = sorted(zip(found["ids"], found["metadatas"], found["embeddings"], strict=True), key=lambda entry: entry[0])
            exemplars = [_exemplar(id_, meta) for id_, meta, _ in entries]
            vectors = np.array([vector for _, _, vector in entries], np.float32)
            if entries and not np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3):
                raise ValueError("vectors whose length is not 1 are not what was stored")
            return exemplars, vectors, [{name: meta[name] for name in FILTERS} for _, meta, _ in entries]

    def count(self) -> tuple[int, int]:
        """Number of tables and of indicators."""
        with _explained(self._settings):
            return self._tables.count(), self._indicators.count()


def _batches(entries: Sequence[Item]) -> Iterator[Sequence[Item]]:
    return (entries[start : start + _BATCH] for start in range(0, len(entries), _BATCH))


def table_hash(table: GoalTable) -> str:
    """Hash of everything that is stored of a table."""
    return content_hash(table.model_dump_json())


def _filters(exemplar: Exemplar, kind: str) -> Kept:
    table = exemplar.table
    return {
        "source": exemplar.source,
        "framework": table.framework or "",
        "budget_band": budget_band(table.budget_yuan),
        "year": table.year or 0,
        "place": place_of(table.unit),
        "project_type": kind,
    }


def _exemplar(id_: str, meta: dict[str, Any]) -> Exemplar:
    return Exemplar(id_, cast(str, meta["source"]), GoalTable.model_validate(json.loads(cast(str, meta["table"]))))
