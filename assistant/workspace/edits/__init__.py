"""Edits: everything that people do to a manuscript by hand, as data."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from assistant.review import ReviewData
from assistant.workspace.edits.answers import Answer, Confirm, DropRemark
from assistant.workspace.edits.head import SetHead
from assistant.workspace.edits.rows import AddRow, DropRows, Exchange, MoveRow, SetLock, TakeOver, holds
from assistant.workspace.edits.texts import ApplyFix, SetCell, SetGoals
from assistant.workspace.manuscript import Manuscript

__all__ = [
    "AddRow", "Answer", "ApplyFix", "Confirm", "DropRemark", "DropRows", "Edit", "Exchange", "MoveRow", "SetCell", "SetGoals", "SetHead",
    "SetLock", "TakeOver", "do_all", "holds",
]  # fmt: skip

Edit = Annotated[
    SetCell | SetGoals | SetHead | ApplyFix | AddRow | DropRows | MoveRow | SetLock | Exchange | TakeOver | Answer | Confirm | DropRemark,
    Field(discriminator="kind"),
]
"""One of them."""


def do_all(edits: Sequence[Edit], manuscript: Manuscript, data: ReviewData) -> tuple[Manuscript, str]:
    """The manuscript with several edits of one moment in it, and in a few words what they changed.

    Raises:
        InputError: one of them cannot be done.
    """
    told: list[str] = []
    for edit in edits:
        before, manuscript = manuscript, edit.apply(manuscript, data)
        if manuscript != before:
            told.append(edit.describe(before))
    return manuscript, f"{told[0]}等 {len(told)} 处修改" if len(told) > 1 else "".join(told)
