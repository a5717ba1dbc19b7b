"""Edits of the head of a table: what is known of the project besides goals and indicators."""

import re
from decimal import Decimal
from typing import ClassVar, Literal

from assistant.drafting.request import LONGEST_NAME, LONGEST_PURPOSE
from assistant.errors import InputError
from assistant.goals import GoalTable
from assistant.goals.dates import parse_deadline
from assistant.goals.money import parse_amount, parse_budget
from assistant.goals.table import Funding, Period
from assistant.review import ReviewData
from assistant.workspace.edits.edit import BaseEdit
from assistant.workspace.manuscript import Manuscript

HeadField = Literal[
    "name", "unit", "department", "year", "budget_yuan", "fiscal_yuan", "other_yuan", "start", "end", "project_code", "project_type",
    "spending_plan", "purpose",
]  # fmt: skip
_PLANNED = re.compile(r"(?P<date>\S.*?)[\s:：]+(?P<share>\S+)")
_TITLES = {
    **{name: field.title or name for name, field in (GoalTable.model_fields | Funding.model_fields | Period.model_fields).items()},
    "budget_yuan": "预算",
}


def title_of_field(field: HeadField) -> str:
    """What people call a field."""
    return _TITLES[field]


class SetHead(BaseEdit):
    """A field of the head, as it was typed: money with its unit (a bare number counts in 万元), a plan with a date and a share a line."""

    kind: Literal["head"] = "head"
    field: HeadField
    text: str
    typed: ClassVar = ("text",)
    longest: ClassVar = LONGEST_PURPOSE

    def describe(self, manuscript: Manuscript) -> str:
        """Which field."""
        return f"修改{title_of_field(self.field)}"

    def apply(self, manuscript: Manuscript, data: ReviewData) -> Manuscript:
        """With the field changed."""
        text, table = self.text.strip(), manuscript.table
        if self.field == "name":
            return manuscript.with_table(name=_name(text, table.name))
        if self.field == "year":
            return manuscript.with_table(year=_year(text))
        if self.field == "budget_yuan":
            return manuscript.with_table(budget_yuan=parse_budget(text) if text else None)
        if self.field in ("fiscal_yuan", "other_yuan"):
            funding = (table.funding or Funding()).model_copy(update={self.field: _source(text) if text else None})
            return manuscript.with_table(funding=None if funding == Funding() else funding)
        if self.field in ("start", "end"):
            period = (table.period or Period()).model_copy(update={self.field: text or None})
            return manuscript.with_table(period=None if period == Period() else period)
        if self.field == "spending_plan":
            return manuscript.with_table(spending_plan=read_plan_lines(text) or None)
        return manuscript.with_table(**{self.field: text or None})


def _name(text: str, before: str) -> str:
    if not text:
        raise InputError("项目名称不能为空，请填写。")
    if len(text) > LONGEST_NAME and text != before:
        raise InputError(f"项目名称有 {len(text)} 个字，超过 {LONGEST_NAME} 个字，请只写名称，把说明写进资金用途。")
    return text


def _source(text: str) -> Decimal:
    """A source of money; unlike a budget it may give nothing."""
    return Decimal(0) if parse_amount(text) == 0 else parse_budget(text)


def _year(text: str) -> int | None:
    year = text.removesuffix("年")
    if text and not (year.isdecimal() and 2000 <= int(year) <= 2099):
        raise InputError(f"预算年度「{text[:10]}」不对，请写四位年份，例如 2026。")
    return int(year) if text else None


def read_plan_lines(text: str) -> dict[str, str | None]:
    """A spending plan from lines of a date and a share or sum each (3月底 25%); a date alone has none yet.

    Raises:
        InputError: a line says no date, or two lines the same one.
    """
    plan: dict[str, str | None] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        match, alone = _PLANNED.fullmatch(line), line.rstrip(":： ")
        date = alone if parse_deadline(alone) else match["date"] if match else None
        if date is None:
            raise InputError(f"支出计划「{line[:20]}」要写明时间和比例，用空格隔开，例如 3月底 25%。")
        if date in plan:
            raise InputError(f"支出计划里「{date[:20]}」写了两次，请合并成一行。")
        plan[date] = match["share"] if match and date != alone else None
    return plan
