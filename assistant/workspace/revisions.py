"""What the database says of a draft as it is now, and of the states that were."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assistant.database import DraftRow, RevisionRow
from assistant.errors import InputError
from assistant.workspace.draft import OpenDraft
from assistant.workspace.manuscript import Manuscript


def opened_as(session: Session, row: DraftRow) -> OpenDraft:
    """A draft that has content, as it is now."""
    revision = revision_of(session, row.id, row.head)
    manuscript = Manuscript.model_validate_json(revision.state)
    can_undo, can_redo = revision.parent is not None, next_of(session, row) is not None
    told = (revision.number, action_of(row, revision), row.changed_by, row.changed)
    return OpenDraft(row.id, manuscript.title, row.stamp, *told, can_undo=can_undo, can_redo=can_redo, manuscript=manuscript)


def action_of(row: DraftRow, revision: RevisionRow) -> str:
    """What led to what a draft shows: a state that somebody went back or forward to was made earlier than it was shown."""
    return revision.action if row.changed == revision.at else f"撤销或重做到第 {revision.number} 版（{revision.action}）"


def revision_of(session: Session, id_: str, number: int) -> RevisionRow:
    """A state of a draft.

    Raises:
        InputError: there is none of this number.
    """
    revision = session.get(RevisionRow, (id_, number))
    if revision is None:
        raise InputError("没有这个版本，请刷新后重新选择。")
    return revision


def next_of(session: Session, row: DraftRow) -> int | None:
    """The newest state that followed what a draft shows; None where there is none to go forward to."""
    later = (RevisionRow.draft_id == row.id, RevisionRow.number > row.head)  # what follows is newer: nothing is searched at the tip
    return session.scalar(select(func.max(RevisionRow.number)).where(*later, RevisionRow.parent == row.head))
