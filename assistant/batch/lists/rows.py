"""The rows of a list below its headings: each checked on its own, with all that is to be told of it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from assistant.batch.lists.amounts import is_bare, is_money, money_unit, tidy
from assistant.batch.lists.budget_years import BudgetYear, YearReader
from assistant.batch.lists.budgets import Budget, BudgetReader
from assistant.batch.lists.cells import read_framework, read_year
from assistant.batch.lists.columns import Columns, Field
from assistant.batch.lists.deadlines import DeadlineReader
from assistant.batch.lists.funding import FundingReader
from assistant.batch.lists.heads import Head
from assistant.batch.lists.listed import ListedProject, ListFacts, RefusedRow
from assistant.batch.lists.notices import Notices, in_words
from assistant.batch.lists.offices import is_plain_office, office_above
from assistant.batch.lists.opinions import OpinionReader
from assistant.batch.lists.purposes import PurposeReader
from assistant.batch.lists.sheet import Line
from assistant.batch.lists.units import Units
from assistant.batch.lists.unlisted import groups_of, remarks_below, said_to_be, titles_of_groups
from assistant.batch.lists.years import read_titles
from assistant.drafting.request import EARLIEST_YEAR, LATEST_YEAR, budget_year, faults_of_request, make_request
from assistant.goals.money import format_amount
from assistant.goals.secrecy import is_classified
from assistant.goals.wording import squeeze
from assistant.reading.formats.office.sheet_parts import column_letters

_ALONE: tuple[Field, ...] = ("name", "budget", "purpose", "code")
"""What a merged cell says of one row only, as the sources of money do."""
_SECRET = "标有涉密字样，没有读入，本工具不处理涉密内容，请从清单中删去，按保密规定在涉密设备上编制。"
_SMALL = Decimal(1000)
"""元. Less is hardly the budget of a project: a number of 万元 in a list in 元."""
_FAR = 5
"""Years ahead that nobody makes a budget for."""
_NAMESAKE = "是同名项目，其他内容不同，两行都会起草，请核对是否重复"
_NO_AMOUNT = re.compile("率|比|%")


@dataclass(frozen=True)
class _Said:
    """What a row says, before it is judged."""

    fields: Mapping[Field, str]
    extra: Mapping[str, str]

    def get(self, field: Field) -> str:
        """The text of a field."""
        return self.fields.get(field, "")


class RowReader:
    """Reads the rows below the headings, and gathers what is to be told.

    Attributes:
        totals: the lines that are sums or signatures.
    """

    def __init__(self, head: Head, file: str, today: date) -> None:
        self._head, columns = head, head.columns
        repeated = {*columns.fields.values(), *columns.extra.values()} - _alone(columns)
        self._lines, self._today = [*head.sheet.filled_below(head.last, repeated)], today
        self._units = Units(head.headings, [*head.above, *remarks_below(self._lines)], self._lines)
        columns = self.columns = self._units.columns
        self._extra = self._with_units(self._units.stated)
        self._notices = Notices()
        budgets = [budget for budget in columns.budgets if not budget.may_hold_words or self._has_amounts(budget.column)]
        self.budgets = BudgetReader(budgets or columns.budgets, self._units.otherwise)
        titles = read_titles({"表头上方的文字": head.above, "工作表名称": [head.sheet.title], "文件名": [file]})
        money = [head.headings[column] for column in (*columns.of_money, *(source.column for source in columns.sources))]
        self._years = YearReader(budgets, money, titles, today)
        self._funding, self._purposes = FundingReader(columns, self._units.otherwise, self._notices), PurposeReader(columns)
        self._deadlines = DeadlineReader(columns, head.headings, self._notices)
        self._opinions = OpinionReader(columns, head.headings, self._units.otherwise, self._notices)
        self._office = None if "unit" in columns.fields else office_above(head.above)
        self._titles = titles_of_groups(self._lines, columns)
        self._left_out: dict[str, list[int]] = {}
        self.problems: list[str] = []
        self.classified = 0
        self.refused: list[RefusedRow] = []
        self.totals: list[Line] = []

    def read(self) -> list[ListedProject]:
        """The projects of all rows that can be drafted, without what is to be told of them."""
        rows: dict[tuple[object, ...], ListedProject] = {}
        read = list[Line]()
        for line, project in self._without_sums([(line, project) for line in self._lines if (project := self._read_line(line))]):
            read.append(line)
            twin = rows.setdefault((project.request, project.funding, project.code, *project.extra.items()), project)
            if twin is not project:
                told = f"第 {project.row} 行与第 {twin.row} 行完全相同，只起草一次"
                self._notices.add(told, twin.row, together=(project.row, "各与前面的一行完全相同，只起草一次"))
        self._tell_left_out()
        self._tell_namesakes([*rows.values()])
        self._tell_offices()
        self._purposes.tell(read, self._notices)
        self._deadlines.tell()
        self._tell_unnamed(read)
        self._funding.tell()
        self.budgets.tell(self._notices)
        if self.budgets.bare:
            self._notices.add("预算列没有写金额单位，没有单位的数字按万元计；如果是元，请把表头改为 预算（元）")
        return [*rows.values()]

    def tell(self, projects: Sequence[ListedProject], further: Sequence[str]) -> list[ListedProject]:
        """The projects with all that is to be told of each, the first with what is to be told of the list, `further` included."""
        self._notices.extend(further)
        self._notices.settle([project.row for project in projects])
        told = [replace(project, notices=tuple(self._notices.of_row(project.row))) for project in projects]
        facts = ListFacts(tuple(self._notices.of_list()), tuple(self._extra))
        return [replace(project, about=None if at else facts) for at, project in enumerate(told)]

    @property
    def purposes(self) -> list[int]:
        """The columns that said what is done, from left to right."""
        return sorted(self._purposes.used)

    @property
    def notices(self) -> Notices:
        """What people should know."""
        return self._notices

    def _with_units(self, unit: str | None) -> dict[str, int]:
        """The further columns by heading; amounts that count in the unit above the table say so."""
        money = {*(source.column for source in self.columns.sources if source.unit is None), *self.columns.of_money}
        named = dict[str, int]()
        for heading, column in self.columns.extra.items():
            bare = column in money and money_unit(heading) is None and not _NO_AMOUNT.search(heading)
            bare = bare and any(is_bare(tidy(line.cells.get(column, ""))) for line in self._lines)
            named[f"{heading}（{unit}）" if unit and bare else heading] = column
        return named

    def _without_sums(self, read: Sequence[tuple[Line, ListedProject]]) -> list[tuple[Line, ListedProject]]:
        """The projects without those that are the sums of the ones below them, which is told."""
        groups = groups_of([(line, project.request.budget_yuan) for line, project in read], self.columns, self._titles)
        for line in groups.doubtful:
            told = f"第 {line.number} 行像是下面几行的合计，但金额不是它们相加的，照样起草，请核对；确实是合计的，请删去这一行"
            self._notices.add(told, line.number)
        for line in groups.sums:
            self.totals.append(line)
            self._leave_out(line, "下面几行的合计")
        numbers = {line.number for line in groups.sums}
        return [(line, project) for line, project in read if line.number not in numbers]

    def _has_amounts(self, column: int) -> bool:
        return any(is_money(line.cells.get(column, "")) for line in self._lines)

    def _tell_unnamed(self, read: Sequence[Line]) -> None:
        """Say which columns hold something and have no heading."""
        columns = {column for line in read for column, text in line.cells.items() if column not in self._head.headings and text.strip()}
        if columns:
            named = "、".join(map(column_letters, sorted(columns)))
            self._notices.add(f"{named} 列有内容但没有表头，没有读入；需要的，请在表头里写明是什么")

    def _tell_namesakes(self, rows: Sequence[ListedProject]) -> None:
        first: dict[tuple[object, ...], int] = {}
        for project in rows:
            request = project.request
            earlier = first.setdefault((request.name, request.unit, request.year), project.row)
            if earlier != project.row:
                told = f"第 {project.row} 行与第 {earlier} 行{_NAMESAKE}"
                self._notices.add(told, earlier, project.row, together=(project.row, f"各与前面的一行{_NAMESAKE}"))

    def _read_line(self, line: Line) -> ListedProject | None:
        """The project of a row; None where it is none, or cannot be drafted, which is told."""
        said = self._said(line)
        if is_classified("\n".join([*line.texts, *(f"{heading}：{text}" for heading, text in said.extra.items())])):
            self.problems.append(f"第 {line.number} 行{_SECRET}")
            self.refused.append(RefusedRow(line.number, None, _SECRET))
            self.classified += 1
            return None
        if not (said.fields.keys() & {"name", "purpose"} or self._states_budget(line)) or not self._is_listed(line):
            return None
        faults, of_year = list[str](), list[str]()
        name = squeeze(said.get("name"))
        meant = self._years.of(read_year(said.get("year"), self._today, of_year), name)
        year = meant.year
        of = year if EARLIEST_YEAR <= year <= LATEST_YEAR else budget_year(self._today)
        line = self._units.complete(line, faults)
        budget = self.budgets.read(line, replace(meant, year=of), faults, self._notices)
        funding = self._funding.read(line, budget, of, faults) if budget is not None else None
        purpose, plain = self._purposes.read(line)
        purpose = self._deadlines.complete(line, purpose, of)
        faults += of_year
        framework = read_framework(said.get("framework"), faults)
        faults = [*faults_of_request(name, today=self._today, year=year, purpose=purpose), *faults, *self._far(year)]
        if faults or budget is None:
            self._refuse(line, said, faults)
            return None
        self._tell_of(line, budget, meant, name)
        self._opinions.tell(line, budget.yuan)
        served = {budget.column, *plain, *self._funding.said_by(funding, of)}
        shown = {heading: text for heading, text in said.extra.items() if self._extra[heading] in served}
        extra = {heading: text for heading, text in said.extra.items() if heading not in shown}
        unit = said.fields.get("unit", self._office)
        request = make_request(name, budget.yuan, today=self._today, unit=unit, year=year, purpose=purpose, framework=framework)
        return ListedProject(line.number, request, extra, funding=funding, code=squeeze(said.get("code")) or None, shown=shown)

    def _said(self, line: Line) -> _Said:
        fields = {field: line.cells[column] for field, column in self.columns.fields.items() if column in line.cells}
        return _Said(fields, {heading: line.cells[column] for heading, column in self._extra.items() if column in line.cells})

    def _states_budget(self, line: Line) -> bool:
        return any(budget.column in line.cells for budget in self.columns.budgets)

    def _is_listed(self, line: Line) -> bool:
        """Whether a line may be a project; what is a sum, or stands below the table, is told."""
        other = "分组标题" if line.number in self._titles else said_to_be(line, self.columns)
        if other is not None:
            self._leave_out(line, other)
        return other is None

    def _leave_out(self, line: Line, what: str) -> None:
        self.totals.append(line)
        self._left_out.setdefault(what, []).append(line.number)

    def _tell_left_out(self) -> None:
        for what, numbers in self._left_out.items():
            self._notices.add(f"第 {in_words(numbers)} 行是{what}，没有作为项目")

    def _tell_offices(self) -> None:
        """Say who was taken for whoever does the work though no heading says just that."""
        column = self.columns.fields.get("unit")
        heading = " ".join(self._head.headings[column].split()) if column is not None else ""
        if self._office is not None:
            self._notices.add(f"清单没有「实施单位」列，表头上方写的「{self._office}」作为各行的实施单位")
        elif heading and not is_plain_office(heading):
            self._notices.add(f"「{heading}」列作为实施单位；不是的话，请加一栏 实施单位")

    def _refuse(self, line: Line, said: _Said, faults: Sequence[str]) -> None:
        self.problems += [f"第 {line.number} 行：{fault}" for fault in faults]
        name, unit = squeeze(said.get("name")) or None, squeeze(said.get("unit")) or None
        self.refused.append(RefusedRow(line.number, name, "".join(faults), unit, said.extra))

    def _tell_of(self, line: Line, budget: Budget, year: BudgetYear, name: str) -> None:
        if told := self._years.tell(year, name):
            self._notices.add(told, line.number, chosen=True)
        if year.year < self._today.year:
            self._notices.add(f"第 {line.number} 行的预算年度 {year.year} 已经过去，照样起草，请核对", line.number)
        if budget.yuan < _SMALL:
            told = f"预算只有 {format_amount(budget.yuan)}，照样起草，请核对金额和单位"
            self._notices.add(told, line.number)

    def _far(self, year: int) -> list[str]:
        far = self._today.year + _FAR < year <= LATEST_YEAR
        return [f"预算年度 {year} 离现在太远，请核对后改正，例如 {budget_year(self._today)}。"] if far else []


def _alone(columns: Columns) -> set[int]:
    """The columns in which a merged cell speaks of its first row only."""
    named = {columns.fields[field] for field in _ALONE if field in columns.fields}
    return named | {source.column for source in columns.sources} | {budget.column for budget in columns.budgets} | {*columns.purposes}
