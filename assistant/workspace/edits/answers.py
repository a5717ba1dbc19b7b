"""Edits that answer what a draft asks."""

from typing import ClassVar, Literal

from assistant.goals import Indicator
from assistant.goals.framework import framework_of
from assistant.review import ReviewData
from assistant.review.fixing import with_field
from assistant.workspace.answers import read_answer
from assistant.workspace.edits.edit import BaseEdit, quoted, refuse_locked, with_goals_following, with_row
from assistant.workspace.manuscript import Manuscript, Mark


class Answer(BaseEdit):
    """An answer to the question of a row; it flows into the value and into the goals that state it."""

    kind: Literal["answer"] = "answer"
    row: str
    text: str
    typed: ClassVar = ("text",)

    def describe(self, manuscript: Manuscript) -> str:
        """Which row."""
        return f"回答{quoted(manuscript, self.row)}"

    def apply(self, manuscript: Manuscript, data: ReviewData) -> Manuscript:
        """With the answer as value, and in the goals."""
        place = manuscript.place_of(self.row)
        row, mark = manuscript.rows[place]
        refuse_locked(row, mark)
        value = read_answer(row, self.text, manuscript.table.year)
        if value == row.value:
            return _confirmed(manuscript, place, row, mark)
        changed = with_field(row, "value", value, framework_of(manuscript.table))
        changed = changed.model_copy(update={"status": "confirmed", "origin": "input"})
        answered = mark.model_copy(update={"question": None, "remark": None, "edited": True})
        return with_row(with_goals_following(manuscript, place, changed, data), place, changed, answered)


class Confirm(BaseEdit):
    """The value that stands there is right."""

    kind: Literal["confirm"] = "confirm"
    row: str

    def describe(self, manuscript: Manuscript) -> str:
        """Which row."""
        return f"确认{quoted(manuscript, self.row)}"

    def apply(self, manuscript: Manuscript, data: ReviewData) -> Manuscript:
        """With the row confirmed."""
        place = manuscript.place_of(self.row)
        return _confirmed(manuscript, place, *manuscript.rows[place])


def _confirmed(manuscript: Manuscript, place: int, row: Indicator, mark: Mark) -> Manuscript:
    """With a row that says what it said, which is right; one that nobody asked about stays as it is."""
    if row.status == "confirmed" and mark.question is None:
        return manuscript
    mark = mark.model_copy(update={"question": None, "remark": None, "chosen": True})
    return with_row(manuscript, place, row.model_copy(update={"status": "confirmed"}), mark)


class DropRemark(BaseEdit):
    """A remark that the person has seen to."""

    kind: Literal["remark"] = "remark"
    text: str

    def describe(self, manuscript: Manuscript) -> str:
        """That it is done."""
        return "处理一条待确认事项"

    def apply(self, manuscript: Manuscript, data: ReviewData) -> Manuscript:
        """Without the remark."""
        return manuscript.model_copy(update={"remarks": tuple(text for text in manuscript.remarks if text != self.text)})
