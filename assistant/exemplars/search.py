"""Finding the exemplars nearest to a project: by meaning, by wording, or both fused."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import PurePath
from typing import Any, Literal

import numpy as np

from assistant.exemplars.documents import Origin
from assistant.exemplars.embedding import Vectors
from assistant.exemplars.exemplar import Exemplar, full_text
from assistant.exemplars.store import ExemplarStore, Kept, table_hash
from assistant.goals import GoalTable
from assistant.goals.wording import fold, pairs_in

Method = Literal["vector", "lexical", "fusion"]
DEFAULT_METHOD: Method = "vector"
"""The best of the three in `evaluate --suite retrieval`."""
_FUSION_CONSTANT = 10
"""Of reciprocal rank fusion; smaller than the customary 60 since the lists are short."""


Mark = str | tuple[str, str, int | None]
"""What a table is recognised by."""


def _content_of(table: GoalTable) -> str:
    return table_hash(table.model_copy(update={"source": None}))


def _title_of(table: GoalTable) -> Mark:
    return fold(table.name), fold(table.unit or ""), table.year


def _tokens(text: str) -> list[str]:
    """Pairs of neighbouring characters: Chinese needs no word list to be searched by wording."""
    key = fold(text)
    return pairs_in(key) or [*key]


class ExemplarIndex:
    """What drafting asks: all exemplars, and the ones nearest to a text.

    The tables are read from the store once; from then on nothing but its embedder is asked, so that any number of threads may search while
    another one updates, wipes or rebuilds the store. They see what was there when it was read; `is_current` tells when to open it again.

    Attributes:
        stamp: of the state in which the store was read; None where nobody said.
    """

    def __init__(self, store: ExemplarStore, *, stamp: str | None = None, origins: Mapping[str, Origin] | None = None) -> None:
        """Search in `store`; `origins` are those of the sources, where they are known."""
        self.store = store
        self.stamp = stamp
        self._origins = dict(origins or {})

    @cached_property
    def _entries(self) -> tuple[tuple[Exemplar, ...], Vectors, dict[str, Kept]]:
        exemplars, vectors, metadata = self.store.tables()
        return tuple(exemplars), vectors, {exemplar.id: kept for exemplar, kept in zip(exemplars, metadata, strict=True)}

    @property
    def exemplars(self) -> tuple[Exemplar, ...]:
        """All exemplars by id."""
        return self._entries[0]

    @cached_property
    def _by_id(self) -> dict[str, Exemplar]:
        return {exemplar.id: exemplar for exemplar in self.exemplars}

    def find(self, id_: str) -> Exemplar | None:
        """The exemplar with this id."""
        return self._by_id.get(id_)

    def origin_of(self, source: str) -> Origin:
        """Whence the exemplars of `source` come."""
        return self._origins.get(source, "added")

    @cached_property
    def _lexical(self) -> Any:
        import bm25s

        index = bm25s.BM25()
        index.index([_tokens(full_text(exemplar.table)) for exemplar in self.exemplars], show_progress=False)
        return index

    @cached_property
    def _contents(self) -> dict[str, str]:
        """Hash of what each table says, wherever it was read, by id."""
        return {exemplar.id: _content_of(exemplar.table) for exemplar in self.exemplars}

    @cached_property
    def _marks(self) -> dict[Mark, frozenset[str]]:
        """The ids of the tables with each content, and with each name, unit and year."""
        found: dict[Mark, set[str]] = defaultdict(set)
        for exemplar in self.exemplars:
            for mark in (self._contents[exemplar.id], _title_of(exemplar.table)):
                found[mark].add(exemplar.id)
        return {mark: frozenset(ids) for mark, ids in found.items()}

    def allowed(self, exclude_sources: Iterable[str] = ()) -> list[Exemplar]:
        """The exemplars of all sources but the excluded ones, and no copy of an excluded table under another name."""
        names = {PurePath(source).name for source in exclude_sources}
        hidden = {self._contents[exemplar.id] for exemplar in self.exemplars if exemplar.source in names}
        return [exemplar for exemplar in self.exemplars if exemplar.source not in names and self._contents[exemplar.id] not in hidden]

    def shared_pairs(self, exclude_sources: Iterable[str] = (), but: Iterable[str] = ()) -> frozenset[str]:
        """Pairs of characters in indicator names of at least two of the `allowed` sources; the exemplars `but` do not count."""
        return self._shared_pairs(frozenset(exclude_sources), frozenset(but))

    @cached_property
    def _shared_pairs(self) -> Callable[[frozenset[str], frozenset[str]], frozenset[str]]:
        @lru_cache(maxsize=32)
        def collect(exclude_sources: frozenset[str], but: frozenset[str]) -> frozenset[str]:
            sources: dict[str, set[str]] = defaultdict(set)
            for exemplar in self.allowed(exclude_sources):
                for indicator in exemplar.table.indicators if exemplar.id not in but else ():
                    for pair in pairs_in(indicator.level3):
                        sources[pair].add(exemplar.source)
            return frozenset(pair for pair, where in sources.items() if len(where) > 1)

        return collect

    def copies_of(self, table: GoalTable) -> frozenset[str]:
        """Ids of the exemplars that are `table` or a state of it, wherever either was read; last year's and another unit's are not."""
        return self._marks.get(_content_of(table), frozenset()) | self._marks.get(_title_of(table), frozenset())

    def unknown_sources(self, sources: Iterable[str]) -> list[str]:
        """Those of `sources` that no exemplar was read from."""
        known = {exemplar.source for exemplar in self.exemplars}
        return [source for source in sources if PurePath(source).name not in known]

    def search(
        self,
        text: str,
        k: int,
        *,
        exclude_sources: Sequence[str] = (),
        filters: Mapping[str, str | int] | None = None,
        method: Method = DEFAULT_METHOD,
    ) -> list[Exemplar]:
        """The `k` nearest exemplars, nearest first, equally near ones by id.

        `filters` keep only those with the given source, framework, budget_band, year, place or project_type. `score` is the cosine of the
        vectors for "vector" and "fusion", which orders by both but reports the meaning, and the BM25 score for "lexical".
        """
        allowed = {exemplar.id: exemplar for exemplar in self.allowed(exclude_sources)}
        if filters:
            kept = self._entries[2]
            allowed = {id_: exemplar for id_, exemplar in allowed.items() if filters.items() <= kept[id_].items()}
        if not allowed or k < 1:
            return []
        if method == "lexical":
            return self._by_wording(text, allowed)[:k]
        by_meaning = self._by_meaning(text, allowed)
        if method == "vector":
            return by_meaning[:k]
        points: dict[str, float] = {}
        for ranking in (by_meaning, self._by_wording(text, allowed)):
            for rank, exemplar in enumerate(ranking):
                points[exemplar.id] = points.get(exemplar.id, 0.0) + 1 / (_FUSION_CONSTANT + rank)
        return sorted(by_meaning, key=lambda exemplar: -points[exemplar.id])[:k]

    def _by_meaning(self, text: str, allowed: dict[str, Exemplar]) -> list[Exemplar]:
        # all are compared: an approximate index overlooks some where many are alike or were changed, and thousands cost a millisecond
        cosines = self._entries[1] @ self.store.embedder.embed([text])[0]
        return self._ranked(np.clip(cosines, -1, 1), allowed)

    def _by_wording(self, text: str, allowed: dict[str, Exemplar]) -> list[Exemplar]:
        tokens = _tokens(text)
        return self._ranked(self._lexical.get_scores(tokens) if tokens else np.zeros(len(self.exemplars), np.float32), allowed)

    def _ranked(self, scores: Vectors, allowed: dict[str, Exemplar]) -> list[Exemplar]:
        ranked = [replace(self.exemplars[i], score=float(scores[i])) for i in np.argsort(-scores, kind="stable")]
        return [exemplar for exemplar in ranked if exemplar.id in allowed]
