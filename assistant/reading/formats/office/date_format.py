"""Dates and times as Excel shows them: a number of days in the style of its format."""

import datetime
import re
from functools import lru_cache

from assistant.reading.formats.office.format_sections import sections

_LITERAL = re.compile(r'"([^"]*)"|[\\!](.)')
_DAYS = 2_958_466
"""Days of the last date that Excel knows, 9999-12-31, and one."""


@lru_cache(maxsize=512)
def is_date_format(number_format: str) -> bool:
    """Whether a format shows a number of days as a date or time."""
    bare = _LITERAL.sub("", re.sub(r"\[(?![hms]+\])[^\]]*\]|_.|\*.", "", sections(number_format)[0].text.lower())).replace("general", "")
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
