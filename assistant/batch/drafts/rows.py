"""The rows of a list below its headings: each checked on its own, with all that is to be told of it."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from assistant.batch.drafts.amounts import is_bare, is_money, money_unit, tidy
from assistant.batch.drafts.budgets import Budget, BudgetReader, bare_year
from assistant.batch.drafts.columns import Columns, Field, read_headings
from assistant.batch.drafts.funding import FundingReader
from assistant.batch.drafts.listed import ListedProject, ListFacts, RefusedRow
from assistant.batch.drafts.notices import Notices
from assistant.batch.drafts.purposes import PurposeReader
from assistant.batch.drafts.sheet import Line, Sheet
from assistant.drafting.request import EARLIEST_YEAR, LATEST_YEAR, budget_year, faults_of_request, make_request, year_in
from assistant.goals import Framework
from assistant.goals.money import format_amount
from assistant.goals.secrecy import is_classified
from assistant.goals.wording import squeeze

_TOTAL = re.compile(r"(?:合计|总计|小计|共计|总和)(?:[(（].*[)）])?[:：]?")
_SIGNED = re.compile(
    r"(?:(?:单位|部门|科室|财务|分管|主管|项目)?(?:填表|制表|编制|填报|经办|审核|复核|审批|负责|联系|分管|主管|领导)"
    r"(?:人|人员|单位|部门|日期|时间|领导)?|日期|注|备注|说明|盖章|公章)(?:[(（].{0,8}[)）])?[:：].*",
    re.DOTALL,
)
"""What stands below a table: who filled it in, when, and remarks on all of it."""
_ALONE: tuple[Field, ...] = ("name", "budget", "purpose", "code")
"""What a merged cell says of one row only, as the sources of money do."""
_FRAMEWORKS = (
    (re.compile("(?:三(?:大?类|分类|级分类)|three_class)(?:[(（].*)?"), Framework.THREE_CLASS),
    (re.compile("(?:四(?:大?类|分类|级分类)|four_class)(?:[(（].*)?"), Framework.FOUR_CLASS),
)
_SECRET = "标有涉密字样，没有读入，本工具不处理涉密内容，请从清单中删去，按保密规定在涉密设备上编制。"
_SMALL = Decimal(1000)
"""元. Less is hardly the budget of a project: a number of 万元 in a list in 元."""
_FAR = 5
"""Years ahead that nobody makes a budget for."""
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

    def __init__(self, sheet: Sheet, at: int, today: date) -> None:
        columns = self.columns = read_headings(sheet.headings(at))
        self._lines = [*sheet.filled_below(at, {*columns.fields.values(), *columns.extra.values()} - _alone(columns))]
        above = [text for line in sheet.lines[:at] for text in line.texts]
        unit = next((unit for text in above if "单位" in text and (unit := money_unit(text))), None)
        self._money, self._today = columns.money or unit, today
        self._extra = self._with_units(unit)
        self._notices = Notices()
        dated = [re.sub(r"20\d\d年\d+月", "", unicodedata.normalize("NFKC", text)) for text in above]
        self.budgets = BudgetReader(columns.budgets, self._money, [year for text in dated for year in bare_year(text)], today)
        self._funding, self._purposes = FundingReader(columns, self._money, self._notices), PurposeReader(columns)
        self.problems: list[str] = []
        self.classified = 0
        self.refused: list[RefusedRow] = []
        self.totals: list[Line] = []

    def read(self) -> list[ListedProject]:
        """The projects of all rows that can be drafted, without what is to be told of them."""
        rows: dict[tuple[object, ...], ListedProject] = {}
        read = list[Line]()
        for line in self._lines:
            project = self._read_line(line)
            if project is None:
                continue
            read.append(line)
            twin = rows.setdefault((project.request, project.funding, project.code, *project.extra.items()), project)
            if twin is not project:
                self._notices.add(f"第 {project.row} 行与第 {twin.row} 行完全相同，只起草一次", twin.row)
        self._tell_namesakes([*rows.values()])
        self._purposes.tell(read, self._notices)
        self._funding.tell()
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

    def _tell_namesakes(self, rows: Sequence[ListedProject]) -> None:
        first: dict[tuple[object, ...], int] = {}
        for project in rows:
            request = project.request
            earlier = first.setdefault((request.name, request.unit, request.year), project.row)
            if earlier != project.row:
                told = f"第 {project.row} 行与第 {earlier} 行是同名项目，其他内容不同，两行都会起草，请核对是否重复"
                self._notices.add(told, earlier, project.row)

    def _read_line(self, line: Line) -> ListedProject | None:
        """The project of a row; None where it is none, or cannot be drafted, which is told."""
        said = self._said(line)
        if is_classified("\n".join([*line.texts, *(f"{heading}：{text}" for heading, text in said.extra.items())])):
            self.problems.append(f"第 {line.number} 行{_SECRET}")
            self.refused.append(RefusedRow(line.number, None, _SECRET))
            self.classified += 1
            return None
        if not (said.fields.keys() & {"name", "purpose"} or self._states_budget(line)) or self._is_below(line):
            return None
        faults, of_year = list[str](), list[str]()
        name = squeeze(said.get("name"))
        year = self.budgets.year(_year(said.get("year"), self._today, of_year), name)
        meant = year or year_in(name) or budget_year(self._today)
        of = meant if EARLIEST_YEAR <= meant <= LATEST_YEAR else budget_year(self._today)
        budget = self.budgets.read(line, of, faults, self._notices)
        funding = self._funding.read(line, budget, of, faults) if budget is not None else None
        purpose, used = self._purposes.read(line)
        faults += of_year
        framework = _framework(said.get("framework"), faults)
        faults = [*faults_of_request(name, today=self._today, year=year, purpose=purpose), *faults, *self._far(meant)]
        if faults or budget is None:
            self._refuse(line, said, faults)
            return None
        self._tell_of(line, budget, meant)
        served = {budget.column, *used, *self._funding.said_by(funding)}
        extra = {heading: text for heading, text in said.extra.items() if self._extra[heading] not in served}
        unit = said.fields.get("unit")
        request = make_request(name, budget.yuan, today=self._today, unit=unit, year=year, purpose=purpose, framework=framework)
        return ListedProject(line.number, request, extra, funding=funding, code=squeeze(said.get("code")) or None)

    def _said(self, line: Line) -> _Said:
        fields = {field: line.cells[column] for field, column in self.columns.fields.items() if column in line.cells}
        return _Said(fields, {heading: line.cells[column] for heading, column in self._extra.items() if column in line.cells})

    def _states_budget(self, line: Line) -> bool:
        return any(budget.column in line.cells for budget in self.columns.budgets)

    def _is_below(self, line: Line) -> bool:
        """Whether a line is a sum, or stands below the table: no project, which is told."""
        total = any(_TOTAL.fullmatch(squeeze(text)) for text in line.texts[:2])
        amounts = any(is_money(line.cells.get(budget.column, "")) for budget in self.columns.budgets)
        if not total and (amounts or not _SIGNED.fullmatch(squeeze(line.texts[0]))):
            return False
        self.totals.append(line)
        self._notices.add(f"第 {line.number} 行是{'合计' if total else '填表说明或落款'}，没有作为项目")
        return True

    def _refuse(self, line: Line, said: _Said, faults: Sequence[str]) -> None:
        self.problems += [f"第 {line.number} 行：{fault}" for fault in faults]
        name, unit = squeeze(said.get("name")) or None, squeeze(said.get("unit")) or None
        self.refused.append(RefusedRow(line.number, name, "".join(faults), unit, said.extra))

    def _tell_of(self, line: Line, budget: Budget, year: int) -> None:
        if year < self._today.year:
            self._notices.add(f"第 {line.number} 行的预算年度 {year} 已经过去，照样起草，请核对", line.number)
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


def _year(text: str, today: date, faults: list[str]) -> int | None:
    text = squeeze(unicodedata.normalize("NFKC", text))
    if not text:
        return None
    match = re.fullmatch(r"(\d{1,4})(?:\.0+)?\s*(?:年度?)?(?:预算)?", text) or re.match(r"((?:19|20)\d\d)[-/年.]", text)
    if match is None:
        faults.append(f"看不懂预算年度「{text[:20]}」，请写四位年份，例如 {today.year + 1}。")
        return None
    return int(match[1])


def _framework(text: str, faults: list[str]) -> Framework | None:
    plain = re.sub(r"\s", "", text)
    if not plain:
        return None
    found = next((framework for pattern, framework in _FRAMEWORKS if pattern.fullmatch(plain)), None)
    if found is None:
        faults.append(f"看不懂指标框架「{text[:20]}」，请写三分类或四分类，或者留空。")
    return found
