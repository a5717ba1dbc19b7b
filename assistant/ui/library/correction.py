"""A table that was read, as texts to be corrected, and the table that comes of them. Pure; nothing is shown here."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import pandas as pd

from assistant.errors import ClassifiedError, InputError
from assistant.goals import Framework, Goal, GoalTable, Indicator
from assistant.goals.framework import framework_of
from assistant.goals.money import format_amount, parse_budget
from assistant.goals.secrecy import holds_secrets
from assistant.goals.target import parse_target
from assistant.goals.taxonomy import CLASSES, COST, classes_in, level2_in, level2_names
from assistant.goals.wording import squeeze

Column = Literal["level1", "level2", "level3", "value", "period_value", "description", "basis", "weight", "group"]
COLUMNS: tuple[Column, ...] = ("level1", "level2", "level3", "value", "period_value", "description", "basis", "weight", "group")
_ALWAYS: tuple[Column, ...] = ("level1", "level2", "level3", "value")
TITLES: dict[Column, str] = {name: Indicator.model_fields[name].title or name for name in COLUMNS}
Scope = Literal["overall", "annual", "period"]
SCOPES: dict[Scope, str] = {"overall": "总体目标", "period": "实施周期目标", "annual": "年度目标"}
_YEARS = range(1990, 2101)


@dataclass(frozen=True)
class Head:
    """The head of a table as texts."""

    name: str
    unit: str
    year: str
    budget: str
    purpose: str


def head_of(table: GoalTable) -> Head:
    """The head of a table."""
    budget = "" if table.budget_yuan is None else format_amount(table.budget_yuan)
    return Head(table.name, table.unit or "", str(table.year or ""), budget, table.purpose or "")


def goals_of(table: GoalTable) -> dict[Scope, str]:
    """The goals of each scope that there is, one a line; the year's where there are none."""
    texts = {scope: "\n".join(_in_a_line(goal) for goal in table.goals if goal.scope == scope) for scope in SCOPES}
    return {scope: text for scope, text in texts.items() if text} or {"annual": ""}


def frame_of(table: GoalTable) -> pd.DataFrame:
    """The rows as texts, indexed by their places: the ones that a person adds get higher numbers."""
    shown = [name for name in COLUMNS if name in _ALWAYS or any(getattr(row, name) for row in table.indicators)]
    rows = [[getattr(row, name) or "" for name in shown] for row in table.indicators]
    return pd.DataFrame(rows, columns=[TITLES[name] for name in shown], index=pd.RangeIndex(len(rows)), dtype="object")


def class_choices(table: GoalTable) -> tuple[list[str], list[str]]:
    """First and second levels that a row may be given: those of the framework, and whatever rows have."""
    framework = framework_of(table)
    first = [*CLASSES[framework], *(row.level1 for row in table.indicators if row.level1)]
    second = [*level2_names(framework), *(row.level2 for row in table.indicators if row.level2)]
    return list(dict.fromkeys(["", *first])), list(dict.fromkeys(["", *second]))


def correct(table: GoalTable, head: Head, goals: Mapping[Scope, str], frame: pd.DataFrame) -> GoalTable:
    """`table` as a person corrected it; what was read with doubt was looked at, so that nothing is in doubt any more.

    Args:
        table: as it was read.
        head: the texts of its head.
        goals: the texts of each scope, a goal a line.
        frame: the rows as `frame_of` gave them, changed, removed and added.

    Raises:
        InputError: a text is wrong or missing; the message says which.
        ClassifiedError: what was written is marked 涉密.
    """
    if not squeeze(head.name):
        raise InputError("项目名称不能为空，请填写。")
    made = table.model_copy(
        update={
            "name": squeeze(head.name),
            "unit": squeeze(head.unit) or None,
            "year": _year(head.year),
            "budget_yuan": _budget(head.budget, table),
            "purpose": head.purpose.strip() or None,
            "goals": tuple(goal for scope in SCOPES for goal in _goals(table, scope, goals.get(scope, ""))),
            "indicators": _indicators(table, frame),
            "doubts": (),
        }
    )
    if holds_secrets(made):
        raise ClassifiedError("改过的内容标有涉密，不能加入范例库，请删去；涉密内容请按保密规定处理。")
    return made


def _year(text: str) -> int | None:
    digits = squeeze(text).removesuffix("年")
    if not digits:
        return None
    if not (digits.isascii() and digits.isdecimal() and len(digits) == 4 and int(digits) in _YEARS):
        raise InputError(f"预算年度「{text[:20]}」不对，请写四位年份，例如 2025，没有就留空。")
    return int(digits)


def _budget(text: str, table: GoalTable) -> Decimal | None:
    if not text.strip():
        return None
    return table.budget_yuan if text == head_of(table).budget else parse_budget(text)


def _in_a_line(goal: Goal) -> str:
    return " ".join(goal.text.split("\n"))


def _goals(table: GoalTable, scope: Scope, text: str) -> list[Goal]:
    """The goals of a scope; one that was not touched is as it was, with what else is known of it."""
    known = {_in_a_line(goal): goal for goal in table.goals if goal.scope == scope}
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return [known.get(line) or Goal(scope=scope, text=line) for line in lines]


def _indicators(table: GoalTable, frame: pd.DataFrame) -> tuple[Indicator, ...]:
    fields = {title: name for name, title in TITLES.items()}
    rows: list[Indicator] = []
    for number, (label, cells) in enumerate(frame.iterrows(), 1):
        texts: dict[Column, str] = {fields[title]: _text(cell) for title, cell in cells.items()}
        before = table.indicators[label] if isinstance(label, int) and 0 <= label < len(table.indicators) else None
        if not any(texts.values()):
            continue
        if not texts["level3"]:
            raise InputError(f"第 {number} 行没有三级指标的名称，请填写，或删去这一行。")
        rows.append(_indicator(before, texts, framework_of(table)))
    return tuple(rows)


def _text(cell: object) -> str:
    return cell.strip() if isinstance(cell, str) else ""


def _indicator(before: Indicator | None, texts: Mapping[Column, str], framework: Framework) -> Indicator:
    said: dict[str, str | None] = {name: text or None for name, text in texts.items()}
    if before is not None and all((getattr(before, name) or None) == text for name, text in said.items()):
        return before
    moved = before is None or (before.level2 or "") != texts["level2"]
    if moved and texts["level2"]:  # the second level says where a row belongs
        said["level1"] = classes_in(framework, texts["level2"])[0] or said["level1"]
    costly = said["level1"] == COST or level2_in(Framework.THREE_CLASS, texts["level2"]) == COST
    target = parse_target(texts["value"], money=costly) if texts["value"] else None
    return (before or Indicator(level3=texts["level3"])).model_copy(update={**said, "target": target})
