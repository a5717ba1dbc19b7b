"""重点工作任务 of a department: each in a row of its own, with money that adds up and numbers that the indicators share."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.goals import Task
from assistant.goals.money import format_amount
from assistant.review.finding import Finding
from assistant.review.mentions import Mention, find_mentions
from assistant.review.pricing import alike, pairs_of
from assistant.review.rules import RULES
from assistant.review.subject import Row, Subject

BASIC, PROJECTS = "基本支出", "项目支出"
_BASIC_TASK = re.compile("基本支出|^(?:人员|公用)(?:经费|支出)")
_CENT = Decimal("0.01")
_ALIKE = 0.5
"""Share of pairs of characters that two objects must have in common to be held against each other."""
_AMOUNT = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(?:万?元)?", re.ASCII)
_LIST = re.compile("[、,，]")


def check_tasks(subject: Subject) -> Iterator[Finding]:
    """The work of a department is told task by task."""
    own = [task for task in subject.table.tasks if not _BASIC_TASK.search(task.name)]
    if subject.table.kind == "department" and len(subject.table.tasks) > 0 and len(own) < 2:
        message = f"重点工作任务只有{f'「{own[0].name}」' if own else '基本支出'}一行，请按任务分行填写内容、资金和期望目标。"
        yield RULES["TASK-01"].finding(message, field="tasks")


def check_task_money(subject: Subject) -> Iterator[Finding]:
    """The money of the tasks is that of the overview: basic spending, projects, and both together.

    Tasks may be the main ones only, so less than the whole says something only where the basic spending stands among them.
    """
    table = subject.table
    basic = [task for task in table.tasks if task.budget_yuan is not None and _BASIC_TASK.search(task.name)]
    own = [task for task in table.tasks if task.budget_yuan is not None and not _BASIC_TASK.search(task.name)]
    overview = {label: amount for label in (BASIC, PROJECTS) if (amount := _stated(subject, label)) is not None}
    for label, tasks, whole in ((BASIC, basic, True), (PROJECTS, own, bool(basic))):
        said, total = overview.get(label), _sum(tasks)
        if said is not None and tasks and (total > said + _CENT or (whole and total < said - _CENT)):
            gap = format_amount(abs(total - said))
            message = f"概况里{label}是 {format_amount(said)}，重点工作任务里合计却是 {format_amount(total)}，相差 {gap}，请核对。"
            yield RULES["MONEY-09"].finding(message, field="tasks")
    total = _sum([*basic, *own])
    if total and table.budget_yuan and not overview and total > table.budget_yuan + _CENT:
        message = f"重点工作任务合计 {format_amount(total)}，超过预算 {format_amount(table.budget_yuan)}，请核对。"
        yield RULES["MONEY-09"].finding(message, field="tasks")


def has_overview(subject: Subject) -> bool:
    """Whether there is anything to hold the money of the tasks against."""
    return bool(subject.table.budget_yuan) or any(_stated(subject, label) is not None for label in (BASIC, PROJECTS))


def _sum(tasks: list[Task]) -> Decimal:
    return sum((task.budget_yuan or Decimal(0) for task in tasks), Decimal(0))


def _stated(subject: Subject, label: str) -> Decimal | None:
    """An amount of the overview in 元; its cells are in the unit in which both kinds of spending make the budget."""
    amounts = {name: _number(subject.table.others.get(name)) for name in (BASIC, PROJECTS)}
    budget, total = subject.table.budget_yuan, sum((amount or Decimal(0) for amount in amounts.values()), Decimal(0))
    scale = next((scale for scale in (Decimal(1), Decimal(10**4)) if budget and abs(total * scale - budget) <= scale * _CENT), None)
    amount = amounts[label]
    return amount * scale if amount is not None and scale is not None else None


def _number(text: str | None) -> Decimal | None:
    match = _AMOUNT.fullmatch((text or "").strip())
    return Decimal(match[1].replace(",", "")) if match else None


def check_task_numbers(subject: Subject) -> Iterator[Finding]:
    """What a task and an indicator say of the same object is the same number."""
    if not subject.table.tasks:
        return
    said = [
        (place, mention)
        for place, task in enumerate(subject.table.tasks)
        for text in (task.content, task.expected)
        if text
        for mention in find_mentions(text)
    ]
    for row in subject.valued:
        for own in _mentions_of(row):
            others = [(place, mention) for place, mention in said if _same(own, mention)]
            if others and not any(mention.number == own.number for _, mention in others):
                place, mention = others[0]
                message = f"第 {place + 1} 项任务写「{mention.words}」，指标{row.title}却是「{row.wording}」，两处数字不一致，请核对。"
                yield RULES["TASK-02"].finding(message, row=row.index, field="value")
                break


def _mentions_of(row: Row) -> list[Mention]:
    """The number of a row with its name as the object, or those that a value in words holds."""
    if row.plain and row.number is not None and row.unit and not _LIST.search(row.name):
        return [Mention(frozenset({row.name}), row.number, row.unit, row.wording)]
    return [] if row.plain else list(find_mentions(row.wording))


def _same(one: Mention, other: Mention) -> bool:
    return one.unit != "%" and alike(one.unit, other.unit) and any(_near(mine, theirs) for mine in one.objects for theirs in other.objects)


def _near(one: str, other: str) -> bool:
    mine, theirs = pairs_of(one), pairs_of(other)
    return bool(mine and theirs) and 2 * len(mine & theirs) / (len(mine) + len(theirs)) >= _ALIKE


def check_projects(subject: Subject) -> Iterator[Finding]:
    """The projects of a department do not cost more together than its overview says."""
    table, said = subject.table, _stated(subject, PROJECTS)
    if table.kind != "department" or said is None or not table.unit:
        return
    own = [other for other in subject.siblings if other.kind == "project" and other.unit == table.unit and other.budget_yuan]
    total = sum((other.budget_yuan or Decimal(0) for other in own), Decimal(0))
    if total > said + _CENT:
        message = f"本文件里 {len(own)} 个项目预算合计 {format_amount(total)}，超过概况里的项目支出 {format_amount(said)}，请核对。"
        yield RULES["MONEY-10"].finding(message, field="budget_yuan")
