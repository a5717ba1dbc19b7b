"""Answers to 待确认: what a person types in few characters, as the value that it means for its row."""

import re
import unicodedata
from decimal import Decimal

from assistant.errors import InputError
from assistant.goals import Indicator, Target, format_target, parse_target
from assistant.goals.dates import parse_deadline
from assistant.goals.money import SCALES, format_number
from assistant.goals.numerals import CHINESE_NUMBER, parse_chinese_number
from assistant.goals.taxonomy import COST
from assistant.review.subject import COST_CLASSES

_BARE = re.compile(r"(?P<number>\d[\d,]*(?:\.\d+)?)(?P<scale>[十百千]?[万亿]|[十百千])?")
_SPELLED = re.compile(CHINESE_NUMBER)
_TIME = re.compile("[0-3]?\\d[日号]|[年月天周旬底末前后内]|季度|小时|工作日|期间|随时|当[天日月]|即时")
"""What words of a time hold."""
_SCORES = ("分", "个百分点")
"""In which a rate may be told as well."""
_PEOPLE = {"人", "名", "位", "人次"}
_YEAR = r"(?:(?P<year>20\d\d)年)?"
_END = "(?P<end>前|之前|以前)?(?:完成)?"
_MONTH = re.compile(rf"{_YEAR}(?P<point>(?:1[0-2]|0?[1-9])月)(?:份)?(?P<day>底|末|[0-3]?\d[日号])?{_END}")
_PART_OF_YEAR = re.compile(rf"{_YEAR}(?P<point>第?[一二三四1-4]季度|[上下]半年|年[底末])(?P<day>底|末)?{_END}")


def read_answer(row: Indicator, text: str, year: int | None) -> str:
    """The value that an answer stands for: what it leaves out (unit, bound, year) is taken from the value that stands there.

    300 for ≥200人 is ≥300人, 300人 and 三百 too; 10月 for 2026年11月底前 is 2026年10月底前; anything else is the value itself.

    Raises:
        InputError: nothing was answered, or it is no value of the kind that is asked for: words for a percentage, people for a price.
    """
    text = text.strip()
    if not text:
        raise InputError("还没有填写答案，请填写数量或内容；按暂填值处理请点“就按暂填值”。")
    money = row.level1 == COST or row.level2 in COST_CLASSES
    before = row.target or (parse_target(row.value, money=money) if row.value else None)
    if before is None or before.text is not None or before.number is None:
        return _read_freely(row, text, before.text if before else None, year)
    _refuse_other_kinds(row, text, before, money=money)
    if bare := _read_bare(unicodedata.normalize("NFKC", text)):
        return _counted(*bare, before)
    return _measured(text, before, money=money)


def _read_freely(row: Indicator, text: str, before: str | None, year: int | None) -> str:
    """An answer where no number stands yet: a time where one does, else whatever was typed."""
    if not before or not parse_deadline(before):
        return text
    dated = _dated(text, before, year)
    if dated == text and not _TIME.search(unicodedata.normalize("NFKC", text)):
        raise InputError(f"「{row.level3}」要填时间，请写明哪一月或哪一天，例如 {before}；不按时间考核的请直接在表里修改指标值。")
    return dated


def _refuse_other_kinds(row: Indicator, text: str, before: Target, *, money: bool) -> None:
    """Say so where an answer is no value of the kind that is asked for: a percentage, an amount of money, a number of something.

    An answer with a number in a sentence (每季度50人) may be one; who answered it will know.
    """
    answer = parse_target(text, money=money)
    bare = _read_bare(unicodedata.normalize("NFKC", text))
    unit = answer.base_unit if answer.number and answer.text is None else None
    asked = _kind_of(before.base_unit)
    given = _kind_of(unit) if unit else "数量" if bare and bare[1] and asked == "百分比" else None
    spoken = bare is not None or answer.number is not None or re.search(r"\d|百分", unicodedata.normalize("NFKC", text)) is not None
    scored = asked == "百分比" and unit in _SCORES
    if not spoken or (given not in (None, asked) and not scored):
        raise InputError(f"「{row.level3}」要填{asked}，请填写数字，例如 {row.value}；要换成别的要求请直接在表里修改指标值。")


def _kind_of(unit: str | None) -> str:
    return "百分比" if unit in ("%", "‰") else "金额" if unit and unit.startswith("元") else "数量"


def _read_bare(text: str) -> tuple[Decimal, bool] | None:
    """A number without a unit, in digits or in words, and whether it was counted in 万 or 亿; None where there is more."""
    if match := _BARE.fullmatch(text):
        scale = match["scale"] or ""
        return Decimal(match["number"].replace(",", "")) * SCALES[scale], scale[-1:] in ("万", "亿")
    number = parse_chinese_number(text) if _SPELLED.fullmatch(text) else None
    return (Decimal(number), any(word in text for word in "万亿")) if number is not None else None


def _counted(number: Decimal, in_myriads: bool, before: Target) -> str:
    """A bare number in the unit and with the bound of the value that stands there."""
    unit = before.unit
    if in_myriads:
        myriads = number / 10**4
        exact = myriads == myriads.quantize(Decimal("0.01"))
        number, unit = (myriads, f"万{before.base_unit or ''}") if exact else (number, before.base_unit)
    return format_target(Target(operator=before.operator, number=format_number(number), unit=unit))


def _measured(text: str, before: Target, *, money: bool) -> str:
    """An answer with a unit or a bound of its own; the other is taken from the value that stands there."""
    answer = parse_target(text, money=money)
    if answer.text is not None or answer.number is None:
        return text
    if answer.operator or answer.upper:
        return text if answer.unit else format_target(answer.model_copy(update={"unit": before.unit}))
    if answer.unit is None or not _alike(answer, before):
        return text
    return format_target(answer.model_copy(update={"operator": before.operator}))


def _alike(answer: Target, before: Target) -> bool:
    """Whether an answer counts what the value counts; 300元 for ≥200人 is something else and stays as it was typed."""
    return before.base_unit is None or answer.base_unit == before.base_unit or {answer.base_unit, before.base_unit} <= _PEOPLE


def _dated(text: str, before: str, year: int | None) -> str:
    """A month, or a part of a year, is one of the year of the value that stands there unless it says its own, and meant as that was."""
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    if folded.isdecimal() and 1 <= int(folded) <= 12:
        folded = f"{int(folded)}月"
    match = _MONTH.fullmatch(folded) or _PART_OF_YEAR.fullmatch(folded)
    stated = parse_deadline(before)
    if match is None or stated is None:
        return text
    until = before.removesuffix("完成").endswith("前")
    day = match["day"] or ("底" if match["point"].endswith("月") and (until or match["end"]) else "")
    known = match["year"] or stated.year or year
    named = f"{known}{'' if match['point'].startswith('年') else '年'}" if known else ""
    end = f"{'前' if until or match['end'] else ''}{'完成' if before.endswith('完成') else ''}"
    return f"{named}{match['point'].removeprefix('0')}{day}{end}"
