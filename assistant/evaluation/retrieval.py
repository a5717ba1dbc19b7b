"""How well the search finds projects that help a draft: leave one source out, every method in one run."""

from collections.abc import Sequence
from math import log2
from pathlib import Path
from typing import Any, get_args

import yaml

from assistant.evaluation.matching import match_by_meaning
from assistant.exemplars.exemplar import Exemplar
from assistant.exemplars.search import ExemplarIndex, Method

TOP = 5
Labels = dict[str, frozenset[str]]


def load_types_by_hand(path: Path) -> Labels:
    """Project types judged by hand, by exemplar id; none where nobody judged."""
    if not path.is_file():
        return {}
    content = yaml.safe_load(path.read_text("utf-8"))
    return {f"{source}#{number}": frozenset(types) for source, tables in content.items() for number, types in enumerate(tables, 1)}


def evaluate_retrieval(index: ExemplarIndex, labels: Labels) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Figures per method, and one item per query and method.

    `ndcg@5`: the share of project types in common (Jaccard) of what is found, discounted by rank, beside the best order possible.
    `coverage@5`: share of the published indicators that one of the five found tables has, by meaning.
    """
    items: list[dict[str, Any]] = []
    queries = [exemplar for exemplar in index.exemplars if exemplar.table.kind == "project" and labels.get(exemplar.id)]
    for query in queries:
        candidates = index.allowed([query.source])
        for method in get_args(Method):
            found = index.search(query.table.name, TOP, exclude_sources=[query.source], method=method)
            items.append(
                {
                    "suite": "retrieval",
                    "method": method,
                    "query": query.id,
                    "name": query.table.name,
                    "ndcg": _ndcg(query, found, candidates, labels),
                    "coverage": _coverage(query, found, index),
                    "found": [exemplar.id for exemplar in found],
                }
            )
    figures: dict[str, Any] = {"queries": len(queries)}
    for method in get_args(Method) if queries else ():
        mine = [item for item in items if item["method"] == method]
        figures[f"ndcg@{TOP} {method}"] = sum(item["ndcg"] for item in mine) / len(mine)
        figures[f"coverage@{TOP} {method}"] = sum(item["coverage"] for item in mine) / len(mine)
    return figures, items


def _gain(query: Exemplar, found: Exemplar, labels: Labels) -> float:
    mine, theirs = labels[query.id], labels.get(found.id, frozenset())
    return len(mine & theirs) / len(mine | theirs)


def _ndcg(query: Exemplar, found: Sequence[Exemplar], candidates: Sequence[Exemplar], labels: Labels) -> float:
    def discounted(gains: Sequence[float]) -> float:
        return sum(gain / log2(rank + 2) for rank, gain in enumerate(gains))

    best = discounted(sorted((_gain(query, exemplar, labels) for exemplar in candidates), reverse=True)[:TOP])
    return discounted([_gain(query, exemplar, labels) for exemplar in found]) / best if best else 0.0


def _coverage(query: Exemplar, found: Sequence[Exemplar], index: ExemplarIndex) -> float:
    published = query.table.indicators
    covered = {mine for exemplar in found for _, mine in match_by_meaning(exemplar.table.indicators, published, index.store.embedder)}
    return len(covered) / len(published) if published else 0.0
