"""Runs of lists as they stand: how far each is, and what became of each item."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assistant.database import BatchItemRow, BatchRow, DraftRow
from assistant.database.tables import ItemState
from assistant.errors import InputError
from assistant.workspace.desk import Desk
from assistant.workspace.drafts import Person
from assistant.workspace.examination import open_points
from assistant.workspace.jobs import Job
from assistant.workspace.manuscript import Manuscript

RunState = Literal["waiting", "running", "finished", "cancelled", "failed", "broken"]
SHOWN_RUNS = 20
_GONE = "没有这次批量任务，可能已换了登录人，请从列表里重新打开。"
_OF_THE_PAGE = (BatchRow.place.is_(None), BatchRow.kind == "draft")
"""Those of the command line have a folder, and somebody who looks after them."""
_LEAST_MEASURED = 2
"""Items after which it can be said how fast they come."""


@dataclass(frozen=True)
class BatchRun:
    """A run as it stands.

    Attributes:
        counts: how many items are in each state.
        job: the job that works, or last worked, on it.
        prompts: that it drafts with; none offline.
        models: that wrote its drafts so far.
        attempts: requests; `input_tokens` and `output_tokens` were paid for, whatever became of them.
    """

    id: str
    title: str
    created: datetime
    offline: bool
    counts: Mapping[ItemState, int]
    job: Job | None
    prompts: Sequence[str] = ()
    models: Sequence[str] = ()
    attempts: int = 0
    input_tokens: int = 0
    output_tokens: int = 0

    @property
    def total(self) -> int:
        """How many drafts it asks for."""
        return sum(self.counts.values())

    @property
    def projects(self) -> int:
        """How many projects it is of: each is drafted with each prompt."""
        return self.total // max(1, len(self.prompts))

    @property
    def drafted(self) -> int:
        """How many drafts there are."""
        return self.counts["done"] + self.counts["fallback"]

    @property
    def state(self) -> RunState:
        """Finished is one that lacks nothing but what failed; of the others what the job says."""
        if self.job is not None and self.job.state in ("waiting", "running"):
            return "running" if self.job.state == "running" else "waiting"
        if not self.counts["waiting"]:
            return "finished"
        if self.job is not None and self.job.state in ("cancelled", "failed"):
            return "cancelled" if self.job.state == "cancelled" else "failed"
        return "broken"

    @property
    def running(self) -> bool:
        """Whether something may still come without anybody doing anything."""
        return self.state in ("waiting", "running")

    @property
    def seconds_each(self) -> float | None:
        """Seconds that an item takes in the job that runs; None until that can be said."""
        told = self.job.progress if self.job is not None else {}
        finished = int(told.get("finished", 0))
        return float(told["seconds"]) / finished if finished >= _LEAST_MEASURED else None

    @property
    def seconds_silent(self) -> float:
        """Seconds since the job that runs has brought anything to its end, or began."""
        at = self.job.progress.get("at") if self.job is not None and self.state == "running" else None
        return max(0.0, time.time() - float(at)) if at is not None else 0.0

    @property
    def trouble(self) -> str | None:
        """Why what the job that runs has tried last could not be done; None where it could."""
        return self.job.progress.get("trouble") if self.job is not None and self.state == "running" else None

    @property
    def limit(self) -> int | None:
        """Tokens that it may cost in all; None for any number."""
        return self.job.request.get("limit") if self.job is not None else None


@dataclass(frozen=True)
class Item:
    """One draft that a run asks for.

    Attributes:
        line: the row of the sheet.
        draft_id: where the draft is; `stamp` its state by now, `removed` when it was thrown away.
    """

    number: int
    line: int
    name: str
    prompt: str | None
    state: ItemState
    note: str | None
    draft_id: str | None
    stamp: int | None = None
    removed: datetime | None = None


@dataclass(frozen=True)
class Points:
    """What a draft leaves to a person: errors that a reviewer would send it back for, and questions.

    Attributes:
        edited: whether there is anything in it of a person, which stays when it is drafted anew.
    """

    errors: int
    open: int
    edited: bool = False


def list_runs(desk: Desk, person: Person) -> list[BatchRun]:
    """The newest runs of a person, newest first."""
    mine = select(BatchRow).where(BatchRow.owner == person.owner, *_OF_THE_PAGE)
    newest = mine.order_by(BatchRow.created.desc(), BatchRow.id).limit(SHOWN_RUNS)
    with desk.database.reading() as session:
        rows = session.scalars(newest).all()
        items = _look_through(session, [row.id for row in rows])
    return [_run(desk, person, row, items[row.id]) for row in rows]


def find_run(desk: Desk, person: Person, id_: str) -> BatchRun:
    """A run as it stands.

    Raises:
        InputError: there is no such run among theirs.
    """
    with desk.database.reading() as session:
        row = find_batch(session, id_, person)
        items = _look_through(session, [id_])
    return _run(desk, person, row, items[id_])


def list_items(
    desk: Desk, person: Person, id_: str, *, states: Sequence[ItemState] = get_args(ItemState), start: int = 0, most: int | None = None
) -> list[Item]:
    """Items of a run in these states, in its order: `most` of them from `start` on.

    Raises:
        InputError: there is no such run among theirs.
    """
    row = BatchItemRow
    wanted = select(row.number, row.line, row.name, row.prompt, row.state, row.note, row.draft_id, DraftRow.stamp, DraftRow.removed)
    wanted = wanted.outerjoin(DraftRow, DraftRow.id == row.draft_id)
    wanted = wanted.where(row.batch_id == id_, row.state.in_(states)).order_by(row.number).offset(start).limit(most)
    with desk.database.reading() as session:
        find_batch(session, id_, person)
        return [Item(*found) for found in session.execute(wanted)]


def points_of(desk: Desk, person: Person, item: Item) -> Points | None:
    """What the draft of an item leaves to a person, as it is now; None where there is none.

    Raises:
        ConfigError: what drafts are reviewed by cannot be used.
    """
    manuscript = manuscript_of(desk, person, item.draft_id)
    if manuscript is None:
        return None
    edited = manuscript.goals_edited or any(mark.kept for _, mark in manuscript.rows)
    return Points(desk.examine(manuscript).count("error"), open_points(manuscript), edited)


def prompts_of(desk: Desk, id_: str) -> list[str]:
    """The prompts that a run compares, or the one that it uses; none offline."""
    wanted = select(BatchItemRow.prompt).where(BatchItemRow.batch_id == id_, BatchItemRow.prompt.is_not(None)).distinct()
    with desk.database.reading() as session:
        return sorted(prompt for prompt in session.scalars(wanted) if prompt)


def manuscripts(desk: Desk, person: Person, id_: str) -> Iterator[tuple[Item, Manuscript]]:
    """The drafts of a run as they are now, one after another.

    Raises:
        InputError: there is no such run among theirs.
    """
    for item in list_items(desk, person, id_):
        manuscript = manuscript_of(desk, person, item.draft_id)
        if manuscript is not None:
            yield item, manuscript


def manuscript_of(desk: Desk, person: Person, draft_id: str | None) -> Manuscript | None:
    """A draft as it is now; None where there is none, or none any more."""
    try:
        opened = desk.drafts(person).open(draft_id) if draft_id else None
    except InputError:  # deleted for good a moment ago
        return None
    return opened.manuscript if opened else None


def find_batch(session: Session, id_: str, person: Person) -> BatchRow:
    """The row of a run.

    Raises:
        InputError: there is none of this id among theirs.
    """
    batch = session.get(BatchRow, id_)
    if batch is None or batch.owner != person.owner or batch.place is not None or batch.kind != "draft":
        raise InputError(_GONE)
    return batch


@dataclass
class _Items:
    """What the items of a run have in common."""

    counts: dict[ItemState, int]
    prompts: set[str]
    models: set[str]


def _look_through(session: Session, ids: Sequence[str]) -> dict[str, _Items]:
    found = {id_: _Items(dict.fromkeys(get_args(ItemState), 0), set(), set()) for id_ in ids}
    row = BatchItemRow
    alike = (row.batch_id, row.state, row.prompt, row.model)
    wanted = select(*alike, func.count()).where(row.batch_id.in_(ids)).group_by(*alike)
    for id_, state, prompt, model, count in session.execute(wanted):
        items = found[id_]
        items.counts[state] += count
        items.prompts |= {prompt} if prompt else set()
        items.models |= {model} if model else set()
    return found


def _run(desk: Desk, person: Person, row: BatchRow, items: _Items) -> BatchRun:
    job = desk.jobs.find(row.job_id, person.owner) if row.job_id else None
    means = (sorted(items.prompts), sorted(items.models), row.spent_requests, row.spent_input, row.spent_output)
    return BatchRun(row.id, row.title, row.created, row.offline, items.counts, job, *means)
