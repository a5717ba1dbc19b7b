"""Drafts kept: every state of each, who made it, and the way back; nobody sees what is not theirs or overwrites what they have not seen."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from assistant.audit import add_line, hash_of
from assistant.database import Database, DraftRow, RevisionRow
from assistant.errors import ConflictError, InputError
from assistant.review import ReviewData
from assistant.workspace.draft import LOCAL, Listed, OpenDraft, Person, Revision
from assistant.workspace.edits import Edit, do_all
from assistant.workspace.edits.edit import clean
from assistant.workspace.manuscript import Manuscript, new_id
from assistant.workspace.revisions import action_of, next_of, opened_as, revision_of
from assistant.workspace.secrecy import refuse_marked, refuse_secrets

__all__ = ["LOCAL", "Drafts", "Listed", "OpenDraft", "Person", "Revision"]

Beside = Callable[[Session, str], None]
"""Keeps something of a draft's id together with the draft."""
_EDITS: TypeAdapter[tuple[Edit, ...]] = TypeAdapter(tuple[Edit, ...])
_LONGEST_TITLE = 400
_LONGEST_LABEL = 200


class Drafts:
    """The drafts of one person."""

    def __init__(self, database: Database, person: Person = LOCAL) -> None:
        """Kept in `database`."""
        self._database = database
        self.person = person

    def listed(self, *, removed: bool = False) -> list[Listed]:
        """Their drafts, or those thrown away, last changed first."""
        shown = DraftRow.removed.is_not(None) if removed else DraftRow.removed.is_(None)
        wanted = select(DraftRow).where(DraftRow.owner == self.person.owner, shown).order_by(DraftRow.changed.desc(), DraftRow.id)
        with self._database.reading() as session:
            return [Listed(row.id, row.title, row.changed, row.changed_by, row.head > 0) for row in session.scalars(wanted)]

    def begin(self, title: str) -> str:
        """The id of a new draft that has no content yet.

        Raises:
            ClassifiedError: the title is marked 涉密.
        """
        refuse_marked(title)
        with self._database.writing() as session:
            return self._begin(session, title).id

    def create(self, manuscript: Manuscript, action: str, beside: Beside | None = None) -> str:
        """The id of a new draft with this content; what `beside` keeps of that id is kept together with it, or neither is.

        Raises:
            ClassifiedError: it is marked 涉密.
        """
        refuse_secrets(manuscript)
        with self._database.writing() as session:
            row = self._begin(session, manuscript.title)
            self._add(session, row, manuscript, action, ())
            if beside is not None:
                beside(session, row.id)
            return row.id

    def open(self, id_: str) -> OpenDraft | None:
        """A draft; None while it has no content.

        Raises:
            InputError: there is none of this id among theirs.
        """
        with self._database.reading() as session:
            row = self._find(session, id_)
            return opened_as(session, row) if row.head else None

    def save(
        self, id_: str, stamp: int, manuscript: Manuscript, action: str, *, edits: Sequence[Edit] = (), beside: Beside | None = None
    ) -> OpenDraft:
        """Keep a new state of a draft, as it follows from the one with `stamp`; `beside` as for `create`.

        Raises:
            ConflictError: it was changed since.
            ClassifiedError: it is marked 涉密.
            InputError: there is none of this id among theirs.
        """
        refuse_secrets(manuscript)
        with self._database.writing() as session:
            row = self._find_unchanged(session, id_, stamp)
            if beside is not None:
                beside(session, id_)
            return self._add(session, row, manuscript, action, edits)

    def edit(self, id_: str, stamp: int | None, edits: Sequence[Edit], data: ReviewData) -> OpenDraft:
        """Do `edits` to a draft, all or none; without `stamp` to whatever it is now. What changes nothing is not kept.

        Raises:
            ConflictError: it was changed since `stamp`.
            InputError: an edit cannot be done, or there is no such draft.
            ClassifiedError: something in it is marked 涉密.
        """
        for edit in edits:
            edit.check()
        with self._database.writing() as session:
            row = self._find_editable(session, id_, stamp)
            opened = opened_as(session, row)
            manuscript, action = do_all(edits, opened.manuscript, data)
            if manuscript == opened.manuscript:
                return opened
            refuse_secrets(manuscript)
            return self._add(session, row, manuscript, action, edits)

    def undo(self, id_: str, stamp: int) -> OpenDraft:
        """Go back to the state before.

        Raises:
            ConflictError: it was changed since.
            InputError: there is none before.
        """
        return self._go(id_, stamp, "undo", lambda session, row: revision_of(session, row.id, row.head).parent, "没有可以撤销的修改。")

    def redo(self, id_: str, stamp: int) -> OpenDraft:
        """Go forward again, to the newest state that followed.

        Raises:
            ConflictError: it was changed since.
            InputError: there is none.
        """
        return self._go(id_, stamp, "redo", next_of, "没有可以重做的修改。")

    def restore(self, id_: str, stamp: int, number: int) -> OpenDraft:
        """A new state like an earlier one.

        Raises:
            ConflictError: it was changed since.
            InputError: there is no such state.
        """
        with self._database.writing() as session:
            row = self._find_editable(session, id_, stamp)
            manuscript = Manuscript.model_validate_json(revision_of(session, id_, number).state)
            return self._add(session, row, manuscript, f"恢复到第 {number} 版", ())

    def copy(self, id_: str, number: int | None = None) -> str:
        """The id of a new draft that begins with a state of another, what it is now unless a number is given; its title says so.

        Raises:
            InputError: there is no such draft or state.
        """
        with self._database.reading() as session:
            row = self._find(session, id_)
            number = number or row.head
            manuscript = Manuscript.model_validate_json(revision_of(session, id_, number).state)
            taken = set(session.scalars(select(DraftRow.title).where(DraftRow.owner == self.person.owner)))
        return self.create(manuscript.as_copy(taken), f"从第 {number} 版另存为副本")

    def history(self, id_: str) -> list[Revision]:
        """All states of a draft, newest first.

        Raises:
            InputError: there is no such draft.
        """
        columns = (RevisionRow.number, RevisionRow.at, RevisionRow.by, RevisionRow.action, RevisionRow.label)
        with self._database.reading() as session:
            row = self._find(session, id_)
            wanted = select(*columns).where(RevisionRow.draft_id == id_).order_by(RevisionRow.number.desc())
            return [Revision(*found, current=found[0] == row.head) for found in session.execute(wanted)]

    def label(self, id_: str, number: int, label: str) -> None:
        """Keep a state under a name; an empty one takes the name away.

        Raises:
            InputError: there is no such draft or state.
            ClassifiedError: the name is marked 涉密.
        """
        refuse_marked(label)
        with self._database.writing() as session:
            self._find(session, id_)
            revision_of(session, id_, number).label = clean(label).strip()[:_LONGEST_LABEL] or None
            self._log(session, "label", id_, number=number)

    def remove(self, id_: str) -> None:
        """Throw a draft away; it can be taken back.

        Raises:
            InputError: there is no such draft.
        """
        with self._database.writing() as session:
            self._find(session, id_).removed = _now()
            self._log(session, "remove", id_)

    def take_back(self, id_: str) -> None:
        """Take a draft back that was thrown away.

        Raises:
            InputError: there is no such draft.
        """
        with self._database.writing() as session:
            self._find(session, id_).removed = None
            self._log(session, "take_back", id_)

    def empty_bin(self) -> int:
        """Delete for good, with all their states, the drafts that were thrown away; how many there were."""
        thrown_away = (DraftRow.owner == self.person.owner, DraftRow.removed.is_not(None))
        with self._database.writing() as session:
            gone = session.scalars(delete(DraftRow).where(*thrown_away).returning(DraftRow.id)).all()
            if gone:
                add_line(session, {"action": "delete", "drafts": list(gone)}, self.person.name)
            return len(gone)

    def _log(self, session: Session, action: str, id_: str, **values: object) -> None:
        add_line(session, {"action": action, "draft": id_, **values}, self.person.name)

    def _begin(self, session: Session, title: str) -> DraftRow:
        now = _now()
        row = DraftRow(id=new_id(), owner=self.person.owner, title=clean(title)[:_LONGEST_TITLE], head=0, stamp=0)
        row.created = row.changed = now
        row.changed_by = self.person.name
        session.add(row)
        session.flush()
        self._log(session, "begin", row.id)
        return row

    def _find(self, session: Session, id_: str) -> DraftRow:
        row = session.get(DraftRow, id_)
        if row is None or row.owner != self.person.owner:
            raise InputError("没有这份草稿，可能已换了登录人，请从草稿列表里重新打开。")
        return row

    def _find_unchanged(self, session: Session, id_: str, stamp: int | None) -> DraftRow:
        row = self._find(session, id_)
        session.refresh(row, with_for_update=True)
        if stamp is not None and row.stamp != stamp:
            raise ConflictError(row.changed_by, action_of(row, revision_of(session, id_, row.head)) if row.head else "新建")
        return row

    def _find_editable(self, session: Session, id_: str, stamp: int | None) -> DraftRow:
        row = self._find_unchanged(session, id_, stamp)
        if row.removed is not None:
            raise InputError("这份草稿已移到回收站，没有修改，请先在草稿列表里恢复它。")
        if not row.head:
            raise InputError("这份草稿还没有内容，请等起草完成后再改。")
        return row

    def _add(self, session: Session, row: DraftRow, manuscript: Manuscript, action: str, edits: Sequence[Edit]) -> OpenDraft:
        newest = session.scalar(select(func.max(RevisionRow.number)).where(RevisionRow.draft_id == row.id)) or 0
        kept: Any = _EDITS.dump_python(tuple(edits), mode="json")
        revision = RevisionRow(draft_id=row.id, number=newest + 1, parent=row.head or None, at=_now(), by=self.person.name)
        revision.action, revision.edit, revision.label = clean(action)[:400], {"edits": kept} if edits else None, None
        revision.state = manuscript.model_dump_json()
        session.add(revision)
        edited = [edit.kind for edit in edits]
        self._log(session, "save", row.id, number=revision.number, edits=edited, output=hash_of(revision.state))
        return self._show(session, row, revision.number, revision.at)

    def _show(self, session: Session, row: DraftRow, number: int, at: datetime) -> OpenDraft:
        row.head, row.changed, row.changed_by = number, at, self.person.name
        row.stamp += 1
        session.flush()
        shown = opened_as(session, row)
        row.title = clean(shown.title)[:_LONGEST_TITLE]
        return shown

    def _go(self, id_: str, stamp: int, action: str, find: Callable[[Session, DraftRow], int | None], nothing: str) -> OpenDraft:
        with self._database.writing() as session:
            row = self._find_editable(session, id_, stamp)
            number = find(session, row)
            if number is None:
                raise InputError(nothing)
            self._log(session, action, id_, number=number)
            return self._show(session, row, number, _now())


def _now() -> datetime:
    return datetime.now(UTC)
