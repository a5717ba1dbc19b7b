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

_IN_WORDS = re.compile("以[上下内]|[天日时钟月周]内|之内|[不至]?[少低超高大小多]于|不超过|至[少多]|最[多少]|大于|小于|等于")
_UNIT = "[^\\d,，。；;、：:年级副正高专科本规模岁职县市省区乡镇]{0,4}?"
"""A unit: 不少于3个县级以上 speaks of ranks, not twice of a bound."""
_TWICE = re.compile(
    rf"(?P<low>(?:不得?少于|不得?低于|不小于|至少|最少|大于等于|大于|超过|高于|多于|≥|>=|[>＞])\s*\d[\d,.]*{_UNIT})(?:及|或)?以上"
    rf"|(?P<high>(?:不得?超过|不得?高于|不大于|不多于|至多|最多|小于等于|小于|低于|少于|≤|<=|[<＜])\s*\d[\d,.]*{_UNIT})(?:及|或)?(?:以下|以内|之内)"
)
_RELATIVE = re.compile(r"较|[比同]上年|同比|环比|逐年|翻番|(?:增长|增加|减少|下降|提高|提升|降低)\D{0,2}\d")
_RANKS = "级类等档"
"""What stands in units that rank: their numbers need not grow with what they rank, and 2项省级以上 is no bound of 2."""
_LOOSE = re.compile(r"约|左右|\d[余多]|\d\s*[-—~～至到]\s*\d|每[日天周月季年次场期]|岁|以[上下内].*\d")
"""Wordings that say more than one bound."""
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
        if _REFUSED.search(row.value) and _REFUSED.sub("", row.value):
            fix = _TIMES.sub("×", row.wording)
            doing = f"请改为「{fix}」" if fix != row.wording else "请改用文字"
            message = f"{row.title}的指标值「{row.wording}」里有填报系统不接受的符号（* 或 _），{doing}。"
            yield RULES["VALUE-10"].finding(message, row=row.index, field="value", fix=fix if fix != row.wording else None)
    for place, goal in enumerate(subject.table.goals):
        twice = _TWICE.search(goal.text)
        if twice:
            once = _once(twice)
            message = f"第 {place + 1} 条绩效目标的「{twice.group()}」说了两遍界限，请改为「{once}」。"
            fix = _TWICE.sub(_once, goal.text)
            yield RULES["SIGN-05"].finding(message, field=f"goals.{place}.text", fix=fix)


def _once(twice: re.Match[str]) -> str:
    return twice["low"] or twice["high"]


def _check_value(row: Row, field: str, wording: str) -> Finding | None:
    twice = _TWICE.search(wording)
    if twice:
        fix = _TWICE.sub(_once, wording)
        message = f"{row.title}的「{wording}」说了两遍界限，请改为「{fix}」。"
        return RULES["SIGN-05"].finding(message, row=row.index, field=field, fix=fix)
    if not _IN_WORDS.search(wording):
        return None
    target = parse_target(wording, money=row.cost)
    if target.operator is None or parse_deadline(wording) or any(rank in (target.unit or "") for rank in _RANKS) or _LOOSE.search(wording):
        return None
    if target.text is not None and _RELATIVE.search(wording):
        return None
    fixed = format_target(target.model_copy(update={"text": None}))
    rest = _BOUND.sub("", fold(wording), count=1)
    if target.text is None or (rest and rest in row.name):  # 学员满意度90%以上 of 学员满意度
        message = f"{row.title}的比较符写成了文字，请把「{wording}」改为「{fixed}」。"
        return RULES["SIGN-04"].finding(message, row=row.index, field=field, fix=fixed)
    message = f"{row.title}的指标值「{wording}」是一句话，请只写比较符、数值和单位，如「{fixed}」。"
    return RULES["SIGN-04"].finding(message, row=row.index, field=field)
