"""Columns that only some forms have: spending plan, basis, description, weight."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from assistant.goals import parse_target
from assistant.goals.wording import fold
from assistant.review.finding import Finding
from assistant.review.rules import RULES
from assistant.review.subject import Row, Subject

_ALL = Decimal(100)
_TOLD = 3
_COPIES = 2
"""So many descriptions, and every third of them, must repeat their name before it is told."""


def check_plan(subject: Subject) -> Iterator[Finding]:
    """A spending plan has no gap, never goes back and ends at 100%."""
    plan = subject.table.spending_plan or {}
    blank = [label for label, value in plan.items() if not value]
    if blank and len(blank) < len(plan):
        message = f"资金支出计划的{'、'.join(blank)}是空的，请填写累计支出比例（没有支出的填 0%）。"
        yield RULES["PLAN-01"].finding(message, field="spending_plan")
    targets = [(label, parse_target(value)) for label, value in plan.items() if value]
    shares = [(label, target.decimal if target.unit in ("%", None) and target.text is None else None) for label, target in targets]
    known = [(label, share) for label, share in shares if share is not None]
    if any(target.unit is None for _, target in targets) and max((share for _, share in known), default=_ALL) != _ALL:
        return  # bare numbers that do not end at 100 may be amounts, or shares of one
    back = [label for (_, before), (label, share) in pairwise(known) if share < before]
    if back:
        message = f"资金支出计划是累计数，{'、'.join(back)}却比前一期小，请核对。"
        yield RULES["PLAN-02"].finding(message, field="spending_plan")
    elif known and len(known) == len(shares) and known[-1][1] != _ALL and plan[list(plan)[-1]]:
        label, share = known[-1]
        message = f"资金支出计划到{label}只累计到 {share:f}%，全年应支出 100%，请核对。"
        yield RULES["PLAN-02"].finding(message, field="spending_plan")


def check_basis(subject: Subject) -> Iterator[Finding]:
    """A basis says where a value comes from: one of the five standards, or a paper by name."""
    if not any(row.indicator.basis for row in subject.rows):
        return
    bases = subject.data.standards.bases
    kinds = "、".join(bases.standards)
    for row in subject.rows:
        basis = row.indicator.basis or ""
        if basis in bases.not_bases:
            message = f"{row.title}的依据「{basis}」是数据来源，不是指标值从哪里来，请改为{kinds}之一或写明文件名称。"
            yield RULES["BASIS-01"].finding(message, row=row.index, field="basis")
        elif basis in bases.synonyms:
            fix = bases.synonyms[basis]
            message = f"{row.title}的依据「{basis}」不是规范名称，建议改为「{fix}」。"
            yield RULES["BASIS-02"].finding(message, row=row.index, field="basis", fix=fix)
        elif basis in bases.vague:
            message = f"{row.title}的依据「{basis}」没有说是哪一份文件，请写明文件名称或改为{kinds}之一。"
            yield RULES["BASIS-02"].finding(message, row=row.index, field="basis")
    lacking = [row for row in subject.rows if not row.indicator.basis]
    if lacking:
        message = f"{_names(lacking)}没有写指标值确定依据，请补充。"
        yield RULES["BASIS-03"].finding(message, field="indicators")


def _names(rows: list[Row]) -> str:
    return "、".join(row.title for row in rows[:_TOLD]) + (f"等 {len(rows)} 条指标" if len(rows) > _TOLD else "")


def check_descriptions(subject: Subject) -> Iterator[Finding]:
    """A description explains a name; one that repeats it says nothing."""
    described = [row for row in subject.rows if row.indicator.description]
    copied = [row for row in described if fold(row.indicator.description or "") == fold(row.indicator.level3)]
    if len(copied) >= _COPIES and len(copied) * 3 >= len(described):
        message = f"{len(described)} 条指标描述中有 {len(copied)} 条照抄指标名称，请写明衡量内容和计算方法。"
        yield RULES["DUP-03"].finding(message, field="indicators")


def check_weights(subject: Subject) -> Iterator[Finding]:
    """Weights add up to what the form asks for, over the table or over each of its groups, and every row has one."""
    weighted = [row for row in subject.rows if row.indicator.weight]
    numbers = {row.index: _weight(row) for row in weighted}
    if not weighted or None in numbers.values():
        return
    totals = subject.data.standards.weight_totals
    sums: dict[str | None, Decimal] = {}
    for row in weighted:
        sums[row.indicator.group] = sums.get(row.indicator.group, Decimal(0)) + (numbers[row.index] or 0)
    whole, lacking = sum(sums.values(), Decimal(0)), len(subject.rows) - len(weighted)
    if lacking or not (whole in totals or all(total in totals for total in sums.values())):
        allowed = " 或 ".join(f"{total:f}" for total in totals)
        why = f"有 {lacking} 条没有权重，其余" if lacking else ""
        message = f"指标权重{why}合计 {whole:f}，应为 {allowed}，请核对。"
        yield RULES["WEIGHT-01"].finding(message, field="indicators")


def _weight(row: Row) -> Decimal | None:
    target = parse_target((row.indicator.weight or "").removesuffix("分").removesuffix("%"))
    return target.decimal if target.text is None else None
