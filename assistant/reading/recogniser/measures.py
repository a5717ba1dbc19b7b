"""What things are counted in: the units of target values, and where a value with a known one ends."""

import re
import unicodedata
from importlib.resources import files

import yaml

from assistant.goals.dates import YEAR
from assistant.goals.target import OPERATORS

_MULTIPLIER = "(?:[十百千万亿]+)?"


def _counters() -> str:
    """A pattern of all units; longer ones come first, so that none is taken for the beginning of another."""
    data = yaml.safe_load(files("assistant.reading.recogniser").joinpath("measures.yaml").read_text(encoding="utf-8"))
    beginnings = (f"{unit}(?![{following}])" for unit, following in data["begin_words"].items())
    return "|".join((*sorted(data["units"], key=len, reverse=True), *beginnings))


_COUNTERS = _counters()
_UNIT = f"{_MULTIPLIER}(?:{_COUNTERS})"
_PER = rf"(?:[/·每](?:{_COUNTERS}|[\u4e00-\u9fff]{{1,2}}(?![\u4e00-\u9fff])))*"
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_TAIL = r"(?:(?:[（(]?[及或含][)）]?)?(?:以上|以下|以内|之内)|左右|[（(]含[)）])?"
_SIGN = "|".join(
    [r"[≥≤≧≦⩾⩽＞＜><=＝]+", *sorted((re.escape(word) for word in OPERATORS if not word.isascii() and len(word) > 1), key=len, reverse=True)]
)
_MEASURED = rf"{_NUMBER}\s*(?:[-—–~～至]\s*{_NUMBER}\s*)?(?:[%％‰]|百分比|{_UNIT}{_PER}){_TAIL}"
_DATE = (
    rf"(?:{YEAR}年)?(?:\d{{1,2}}月(?:\d{{1,2}}[日号])?(?:上旬|中旬|下旬|月?底|月?末)?|(?:{YEAR})年(?:底|末))(?:之|以)?(?:前|内)?"
    r"(?:(?:完成|结束|完工|实施完毕|执行完毕|拨付到位|发放到位|兑现)(?!及时|按时|质量|比例|率|数))?"
)
COMPARED = re.compile(rf"(?:{_SIGN})\s*(?:{_MEASURED}|{_NUMBER}{_MULTIPLIER}(?![\d.,%％‰\u4e00-\u9fff]))")
"""A value with its comparison, up to the end of its unit."""
COUNTED = re.compile(_MEASURED)
"""A number with its unit."""
DATED = re.compile(_DATE)
"""A point in time."""

_HEADING_UNIT = re.compile(r"[（(\[]\s*(?:计量)?(?:单位)?\s*[:：]?\s*([^（()）\[\]]{1,8}?)\s*[)）\]]\s*$")
_BARE = re.compile(rf"\s*(?:{_SIGN})?\s*[+-]?{_NUMBER}\s*")


def unit_of_heading(text: str) -> str | None:
    """The unit in brackets behind a heading, for the bare numbers below it: 指标值（%）."""
    match = _HEADING_UNIT.search(text)
    if match is None:
        return None
    unit = unicodedata.normalize("NFKC", match[1])
    return match[1] if re.fullmatch(rf"[%‰]|{_UNIT}{_PER}", unit) else None


def is_bare_number(text: str) -> bool:
    """Whether a value is a number, with or without a comparison, and no unit."""
    return _BARE.fullmatch(text) is not None
