"""Lists of projects: read from a sheet with every row checked, and all that is wrong with it told at once."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from pydantic import TypeAdapter

from assistant.batch.drafts.amounts import is_bare, money_unit, read_amount, tidy
from assistant.batch.drafts.columns import FIELD_NAMES, Field, read_headings
from assistant.batch.drafts.funding import FundingReader
from assistant.batch.drafts.sheet import Line, Sheet, sheets_of
from assistant.batch.drafts.template import EXPLANATION, write_list_template
from assistant.drafting.request import DraftRequest, faults_of_request, make_request
from assistant.errors import ClassifiedError, InputError, UnsupportedFormatError
from assistant.goals import Framework, Funding, GoalTable
from assistant.goals.secrecy import is_classified
from assistant.goals.wording import squeeze
from assistant.reading import ReadingLimits
from assistant.reading.formats.files import open_blocks
from assistant.reading.formats.kinds import SHEETS
from assistant.reading.formats.limits import DEFAULT_LIMITS, Allowance

__all__ = ["ListedProject", "ProjectList", "RefusedRow", "read_list", "write_list_template"]

_HEADING_ROWS = 30
"""Rows at the top among which the headings stand; titles and remarks come before them."""
_TOTAL = re.compile(r"(?:合计|总计|小计|共计|总和)(?:[(（].*[)）])?[:：]?")
_ALONE: tuple[Field, ...] = ("name", "budget", "purpose", "code")
"""What a merged cell says of one row only, as the sources of money do."""
_FRAMEWORKS = (
    (re.compile("(?:三(?:大?类|分类|级分类)|three_class)(?:[(（].*)?"), Framework.THREE_CLASS),
    (re.compile("(?:四(?:大?类|分类|级分类)|four_class)(?:[(（].*)?"), Framework.FOUR_CLASS),
)
_SECRET = "标有涉密字样，没有读入，本工具不处理涉密内容，请从清单中删去，按保密规定在涉密设备上编制。"
_SECRET_LIST = "标有涉密字样，清单没有读入，本工具不处理涉密内容，请按保密规定在涉密设备上编制。"


@dataclass(frozen=True)
class ListedProject:
    """A project of a list: the row of the sheet it stands in, what is asked for, and its other columns by heading.

    Attributes:
        prompt: the one that it was drafted with, where several are compared.
        funding: where the money comes from, where that is said.
        code: 项目编码.
    """

    row: int
    request: DraftRequest
    extra: Mapping[str, str]
    prompt: str | None = None
    funding: Funding | None = None
    code: str | None = None

    def complete(self, table: GoalTable) -> GoalTable:
        """A draft of it, with what the list says that no draft depends on: to change that costs nothing."""
        said = {"funding": self.funding, "project_code": self.code}
        return table.model_copy(update={name: value for name, value in said.items() if value is not None})


PROJECT: TypeAdapter[ListedProject] = TypeAdapter(ListedProject)
"""A project as it is kept."""


@dataclass(frozen=True)
class RefusedRow:
    """A row that cannot be drafted, with all its faults; it has no name where it is marked 涉密, or says none."""

    row: int
    name: str | None
    reason: str


@dataclass(frozen=True)
class ProjectList:
    """What a list says.

    Attributes:
        rows: the projects that can be drafted, in the order of the sheet.
        problems: what must be put right before the rows named can be drafted, each with its row number.
        notices: what hinders nothing but a person should know: rows that say the same, units taken for granted, what was left out.
        classified: how many rows were not read since they are marked 涉密; each is among the problems.
        refused: the rows that the problems are about.
    """

    rows: tuple[ListedProject, ...]
    problems: tuple[str, ...]
    notices: tuple[str, ...] = ()
    classified: int = 0
    refused: tuple[RefusedRow, ...] = ()


def read_list(path: Path, limits: ReadingLimits = DEFAULT_LIMITS, *, today: date) -> ProjectList:
    """The projects of a list in a workbook or a file of comma-separated values.

    A row that says the same as an earlier one in every column is drafted once; projects of one name that differ are all kept. Both are
    told as notices.

    Raises:
        UnsupportedFormatError: it is no sheet.
        InputError: it cannot be read, has no headings that name project and budget, or no project below them.
        ClassifiedError: the list as a whole is marked 涉密, above its headings, in the name of the file or of one of its sheets.
    """
    if any(map(is_classified, (path.name, path.stem))):
        raise ClassifiedError(f"文件名{_SECRET_LIST}")
    if path.suffix.lower() not in SHEETS:
        raise UnsupportedFormatError(f"「{path.name}」不是项目清单，请用 .xlsx 或 .csv 文件，可先下载清单模板填写。")
    allowance = Allowance(limits, path.name.encode("utf-8", "replace").decode())
    sheets = [sheet for sheet in sheets_of(open_blocks(path, allowance)) if sheet.title != EXPLANATION]
    if any(is_classified(sheet.title) for sheet in sheets):
        raise ClassifiedError(f"工作表的名称{_SECRET_LIST}")
    sheet, at = _find_headings(sheets, allowance.name)
    if is_classified("\n".join(text for line in sheet.lines[:at] for text in line.texts)):
        raise ClassifiedError(f"表头上方的文字{_SECRET_LIST}")
    reader = _Reader(sheet, at, today)
    rows = reader.read()
    if not rows and not reader.problems:
        raise InputError(f"「{allowance.name}」里没有项目，请在表头下面每行填写一个项目。")
    notices = [*reader.notices, *(f"{text}。" for text in allowance.left_out)]
    others = [other.title for other in sheets if other is not sheet]
    if others:
        notices.append(f"只读了工作表「{sheet.title}」，没有读「{'」「'.join(others[:5])}」，如果那里也有项目，请并到同一张工作表。")
    return ProjectList(tuple(rows), tuple(reader.problems), tuple(notices), reader.classified, tuple(reader.refused))


def _find_headings(sheets: Sequence[Sheet], name: str) -> tuple[Sheet, int]:
    """The first sheet that is a list, and which of its lines has the headings."""
    lacking: set[Field] = {"name", "budget"}
    for sheet in sheets:
        for at in range(min(len(sheet.lines), _HEADING_ROWS)):
            fields = read_headings(sheet.headings(at)).fields
            if {"name", "budget"} <= set(fields):
                return sheet, at
            lacking -= set(fields) if len(fields) > 1 else set()
    columns = "、".join(f"「{FIELD_NAMES[field]}」" for field in ("name", "budget") if not lacking or field in lacking)
    raise InputError(f"「{name}」里没有找到{columns}列，请在数据上面写一行表头，至少有 项目名称 和 预算（万元），或用清单模板填写。")


class _Reader:
    """Reads the rows below the headings, and gathers what is to be told."""

    def __init__(self, sheet: Sheet, at: int, today: date) -> None:
        headings = sheet.headings(at)
        self._columns = read_headings(headings)
        fields = self._columns.fields
        alone = {fields[field] for field in _ALONE if field in fields} | {source.column for source in self._columns.sources}
        self._lines = sheet.filled_below(at, {*fields.values(), *self._columns.extra.values()} - alone)
        above = [text for line in sheet.lines[:at] for text in line.texts if "单位" in text]
        self._money = self._columns.money or next((unit for unit in map(money_unit, above) if unit), None)
        self._funding = FundingReader(self._columns, self._money)
        self._remarks = squeeze(headings.get(fields.get("purpose", -1), "")).startswith("备注")
        self._bare = False
        self._today = today
        self.problems: list[str] = []
        self.notices: list[str] = []
        self.classified = 0
        self.refused: list[RefusedRow] = []

    def read(self) -> list[ListedProject]:
        """The projects of all rows that can be drafted."""
        rows: dict[tuple[object, ...], ListedProject] = {}
        for line in self._lines:
            project = self._read_line(line)
            if project is None:
                continue
            twin = rows.setdefault((project.request, project.funding, project.code, *project.extra.items()), project)
            if twin is not project:
                self.notices.append(f"第 {project.row} 行与第 {twin.row} 行完全相同，只起草一次。")
        self._tell_namesakes([*rows.values()])
        if self._remarks:
            self.notices.append("清单没有「资金用途」列，「备注」列作为资金用途。")
        self.notices += self._funding.notices
        if self._bare:
            self.notices.append("预算列没有写金额单位，没有单位的数字按万元计；如果是元，请把表头改为 预算（元）。")
        return [*rows.values()]

    def _tell_namesakes(self, rows: Sequence[ListedProject]) -> None:
        first: dict[tuple[object, ...], int] = {}
        for project in rows:
            request = project.request
            earlier = first.setdefault((request.name, request.unit, request.year), project.row)
            if earlier != project.row:
                self.notices.append(f"第 {project.row} 行与第 {earlier} 行是同名项目，其他内容不同，两行都会起草，请核对是否重复。")

    def _read_line(self, line: Line) -> ListedProject | None:
        """The project of a row; None where it is none, or cannot be drafted, which is told."""
        said = {field: line.cells[column] for field, column in self._columns.fields.items() if column in line.cells}
        extra = {heading: line.cells[column] for heading, column in self._columns.extra.items() if column in line.cells}
        if is_classified("\n".join([*line.texts, *(f"{heading}：{text}" for heading, text in extra.items())])):
            self.problems.append(f"第 {line.number} 行{_SECRET}")
            self.refused.append(RefusedRow(line.number, None, _SECRET))
            self.classified += 1
            return None
        if "name" not in said and "budget" not in said and "purpose" not in said:
            return None
        if any(_TOTAL.fullmatch(squeeze(text)) for text in line.texts[:2]):
            self.notices.append(f"第 {line.number} 行是合计，没有作为项目。")
            return None
        faults: list[str] = []
        budget = self._budget(said.get("budget", ""), faults)
        funding = self._funding.read(line, budget, faults) if budget is not None else None
        year = _year(said.get("year", ""), self._today, faults)
        framework = _framework(said.get("framework", ""), faults)
        name, purpose = squeeze(said.get("name", "")), said.get("purpose")
        faults = [*faults_of_request(name, today=self._today, year=year, purpose=purpose), *faults]
        if faults or budget is None:
            self.problems += [f"第 {line.number} 行：{fault}" for fault in faults]
            self.refused.append(RefusedRow(line.number, name or None, "".join(faults)))
            return None
        if year is not None and year < self._today.year:
            self.notices.append(f"第 {line.number} 行的预算年度 {year} 已经过去，照样起草，请核对。")
        said_already = self._funding.said_by(funding)
        extra = {heading: text for heading, text in extra.items() if self._columns.extra[heading] not in said_already}
        request = make_request(name, budget, today=self._today, unit=said.get("unit"), year=year, purpose=purpose, framework=framework)
        return ListedProject(line.number, request, extra, funding=funding, code=squeeze(said.get("code", "")) or None)

    def _budget(self, text: str, faults: list[str]) -> Decimal | None:
        """The budget of a cell in 元."""
        text = tidy(text)
        if not text:
            faults.append("缺少预算金额，请填写，例如 20万元。")
            return None
        self._bare |= self._money is None and is_bare(text)
        try:
            return read_amount(text, self._money, FIELD_NAMES["budget"])
        except InputError as error:
            faults.append(str(error))
            return None


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
