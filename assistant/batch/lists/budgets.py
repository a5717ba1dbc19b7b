"""What the budget of a row is: that of its year, as approved before as asked for, never a total of several years where there is one."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.batch.lists.amounts import is_bare, read_amount, tidy
from assistant.batch.lists.budget_headings import BudgetColumn
from assistant.batch.lists.budget_years import BY_DATE, BY_PROJECT, BY_ROW, BudgetYear
from assistant.batch.lists.notices import Notices
from assistant.batch.lists.sheet import Line
from assistant.errors import InputError
from assistant.goals.money import format_amount


@dataclass(frozen=True)
class Budget:
    """The budget of a row in 元, and the column that says it."""

    yuan: Decimal
    column: int


class BudgetReader:
    """Reads the budgets of a list's rows.

    Attributes:
        bare: whether a number was read of which nobody says the unit.
        taken: the headings of the columns that some budget was taken from.
    """

    def __init__(self, columns: Sequence[BudgetColumn], unit: str | None) -> None:
        """Of a list in `unit` where no heading says otherwise."""
        self._columns, self._unit = sorted(columns, key=lambda column: column.rank), unit
        self.bare = False
        self.taken: dict[str, None] = {}
        self._passed: dict[str, tuple[dict[int, BudgetColumn], list[int]]] = {}

    def read(self, line: Line, year: BudgetYear, faults: list[str], notices: Notices) -> Budget | None:
        """The budget of a row of this year; None where there is none, which is a fault."""
        live = [column for column in self._columns if column.year in (None, year.year)]
        others = [column for column in self._columns if column not in live]
        if not live or (live[0].whole and others):
            faults.append(_of_other_years(others, year))
            return None
        pool = [column for column in live if column.whole == live[0].whole]
        filled = [column for column in pool if tidy(line.cells.get(column.column, ""))]
        if not filled:
            faults.append(f"缺少预算金额，请{f'在{_quoted(pool[:1])}栏' if len(self._columns) > 1 else ''}填写，例如 20万元。")
            return None
        best, amounts = filled[0], dict[int, Decimal]()
        alike = [column for column in filled if column.rank == best.rank]
        try:
            amounts = {column.column: self._amount(line, column) for column in alike}
        except InputError as error:
            faults.append(str(error))
            return None
        if len(set(amounts.values())) > 1:
            named = "、".join(f"「{column.heading}」{format_amount(amounts[column.column])}" for column in alike)
            faults.append(f"{named} 都像是预算，分不清用哪一栏，请把不是预算的那一栏改名，例如 参考数。")
            return None
        self.taken[best.heading] = None
        self.bare |= self._unit_of(best) is None and is_bare(tidy(line.cells[best.column]))
        budget = Budget(amounts[best.column], best.column)
        self._tell(line, best, pool, budget, notices)
        if best.long_term:
            text = f"只有「{best.heading}」栏可取，可能是几年的合计，全部作为 {year.year} 年的预算；不对的话，请加一栏 {year.year}年预算"
            notices.add(text, line.number, chosen=True)
        return budget

    def _tell(self, line: Line, best: BudgetColumn, pool: Sequence[BudgetColumn], budget: Budget, notices: Notices) -> None:
        """Which column was taken, and which not though it says something else."""
        empty = [column for column in pool[: pool.index(best)] if column.rank != best.rank]
        if empty:
            notices.add(f"{_quoted(empty)}栏是空的，预算取自「{best.heading}」栏，请核对", line.number)
            return
        passed = [column for column in self._columns if column is not best and self._differs(line, column, budget.yuan)]
        if passed:
            columns, rows = self._passed.setdefault(best.heading, ({}, []))
            columns.update({column.column: column for column in passed})
            rows.append(line.number)

    def tell(self, notices: Notices) -> None:
        """Say which columns were taken and which not, once for all rows of the same column."""
        for heading, (columns, rows) in self._passed.items():
            text = f"预算取自「{heading}」栏，没有取{_quoted([*columns.values()])}栏；不对的话，请删去不是预算的栏再试"
            notices.add(text, *(rows if len(self.taken) > 1 else ()), chosen=True)

    def _differs(self, line: Line, column: BudgetColumn, budget: Decimal) -> bool:
        try:
            return bool(tidy(line.cells.get(column.column, ""))) and self._amount(line, column) != budget
        except InputError:
            return False

    def _amount(self, line: Line, column: BudgetColumn) -> Decimal:
        return read_amount(tidy(line.cells.get(column.column, "")), self._unit_of(column), f"「{column.heading}」栏的")

    def _unit_of(self, column: BudgetColumn) -> str | None:
        return column.unit or self._unit


def _of_other_years(columns: Sequence[BudgetColumn], year: BudgetYear) -> str:
    """What is wrong where a list has budgets of other years only, by who says of which year the row is."""
    told, rename = f"{_quoted(columns)}不是 {year.year} 年的预算", f"把 {year.year} 年那一栏的表头写成 {year.year}年预算"
    if year.place == BY_ROW:
        return f"{told}，请核对预算年度，或{rename}。"
    if year.place == BY_PROJECT:
        return f"项目名称写的是 {year.year} 年，{told}，请{rename}，或加一栏预算年度写明用哪一年。"
    if year.place == BY_DATE:
        return f"没有写明预算年度，按今天的日期是 {year.year} 年，{told}，请加一栏预算年度写明用哪一年，或{rename}。"
    return f"{year.place}写的是 {year.year} 年，{told}，请{rename}；要用别的年度的，请加一栏预算年度写明。"


def _quoted(columns: Sequence[BudgetColumn]) -> str:
    return "、".join(f"「{column.heading}」" for column in columns)
