"""What others think of a listed project, as far as it is against its budget: that is for people to settle, and told."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from decimal import Decimal

from assistant.batch.lists.amounts import MONEY_UNIT, is_money, read_amount, tidy
from assistant.batch.lists.columns import Columns
from assistant.batch.lists.notices import Notices
from assistant.batch.lists.sheet import Line
from assistant.errors import InputError
from assistant.goals.money import format_amount, parse_amount

_AMOUNT = re.compile(rf"\d[\d,.]*(?:{MONEY_UNIT}|[十百千]?万)(?![×xX*/])")
_PRICE = re.compile("(?:每.{1,3}|人均|户均|单价)$")
_AGAINST = re.compile(
    "不(?:同意|予|宜|通过|安排|支持|列入|合格)|缓[议办批]|暂[缓不]|压[减缩]|[核调削]减|退回|撤销|取消|剔除|重新(?:申报|测算|论证)"
)
_SHOWN = 30


class OpinionReader:
    """Reads what stands in the columns of opinions, and in those of calculations where that is nothing but an amount."""

    def __init__(self, columns: Columns, headings: Mapping[int, str], unit: str | None, notices: Notices) -> None:
        """Of a list in which amounts are in `unit` where nothing says otherwise."""
        self._columns, self._unit, self._notices = columns, unit, notices
        self._headings = {column: " ".join(heading.split()) for column, heading in headings.items()}

    def tell(self, line: Line, budget: Decimal) -> None:
        """Say what in a row is against its budget."""
        for column, text in self._said(line):
            if any(amount != budget for amount in _amounts(text)) and budget not in _amounts(text):
                self._add(line, column, text, f"，与预算 {format_amount(budget)} 不同")
            elif _AGAINST.search(text):
                self._add(line, column, text, "")
        for column in self._columns.calculations:
            text = tidy(line.cells.get(column, ""))
            if is_money(text) and self._differs(text, budget):
                self._add(line, column, text, f"，与预算 {format_amount(budget)} 不同")

    def _said(self, line: Line) -> Iterator[tuple[int, str]]:
        for column in self._columns.opinions:
            if text := " ".join(line.cells.get(column, "").split()):
                yield column, text

    def _differs(self, text: str, budget: Decimal) -> bool:
        try:
            return read_amount(text, self._unit, "") != budget
        except InputError:
            return False

    def _add(self, line: Line, column: int, text: str, apart: str) -> None:
        said = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}……"
        self._notices.add(f"「{self._headings[column]}」栏写的是「{said}」{apart}，照样按预算起草，请核对", line.number)


def _amounts(text: str) -> list[Decimal]:
    text = unicodedata.normalize("NFKC", text)
    whole = (match[0] for match in _AMOUNT.finditer(text) if not _PRICE.search(text[: match.start()]))
    return [amount for said in whole if (amount := parse_amount(said)) is not None]
