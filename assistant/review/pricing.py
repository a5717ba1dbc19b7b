"""Prices and the quantities they are prices of: 人均培训成本 ≤200元/人 and 培训人数 ≥100人."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from math import prod

from assistant.goals.taxonomy import QUANTITY
from assistant.review.naming import each_of, object_of
from assistant.review.subject import Row

_ALIKE = [
    set(words.split())
    for words in (
        "人 名 位 人次",
        "次 场 期 班 场次 班次 批 批次 届",
        "个 家 所 处 座 项",
        "个 件 宗 例 起",
        "台 套 台(套) 台/套",
        "份 册 本 套",
        "条 篇",
        "平方米 平米 平方",
    )
]
"""Units that count the same things."""
_YEARLY = {"年", "年度"}
_PERIODS = [set(words.split()) for words in ("天 日", "周", "月 个月", "季度 季 个季度", "小时", "课时 学时")]
"""Stretches of time that a unit is paid for; units in one set are the same."""
_PER = re.compile(r"/|·|每")
_BY_AREA = re.compile("单方|单位(?:建筑)?面积|每平方?米")
_RATE_NAME = re.compile("标准|单价|造价|单位成本")
_COST_WORDS = re.compile(r"成本|费用|经费|支出|单价|造价|标准|控制数?|资金|投入|费$")
_DOINGS = re.compile("活动|工作|项目|服务|任务")
_COUNTING = re.compile(
    "单位(?:建筑)?(?:面积|长度)?|单方|每(?:平方?米|公里|[米亩])|单[次场期人名户个份台套件]|每[次场期人名户个份台套件]"
    "|[人户次场期亩]均|平均|各类|相关|年度|全年"
)
_WHOLE = re.compile("总$")
_PAY = re.compile("工资|薪酬|薪资")
"""What people who work for the unit are paid: its object are these people, 人员."""


@dataclass(frozen=True)
class Price:
    """A cost of one unit of something. `per` are the units it is for; none, where only the name says that it is a price."""

    row: Row
    amount: Decimal
    per: tuple[str, ...]

    @property
    def counted(self) -> tuple[str, ...]:
        """`per` without years, since a budget is for one."""
        return tuple(unit for unit in self.per if unit not in _YEARLY)


@dataclass(frozen=True)
class Pairing:
    """The quantities that a price may belong to.

    Attributes:
        quantities: the rows it may be multiplied by.
        certain: whether it is surely the one, and no further factor is missing.
        periods: the rows that say how many days or months a price per unit and period is paid for.
        least: whether it is not said for how many periods: one at least, so that the product is a lower bound.
    """

    quantities: tuple[Row, ...]
    certain: bool
    periods: tuple[Row, ...] = ()
    least: bool = False

    @property
    def factor(self) -> Decimal:
        """What the product of price and quantity is multiplied by."""
        return prod((row.number or Decimal(1) for row in self.periods), start=Decimal(1))


def amount_of(row: Row) -> Decimal | None:
    """The 元 of a cost row, for prices of one unit."""
    return row.number if row.cost and row.target.yuan is not None and row.target.upper is None else None


def read_price(row: Row) -> Price | None:
    """The price that a cost row states, or None where it states a sum of money."""
    amount = amount_of(row)
    if amount is None:
        return None
    _, *per = _PER.split(row.unit or "")
    unit = each_of(row.name)
    if unit and not any(alike(unit, one) for one in per):
        per = [unit, *(one for one in per if not alike(one, "次"))]
    if not per and _BY_AREA.search(row.name):
        per = ["平方米"]
    if per:
        return Price(row, amount, tuple(per))
    return Price(row, amount, ()) if _RATE_NAME.search(row.name) else None


def pair(price: Price, rows: Iterable[Row]) -> Pairing:
    """The quantity that `price` is multiplied by: the same unit and, where several have it, the same object."""
    rows = list(rows)
    if not price.counted:
        return Pairing((), certain=False)
    times = [one for one in price.counted if _period(one)]
    unit, *further = [one for one in price.counted if not _period(one)] or [times.pop(0)]
    same_unit = [row for row in rows if row.level2 == QUANTITY and row.number is not None and alike(unit, row.unit or "")]
    if times:  # what is paid per person and year is paid for persons, not for their visits
        same_unit = [row for row in same_unit if row.unit == unit] or same_unit
    found = _same_object(price.row, same_unit)
    spans = [_span(one, rows) for one in times]
    return Pairing(
        tuple(found),
        certain=len(found) == 1 and not further,
        periods=tuple(row for row in spans if row is not None),
        least=None in spans,
    )


def alike(one: str, other: str) -> bool:
    """Whether two units count the same things."""
    return one == other or bool(_period(one) & {other}) or any(one in group and other in group for group in _ALIKE)


def _period(unit: str) -> set[str]:
    """The units that mean the same stretch of time as `unit`; empty where it is none."""
    return next((group for group in _PERIODS if unit in group), set())


def _span(unit: str, rows: list[Row]) -> Row | None:
    """The row that says for how many days or months, where the table speaks of one such number."""
    spans = [row for row in rows if row.level2 == QUANTITY and row.number and row.unit in _period(unit)]
    return spans[0] if len(spans) == 1 else None


def _same_object(price: Row, quantities: list[Row]) -> list[Row]:
    """Quantities whose name shares most with the price's; a name without any object of its own goes with every quantity."""
    object_ = object_named(price.name) if _COST_WORDS.search(price.name) else ""
    shared = {row.index: len(pairs_of(object_) & pairs_of(object_named(row.name))) for row in quantities}
    most = max(shared.values(), default=0)
    if most:
        return [row for row in quantities if shared[row.index] == most]
    return [row for row in quantities if not object_ or not object_named(row.name) or set(object_) & set(object_named(row.name))]


def said_object(name: str) -> str:
    """What a cost is spent on or a quantity counts, in the words of its name: 活动 of 单场活动成本; empty where it names nothing."""
    return _COUNTING.sub("", _WHOLE.sub("", object_of(_PAY.sub("人员", _COST_WORDS.sub("", name)))))


@lru_cache(maxsize=4096)
def object_named(name: str) -> str:
    """The object that tells a name from others: 宣传 of 宣传活动场次; empty where it says no more than 活动 or 项目."""
    return _DOINGS.sub("", said_object(name))


@lru_cache(maxsize=4096)
def pairs_of(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters, for comparing objects."""
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))
