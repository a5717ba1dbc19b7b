"""Runs that can be compared: those that drafted the same projects in two ways."""

from pathlib import Path

from sqlalchemy import select

from assistant.batch.comparing.candidates import Candidate, candidates, ways_of
from assistant.batch.engine.items import Outcome, WorkItem
from assistant.database import BatchRow, Database
from tests.batch.comparing.samples import LONG, SHORT, by_prompt, draft_batch, drafted

ONE, OTHER = frozenset({"甲", "乙"}), frozenset({"丙"})


def test_prompts_of_one_run_or_another_model_or_nothing() -> None:
    two = {("draft@1", "m"): ONE, ("draft-short@1", "m"): ONE}
    plain, same, model = ({("draft@1", name): ONE} for name in ("m", "m", "q"))
    assert candidates({"two": two}) == [Candidate("two", True, {})]
    assert candidates({"a": plain, "b": same}) == []
    assert candidates({"a": plain, "b": model, "c": {("draft@1", "q"): OTHER}}) == [
        Candidate("a", False, {"b": 2}),
        Candidate("b", False, {"a": 2}),
    ]


def test_what_has_most_in_common_is_offered_first() -> None:
    runs = {"a": {("", ""): ONE | OTHER}, "b": {("p", "m"): OTHER}, "c": {("p", "m"): ONE}}
    assert list(candidates(runs)[0].others.items()) == [("c", 2), ("b", 1)]


def test_projects_are_told_apart_by_what_was_asked_for(database: Database, tmp_path: Path) -> None:
    def make(item: WorkItem) -> Outcome:
        return Outcome("fallback") if item.subject["row"] == 2 else by_prompt(item)

    draft_batch(database, tmp_path / "a", 3, make, (LONG, SHORT))
    draft_batch(database, tmp_path / "b", 2, lambda item: drafted(item, "≥9人", model="q"), (LONG,), "q")
    with database.reading() as session:
        a, b = session.scalars(select(BatchRow.id).order_by(BatchRow.created))
    ways = {run: ways_of(database, run) for run in (a, b)}
    assert {way: len(projects) for way, projects in ways[a].items()} == {(LONG.name, "m"): 2, (SHORT.name, "m"): 2}
    assert candidates(ways)[0] == Candidate(a, True, {b: 1})
