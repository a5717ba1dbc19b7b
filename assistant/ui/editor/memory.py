"""What the page remembers of an open draft between two clicks, and the way every change takes to the database."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import streamlit as st

from assistant.errors import AssistantError, ClassifiedError, ConflictError
from assistant.ui.session import my_drafts, my_refusals, open_desk
from assistant.ui.told import tell
from assistant.workspace.drafts import OpenDraft
from assistant.workspace.edits import Edit


@dataclass
class Box:
    """A widget that people type into.

    Attributes:
        stands: what stands behind it.
        turn: how often it was made anew.
        refused: the edits that were not done and that it goes on showing, for the person to mend them.
    """

    stands: str
    turn: int = 0
    refused: tuple[Edit, ...] = ()


@dataclass
class Memory:
    """One for each draft and browser tab.

    Attributes:
        seen: the state that the person sees; None before it is shown.
        boxes: by their names the widgets that people type into.
        row: id of the row that is looked at; `place` where it stood, for when it is gone.
        jobs: ids of running jobs by what they are for.
        offered: what a job offers, by what it is for.
    """

    seen: OpenDraft | None = None
    boxes: dict[str, Box] = field(default_factory=dict)
    row: str | None = None
    place: int = 0
    jobs: dict[str, str] = field(default_factory=dict)
    offered: dict[str, object] = field(default_factory=dict)

    @property
    def stamp(self) -> int:
        """What a change of the state that is seen has to name."""
        return self.seen.stamp if self.seen else 0

    def key_of(self, box: str, text: str = "") -> str:
        """The key of a widget behind which `text` stands: another once the text is another, and whatever else changes not.

        So what somebody is typing outlives all that is saved elsewhere.
        """
        known = self.boxes.setdefault(box, Box(text))
        if known.stands != text:
            known.stands, known.turn = text, known.turn + 1
        return f"{box}-{known.turn}"

    def typed(self, box: str, text: str) -> None:
        """Note that a widget shows what is saved already, so that it is not made anew under the hand that typed it."""
        if box in self.boxes:
            self.boxes[box].stands = text

    def renew(self, box: str) -> None:
        """Have a widget made anew with what stands behind it."""
        known = self.boxes.setdefault(box, Box(""))
        known.turn, known.refused = known.turn + 1, ()

    def shows_refused(self, start: str) -> bool:
        """Whether a widget whose name begins so goes on showing what was not done."""
        return any(box.refused for name, box in self.boxes.items() if name.startswith(start))

    def leave(self, box: str, edits: Sequence[Edit]) -> None:
        """Let a widget go on showing edits that were not done."""
        known = self.boxes.setdefault(box, Box(""))
        known.refused = (*known.refused, *edits)


def memory_of(id_: str) -> Memory:
    """What is remembered of a draft."""
    key = f"memory-{id_}"
    if key not in st.session_state:
        st.session_state[key] = Memory()
    found: Memory = st.session_state[key]
    return found


def see(id_: str, opened: OpenDraft) -> None:
    """Note which state is shown."""
    memory_of(id_).seen = opened


def perform(id_: str, edits: Sequence[Edit], *, box: str | None = None, done: str | None = None, where: str | None = None) -> bool:
    """Do edits to what the person sees; whether it worked. What stands in the way is told.

    Args:
        id_: of the draft.
        edits: what to do; nothing, where there are none.
        box: the widget in which they were typed. It keeps what it shows where the person can mend it; where somebody else was
            faster the edits are kept elsewhere, and of what is marked 涉密 nothing may stay.
        done: what to tell the person afterwards.
        where: the place on the page where it is told why they cannot be done; its head, unless something is named.
    """
    if not edits:
        return False
    memory = memory_of(id_)
    try:
        memory.seen = my_drafts().edit(id_, memory.stamp, edits, open_desk().context().review_data)
    except ConflictError as error:
        tell("error", str(error))
        _keep(memory, edits)
        if box is not None:
            memory.renew(box)
        return False
    except AssistantError as error:
        if box is not None and len(edits) > 1:  # what was pasted into many cells is not lost for one of them
            return all([perform(id_, [edit], box=box, where=where) for edit in edits])
        tell("error", str(error), where)
        if box is not None:
            memory.renew(box) if isinstance(error, ClassifiedError) else memory.leave(box, edits)
        return False
    if done:
        tell("success", done)
    return True


def _keep(memory: Memory, edits: Sequence[Edit]) -> None:
    """Keep edits that somebody else was faster than."""
    assert memory.seen is not None, "nobody edits what they do not see"
    try:
        my_refusals().keep(memory.seen, edits)
    except AssistantError as error:
        tell("error", str(error))


def press(id_: str, edits: Sequence[Edit], done: str | None = None) -> None:
    """Do edits when a button is pressed, and tell what was done."""
    perform(id_, edits, done=done)


def step(id_: str, go: Callable[[int], OpenDraft]) -> None:
    """Undo, redo, restore: `go` takes the stamp that the person sees."""
    memory = memory_of(id_)
    try:
        memory.seen = go(memory.stamp)
    except AssistantError as error:
        tell("error", str(error))
