"""The columns of a list of projects: which of them says what, by the headings that offices give them."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.batch.drafts.amounts import MONEY_UNIT, money_unit

Field = Literal["name", "budget", "unit", "year", "purpose", "framework", "code"]
FIELD_NAMES: dict[Field, str] = {
    "name": "项目名称",
    "budget": "预算",
    "unit": "实施单位",
    "year": "预算年度",
    "purpose": "资金用途",
    "framework": "指标框架",
    "code": "项目编码",
}
Kind = Literal["fiscal", "level", "assumed", "other", "own"]
"""Of a source: 财政资金 as a whole, a part of it (a level of government, a kind of budget), what is taken for such a part though its
heading does not say so, 其他资金 as a whole, and a part of it."""
_MONEY = (
    r"(?:20\d\d年?度?|本年度?|当年|年度|项目|申报|申请|拟?安排|财政|计划|所需|批复|总)*"
    r"(?:预算|资金|经费|金额|投资)(?:金额|总额|总计|合计|小计|数额?|额度?|安排|需求|预算|规模|总投资)*"
)
_HEADINGS: dict[Field, tuple[str, ...]] = {
    "name": ("项目名称", "(?:子项目|工程|活动|课题|任务|服务)名称", "名称", "项目名?"),
    "budget": ("(?:预算|总预算)(?:金额|总额|数|额)?", f"(?=.*预算){_MONEY}", f"(?!财政){_MONEY}", _MONEY),
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
_ABOVE = rf"(?:(?:{_MONEY})?(?:资金|经费)?来源(?:构成|情况)?|{_MONEY})"
_PART = rf"(?:{_ABOVE})?(?:其中)?(?:当年|本年度?)?"
"""Before the heading of a part of the budget; where headings stand in two rows, the upper one is in front."""
_LEVEL = "(?:中央|上级|地方|本级|同级|(?:[省市州盟县旗区镇乡]|自治区|街道|地市)+本?级?)"
_GRANT = "(?:财政|预算内?|专项|配套|转移支付|补助|奖补|安排|拨款|资金|经费|投资|投入)"
_FUND = "(?:资金|经费|收入|资本|捐赠|投入|投资|来源)"
_SUM = "(?:金额|数额?|额)?"
_CARRIED = "(?:上年度?|以前年度|历年|往年)"
_SOURCES: dict[Kind, tuple[str, ...]] = {
    "level": (
        rf"{_PART}{_LEVEL}{_GRANT}+{_SUM}",
        rf"{_PART}(?:中央|上级|地方|[省市州县区]级){_SUM}",
        rf"{_PART}(?:一般公共|政府性基金|国有资本经营)(?:预算)?(?:财政|安排|拨款|资金|收入)*{_SUM}",
        rf"{_PART}财政配套{_GRANT}*{_SUM}",
        rf"{_PART}{_CARRIED}?财政(?:拨款|资金)*(?:结转|结余)+{_FUND}*{_SUM}",
    ),
    "fiscal": (rf"{_PART}(?:各级)?财政性?{_GRANT}*{_SUM}",),
    "assumed": (rf"{_PART}{_CARRIED}?(?:结转|结余)+{_FUND}*{_SUM}", rf"{_PART}配套{_FUND}?{_SUM}"),
    "other": (rf"{_PART}(?:其[他它](?:来源|渠道)?|非财政(?:性|拨款)?){_FUND}+{_SUM}", f"{_ABOVE}(?:其中)?其[他它]"),
    "own": (
        rf"{_PART}(?:单位|部门|企业|群众|村级?|村?集体|农户|受益户)?自[筹有]{_FUND}?{_SUM}",
        rf"{_PART}(?:社会|企业|村?集体){_FUND}+{_SUM}",
        rf"{_PART}(?:单位(?:资金|收入)|(?:事业|经营)收入|(?:单位|企业)配套{_FUND}?){_SUM}",
        rf"{_PART}(?:捐赠|捐款|赞助|(?:银行)?(?:贷款|借款|融资)){_FUND}?{_SUM}",
    ),
}
_OF_MONEY = re.compile(
    "资金|经费|金额|预算|投资|拨款|补助|配套|自筹|结转|结余|贷款|债券?|收入|支出|基金|转移支付|专项|财政|总额|[合总小]计|其[他它]|[省市县区]级"
)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


@dataclass(frozen=True)
class Source:
    """A column that says how much of the budget comes from where.

    Attributes:
        name: its heading, without what is not part of the name.
        unit: of its amounts, where the heading states one.
    """

    column: int
    kind: Kind
    name: str
    unit: str | None


@dataclass(frozen=True)
class Columns:
    """What the columns of a list say.

    Attributes:
        fields: the column of each field that the list has.
        sources: the columns that say where the money comes from.
        extra: all columns but those of fields, by their headings.
        money: the unit of amounts (万元, 元) that the heading of the budget states, or None.
        of_money: the columns of `extra` whose heading speaks of money and is that of no source: 总投资, 上年预算.
    """

    fields: Mapping[Field, int]
    sources: Sequence[Source]
    extra: Mapping[str, int]
    money: str | None
    of_money: Sequence[int]


def read_headings(headings: Mapping[int, str]) -> Columns:
    """The columns under `headings`, by column. Of two that say the same field the surer one, or the first, is taken."""
    plain = {column: _plain(text) for column, text in headings.items()}
    fields: dict[Field, int] = {}
    for field, patterns in _HEADINGS.items():
        column = _first(plain, patterns, taken=set(fields.values()))
        if column is not None:
            fields[field] = column
    rest = [column for column in headings if column not in fields.values()]
    sources = [Source(column, kind, plain[column], money_unit(headings[column])) for column in rest if (kind := _kind(plain[column]))]
    extra: dict[str, int] = {}
    for column in rest:
        extra[_unlike(" ".join(headings[column].split()), extra)] = column
    known = {source.column for source in sources}
    of_money = [column for column in rest if column not in known and (_OF_MONEY.search(plain[column]) or money_unit(headings[column]))]
    return Columns(fields, sources, extra, money_unit(headings.get(fields.get("budget", -1), "")), of_money)


def _kind(heading: str) -> Kind | None:
    """What a plain heading says of where the money comes from; None where it says something else."""
    return next((kind for kind, patterns in _SOURCES.items() if any(re.fullmatch(pattern, heading) for pattern in patterns)), None)


def _plain(heading: str) -> str:
    """A heading without blanks, brackets, units and the stars of required columns: ＊ 预算 金额（万元） → 预算金额."""
    text = re.sub(r"[\s*:]", "", unicodedata.normalize("NFKC", heading))
    return re.sub(rf"/?{MONEY_UNIT}$", "", _BRACKETS.sub("", text))


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
