"""指标值: a target value taken apart into operator, number and unit, or kept as words."""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, computed_field, model_validator

from assistant.goals.dates import YEAR, parse_deadline
from assistant.goals.money import SCALES, format_number
from assistant.goals.numerals import CHINESE_NUMBER, parse_chinese_number
from assistant.goals.wording import HAN

Operator = Literal["≥", ">", "=", "≤", "<"]

_OPERATOR_WORDS: dict[Operator, str] = {
    "≥": "大于等于 大于或等于 不少于 不低于 不小于 不得低于 不得少于 不得小于 至少 ≥ >= => ≧ ⩾ ≮",
    "≤": "小于等于 小于或等于 不超过 不高于 不大于 不多于 不得超过 不得高于 不得大于 不得多于 至多 最多 控制在 ≤ <= =< ≦ ⩽ ≯",
    ">": "大于 超过 高于 多于 >",
    "<": "小于 低于 少于 <",
    "=": "等于 =",
}
OPERATORS: dict[str, Operator] = {word: operator for operator, words in _OPERATOR_WORDS.items() for word in words.split()}
_TAILS: dict[str, Operator] = {"以上": "≥", "以下": "≤", "以内": "≤", "之内": "≤", "内": "≤"}
_MULTIPLIERS = sorted(filter(None, SCALES), key=len, reverse=True)

_OPERATOR = "|".join(re.escape(word) for word in sorted(OPERATORS, key=len, reverse=True))
_NUMBER = r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[+-]?[0-9]+(?:\.[0-9]+)?"
_TAIL = r"(?:[(]?(?:及|或|含)[)]?)?(?P<tail>以上|以下|以内|之内|内)(?:[(]含[)])?"
_UNIT = r"[^\d\s≥≤<>=%‰,.，。；;、:：“”\"()（）*×]"
_RANGE = rf"\s*(?P<unit1>%|{_UNIT}{{0,6}}?)\s*[-—–~～至到]\s*(?P<upper>{_NUMBER})"
_PLAIN = re.compile(
    rf"^(?:(?P<op>{_OPERATOR})\s*)?(?:人民币|共计?|约)?\s*"
    rf"(?:百分之(?P<percent>{_NUMBER}|{CHINESE_NUMBER})|(?P<number>{_NUMBER})[余多]?(?:{_RANGE})?)"
    rf"\s*(?P<unit>%|‰|百分比|百分点|个百分点|{_UNIT}{{0,8}}?(?:[(](?!含)[^()\d]{{1,4}}[)])?(?:/{_UNIT}{{1,4}}|·{_UNIT}{{1,3}}|每{_UNIT}{{1,3}})*)\s*"
    rf"(?:左右|上下|之间|[(]含[)](?!以))?(?:{_TAIL})?[。.；;]?$"
)
_COUNTED = (
    "万?元|人次|场次|批次|课时|学时|小时|分钟|个?工作日|个?月|平方米|公里|百分点|个百分点"
    "|[个场次期名人户份篇条项件台套批天年周家所处座辆只株亩间对组支队节堂册幅块本宗起例门]"
)
_SPELLED = re.compile(rf"^(?P<op>{_OPERATOR})?(?P<number>{CHINESE_NUMBER})(?P<unit>{_COUNTED})(?:{_TAIL})?$")
_INSIDE = re.compile(
    rf"(?:(?P<op>{_OPERATOR})\s*)?(?P<number>{_NUMBER})\s*(?P<unit>%|‰|个?工作日|{_UNIT}{{0,2}}?)(?:{_TAIL}|(?<=[%‰])|(?=[，,。；;、(]|$))"
)
_NOT_A_UNIT = re.compile(r"^(?:月|日|号|时|季度)|完成|之前|以前|年(?:底|末|前)|周年|半")
_PLAIN_YEARS = re.compile(rf"(?:{YEAR}年?[-—–~～至到])+{YEAR}年?")
_BARE_NUMBER = re.compile(rf"(?P<op>{_OPERATOR})?(?P<number>{_NUMBER})")
_METRES = {"m2": "平方米", "km2": "平方千米", "hm2": "公顷", "m3": "立方米"}


class Target(BaseModel):
    """A parsed target value.

    A value that is nothing but operator, number and unit has no `text`; any other keeps its whole wording in `text`, with what could
    be understood of it beside. Numbers are written as decimals, without grouping; `unit` is the source's own (`万元`, `元/人`, `%`).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    operator: Operator | None = Field(None, title="比较符")
    number: str | None = Field(None, title="数值", pattern=r"^[+-]?[0-9]+(\.[0-9]+)?$")
    upper: str | None = Field(None, title="上限", description="upper end of a range", pattern=r"^[+-]?[0-9]+(\.[0-9]+)?$")
    unit: str | None = Field(None, title="计量单位")
    text: str | None = Field(None, title="文字表述")

    @model_validator(mode="before")
    @classmethod
    def _recompute(cls, data: object) -> object:
        """`yuan` follows from the rest; what was written of it before is not believed."""
        return {key: value for key, value in data.items() if key != "yuan"} if isinstance(data, dict) else data

    @property
    def decimal(self) -> Decimal | None:
        """`number` with 万 and 亿 of its unit multiplied in: 2.5万人次 → 25000."""
        return None if self.number is None else Decimal(self.number) * self._scale()

    @property
    def base_unit(self) -> str | None:
        """`unit` without its multiplier: 万元/人 → 元/人."""
        unit = self.unit or ""
        return unit[len(self._scale_word()) :] or None

    @computed_field(title="金额（元）")  # type: ignore[prop-decorator]  # mypy knows no decorated properties (python/mypy#14461)
    @property
    def yuan(self) -> str | None:
        """The amount in 元 where the value is money (of one unit, for prices: 元/人), else None."""
        if self.decimal is None or not (self.base_unit or "").startswith("元"):
            return None
        return format_number(self.decimal)

    def _scale_word(self) -> str:
        return _multiplier(self.unit or "")

    def _scale(self) -> Decimal:
        return Decimal(SCALES[self._scale_word()])


@lru_cache(maxsize=4096)
def _multiplier(unit: str) -> str:
    return next((word for word in _MULTIPLIERS if unit.startswith(word)), "")


def _read_number(text: str) -> str | None:
    if re.fullmatch(_NUMBER, text):
        return text.replace(",", "").removeprefix("+")
    spelled = parse_chinese_number(text)
    return None if spelled is None else format_number(spelled)


def _normalise(value: str) -> str:
    value = unicodedata.normalize("NFKC", value).strip()
    value = re.sub(r"(?<![A-Za-z])(?:[kh]?m2|m3)(?![0-9A-Za-z])", lambda match: _METRES[match.group()], value)
    value = re.sub(rf"[・•‧∙⋅]|(?<=[{HAN}])\.(?=[{HAN}])", "·", value)
    return re.sub(r"(?<=[^A-Za-z])\s+|\s+(?=[^A-Za-z])", "", value)


def _clean_unit(unit: str, *, money: bool) -> str | None:
    if unit in ("百分比", "百分"):
        return "%"
    if unit in ("百分点", "个百分点"):
        return "个百分点"
    multiplier = _multiplier(unit)
    if money and multiplier and re.match(r"$|[/·每]", unit[len(multiplier) :]):
        return f"{multiplier}元{unit[len(multiplier) :]}"
    return unit or None


def _operator(found: re.Match[str]) -> Operator | None:
    return _TAILS[found["tail"]] if found["tail"] else OPERATORS.get(found["op"] or "")


def _is_year(number: str, unit: str, operator: Operator | None) -> bool:
    """Whether four digits are a year: 2024年, and 2024 or ≤2024 where no unit says otherwise; ≥2000 counts something."""
    return re.fullmatch(YEAR, number) is not None and (unit == "年" or (not unit and operator in (None, "≤", "<")))


def _is_unit(unit: str, *, bounded: bool) -> bool:
    """Whether what follows a number can be its unit: 30日 is a day of the month, ≤30日 a number of days."""
    return _NOT_A_UNIT.search(unit) is None or (bounded and unit == "日")


def _states_time(text: str, *, money: bool) -> bool:
    """Whether `text` as a whole is a year, a deadline, or either behind an operator."""
    bare = _BARE_NUMBER.fullmatch(text)
    if bare and (money or "." not in text):
        return not money and _is_year(bare["number"], "", OPERATORS.get(bare["op"] or ""))
    return parse_deadline(text) is not None or re.fullmatch(rf"(?:{_OPERATOR})?{YEAR}年", text) is not None


def parse_target(value: str, *, money: bool = False) -> Target:
    """Take a target value apart; what `format_target` makes of it parses to the same again.

    Args:
        value: the source's wording, such as `≥95%`, `不少于20个`, `2场以上`, `≤200元/人`, `7*24小时`, `2023年12月底完成`, `良好`.
        money: whether the indicator is a cost, so that a bare 万 means 万元.
    """
    return (_remembered if len(value) <= _REMEMBERED else _parse_settled)(value, money)


def _parse_settled(value: str, money: bool) -> Target:
    target = _parse(value, money=money)
    settled = target.text is not None or _parse(format_target(target), money=money) == target
    return target if settled else Target(text=value.strip())


_REMEMBERED = 60
"""Characters of a value that is remembered: a table is reviewed with every edit, and several times while it is drafted."""
_remembered = lru_cache(maxsize=4096)(_parse_settled)


def _parse(value: str, *, money: bool) -> Target:
    text = _normalise(value)
    if _PLAIN_YEARS.fullmatch(text):
        return Target(text=value.strip())
    if _states_time(text, money=money):
        operator = next((OPERATORS[word] for word in sorted(OPERATORS, key=len, reverse=True) if text.startswith(word)), None)
        return Target(operator=operator, text=value.strip())
    return _parse_plain(text, money=money) or _parse_words(value, text)


def _parse_plain(text: str, *, money: bool) -> Target | None:
    """A value that is nothing but operator, number and unit."""
    match = _PLAIN.match(text) or _SPELLED.match(text)
    if match is None:
        return None
    parts = match.groupdict()
    operator, upper = _operator(match), parts.get("upper")
    number = _read_number(parts.get("percent") or parts["number"])
    dated = parts["unit"] == "年" and re.fullmatch(YEAR, number or "")
    if number is None or dated or not _is_unit(parts["unit"], bounded=operator is not None):
        return None
    if upper and parts["unit1"] and parts["unit1"] != parts["unit"]:
        return None
    unit = "%" if parts.get("percent") else _clean_unit(parts["unit"], money=money)
    return Target(operator=operator, number=number, upper=_read_number(upper) if upper else None, unit=unit)


def _parse_words(value: str, text: str) -> Target:
    """A value that is more than a number: the first thing in it that is clearly a number, beside the whole wording."""
    for found in _INSIDE.finditer(text):
        operator, unit = _operator(found), found["unit"]
        bounded = operator is not None or unit in ("%", "‰")
        if bounded and _is_unit(unit, bounded=True) and not _is_year(found["number"], unit, operator):
            return Target(operator=operator, number=_read_number(found["number"]), unit=unit or None, text=value.strip())
    return Target(text=value.strip())


def format_target(target: Target) -> str:
    """The value that `target` stands for, in the form that forms ask for: operator, number, unit (`≥95%`, `2-3次`); words as they are."""
    if target.text is not None:
        return target.text
    number = (target.number or "") + (f"-{target.upper}" if target.upper else "")
    return f"{target.operator or ''}{number}{target.unit or ''}"
