"""Years and deadlines as they stand in goals and target values."""

import re
from dataclasses import dataclass

YEAR = r"(?:19|20)\d{2}"

_EXEMPT = re.compile(
    rf"""《[^》]*》                                             # names of documents
      | {YEAR}\s*年?\s*[-—–~～至到]+\s*{YEAR}\s*年?              # plans and periods: 2021-2030年
      | [〔\[【（(]\s*{YEAR}\s*[〕\]】）)]\s*(?:第?\s*\d+\s*号)?   # document numbers: 〔2021〕88号, （2024）116号
      | (?:较|比|与|同)\s*{YEAR}\s*年?                          # base year of a comparison
      | (?:自|从)?\s*{YEAR}\s*年?\s*(?:起|以来|开始)              # since
    """,
    re.VERBOSE,
)
_YEAR = re.compile(rf"(?<!\d)({YEAR})(?!\d)(?!\s*(?:元|万|个|人|户|份|场|次|件|平方))")


def budget_years(text: str) -> list[int]:
    """The years that `text` speaks of as its own, without plan names, document numbers and base years."""
    return [int(year) for year in _YEAR.findall(_EXEMPT.sub(" ", text))]


def replace_budget_year(text: str, year: int) -> str:
    """`text` with every year that `budget_years` would find put to `year`; exempt ones stay."""
    out, end = [], 0
    for exempt in [*_EXEMPT.finditer(text), None]:
        start = exempt.start() if exempt else len(text)
        out.append(_YEAR.sub(str(year), text[end:start]))
        if exempt:
            out.append(exempt.group())
            end = exempt.end()
    return "".join(out)


@dataclass(frozen=True)
class Deadline:
    """A point in time by which something is to be done; parts that the text does not say are None."""

    year: int | None
    month: int | None
    day: int | None


_DEADLINE = re.compile(
    rf"""(?:≤|<=|在|于|截至|截止)?\s*
    (?:(?P<year>{YEAR})\s*年?\s*)?
    (?:(?P<whole>全年|年底|年末|年内|底)|(?:(?:\d{{1,2}}|[一二三四])\s*[-—–~～至、和]\s*)*(?P<month>1[0-2]|0?[1-9])\s*月\s*(?:份)?
       (?:(?P<day>[12]\d|3[01]|0?[1-9])\s*[日号])?|(?P<quarter>第?[一二三四1-4]季度))?
    \s*(?:年底|底|末|内|上旬|中旬|下旬|中)?\s*(?:之前|以前|前)?\s*(?:完成|实施|结束|召开|举办|完工)?[。.]?""",
    re.VERBOSE,
)


def parse_deadline(text: str) -> Deadline | None:
    """The deadline that `text` as a whole states (`2023年12月底完成`, `≤9月`, `12月31日前`), or None."""
    match = _DEADLINE.fullmatch(text.strip())
    if match is None or not any(match[part] for part in ("year", "month", "whole", "quarter")):
        return None
    number = {part: int(match[part]) if match[part] else None for part in ("year", "month", "day")}
    return Deadline(number["year"], number["month"], number["day"])


FESTIVALS = {
    **{
        "元旦": 1,
        "春节": 2,
        "迎春": 2,
        "三八": 3,
        "清明": 4,
        "五一": 5,
        "五四": 5,
        "母亲节": 5,
        "六一": 6,
        "端午": 6,
        "七一": 7,
        "八一": 8,
    },
    **{"教师节": 9, "中秋": 9, "国庆": 10, "重阳": 10},
}
"""Festivals that projects are made for, and the month (1-12) by whose end what is done for them is done."""


def festival_month(text: str) -> int | None:
    """The month of the one festival that `text` names; None where it names none or several."""
    months = {month for name, month in FESTIVALS.items() if name in text}
    return months.pop() if len(months) == 1 else None
