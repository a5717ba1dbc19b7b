"""Values: a number where there must be one, its unit, its sign, its bounds."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.goals.dates import parse_deadline
from assistant.goals.numerals import CHINESE_NUMBER
from assistant.goals.target import OPERATORS
from assistant.goals.taxonomy import QUANTITY
from assistant.goals.wording import fold
from assistant.review.finding import Finding
from assistant.review.naming import Direction, direction_of
from assistant.review.rules import RULES
from assistant.review.subject import Row, Subject

_STATED = re.compile(rf"\d|{CHINESE_NUMBER}[个场次期名人户份篇条项件台套天年]|全部|所有|每[日天周月季年]|[零无]事故")
_PER_CENT = re.compile(r"百分比|百分(?![点之比])")
_BARE_MYRIAD = re.compile(r"^(?P<amount>\D*[\d.,]+[十百千]?[万亿])(?P<rest>以内|以下|以上|左右)?[。;；]?$")
_OPERATOR = re.compile("|".join(re.escape(word) for word in sorted(OPERATORS, key=len, reverse=True)))
_UNBOUNDED = re.compile(
    "增长|增幅|增速|增收|增加|提升|提高|上升|升幅|下降|降低|减少|降幅|同比|环比|变化|差异|偏差|偏离|放大|撬动|杠杆|倍|超额|收入|税收|产值|销售|投资|负债|利润|收益|回报|产销|盈余"
)
_GRANTED = re.compile("补助|补贴|救助|资助|奖励|慰问|抚恤|津贴|低保|发放|工资|待遇")
_LIMITED = re.compile(
    "控制|会期|天数|时间|时长|时限|规模|间隔|公务|出国|用车|接待|招待|参加|参展|外出|出差|编制|限额|缺[席勤]|人均|单[次个位]"
)
_RELATIVE = re.compile("较|[比同]上年|同比|环比|逐年|高于|低于|不[高低]于")
_GRADES = re.compile("合格|达标|通过|[一二三四五]级|[甲乙]级|[A-D]级|标准|[ABC]{1,3}")


def check_numbers(subject: Subject) -> Iterator[Finding]:
    """A quantity and a rate need a number; other values must at least say something that can be checked."""
    for row in subject.valued:
        if row.target.number is not None or _STATED.search(row.value) or parse_deadline(row.value):
            continue
        name, value = row.indicator.level3, row.indicator.value
        if (row.rate or row.count or row.level2 == QUANTITY) and not _RELATIVE.search(row.value):
            kind = "比率" if row.rate else "数量"
            yield RULES["VALUE-02"].finding(
                f"「{name}」是{kind}指标，而指标值「{value}」没有数字，请写明具体数值。", row=row.index, field="value"
            )
        elif not _GRADES.search(row.value) and any(word in row.value for word in subject.data.words.vague):
            message = f"「{name}」的指标值「{value}」不可衡量，请换成可量化的指标，或写明评判口径和等级。"
            yield RULES["VALUE-03"].finding(message, row=row.index, field="value")


def check_bounds(subject: Subject) -> Iterator[Finding]:
    """A share lies between 0 and 100%, unless it is one of growth or change."""
    for row in subject.valued:
        if row.target.unit != "%" or row.number is None or _UNBOUNDED.search(row.name) or _UNBOUNDED.search(row.value):
            continue
        highest = max(row.number, Decimal(row.target.upper or row.number))
        if highest > 100 or row.number < 0:
            message = f"{row.title}的指标值「{row.wording}」超出 0 至 100% 的范围，请核对。"
            yield RULES["VALUE-04"].finding(message, row=row.index, field="value")


def check_unit_spelling(subject: Subject) -> Iterator[Finding]:
    """百分比 stands where % belongs; an amount of money ends in 万."""
    for row in subject.valued:
        value = row.wording
        if row.target.unit == "%" and _PER_CENT.search(value):
            fix = re.sub(r"\s*(?:百分比|百分(?![点之比]))", "%", value)
            yield RULES["UNIT-02"].finding(
                f"{row.title}的单位应写 %，请把「{value}」改为「{fix}」。", row=row.index, field="value", fix=fix
            )
        bare = _BARE_MYRIAD.match(row.value) if row.cost else None
        if bare:
            fix = f"{bare['amount']}元{bare['rest'] or ''}"
            yield RULES["UNIT-03"].finding(
                f"{row.title}的金额单位不完整，请把「{value}」改为「{fix}」。", row=row.index, field="value", fix=fix
            )


def check_unit_presence(subject: Subject) -> Iterator[Finding]:
    """A number needs a unit: a percent sign for a rate, a unit of counting for the rest."""
    for row in subject.valued:
        if row.rate:
            yield from _check_rate(row)
        elif row.plain and not row.target.unit and row.number:
            yield from _check_count(row, subject)


def _check_rate(row: Row) -> Iterator[Finding]:
    value, unit = row.wording, row.target.unit or ""
    fits = unit in ("%", "‰", "个百分点", "倍", "百分点", "‱") or unit.startswith("分") or "%" in value
    if not row.plain or fits or not row.number or parse_deadline(row.value):
        return
    fix = f"{value}%" if not unit and 1 < row.number <= 100 and re.search(r"\d$", value) else None
    if row.name_unit == "%" and not unit:
        yield RULES["UNIT-05"].finding(f"{row.title}的指标值「{value}」请写上 %。", row=row.index, field="value", fix=fix)
        return
    doing = f"请改为「{fix}」" if fix else "请改用百分比，或改成数量指标的名称"
    yield RULES["RATE-01"].finding(
        f"{row.title}是比率，指标值「{value}」没有用 %，{doing}。", row=row.index, field="value", fix=fix
    )


def _check_count(row: Row, subject: Subject) -> Iterator[Finding]:
    value = row.wording
    units = subject.data.units
    unit = row.name_unit if row.name_unit in units.known else units.unit_of(row.name)
    fix = re.sub(r"(\d)(?!.*\d)", rf"\g<1>{unit}", value) if unit else None
    doing = f"请改为「{fix}」" if fix else "请补上，如 次、人、份、万元"
    if row.name_unit and row.name_unit == unit:
        yield RULES["UNIT-05"].finding(
            f"{row.title}的指标值「{value}」没有单位，{doing}。", row=row.index, field="value", fix=fix
        )
    else:
        yield RULES["UNIT-01"].finding(
            f"{row.title}的指标值「{value}」没有计量单位，{doing}。", row=row.index, field="value", fix=fix
        )


def check_unit_fit(subject: Subject) -> Iterator[Finding]:
    """The unit should be one that the name asks for: 人次 for 接待人次, 元/人 for 人均成本."""
    for row in subject.valued:
        unit, rule = row.target.base_unit, subject.data.units.rule_of(row.name)
        if not row.plain or row.rate or not unit:
            continue
        per_head = re.search("人均|每人", row.name) and "/" in unit and not re.search("[人名]", unit)
        if per_head or (rule and not _readings(unit) & set(rule.units)):
            wanted = "元/人" if per_head or rule is None else rule.prefer
            message = f"{row.title}的单位通常是「{wanted}」，指标值写的是「{row.wording}」，请核对单位或名称。"
            yield RULES["UNIT-04"].finding(message, row=row.index, field="value")


def _readings(unit: str) -> set[str]:
    """What a unit may be read as: 条（次） is 条 or 次, 场/年 is 场 of a year's table."""
    unit = fold(unit).removesuffix("/年")
    if "元" in unit or unit == "人次":
        return {unit}
    return {unit, unit.removesuffix("次"), *re.split(r"[()/]", unit)}


def check_signs(subject: Subject) -> Iterator[Finding]:
    """What should be low needs ≤, what should be high needs ≥; a bare number needs a sign, unless it is 100%."""
    for row in subject.valued:
        direction = direction_of(row.name, subject.data.words) or (
            Direction.LOW if row.cost and row.target.yuan and not _GRANTED.search(row.name) else None
        )
        sign = row.target.operator or _leading_operator(row.value)
        if sign is None:
            yield from _check_missing_sign(row, direction)
        elif sign in "≥>" and direction is Direction.LOW:
            yield _wrong_sign(row, "≤", "越低越好")
        elif sign in "≤<" and direction is Direction.HIGH and _wants_more(row):
            yield _wrong_sign(row, "≥", "越高越好")


def _leading_operator(value: str) -> str | None:
    match = _OPERATOR.match(value)
    return OPERATORS[match.group()] if match else None


def _wants_more(row: Row) -> bool:
    """Whether an upper bound is a mistake: on a rate always, on a quantity unless it is one that is to be kept small."""
    return row.rate or (row.level2 == QUANTITY and row.count and not _LIMITED.search(row.name))


def _wrong_sign(row: Row, sign: str, why: str) -> Finding:
    value = row.wording
    fix = f"{sign}{_OPERATOR.sub('', row.value, count=1)}" if row.plain and _OPERATOR.match(row.value) else None
    doing = f"请改为「{fix}」" if fix else f"请改用 {sign}"
    message = f"{row.title}{why}，指标值「{value}」的比较符方向反了，{doing}。"
    return RULES["SIGN-01"].finding(message, row=row.index, field="value", fix=fix)


def _check_missing_sign(row: Row, direction: Direction | None) -> Iterator[Finding]:
    whole = row.target.unit == "%" and row.number == 100
    if not row.plain or row.target.upper or not row.target.unit or whole or parse_deadline(row.value):
        return
    sign = "=" if not row.number else "≤" if direction is Direction.LOW or row.cost else "≥"
    fix = f"{sign}{row.value}"
    message = f"{row.title}的指标值「{row.wording}」没有比较符，可写「{fix}」。"
    yield RULES["SIGN-02"].finding(message, row=row.index, field="value", fix=fix)
