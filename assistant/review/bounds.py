"""Bounds as goals put them into words: 不少于12场, 总成本控制在20万元以内, 合格率达到95%以上."""

import re

from assistant.goals.target import Operator

_ORDER: tuple[Operator, ...] = ("≥", ">", "≤", "<")
_FAMILIES = (
    ("不少于", "超过", "不超过", "少于"),
    ("不低于", "高于", "不高于", "低于"),
    ("不小于", "大于", "不大于", "小于"),
    ("至少", "超过", "至多", "少于"),
    ("≥", ">", "≤", "<"),
)
"""Words in front of a number, in the order of the operators; each bound is turned into one of its own family."""
_READ: dict[str, Operator] = {word: operator for family in reversed(_FAMILIES) for operator, word in zip(_ORDER, family, strict=True)}
_LEVELS: dict[str, Operator] = {"达到": "=", "达": "=", "为": "=", "控制在": "≤"}
_LEAD = re.compile(f"(?:{'|'.join(sorted((*_READ, *_LEVELS), key=len, reverse=True))})$")
_TAIL = re.compile(r"(?:\(次\))?(?P<tail>[及或]?(?:以上|以下|以内|之内))")
_LONGEST = 3
"""Characters of the longest word in front."""


def lead_before(text: str, at: int) -> str:
    """The words of a bound that end at `at`; empty where there are none."""
    match = _LEAD.search(text[max(0, at - _LONGEST) : at])
    return match.group() if match else ""


def tail_behind(text: str, at: int) -> tuple[int, str]:
    """Where the words of a bound begin that stand behind a unit which ends at `at`, and the words; empty where there are none."""
    match = _TAIL.match(text, at)
    return (match.start("tail"), match["tail"]) if match else (at, "")


def word_for(operator: Operator | None) -> str:
    """The word in front of a number that goals use; none for what is exact."""
    return _FAMILIES[0][_ORDER.index(operator)] if operator in _ORDER else ""


def turn(bound: tuple[str, str], before: Operator | None, after: Operator | None, *, level: bool, zero: bool) -> tuple[str, str]:
    """The words in front of and behind a number when its operator changes, in the manner in which they were put.

    Words that fit the new operator stay. A number without words gets some only where it was exact: elsewhere the sentence puts the bound
    in another way.

    Args:
        bound: the words as they are.
        before: the operator as it was; None is as good as =.
        after: the operator as it is now.
        level: whether it is a rate or another level, of which one says 达到…以上.
        zero: whether the new number is 0, of which one says 为.
    """
    before, after = before or "=", after or "="
    lead, tail = bound
    if before == after or _fits(lead, tail, after):
        return bound
    if lead in _READ:
        return _in_family(lead, after), "" if after == "=" else tail
    if tail or lead in _LEVELS or (level and before == "="):
        return _as_level(after, zero)
    return (word_for(after), "") if before == "=" else bound


def _fits(lead: str, tail: str, operator: Operator) -> bool:
    if lead in _READ:
        return _READ[lead] == operator
    if tail:
        return ("上" in tail) == (operator in ("≥", ">")) and operator != "="
    return lead in _LEVELS and (_LEVELS[lead] == operator or (lead == "控制在" and operator == "<"))


def _in_family(lead: str, operator: Operator) -> str:
    family = next(family for family in _FAMILIES if lead in family)
    return family[_ORDER.index(operator)] if operator in _ORDER else ""


def _as_level(operator: Operator, zero: bool) -> tuple[str, str]:
    if operator == "=":
        return ("为" if zero else "达到"), ""
    return ("达到", "以上") if operator in ("≥", ">") else ("控制在", "以内")
