"""Numbers written in Chinese characters: 二十, 一百零五, 三千五百, 两万."""

import re
from decimal import Decimal

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {c: n for n, c in enumerate("〇壹贰叁肆伍陆柒捌玖")} | {"两": 2}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8}

CHINESE_NUMBER = "[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬]+"


def parse_chinese_number(text: str) -> Decimal | None:
    """The number that `text` spells wholly in Chinese numerals, else None.

    二十五 → 25, 一百零五万 → 1050000, 二〇二五 → 2025; what stands last without a unit counts in tenths of the unit before: 两万五 → 25000.
    """
    if not re.fullmatch(CHINESE_NUMBER, text):
        return None
    if len(text) > 1 and all(c in _DIGITS for c in text):
        return Decimal("".join(str(_DIGITS[c]) for c in text))
    total = section = 0
    digit: int | None = None
    unit = 1
    for char in text:
        if char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
            unit = 1 if digit == 0 else unit
        elif char in _TENS:
            unit = _TENS[char]
            section += (1 if digit is None else digit) * unit
            digit = None
        else:
            section += digit or 0
            if total == section == 0:
                return None
            total = (total + section) * _MYRIADS[char] if _MYRIADS[char] > total > 0 else total + section * _MYRIADS[char]
            section, digit, unit = 0, None, _MYRIADS[char]
    return Decimal(total + section + (digit or 0) * (unit // 10 or 1))


def chinese_ordinal(number: int) -> str:
    """A number from 1 to 99 in Chinese, as numbered texts have it: 三, 十, 十二, 二十一."""
    tens, ones = divmod(number, 10)
    digits = "一二三四五六七八九"
    before = ("" if tens == 1 else digits[tens - 1]) + "十" if tens else ""
    return before + (digits[ones - 1] if ones else "")
