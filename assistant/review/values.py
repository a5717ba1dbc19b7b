"""Values: a number where there must be one, its bounds, its sign."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.goals.dates import is_seasonal, parse_deadline
from assistant.goals.numerals import CHINESE_NUMBER
from assistant.goals.target import OPERATORS
from assistant.goals.taxonomy import QUANTITY
from assistant.review.finding import Finding
from assistant.review.naming import Direction, direction_of, is_unsure
from assistant.review.rules import RULES
from assistant.review.subject import Row, Subject

_STATED = re.compile(rf"\d|{CHINESE_NUMBER}[个场次期名人户份篇条项件台套天年]|全部|所有|每[日天周月季年]|[零无]事故")
_RELATIVE = re.compile("较|[比同]上年|同比|环比|逐年|高于|低于")
_GRADES = re.compile("合格|达标|通过|[一二三四五]级|[甲乙]级|标准|[A-D]级|[A-C]{1,3}$")
_UNBOUNDED = re.compile(
    "增长|增幅|增速|增收|增加|提升|提高|上升|升幅|下降|降低|减少|降幅|同比|环比|变化|差异|偏差|偏离"
    "|放大|撬动|杠杆|倍|超额|收入|税收|产值|产销|销售|投资|负债|利润|收益|回报|盈余"
)
"""Names of shares that may well lie outside 0 to 100%."""
_LIMITED = re.compile(
    "控制|会期|天数|时间|时长|时限|规模|间隔|编制|限额|缺[席勤]|人均|单[次个位]|聘用|派遣|编外|临聘|公务|出国|用车|接待(?:批次|客)|招待|参加|参展|外出|出差"
)
"""Names of quantities that are kept small on purpose."""
_NOT_COUNTED = (None, "%", "‰", "天", "日", "小时", "分钟", "个月", "月", "年", "个工作日", "工作日")
_GRANTED = re.compile("补助|补贴|救助|资助|奖励|慰问|抚恤|津贴|低保|供养|给养|伙食|发放|工资|待遇")
"""Names of money that people are to receive in full."""
_OPERATOR = re.compile("|".join(re.escape(word) for word in sorted(OPERATORS, key=len, reverse=True)))


def check_numbers(subject: Subject) -> Iterator[Finding]:
    """A quantity and a rate need a number; other values must at least say something that can be checked."""
    for row in subject.valued:
        if row.target.number is not None or _STATED.search(row.value) or parse_deadline(row.value) or is_seasonal(row.value):
            continue
        if (row.rate or row.count or row.level2 == QUANTITY) and not _RELATIVE.search(row.value):
            kind = "比率" if row.rate else "数量"
            message = f"{row.title}是{kind}指标，而指标值「{row.wording}」没有数字，请写明具体数值。"
            yield RULES["VALUE-02"].finding(message, row=row.index, field="value")
        elif not _GRADES.search(row.value) and any(word in row.value for word in subject.data.words.vague):
            message = f"{row.title}的指标值「{row.wording}」不可衡量，请换成可量化的指标，或写明评判口径和等级。"
            yield RULES["VALUE-03"].finding(message, row=row.index, field="value")


def check_bounds(subject: Subject) -> Iterator[Finding]:
    """A share lies between 0 and 100%, unless it is one of growth or change."""
    for row in subject.valued:
        if _out_of_bounds(row):
            message = f"{row.title}的指标值「{row.wording}」超出 0 至 100% 的范围，请核对。"
            yield RULES["VALUE-04"].finding(message, row=row.index, field="value")


def _out_of_bounds(row: Row) -> bool:
    if row.target.unit != "%" or row.number is None or _UNBOUNDED.search(row.name) or _UNBOUNDED.search(row.value):
        return False
    return max(row.number, Decimal(row.target.upper or row.number)) > 100 or row.number < 0


def check_signs(subject: Subject) -> Iterator[Finding]:
    """What should be low needs ≤, what should be high needs ≥; a bare number needs a sign, unless it is 100%.

    A quantity may be capped on purpose, so that ≤ is but a question there; a share that should be high is not.
    """
    for row in subject.valued:
        named = direction_of(row.name, subject.data.words)
        direction = named or _direction_of_class(row, subject)
        sign = row.target.operator or _leading_operator(row.value)
        if sign is None:
            yield from _check_missing_sign(row, direction)
        elif sign in "≥>" and direction is Direction.LOW:
            yield _wrong_sign(row, "≤" if row.number != 0 else "=")
        elif sign in "≤<" and direction is Direction.HIGH and (row.rate or not _LIMITED.search(row.name)):
            sure = row.rate or (named is Direction.HIGH and not row.count)
            yield _wrong_sign(row, "≥") if sure else _doubtful_sign(row)


def _direction_of_class(row: Row, subject: Subject) -> Direction | None:
    """Where the name does not say it: money of a cost should be low, a counted quantity high."""
    if row.cost and row.target.yuan is not None and not _GRANTED.search(row.name):
        return Direction.LOW
    counted = row.level2 == QUANTITY and row.target.yuan is None and row.target.unit not in _NOT_COUNTED
    open_ = is_unsure(row.name) or any(word in row.name for word in subject.data.words.negative)
    return Direction.HIGH if counted and not open_ else None


def _leading_operator(value: str) -> str | None:
    match = _OPERATOR.match(value)
    return OPERATORS[match.group()] if match else None


def _with_sign(row: Row, sign: str) -> str | None:
    return f"{sign}{_OPERATOR.sub('', row.value, count=1)}" if row.plain and _OPERATOR.match(row.value) else None


def _wrong_sign(row: Row, sign: str) -> Finding:
    fix = _with_sign(row, sign)
    why = "越高越好" if sign == "≥" else "越低越好"
    doing = f"请改为「{fix}」" if fix else f"请改用 {sign}"
    message = f"{row.title}{why}，指标值「{row.wording}」的比较符方向反了，{doing}。"
    return RULES["SIGN-01"].finding(message, row=row.index, field="value", fix=fix)


def _doubtful_sign(row: Row) -> Finding:
    fix = _with_sign(row, "≥")
    doing = f"否则请改为「{fix}」" if fix else "否则请改用 ≥"
    message = f"{row.title}通常是至少完成多少，指标值「{row.wording}」写成了上限；确有限额的可保留，{doing}。"
    return RULES["SIGN-03"].finding(message, row=row.index, field="value", fix=fix)


def _check_missing_sign(row: Row, direction: Direction | None) -> Iterator[Finding]:
    whole = row.target.unit == "%" and row.number == 100
    if not row.number or not re.match(r"\d", row.value):
        return  # none at all needs no sign; a number in words is for a person to write
    if not row.plain or row.target.upper or not row.target.unit or whole or parse_deadline(row.value) or _out_of_bounds(row):
        return
    if not row.cost and (direction is None or _LIMITED.search(row.name)):
        message = f"{row.title}的指标值「{row.wording}」没有比较符，请写明是 ≥、≤ 还是 =。"
        yield RULES["SIGN-02"].finding(message, row=row.index, field="value")
        return
    sign = "≤" if direction is Direction.LOW or row.cost else "≥"
    message = f"{row.title}的指标值「{row.wording}」没有比较符，可写「{sign}{row.value}」。"
    yield RULES["SIGN-02"].finding(message, row=row.index, field="value", fix=f"{sign}{row.value}")
