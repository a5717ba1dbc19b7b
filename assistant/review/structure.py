"""Is everything there that must be: goals, classes, values; and nothing twice."""

import re
from collections.abc import Iterator

from assistant.goals import Framework
from assistant.goals.taxonomy import BENEFIT, CLASSES, COST, OUTPUT, QUALITY, QUANTITY, SATISFACTION, SERVED, parent_of
from assistant.goals.wording import fold
from assistant.library.words import Words
from assistant.review.finding import Finding
from assistant.review.naming import object_of
from assistant.review.rules import RULES
from assistant.review.subject import Row, Subject, level1_of

_SATISFACTION = re.compile("(?:对)?(?P<people>[^对]+?)(?:对(?P<about>.+?))?的?(?:总体|综合|整体)?满意(?:度|率|程度)(?:指标)?")
_WHOLE = re.compile("^(?:本|该)?(?:项目|工作|服务|活动|培训|会议)*$")
"""What a 满意度 is about where it is about the whole."""
_TOLD_ONCE = 3
"""So many rows without a value, and nothing but such rows, are told in one finding."""


def check_parts(subject: Subject) -> Iterator[Finding]:
    """A table needs goals and indicators."""
    if not subject.table.goals:
        yield RULES["TABLE-01"].finding("没有绩效目标，请补充：做什么、做多少、达到什么效果。", field="goals")
    if not subject.rows:
        yield RULES["TABLE-02"].finding("没有绩效指标，请至少设数量、质量、效益指标。", field="indicators")


def check_classes(subject: Subject) -> Iterator[Finding]:
    """产出 with 数量 and 质量, 效益, 成本 where the framework or the kind of project asks for it, 满意度 where people are served."""
    if not subject.classed:
        return
    first = {level1_of(row.indicator) for row in subject.rows}
    second = {row.level2 for row in subject.rows}
    outputs = [row for row in subject.rows if level1_of(row.indicator) == OUTPUT]
    if not outputs:
        yield RULES["CLASS-01"].finding("没有产出指标，请补充数量指标和质量指标。", field="indicators")
    elif any(row.level2 for row in outputs):
        for name in (QUANTITY, QUALITY):
            if name not in second:
                yield RULES["CLASS-01"].finding(f"产出指标里没有{name}，请补充。", field="indicators")
    if BENEFIT not in first:
        yield RULES["CLASS-02"].finding("没有效益指标，请至少补充一条能取证的效益指标。", field="indicators")
    yield from _check_cost(subject, first, second)
    if SATISFACTION not in first and SERVED not in second:
        yield from _check_satisfaction(subject)


def _check_cost(subject: Subject, first: set[str | None], second: set[str | None]) -> Iterator[Finding]:
    if COST in first | second or any(row.cost for row in subject.rows):
        return
    words = subject.data.words
    works = _word_in(subject.table.name, words.works)
    if subject.table.framework is Framework.FOUR_CLASS:
        yield RULES["CLASS-03"].finding("四分类指标框架要求设成本指标，请补充，如「总成本 ≤预算金额」。", field="indicators")
    elif works:
        yield RULES["CLASS-03"].finding(f"项目名称含「{works}」，工程、修缮、购置类项目应设成本指标，请补充。", field="indicators")


def _check_satisfaction(subject: Subject) -> Iterator[Finding]:
    """Certain where the project says that it serves people and is no internal affair; a question where it says neither or both."""
    words, table = subject.data.words, subject.table
    stated = f"{table.name}\n{table.purpose or ''}"
    served = _word_in("\n".join((stated, *(goal.text for goal in table.goals))), words.served)
    internal = _word_in(stated, words.internal)
    if served and not internal:
        yield RULES["CLASS-04"].finding(f"项目面向「{served}」而没有满意度指标，请补充服务对象满意度。", field="indicators")
    elif served or not internal:
        yield RULES["CLASS-05"].finding("没有满意度指标；如项目直接服务群众或单位，请补充服务对象满意度。", field="indicators")


def _word_in(text: str, words: tuple[str, ...]) -> str | None:
    return next((word for word in words if word in text), None)


def check_levels(subject: Subject) -> Iterator[Finding]:
    """First and second level must belong together; a row of a classed table must have a class."""
    if not subject.classed:
        return
    framework = subject.table.framework
    known = [framework] if framework else [Framework.THREE_CLASS, Framework.FOUR_CLASS]
    for row in subject.rows:
        level1, level2 = row.indicator.level1, row.level2
        if not level1 and not level2:
            yield RULES["CLASS-07"].finding(f"{row.title}没有归入任何一类指标，请归类。", row=row.index, field="level2")
        elif level1 and level2 and not any(level2 in CLASSES[one].get(level1, ()) for one in known):
            parent = parent_of(level2)
            fix = parent if parent and any(level2 in CLASSES[one].get(parent, ()) for one in known) else None
            message = f"{row.title}的二级指标「{level2}」不属于一级指标「{level1}」，请{f'改为「{fix}」' if fix else '重新归类'}。"
            yield RULES["CLASS-06"].finding(message, row=row.index, field="level1", fix=fix)


def check_missing_values(subject: Subject) -> Iterator[Finding]:
    """Every indicator needs a value."""
    missing = [row for row in subject.rows if not row.value]
    if len(missing) >= _TOLD_ONCE and len(missing) == len(subject.rows):
        yield RULES["VALUE-01"].finding(f"{len(missing)} 条指标都没有指标值，请逐条填写。", field="indicators")
        return
    for row in missing:
        yield RULES["VALUE-01"].finding(f"{row.title}没有指标值，请填写。", row=row.index, field="value")
    for row in subject.rows:
        if row.pending:
            yield RULES["VALUE-05"].finding(f"{row.title}的指标值「{row.value}」尚待填写。", row=row.index, field="value")


def check_duplicates(subject: Subject) -> Iterator[Finding]:
    """The same name twice in a class is an error; names that differ only in verbs and words of measuring are a warning.

    So are two of 满意度 that ask the same people about the same.
    """
    names: dict[tuple[str | None, ...], Row] = {}
    objects: dict[tuple[str | None, ...], Row] = {}
    asked: dict[tuple[str | None, ...], Row] = {}
    for row in subject.rows:
        place = (row.indicator.group, level1_of(row.indicator), row.level2)
        key, similar = (*place, fold(row.indicator.level3)), (*place, object_of(row.name), row.unit)
        earlier, near = names.setdefault(key, row), objects.setdefault(similar, row)
        if earlier is not row and _described(earlier) == _described(row):
            message = f"{row.title}与第 {earlier.index + 1} 条指标重复，请删去一条或写明区别。"
            yield RULES["DUP-01"].finding(message, row=row.index, field="level3")
        elif near is not row and row.unit:
            message = f"{row.title}与第 {near.index + 1} 条{near.title}近似，请合并或写明区别。"
            yield RULES["DUP-02"].finding(message, row=row.index, field="level3")
        elif (whom := _asked(row, subject.data.words)) and (before := asked.setdefault((*place, *whom), row)) is not row:
            message = f"{row.title}与第 {before.index + 1} 条{before.title}问的是同一批人的满意度，请合并，或写明各问什么。"
            yield RULES["DUP-02"].finding(message, row=row.index, field="level3")


def _asked(row: Row, words: Words) -> tuple[str, str] | None:
    """Whom a 满意度 asks, by the first name that such people have, and about what; nothing in particular where it asks for the whole."""
    found = _SATISFACTION.fullmatch(row.name)
    if found is None:
        return None
    people = found["people"].removesuffix("的")
    alike = next((group[0] for group in words.asked_alike if people in group), people)
    return alike, _WHOLE.sub("", found["about"] or "")


def _described(row: Row) -> str:
    """What a description adds to the name: 覆盖率 of 社区 and 覆盖率 of 企业 are two things."""
    description = fold(row.indicator.description or "")
    return "" if description == fold(row.indicator.level3) else description
