"""The columns of a list of projects: which of them says what, by the headings that offices give them."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Field = Literal["name", "budget", "fiscal", "upper", "other", "unit", "year", "purpose", "framework", "code"]
FIELD_NAMES: dict[Field, str] = {
    "name": "项目名称",
    "budget": "预算",
    "fiscal": "财政资金",
    "upper": "上级补助",
    "other": "其他资金",
    "unit": "实施单位",
    "year": "预算年度",
    "purpose": "资金用途",
    "framework": "指标框架",
    "code": "项目编码",
}
AMOUNTS: tuple[Field, ...] = ("budget", "fiscal", "upper", "other")
"""Columns of money, the whole first."""
_MONEY = (
    r"(?:20\d\d年?度?|本年度?|当年|年度|项目|申报|申请|拟?安排|财政|计划|所需|批复|总)*"
    r"(?:预算|资金|经费|金额|投资)(?:金额|总额|总计|合计|小计|数额?|额度?|安排|需求|预算|规模|总投资)*"
)
_PART = rf"(?:{_MONEY})?(?:其中)?"
"""Before the heading of a part of the budget; where headings stand in two rows, the upper one is in front."""
_SUM = "(?:金额|数额?)?"
_HEADINGS: dict[Field, tuple[str, ...]] = {
    "name": ("项目名称", "(?:子项目|工程|活动|课题|任务|服务)名称", "名称", "项目名?"),
    "budget": ("(?:预算|总预算)(?:金额|总额|数|额)?", f"(?=.*预算){_MONEY}", f"(?!财政){_MONEY}", _MONEY),
    "fiscal": (rf"{_PART}(?:(?:本级|同级|当年|市级|县级|区级)?财政)(?:性|安排|预算)*(?:资金|拨款|经费|补助)*{_SUM}",),
    "upper": (rf"{_PART}(?:上级|中央|省级)(?:财政|专项|补助|转移支付)*(?:资金|补助|拨款|转移支付)*{_SUM}",),
    "other": (
        rf"{_PART}(?:其[他它](?:来源)?|非财政(?:性|拨款)?|社会)(?:资金|经费|收入){_SUM}",
        rf"{_PART}(?:单位)?自[筹有](?:资金|经费|收入)?{_SUM}",
    ),
    "unit": (
        "(?:项目)?(?:实施|承担|执行)单位",
        "(?:项目|预算|申报|用款|建设|使用|填报)单位",
        "单位(?:名称|全称)?",
        "(?:责任|牵头|主管)单位|(?:预算|主管|实施|申报|责任)部门|部门|(?:责任)?科室",
    ),
    "year": ("(?:预算|实施|项目|申报|计划|所属)?(?:年度|年份)", "年"),
    "purpose": (
        "(?:资金|经费)?用途",
        "(?:项目|主要|建设|工作|实施|支出|主要工作|主要建设)内容(?:及规模|和规模)?|内容",
        "(?:项目|预算|资金使用)?(?:概况|简介|说明|描述|方向)",
        "备注",
    ),
    "framework": ("(?:绩效)?指标(?:框架|体系|分类)|框架",),
    "code": ("(?:预算)?项目(?:编码|编号|代码)",),
}
"""Of each field the headings that say it, the surest first."""
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_UNIT = re.compile(r"((?:[十百千]?[万亿]|千)?元)(?!旦|宵)")


@dataclass(frozen=True)
class Columns:
    """What the columns of a list say.

    Attributes:
        fields: the column of each field that the list has.
        extra: the other columns that have a heading, by heading; 上级补助 too, which a draft names with 财政资金 in one sum.
        units: the unit of amounts (万元, 元) of each column whose heading states one.
    """

    fields: Mapping[Field, int]
    extra: Mapping[str, int]
    units: Mapping[Field, str]

    @property
    def money(self) -> str | None:
        """The unit of amounts that the heading of the budget states, or None."""
        return self.units.get("budget")

    @property
    def is_list(self) -> bool:
        """Whether they are those of a list of projects: a name and a budget are enough."""
        return "name" in self.fields and "budget" in self.fields


def read_headings(headings: Mapping[int, str]) -> Columns:
    """The columns under `headings`, by column. Of two that say the same the surer one, or the first, is taken; the other is extra."""
    plain = {column: _plain(text) for column, text in headings.items()}
    fields: dict[Field, int] = {}
    for field, patterns in _HEADINGS.items():
        column = _first(plain, patterns, taken=set(fields.values()))
        if column is not None:
            fields[field] = column
    extra: dict[str, int] = {}
    for column, text in headings.items():
        if column not in fields.values() or column == fields.get("upper"):
            extra[_unlike(" ".join(text.split()), extra)] = column
    units = {field: unit for field in AMOUNTS if field in fields and (unit := money_unit(headings[fields[field]]))}
    return Columns(fields, extra, units)


def money_unit(text: str) -> str | None:
    """The unit of money that a heading or the line above a table (单位：万元) names last."""
    found = _UNIT.findall(unicodedata.normalize("NFKC", text))
    return found[-1] if found else None


def _plain(heading: str) -> str:
    """A heading without blanks, brackets, units and the stars of required columns: ＊ 预算 金额（万元） → 预算金额."""
    text = re.sub(r"[\s*:]", "", unicodedata.normalize("NFKC", heading))
    return re.sub(rf"/?{_UNIT.pattern}$", "", _BRACKETS.sub("", text))


def _first(headings: Mapping[int, str], patterns: Sequence[str], *, taken: set[int]) -> int | None:
    free = [column for column in headings if column not in taken]
    return next((column for pattern in patterns for column in free if re.fullmatch(pattern, headings[column])), None)


def _unlike(heading: str, others: Mapping[str, int]) -> str:
    """The heading, with a number where another column has the same."""
    number, name = 1, heading
    while name in others:
        number += 1
        name = f"{heading}（{number}）"
    return name
