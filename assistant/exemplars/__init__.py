"""Exemplars: the indexed goal tables that drafts are grounded in, and the search among them."""

from functools import lru_cache

from assistant.exemplars.comparables import ExemplarComparables
from assistant.exemplars.embedding import Embedder, OfflineEmbedder
from assistant.exemplars.exemplar import Exemplar
from assistant.exemplars.indexing import IndexReport, open_index, update_index
from assistant.exemplars.search import ExemplarIndex
from assistant.settings import Settings

__all__ = ["Embedder", "Exemplar", "ExemplarComparables", "ExemplarIndex", "IndexReport", "make_embedder", "open_index", "update_index"]


@lru_cache(maxsize=1)
def _offline_embedder() -> OfflineEmbedder:
    return OfflineEmbedder()


def make_embedder(settings: Settings) -> Embedder:
    """The embedder that `settings` ask for; one per process, since its weights take a second to load."""
    return _offline_embedder()
