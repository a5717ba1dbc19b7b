"""What a piece of text looks like, whatever it says: a value, a title, a unit line, page furniture.

What counts as page furniture, and is therefore neither a field nor `unread`, is settled here and nowhere else: lines of dashes, printed
column, page and row numbers, part headings (第一部分), attachment numbers, entries of a table of contents, empty lines of a printed form,
dots that stand for 「and so on」.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from assistant.goals.dates import YEAR, parse_deadline
from assistant.goals.numerals import parse_chinese_number
from assistant.goals.target import OPERATORS, parse_target
from assistant.goals.wording import fold, squeeze
from assistant.reading.markup import plain
from assistant.reading.recogniser.goal_text import strip_number
from assistant.reading.recogniser.labels import find_field, money_scale
from assistant.reading.recogniser.organisations import unit_of_title

_TABLE_SUFFIX = r"(?:[样]?表|一览表|汇总表|明细表|批复表|公开表|申报表|自评表)"
_REMARK = r"(?:\s*[（(][^（）()]{1,30}[)）])*"
_TITLE = re.compile(rf"[^。；;|]{{0,80}}绩效(?:运行监控|总?目标|指标|自评|监控|评价)[^。；;：:|]{{0,16}}?{_TABLE_SUFFIX}{_REMARK}")
_WHOLE = re.compile(
    rf"[^。；;：:，|]{{0,40}}(?:部门|单位)?整体(?:支出|预算|收支|预算支出)?绩效(?:总?目标)(?:及指标)?(?:{_TABLE_SUFFIX})?{_REMARK}"
)
_HEADED = re.compile(rf"[^。；;：:，,|]{{0,60}}{YEAR}年?度?[^。；;：:，,|]{{0,24}}绩效(?:总体|总)?目标(?:情况|信息|公开)?{_REMARK}")
_FURNITURE = re.compile(
    r"[-—–_=＝*]{2,}|[.…。、,，|·/\\\s]+|[-—–]"  # rules and dots
    r"|(?:(?:三级)?指标|目标)\s*[一二三四五六七八九十\d]{0,2}\s*[:：]\s*[.…。]*"  # an empty line of a printed form
    r"|第\s*[一二三四五六七八九十\d]+\s*(?:部分|章|篇|节)"
    r"|(?:第\s*\d{1,4}\s*页|第?\s*\d{1,4}\s*页\s*[,，/]?\s*共\s*\d{1,4}\s*页|共\s*\d{1,4}\s*页)|[-—–]\s*\d{1,4}\s*[-—–]"
    r"|附(?:件|表|录)\s*[一二三四五六七八九十\d]*(?:[-—–.]\d+)?\s*[:：]?"
    r"|目\s*录|.{2,80}(?:\.{4,}|…{2,}|·{4,})\s*\d{1,4}"
    r"|[（(]?续上?表?[)）]?|栏次|行次"
)
_PART = re.compile(r"第\s*([一二三四五六七八九十\d]+)\s*(?:部分|章|篇)")
_NOTHING = re.compile(r"(?:无|没有|暂无|不涉及|不适用|/|／|\\|-+|—+|–+|0|0\.0+|…+|x+|×+)[。.]?", re.IGNORECASE)
_BASIS = re.compile(
    r"(?:标准|计划|规划|依据|要求|文件|规定|数据|问卷|惯例|通知|办法|方案|合同|协议|测算|水平|经验|规范|批复|预算|实际|考核)"
)
_MEASURE = re.compile(
    r"(?:[率度数量比性值额期限效]|时间|时长|成本|费用|经费|面积|人次|场次|次数|水平|标准|情况|等级|比重|比例|占比|天数|影响|指数|周期|能力|意识)$"
)
_SUM = re.compile(r"(?:权重|分值|得分|分数|自评|指标|本页|金额|资金)?(?:总|合|小|共|累)计(?:分值?|得分|权重)?[:：]?|总(?:得)?分值?[:：]?")
_OPERATOR = "|".join(re.escape(word) for word in sorted(OPERATORS, key=len, reverse=True) if not word.isascii())
_ENDS_AS_VALUE = re.compile(rf"(?:[≥≤＞＜><=＝]|{_OPERATOR})\s*[+-]?\d[\d,.]*\s*\S{{0,4}}")
_STARTS_AS_VALUE = re.compile(rf"\s*(?:(?:{_OPERATOR})|[≥≤＞＜><=＝]|\d|[+\-−]\d|约\d|第\d|百分之)")


_LONGEST_VALUE = 60
_LONGEST_UNIT = 5
"""Characters. 15分钟健身圈覆盖率 is no 15 of anything, but a name."""


def is_furniture(text: str) -> bool:
    """Whether `text` belongs to the page and not to the table."""
    return _FURNITURE.fullmatch(squeeze(text)) is not None


def part_number(text: str) -> int | None:
    """N where `text` is the heading 第N部分, else None."""
    match = _PART.fullmatch(squeeze(text))
    if match is None:
        return None
    number = int(match[1]) if match[1].isdecimal() else parse_chinese_number(match[1])
    return None if number is None else int(number)


def says_nothing(text: str) -> bool:
    """Whether a cell only says that there is nothing: 无, /, 0."""
    return _NOTHING.fullmatch(squeeze(text)) is not None


def is_title(text: str) -> bool:
    """Whether `text` is the title of a goal table."""
    title = squeeze(text)
    if len(title) > 100 or (find_field(title) is not None and not title.endswith("表") and not is_whole_department(title)):
        return False
    return _TITLE.fullmatch(title) is not None or is_whole_department(title) or _is_headed_title(title)


def _is_headed_title(title: str) -> bool:
    """Whether a unit, a year and 绩效目标 make a title, without the closing 表: 某局2026年度项目绩效目标."""
    return unit_of_title(title) is not None and _HEADED.fullmatch(title) is not None


def is_year(text: str) -> bool:
    """Whether `text` says nothing but a year: （2026年度）."""
    return re.fullmatch(rf"[（(]?\s*{YEAR}\s*年?度?\s*[)）]?", text.strip()) is not None


def is_whole_department(title: str) -> bool:
    """Whether a title is that of a whole department's table (部门整体绩效目标)."""
    return _WHOLE.fullmatch(squeeze(title)) is not None


def name_of_title(title: str) -> str:
    """What a title names: without numbering, the closing 表 and the words for the kind of table where something else remains."""
    return squeeze(re.sub(rf"(?:公开|申报|批复)?{_TABLE_SUFFIX}({_REMARK})$", r"\1", strip_number(squeeze(title))))


def project_of_title(title: str) -> str:
    """The project that a title names (`2.妇女培训经费绩效目标表` → 妇女培训经费), or nothing."""
    name = re.sub(r"(?:项目支出|项目|预算|部门|支出|年度|专项资金)*绩效(?:总?目标|自评|指标).*$", "", strip_number(squeeze(title)))
    return re.sub(rf"^(?:{YEAR}年?(?:度)?)?$", "", name)


def is_heading(text: str) -> bool:
    """Whether a paragraph is a heading: short, and no sentence."""
    return len(text) <= 40 and re.search(r"[。；;，,：:]", text) is None


@dataclass(frozen=True)
class UnitLine:
    """The line above a table that says what money counts in, and beside it often whose table it is."""

    scale: Decimal
    beside: str | None


_UNIT_LINE = re.compile(
    r"(?P<before>.*?)[（(]?\s*(?:金额|货币)?\s*单\s*位\s*[:：]\s*(?:人民币)?\s*(?P<scale>[千百]?万元|千元|元|亿元)\s*[)）]?(?P<after>.*)"
)


def read_unit_line(text: str) -> UnitLine | None:
    """The unit line that `text` is (`某某中心  单位：万元`), or None."""
    line = squeeze(text)
    match = _UNIT_LINE.fullmatch(line) if len(line) <= 80 else None
    if match is None:
        return None
    scale = money_scale(f"单位：{match['scale']}")
    assert scale is not None, "the pattern knows the same units"
    beside = _without_half_brackets(squeeze(f"{match['before']} {match['after']}").strip("：: ，,；;"))
    return UnitLine(scale, beside or None)


def _without_half_brackets(text: str) -> str:
    """`text` without a bracket at its edge whose other half stood around the unit; 某某局（本级） keeps its own."""
    text = text if re.search("[)）]", text) else text.lstrip("(（")
    return (text if re.search("[(（]", text) else text.rstrip(")）")).strip()


_CODE_FIRST = re.compile(r"[\[【（(]?(?P<code>\d{3,12})[\]】)）]?\s*[-—_]?\s*(?P<name>[^\d\]】)）].*)")
_CODE_LAST = re.compile(r"(?P<name>.*[^\d\s])\s*[\[【（(](?P<code>\d{3,12})[\]】)）]")


def split_code(text: str) -> tuple[str | None, str]:
    """A unit's code and its name, where they are written together: 713001某某联合会, 某某局[312]."""
    match = _CODE_FIRST.fullmatch(text) or _CODE_LAST.fullmatch(text)
    return (match["code"], match["name"]) if match and not match["name"].startswith("年") else (None, text)


def is_column_numbers(texts: Sequence[str]) -> bool:
    """Whether a row is the printed numbers of columns: 1 2 3 4, or a continuation 5 6."""
    numbers = [text.strip("（）()栏 ") for text in texts]
    if len(numbers) < 2 or not all(number.isdecimal() and len(number) < 4 for number in numbers):
        return False
    first = int(numbers[0])
    return [int(number) for number in numbers] == list(range(first, first + len(numbers)))


def looks_like_value(text: str) -> bool:
    """Whether `text` has the form of a target value: a comparison, a number with a unit, a date."""
    return len(text) <= 4 * _LONGEST_VALUE and _looks_like_value(text)  # markup and all


@lru_cache(maxsize=2048)
def _looks_like_value(text: str) -> bool:
    text = plain(text)
    if len(text) > _LONGEST_VALUE:
        return False
    if re.match(rf"\s*(?:{_OPERATOR}|[≥≤＞＜><=＝])", text) or parse_deadline(text) or _ends_as_value(text):
        return True
    target = parse_target(text)
    if target.number is not None and target.text is None and len(target.unit or "") <= _LONGEST_UNIT + 3 * ("/" in (target.unit or "")):
        return True
    return _STARTS_AS_VALUE.match(text) is not None and len(text) <= 20 and _MEASURE.search(text) is None


def _ends_as_value(text: str) -> bool:
    """Whether a comparison ends `text`, as in 年服务人次≥510."""
    last = next(iter(list(_ENDS_AS_VALUE.finditer(text))[-1:]), None)
    return last is not None and last.end() == len(text)


def looks_like_basis(text: str) -> bool:
    """Whether `text` has the form of a basis for a value: some standard, plan, document or survey."""
    return len(text) <= 60 and _BASIS.search(text) is not None and not looks_like_value(text)


def looks_like_measure(text: str) -> bool:
    """Whether `text` ends as the names of indicators do: 率, 数量, 时间, 满意度."""
    return _MEASURE.search(re.sub(r"[（(][^（）()]*[)）]$", "", text)) is not None


def is_running_number(text: str) -> bool:
    """Whether `text` is a serial number of a row."""
    return re.fullmatch(r"[（(]?\d{1,4}[)）]?[.、]?", unicodedata.normalize("NFKC", text.strip())) is not None


def is_sum(text: str) -> bool:
    """Whether a row that begins with `text` sums up others."""
    return _SUM.fullmatch(re.sub(r"\(.*?\)$", "", fold(text))) is not None
