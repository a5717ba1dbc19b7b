"""Headings that say a budget: of which year, at which stage, and whether they may be a total of several years."""

import re
from dataclasses import dataclass
from enum import IntEnum

from assistant.batch.lists.years import SPAN, years_in_heading

_NOW = r"本年|当年|今年|明年|下一?年|全年|年初|(?<![分各逐])年度|其中"
_A_YEAR = r"(?:20)?\d\d年度?|20\d\d|本年度?|当年度?|今年|明年|下一?年度?"
_TIME = rf"{SPAN}|{_A_YEAR}|全年|年初|[分各逐]年度?|年度"
_APPROVED = "审定|审核意见|审核|审批|批复|批准|下达|核定|核准|评审|控制|二下"
_ASKED = "送审|申报|申请|测算|上报|报送|建议(?!安排)|估算|需求|一上|二上"
_STAGE = f"{_APPROVED}|{_ASKED}|(?:建议)?安排"
_SUM = "金额|总额|总计|合计|小计|数额?|额度?|规模"
_MONEY = "预算|资金|经费|费用|开支|金额|投资|投入|概算"
MONEY = (
    rf"(?:{_TIME}|项目|支出|部门(?=预算)|(?:部门|单位)(?={_ASKED})|人大(?=批)|已(?=批[复准]|核[定准]|审|评审)|{_STAGE}"
    rf"|拟|本次|财政|计划|概算|所需|总)*(?:{_MONEY})(?:{_SUM}|{_STAGE}|预算|计划|总投资|[分各逐]年度?|20\d\d年?度?)*"
)
"""A heading of money that is the budget, or may be: with its year, its stage, and words for sums."""


class Wording(IntEnum):
    """By what words a heading says a budget, the surest first."""

    BUDGET = 0
    OF_BUDGET = 1
    """预算 with its year, its stage and the like."""
    OF_MONEY = 2
    """Another word for money: 资金, 经费, 投资."""
    OF_TREASURY = 3
    """Only what the treasury gives."""
    STAGE = 4
    """A stage and a sum: 审定数, 部门申报额."""
    YEAR_AND_STAGE = 5
    """2026年申报."""
    YEAR = 6
    """2026年: money only where something else beside it is."""
    PURCHASE = 7
    """What is to be bought, which may be a part of the budget."""
    SUM = 8
    """合计: money only beside its parts."""


_PARTED = (
    rf"(?:{_TIME}|项目)*(?:(?:资金|经费)(?:来源|筹措|渠道)(?:构成|情况|方案|方式)?"
    rf"|支出(?:规划|计划|安排|需求))(?:(?:{_SUM})+|(?:20)?\d\d年度?)"
)
"""What is money by the sum, or the year, that stands below it."""
_WORDINGS = {
    Wording.BUDGET: "(?:预算|总预算)(?:金额|总额|数|额)?",
    Wording.OF_BUDGET: f"(?=.*预算){MONEY}",
    Wording.OF_MONEY: f"(?!.*财政(?:资金|经费|投入|投资)){MONEY}|{_PARTED}",
    Wording.OF_TREASURY: MONEY,
    Wording.STAGE: rf"(?:{_TIME}|项目|财政|人大|部门|单位|拟|本次)*(?:{_STAGE})+(?:{_SUM})",
    Wording.YEAR_AND_STAGE: rf"(?:{_A_YEAR})(?:项目|财政|人大|部门|单位)*(?:{_STAGE})+",
    Wording.YEAR: rf"(?:{_A_YEAR})(?:(?:(?:支出|用款)?计划)?(?:{_SUM})?)",
    Wording.SUM: "(?:金额|资金)?(?:[合总共小]计)(?:金额)?",
    Wording.PURCHASE: rf"(?:{_TIME}|项目|支出)*(?:政府|集中)?采购(?:项目)?(?:{_MONEY})(?:{_SUM})*",
}
_PATTERNS = {wording: re.compile(f"(?:其中)?(?:{pattern})") for wording, pattern in _WORDINGS.items()}
_OTHER = "决算|执行|上一?年|去年|往年|以前年|支出数|累计|结转|结余|后续"
_OTHER_THAN_BUDGET = re.compile(f"{_OTHER}|实际|已(?!批[复准]|核[定准]|审|评审)")
_OTHER_IN_BRACKETS = re.compile(_OTHER)
_LIMITING = re.compile("[含扣除减剔外未]")
"""In brackets: what a budget holds or does not, and not what else it is."""
_BRACKETED = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_TOTAL = re.compile(rf"{SPAN}|总预算|总概算|概算|总投[资入]|总金额|总额|总经费|总费用|总资金|[合总]计")
_LONG_TERM = re.compile(rf"{SPAN}|总预算|概算|总投[资入]")


@dataclass(frozen=True)
class BudgetColumn:
    """A column that may say the budget.

    Attributes:
        heading: as it stands in the list.
        unit: of its amounts, where the heading states one.
        year: the one that the heading names.
        whole: whether it may be a total of several years.
        long_term: whether it is likely to be one.
        stage: 0 for what was approved, 2 for what was asked for, 1 for neither.
        of_a_year: whether it says of which year it is.
    """

    column: int
    heading: str
    unit: str | None
    year: int | None
    whole: bool
    long_term: bool
    stage: int
    of_a_year: bool
    wording: Wording

    @property
    def rank(self) -> tuple[int, ...]:
        """The lower, the rather it is the budget; where two have the same, nothing says which of them is."""
        return int(self.whole), self.stage, int(not self.of_a_year), int(self.wording)

    @property
    def may_hold_words(self) -> bool:
        """Whether something else than amounts may stand below: what is done in a year, how far it was approved."""
        return self.wording in (Wording.YEAR_AND_STAGE, Wording.YEAR)


def read_budget_heading(column: int, heading: str, full: str, plain: str, unit: str | None) -> BudgetColumn | None:
    """What a heading says of a budget; None where it says something else.

    Args:
        column: that it stands over.
        heading: as it stands in the list.
        full: without blanks, but with what stands in brackets, such as a year.
        plain: without both.
        unit: of money that it states.
    """
    wording = next((wording for wording, pattern in _PATTERNS.items() if pattern.fullmatch(plain)), None)
    if wording is None or _is_other(full):
        return None
    years = {*years_in_heading(full)}
    several = len(years) > 1 or re.search(SPAN, full) is not None
    of_a_year = not several and (bool(years) or re.search(_NOW, full) is not None)
    whole = several or (not of_a_year and _TOTAL.search(plain) is not None)
    stage = 0 if re.search(_APPROVED, full) else 2 if re.search(_ASKED, full) else 1
    year = years.pop() if len(years) == 1 and not several else None
    long_term = several or (whole and _LONG_TERM.search(plain) is not None)
    return BudgetColumn(column, " ".join(heading.split()), unit, year, whole, long_term, stage, of_a_year, wording)


def is_of_other_time(heading: str, year: int) -> bool:
    """Whether a heading is of money that was spent, is left, or is of another year than this."""
    return _OTHER_THAN_BUDGET.search(heading) is not None or not {*years_in_heading(heading)} <= {year}


def _is_other(full: str) -> bool:
    """Whether a heading is of money that was spent, is left, or of another time; what it only leaves out (不含上年结转) is no such."""
    bracketed = [text for text in _BRACKETED.findall(full) if not _LIMITING.search(text)]
    return _OTHER_THAN_BUDGET.search(_BRACKETED.sub("", full)) is not None or any(map(_OTHER_IN_BRACKETS.search, bracketed))
