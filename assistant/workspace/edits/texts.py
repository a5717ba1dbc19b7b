"""Edits of texts: a cell, the goals, and fixes of findings."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from assistant.drafting.request import LONGEST_PURPOSE
from assistant.errors import InputError
from assistant.goals import Goal, Indicator
from assistant.goals.framework import framework_of
from assistant.review import Finding, Fix, ReviewData, apply_fix
from assistant.review.fixing import read_field, with_field
from assistant.workspace.edits.edit import BaseEdit, quoted, refuse_locked, with_row, with_stated
from assistant.workspace.manuscript import Manuscript

_CHANGED = "这里的内容已经改过了，这条意见不再适用，请看最新的审核意见。"
_STATED = ("level3", "value", "period_value")
"""What goals say of a row."""
_NEEDED = ("level3", "name", "text")
CellField = Literal["level2", "level3", "value", "period_value", "description", "basis", "weight"]


class SetCell(BaseEdit):
    """One cell of a row; a value of the person's own answers its question."""

    kind: Literal["cell"] = "cell"
    row: str
    field: CellField
    text: str
    typed: ClassVar = ("text",)

    def describe(self, manuscript: Manuscript) -> str:
        """Which cell of which row."""
        return f"修改{quoted(manuscript, self.row)}的{Indicator.model_fields[self.field].title}"

    def apply(self, manuscript: Manuscript, data: ReviewData) -> Manuscript:
        """The cell changed, with what follows from it."""
        text = self.text.strip()
        place = manuscript.place_of(self.row)
        row, mark = manuscript.rows[place]
        if (getattr(row, self.field) or "") == text:
            return manuscript
        refuse_locked(row, mark)
        if self.field == "level3" and not text:
            raise InputError("三级指标的名称不能为空；不要这一条可以删除整行。")
        changed = with_field(row, self.field, text, framework_of(manuscript.table))
        mark = mark.model_copy(update={"edited": True})
        if self.field == "value":
            changed = changed.model_copy(update={"status": "confirmed"})
            mark = mark.model_copy(update={"question": None, "remark": None})
        if self.field in ("level3", "value"):
            changed = changed.model_copy(update={"origin": "input"})
        if self.field in _STATED:
            manuscript = with_stated(manuscript, place, data)
        return with_row(manuscript, place, changed, mark)


class SetGoals(BaseEdit):
    """The goals of one scope, anew."""

    kind: Literal["goals"] = "goals"
    scope: Literal["overall", "annual", "period"]
    texts: tuple[str, ...]
    typed: ClassVar = ("texts",)
    longest: ClassVar = LONGEST_PURPOSE

    def describe(self, manuscript: Manuscript) -> str:
        """That goals are changed."""
        return "修改绩效目标"

    def apply(self, manuscript: Manuscript, data: ReviewData) -> Manuscript:
        """With these goals in the place of those of the scope."""
        texts = [text.strip() for text in self.texts if text.strip()]
        old = [goal for goal in manuscript.table.goals if goal.scope == self.scope]
        if [goal.text for goal in old] == texts:
            return manuscript
        new = [Goal(scope=self.scope, text=text, group=_group_of(at, texts, old)) for at, text in enumerate(texts)]
        first = next((at for at, goal in enumerate(manuscript.table.goals) if goal.scope == self.scope), len(manuscript.table.goals))
        others = [goal for goal in manuscript.table.goals if goal.scope != self.scope]
        goals = (*others[:first], *new, *others[first:])
        return manuscript.with_table(goals=goals).model_copy(update={"goals_edited": True})


def _group_of(place: int, texts: Sequence[str], old: Sequence[Goal]) -> str | None:
    """The part of the project that a goal belongs to: a text that was there keeps its own, where others came or went."""
    same = [goal.group for goal in old if goal.text == texts[place]]
    if same:
        return same[0]
    return old[place].group if len(texts) == len(old) else None


class ApplyFix(BaseEdit):
    """The fix of a finding, accepted by a person.

    Attributes:
        before: what stood there when it was found; the fix is not for anything else.
        order: the ids of the rows, where it is a new order of them.
    """

    kind: Literal["fix"] = "fix"
    rule: str
    row: str | None
    field: str
    new: str
    before: str | None = None
    order: tuple[str, ...] = ()

    def describe(self, manuscript: Manuscript) -> str:
        """Which place."""
        where = quoted(manuscript, self.row) if self.row else "全表"
        return f"按审核意见修改{where}"

    def apply(self, manuscript: Manuscript, data: ReviewData) -> Manuscript:
        """With the fix in it; where it is a new order of the rows, their marks move with them."""
        if self.field == "indicators":
            return self._reorder(manuscript)
        place, new = manuscript.place_of(self.row) if self.row is not None else None, self.new.strip()
        if not new and self.field.rpartition(".")[2] in _NEEDED:
            raise InputError("这里不能为空，没有修改。")
        fix = Fix(field=self.field, new=new)
        finding = Finding(rule=self.rule, severity="info", message=self.rule, indicator=place, field=self.field, fix=fix)
        stands = _stands(manuscript, finding)
        if stands is None or self.before not in (None, stands):
            raise InputError(_CHANGED)
        if place is None or fix.in_list:
            return manuscript.model_copy(update={"table": apply_fix(manuscript.table, finding)})
        row, mark = manuscript.rows[place]
        refuse_locked(row, mark)
        changed = with_field(row, self.field, new, framework_of(manuscript.table))
        manuscript = with_stated(manuscript, place, data) if self.field in _STATED else manuscript
        return with_row(manuscript, place, changed, mark.model_copy(update={"edited": True}))

    def _reorder(self, manuscript: Manuscript) -> Manuscript:
        there = {mark.id: (row, mark) for row, mark in manuscript.rows}
        if sorted(there) != sorted(self.order):
            raise InputError(_CHANGED)
        return manuscript.with_rows([there[id_] for id_ in self.order])


def _stands(manuscript: Manuscript, finding: Finding) -> str | None:
    """What stands now where a fix would go; None where there is no such place any more."""
    try:
        return read_field(manuscript.table, finding)
    except IndexError:
        return None
