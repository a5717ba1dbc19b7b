"""The columns of a list of projects: which of them says what, by the headings that offices give them."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.batch.drafts.amounts import MONEY_UNIT, money_unit
from assistant.batch.drafts.budgets import MONEY, BudgetColumn, bare_year, read_budget_heading

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
Kind = Literal["fiscal", "level", "account", "assumed", "other", "own"]
"""Of a source: 财政资金 as a whole, a part of it by level of government or by kind of budget, what is taken for such a part though its
heading does not say so, 其他资金 as a whole, and a part of it."""
_HEADINGS: dict[Field, tuple[str, ...]] = {
    "name": (
        "项目名称",
        "(?:(?:[一二三]级|子|支出|预算|具体)项目|工程|活动|课题|(?:工作|重点)?任务|服务)名称",
        "名称",
        "(?:支出|预算|二级|具体)?项目(?:名|全称|简称)?",
    ),
    "unit": (
        "(?:项目)?(?:实施|承担|执行)单位",
        "(?:项目|预算|申报|用款|建设|使用|填报)单位",
        "单位(?:名称|全称)?",
        "(?:责任|牵头|主管)单位|(?:预算|主管|实施|申报|责任)部门|部门|(?:责任|业务)?[科股处]室",
    ),
    "year": ("(?:预算|实施|项目|申报|计划|所属)?(?:年度|年份)", "年"),
    "framework": ("(?:绩效)?指标(?:框架|体系|分类)|框架",),
    "code": ("(?:预算)?项目(?:编码|编号|代码)",),
}
"""Of each field that one column says by a heading of its own, the headings, the surest first."""
_OF_WORK = (
    r"项目|资金|经费|预算|支出|费用|开支|主要|具体|详细|基本|重点|建设|工程|工作|业务|服务|活动|采购|购置|实施|使用|安排|任务|申报|测算|编制|立项(?=内容)"
    r"|本年度?|当年|年度|(?:20)?\d\d年度?"
)
_SAYING = "用途|内容|概况|概述|简介|描述|说明|事项|方向|任务|明细|构成|测算|范围|要点|情况|(?<=工作)计划|(?<=实施)计划"
_PURPOSE = re.compile(
    rf"(?:{_OF_WORK})*(?:{_SAYING}|(?:建设|工程|实施|服务)规模)"
    rf"(?:(?:以及|[及和与、/,;])?(?:{_OF_WORK})*(?:{_SAYING}|依据|标准|过程|规模|计划|数量|地点))*"
)
"""A heading of what the work is: words of the work, and then words of telling."""
_NO_PURPOSE = re.compile(
    "任务|方向|范围|要点|事项|情况|.*(?:资金|经费|预算|支出|费用|开支|使用|申报|采购|购置|安排|测算|编制).*情况|资金构成|(?:资金|经费)(?:测算|安排)"
)
_REMARKS = re.compile("备注(?:说明)?")
_ABOVE = rf"(?:(?:{MONEY})?(?:资金|经费)?来源(?:构成|情况)?|{MONEY})"
_PART = rf"(?:{_ABOVE}[-—–]*)?(?:其中)?(?:当年|本年度?|20\d\d年度?)?"
"""Before the heading of a part of the budget; where headings stand in two rows, the upper one is in front."""
_LEVEL = "(?:中央|上级|地方|本级|同级|(?:[省市州盟县旗区镇乡]|自治区|街道|地市)+本?级?)"
_LEVELS = rf"{_LEVEL}(?:(?:以及|[及和与、/])?{_LEVEL})*(?:及?以上)?"
"""One, or several that share a column: 中央和省级, 省、市."""
_GRANT = "(?:财政|预算内?|专项|配套|转移支付|补助|奖补|奖励|安排|下达|承担|分担|负担|拨款|财力|资金|经费|投资|投入)"
_FUND = "(?:资金|经费|收入|资本|捐赠|投入|投资|来源)"
_SUM = "(?:金额|数额?|额)?"
_CARRIED = "(?:上年度?|以前年度|历年|往年)"
_SOURCES: dict[Kind, tuple[str, ...]] = {
    "level": (
        rf"{_PART}(?:争取|申请)?{_LEVELS}{_GRANT}+{_SUM}",
        rf"{_PART}(?:中央|上级|地方|[省市州县区]级)(?:(?:以及|[及和与、/])?(?:中央|上级|地方|[省市州县区]级))*(?:及?以上)?{_SUM}",
        rf"{_PART}财政配套{_GRANT}*{_SUM}",
        rf"{_PART}{_CARRIED}?财政(?:拨款|资金)*(?:结转|结余)+{_FUND}*{_SUM}",
    ),
    "account": (rf"{_PART}(?:一般公共|政府性基金|国有资本经营)(?:预算)?(?:财政|安排|拨款|资金|收入)*{_SUM}",),
    "fiscal": (rf"{_PART}(?:各级)?财政性?{_GRANT}*{_SUM}",),
    "assumed": (rf"{_PART}{_CARRIED}?(?:结转|结余)+{_FUND}*{_SUM}", rf"{_PART}配套{_FUND}?{_SUM}"),
    "other": (rf"{_PART}(?:其[他它](?:来源|渠道)?|非财政(?:性|拨款)?){_FUND}+{_SUM}", f"{_ABOVE}(?:其中)?其[他它]"),
    "own": (
        rf"{_PART}(?:(?:项目|申报|承担|实施)?单位|部门|企业|群众|村级?|村?集体|农户|受益户|街道|乡?镇|社区|学校|医院)?自[筹有]{_FUND}?{_SUM}",
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
        year: the one that the heading names.
    """

    column: int
    kind: Kind
    name: str
    unit: str | None
    year: int | None = None


@dataclass(frozen=True)
class Columns:
    """What the columns of a list say.

    Attributes:
        fields: the column of each field that the list has; of those that several columns may say, the first.
        budgets: the columns that may say the budget.
        purposes: the columns that say what is done, from left to right.
        remarks: the column of remarks.
        sources: the columns that say where the money comes from.
        extra: by their headings all columns that are carried where they serve nothing else: what may be the budget, what is
            done, and remarks, too.
        money: the unit of amounts (万元, 元) that the heading of the budget states, or None.
        of_money: the columns of `extra` whose heading speaks of money and is that of no source: 总投资, 上年预算.
    """

    fields: Mapping[Field, int]
    budgets: Sequence[BudgetColumn]
    purposes: Sequence[int]
    remarks: int | None
    sources: Sequence[Source]
    extra: Mapping[str, int]
    money: str | None
    of_money: Sequence[int]


def read_headings(headings: Mapping[int, str]) -> Columns:
    """The columns under `headings`, by column. Of two that say the same field the surer one, or the first, is taken."""
    plain = {column: _plain(text) for column, text in headings.items()}
    fields: dict[Field, int] = {}
    budgets = list[BudgetColumn]()
    for field in FIELD_NAMES:
        taken = set(fields.values())
        if field == "budget":
            budgets = _budgets(headings, plain, taken)
            column = min(budgets, key=lambda budget: budget.rank).column if budgets else None
        else:
            column = _first(plain, _HEADINGS[field], taken=taken) if field in _HEADINGS else None
        if column is not None:
            fields[field] = column
    served = {*fields.values(), *(budget.column for budget in budgets)}
    purposes = [column for column in sorted(plain) if column not in served and _is_purpose(plain[column])]
    if purposes:
        fields["purpose"] = purposes[0]
    remarks = next((column for column in sorted(plain) if column not in served and _REMARKS.fullmatch(plain[column])), None)
    rest = [column for column in headings if column not in served and column not in purposes]
    sources = [_source(column, kind, headings[column], plain[column]) for column in rest if (kind := _kind(plain[column]))]
    extra: dict[str, int] = {}
    for column in headings:
        if column in rest or column in purposes or column in {budget.column for budget in budgets}:
            extra[_unlike(" ".join(headings[column].split()), extra)] = column
    known = {source.column for source in sources}
    of_money = [column for column in rest if column not in known and (_OF_MONEY.search(plain[column]) or money_unit(headings[column]))]
    of_money += [budget.column for budget in budgets]
    money = money_unit(headings.get(fields.get("budget", -1), ""))
    return Columns(fields, budgets, purposes, remarks, sources, extra, money, of_money)


def _budgets(headings: Mapping[int, str], plain: Mapping[int, str], taken: set[int]) -> list[BudgetColumn]:
    """The columns that may say the budget; what is a source of money may only where no other is, or none but a total of several years."""
    found = [
        budget
        for column, text in headings.items()
        if column not in taken and (budget := read_budget_heading(column, text, _tight(text), plain[column], money_unit(text)))
    ]
    sources = [budget for budget in found if _kind(plain[budget.column]) or budget.is_of_treasury]
    others = [budget for budget in found if budget not in sources]
    if any(not budget.whole for budget in others):
        return others
    sure = [budget for budget in sources if budget.of_a_year or "预算" in budget.heading]
    return [*sure, *others] or sorted(sources, key=lambda budget: budget.rank)[:1]


def _source(column: int, kind: Kind, heading: str, name: str) -> Source:
    years = set(bare_year(_tight(heading)))
    return Source(column, kind, name, money_unit(heading), years.pop() if len(years) == 1 else None)


def _is_purpose(heading: str) -> bool:
    return _PURPOSE.fullmatch(heading) is not None and _NO_PURPOSE.fullmatch(heading) is None


def _kind(heading: str) -> Kind | None:
    """What a plain heading says of where the money comes from; None where it says something else."""
    return next((kind for kind, patterns in _SOURCES.items() if any(re.fullmatch(pattern, heading) for pattern in patterns)), None)


def _plain(heading: str) -> str:
    """A heading without blanks, brackets, units and the stars of required columns: ＊ 预算 金额（万元） → 预算金额."""
    return re.sub(rf"/?{MONEY_UNIT}$", "", _BRACKETS.sub("", _tight(heading)))


def _tight(heading: str) -> str:
    """A heading without blanks, colons and stars."""
    return re.sub(r"[\s*:]", "", unicodedata.normalize("NFKC", heading))


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
