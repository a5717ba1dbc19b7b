"""指标值: a target value taken apart into operator, number and unit, or kept as words."""

import re
import unicodedata
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, computed_field, model_validator

from assistant.goals.dates import YEAR, parse_deadline
from assistant.goals.money import SCALES, format_number
from assistant.goals.numerals import CHINESE_NUMBER, parse_chinese_number

Operator = Literal["≥", ">", "=", "≤", "<"]

_OPERATOR_WORDS: dict[Operator, str] = {
    "≥": "大于等于 大于或等于 不少于 不低于 不小于 不得低于 不得少于 至少 ≥ >= => ≧ ⩾",
    "≤": "小于等于 小于或等于 不超过 不高于 不大于 不多于 不得超过 不得高于 至多 最多 控制在 ≤ <= =< ≦ ⩽",
    ">": "大于 超过 高于 多于 >",
    "<": "小于 低于 少于 <",
    "=": "等于 =",
}
OPERATORS: dict[str, Operator] = {word: operator for operator, words in _OPERATOR_WORDS.items() for word in words.split()}
_TAILS: dict[str, Operator] = {"以上": "≥", "以下": "≤", "以内": "≤", "之内": "≤", "内": "≤"}

_OPERATOR = "|".join(re.escape(word) for word in sorted(OPERATORS, key=len, reverse=True))
_NUMBER = r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[+-]?\d+(?:\.\d+)?"
_TAIL = r"(?:[(（]?(?:及|或|含)[)）]?)?(?P<tail>以上|以下|以内|之内|内)"
_UNIT = r"[^\d\s≥≤<>=＝%,，。；;、:：“”\"()（）*×]"
_RANGE = rf"\s*(?P<unit1>%|{_UNIT}{{0,6}}?)\s*[-—–~～至到]\s*(?P<upper>{_NUMBER})"
_PLAIN = re.compile(
    rf"^(?:(?P<op>{_OPERATOR})\s*)?(?:人民币|共计?|约)?\s*(?:百分之(?P<percent>{_NUMBER}|{CHINESE_NUMBER})|(?P<number>{_NUMBER})(?:{_RANGE})?)"
    rf"\s*(?P<unit>%|‰|百分比|百分点|个百分点|{_UNIT}{{0,8}}?(?:[(（][^()（）\d]{{1,4}}[)）])?(?:/{_UNIT}{{1,4}}|·{_UNIT}{{1,3}}|每{_UNIT}{{1,3}})*)\s*"
    rf"(?:{_TAIL})?[。.；;]?$"
)
_COUNTED = "[个场次期名人户份篇条项件台套批天年]|人次|场次"
_SPELLED = re.compile(rf"^(?P<op>{_OPERATOR})?(?P<number>{CHINESE_NUMBER})(?P<unit>{_COUNTED})(?:{_TAIL})?$")
_INSIDE = re.compile(rf"(?:(?P<op>{_OPERATOR})\s*)?(?P<number>{_NUMBER})\s*(?P<unit>%|‰|{_UNIT}{{0,2}}?)(?:{_TAIL}|(?=[，,。；;、]|$))")
_NOT_A_UNIT = re.compile(r"(?<!个)月|(?<!工作)日|号|(?<!小)时|(?<!个)季度|完成|之前|以前|年(?:底|末|前)|周年")


class Target(BaseModel):
    """A parsed target value.

    A value that is nothing but operator, number and unit has no `text`; any other keeps its whole wording in `text`, with what could
    be understood of it beside. Numbers are written as decimals, without grouping; `unit` is the source's own (`万元`, `元/人`, `%`).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    operator: Operator | None = Field(None, title="比较符")
    number: str | None = Field(None, title="数值", pattern=r"^[+-]?\d+(\.\d+)?$")
    upper: str | None = Field(None, title="上限", description="upper end of a range", pattern=r"^[+-]?\d+(\.\d+)?$")
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

    @computed_field(title="金额（元）")  # type: ignore[prop-decorator]
    @property
    def yuan(self) -> str | None:
        """The amount in 元 where the value is money (of one unit, for prices: 元/人), else None."""
        if self.decimal is None or not (self.base_unit or "").startswith("元"):
            return None
        return format_number(self.decimal)

    def _scale_word(self) -> str:
        unit = self.unit or ""
        return next((word for word in sorted(SCALES, key=len, reverse=True) if word and unit.startswith(word)), "")

    def _scale(self) -> Decimal:
        return Decimal(SCALES[self._scale_word()])


def _read_number(text: str) -> str | None:
    spelled = parse_chinese_number(text)
    return format_number(spelled) if spelled is not None else text.replace(",", "").removeprefix("+")


def _normalise(value: str) -> str:
    value = unicodedata.normalize("NFKC", value.replace("㎡", "平方米").replace("m²", "平方米"))
    return re.sub(r"(?<=[^A-Za-z])\s+|\s+(?=[^A-Za-z])", "", value.strip())


def _clean_unit(unit: str, *, money: bool) -> str | None:
    if unit in ("百分比", "百分"):
        return "%"
    if unit in ("百分点", "个百分点"):
        return "个百分点"
    if unit == "万" and money:
        return "万元"
    return unit or None


def parse_target(value: str, *, money: bool = False) -> Target:
    """Take a target value apart.

    Args:
        value: the source's wording, such as `≥95%`, `不少于20个`, `2场以上`, `≤200元/人`, `7*24小时`, `2023年12月底完成`, `良好`.
        money: whether the indicator is a cost, so that a bare 万 means 万元.
    """
    text = _normalise(value)
    if re.fullmatch(rf"(?:{YEAR}年?[-—–~～至到])+{YEAR}年?", text):
        return Target(text=value.strip())
    if re.fullmatch(rf"(?:{_OPERATOR})?\s*{YEAR}年?", text) or (parse_deadline(text) and not re.fullmatch(r"\D*\d+年", text)):
        operator = next((OPERATORS[word] for word in sorted(OPERATORS, key=len, reverse=True) if text.startswith(word)), None)
        return Target(operator=operator, text=value.strip())
    match = _PLAIN.match(text) or _SPELLED.match(text)
    if match is None or _NOT_A_UNIT.search(match["unit"]):
        return _parse_words(value, text)
    parts = match.groupdict()
    unit = "%" if parts.get("percent") else _clean_unit(parts["unit"], money=money)
    upper = parts.get("upper")
    if upper and parts["unit1"] and parts["unit1"] != parts["unit"]:
        return Target(text=value.strip())
    tail = parts["tail"]
    return Target(
        operator=_TAILS[tail] if tail else OPERATORS.get(parts["op"] or ""),
        number=_read_number(parts.get("percent") or parts["number"]),
        upper=_read_number(upper) if upper else None,
        unit=unit,
    )


def _parse_words(value: str, text: str) -> Target:
    """A value that is more than a number: the first thing in it that is clearly a number, beside the whole wording."""
    for found in _INSIDE.finditer(text):
        bounded = found["op"] or found["tail"] or found["unit"] in ("%", "‰")
        if bounded and not (re.fullmatch(YEAR, found["number"]) or _NOT_A_UNIT.search(found["unit"])):
            operator = _TAILS[found["tail"]] if found["tail"] else OPERATORS.get(found["op"] or "")
            return Target(operator=operator, number=_read_number(found["number"]), unit=found["unit"] or None, text=value.strip())
    return Target(text=value.strip())


def format_target(target: Target) -> str:
    """The value that `target` stands for, in the form that forms ask for: operator, number, unit (`≥95%`, `2-3次`); words as they are."""
    if target.text is not None:
        return target.text
    number = (target.number or "") + (f"-{target.upper}" if target.upper else "")
    return f"{target.operator or ''}{number}{target.unit or ''}"
