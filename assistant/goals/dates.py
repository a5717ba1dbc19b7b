"""Years and deadlines as they stand in goals and target values."""

import re
import unicodedata
from dataclasses import dataclass

YEAR = r"(?:19|20)\d{2}"

_EXEMPT = re.compile(
    rf"""(
        《[^》]*》                                             # names of documents
      | (?<!\d){YEAR}\s*年?\s*[-—–~～至到]+\s*{YEAR}\s*年?              # plans and periods: 2021-2030年
      | [〔\[【]\s*{YEAR}\s*[〕\]】](?:\s*第?\s*\d+\s*号)?       # document numbers: 〔2021〕88号
      | [（(]\s*{YEAR}\s*[）)]\s*第?\s*\d+\s*号                # （2024）116号
      | (?:较|比|与|同)\s*{YEAR}\s*年?                          # base year of a comparison
      | 以\s*{YEAR}\s*年为基                                   # base year of a series
      | (?<!\d){YEAR}\s*年?\s*(?:起|以来|开始)                 # since
      | (?:自|从)\s*{YEAR}\s*年\s*\d{{1,2}}\s*月\s*(?:\d{{1,2}}\s*日)?\s*(?:起|以来|开始)
    )""",
    re.VERBOSE,
)
"""Splits a text into what speaks of its own years and, at odd places, what does not."""
_COUNTED = r"""(?:\.\d+)?\s*(?:余|多)?\s*(?:
    [元万亿%％‰件次位条篇册亩套棵株吨只所辆页座盏眼羽箱幅栋幢米升块颗] | 平方 | 立方 | 公里 | 课时 | 学时 | 小时 | 分钟
  | 张(?![家掖北店]) | 间(?!隔) | 处(?![置理罚于]) | 头(?![部雁])
  | 个(?!人|体) | 人(?!大|民|事|口|才|社|防) | 名(?!师|校|录|单|家) | 家(?!庭|政|教|长|风|乡) | 户(?!外|籍) | 份(?!额)
  | 场(?!馆|地|所) | 期(?!末|间|初) | 台(?!账|风|州|湾) | 天(?!津|水|门|河)
)"""
"""What makes four digits an amount."""
_YEAR = re.compile(
    rf"""(?<!\d)(?:{YEAR}(?=\s*年) | (?<!\d[.,])(?<![≥>＞=＝约共达到过])(?<![少低大高多]于){YEAR}(?!\d)(?!{_COUNTED}))""",
    re.VERBOSE,
)


def budget_years(text: str) -> list[int]:
    """The years that `text` speaks of as its own, without plan names, document numbers and base years."""
    return [int(year) for part in _EXEMPT.split(text)[::2] for year in _YEAR.findall(part)]


def replace_budget_year(text: str, year: int) -> str:
    """`text` with every year that `budget_years` would find put to `year`; exempt ones stay."""
    parts = _EXEMPT.split(text)
    parts[::2] = [_YEAR.sub(str(year), part) for part in parts[::2]]
    return "".join(parts)


@dataclass(frozen=True)
class Deadline:
    """A point in time by which something is to be done; parts that the text does not say are None."""

    year: int | None
    month: int | None
    day: int | None


_DEADLINE = re.compile(
    rf"""(?:≤|<=|在|于|截至|截止)?\s*
    (?:(?P<year>{YEAR})\s*年?\s*)?
    (?:(?P<whole>全年|上半年|下半年|年底|年末|年内|底)|(?:(?:\d{{1,2}}\s*月?|[一二三四])\s*[-—–~～至、和及]\s*)*(?P<month>1[0-2]|0?[1-9])\s*月\s*(?:份)?
       (?:(?P<day>[12]\d|3[01]|0?[1-9])\s*[日号])?|(?P<quarter>第?[一二三四1-4]季度))?
    \s*(?:年底|底|末|内|上旬|中旬|下旬|中)?\s*(?:之前|以前|前)?\s*(?:完成|实施|结束|召开|举办|完工)?[。.]?""",
    re.VERBOSE,
)
_DOTTED = re.compile(rf"(?<!\d)(?P<year>{YEAR})[-./](?P<month>\d{{1,2}})(?:[-./](?P<day>\d{{1,2}}))?(?![\d%])")


def _spell_out(date: re.Match[str]) -> str:
    return f"{date['year']}年{date['month']}月" + (f"{date['day']}日" if date["day"] else "")


def parse_deadline(text: str) -> Deadline | None:
    """The deadline that `text` as a whole states (`2023年12月底完成`, `≤9月`, `12月31日前`, `2024.6.30前`), or None.

    Of several months (`3月和7月完成`, `3-10月`) it is the last.
    """
    text = _DOTTED.sub(_spell_out, unicodedata.normalize("NFKC", text).strip())
    match = _DEADLINE.fullmatch(text)
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


SEASONS = (
    "(?:主|防)?汛期|入汛|汛(?=前)|雨季|梅雨季节?|台风季节?|(?:森林|草原)?防火期|旱季|春耕(?:生产)?|春播|夏收|夏种|秋收|秋种|秋播|三夏|三秋|双抢|冬修|冬种"
    "|入冬|入夏|封冻|霜冻|冰冻期|供暖[季期]?|采暖[季期]?|取暖[季期]?|[春秋]季(?:学期)?开学|(?:新学期)?开学|新学期|学期末|学期结束|暑假|寒假|暑期"
    "|用电高峰|旅游旺季|春运|[高中]考|两会|征兵季?|换届"
)
"""What every year has, though not on the same day: by then much public work is to be done."""
_BY_SEASON = re.compile(
    rf"(?:在|于|赶在)?(?:{YEAR}年)?(?:{SEASONS})(?:来临|到来|开始|结束|启动)?(?:之前|以前|前|期间|内)(?:完成|实施|到位)?"
)


def is_seasonal(text: str) -> bool:
    """Whether `text` as a whole sets a time by a season of the year or of its work: 汛期前完成, 暑假期间."""
    return _BY_SEASON.fullmatch(unicodedata.normalize("NFKC", text).strip()) is not None
