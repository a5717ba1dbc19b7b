"""Prices and the quantities they are prices of: 人均培训成本 ≤200元/人 and 培训人数 ≥100人."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from assistant.goals.taxonomy import QUANTITY
from assistant.review.naming import object_of
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
    )
]
"""Units that count the same things."""
_YEARLY = {"年", "年度"}
_DAILY = {"天", "日"}
_PER = re.compile(r"/|·|每")
_NAMED = re.compile(r"(?:单|每)(?P<each>[次场期人名户个份台套件宗例家所处条篇亩班批])|(?P<mean>[人户次场期])均")
_RATE_NAME = re.compile("标准|单价|造价|单位成本")
_COST_WORDS = re.compile(r"成本|费用|经费|支出|单价|造价|标准|控制数?|资金|费$")
_GENERIC = re.compile(
    "活动|工作|项目|服务|任务|单[次场期人名户个份台套件]|每[次场期人名户个份台套件]|[人户次场期]均|平均|各类|相关|年度|全年"
)


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
    """The quantities that a price may belong to. `certain` where it is surely the one, and no further factor is missing."""

    quantities: tuple[Row, ...]
    certain: bool
    factor: Decimal = Decimal(1)


def amount_of(row: Row) -> Decimal | None:
    """The 元 of a cost row, for prices of one unit."""
    return row.number if row.cost and row.target.yuan is not None and row.target.upper is None else None


def read_price(row: Row) -> Price | None:
    """The price that a cost row states, or None where it states a sum of money."""
    amount = amount_of(row)
    if amount is None:
        return None
    _, *per = _PER.split(row.unit or "")
    named = _NAMED.search(row.name)
    unit = (named["each"] or named["mean"]) if named else None
    if unit and not any(_alike(unit, one) for one in per):
        per = [unit, *(one for one in per if not _alike(one, "次"))]
    if per:
        return Price(row, amount, tuple(per))
    return Price(row, amount, ()) if _RATE_NAME.search(row.name) else None


def pair(price: Price, rows: Iterable[Row]) -> Pairing:
    """The quantity that `price` is multiplied by: the same unit and, where several have it, the same object."""
    rows = list(rows)
    if not price.counted:
        return Pairing((), certain=False)
    unit, *further = price.counted
    same_unit = [row for row in rows if row.level2 == QUANTITY and row.number is not None and _alike(unit, row.unit or "")]
    factor = _days(rows) if further and set(further) <= _DAILY else None if further else Decimal(1)
    found = _same_object(price.row, same_unit)
    return Pairing(tuple(found), certain=len(found) == 1 and factor is not None, factor=factor or Decimal(1))


def _alike(one: str, other: str) -> bool:
    return one == other or any(one in group and other in group for group in _ALIKE)


def _days(rows: list[Row]) -> Decimal | None:
    """How many days the table speaks of, where it speaks of one number of days."""
    days = [row.number for row in rows if row.unit in _DAILY and row.level2 == QUANTITY and row.number]
    return days[0] if len(days) == 1 else None


def _same_object(price: Row, quantities: list[Row]) -> list[Row]:
    """Quantities whose name shares most with the price's; a name without any object of its own goes with every quantity."""
    object_ = _object(price.name) if _COST_WORDS.search(price.name) else ""
    shared = {row.index: len(_pairs(object_) & _pairs(_object(row.name))) for row in quantities}
    most = max(shared.values(), default=0)
    if most:
        return [row for row in quantities if shared[row.index] == most]
    return [row for row in quantities if not object_ or not _object(row.name) or set(object_) & set(_object(row.name))]


def _object(name: str) -> str:
    return _GENERIC.sub("", object_of(_COST_WORDS.sub("", name)))


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}
