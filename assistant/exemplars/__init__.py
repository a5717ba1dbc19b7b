"""Exemplars: the indexed goal tables that drafts are grounded in, the search among them, and what people add to them."""

from functools import lru_cache

from assistant.exemplars.comparables import ExemplarComparables
from assistant.exemplars.currency import is_current
from assistant.exemplars.embedding import Embedder, OfflineEmbedder
from assistant.exemplars.exemplar import Exemplar
from assistant.exemplars.indexing import IndexReport, open_index, update_index
from assistant.exemplars.own import OwnSource, Proposal, ProposedTable, accept, own_sources, own_tables, propose, remove
from assistant.exemplars.search import ExemplarIndex
from assistant.exemplars.statistics import LibraryDescription, LibraryFilter, describe, exemplar_of
from assistant.settings import Settings

__all__ = [
    "Embedder",
    "Exemplar",
    "ExemplarComparables",
    "ExemplarIndex",
    "IndexReport",
    "LibraryDescription",
    "LibraryFilter",
    "OwnSource",
    "Proposal",
    "ProposedTable",
    "accept",
    "describe",
    "exemplar_of",
    "is_current",
    "make_embedder",
    "open_index",
    "own_sources",
    "own_tables",
    "propose",
    "remove",
    "update_index",
]


@lru_cache(maxsize=1)
def _offline_embedder() -> OfflineEmbedder:
    return OfflineEmbedder()


def make_embedder(settings: Settings) -> Embedder:
    """The embedder that `settings` ask for; one per process, since its weights take a second to load."""
    return _offline_embedder()
