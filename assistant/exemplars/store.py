"""The vector store: two Chroma collections, embedded or on a server, that hold exemplars of one embedder."""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, cast
from urllib.parse import urlsplit

from filelock import FileLock, Timeout

from assistant.errors import AssistantError, ConfigError, EmbedderMismatchError, IndexUnusableError
from assistant.exemplars.embedding import Embedder, Vectors
from assistant.exemplars.exemplar import Exemplar, budget_band, content_hash, indicator_text, place_of, subject_text
from assistant.goals import GoalTable
from assistant.settings import Settings

FORMAT = "1"
"""Layout of the stored entries; raised when it changes, so that an old index is rebuilt instead of misread."""
_BATCH = 500
_REBUILD = "请运行 `python -m assistant index --rebuild` 重建。"


def wipe_store(settings: Settings) -> None:
    """Forget everything that was indexed, also where the files are damaged."""
    if settings.chroma_url:
        client = _connect(settings)
        for collection in client.list_collections():
            if collection.name in ("tables", "indicators"):
                client.delete_collection(collection.name)
    else:
        _release(settings)
        shutil.rmtree(settings.data_dir / "index", ignore_errors=True)


def _release(settings: Settings) -> None:
    """Make Chroma let go of a folder that is about to be deleted; it keeps one system per path and process."""
    from chromadb.api.shared_system_client import SharedSystemClient

    SharedSystemClient.clear_system_cache()


def _connect(settings: Settings) -> Any:
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    quiet = ChromaSettings(anonymized_telemetry=False)
    if not settings.chroma_url:
        folder = settings.data_dir / "index"
        folder.mkdir(parents=True, exist_ok=True)
        return chromadb.PersistentClient(str(folder), settings=quiet)
    address = urlsplit(settings.chroma_url)
    if not address.hostname:
        raise ConfigError(f"CHROMA_URL「{settings.chroma_url}」不是网址，请写成 http://主机:端口。")
    return chromadb.HttpClient(address.hostname, address.port or 8000, ssl=address.scheme == "https", settings=quiet)


@contextmanager
def writing(settings: Settings) -> Iterator[None]:
    """Hold the right to write: the embedded store bears one writing process."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(settings.data_dir / "index.lock", timeout=120):
            yield
    except Timeout as error:
        raise ConfigError("另一个程序正在更新范例索引，请稍后再试。") from error


class ExemplarStore:
    """Exemplars by id, with their vectors. Chroma keeps, filters and finds; this class gives its entries their meaning."""

    def __init__(self, settings: Settings, embedder: Embedder) -> None:
        """Open the store, creating it where there is none.

        Raises:
            EmbedderMismatchError: it holds vectors of another embedder.
            IndexUnusableError: its files are damaged.
        """
        self.embedder = embedder
        try:
            client = _connect(settings)
            self._tables = self._collection(client, "tables")
            self._indicators = self._collection(client, "indicators")
            self._tables.count()
        except AssistantError:
            raise
        except Exception as error:  # Chroma raises its own, sqlite's and Rust's errors for damaged files
            where = settings.chroma_url or settings.data_dir / "index"
            raise IndexUnusableError(f"范例索引（{where}）打不开，可能已损坏，{_REBUILD}") from error

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

    def hashes(self) -> dict[str, tuple[str, str]]:
        """Source and content hash of every table, by id."""
        found = self._tables.get(include=["metadatas"])
        return {id_: (meta["source"], meta["hash"]) for id_, meta in zip(found["ids"], found["metadatas"], strict=True)}

    def put(self, exemplars: Sequence[tuple[Exemplar, str]]) -> None:
        """Embed and keep tables and their indicators; each with its project type (id of the library). Replaces entries of the same id."""
        for start in range(0, len(exemplars), _BATCH):
            self._put_batch(exemplars[start : start + _BATCH])

    def _put_batch(self, exemplars: Sequence[tuple[Exemplar, str]]) -> None:
        if not exemplars:
            return
        self._drop_indicators([exemplar.id for exemplar, _ in exemplars])
        rows = [
            (exemplar.indicator_id(i), exemplar, kind, indicator)
            for exemplar, kind in exemplars
            for i, indicator in enumerate(exemplar.table.indicators)
        ]
        if rows:
            names = [indicator_text(indicator) for _, _, _, indicator in rows]
            self._indicators.upsert(
                ids=[id_ for id_, *_ in rows],
                embeddings=self.embedder.embed(names),
                documents=names,
                metadatas=[
                    _filters(exemplar, kind)
                    | {
                        "table": exemplar.id,
                        "level1": indicator.level1 or "",
                        "level2": indicator.level2 or "",
                        "value": indicator.value or "",
                    }
                    for _, exemplar, kind, indicator in rows
                ],
            )
        texts = [subject_text(exemplar.table) for exemplar, _ in exemplars]
        self._tables.upsert(
            ids=[exemplar.id for exemplar, _ in exemplars],
            embeddings=self.embedder.embed(texts),
            documents=texts,
            metadatas=[
                _filters(exemplar, kind) | {"hash": table_hash(exemplar.table), "table": exemplar.table.model_dump_json()}
                for exemplar, kind in exemplars
            ],
        )

    def drop(self, ids: Sequence[str]) -> None:
        """Forget tables and their indicators."""
        if ids:
            self._drop_indicators(ids)
            self._tables.delete(ids=list(ids))

    def _drop_indicators(self, table_ids: Sequence[str]) -> None:
        self._indicators.delete(where={"table": {"$in": list(table_ids)}})

    def exemplars(self) -> list[Exemplar]:
        """All tables, in the order of their ids."""
        found = self._tables.get(include=["metadatas"])
        return [
            _exemplar(id_, meta) for id_, meta in sorted(zip(found["ids"], found["metadatas"], strict=True), key=lambda entry: entry[0])
        ]

    def count(self) -> tuple[int, int]:
        """Number of tables and of indicators."""
        return self._tables.count(), self._indicators.count()

    def ids_where(self, filters: Mapping[str, str | int]) -> set[str]:
        """Ids of the tables whose metadata (framework, budget_band, year, place, project_type, source) has all these values."""
        terms = [{name: value} for name, value in filters.items()]
        return set(self._tables.get(where={"$and": terms} if len(terms) > 1 else terms[0], include=[])["ids"])

    def nearest_tables(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        """Ids and cosines of the `k` tables nearest to one vector of shape (1, d), nearest first."""
        found = self._tables.query(query_embeddings=vector, n_results=k, include=["distances"])
        return [(id_, 1 - distance) for id_, distance in zip(found["ids"][0], found["distances"][0], strict=True)]


def table_hash(table: GoalTable) -> str:
    """Hash of everything that is stored of a table."""
    return content_hash(table.model_dump_json())


def _filters(exemplar: Exemplar, kind: str) -> dict[str, str | int]:
    table = exemplar.table
    return {
        "source": exemplar.source,
        "framework": table.framework or "",
        "budget_band": budget_band(table.budget_yuan),
        "year": table.year or 0,
        "place": place_of(table.unit),
        "project_type": kind,
    }


def _exemplar(id_: str, meta: dict[str, Any], score: float = 0.0) -> Exemplar:
    table = GoalTable.model_validate(json.loads(cast(str, meta["table"])))
    return Exemplar(id_, cast(str, meta["source"]), table, score)
