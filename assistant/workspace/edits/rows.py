"""Edits of rows: new ones, fewer, another order, locks, one in the place of another."""

import re
from typing import ClassVar, Literal

from pydantic import Field

from assistant.errors import InputError
from assistant.goals import Indicator
from assistant.goals.framework import framework_of
from assistant.goals.taxonomy import CLASSES, classes_in
from assistant.review import ReviewData
from assistant.review.fixing import with_field
from assistant.suggesting import Suggestion
from assistant.workspace.edits.edit import BaseEdit, insert_row, quoted, refuse_locked, short, with_goals_following, with_row, with_stated
from assistant.workspace.manuscript import Manuscript, Mark, new_id


class AddRow(BaseEdit):
    """A new row behind the last of its class."""

    kind: Literal["add"] = "add"
    row: str = Field(default_factory=new_id)
    level2: str
    level3: str
    value: str = ""
    typed: ClassVar = ("level3", "value")

    def describe(self, manuscript: Manuscript) -> str:
        """What is added."""
        return f"新增「{short(self.level3)}」"

    def apply(self, manuscript: Manuscript, data: ReviewData) -> Manuscript:
        """With the new row."""
        if not self.level3.strip():
            raise InputError("请先填写三级指标的名称，再新增。")
        level1, level2 = _class_of(manuscript, self.level2)
        row = Indicator(level1=level1, level2=level2, level3=self.level3, origin="input")
        row = with_field(row, "value", self.value.strip(), framework_of(manuscript.table))
        return insert_row(manuscript, row, Mark(id=self.row, edited=True))


def _class_of(manuscript: Manuscript, level2: str) -> tuple[str | None, str | None]:
    """Both levels of a class by its second, which a department's table may lack: then it is named by its first."""
    framework = framework_of(manuscript.table)
    if level2 in CLASSES[framework]:
        children = CLASSES[framework][level2]
        return level2, children[0] if len(children) == 1 else None
    alike = (row.level1 for row in manuscript.table.indicators if row.level2 == level2 and row.level1)
    level1, level2 = classes_in(framework, level2)
    return level1 or next(alike, None), level2


class DropRows(BaseEdit):
    """Rows taken out; none that is locked."""

    kind: Literal["drop"] = "drop"
    rows: tuple[str, ...]

    def describe(self, manuscript: Manuscript) -> str:
        """Which rows."""
        first = short(manuscript.row(self.rows[0]).level3) if self.rows else ""
        return f"删除「{first}」" if len(self.rows) == 1 else f"删除「{first}」等 {len(self.rows)} 条指标"

    def apply(self, manuscript: Manuscript, data: ReviewData) -> Manuscript:
        """Without the rows, and with their names remembered: 重新起草 does not bring them back, but people may add them again."""
        gone = [manuscript.rows[place] for place in map(manuscript.place_of, self.rows)]
        names = list(manuscript.dropped)
        for row, mark in gone:
            refuse_locked(row, mark)
            names += [row.level3, *mark.refused]
            manuscript = with_stated(manuscript, manuscript.place_of(mark.id), data)
        left = manuscript.with_rows([(row, mark) for row, mark in manuscript.rows if mark.id not in self.rows])
        return left.model_copy(update={"dropped": tuple(dict.fromkeys(names))})


class MoveRow(BaseEdit):
    """A row moved up or down past its neighbours."""

    kind: Literal["move"] = "move"
    row: str
    by: int

    def describe(self, manuscript: Manuscript) -> str:
        """Which row, which way."""
        return f"{'下' if self.by > 0 else '上'}移{quoted(manuscript, self.row)}"

    def apply(self, manuscript: Manuscript, data: ReviewData) -> Manuscript:
        """In the new order; at the end of the table it goes no further."""
        rows, place = manuscript.rows, manuscript.place_of(self.row)
        moved = rows.pop(place)
        rows.insert(max(0, min(place + self.by, len(rows))), moved)
        return manuscript.with_rows(rows)


class SetLock(BaseEdit):
    """A row locked or unlocked."""

    kind: Literal["lock"] = "lock"
    row: str
    locked: bool

    def describe(self, manuscript: Manuscript) -> str:
        """Which row."""
        return f"{'锁定' if self.locked else '解除锁定'}{quoted(manuscript, self.row)}"

    def apply(self, manuscript: Manuscript, data: ReviewData) -> Manuscript:
        """With the lock on or off."""
        place = manuscript.place_of(self.row)
        row, mark = manuscript.rows[place]
        return with_row(manuscript, place, row, mark.model_copy(update={"locked": self.locked}))


class Exchange(BaseEdit):
    """Another row in the place of one: 换一个, 改写. Where `before` is told, only in the place of what was looked at."""

    kind: Literal["exchange"] = "exchange"
    row: str
    indicator: Indicator
    question: str | None = None
    before: Indicator | None = None
    by_person: bool = Field(False, description="whether the person said how it should be")

    def describe(self, manuscript: Manuscript) -> str:
        """What for what."""
        before = manuscript.row(self.row).level3
        verb = "改写" if self.by_person else "换"
        after = self.indicator.level3
        return f"{verb}「{short(before)}」" if before == after else f"把「{short(before)}」换成「{short(after)}」"

    def apply(self, manuscript: Manuscript, data: ReviewData) -> Manuscript:
        """With the new row; the name that goes is not offered again."""
        place = manuscript.place_of(self.row)
        row, mark = manuscript.rows[place]
        refuse_locked(row, mark)
        if self.before is not None and self.before != row:
            raise InputError(f"「{short(row.level3)}」这期间又改过了，没有替换，请按现在的内容再试一次。")
        same = row.level3 == self.indicator.level3
        refused = mark.refused if same else tuple(dict.fromkeys((*mark.refused, row.level3)))
        question, remark = _asked_alone(self.question, self.indicator)
        update = {"question": question, "remark": remark, "refused": refused, "edited": self.by_person, "chosen": True}
        follow = with_goals_following(manuscript, place, self.indicator, data) if same else with_stated(manuscript, place, data)
        return with_row(follow, place, self.indicator, mark.model_copy(update=update))


class TakeOver(BaseEdit):
    """A suggested row taken into the table."""

    kind: Literal["take"] = "take"
    row: str = Field(default_factory=new_id)
    suggestion: Suggestion

    def describe(self, manuscript: Manuscript) -> str:
        """What is taken over."""
        return f"采纳推荐「{short(self.suggestion.level3)}」"

    def apply(self, manuscript: Manuscript, data: ReviewData) -> Manuscript:
        """With the row where its class belongs.

        Raises:
            InputError: the table has it already.
        """
        if holds(manuscript, self.suggestion):
            raise InputError(f"「{short(self.suggestion.level3)}」已经在表里了。")
        question, remark = _asked_alone(self.suggestion.question, self.suggestion.indicator)
        return insert_row(manuscript, self.suggestion.indicator, Mark(id=self.row, chosen=True, question=question, remark=remark))


def _asked_alone(told: str | None, row: Indicator) -> tuple[str | None, str | None]:
    """Question and remark of what is told of a suggested row, which names the row and its value first; here they are told beside it."""
    head = f"{row.level3}暂填“{row.value}”"
    parts = re.fullmatch(r"(?:（(.*)）)?：(.+)", told[len(head) :], re.DOTALL) if told and told.startswith(head) else None
    return (parts[2], parts[1]) if parts else (told, None)


def holds(manuscript: Manuscript, suggestion: Suggestion) -> bool:
    """Whether a suggested row stands in the table: one of its name in its class; the same name in another class says something else."""
    new = suggestion.indicator
    return any((row.level2, row.level3) == (new.level2, new.level3) for row in manuscript.table.indicators)
