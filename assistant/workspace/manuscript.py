"""稿: a goal table that somebody works on, with what is known of each row besides what it says."""

import secrets
from collections.abc import Collection, Sequence
from itertools import count
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator

from assistant.drafting import Draft, DraftRequest
from assistant.drafting.result import ExemplarRef
from assistant.errors import InputError
from assistant.goals import GoalTable, Indicator
from assistant.goals.table import Doubt

_LONGEST_NAME_OF_COPY = 380
"""Characters: the end of a title must not be cut off."""
_ROWS = "indicators."
"""What stands before the number of a row where a doubt names it."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)  # errors go into the log, texts must not


class Mark(_Part):
    """What is known of a row besides what it says.

    Attributes:
        id: names the row whatever becomes of its place.
        locked: a person wants it left as it is.
        edited: a person wrote in it; what is made anew leaves it alone, as it does locked ones.
        chosen: a person took it over, confirmed it, or brought it along; it is left alone too.
        question: what a person is asked about its value.
        remark: how the value was found, to be told with the question.
        refused: names that stood here and were exchanged, so that they are not offered again.
    """

    id: str
    locked: bool = False
    edited: bool = False
    chosen: bool = False
    question: str | None = None
    remark: str | None = None
    refused: tuple[str, ...] = ()

    @property
    def kept(self) -> bool:
        """Whether what is made anew must leave the row alone."""
        return self.locked or self.edited or self.chosen


class Stated(_Part):
    """A row as a goal stated it before somebody changed the row or took it out: the goal may still say so.

    Attributes:
        row: the id of the row.
        indicator: what it said.
    """

    row: str
    indicator: Indicator


class Manuscript(_Part):
    """A table in the making. The marks stand in the order of its indicators.

    Attributes:
        request: what was asked for, where it was drafted here; None for a table that was read from a file.
        goals_edited: whether a person wrote the goals.
        dropped: names of rows that a person deleted, so that what is made anew does not bring them back.
        stated: rows as goals stated them before they were changed or taken out.
        remarks: what a person must see to that belongs to no row.
        form: id of the local form that it is meant for; None for the official one.
        exemplars: the projects that the draft rests on.
        mode: how it came to be.
        model: the language model that was asked, where one was.
        notice: what the person must be told of how it was made.
        offline: whether the person wanted no model asked; what is made anew keeps to it.
        prompt: id of the prompt that a model was to be given; None for the usual one.
        project_types: ids of the library's types that it was drafted as, likeliest first.
        copied: the how manieth copy of another draft it is; 0 for none.
    """

    table: GoalTable
    marks: tuple[Mark, ...] = ()
    request: DraftRequest | None = None
    goals_edited: bool = False
    dropped: tuple[str, ...] = ()
    stated: tuple[Stated, ...] = ()
    remarks: tuple[str, ...] = ()
    form: str | None = None
    exemplars: tuple[ExemplarRef, ...] = ()
    mode: Literal["offline", "llm", "read"] = "offline"
    model: str | None = None
    notice: str | None = None
    offline: bool = False
    prompt: str | None = None
    project_types: tuple[str, ...] = ()
    copied: int = 0

    @model_validator(mode="after")
    def _check(self) -> Self:
        if len(self.marks) != len(self.table.indicators) or len({mark.id for mark in self.marks}) != len(self.marks):
            raise ValueError("a mark of its own for every row")
        return self

    @property
    def title(self) -> str:
        """What lists of drafts call it: the project's name, and that it is a copy. Nothing that is exported says so."""
        if not self.copied:
            return self.table.name
        return f"{self.table.name[:_LONGEST_NAME_OF_COPY]}（副本{self.copied if self.copied > 1 else ''}）"

    def as_copy(self, taken: Collection[str]) -> "Manuscript":
        """The same as a copy, with a title that is none of those taken."""
        copies = (self.model_copy(update={"copied": number}) for number in count(1))
        return next(copy for copy in copies if copy.title not in taken)

    @property
    def own_text(self) -> str | None:
        """All that the person gave, what the head says now included; None for a table that was read."""
        if self.request is None:
            return None
        now = (self.table.name, self.table.unit, self.table.purpose)
        return "\n".join((self.request.own_text, *(text for text in now if text and text not in self.request.own_text)))

    @property
    def refused(self) -> tuple[str, ...]:
        """Names of rows that people do not want: deleted, unless all were (whoever clears a table wants another), or exchanged."""
        dropped, there = self.dropped if self.marks else (), {row.level3 for row in self.table.indicators}
        names = dict.fromkeys((*dropped, *(name for mark in self.marks if mark.kept for name in mark.refused)))
        return tuple(name for name in names if name not in there)

    def place_of(self, row: str) -> int:
        """Where the row of an id stands, from 0.

        Raises:
            InputError: it is gone.
        """
        for place, mark in enumerate(self.marks):
            if mark.id == row:
                return place
        raise InputError("这条指标已经不在表里了，请看最新的表后重试。")

    def row(self, row: str) -> Indicator:
        """What the row of an id says.

        Raises:
            InputError: it is gone.
        """
        return self.table.indicators[self.place_of(row)]

    def with_rows(self, rows: Sequence[tuple[Indicator, Mark]]) -> "Manuscript":
        """The same with these rows and their marks."""
        marks = tuple(mark for _, mark in rows)
        changes = {"indicators": tuple(row for row, _ in rows), "doubts": self._doubts_with(marks)}
        return self.model_copy(update={"table": self.table.model_copy(update=changes), "marks": marks})

    def _doubts_with(self, marks: Sequence[Mark]) -> tuple[Doubt, ...]:
        """What was read with doubt, at the places that the rows then have."""
        if not self.table.doubts:
            return ()
        now = {mark.id: place for place, mark in enumerate(marks)}
        moved = {f"{_ROWS}{place}": now.get(mark.id) for place, mark in enumerate(self.marks)}
        places = [(doubt, moved.get(doubt.place)) for doubt in self.table.doubts]
        return tuple(
            doubt.model_copy(update={"place": f"{_ROWS}{place}"}) if place is not None else doubt
            for doubt, place in places
            if place is not None or not doubt.place.startswith(_ROWS)
        )

    def with_table(self, **changes: object) -> "Manuscript":
        """The same with some fields of the table changed, not its rows."""
        return self.model_copy(update={"table": self.table.model_copy(update=changes)})

    @property
    def rows(self) -> list[tuple[Indicator, Mark]]:
        """Rows and marks."""
        return list(zip(self.table.indicators, self.marks, strict=True))


def new_id() -> str:
    """A name for a row or a draft that no other has."""
    return secrets.token_hex(8)


def from_draft(draft: Draft, request: DraftRequest, *, form: str | None = None) -> Manuscript:
    """A draft as a manuscript: its questions stand with their rows."""
    questions = {question.indicator: question for question in draft.questions}
    marks = [
        Mark(id=new_id(), question=asked.text if (asked := questions.get(place)) else None, remark=asked.remark if asked else None)
        for place in range(len(draft.table.indicators))
    ]
    asked_of_rows = len(draft.questions)
    return Manuscript(
        table=draft.table,
        marks=tuple(marks),
        request=request,
        remarks=draft.to_confirm[: len(draft.to_confirm) - asked_of_rows],
        form=form,
        exemplars=draft.exemplars,
        mode=draft.mode,
        model=draft.model,
        notice=draft.notice,
        project_types=draft.project_types,
    )


def from_table(table: GoalTable, *, form: str | None = None) -> Manuscript:
    """A table that was read as a manuscript: all in it is the person's own."""
    marks = tuple(Mark(id=new_id(), chosen=True) for _ in table.indicators)
    return Manuscript(table=table, marks=marks, goals_edited=bool(table.goals), form=form, mode="read")
