"""Of which budget year a row of a list is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.batch.lists.budget_headings import BudgetColumn
from assistant.batch.lists.years import Titles, years_in_heading
from assistant.drafting.request import budget_year, year_in

BY_ROW, BY_PROJECT, BY_DATE = "预算年度栏", "项目名称", ""
"""Places that a year is known from; `BY_DATE` is none: it is the year that people draft for today."""


@dataclass(frozen=True)
class BudgetYear:
    """The budget year of a row, and the place it is known from, for people; see `BY_ROW`."""

    year: int
    place: str


class YearReader:
    """Says of which year the rows of a list are."""

    def __init__(self, columns: Sequence[BudgetColumn], money: Iterable[str], titles: Titles, today: date) -> None:
        """Of a list with these budgets, these headings of other money, and this over it; what nobody names follows from today."""
        self._headings = {column.year: column.heading for column in columns if column.year is not None}
        latest = max((year for heading in money for year in years_in_heading(heading)), default=0)
        self._sure = all(column.whole or (column.year is not None and column.year >= latest) for column in columns)
        self._titles, self._today = titles, today

    def of(self, said: int | None, name: str) -> BudgetYear:
        """The year of a row that says this of it, and of a project of this name.

        A title has the last word even where no budget is of its year: that has to be put right, for the money of another year would
        be taken otherwise.
        """
        if said is not None:
            return BudgetYear(said, BY_ROW)
        own, now = year_in(name), budget_year(self._today)
        titled = [year for year in self._titles.years if year in self._headings] or self._titles.years
        if titled:
            of_several = next((year for year in (own, now) if year in titled), None)
            return BudgetYear(of_several or titled[0], self._titles.place)
        if own is not None and (own in self._headings or not self._headings):
            return BudgetYear(own, BY_PROJECT)
        if now not in self._headings and len(self._headings) == 1 and self._sure:
            ((year, heading),) = self._headings.items()
            return BudgetYear(year, f"表头「{heading}」")
        return BudgetYear(now, BY_DATE) if now in self._headings or own is None else BudgetYear(own, BY_PROJECT)

    def tell(self, year: BudgetYear, name: str) -> str | None:
        """A sentence on a year that nobody wrote into the row, and that is not the one which would be taken without the list."""
        if year.place in (BY_ROW, BY_PROJECT, BY_DATE) or year.year == (year_in(name) or budget_year(self._today)):
            return None
        return f"预算年度 {year.year} 取自{year.place}，请核对；不对的话，请加一栏预算年度写明"
