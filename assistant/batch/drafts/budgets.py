"""Which column of a list says the budget of a row: that of its year, as approved before as asked for, never a total of several years."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.batch.drafts.amounts import MONEY_UNIT, is_bare, read_amount, tidy
from assistant.batch.drafts.notices import Notices
from assistant.batch.drafts.sheet import Line
from assistant.drafting.request import budget_year, year_in
from assistant.errors import InputError
from assistant.goals.money import format_amount

_YEAR = re.compile(r"(?<!\d)(?:20)?(\d\d)年|(?<!\d)20(\d\d)(?!\d)")
_NOW = r"本年|当年|今年|明年|下一?年|全年|年初|年度|其中"
_SPAN = r"20\d\d年?[-—–~～至]20\d\d年?|[二三四五]年"
_TIME = rf"{_SPAN}|(?:20)?\d\d年度?|20\d\d|(?:本|当)年度?|今年|明年|下一?年度?|全年|年初|年度"
_APPROVED = "审定|审核意见|审核|审批|批复|批准|下达|核定|核准|评审|控制|二下"
_ASKED = "送审|申报|申请|测算|上报|报送|建议|估算|需求|一上|二上"
_STAGE = f"{_APPROVED}|{_ASKED}|安排"
_SUM = "金额|总额|总计|合计|小计|数额?|额度?|规模"
MONEY = (
    rf"(?:{_TIME}|项目|支出|部门(?=预算)|(?:部门|单位)(?={_ASKED})|人大(?=批)|{_STAGE}|拟|本次|财政|计划|概算|所需|总)*"
    rf"(?:预算|资金|经费|金额|投资|投入)(?:{_SUM}|{_STAGE}|预算|计划|总投资)*"
)
"""A heading of money that is the budget, or may be: with its year, its stage, and words for sums."""
_PATTERNS = (
    "(?:预算|总预算)(?:金额|总额|数|额)?",
    f"(?:其中)?(?=.*预算){MONEY}",
    f"(?:其中)?(?!.*财政(?:资金|经费|投入|投资)){MONEY}",
    f"(?:其中)?{MONEY}",
    rf"(?:其中)?(?:{_TIME}|项目|财政|人大|部门|单位)*(?:{_STAGE})+(?:{_SUM})",
)
"""The surest first."""
_OF_TREASURY = 3
"""The one that only what the treasury gives comes down to."""
_NEVER = re.compile("决算|执行|上一?年|去年|往年|以前年|支出数|实际|已|累计|结转|结余|后续")
_WHOLE = re.compile(rf"{_SPAN}|总预算|总投[资入]|总金额|总额|总经费|总资金|[合总]计")


@dataclass(frozen=True)
class BudgetColumn:
    """A column that may say the budget.

    Attributes:
        heading: as it stands in the list.
        unit: of its amounts, where the heading states one.
        year: the one that the heading names.
        whole: whether it may be a total of several years.
        stage: 0 for what was approved, 2 for what was asked for, 1 for neither.
        of_a_year: whether it says of which year it is.
        sure: which of `_PATTERNS` it has.
    """

    column: int
    heading: str
    unit: str | None
    year: int | None
    whole: bool
    stage: int
    of_a_year: bool
    sure: int

    @property
    def rank(self) -> tuple[int, ...]:
        """The lower, the rather it is the budget; where two have the same, nothing says which of them is."""
        return int(self.whole), self.stage, int(not self.of_a_year), self.sure

    @property
    def is_of_treasury(self) -> bool:
        """Whether it says no more than what the treasury gives."""
        return self.sure == _OF_TREASURY


def read_budget_heading(column: int, heading: str, full: str, plain: str, unit: str | None) -> BudgetColumn | None:
    """What a heading says of a budget; None where it says something else.

    Args:
        column: that it stands over.
        heading: as it stands in the list.
        full: without blanks, but with what stands in brackets, such as a year.
        plain: without both.
        unit: of money that it states.
    """
    sure = next((at for at, pattern in enumerate(_PATTERNS) if re.fullmatch(pattern, plain)), None)
    if sure is None or _NEVER.search(re.sub(r"\(含[^)]*\)", "", full)):
        return None
    years = {2000 + int(first or second) for first, second in _YEAR.findall(full)}
    several = len(years) > 1 or re.search(_SPAN, full) is not None
    of_a_year = not several and (bool(years) or re.search(_NOW, full) is not None)
    whole = several or (not of_a_year and _WHOLE.search(plain) is not None)
    stage = 0 if re.search(_APPROVED, full) else 2 if re.search(_ASKED, full) else 1
    year = years.pop() if len(years) == 1 and not several else None
    return BudgetColumn(column, " ".join(heading.split()), unit, year, whole, stage, of_a_year, sure)


def bare_year(text: str) -> list[int]:
    """The years that a heading or a line above the table names."""
    return [2000 + int(first or second) for first, second in _YEAR.findall(re.sub(MONEY_UNIT, "", text))]


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

    def __init__(self, columns: Sequence[BudgetColumn], unit: str | None, above: Sequence[int], today: date) -> None:
        """Of a list in `unit` where no heading says otherwise, with these years in the lines above it."""
        self._columns, self._unit, self._above, self._today = sorted(columns, key=lambda column: column.rank), unit, above, today
        self.bare = False
        self.taken: dict[str, None] = {}

    def year(self, said: int | None, name: str) -> int | None:
        """The budget year of a row that says this of it; of one that says nothing what the headings tell, where they do."""
        named = {column.year for column in self._columns if column.year is not None}
        if said is not None or not named:
            return said
        wanted = (*self._above, year_in(name), budget_year(self._today))
        only = len(named) == 1 and all(column.year is not None or column.whole for column in self._columns)
        return next((year for year in wanted if year in named), next(iter(named)) if only else None)

    def read(self, line: Line, year: int, faults: list[str], notices: Notices) -> Budget | None:
        """The budget of a row of this year; None where there is none, which is a fault."""
        live = [column for column in self._columns if column.year in (None, year)]
        others = [column for column in self._columns if column not in live]
        if not live or (live[0].whole and others):
            faults.append(f"{_quoted(others)}不是 {year} 年的预算，请核对预算年度，或把 {year} 年那一栏的表头写成 {year}年预算。")
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
        return budget

    def _tell(self, line: Line, best: BudgetColumn, pool: Sequence[BudgetColumn], budget: Budget, notices: Notices) -> None:
        """Which column was taken, and which not though it says something else."""
        empty = [column for column in pool[: pool.index(best)] if column.rank != best.rank]
        if empty:
            notices.add(f"{_quoted(empty)}栏是空的，预算取自「{best.heading}」栏，请核对", line.number)
            return
        passed = [column for column in self._columns if column is not best and self._differs(line, column, budget.yuan)]
        if passed:
            text = f"预算取自「{best.heading}」栏，没有取{_quoted(passed)}栏；不对的话，请删去不是预算的栏再试"
            notices.add(text, line.number, chosen=True)

    def _differs(self, line: Line, column: BudgetColumn, budget: Decimal) -> bool:
        try:
            return bool(tidy(line.cells.get(column.column, ""))) and self._amount(line, column) != budget
        except InputError:
            return False

    def _amount(self, line: Line, column: BudgetColumn) -> Decimal:
        return read_amount(tidy(line.cells.get(column.column, "")), self._unit_of(column), "预算")

    def _unit_of(self, column: BudgetColumn) -> str | None:
        return column.unit or self._unit


def _quoted(columns: Sequence[BudgetColumn]) -> str:
    return "、".join(f"「{column.heading}」" for column in columns)
