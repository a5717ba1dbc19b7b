"""The rows of a plan's tables as sentences: what is bought or done, how many, at what price, by when."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from assistant.goals.money import format_number
from assistant.goals.wording import squeeze, strip_numbering
from assistant.reading.document import Grid
from assistant.reading.markup import plain

_NAME = re.compile(
    r"(?:设备|项目|任务|物品|产品|服务|活动|支出|工作|建设|采购|培训|工程|费用)*(?:名称|内容|项目|事项|任务|品名|明细|类别)$"
)
_COUNT = re.compile(r"(?:计划|采购|购置|需求|拟购)?(?:数量|工程量|计划数|任务数|场次|次数|人数|期数|台数|套数)(?:\((?P<unit>[^()]+)\))?$")
_MEASURE = re.compile(r"(?:计量|计算)?单位$")
_PRICE = re.compile(r"(?:预算)?(?:单价|单位成本|预计单价|参考单价)")
_SUM = re.compile(r"(?:总价|金额|小计|合计|预算|预算金额|总额|总金额|经费|费用|资金|所需资金|预算数)(?:\(|$)")
_WHEN = re.compile(r"(?:计划)?(?:完成|实施|交付)(?:时间|时限|期限)|完成日期")
_TOTAL = re.compile(r"合计|总计|小计|总和")
_MONEY_UNIT = re.compile(r"((?:[十百千]?[万亿]|千)?元)")
_BOUGHT = re.compile("购置|采购|购买|配备|添置")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def _plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", plain(text)))


class Rows:
    """The rows of one table; `about` is what stands above it, by which things that are bought are told from others."""

    def __init__(self, grid: Grid, about: str) -> None:
        """Find the headings."""
        self._lines = [[_plain(cell.text) for cell in row.cells] for row in grid.rows]
        self._about = about
        self._top, self._columns = self._find_headings()

    def _find_headings(self) -> tuple[int, dict[str, int]]:
        patterns = {"name": _NAME, "count": _COUNT, "measure": _MEASURE, "price": _PRICE, "sum": _SUM, "when": _WHEN}
        for top, line in enumerate(self._lines[:5]):
            columns: dict[str, int] = {}
            for part, pattern in patterns.items():
                column = next((at for at, text in enumerate(line) if pattern.match(text) and at not in columns.values()), None)
                if column is not None:
                    columns[part] = column
            if "name" in columns and len(columns) > 1:
                return top, columns
        return 0, {}

    def sentences(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Of each row its wording for people, and the clauses it makes."""
        if not self._columns:
            return
        for line in self._lines[self._top + 1 :]:
            name = self._cell(line, "name")
            name = re.sub(r"^\d+[\u4e00-\u9fff](?=.{2})", "", strip_numbering(name))  # 64排螺旋CT
            if name and not any(_TOTAL.fullmatch(text) for text in line[:3]):
                clauses = tuple(self._clauses(line, name))
                if clauses:
                    yield "　".join(text for text in line if text), clauses

    def total(self) -> str | None:
        """The sum in the row of totals, with its unit."""
        column = self._columns.get("sum")
        for line in self._lines[self._top + 1 :] if column is not None else ():
            if any(_TOTAL.fullmatch(text) for text in line[:3]) and (number := _number(self._cell(line, "sum"))) is not None:
                return f"{format_number(number)}{self._money('sum')}"
        return None

    def _clauses(self, line: Sequence[str], name: str) -> Iterator[str]:
        count, unit = _number(self._cell(line, "count")), self._unit(line)
        verb = "采购" if _BOUGHT.search(self._about) and not _BOUGHT.search(name) else ""
        if count and unit:
            number = f"{format_number(count)}{unit}"
            yield f"{verb}{number}{name}" if name[-1].isascii() else f"{verb}{name}{number}"
        price, whole = _number(self._cell(line, "price")), _number(self._cell(line, "sum"))
        if price and unit:
            yield f"{name}每{unit}{format_number(price)}{self._money('price')}"
        if whole and not (count == 1 and price):
            yield f"{name}{format_number(whole)}{self._money('sum')}"
        when = self._cell(line, "when")
        if re.search(r"\d月|季度|年底", when):
            yield f"{when.removesuffix('完成')}完成{name}"

    def _unit(self, line: Sequence[str]) -> str:
        own = re.fullmatch(rf"{_NUMBER.pattern}([\u4e00-\u9fff]{{1,3}})", self._cell(line, "count"))
        heading = _COUNT.match(self._heading("count"))
        return (own[1] if own else "") or self._cell(line, "measure") or (heading["unit"] or "" if heading else "")

    def _money(self, part: str) -> str:
        found = _MONEY_UNIT.findall(self._heading(part)) or _MONEY_UNIT.findall(self._about)
        return str(found[-1]) if found else "元"

    def _heading(self, part: str) -> str:
        column = self._columns.get(part)
        return self._lines[self._top][column] if column is not None else ""

    def _cell(self, line: Sequence[str], part: str) -> str:
        column = self._columns.get(part)
        return squeeze(line[column]) if column is not None and column < len(line) else ""


def _number(text: str) -> Decimal | None:
    match = _NUMBER.match(text)
    try:
        return Decimal(match[0].replace(",", "")) if match else None
    except InvalidOperation:
        return None
