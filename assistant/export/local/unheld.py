"""What a form has no place for, field by field, so that nothing of a table is lost without a word."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from assistant.export.local.form import FormData
from assistant.export.local.placeholders import GOALS, INDICATOR, INDICATOR_TEXT, TASK
from assistant.export.local.rows import said_as_formula
from assistant.export.local.values import places_of_goals
from assistant.export.typography import printable
from assistant.goals import Goal, GoalTable
from assistant.goals.taxonomy import CLASSES
from assistant.goals.wording import squeeze

_SINGLES = {
    "unit": ("单位", ("单位",)),
    "department": ("主管部门", ("主管部门",)),
    "budget_yuan": ("预算数", ("预算数",)),
    "purpose": ("资金用途", ("资金用途",)),
    "project_code": ("项目编码", ("项目编码",)),
    "project_type": ("项目类型", ("项目类型",)),
}
_COUNTED = {
    "一级指标": "level1",
    "二级指标": "level2",
    "指标值": "value",
    "实施周期指标值": "period_value",
    "绩效指标描述": "description",
    "指标值确定依据": "basis",
    "权重": "weight",
    "所属分项": "group",
}
_PLACEHOLDERS = {attribute: f"指标:{name}" for name, attribute in INDICATOR.items()}
_IN_TEXT = {"level1", "level2", "level3", "value"}
"""What of an indicator a text of all of them says."""
_SHOWN = 30
NO_CONTENT = {"schema_version", "kind", "framework", "classified", "source", "doubts"}
"""Fields of a table that no form prints: what kind of table it is, where and how surely it was read."""


@dataclass(frozen=True)
class Lost:
    """A field of the table that the form does not have: what stood there, or in how many rows there was anything."""

    label: str
    text: str = ""
    count: int = 0


@dataclass(frozen=True)
class Remark:
    """A sentence about the table in this form, with {count} rows in it, the first of which may be named as {first}."""

    sentence: str
    count: int
    first: str = ""


def unheld(table: GoalTable, form: FormData, names: Collection[str]) -> list[Lost | Remark]:
    """Every field of `table` that a form with placeholders `names` does not hold, or not as it is."""
    return [
        *_singles(table, names),
        *_money(table, names),
        *_plan(table, names),
        *_others(table, names),
        *_goals(table, frozenset(names)),
        *_indicators(table, form, names),
        *_tasks(table, names),
        *_rest(table),
    ]


def _lost(label: str, text: str) -> Lost:
    shown = squeeze(printable(text))
    return Lost(label, f"{shown[:_SHOWN]}{'…' if len(shown) > _SHOWN else ''}")


def _counted(label: str, count: int) -> list[Lost]:
    return [Lost(label, count=count)] if count else []


def _singles(table: GoalTable, names: Collection[str]) -> Iterator[Lost]:
    for attribute, (label, any_of) in _SINGLES.items():
        value = getattr(table, attribute)
        derived = attribute == "budget_yuan" and _is_sum(table, names)
        if value is not None and not derived and not set(any_of) & set(names):
            yield _lost(label, f"{value}元" if attribute == "budget_yuan" else str(value))
    if table.year is not None and "年度" not in names and str(table.year) not in table.name:
        yield _lost("预算年度", f"{table.year}年")
    if table.period is not None:
        for label, text in (("起始年度", table.period.start), ("到期年度", table.period.end)):
            if text and label not in names:
                yield _lost(label, text)


def _is_sum(table: GoalTable, names: Collection[str]) -> bool:
    """Whether the budget is the sum of the parts that the form prints."""
    funding = table.funding
    if funding is None or not {"财政资金", "其他资金"} <= set(names):
        return False
    parts = [part for part in (funding.fiscal_yuan, funding.other_yuan) if part is not None]
    return bool(parts) and sum(parts[1:], parts[0]) == table.budget_yuan


def _money(table: GoalTable, names: Collection[str]) -> Iterator[Lost]:
    funding = table.funding
    if funding is not None:
        for label, amount in (("财政资金", funding.fiscal_yuan), ("其他资金", funding.other_yuan)):
            if amount is not None and label not in names:
                yield _lost(label, f"{amount}元")


def _plan(table: GoalTable, names: Collection[str]) -> Iterator[Lost]:
    shares = [f"{date} {share}" for date, share in (table.spending_plan or {}).items() if share and f"支出计划:{date}" not in names]
    if shares:
        yield _lost("资金支出计划", "，".join(shares))


def _others(table: GoalTable, names: Collection[str]) -> Iterator[Lost]:
    for label, text in table.others.items():
        if f"其他:{label}" not in names:
            yield _lost(label, text)


_SCOPES = {"": "绩效目标", "overall": "总体目标", "annual": "年度目标", "period": "实施周期目标"}


def _goals(table: GoalTable, names: frozenset[str]) -> Iterator[Lost | Remark]:
    own = {scope: name for name, scope in GOALS.items() if scope}
    for place, goals in places_of_goals(table, names).items():
        if not place:
            yield from _counted("绩效目标", len(goals))
            continue
        for scope in dict.fromkeys(goal.scope for goal in goals):
            count = sum(goal.scope == scope for goal in goals)
            plain = place == "绩效目标" and scope == "overall"
            if place != own[scope] and not plain:
                yield Remark(f"本表式没有单独的“{_SCOPES[scope]}”，{{count}} 条写在“{_SCOPES[GOALS[place]]}”栏。", count)
    yield from _counted("目标的所属分项", _grouped(table.goals))


def _grouped(goals: Sequence[Goal]) -> int:
    return sum(goal.group is not None for goal in goals)


def _indicators(table: GoalTable, form: FormData, names: Collection[str]) -> Iterator[Lost | Remark]:
    as_text = INDICATOR_TEXT in names
    for label, attribute in _COUNTED.items():
        held = _PLACEHOLDERS[attribute] in names or (as_text and attribute in _IN_TEXT)
        rows = [row for row in table.indicators if not (as_text and attribute == "description" and said_as_formula(row))]
        if not held:
            yield from _counted(label, sum(getattr(row, attribute) is not None for row in rows))
    if as_text:
        yield from _pending(sum(row.status == "to_confirm" for row in table.indicators))
    if form.framework is not None:
        known = {name for level1, children in CLASSES[form.framework].items() for name in (level1, *children)}
        strange = [row.level3 for row in table.indicators if {row.level1, row.level2} - known - {None}]
        if strange:
            yield Remark("「{first}」等 {count} 条指标的分类不是本表式的，照原样写出，请核对。", len(strange), strange[0][:_SHOWN])


def _pending(count: int) -> list[Remark]:
    sentence = "本表式的指标写成一段文字，不能标出底色，{count} 条待确认的指标只列在“待确认事项”里。"
    return [Remark(sentence, count)] if count else []


def _tasks(table: GoalTable, names: Collection[str]) -> Iterator[Lost]:
    if not table.tasks:
        return
    if "任务:名称" not in names:
        yield from _counted("重点工作任务", len(table.tasks))
        return
    for name, attribute in TASK.items():
        if f"任务:{name}" not in names:
            yield from _counted(f"重点工作任务的{name}", sum(getattr(task, attribute) is not None for task in table.tasks))


def _rest(table: GoalTable) -> Iterator[Lost | Remark]:
    if table.unread:
        yield Remark("原文中有 {count} 处没有归入任何栏目，没有写出，请对照原文。", len(table.unread))
    traced = sum(bool(row.evidence) or row.origin != "source" for row in table.indicators)
    if traced:
        yield Remark("本表式没有“来源”和“依据范例”，{count} 条指标的没有写出，要保留可用通用表式另存一份 JSON。", traced)
