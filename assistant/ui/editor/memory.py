"""What the page remembers of an open draft between two clicks, and the way every change takes to the database."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import streamlit as st

from assistant.errors import AssistantError, ConflictError
from assistant.ui.session import my_drafts, open_desk
from assistant.workspace.drafts import OpenDraft
from assistant.workspace.edits import Edit


@dataclass
class Memory:
    """One for each draft and browser tab.

    Attributes:
        seen: the state that the person sees; None before it is shown.
        turn: rises with every change that was not typed into a widget, which then is made anew with what it shows.
        row: id of the row that is looked at.
        complaint: what could not be done, shown once.
        done: what was done, shown once.
        refused: edits that somebody else was faster than, until the person says what becomes of them.
        refused_on: number of the revision that they were made on.
        jobs: ids of running jobs by what they are for.
        offered: what a job offers, by what it is for.
    """

    seen: OpenDraft | None = None
    turn: int = 0
    row: str | None = None
    complaint: str | None = None
    done: str | None = None
    refused: tuple[Edit, ...] = ()
    refused_on: int = 0
    jobs: dict[str, str] = field(default_factory=dict)
    offered: dict[str, object] = field(default_factory=dict)

    @property
    def stamp(self) -> int:
        """What a change of the state that is seen has to name."""
        return self.seen.stamp if self.seen else 0


def memory_of(id_: str) -> Memory:
    """What is remembered of a draft."""
    key = f"memory-{id_}"
    if key not in st.session_state:
        st.session_state[key] = Memory()
    found: Memory = st.session_state[key]
    return found


def see(id_: str, opened: OpenDraft) -> None:
    """Note which state is shown; one that somebody else made shows in new widgets."""
    memory = memory_of(id_)
    if memory.stamp not in (0, opened.stamp):
        memory.turn += 1
    memory.seen = opened


def perform(id_: str, edits: Sequence[Edit], *, typed: bool = False, done: str | None = None) -> bool:
    """Do edits to what the person sees; whether it worked. What stands in the way is kept to be shown.

    Args:
        id_: of the draft.
        edits: what to do; nothing, where there are none.
        typed: whether the widget that they come from shows them already.
        done: what to tell the person afterwards.
    """
    if not edits:
        return False
    memory = memory_of(id_)
    try:
        opened = my_drafts().edit(id_, memory.stamp, edits, open_desk().context().review_data)
    except ConflictError as error:
        memory.refused_on = memory.refused_on if memory.refused or memory.seen is None else memory.seen.number
        memory.refused = (*memory.refused, *edits)
        memory.complaint = str(error)
        return False
    except AssistantError as error:
        memory.complaint = str(error)
        memory.turn += 1  # what was typed does not stand
        return False
    _went(memory, opened, typed=typed, done=done)
    return True


def press(id_: str, edits: Sequence[Edit], done: str | None = None) -> None:
    """Do edits when a button is pressed, and tell what was done."""
    perform(id_, edits, done=done)


def step(id_: str, go: Callable[[int], OpenDraft]) -> None:
    """Undo, redo, restore: `go` takes the stamp that the person sees."""
    memory = memory_of(id_)
    try:
        opened = go(memory.stamp)
    except AssistantError as error:
        memory.complaint = str(error)
        return
    _went(memory, opened, typed=False, done=None)


def _went(memory: Memory, opened: OpenDraft, *, typed: bool, done: str | None) -> None:
    memory.seen = opened
    memory.done = done
    if not typed:
        memory.turn += 1
