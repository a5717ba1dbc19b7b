"""How comparisons are written: with a sign, once, and without characters that filing systems refuse."""

import re
from collections.abc import Iterator

from assistant.goals import parse_target
from assistant.goals.dates import parse_deadline
from assistant.goals.target import format_target
from assistant.goals.wording import fold
from assistant.review.finding import Finding
from assistant.review.rules import RULES
from assistant.review.subject import Row, Subject

_IN_WORDS = re.compile("以[上下内]|之内|[不至]?[少低超高大小多]于|不超过|至[少多]|最[多少]|大于|小于|等于")
_TWICE = re.compile(
    r"(?P<low>(?:不少于|不低于|不小于|至少|≥|>=)\s*\d[\d,.]*[^\d,，。；;、年]{0,4}?)(?:及|或)?以上"
    r"|(?P<high>(?:不超过|不高于|不大于|≤|<=)\s*\d[\d,.]*[^\d,，。；;、年]{0,4}?)(?:及|或)?(?:以下|以内|之内)"
)
_BOUND = re.compile(
    rf"(?:{_IN_WORDS.pattern})?\d[\d,.]*[^\d,，。；;、]{{0,4}}?(?:及|或)?(?:以[上下内]|之内)?$|(?:{_IN_WORDS.pattern})\d[\d,.]*%?"
)
_REFUSED = re.compile(r"[*＊_＿]")
_TIMES = re.compile(r"(?<=\d)\s*[*＊]\s*(?=\d)")


def check_phrasing(subject: Subject) -> Iterator[Finding]:
    """Values with their comparison as a sign; goals that say a bound once."""
    for row in subject.valued:
        found = _check_value(row, "value", row.wording) or _check_value(row, "period_value", row.indicator.period_value or "")
        if found:
            yield found
        if _REFUSED.search(row.value) and len(row.value) > 1:
            fix = _TIMES.sub("×", row.wording)
            doing = f"请改为「{fix}」" if fix != row.wording else "请改用文字"
            message = f"{row.title}的指标值「{row.wording}」里有填报系统不接受的符号（* 或 _），{doing}。"
            yield RULES["VALUE-10"].finding(message, row=row.index, field="value", fix=fix if fix != row.wording else None)
    for place, goal in enumerate(subject.table.goals):
        twice = _TWICE.search(goal.text)
        if twice:
            once = twice["low"] or twice["high"]
            message = f"第 {place + 1} 条绩效目标的「{twice.group()}」说了两遍界限，请改为「{once}」。"
            fix = goal.text[: twice.start()] + once + goal.text[twice.end() :]
            yield RULES["SIGN-05"].finding(message, field=f"goals.{place}.text", fix=fix)


def _check_value(row: Row, field: str, wording: str) -> Finding | None:
    twice = _TWICE.search(wording)
    if twice:
        fix = wording[: twice.start()] + (twice["low"] or twice["high"]) + wording[twice.end() :]
        message = f"{row.title}的「{wording}」说了两遍界限，请改为「{fix}」。"
        return RULES["SIGN-05"].finding(message, row=row.index, field=field, fix=fix)
    target = parse_target(wording, money=row.cost)
    if target.operator is None or not _IN_WORDS.search(wording) or parse_deadline(wording):
        return None
    fixed = format_target(target.model_copy(update={"text": None}))
    rest = _BOUND.sub("", fold(wording), count=1)
    if target.text is None or (rest and rest in row.name):  # 学员满意度90%以上 of 学员满意度
        message = f"{row.title}的比较符写成了文字，请把「{wording}」改为「{fixed}」。"
        return RULES["SIGN-04"].finding(message, row=row.index, field=field, fix=fixed)
    message = f"{row.title}的指标值「{wording}」是一句话，请只写比较符、数值和单位，如「{fixed}」。"
    return RULES["SIGN-04"].finding(message, row=row.index, field=field)
