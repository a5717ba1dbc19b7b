"""The columns of a list of projects: which of them says what, by the headings that offices give them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.batch.lists.amounts import MONEY_UNIT, money_unit
from assistant.batch.lists.budget_headings import BudgetColumn, Wording, is_of_other_time, read_budget_heading
from assistant.batch.lists.offices import office_rank
from assistant.batch.lists.source_headings import Kind, source_kind
from assistant.batch.lists.work_headings import deadline_rank, is_calculation, is_of_work, is_opinion
from assistant.batch.lists.years import years_in_heading

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
_HEADINGS: dict[Field, tuple[str, ...]] = {
    "name": (
        "项目名称",
        "(?:(?:[一二三]级|子|支出|预算|具体)项目|工程|活动|课题|(?:工作|重点)?任务|服务)名称",
        "名称",
        "(?:支出|预算|二级|具体)?项目(?:名|全称|简称)?",
    ),
    "year": ("(?:预算|实施|项目|申报|计划|所属)?(?:年度|年份)", "年"),
    "framework": ("(?:绩效)?指标(?:框架|体系|分类)|框架",),
    "code": ("(?:预算)?项目(?:编码|编号|代码)",),
}
"""Of each field that one column says by a heading of its own, the headings, the surest first."""
_REMARKS = re.compile("备注(?:说明)?")
_OF_MONEY = re.compile(
    "资金|经费|金额|预算|投资|拨款|补助|配套|自筹|结转|结余|贷款|债券?|收入|支出|基金|转移支付|专项|财政|总额|[合总小]计|其[他它]|[省市县区]级"
)
_UNITS = re.compile("(?:金额|货币|计价|计量|预算)?单位")
_LONGEST = 20
"""Characters of a heading."""
_NEAR_NAME = re.compile("项目|名称|内容|工程|活动|课题|任务|事项")
_NEAR_BUDGET = re.compile(rf"{_OF_MONEY.pattern}|费|价|款|额|20\d\d年度?$")
_ABOUT_MONEY = re.compile("率|比|[增减]|来源|性质|类型|科目|文[件号]|方式|依据|意见|说明|过程")
_NUMBERS = re.compile(r"决算|执行|[数率额]|增减|数量|单价|标准|(?:20)?\d\d年度?")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


@dataclass(frozen=True)
class Source:
    """A column that says how much of the budget comes from where.

    Attributes:
        heading: as it stands in the list.
        unit: of its amounts, where the heading states one.
        year: the one that the heading names.
    """

    column: int
    kind: Kind
    heading: str
    unit: str | None
    year: int | None = None


@dataclass(frozen=True)
class Columns:
    """What the columns of a list say.

    Attributes:
        fields: the column of each field that the list has; of those that several columns may say, the first.
        budgets: the columns that may say the budget.
        purposes: the columns that say what is done, from left to right.
        calculations: those of them that only say how the money was worked out.
        deadlines: the columns that say by when it is done, before those that say from when to when.
        opinions: the columns that say what others think of it.
        remarks: the column of remarks.
        sources: the columns that say where the money comes from.
        extra: by their headings all columns that are carried where they serve nothing else: what may be the budget, what is
            done, and remarks, too.
        money: the unit of amounts (万元, 元) that the heading of the budget states, or else all other headings that state any.
        of_money: the columns of `extra` whose heading speaks of money and is that of no source: 总投资, 上年预算.
    """

    fields: Mapping[Field, int]
    budgets: Sequence[BudgetColumn]
    purposes: Sequence[int]
    calculations: Sequence[int]
    deadlines: Sequence[int]
    opinions: Sequence[int]
    remarks: int | None
    sources: Sequence[Source]
    extra: Mapping[str, int]
    money: str | None
    of_money: Sequence[int]

    def beside_sources(self, year: int) -> dict[str, int]:
        """By their headings the columns that may say of this year where money comes from, though nobody knows them as sources."""
        served = {*(source.column for source in self.sources), *(budget.column for budget in self.budgets), *self.purposes}
        free = {column: heading for heading, column in self.extra.items() if column not in served and not is_of_other_time(heading, year)}
        near = {column for column in free if {column - 1, column + 1} & {source.column for source in self.sources}}
        return {heading: column for column, heading in free.items() if column in near or column in self.of_money}


def read_headings(headings: Mapping[int, str], of_units: int | None = None) -> Columns:
    """The columns under `headings`, by column. Of two that say the same field the surer one, or the first, is taken.

    Args:
        headings: as they stand in the list.
        of_units: the column that says in each row which unit its amounts are in; it is carried along, and says nothing else.
    """
    plain = {column: "" if column == of_units else _plain(text) for column, text in headings.items()}
    fields: dict[Field, int] = {}
    budgets = list[BudgetColumn]()
    for field in FIELD_NAMES:
        taken = set(fields.values())
        if field == "budget":
            budgets = _budgets(headings, plain, taken)
            column = min(budgets, key=lambda budget: budget.rank).column if budgets else None
        elif field == "unit":
            column = _office(headings, plain, taken)
        else:
            column = _first(plain, _HEADINGS[field], taken=taken) if field in _HEADINGS else None
        if column is not None:
            fields[field] = column
    served = {*fields.values(), *(budget.column for budget in budgets)}
    purposes = [column for column in sorted(plain) if column not in served and is_of_work(plain[column])]
    if purposes:
        fields["purpose"] = purposes[0]
    remarks = next((column for column in sorted(plain) if column not in served and _REMARKS.fullmatch(plain[column])), None)
    rest = [column for column in headings if column not in served and column not in purposes]
    ranks = {column: rank for column in rest if (rank := deadline_rank(plain[column])) is not None}
    deadlines = sorted(ranks, key=lambda column: (ranks[column], column))
    opinions = [column for column in rest if column not in ranks and is_opinion(plain[column])]
    calculations = [column for column in purposes if is_calculation(plain[column])]
    sources = [_source(column, kind, headings[column]) for column in rest if (kind := source_kind(plain[column]))]
    extra: dict[str, int] = {}
    for column in headings:
        if column in rest or column in purposes or column in {budget.column for budget in budgets}:
            extra[_unlike(" ".join(headings[column].split()), extra)] = column
    known = {source.column for source in sources}
    of_money = [column for column in rest if column not in known and (_OF_MONEY.search(plain[column]) or money_unit(headings[column]))]
    of_money += [budget.column for budget in budgets]
    units = {unit for column in [*known, *of_money] if (unit := money_unit(headings[column]))}
    money = money_unit(headings.get(fields.get("budget", -1), "")) or (units.pop() if len(units) == 1 else None)
    of_work = (purposes, calculations, deadlines, opinions)
    return Columns(fields, budgets, *of_work, remarks, sources, extra, money, of_money)


def is_known(heading: str) -> bool:
    """Whether a heading by itself says something that is read."""
    columns = read_headings({1: heading})
    return bool(columns.fields or columns.sources or columns.deadlines or columns.opinions) or columns.remarks is not None


def is_of_money(heading: str) -> bool:
    """Whether a heading by itself says a budget, or a source of money."""
    columns = read_headings({1: heading})
    return bool(columns.budgets or columns.sources)


def is_like_heading(text: str) -> bool:
    """Whether a text that no column is known by may be a heading of numbers: 决算数, 2026年, 增减."""
    return len(text) <= _LONGEST and (_NUMBERS.search(text) or _OF_MONEY.search(text)) is not None


def is_column_of_units(heading: str) -> bool:
    """Whether a heading may stand over units of money; 单位 is rather who does the work, and what stands below it decides."""
    return _UNITS.fullmatch(_plain(heading)) is not None


def near(field: Field, headings: Iterable[str]) -> list[str]:
    """The headings that may be meant to say the name, or the budget, though they are not understood so."""
    found = [(" ".join(text.split()), _plain(text)) for text in headings]
    if field == "name":
        return [text for text, plain in found if _NEAR_NAME.search(plain) and not read_headings({1: text}).fields.keys() - {"purpose"}]
    return [
        text
        for text, plain in found
        if (_NEAR_BUDGET.search(plain) or money_unit(text))
        and not _ABOUT_MONEY.search(plain)
        and (is_calculation(plain) or not read_headings({1: text}).fields)
    ]


def _budgets(headings: Mapping[int, str], plain: Mapping[int, str], taken: set[int]) -> list[BudgetColumn]:
    """The columns that may say the budget.

    A source of money, its sum, or what is bought, may only where no other does, or none but a total of several years; a year by itself
    only beside another, or with a unit of money.
    """
    parted = any(source_kind(text) for text in plain.values())
    found = [
        budget
        for column, text in headings.items()
        if column not in taken
        and not is_calculation(plain[column])
        and (budget := read_budget_heading(column, text, _tight(text), plain[column], money_unit(text)))
        and (parted or budget.wording is not Wording.SUM)
    ]
    if all(budget.wording is Wording.YEAR and budget.unit is None for budget in found):
        return []
    sources = [budget for budget in found if source_kind(plain[budget.column]) or budget.wording is Wording.OF_TREASURY]
    bought = [budget for budget in found if budget.wording is Wording.PURCHASE]
    sums = [budget for budget in found if budget.wording is Wording.SUM]
    others = [budget for budget in found if budget not in [*sources, *bought, *sums]]
    if any(not budget.whole for budget in others):
        return others
    sure = [budget for budget in sources if budget.of_a_year or "预算" in budget.heading]
    return [*sure, *others] or sums[:1] or bought or sorted(sources, key=lambda budget: budget.rank)[:1]


def _office(headings: Mapping[int, str], plain: Mapping[int, str], taken: set[int]) -> int | None:
    """The column that says who does the work, the surest first."""
    free = [column for column in headings if column not in taken and plain[column]]
    ranks = {column: rank for column in free if (rank := office_rank(_tight(headings[column]), plain[column])) is not None}
    return min(ranks, key=lambda column: (ranks[column], column), default=None)


def _source(column: int, kind: Kind, heading: str) -> Source:
    years = {*years_in_heading(_tight(heading))}
    return Source(column, kind, " ".join(heading.split()), money_unit(heading), years.pop() if len(years) == 1 else None)


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
