"""Instructions for one row that need no model: 改成200人, 不少于12场, 提高到95%, 增加50人, 名称改为…, 改为10月底前完成."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from assistant.goals import Indicator, Target, format_target, parse_target
from assistant.goals.dates import YEAR, Deadline, parse_deadline
from assistant.goals.money import CENT, SCALES, format_number
from assistant.goals.numerals import CHINESE_NUMBER, parse_chinese_number
from assistant.goals.wording import has_han, squeeze

LONGEST_NAME = 40
"""Characters of a name."""
_POLITE = re.compile(r"^(?:麻烦|请|帮我|帮忙|给我|你|再)+|(?:一下|就行|就好|即可|吧|哈|谢谢)+$")
_PARTS = re.compile(r"[,;。]+(?!\d{3}(?!\d))|(?:同时|并且|并)(?=把|将|名称|改)")
_WHAT = r"(?:把|将)?(?:这一?[条行项个]|本[条行项]|该)?(?:的)?"
_SET = r"(?:改|换|达|调整?|修改|变更?|设|定|写|填|修订|更正)"
_TO = r"(?:为|成|到|至|作|是)"
_NAMED = re.compile(rf"{_WHAT}(?:三级)?(?:指标)?(?:名称|名字|叫法|改名|更名)(?:{_SET}?{_TO}|{_SET}|叫做?)[:]?(?P<name>.+)")
_UP, _DOWN = "提高|提升|增加|增|上调|调高|加|升|多|扩大", "降低|下降|降|减少|减|下调|调低|压减|压缩|缩减|少|控制"
_VALUE_WORD = r"(?:(?:年度)?(?:指标值|目标值|数值|数量|指标|目标|值|时间|期限|日期))?"
_VALUED = re.compile(
    rf"{_WHAT}{_VALUE_WORD}(?:(?:由|从)[^改到至为成]{{1,12}})?(?:(?P<up>{_UP})|(?P<down>{_DOWN})|(?P<early>提前)|推迟|延后|{_SET})?(?:{_TO}|[:])?(?P<value>.+)"
)
_BY = re.compile(
    rf"{_WHAT}{_VALUE_WORD}(?:再)?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))了?(?P<number>\d+(?:\.\d+)?|{CHINESE_NUMBER})(?P<unit>[^\d]{{0,6}})"
)
_TIMES = {
    "翻一番": Decimal(2),
    "翻番": Decimal(2),
    "翻倍": Decimal(2),
    "加倍": Decimal(2),
    "增加一倍": Decimal(2),
    "减半": Decimal("0.5"),
    "减少一半": Decimal("0.5"),
    "压减一半": Decimal("0.5"),
    "降低一半": Decimal("0.5"),
    "增加一半": Decimal("1.5"),
}
_MONTHS = re.compile(rf"{_WHAT}{_VALUE_WORD}(?:(?P<early>提前)|推迟|延后|延期|顺延|延长)(?P<number>\d{{1,2}}|{CHINESE_NUMBER})个月")
_MONTH = re.compile(r"(?<!\d)(?P<month>1[0-2]|0?[1-9])(?=月)")


@dataclass(frozen=True)
class Wanted:
    """What an instruction asks for; None where it leaves it as it is. `value` is the whole new value."""

    name: str | None = None
    value: str | None = None


def understand(instruction: str, row: Indicator, *, year: int | None = None, money: bool = False) -> Wanted | None:
    """What an instruction asks of a row, where every part of it is plain; None where one is not.

    A value without unit keeps the row's, one without bound the row's bound, a date without year the `year`. What is to be raised must
    come out higher, what is to be lowered lower; what is worked out must come out whole where the row's number is.

    Args:
        instruction: the person's sentence.
        row: the row as it is.
        year: the budget year.
        money: whether the row is a cost, so that a bare 万 means 万元.
    """
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", instruction)).strip("。.!;,")
    wanted = Wanted()
    for part in filter(None, _PARTS.split(text)):
        found = _read(_POLITE.sub("", part), row, year, money)
        if found is None or (found.name and wanted.name) or (found.value and wanted.value):
            return None
        wanted = Wanted(found.name or wanted.name, found.value or wanted.value)
    return wanted if wanted.name or wanted.value else None


def _read(text: str, row: Indicator, year: int | None, money: bool) -> Wanted | None:
    named = _NAMED.fullmatch(text)
    if named:
        name = squeeze(named["name"]).strip("\"'“”‘’「」《》:")
        return Wanted(name=name) if has_han(name) and 2 <= len(name) <= LONGEST_NAME else None
    target = row.target or parse_target(row.value or "", money=money)
    value = _moved(text, row) or _worked_out(text, target) or _stated(text, row, target, year, money)
    return Wanted(value=value) if value and value != row.value else None


def _moved(text: str, row: Indicator) -> str | None:
    """提前一个月: the date of the row some months earlier or later in its year."""
    found, deadline = _MONTHS.fullmatch(text), parse_deadline(row.value or "")
    months = _number(found["number"]) if found else None
    if not found or not months or deadline is None or not deadline.month or deadline.day or len(_MONTH.findall(row.value or "")) != 1:
        return None
    month = deadline.month + int(months) * (-1 if found["early"] else 1)
    return _MONTH.sub(str(month), row.value or "") if 1 <= month <= 12 else None


def _worked_out(text: str, target: Target) -> str | None:
    """增加50人, 减少一半: the row's number changed by what is said, in its own unit."""
    if target.number is None or target.text is not None or target.upper:
        return None
    old, unit = Decimal(target.number), target.unit or ""
    times = next((factor for words, factor in _TIMES.items() if re.fullmatch(rf"{_WHAT}{_VALUE_WORD}{words}", text)), None)
    number = old * times if times else _changed(text, old, unit)
    if number is None or number <= 0 or not _is_fine(number, old, unit):
        return None
    return format_target(target.model_copy(update={"number": format_number(number)}))


def _changed(text: str, old: Decimal, unit: str) -> Decimal | None:
    found = _BY.fullmatch(text)
    by = _number(found["number"]) if found else None
    if not found or by is None:
        return None
    sign, said = 1 if found["up"] else -1, found["unit"]
    if unit == "%":
        return old + sign * by if said in ("个百分点", "个点", "百分点") else None  # 提高5% of a rate may mean either
    if said == "%" or said == "成":
        return old * (1 + sign * by / (100 if said == "%" else 10))
    scale, bare = _scale(unit), _scale(said)
    if not unit[len(scale) :].startswith(said[len(bare) :]):  # 增加50人 of 200人次
        return None
    if said != unit and (scale or bare):
        if said == "":
            return None
        by = by * SCALES[bare] / SCALES[scale]
    return old + sign * by


def _scale(unit: str) -> str:
    """万 and its like at the beginning of a unit."""
    return max((word for word in SCALES if unit.startswith(word)), key=len)


def _is_fine(number: Decimal, old: Decimal, unit: str) -> bool:
    """Whether what was worked out can be meant: no part of what is counted whole, no more than all."""
    if unit == "%" and number > 100:
        return False
    return number == number.to_integral_value() or ((old != old.to_integral_value() or "元" in unit) and number == number.quantize(CENT))


def _stated(text: str, row: Indicator, target: Target, year: int | None, money: bool) -> str | None:
    """改成200人, 不少于12场, 改为10月底前完成: the value that is said."""
    found = _VALUED.fullmatch(text)
    if found is None:
        return None
    for words in (text, found["value"]):
        said = parse_target(words, money=money)
        if parse_deadline(row.value or "") and parse_deadline(words):
            return _dated(words.replace("月份", "月"), row, year, earlier=bool(found["early"]))
        if said.number and said.text is None and (words is text or re.search(_SET + "|" + _TO + "|:", text[: -len(words)])):
            return _filled(said, target, up=bool(found["up"]), down=bool(found["down"]))
    return None


def _dated(words: str, row: Indicator, year: int | None, *, earlier: bool) -> str | None:
    """A date in the manner of the row's: with the year, and with 前 where it has that."""
    given, there = parse_deadline(words), row.value or ""
    bare = words if there.rstrip("。").endswith("完成") else words.removesuffix("完成")
    if there.endswith("前") and not re.search("[前内]$", bare):
        bare = f"{bare}{'' if re.search('[底日末]$', bare) else '底'}前"
    if given and not given.year and re.match(YEAR, there):
        bare = f"{year or there[:4]}年{bare}"
    new, old = parse_deadline(bare), parse_deadline(there)
    return bare if new and old and not (earlier and _order(new) >= _order(old)) else None


def _order(deadline: Deadline) -> tuple[int, int, int]:
    return deadline.year or 0, deadline.month or 12, deadline.day or 31


def _filled(said: Target, target: Target, *, up: bool, down: bool) -> str | None:
    """The value that was said with what it leaves unsaid; None where it goes another way than the words, or its unit is open."""
    if said.unit is None and target.text is None:
        if (target.unit or "").startswith(tuple(filter(None, SCALES))) or "元" in (target.unit or ""):
            return None
        said = said.model_copy(update={"unit": target.unit})
    if said.operator is None and said.upper is None:
        said = said.model_copy(update={"operator": target.operator})
    old, new = target.decimal, said.decimal
    if old is not None and new is not None and said.base_unit == target.base_unit and ((up and new <= old) or (down and new >= old)):
        return None
    return format_target(said)


def _number(text: str) -> Decimal | None:
    return Decimal(text) if re.fullmatch(r"\d+(?:\.\d+)?", text) else parse_chinese_number(text)
