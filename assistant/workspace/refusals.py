"""Edits that somebody else was faster than: kept until their person says what becomes of them, and lost by nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter
from sqlalchemy import delete, select, update

from assistant.database import Database, DraftRow, RefusalRow
from assistant.errors import ClassifiedError, InputError
from assistant.review import ReviewData
from assistant.workspace.draft import OpenDraft
from assistant.workspace.drafts import Drafts
from assistant.workspace.edits import Edit

_EDIT: TypeAdapter[Edit] = TypeAdapter(Edit)


@dataclass(frozen=True)
class Refusal:
    """An edit that waits.

    Attributes:
        number: of the revision that the person saw.
        words: what it does.
        reason: why it could not be done when that was tried again.
    """

    id: int
    number: int
    edit: Edit
    words: str
    reason: str | None


@dataclass(frozen=True)
class Outcome:
    """What became of edits that were done again: the draft as it then is, how many are in it, why others are not."""

    opened: OpenDraft
    done: int
    reasons: tuple[str, ...] = ()


class Refusals:
    """The edits of one person that wait. A draft is seen by its owner alone, so they belong to it."""

    def __init__(self, database: Database, drafts: Drafts) -> None:
        """Beside `drafts`, in the same database."""
        self._database = database
        self._drafts = drafts

    def keep(self, seen: OpenDraft, edits: Sequence[Edit]) -> None:
        """Keep edits of the state that was seen.

        Raises:
            ClassifiedError: one is marked 涉密; nothing is kept.
            InputError: one is too long to be kept, or there is no such draft.
        """
        for edit in edits:
            edit.check()
        rows = [
            RefusalRow(draft_id=seen.id, number=seen.number, edit=edit.model_dump(mode="json"), words=edit.describe(seen.manuscript))
            for edit in edits
        ]
        with self._database.writing() as session:
            draft = session.get(DraftRow, seen.id)
            if draft is None or draft.owner != self._drafts.person.owner:
                raise InputError("没有这份草稿，可能已换了登录人，请从草稿列表里重新打开。")
            session.add_all(rows)

    def of(self, id_: str) -> tuple[Refusal, ...]:
        """What waits for a draft of theirs, in the order in which it was done."""
        theirs = (RefusalRow.draft_id == id_, DraftRow.owner == self._drafts.person.owner)
        with self._database.reading() as session:
            rows = session.scalars(select(RefusalRow).join(DraftRow).where(*theirs).order_by(RefusalRow.id))
            return tuple(Refusal(row.id, row.number, _EDIT.validate_python(row.edit), row.words, row.reason) for row in rows)

    def give_up(self, id_: str) -> None:
        """Forget what waits for a draft."""
        self._forget(self.of(id_))

    def do_again(self, id_: str, data: ReviewData) -> Outcome:
        """Do what waits to whatever the draft is now; what cannot be done goes on waiting, and says why.

        Raises:
            InputError: there is no such draft.
        """
        return self._do(self.of(id_), id_, data)

    def save_apart(self, id_: str, data: ReviewData) -> Outcome:
        """Do what waits to a copy of the state that it was made of; what cannot be done goes on waiting.

        Raises:
            InputError: there is no such draft, or the copy cannot be made.
        """
        waiting = self.of(id_)
        number = waiting[0].number if waiting else self._now(id_).number
        return self._do(waiting, self._drafts.copy(id_, number), data)

    def _do(self, waiting: Sequence[Refusal], id_: str, data: ReviewData) -> Outcome:
        """All at once; where that cannot be, each for itself. What was done is forgotten only then."""
        try:
            opened = self._drafts.edit(id_, None, [entry.edit for entry in waiting], data)
        except InputError as error:
            if len(waiting) > 1:
                outcomes = [self._do([entry], id_, data) for entry in waiting]
                reasons = tuple(reason for outcome in outcomes for reason in outcome.reasons)
                return Outcome(outcomes[-1].opened, sum(outcome.done for outcome in outcomes), reasons)
            return Outcome(self._now(id_), 0, (self._explain(waiting, error),))
        self._forget(waiting)
        return Outcome(opened, len(waiting))

    def _now(self, id_: str) -> OpenDraft:
        opened = self._drafts.open(id_)
        assert opened is not None, "what has no content cannot be edited"
        return opened

    def _explain(self, waiting: Sequence[Refusal], error: InputError) -> str:
        """Keep why; of what is marked 涉密 nothing stays."""
        if isinstance(error, ClassifiedError):
            self._forget(waiting)
            return str(error)
        with self._database.writing() as session:
            session.execute(update(RefusalRow).where(RefusalRow.id.in_([entry.id for entry in waiting])).values(reason=str(error)))
        return str(error)

    def _forget(self, waiting: Sequence[Refusal]) -> None:
        with self._database.writing() as session:
            session.execute(delete(RefusalRow).where(RefusalRow.id.in_([entry.id for entry in waiting])))
