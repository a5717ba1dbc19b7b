"""What an edit is: something that people do to a manuscript, as data."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, model_validator

from assistant.errors import ClassifiedError, InputError
from assistant.goals import Indicator
from assistant.goals.framework import place_for
from assistant.goals.secrecy import is_classified
from assistant.review import ReviewData
from assistant.review.carrying import carry_over
from assistant.review.cutting import is_stated
from assistant.workspace.manuscript import Manuscript, Mark, Stated

LONGEST_CELL = 2000
"""Characters of a cell; the longest real ones have a few hundred."""
LONGEST_TOLD = 20
"""Characters of a name when a history tells of it."""
SECRET = "内容标有涉密字样，没有保存；本工具不处理涉密内容，请按保密规定在涉密设备上编制。"
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Characters that nobody types and neither a database of texts nor a Word file can hold; pasting brings them along."""


class BaseEdit(BaseModel, ABC):
    """Told in words, kept, and done again on a newer state where somebody else was faster.

    An edit can be made of whatever was typed; `check` and `apply` say in a sentence what stands in its way.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)  # errors go into the log, texts must not
    typed: ClassVar[tuple[str, ...]] = ()
    """The fields that a person types."""
    longest: ClassVar[int] = LONGEST_CELL
    """Characters that each of them may have."""

    @model_validator(mode="before")
    @classmethod
    def _without_unseen(cls, data: object) -> object:
        return {name: _cleaned(value) for name, value in data.items()} if isinstance(data, dict) else data

    def check(self) -> None:
        """Refuse what must not be kept, not even as an edit.

        Raises:
            InputError: a text is too long.
            ClassifiedError: a text is marked 涉密.
        """
        if any(map(is_classified, texts_in(self.model_dump(mode="json")))):
            raise ClassifiedError(SECRET)
        for text in texts_in([getattr(self, name) for name in self.typed]):
            if len(text) > self.longest:
                raise InputError(f"内容有 {len(text)} 个字，超过 {self.longest} 个字，没有保存，请精简后重试。")

    @abstractmethod
    def describe(self, manuscript: Manuscript) -> str:
        """What it does to a manuscript that it fits, in a few words."""

    @abstractmethod
    def apply(self, manuscript: Manuscript, data: ReviewData) -> Manuscript:
        """The manuscript with the edit in it.

        Raises:
            InputError: it cannot be done; the message says why.
        """


def clean(text: str) -> str:
    """A text without characters that cannot be seen or kept."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def texts_in(data: object) -> Iterator[str]:
    """All texts in data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from texts_in(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from texts_in(value)


def refuse_locked(row: Indicator, mark: Mark) -> None:
    """A locked row is left as it is, by machines and by slips of the hand alike.

    Raises:
        InputError: the row is locked.
    """
    if mark.locked:
        raise InputError(f"「{short(row.level3)}」已锁定，先解除锁定再修改。")


def insert_row(manuscript: Manuscript, row: Indicator, mark: Mark) -> Manuscript:
    """With a row behind the last of its class, or where its class belongs.

    Raises:
        InputError: it is there already: what was done twice is done once.
    """
    if any(mark.id == other.id for other in manuscript.marks):
        raise InputError(f"「{short(row.level3)}」已经在表里了。")
    rows, place = manuscript.rows, place_for(manuscript.table, row)
    return manuscript.with_rows([*rows[:place], (row, mark), *rows[place:]])


def with_row(manuscript: Manuscript, place: int, row: Indicator, mark: Mark) -> Manuscript:
    """With another row at a place."""
    rows = manuscript.rows
    rows[place] = (row, mark)
    return manuscript.with_rows(rows)


def short(name: str) -> str:
    """A name as a history tells it."""
    return name if len(name) <= LONGEST_TOLD else f"{name[:LONGEST_TOLD]}…"


def quoted(manuscript: Manuscript, row: str) -> str:
    """The name of a row, as a history tells it."""
    return f"「{short(manuscript.row(row).level3)}」"


def with_goals_following(manuscript: Manuscript, place: int, row: Indicator, data: ReviewData) -> Manuscript:
    """With goals that say of the row at a place what it is going to say."""
    rows = manuscript.table.indicators
    goals = carry_over(manuscript.table.goals, rows[place], row, data, others=(*rows[:place], *rows[place + 1 :]))
    return manuscript.with_table(goals=goals)


def with_stated(manuscript: Manuscript, place: int, data: ReviewData) -> Manuscript:
    """With the row at a place remembered as it is, where a goal states it: it is about to be changed or taken out."""
    rows, goals = manuscript.table.indicators, manuscript.table.goals
    row, id_ = rows[place], manuscript.marks[place].id
    if not is_stated(goals, row, (*rows[:place], *rows[place + 1 :]), data):
        return manuscript
    others = (entry for entry in manuscript.stated if entry.row != id_)
    return manuscript.model_copy(update={"stated": (*others, Stated(row=id_, indicator=row))})


def _cleaned(value: object) -> object:
    """A text, or several, without what nobody sees."""
    if isinstance(value, str):
        return clean(value)
    return tuple(_cleaned(each) for each in value) if isinstance(value, list | tuple) else value
