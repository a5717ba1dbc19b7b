"""Taking up a batch of the command line: what its folder asks for now, held against what the ledger has of it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from assistant.batch.engine.ledger import Ledger
from assistant.database import BatchAnswerRow, BatchItemRow, BatchRow, Database
from assistant.database.tables import BatchKind
from assistant.errors import InputError
from assistant.workspace.drafts import LOCAL
from assistant.workspace.manuscript import new_id

_CARRIED = (
    "state", "note", "draft_id", "model", "attempts", "input_tokens", "output_tokens", "seconds", "result", "turn", "crashes", "worker",
    "held_until",
)  # fmt: skip
_KINDS: dict[BatchKind, str] = {"draft": "起草", "review": "审核"}


@dataclass(frozen=True)
class Wish:
    """An item as it is wanted.

    Attributes:
        line: the row of the sheet that it stands in, or the place of its file.
        name: what people call it.
        subject: what it is about, as JSON.
        prompt: what to do it by; None is the offline way.
        inputs: hash of all that the result depends on.
    """

    line: int
    name: str
    subject: Mapping[str, Any]
    prompt: str | None
    inputs: str


@dataclass(frozen=True)
class Wanted:
    """What a batch is to do.

    Attributes:
        title: what people call it: the name of the list.
        offline: whether no model is asked.
    """

    kind: BatchKind
    title: str
    wishes: Sequence[Wish]
    offline: bool


def take_up(database: Database, folder: Path, wanted: Wanted, *, again: bool = False) -> Ledger:
    """The ledger of the batch whose results lie in `folder`, with what is wanted of it now.

    What was done for the same inputs stays done; all else waits: with `again` also what failed or no model wrote.

    Raises:
        InputError: the folder holds what came of a batch of another kind.
    """
    with database.writing() as session:
        batch = _find(session, folder) or _new(session, folder, wanted)
        refuse_other_kind(folder, batch.kind, wanted)
        batch.turn += 1
        batch.title, batch.offline = wanted.title[:255], wanted.offline
        _reconcile(session, batch.id, wanted.wishes)
        if again:
            forget(session, batch.id)
        return Ledger(database, batch.id, batch.turn)


def refuse_other_kind(folder: Path, there: BatchKind, wanted: Wanted) -> None:
    """See that what came of one kind of batch makes no room for another.

    Raises:
        InputError: it would.
    """
    if there != wanted.kind:
        raise InputError(f"文件夹「{folder}」里是一次批量{_KINDS[there]}的结果，请为批量{_KINDS[wanted.kind]}另选一个文件夹。")


def began_on(database: Database, folder: Path) -> date | None:
    """The day on which the batch of a folder was first taken up: what a list leaves open is read as of then. None where there is none."""
    with database.reading() as session:
        batch = _find(session, folder)
        return batch.created.astimezone().date() if batch is not None else None


def _find(session: Session, folder: Path) -> BatchRow | None:
    return session.scalars(select(BatchRow).where(BatchRow.place == str(folder.resolve()))).first()


def _new(session: Session, folder: Path, wanted: Wanted) -> BatchRow:
    batch = BatchRow(id=new_id(), owner=LOCAL.owner, kind=wanted.kind, title="", offline=False, turn=0, created=datetime.now(UTC))
    batch.place = str(folder.resolve())
    session.add(batch)
    session.flush()
    return batch


def _reconcile(session: Session, batch: str, wishes: Sequence[Wish]) -> None:
    """Put the wanted items in the place of those that are there; what was done for the same inputs goes over."""
    row = BatchItemRow
    there = session.scalars(select(row).where(row.batch_id == batch).order_by(row.number)).all()
    if [(old.inputs, old.subject) for old in there] == [(wish.inputs, wish.subject) for wish in wishes]:
        return
    done = defaultdict[str | None, list[dict[str, object]]](list)
    for old in there:
        done[old.inputs].append({name: getattr(old, name) for name in _CARRIED})
        session.expunge(old)
    session.execute(delete(row).where(row.batch_id == batch))
    for item in add_items(session, batch, wishes):
        for name, value in (done[item.inputs].pop(0) if done[item.inputs] else {}).items():
            setattr(item, name, value)


def add_items(session: Session, batch: str, wishes: Sequence[Wish]) -> list[BatchItemRow]:
    """Add what is wanted of a batch that has no items; all of it waits."""
    items = [
        BatchItemRow(
            batch_id=batch,
            number=number,
            line=wish.line,
            name=wish.name[:400],
            prompt=wish.prompt,
            inputs=wish.inputs,
            subject=dict(wish.subject),
            state="waiting",
        )
        for number, wish in enumerate(wishes, 1)
    ]
    session.add_all(items)
    return items


def forget(session: Session, batch: str) -> None:
    """Have done again what failed or came from no model, as if it had never been asked."""
    row = BatchItemRow
    for item in session.scalars(select(row).where(row.batch_id == batch, row.state.in_(("failed", "fallback")))):
        session.execute(delete(BatchAnswerRow).where(BatchAnswerRow.batch_id == batch, BatchAnswerRow.inputs == item.inputs))
        item.state, item.note, item.crashes, item.worker = "waiting", None, 0, None
