"""Where the money of a listed project comes from, by all columns of its list that say something of it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import product

from assistant.batch.lists.amounts import is_money, is_nothing, money_unit, read_amount, tidy
from assistant.batch.lists.budgets import Budget
from assistant.batch.lists.columns import Columns, Source
from assistant.batch.lists.notices import Notices
from assistant.batch.lists.sheet import Line
from assistant.batch.lists.source_headings import Kind
from assistant.errors import InputError
from assistant.goals import Funding
from assistant.goals.money import format_amount

_LEFT = "目标表里的财政资金、其他资金留空，请核对后补上"
_UNREAD = f"资金来源里有看不懂的金额，{_LEFT}"
_PARTLY = "只写了一项资金来源，不到预算，目标表里另一项留空，请核对"
_SHARES: dict[Kind, Kind] = {
    "fiscal": "fiscal",
    "level": "fiscal",
    "account": "fiscal",
    "assumed": "fiscal",
    "other": "other",
    "own": "other",
}
"""Which of the two that a table names a source belongs to."""
_Amounts = Sequence[tuple[Source, Decimal]]


class FundingReader:
    """Reads the sources of a list's rows, and gathers what people should know of them all."""

    def __init__(self, columns: Columns, unit: str | None, notices: Notices) -> None:
        """Of a list with these columns, in which amounts are in `unit` where no heading says otherwise."""
        self._columns, self._unit, self._notices = columns, unit, notices
        kinds = sorted(source.kind for source in columns.sources)
        self._whole = kinds in (["fiscal"], ["other"], ["fiscal", "other"])
        self._assumed: dict[str, None] = {}

    def read(self, line: Line, budget: Budget, year: int, faults: list[str]) -> Funding | None:
        """What a row of this year says; None where nothing is certain. Only what is surely all there is may be at fault with the budget."""
        try:
            amounts = self._amounts(line, year)
        except InputError:
            self._notices.add(_UNREAD, line.number)
            return None
        if not amounts or (all(source.kind == "own" for source, _ in amounts) and not any(amount for _, amount in amounts)):
            return None
        funding = funding_of([(source.kind, amount) for source, amount in amounts], budget.yuan)
        if funding is not None:
            self._assumed |= dict.fromkeys(source.heading for source, amount in amounts if source.kind == "assumed" and amount)
        elif not self._whole or self._speaks_of_more(line, budget):
            unread = self._unread(line, budget, amounts, year)
            self._notices.add(f"{_mismatch(amounts, budget.yuan)}，{unread}{_LEFT}", line.number)
        elif len(amounts) > 1 or amounts[0][1] > budget.yuan:
            faults.append(f"{_mismatch(amounts, budget.yuan)}，请核对这几栏，合计应等于预算。")
        else:
            self._notices.add(_PARTLY, line.number)
            ((source, amount),) = amounts
            return Funding(fiscal_yuan=amount) if source.kind == "fiscal" else Funding(other_yuan=amount)
        return funding

    def said_by(self, funding: Funding | None, year: int) -> Sequence[int]:
        """The columns that say nothing beyond the funding of a row: the only one read of a share, if it is 财政资金 or 其他资金."""
        shares = [_SHARES[source.kind] for source in self._of_year(year)]
        wholes = [source for source in self._of_year(year) if source.kind in ("fiscal", "other") and shares.count(source.kind) == 1]
        return [source.column for source in wholes] if funding is not None else []

    def tell(self) -> None:
        """Say what was taken for money of the treasury though its heading does not say so."""
        if self._assumed:
            named = "」「".join(self._assumed)
            self._notices.add(f"「{named}」算作财政资金；不是财政资金的，请把表头改为 其他资金")

    def _amounts(self, line: Line, year: int) -> _Amounts:
        """What stands in the columns of sources; one that is empty says nothing."""
        found = []
        for source in self._of_year(year):
            if text := tidy(line.cells.get(source.column, "")):
                amount = Decimal(0) if is_nothing(text) else read_amount(text, source.unit or self._unit, source.heading)
                found.append((source, amount))
        return found

    def _of_year(self, year: int) -> Sequence[Source]:
        return [source for source in self._columns.sources if source.year in (None, year)]

    def _unread(self, line: Line, budget: Budget, amounts: _Amounts, year: int) -> str:
        """The money beside the sources that is no larger than what they lack, and may be another one."""
        lacking = budget.yuan - sum((amount for _, amount in amounts), Decimal(0))
        columns = self._columns.beside_sources(year)
        found = {heading: amount for heading, column in columns.items() if (amount := self._amount_in(line, column, heading)) is not None}
        named = "、".join(f"「{heading}」{format_amount(amount)}" for heading, amount in found.items() if amount <= lacking)
        return f"{named} 没有认作资金来源，是的话请在表头写明，例如 上级补助 或 自筹资金；" if named else ""

    def _amount_in(self, line: Line, column: int, heading: str) -> Decimal | None:
        text = tidy(line.cells.get(column, ""))
        try:
            return read_amount(text, money_unit(heading) or self._unit, heading) if is_money(text) else None
        except InputError:
            return None

    def _speaks_of_more(self, line: Line, budget: Budget) -> bool:
        return any(is_money(line.cells.get(column, "")) for column in self._columns.of_money if column != budget.column)


def _mismatch(amounts: _Amounts, budget: Decimal) -> str:
    """The sources one by one, what they come to, and by how much that is not the budget."""
    named = "、".join(f"「{source.heading}」{format_amount(amount)}" for source, amount in amounts)
    total = sum((amount for _, amount in amounts), Decimal(0))
    apart = f"{'多' if total > budget else '少'} {format_amount(abs(total - budget))}"
    added = f"相加是 {format_amount(total)}，" if len(amounts) > 1 else ""
    told = (
        f"{added}比预算 {format_amount(budget)} {apart}"
        if total != budget
        else f"有几种算法都是预算 {format_amount(budget)}，分不清该算哪几栏"
    )
    return f"资金来源（{named}）{told}"


def funding_of(amounts: Sequence[tuple[Kind, Decimal]], budget: Decimal) -> Funding | None:
    """The sources that make the budget; None where they do not, or could in two ways.

    Parts are added up. Where their whole is named too, they may stand within it (财政资金，其中上级补助) or beside it (财政资金，上年结转):
    what is meant is what makes the budget.
    """
    sums: dict[Kind, Decimal] = {}
    for kind, amount in amounts:
        sums[kind] = sums.get(kind, Decimal(0)) + amount
    ways = product(_ways(sums, "fiscal", ("account", "level", "assumed")), _ways(sums, "other", ("own",)))
    found = {(fiscal, other) for fiscal, other in ways if (fiscal or 0) + (other or 0) == budget}
    return next((Funding(fiscal_yuan=fiscal, other_yuan=other) for fiscal, other in found), None) if len(found) == 1 else None


def _ways(sums: Mapping[Kind, Decimal], whole: Kind, parts: Sequence[Kind]) -> set[Decimal | None]:
    """What a share may come to in all: each kind of parts lies within what was named before, as far as it fits there, or beside it."""
    ways: set[Decimal | None] = {sums.get(whole)}
    for part in parts:
        if part in sums:
            within = {way for way in ways if way is not None and way >= sums[part]}
            ways = {*within, *((way or Decimal(0)) + sums[part] for way in ways)}
    return ways
