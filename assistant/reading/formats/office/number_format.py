"""Numbers and dates as Excel shows them: their decimals, grouping, percent and currency signs, and the words around them."""

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal, DecimalException, localcontext
from functools import lru_cache

from assistant.goals.money import format_number

GENERAL = "General"
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "¥#,##0;-¥#,##0", 6: "¥#,##0;-¥#,##0", 7: "¥#,##0.00;-¥#,##0.00",
    8: "¥#,##0.00;-¥#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy",
    16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"', 34: 'h"时"mm"分"', 35: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0;-#,##0", 38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 41: "#,##0", 42: "¥#,##0", 43: "#,##0.00", 44: "¥#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss",
    48: "##0.0E+0", 49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"',
    55: 'h"时"mm"分"', 56: 'h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""Formats that a workbook names by number only, as Chinese installations show them."""
_LITERAL = re.compile(r'"([^"]*)"|[\\!](.)')
_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_BRACKETS = re.compile(r"\[[^\]]*\]|_.|\*.")
_DIGITS = re.compile(r"[#0?,]*[#0?](?:\.([0#?]+))?(,*)")
_SECTIONS = re.compile(r'(?:"[^"]*"|[\\!_*].|\[[^\]]*\]|[^;"])+|(?<=;)(?=;)')
_DAYS = 2_958_466
"""Days of the last date that Excel knows, 9999-12-31, and one."""


def show_number(value: float | Decimal, number_format: str) -> str:
    """A number in an Excel number format."""
    number = value if isinstance(value, Decimal) else Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    section, number = _section(number, number_format)
    pattern = _BRACKETS.sub("", _CURRENCY.sub(lambda match: f'"{match[1]}"' if match[1] else "", section))
    bare = _LITERAL.sub("", pattern)
    digits = _DIGITS.search(bare)
    if digits is None and "@" not in bare and "general" not in bare.lower() and pattern.strip():
        return _words(pattern)  # "-" for zero: a section of nothing but words
    if digits is None and "general" in bare.lower():  # General"个"
        before, after = re.split("general", _words(pattern), maxsplit=1, flags=re.IGNORECASE)
        return f"{before}{format_number(_tidy(number))}{after}".strip()
    if digits is None or "E+" in bare.upper() or "E-" in bare.upper() or re.search("[#0?]", bare[digits.end() :]):
        return format_number(_tidy(number))
    if "%" in bare:
        number *= 100
    text = _rounded(number.scaleb(-3 * len(digits[2])), digits[1] or "", grouped="," in digits.group().rstrip(","))
    shown = _DIGITS.search(_words(pattern, keep=True))
    before, after = (_words(pattern, keep=True)[: shown.start()], _words(pattern, keep=True)[shown.end() :]) if shown else ("", "")
    return f"{before}{text}{after}".translate(_UNMASK).strip()


_MASK = {ord(char): 0xE000 + number for number, char in enumerate("#0?,.%E")}
"""Signs of a format that stand in its words are set aside while the digits are looked for."""
_UNMASK = {code: char for char, code in _MASK.items()}


def _words(pattern: str, *, keep: bool = False) -> str:
    """A pattern with its literal words in the open; with `keep` their signs are set aside."""
    return _LITERAL.sub(lambda match: (match[1] or match[2] or "").translate(_MASK if keep else {}), pattern)


def _section(number: Decimal, number_format: str) -> tuple[str, Decimal]:
    """The section of a format that is for this number (positive; negative; zero), and the number as that section takes it."""
    sections = _split(number_format)
    if number < 0 and len(sections) > 1:
        return sections[1], -number
    if number == 0 and len(sections) > 2:
        return sections[2], number
    return sections[0], number


@lru_cache(maxsize=512)
def _split(number_format: str) -> tuple[str, ...]:
    return tuple(_SECTIONS.findall(number_format[:500])) or (GENERAL,)


def _rounded(number: Decimal, decimals: str, *, grouped: bool) -> str:
    with localcontext(prec=400, rounding=ROUND_HALF_UP):
        try:
            number = number.quantize(Decimal(1).scaleb(-min(len(decimals), 30)))
        except DecimalException:
            return str(number)
        text = f"{number:,f}" if grouped else f"{number:f}"
    optional = len(decimals) - len(decimals.rstrip("#?"))
    while optional and text.endswith("0"):
        text, optional = text[:-1], optional - 1
    return text.rstrip(".") if "." in text else text


def _tidy(number: Decimal) -> Decimal:
    """A number with the fifteen digits that Excel keeps, without the noise of binary fractions."""
    return number if number == number.to_integral_value() else Decimal(f"{number:.15g}")


@lru_cache(maxsize=512)
def is_date_format(number_format: str) -> bool:
    """Whether a format shows a number of days as a date or time."""
    bare = _LITERAL.sub("", re.sub(r"\[(?![hms]+\])[^\]]*\]|_.|\*.", "", _split(number_format)[0].lower())).replace("general", "")
    return re.search("[ydhs]|m", bare) is not None and re.search("[#0?@]", bare.replace("ss.0", "")) is None


def show_date(value: float, number_format: str, *, from_1904: bool = False) -> str | None:
    """A number of days as a date in the style of `number_format`; None where it is no date that Excel knows."""
    if not 0 <= value < _DAYS:
        return None
    epoch = datetime.datetime(1904, 1, 1) if from_1904 else datetime.datetime(1899, 12, 31 if value < 60 else 30)
    try:
        moment = epoch + datetime.timedelta(seconds=round(value * 86_400))
    except OverflowError:
        return None
    return show_moment(moment, number_format)


def show_moment(moment: datetime.datetime, number_format: str) -> str:
    """A date in the style of a format: with Chinese words or slashes like it, else as 2026-12-31; what it leaves out stays out."""
    letters = _LITERAL.sub("", re.sub(r"\[(?![hms]+\])[^\]]*\]", "", number_format.lower()))
    date = _date_part(
        moment, "y" in letters, "d" in letters, chinese="年" in number_format or "月" in number_format, slashes="/" in number_format
    )
    if "h" not in letters and "s" not in letters:
        return date
    if not ("y" in letters or "d" in letters):
        date = ""
    time = f"{moment:%H:%M:%S}" if "s" in letters else f"{moment:%H:%M}"
    return date if date and (moment.hour, moment.minute, moment.second) == (0, 0, 0) else f"{date} {time}".strip()


def _date_part(moment: datetime.datetime, year: bool, day: bool, *, chinese: bool, slashes: bool) -> str:
    if not day:
        return f"{moment.year}年{moment.month}月"
    if not year:
        return f"{moment.month}月{moment.day}日"
    if chinese:
        return f"{moment.year}年{moment.month}月{moment.day}日"
    return f"{moment.year}/{moment.month}/{moment.day}" if slashes else f"{moment.year}-{moment.month:02}-{moment.day:02}"
