"""Files that were read and wait for a person's word, for as long as the session lasts; and the ways into the library and out of it.

A file that is dropped in is read at once and let go: what waits is what was read of it, and nothing of a table that is marked 涉密.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import streamlit as st

from assistant.audit import AuditLog, hash_of
from assistant.errors import AssistantError, ClassifiedError, InputError
from assistant.exemplars import Exemplar, OwnSource, Proposal, accept, make_embedder, own_tables, propose, remove
from assistant.exemplars.own import LONGEST_NAME
from assistant.goals import GoalTable
from assistant.temporary import as_file
from assistant.ui.session import open_desk, person
from assistant.ui.told import tell

_PENDING, _NEXT = "library-pending", "library-next"


@dataclass
class Pending:
    """A source that may be accepted.

    Attributes:
        name: under which it would be known.
        tables: as they were read, or corrected.
        copies: for each table the exemplars that are this table.
        sha256: of the file, where there is one.
        refused: what to tell of tables that are marked 涉密.
        again: whether it is in the library already, and is corrected once more.
        replace: whether it takes the place of the one that has its name.
        left_out: places of the tables that are not wanted.
        correcting: place of the table that is being corrected.
        complaint: why it could not be added when that was tried.
        turn: rises when a form is done with, so that the next one starts with what there is.
    """

    name: str
    tables: list[GoalTable]
    copies: Sequence[Sequence[Exemplar]] = ()
    sha256: str | None = None
    refused: str | None = None
    again: bool = False
    replace: bool = False
    left_out: set[int] = field(default_factory=set)
    correcting: int | None = None
    complaint: str | None = None
    turn: int = 0

    @property
    def wanted(self) -> list[GoalTable]:
        """The tables that are to be added."""
        return [table for place, table in enumerate(self.tables) if place not in self.left_out]

    def copies_of(self, place: int) -> Sequence[Exemplar]:
        """The exemplars that are the table at `place`."""
        return self.copies[place] if place < len(self.copies) else ()


def from_proposal(proposal: Proposal) -> Pending:
    """A file that was read, for a person to look at."""
    return Pending(
        proposal.name,
        [each.table for each in proposal.tables],
        [each.copies for each in proposal.tables],
        proposal.sha256,
        proposal.refused,
    )


def waiting() -> dict[int, Pending]:
    """What waits, by a number that is not given twice."""
    found: dict[int, Pending] = st.session_state.setdefault(_PENDING, {})
    return found


def take_in(name: str, content: bytes) -> None:
    """Read a file that was dropped in; what is wrong with it is kept to be told."""
    name = Path(name).name
    try:
        if len(name.encode("utf-8", "replace")) > LONGEST_NAME:
            raise InputError(f"文件名「{name[:30]}…」过长，请缩短后再放入。")
        with as_file(name, content) as path:
            proposal = propose(path, open_desk().settings, open_desk().context().index)
    except ClassifiedError as error:
        tell("error", f"「{name}」没有读入：{error}")
        return
    except AssistantError as error:
        tell("error", f"「{name}」{error}" if name not in str(error) else str(error))
        return
    if proposal.tables:
        _wait_for(from_proposal(proposal))
    elif proposal.refused:
        tell("error", f"「{name}」没有读入：{proposal.refused}")


def correct_again(source: OwnSource) -> None:
    """Have an added source wait once more, to be corrected."""
    if any(entry.again and entry.name == source.source for entry in waiting().values()):
        return
    try:
        tables = own_tables(open_desk().settings, source.source)
    except AssistantError as error:
        tell("error", str(error))
        return
    _wait_for(Pending(source.source, tables, sha256=source.added.sha256 if source.added else None, again=True, replace=True))


def _wait_for(entry: Pending) -> None:
    number = int(st.session_state.get(_NEXT, 0))
    st.session_state[_NEXT] = number + 1
    waiting()[number] = entry


def let_go(number: int) -> None:
    """Forget what waits."""
    waiting().pop(number, None)


def accept_waiting(numbers: Sequence[int]) -> None:
    """Add what waits under these numbers to the library; what cannot be added goes on waiting, with why."""
    for number in numbers:
        entry = waiting().get(number)
        if entry is not None and _accept(entry):
            let_go(number)


def _accept(entry: Pending) -> bool:
    settings, by = open_desk().settings, person().name
    tables = entry.wanted
    try:
        accept(settings, make_embedder(settings), entry.name, tables, by=by, sha256=entry.sha256, replace=entry.replace)
    except AssistantError as error:
        entry.complaint = str(error)
        return False
    _record(
        {
            "did": "add",
            "source": hash_of(entry.name),
            "file": entry.sha256,
            "tables": len(tables),
            "indicators": sum(len(table.indicators) for table in tables),
            "replaced": entry.replace,
        }
    )
    tell("success", f"「{entry.name}」的 {len(tables)} 张表已在范例库里，以后起草和推荐都会参考。")
    return True


def take_out(source: OwnSource) -> None:
    """Remove an added source from the library."""
    settings = open_desk().settings
    try:
        remove(settings, make_embedder(settings), source.source)
    except AssistantError as error:
        tell("error", str(error))
        return
    digest = source.added.sha256 if source.added else None
    _record({"did": "remove", "source": hash_of(source.source), "file": digest, "tables": source.tables})
    tell("success", f"「{source.source}」已从范例库移除。")


def _record(entry: Mapping[str, Any]) -> None:
    complaint = AuditLog(open_desk().settings, person().name).record({"action": "library", **entry})
    if complaint:
        tell("warning", complaint)
