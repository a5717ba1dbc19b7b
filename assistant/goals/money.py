"""Amounts of money: always `Decimal`, always in 元."""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer

from assistant.errors import InputError
from assistant.goals.numerals import CHINESE_NUMBER, parse_chinese_number

CENT = Decimal("0.01")
_TENS, _MYRIADS = {"": 1, "十": 10, "百": 100, "千": 1000}, {"": 1, "万": 10**4, "亿": 10**8}
SCALES = {tens + myriads: _TENS[tens] * _MYRIADS[myriads] for myriads in _MYRIADS for tens in _TENS}
"""What a number is multiplied by that one of these words follows: 万, 百万, 千亿 …"""
LARGEST_BUDGET = Decimal(10) ** 13
"""元. Ten trillion: above every budget in the country, so a larger one is a slip of the hand."""

_AMOUNT = re.compile(
    rf"^(?:人民币|￥|¥|RMB)?(?P<number>-?[\d,]+(?:\.\d+)?(?:e[+]?\d{{1,4}})?|{CHINESE_NUMBER})"
    r"(?P<scale>[十百千]?[万亿]|[十百千])?(?P<unit>元整?|圆整?|块钱?)?(?:人民币)?$",
    re.IGNORECASE,
)


def _as_yuan(value: object) -> object:
    if isinstance(value, str | int | Decimal) and not isinstance(value, bool):
        try:
            amount = Decimal(value)
        except InvalidOperation as error:
            raise ValueError("金额应是十进制数字") from error
        if not amount.is_finite() or amount.copy_abs() > LARGEST_BUDGET * 1000:
            raise ValueError("金额应是有限的数字")
        return amount.quantize(CENT, ROUND_HALF_UP)
    raise ValueError("金额应是十进制数字的字符串")


Yuan = Annotated[Decimal, BeforeValidator(_as_yuan), PlainSerializer(lambda amount: f"{amount:.2f}", return_type=str)]
"""A field that holds an amount in 元 and is written as a decimal string with two places."""


def parse_amount(text: str, *, bare_scale: Decimal = Decimal(1)) -> Decimal | None:
    """The amount in 元 that `text` states, or None where it states none.

    `20万元`, `20万`, `二十万`, `200000元`, `200,000.00`; a number without 元 or 万 counts in `bare_scale` 元.
    """
    match = _AMOUNT.match(re.sub(r"\s", "", unicodedata.normalize("NFKC", text)))
    if match is None:
        return None
    number, scale, unit = match["number"], match["scale"] or "", match["unit"]
    if re.match(r"[-\d]", number):
        try:
            amount = Decimal(number.replace(",", ""))
        except InvalidOperation:
            return None
        spelled = False
    else:
        in_words = parse_chinese_number(number + scale)
        if in_words is None:
            return None
        amount, scale, spelled = in_words, "", any(c in number + scale for c in "百千万亿")
    if scale or unit or spelled:
        return amount * SCALES[scale]
    return amount * bare_scale


def parse_budget(text: str) -> Decimal:
    """The budget a person typed, in 元; a bare number counts in 万元.

    Raises:
        InputError: it is no amount, not positive, or larger than any budget.
    """
    amount = parse_amount(text, bare_scale=Decimal(10**4))
    if not text.strip():
        raise InputError("请填写预算，例如 20万元；只写数字按万元算。")
    if amount is None:
        raise InputError(f"看不懂预算金额「{text[:40]}」，请写成 20万元、200000元 或以万元为单位的数字 20。")
    if amount <= 0:
        raise InputError(f"预算金额应大于 0，收到的是「{text[:40]}」，请核对后重新填写。")
    if amount > LARGEST_BUDGET:
        raise InputError(f"预算金额「{text[:40]}」超过十万亿元，请核对数字和单位。")
    if amount < CENT:
        raise InputError(f"预算金额「{text[:40]}」不足一分钱，请核对数字和单位。")
    return amount.quantize(CENT, ROUND_HALF_UP)


def format_number(number: Decimal) -> str:
    """A number as people write it: no exponent, no zeros behind the last digit."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def format_amount(amount: Decimal) -> str:
    """An amount in 元 as it stands in a goal table: 万元 where at most two decimals say it exactly, else 元."""
    in_myriads = amount / 10**4
    if abs(amount) >= 10**4 and in_myriads == in_myriads.quantize(CENT):
        return f"{format_number(in_myriads)}万元"
    return f"{format_number(amount)}元"
