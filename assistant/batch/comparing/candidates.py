"""Which runs of the page can be compared: those that drafted a project in two ways, alone or together with another."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

from sqlalchemy import select

from assistant.database import BatchItemRow, Database

Ways = Mapping[tuple[str, str], frozenset[str]]
"""What was drafted in a run, as keys of projects, by prompt and model; both are empty offline."""


@dataclass(frozen=True)
class Candidate:
    """A run that can be compared.

    Attributes:
        alone: whether its own drafts can be, with each other.
        others: the runs whose drafts its own can be compared with, with how many projects they have in common; those with most come first.
    """

    run: str
    alone: bool
    others: Mapping[str, int]


def ways_of(database: Database, run: str) -> Ways:
    """What was drafted in a run, and how; what came from no model though one was wanted says nothing of it."""
    row = BatchItemRow
    found = defaultdict[tuple[str, str], set[str]](set)
    wanted = select(row.prompt, row.model, row.subject["request"]).where(row.batch_id == run, row.state == "done")
    with database.reading() as session:
        for prompt, model, request in session.execute(wanted):
            asked = json.dumps(request, sort_keys=True, ensure_ascii=False)
            found[prompt or "", model or ""].add(hashlib.sha256(asked.encode()).hexdigest())
    return {way: frozenset(projects) for way, projects in found.items()}


def candidates(runs: Mapping[str, Ways]) -> list[Candidate]:
    """Those of the runs that can be compared, in their order."""
    found = [Candidate(run, bool(_common(ways, ways)), _partners(run, runs)) for run, ways in runs.items()]
    return [candidate for candidate in found if candidate.alone or candidate.others]


def _partners(run: str, runs: Mapping[str, Ways]) -> dict[str, int]:
    common = {other: _common(runs[run], theirs) for other, theirs in runs.items() if other != run}
    return dict(sorted(((other, count) for other, count in common.items() if count), key=lambda entry: -entry[1]))


def _common(ours: Ways, theirs: Ways) -> int:
    """How many projects were drafted here in one way, and there in another."""
    pairs = product(ours.items(), theirs.items())
    return len(frozenset[str]().union(*(projects & others for (one, projects), (other, others) in pairs if one != other)))
