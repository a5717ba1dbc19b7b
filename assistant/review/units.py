"""Units: there, spelled as forms ask for, and the ones that the name of the indicator calls for."""

import re
from collections.abc import Iterator

from assistant.goals.dates import parse_deadline
from assistant.goals.taxonomy import ECOLOGICAL_COST, SOCIAL_COST
from assistant.goals.wording import fold
from assistant.review.finding import Finding
from assistant.review.naming import each_of
from assistant.review.pricing import alike
from assistant.review.rules import RULES
from assistant.review.subject import Row, Subject

_PER_CENT = re.compile(r"(?<=\d)\s*百分(?:比|(?=$|[以及或。；;，,]))")
_BARE_MYRIAD = re.compile(r"(?P<amount>\D*[\d.,]+[十百千]?[万亿])(?P<rest>以内|以下|以上|左右|[/每]\D+)?[。;]?")
_OF_RATES = ("%", "‰", "‱", "个百分点", "倍", "分")


def check_spelling(subject: Subject) -> Iterator[Finding]:
    """百分比 stands where % belongs; an amount of money ends in 万."""
    for row in subject.valued:
        if row.target.unit == "%" and _PER_CENT.search(row.wording):
            fix = _PER_CENT.sub("%", row.wording)
            message = f"{row.title}的单位应写 %，请把「{row.wording}」改为「{fix}」。"
            yield RULES["UNIT-02"].finding(message, row=row.index, field="value", fix=fix)
        bare = _BARE_MYRIAD.fullmatch(row.value) if row.cost and row.level2 not in (SOCIAL_COST, ECOLOGICAL_COST) else None
        if bare:
            fix = f"{bare['amount']}元{bare['rest'] or ''}"
            message = f"{row.title}的金额单位不完整，请把「{row.wording}」改为「{fix}」。"
            yield RULES["UNIT-03"].finding(message, row=row.index, field="value", fix=fix)


def check_presence(subject: Subject) -> Iterator[Finding]:
    """A number needs a unit: a percent sign for a rate, a unit of counting for the rest. Nothing (0) needs none."""
    for row in subject.valued:
        if not row.plain or not row.number or parse_deadline(row.value):
            continue
        if row.rate:
            yield from _check_rate(row)
        elif not row.target.unit:
            yield from _check_count(row, subject)


def _check_rate(row: Row) -> Iterator[Finding]:
    unit = row.target.unit or ""
    if unit in _OF_RATES or row.number is None:
        return
    fix = f"{row.wording}%" if not unit and 1 < row.number <= 100 and re.search(r"\d$", row.wording) else None
    if row.name_unit == "%" and not unit:
        message = f"{row.title}的指标值「{row.wording}」请写上 %。"
        yield RULES["UNIT-05"].finding(message, row=row.index, field="value", fix=fix)
        return
    doing = f"请改为「{fix}」" if fix else "请改用百分比，或改成数量指标的名称"
    message = f"{row.title}是比率，指标值「{row.wording}」没有用 %，{doing}。"
    yield RULES["RATE-01"].finding(message, row=row.index, field="value", fix=fix)


def _check_count(row: Row, subject: Subject) -> Iterator[Finding]:
    units = subject.data.units
    named = row.name_unit if row.name_unit in units.known else None
    unit = named or units.unit_of(row.name)
    fix = re.sub(r"(\d)(?!.*\d)", rf"\g<1>{unit}", row.wording) if unit and re.search(r"\d", row.wording) else None
    doing = f"请改为「{fix}」" if fix else "请补上，如 次、人、份、万元"
    message = f"{row.title}的指标值「{row.wording}」没有计量单位，{doing}。"
    yield RULES["UNIT-05" if named else "UNIT-01"].finding(message, row=row.index, field="value", fix=fix)


_UNCOUNTED = re.compile(r"[%‰/元]|小时|分钟|天|年|月|日")
"""Units that measure something else than a number of things."""


def check_fit(subject: Subject) -> Iterator[Finding]:
    """The unit should be one that the name asks for: 人次 for 接待人次, 元/人 for 人均成本."""
    for row in subject.valued:
        unit, rule = row.unit, subject.data.units.rule_of(row.name)
        if not row.plain or row.rate or not unit:
            continue
        named = row.name_unit if row.name_unit in subject.data.units.known else None
        if named and not (_readings(unit) & _readings(named) or alike(named, unit) or named in unit):
            message = f"{row.title}的名称里写的单位是「{named}」，指标值写的是「{row.wording}」，请统一。"
            yield RULES["UNIT-04"].finding(message, row=row.index, field="value")
            continue
        each = each_of(row.name)
        if each and "元" in unit and any(alike(each, one) for one in re.split("[/·每]", unit)[1:]):
            continue
        per_head = re.search("人均|每人", row.name) and "/" in unit and not re.search("[人名]", unit)
        if row.cost and re.match("[千百十]?[万亿]?元", unit) and not per_head:
            continue  # money per whatever it is spent on
        counted = rule is not None and not rule.specific and not _UNCOUNTED.search(unit)
        if per_head or (rule and not counted and not _readings(unit) & set(rule.units)):
            wanted = "元/人" if per_head or rule is None else rule.prefer
            message = f"{row.title}的单位通常是「{wanted}」，指标值写的是「{row.wording}」，请核对单位或名称。"
            yield RULES["UNIT-04"].finding(message, row=row.index, field="value")


def _readings(unit: str) -> set[str]:
    """What a unit may be read as: 条（次） is 条 or 次, 场/年 is 场 in a year's table."""
    unit = unit.removesuffix("/年") if unit.isascii() else fold(unit).removesuffix("/年")
    if "元" in unit or unit == "人次":
        return {unit}
    return {unit, unit.removesuffix("次"), *re.split(r"[()/]", unit)}
