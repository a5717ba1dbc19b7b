"""Cells of a list that hold money: what they state in 元, in whatever unit they, their heading or the line above the table have it."""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from assistant.errors import InputError
from assistant.goals.money import parse_amount, parse_budget

MONEY_UNIT = r"((?:[十百千]?[万亿]|千)?元)(?!旦|宵)"
_ONLY_UNIT = re.compile(rf"(?:人民币|单位:)?[(]?{MONEY_UNIT}整?[)]?")
_STATED = re.compile(rf"单位(?:均|统一)*[为是:(]*(?:人民币)?{MONEY_UNIT}|[(\[]{MONEY_UNIT}[)\]]")
_MUCH = Decimal(10**4)
"""A larger number without a unit is hardly one of 万元: it would be more than a hundred million 元."""
_IN_MYRIADS, _EXAMPLE = "以万元为单位的数字 20", Decimal(200_000)
"""How it is told to write an amount, and which one, in 元."""
_BARE = re.compile(r"[￥¥]?[-+]?[\d,]+(?:\.\d+)?")
_NOTHING = re.compile(r"[-—–/无]+|[￥¥]?0+(?:\.0+)?(?:[十百千]?[万亿])?元?")


def money_unit(text: str) -> str | None:
    """The unit of money that a heading or the line above a table (单位：万元) names last."""
    found = re.findall(MONEY_UNIT, unicodedata.normalize("NFKC", text))
    return found[-1] if found else None


def is_unit(text: str) -> bool:
    """Whether a text is a unit of money and nothing else."""
    return _ONLY_UNIT.fullmatch(tidy(text)) is not None


def stated_unit(texts: Iterable[str]) -> str | None:
    """The unit that the lines around a table state: 单位：万元, （元）, 2027年预算表（万元）, 注：金额单位均为元."""
    stating = (text for text in map(tidy, texts) if is_unit(text) or _STATED.search(text))
    return next((unit for text in stating if (unit := money_unit(text))), None)


def tidy(text: str) -> str:
    """What stands in a cell of money, without blanks."""
    return re.sub(r"[\s，]", lambda match: "," if match[0] == "，" else "", unicodedata.normalize("NFKC", text))


def is_bare(text: str) -> bool:
    """Whether a tidy text is a number without a unit."""
    return _BARE.fullmatch(text) is not None


def is_nothing(text: str) -> bool:
    """Whether a tidy text says that there is no money: 0, 无, —."""
    return _NOTHING.fullmatch(text) is not None


def is_money(text: str) -> bool:
    """Whether a cell states any amount above nothing."""
    text = tidy(text)
    return not is_nothing(text) and parse_amount(text) is not None


def read_amount(text: str, unit: str | None, name: str) -> Decimal:
    """The amount of a tidy text in 元; a bare number counts in `unit`, or else in 万元.

    Args:
        text: of the cell.
        unit: in which its column is, None where nobody says.
        name: of what it is the amount, for people.

    Raises:
        InputError: it is no amount, not positive, or so large that nobody can mean 万元.
    """
    bare = is_bare(text)
    if bare and unit is None and _number(text) >= _MUCH:
        raise InputError(f"{name}金额「{text[:40]}」没有写单位，请写成 20万元、200000元，或在表头写明单位，例如 预算（元）。")
    try:
        return parse_budget(f"{text}{unit}" if bare and unit else text)
    except InputError as error:
        told = str(error).replace("预算金额", f"{name}金额")
        raise InputError(told.replace(_IN_MYRIADS, f"以{unit}为单位的数字 {_EXAMPLE / _yuan(unit):f}") if unit else told) from error


def _yuan(unit: str) -> Decimal:
    """What a unit of money is in 元."""
    return parse_amount(f"1{unit}") or Decimal(1)


def _number(text: str) -> Decimal:
    try:
        return Decimal(re.sub(r"[^\d.]", "", text))
    except InvalidOperation:
        return Decimal(0)
