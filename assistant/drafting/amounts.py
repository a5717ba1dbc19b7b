"""Amounts in running text: numbers with their units, found one by one in a text that was put into one spelling first."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from assistant.drafting.measures import MEASURE_WORDS
from assistant.goals.money import SCALES
from assistant.goals.numerals import parse_chinese_number
from assistant.goals.target import OPERATORS, Operator

_LATIN_UNITS = {
    "km²": "平方公里",
    "km2": "平方公里",
    "hm2": "公顷",
    "m²": "平方米",
    "m2": "平方米",
    "㎡": "平方米",
    "m³": "立方米",
    "m3": "立方米",
} | {
    "km": "公里",
    "kg": "公斤",
    "平米": "平方米",
    "平方": "平方米",
    "m": "米",
    "t": "吨",
}
_SAME_UNITS = {"名": "人", "位": "人", "平米": "平方米", "路次": "路"}
_COUNTED = "人次|场次|批次|家次|个月|场|次|期|名|人|户|份|篇|台|套|所|间|亩|公里|个|件|项|处|座|盏|条|年|天|家|支|批"
_NUMERAL = "零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"
_SPELLED = re.compile(
    rf"(?<![第\d“‘{_NUMERAL}])(?![百千万亿](?![{_NUMERAL}]))([{_NUMERAL}]+)(?=[多余]?(?:{_COUNTED}|元)(?!性|体|般|验收|次验收))"
)
_OPERATOR = "|".join(re.escape(word) for word in sorted(OPERATORS, key=len, reverse=True))
_MEASURE = "|".join(MEASURE_WORDS)
_END = r"(?=[，,。；;、！!？?()\n]|以上|以下|以内|左右|$)"
_NOT_MEASURE = "年月日号级时届万亿倍折度后前多余类种岁"
_MORE_THAN = "(?<![彩A-Za-z])(?<!(?<!中)心)(?<!(?<![电客招厂外])商)超"
"""More than, where 超 does not end a noun: 彩超、B超、心超 (but 中心超20家)、商超 (but 电商超20家)."""
_PER_UNIT = "人次|平方米|平米|立方米|公里|学期|学年|季度|课时|[\u4e00-\u9fff]"
_UNKNOWN = rf"(?!周?岁)[\u4e00-\u9fff](?<![{_NOT_MEASURE}]){_END}|(?!周?岁)[\u4e00-\u9fff]{{2}}(?<![{_NOT_MEASURE}]){_END}"
_AMOUNT = re.compile(
    rf"(?P<op>{_OPERATOR})?(?P<about>近|约|共计?|{_MORE_THAN})*(?P<number>\d+(?:\.\d+)?)(?:(?:%|万?元)?[-~～—–至到](?P<upper>\d+(?:\.\d+)?))?[多余]?"
    rf"(?P<scale>[千百十]?[万亿]|千)?[多余]?(?P<unit>%|‰|个百分点|百分点|元|秒|分(?!钟)|日(?=[以之]?内)|{_MEASURE}|{_UNKNOWN})"
    rf"(?P<per>(?:[/·](?:{_PER_UNIT}))*|(?<=元)(?:每(?:{_PER_UNIT}))*)(?:[(]?[及或含]?[)]?(?P<tail>以上|以下|以内|之内|内|左右))?"
)
_ABBREVIATED = re.compile(r"(?<![A-Za-z])[A-Z]{2,5}$")
_DEVICES = ("台", "套", "辆", "部", "架", "块")
"""What is counted behind an abbreviation (DR2台), where other letters and numbers are the name of a kind (DN300管道)."""
_MACHINE = "车|机|箱|桶|柜|船|艇|罐|泵|炉|锅|屏|灯|吊|篷"
_SIZED = rf"\d+(?:\.\d+)?(?:吨|升|座|人|立方米|米)(?=[\u4e00-\u9fff]{{0,6}}(?:{_MACHINE}))"
SIZE = rf"{_SIZED}|\d+(?:\.\d+)?(?:排|英?寸|千?伏|[千兆]?瓦|马力|芯|通道)(?=[\u4e00-\u9fffA-Za-z])"
"""Figures that say how big a thing is and count nothing: 64排CT, 10千伏配电柜, 20吨洒水车."""
_SIZE_OF_COUNTED = re.compile(rf"{_SIZED}[\u4e00-\u9fff]{{0,6}}?(?:{_MACHINE})\d")
_TAILS: dict[str, Operator] = {"以上": "≥", "以下": "≤", "以内": "≤", "之内": "≤", "内": "≤"}


@dataclass(frozen=True)
class Amount:
    """A number with its unit as it stands in a clause.

    Attributes:
        span: where it stands.
        number: the number, `scale` (万) not multiplied in.
        upper: upper end of a range.
        unit: measure word, %, 元 …
        per: what a price is per, as written behind it (人, 天).
        operator: the bound that its words state.
        within: whether it reads 〔时间〕内.
    """

    span: tuple[int, int]
    number: str
    upper: str | None
    scale: str
    unit: str
    per: tuple[str, ...]
    operator: Operator | None
    within: bool

    @property
    def value(self) -> Decimal:
        """The number with its scale."""
        return Decimal(self.number) * SCALES[self.scale]


_ITEM = re.compile(
    r"(?:^|(?<=[\s。；;：:，,]))\s*(?:\d{1,2}\s?[.．、)）](?!\s*\d)|[一二三四五六七八九十]{1,3}[、.．]|第?[一二三四五六七八九十](?:是|，))|[①-⑳]"
)
_DATE = re.compile(r"(?<!\d)(20\d\d)([./-])(\d{1,2})\2(\d{1,2})(?!\d)")
_IN_BRACKETS = re.compile(r"[(（](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]、?(?=[\u4e00-\u9fff])")
_FIRST_IN_BRACKETS = re.compile(rf"(?s:.*?)(?:^|(?<=[\s。；;：:，,]))\s*(?=[(（][1一])(?:{_IN_BRACKETS.pattern})")


def normalise(text: str) -> str:
    """One spelling: half-width, no blanks, no grouping commas, units in Chinese, spelled numbers and percentages in digits.

    Numbers of items (1. （二） ③ 一是) give way to a semicolon.
    """
    text = _ITEM.sub(";", text)
    if _FIRST_IN_BRACKETS.match(text):  # others of its kind need nothing before them; a number in brackets alone may be a count
        text = _IN_BRACKETS.sub(";", text)
    for latin in ("km²", "m²", "㎡", "m³"):
        text = text.replace(latin, _LATIN_UNITS[latin])
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)
    text = _DATE.sub(lambda match: f"{match[1]}年{int(match[3])}月{int(match[4])}日", text)
    for latin, unit in _LATIN_UNITS.items():
        text = re.sub(rf"(?<=[\d万]){re.escape(latin)}(?![A-Za-z0-9\u4e00-\u9fff]?[A-Za-z0-9])(?!米|公)", unit, text)
    text = re.sub(r"人\(次\)", "人次", text)
    text = re.sub(r"百分之([一二三四五六七八九十百零]+|\d+(?:\.\d+)?)", lambda match: f"{_digits(match[1])}%", text)
    return _SPELLED.sub(lambda match: _digits(match[1]), text)


def _digits(text: str) -> str:
    number = parse_chinese_number(text)
    return text if number is None else f"{number:f}"


def find_amounts(clause: str) -> list[Amount]:
    """The amounts of a clause, in order. Years, dates and ordinals are none."""
    return [_read(match) for match in _AMOUNT.finditer(clause) if not _is_ordinal(clause, match)]


def _is_ordinal(clause: str, match: re.Match[str]) -> bool:
    before = clause[: match.start("number")]
    if match["unit"] == "年" and re.fullmatch(r"(?:19|20)\d\d", match["number"]):
        return True
    if _SIZE_OF_COUNTED.match(clause, match.start("number")):  # of 20吨洒水车3辆 the second number counts
        return True
    if before.endswith(("第", "“", "‘", "《", "-", "~")):
        return True
    return re.search(r"[A-Za-z]$", before) is not None and not (_ABBREVIATED.search(before) and match["unit"] in _DEVICES)


def _read(match: re.Match[str]) -> Amount:
    tail = match["tail"] or ""
    operator = _TAILS.get(tail) or OPERATORS.get(match["op"] or "")
    if match["op"] is None and match["about"] == "超" and not tail:
        operator = "≥"
    return Amount(
        span=match.span(),
        number=match["number"],
        upper=match["upper"],
        scale=match["scale"] or "",
        unit=_SAME_UNITS.get(match["unit"], match["unit"]),
        per=tuple(part for part in re.split(r"[/·每]", match["per"]) if part),
        operator=operator,
        within=tail in ("内", "以内", "之内"),
    )
