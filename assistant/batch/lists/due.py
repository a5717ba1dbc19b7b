"""Cells of a list that say by when something is done, in all the ways people write it: 2027年8月底, 2027.3-2027.10, 汛前完工, 60天."""

import re
import unicodedata
from dataclasses import dataclass

from assistant.drafting.deadlines import find_deadline
from assistant.goals.dates import FESTIVALS, SEASONS

OF_ALL = "项目完成时间"
"""How a draft calls the time by which all is done; other such names say of which part of the work it is."""
_TO = "[-—–~～至到]+"
_DEED = "(?:(?:全部|全面|基本)?(?:完成|完工|竣工|交付|验收|建成|投用|投入使用|结束|结项|结题|到位|办结)(?:验收|交付|使用|任务|工作)?)"
_LEAD = (
    r"(?P<lead>(?:计划|预计|要求|务必|必须|须|需|应|拟|力争|确保|争取|赶在)*"
    r"(?:(?:建设|施工|合同|计划|项目|实施|服务)*(?:工期|期限|时限|时间|周期)(?:要求)?[:为是]*)?)(?:于|在|自|从)?(?:[春夏秋冬]季)?"
)
_BEFORE = "(?P<before>之前|以前|前|止|内)?"
_POINT = (
    r"(?:(?P<year{0}>20\d\d)年度?)?(?:(?P<month{0}>\d{{1,2}})月份?(?:(?P<day{0}>\d{{1,2}})[日号]|(?P<part{0}>[底末初]|[上中下]旬))?"
    r"|(?P<rest{0}>年?[底末]|[上下]半年|第?[一二三四1-4]季度末?))"
)
_BARE = r"(?:(?P<bare_year>20\d\d)年?)?(?P<bare_month>\d{1,2})?"
_FROM = rf"(?:(?:{_POINT.format('_from')}|{_BARE})(?:起|开始)?{_TO}(?P<next>次年|翌年|第二年)?)?"
_DATED = re.compile(rf"{_LEAD}{_FROM}{_POINT.format('')}{_BEFORE}(?P<deed>{_DEED})?")
_SEASONAL = re.compile(
    rf"{_LEAD}(?:(?P<year>20\d\d)年)?(?P<season>{SEASONS}|汛(?=前)|{'|'.join(FESTIVALS)})节?(?:来临|到来|开始)?"
    rf"(?P<before>之前|以前|前|期间|内)?(?P<deed>{_DEED})?"
)
_LASTING = re.compile(r"(?:.*?工期)?(?:约|共|为|:)?(?P<number>\d+)个?(?:日历|自然)?(?P<unit>天|日|(?<=个)月|周|工作日)(?:内?完成|左右)?")
_SAYS_NOTHING = re.compile(
    r"(?:20\d\d年?度?)?(?:全年|长期|常年|(?:年度?内|当年|本年度?)(?:完成)?|每年|持续|(?:一次|经常|阶段|常年|延续)性?)?"
    rf"|20\d\d年?{_TO}20\d\d(?:年度?|学年)?|按[^\d]*|[^\d]{{0,6}}[一二三\d]+(?:年|个月)|[-—/无]+"
)
_SPELLINGS = (
    (r"(?<!\d)(20\d\d)(0[1-9]|1[0-2])(\d\d)(?!\d)", r"\1年\2月\3日"),
    (r"(?<!\d)(20\d\d)([./-])(\d{1,2})\2(\d{1,2})(?!\d)", r"\1年\3月\4日"),
    (r"(?<!\d)(20\d\d)[./](\d{1,2})(?![\d月])", r"\1年\2月"),
    (r"(?<!\d)(20\d\d)-(0[1-9]|1[0-2])(?!\d|月)", r"\1年\2月"),
    (rf"(?<=[月日]){_TO}(\d{{1,2}})[./](\d{{1,2}})(?!\d)", r"至\1月\2日"),
    (rf"(?<=月){_TO}(\d{{1,2}})(?=$|前|[底末])", r"至\1月"),
    (r"(?<=月)0:00(?::00)?|(?<=日)00:00(?::00)?", ""),
)
_DOUBTFUL = re.compile(r"20\d\d\.1")
"""A number of a sheet, which may have been 2027.10."""
_LAST_DAYS = 28


@dataclass(frozen=True)
class Due:
    """When something is done by.

    Attributes:
        year: that is named, None where it goes without saying.
        point: the rest of the time, alike however it is written.
        text: as a draft understands it: 2027年8月底前完成.
        marked: whether the words themselves say that it is a deadline, wherever they stand.
    """

    year: int | None
    point: tuple[int | str, ...]
    text: str
    marked: bool

    @property
    def of_all(self) -> bool:
        """Whether it is the time of the whole project, and of no part of its work."""
        return (found := find_deadline(self.text)) is None or found.name == OF_ALL

    def same_as(self, other: "Due") -> bool:
        """Whether both name the same time, as far as both say."""
        return self.point == other.point and (self.year is None or other.year is None or self.year == other.year)


def read_due(clause: str) -> Due | None:
    """The time that a clause names by which something is done; of a span its end. None where it names none."""
    text = _spelled(clause)
    match = None if _DOUBTFUL.fullmatch(clause.strip()) else _DATED.fullmatch(text)
    if match is not None:
        return _dated(match)
    if (match := _SEASONAL.fullmatch(text)) is not None:
        return _seasonal(match)
    if find_deadline(text) is None:
        return None
    years = [int(year) for year in re.findall(r"20\d\d(?=年)", text)]
    return Due(years[-1] if years else None, (text,), text, marked=True)


def read_lasting(text: str) -> str | None:
    """How long work lasts, as a draft understands it: 60日历天 → 工期60天."""
    match = _LASTING.fullmatch(_spelled(text))
    if match is None:
        return None
    unit = {"日": "天", "月": "个月"}.get(match["unit"], match["unit"])
    return f"工期{match['number']}{unit}"


def says_no_time(text: str) -> bool:
    """Whether a cell names no time within a year: 2027年, 全年, 2026-2028, 12个月."""
    return _SAYS_NOTHING.fullmatch(_spelled(text)) is not None


def _spelled(text: str) -> str:
    """In one spelling, months and days in Chinese."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).rstrip("。")
    for pattern, said in _SPELLINGS:
        text = re.sub(pattern, said, text)
    return text


def _dated(match: re.Match[str]) -> Due | None:
    month, day, part, rest = (match[name] for name in ("month", "day", "part", "rest"))
    if (month and not 1 <= int(month) <= 12) or (day and not 1 <= int(day) <= 31):
        return None
    year = _year(match)
    named = f"{year}年" if year else ""
    deed = match["deed"] or "完成"
    marked = bool(match["before"] or match["deed"] or match["lead"])
    if month is None:
        at = f"年{rest[-1]}前" if rest[-1] in "底末" and "季" not in rest else rest
        return Due(year, (_quarter(rest),), f"{named}{at}{deed}", marked)
    if day:
        last = int(day) >= _LAST_DAYS
        return Due(year, (int(month), "" if last else int(day)), f"{named}{int(month)}月{int(day)}日前{deed}", marked)
    beginning = match["before"] in ("之前", "以前", "前")  # 12月前 is before December, 12月 by its end
    at = "底" if part in ("底", "末") or (part is None and not beginning) else part or ""
    return Due(year, (int(month), "" if at == "底" else at or "前"), f"{named}{int(month)}月{at}前{deed}", marked)


def _year(match: re.Match[str]) -> int | None:
    """The year of the end; one that only the beginning names goes on until its last month is over."""
    if match["year"]:
        return int(match["year"])
    began = match["year_from"] or match["bare_year"]
    if began is None:
        return None
    first = match["month_from"] or match["bare_month"]
    over = match["next"] or (first and match["month"] and int(match["month"]) < int(first))
    return int(began) + bool(over)


def _quarter(rest: str) -> str:
    return re.sub("第|末$|^年", "", rest.translate(str.maketrans("1234", "一二三四")))


def _seasonal(match: re.Match[str]) -> Due | None:
    season = "汛期" if match["season"] == "汛" else match["season"]
    within = "内" if season[-1] in "期季" else "期间"
    before = "前" if match["before"] in ("之前", "以前", "前") else within
    deed = match["deed"] or "完成"
    text = f"{season}{before}{deed}"
    if find_deadline(text) is None:
        return None
    year = int(match["year"]) if match["year"] else None
    return Due(year, (season, before), text, bool(match["before"] or match["deed"]))
