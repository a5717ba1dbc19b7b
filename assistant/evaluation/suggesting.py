"""How good suggestions are: real tables with two indicators taken out at random, their own document excluded; how many come back."""

import random
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from assistant.drafting import DraftContext
from assistant.evaluation.drafting import real_projects
from assistant.evaluation.matching import class_key, match_by_meaning
from assistant.exemplars.exemplar import Exemplar, subject_text
from assistant.goals import GoalTable, Indicator
from assistant.suggesting import suggest
from assistant.suggesting.meaning import Cosines, Statement, cosines_of, read_statement, says_same
from assistant.suggesting.suggest import NEIGHBOURS

SEEDS = 5
"""Times that indicators are taken out of each table."""
REMOVED = 2
FIRST = 10
"""Suggestions that are looked at."""
ALIKE, REPEATED = 0.75, 0.80
"""Cosines from which the first baseline counts two rows of a class as one, and leaves the second out; its best ones."""

Entry = tuple[Indicator, Statement]
Suggester = Callable[[GoalTable, str], Sequence[Indicator]]
"""What is proposed for a table whose own document is the source named."""


def evaluate_suggestions(context: DraftContext, seeds: int = SEEDS) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Figures over all real projects, and one item a table and seed.

    The baselines leave out what is there by the same rules as the suggestions, and say nothing twice, each in the way that serves it best.
    """
    baselines = Baselines(context)
    bare = replace(context, types=tuple(kind.model_copy(update={"indicators": ()}) for kind in context.types))
    everything = tuple({exemplar.source for exemplar in context.index.exemplars})
    rivals: dict[str, Suggester] = {
        "suggestions": lambda table, source: _first(table, context, (source,)),
        "most frequent": baselines.most_frequent,
        "nearest table": baselines.nearest,
        "library only": lambda table, _: _first(table, context, everything),
        "exemplars only": lambda table, source: _first(table, bare, (source,)),
    }
    items = [
        _try(exemplar, seed, rivals, context)
        for exemplar in real_projects(context.index.exemplars)
        if len(exemplar.table.indicators) > REMOVED
        for seed in range(seeds)
    ]
    return _summarise(items, rivals), items


def _first(table: GoalTable, context: DraftContext, excluded: Sequence[str]) -> list[Indicator]:
    return [suggestion.indicator for suggestion in suggest(table, context, exclude_sources=excluded, k=FIRST)[:FIRST]]


def _try(exemplar: Exemplar, seed: int, rivals: dict[str, Suggester], context: DraftContext) -> dict[str, Any]:
    table, removed = take_out(exemplar, seed)
    item: dict[str, Any] = {
        "suite": "suggest",
        "project": exemplar.id,
        "name": table.name,
        "seed": seed,
        "removed": [row.level3 for row in removed],
    }
    for name, propose in rivals.items():
        began = time.perf_counter()
        proposed = list(propose(table, exemplar.source))[:FIRST]
        seconds = time.perf_counter() - began
        pairs = match_by_meaning(proposed, removed, context.index.store.embedder)
        item[name] = {
            "found": {removed[theirs].level3: proposed[ours].level3 for ours, theirs in pairs},
            "proposed": [row.level3 for row in proposed],
            "seconds": seconds,
        }
    return item


def take_out(exemplar: Exemplar, seed: int) -> tuple[GoalTable, list[Indicator]]:
    """The table without two of its indicators, and those; the same for the same seed."""
    rows = exemplar.table.indicators
    gone = set(random.Random(f"{exemplar.id}/{seed}").sample(range(len(rows)), REMOVED))
    kept = tuple(row for at, row in enumerate(rows) if at not in gone)
    return exemplar.table.model_copy(update={"indicators": kept}), [rows[at] for at in sorted(gone)]


class Baselines:
    """Two simple ways to suggest: what is most frequent overall, and what the nearest tables have."""

    def __init__(self, context: DraftContext) -> None:
        """Propose rows of the context's exemplars."""
        self._index = context.index
        self._words = context.review_data.words
        self._embedder = context.index.store.embedder
        self._ranked: dict[str, list[Entry]] = {}

    def most_frequent(self, table: GoalTable, source: str) -> list[Indicator]:
        """The indicators that most of the allowed projects have, a project counted once; the same for every table but for what is there."""
        if source not in self._ranked:
            self._ranked[source] = self._rank(source)
        return self._distinct(self._new(self._ranked[source], table), self._repeats_in_words)

    def nearest(self, table: GoalTable, source: str) -> list[Indicator]:
        """The rows of the nearest table, then of the next, among as many as suggestions go by."""
        found = self._index.search(subject_text(table), NEIGHBOURS, exclude_sources=[source])
        return self._distinct(self._new(self._read(found), table), self._says_same)

    def _rank(self, source: str) -> list[Entry]:
        projects = [exemplar for exemplar in self._index.allowed([source]) if exemplar.table.kind == "project"]
        entries = [entry for entry in self._read(projects) if class_key(entry[0])]
        owners = [exemplar.id for exemplar in projects for row in exemplar.table.indicators if class_key(row)]
        cosines = self._cosines(entries, entries)
        support = [len({owners[other] for other in np.flatnonzero(line >= ALIKE)}) for line in cosines]
        return [entries[at] for at in sorted(range(len(entries)), key=lambda at: -support[at])]

    def _read(self, exemplars: Iterable[Exemplar]) -> list[Entry]:
        return [
            (row, read_statement(row, self._words, exemplar.table.budget_yuan))
            for exemplar in exemplars
            for row in exemplar.table.indicators
        ]

    def _new(self, entries: Sequence[Entry], table: GoalTable) -> list[Entry]:
        """Those that the table does not have already."""
        said = [read_statement(row, self._words, table.budget_yuan) for row in table.indicators]
        cosines = cosines_of([statement for _, statement in entries], said, self._embedder).tolist()
        return [
            entry
            for entry, line in zip(entries, cosines, strict=True)
            if not any(says_same(entry[1], other, cosine) for other, cosine in zip(said, line, strict=True))
        ]

    def _distinct(self, entries: Sequence[Entry], repeats: Callable[[Entry, Entry], bool]) -> list[Indicator]:
        """The first of them that do not repeat one another."""
        chosen: list[Entry] = []
        for entry in entries:
            if len(chosen) < FIRST and not any(repeats(entry, other) for other in chosen):
                chosen.append(entry)
        return [row for row, _ in chosen]

    def _repeats_in_words(self, one: Entry, other: Entry) -> bool:
        return bool(self._cosines([one], [other])[0, 0] >= REPEATED)

    def _says_same(self, one: Entry, other: Entry) -> bool:
        return says_same(one[1], other[1], float(cosines_of([one[1]], [other[1]], self._embedder)[0, 0]))

    def _cosines(self, entries: Sequence[Entry], others: Sequence[Entry]) -> Cosines:
        """Cosines of names, 0 across classes."""
        vectors, theirs = (self._embedder.embed([row.level3 for row, _ in part]) for part in (entries, others))
        same = np.array([[class_key(row) == class_key(other) for other, _ in others] for row, _ in entries])
        return np.asarray((vectors @ theirs.T) * same, dtype=np.float32)


def _summarise(items: Sequence[dict[str, Any]], rivals: Iterable[str]) -> dict[str, Any]:
    taken = sum(len(item["removed"]) for item in items) or 1
    figures: dict[str, Any] = {"trials": len(items), "indicators taken out": sum(len(item["removed"]) for item in items)}
    for name in rivals:
        figures[f"back among the first {FIRST}: {name}"] = sum(len(item[name]["found"]) for item in items) / taken
    figures["suggestions per table"] = sum(len(item["suggestions"]["proposed"]) for item in items) / (len(items) or 1)
    figures["seconds per table"] = sum(item["suggestions"]["seconds"] for item in items) / (len(items) or 1)
    return figures
