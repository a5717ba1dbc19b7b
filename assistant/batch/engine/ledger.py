"""The ledger of a batch: what each item asks for, who does it, what it has cost and what came of it.

Whoever works takes items out of it and brings back what came of them, in one transaction for all that is ready. So the ledger is the
queue too: any number of workers, in any number of processes or machines, need nothing else in common.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

from sqlalchemy import case, func, select, update
from sqlalchemy.orm import Session

from assistant.audit import add_line
from assistant.batch.engine.items import Allowance, Answer, Outcome, Standing, WorkItem
from assistant.batch.engine.names import here
from assistant.database import BatchAnswerRow, BatchItemRow, BatchRow, Database
from assistant.database.tables import ItemState, Moment

LEASE = timedelta(seconds=60)
"""For how long an item is held without a word of who does it."""
MOST_CRASHES = 3
"""Breakdowns of whoever did it, after which an item is held to be the cause."""
_BROKE_DOWN = f"处理这一项时程序连续 {MOST_CRASHES} 次异常退出，已跳过；请核对这一行的内容，改好后重新运行。"
_KEPT = ("state", "note", "result", "model", "attempts", "input_tokens", "output_tokens", "seconds")


@dataclass(frozen=True)
class Ledger:
    """The ledger of one batch in one of its turns: whoever works on an earlier turn gets no more items.

    Attributes:
        turn: of the batch; it rises whenever the batch is taken up.
        by: who works, for the audit log.
    """

    database: Database
    batch: str
    turn: int
    by: str | None = None

    def turn_over(
        self, worker: str, ready: Mapping[int, Outcome], answers: Iterable[Answer], most: int, allowance: Allowance | None = None
    ) -> list[WorkItem]:
        """Bring back what is ready, by the numbers of the items, and answers of unfinished ones; take as many as `most` others, in order.

        Nobody else gets what is taken while its worker is heard of; and no more is taken than the allowance covers, come what may.
        """
        with self.database.writing() as session:
            batch = session.get_one(BatchRow, self.batch, with_for_update=True)  # one after another: what each may spend depends on all
            self._keep_answers(session, batch, answers)
            self._keep(session, worker, ready)
            now = _now(session)
            session.execute(update(BatchItemRow).where(*self._held_by(worker)).values(held_until=now + LEASE))
            if most > 0 and allowance is not None:
                most = min(most, self._affordable(session, batch, allowance))
            return self._take(session, worker, most, now) if most > 0 and batch.turn == self.turn else []

    def release(self, worker: str, *, crashed: bool = False) -> None:
        """Give up what `worker` holds, who is gone; with `crashed` it may be what it broke down over."""
        with self.database.writing() as session:
            items = session.scalars(select(BatchItemRow).where(*self._held_by(worker)).with_for_update()).all()
            _give_up(items, crashed=crashed)

    def free_silent(self) -> int:
        """Give up what is held by whoever has not been heard of for a while, as by somebody who broke down; how many items that were."""
        with self.database.writing() as session:
            return self._free_silent(session, _now(session))

    def close(self) -> None:
        """Give out nothing more in this turn, to nobody; what is brought back is still kept."""
        this_turn = (BatchRow.id == self.batch, BatchRow.turn == self.turn)
        with self.database.writing() as session:
            session.execute(update(BatchRow).where(*this_turn).values(turn=self.turn + 1))

    def holders(self) -> set[str]:
        """The workers that hold items."""
        wanted = select(BatchItemRow.worker).where(BatchItemRow.batch_id == self.batch, BatchItemRow.worker.is_not(None)).distinct()
        with self.database.reading() as session:
            return {name for name in session.scalars(wanted) if name}

    def standing(self) -> Standing:
        """How far it is."""
        row = BatchItemRow
        held = case((row.worker.is_not(None), 1), else_=0)
        left = case((row.worker.is_(None) & (row.turn >= self.turn), 1), else_=0)
        sums = [func.sum(value) for value in (held, left)]
        wanted = select(row.state, func.count(), *sums).where(row.batch_id == self.batch).group_by(row.state)
        with self.database.reading() as session:
            found = {state: (count, *map(int, rest)) for state, count, *rest in session.execute(wanted)}
            paid = select(BatchRow.spent_requests, BatchRow.spent_input, BatchRow.spent_output).where(BatchRow.id == self.batch)
            spent = session.execute(paid).first() or (0, 0, 0)
        counts = {state: found.get(state, (0,))[0] for state in get_args(ItemState)}
        waiting = found.get("waiting", (0, 0, 0))
        return Standing(counts, waiting[1], waiting[2], *spent)

    def why_left(self) -> str | None:
        """Why what was tried in this turn has to wait for another; of several reasons the one of most."""
        row = BatchItemRow
        left = (row.batch_id == self.batch, row.state == "waiting", row.worker.is_(None), row.turn >= self.turn, row.note.is_not(None))
        wanted = select(row.note).where(*left).group_by(row.note).order_by(func.count().desc(), row.note).limit(1)
        with self.database.reading() as session:
            return session.scalar(wanted)

    def left_by_prompt(self) -> dict[str | None, int]:
        """How many items are still to be done, by their prompt."""
        row = BatchItemRow
        wanted = select(row.prompt, func.count()).where(row.batch_id == self.batch, row.state == "waiting").group_by(row.prompt)
        with self.database.reading() as session:
            return {prompt: count for prompt, count in session.execute(wanted)}

    def results(self) -> Iterator[tuple[WorkItem, Outcome]]:
        """All items in their order with what came of them, one after another: a thousand drafts are not held at once."""
        row, last = BatchItemRow, 0
        while True:
            wanted = select(row).where(row.batch_id == self.batch, row.number > last).order_by(row.number).limit(_AT_ONCE)
            with self.database.reading() as session:
                items = session.scalars(wanted).all()
            if not items:
                return
            for item in items:
                yield _work(item), Outcome(**{name: getattr(item, name) for name in _KEPT})
            last = items[-1].number

    def _keep(self, session: Session, worker: str, ready: Mapping[int, Outcome]) -> None:
        """Keep what came of items that `worker` holds; what was taken for lost is another's by now, or asked for no more."""
        wanted = select(BatchItemRow.number, BatchItemRow.inputs).where(*self._held_by(worker)) if ready else None
        held = {number: inputs or "" for number, inputs in session.execute(wanted)} if wanted is not None else {}
        kept = []
        for number, outcome in ready.items():
            place = _place_of(held, number, outcome.inputs)
            if place is None:
                continue
            del held[place]
            values = {name: getattr(outcome, name) for name in _KEPT} | {"worker": None, "held_until": None}
            if outcome.state != "waiting":
                values["crashes"] = 0
            elif not outcome.passing:
                values["turn"] = self.turn
            kept.append({"batch_id": self.batch, "number": place, **values})
            for line in outcome.log:
                add_line(session, line, self.by)
        if kept:
            session.execute(update(BatchItemRow), kept)

    def _keep_answers(self, session: Session, batch: BatchRow, answers: Iterable[Answer]) -> None:
        """Keep what was paid for, and count it: that stays counted though the item is done anew or asked for no more."""
        for answer in answers:
            if session.get(BatchAnswerRow, (self.batch, answer.inputs, answer.question)) is None:
                row = BatchAnswerRow(batch_id=self.batch, inputs=answer.inputs, question=answer.question, reply=answer.reply)
                session.add(row)
                reply = {} if answer.shared else json.loads(answer.reply)
                batch.spent_requests += not answer.shared
                batch.spent_input += int(reply.get("input_tokens", 0))
                batch.spent_output += int(reply.get("output_tokens", 0))

    def _take(self, session: Session, worker: str, most: int, now: datetime) -> list[WorkItem]:
        """As many as `most` items; one over which somebody broke down, or may have, is taken last, and alone."""
        row = BatchItemRow
        self._free_silent(session, now)
        held = session.scalars(select(row.crashes).where(*self._held_by(worker))).all()
        if any(held):
            return []
        free = select(row).where(row.batch_id == self.batch, row.state == "waiting", row.turn < self.turn, row.worker.is_(None))
        free = free.order_by(row.number).with_for_update(skip_locked=True)
        items = session.scalars(free.where(row.crashes == 0).limit(most)).all()
        if not items and not held:
            items = session.scalars(free.limit(1)).all()
        for item in items:
            item.worker, item.held_until = worker, now + LEASE
        answers = self._answers(session, [item.inputs for item in items if item.inputs])
        return [_work(item, answers[item.inputs or ""]) for item in items]

    def _free_silent(self, session: Session, now: datetime) -> int:
        row = BatchItemRow
        held = [row.batch_id == self.batch, row.state == "waiting", row.worker.is_not(None), row.held_until < now]
        if session.get_bind().dialect.name == "sqlite":  # of this machine it is known who is gone; who slept with it is not
            held.append(~row.worker.startswith(here(), autoescape=True))
        items = session.scalars(select(row).where(*held).with_for_update(skip_locked=True)).all()
        for worker in {item.worker for item in items}:
            _give_up([item for item in items if item.worker == worker], crashed=True)
        return len(items)

    def _answers(self, session: Session, inputs: Sequence[str]) -> defaultdict[str, dict[str, str]]:
        row = BatchAnswerRow
        wanted = select(row.inputs, row.question, row.reply).where(row.batch_id == self.batch, row.inputs.in_(inputs))
        found = defaultdict[str, dict[str, str]](dict)
        for of, question, reply in session.execute(wanted):
            found[of][question] = reply
        return found

    def _affordable(self, session: Session, batch: BatchRow, allowance: Allowance) -> int:
        """How many items can be taken so that all together stay within the limit, whatever each of them may cost at most."""
        held = (BatchItemRow.batch_id == self.batch, BatchItemRow.worker.is_not(None))
        working = session.scalar(select(func.count()).where(*held)) or 0
        return max(0, (allowance.limit - batch.spent_input - batch.spent_output) // allowance.each - working)

    def _held_by(self, worker: str) -> tuple[Any, Any]:
        return (BatchItemRow.batch_id == self.batch, BatchItemRow.worker == worker)


_AT_ONCE = 50


def _place_of(held: Mapping[int, str], number: int, inputs: str | None) -> int | None:
    """Where the item stands that was asked for as `number` with these inputs: a list that was taken up anew may have other numbers."""
    if inputs is None or held.get(number) == inputs:
        return number if number in held else None
    return min((place for place, of in held.items() if of == inputs), default=None)


def _give_up(items: Sequence[BatchItemRow], *, crashed: bool) -> None:
    """Free what somebody held who is gone. Of several each may be what it broke down over, of one that is sure."""
    for item in items:
        item.worker = item.held_until = None
        if crashed:
            item.crashes = item.crashes + 1 if len(items) == 1 else max(1, item.crashes)
            if item.crashes >= MOST_CRASHES:
                item.state, item.note = "failed", _BROKE_DOWN


def _now(session: Session) -> datetime:
    """By the clock of the database, where several machines share one."""
    if session.get_bind().dialect.name == "postgresql":
        return session.execute(select(func.clock_timestamp(type_=Moment()))).scalar_one()
    return datetime.now(UTC)


def _work(item: BatchItemRow, answers: Mapping[str, str] | None = None) -> WorkItem:
    return WorkItem(item.number, item.subject, item.prompt, item.inputs or "", answers or {})
