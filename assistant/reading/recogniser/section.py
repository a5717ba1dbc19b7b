"""What has been read of one goal table so far."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import Literal

from assistant.goals.table import Task

Scope = Literal["overall", "annual", "period"]


class Uncertainty(Enum):
    """What makes a reading less than certain: how likely it is right all the same (a judgement, not a measurement), and why, in Chinese."""

    NAME_OF_FILE = (0.3, "原文没有项目名称，取自文件名")
    NAME_OF_TITLE = (0.7, "原文没有项目名称栏，取自标题")
    UNIT_OF_OTHERS = (0.8, "这张表没有写单位，取自同一文件里的其他表")
    YEAR_OF_OTHERS = (0.7, "这张表没有写年度，取自同一文件里的其他表")
    YEAR_OF_TEXT = (0.5, "没有写明预算年度，取自文中出现最多的年份")
    SCALE_GUESSED = (0.6, "原文没有写明金额单位，按数额大小推断")
    SHIFTED = (0.8, "单元格与表头错位，按内容归入栏目")
    NO_HEADER = (0.7, "没有表头，按内容归入栏目")
    UNIT_OF_TITLE = (0.8, "没有填写单位，取自标题")
    FROM_PROSE = (0.7, "没有单独的栏目，取自文字叙述")
    OF_TASKS = (0.7, "没有单独的栏目，取自任务的合计")
    SIMILAR_LABEL = (0.6, "栏目名称不在词典里，按相近的名称归类")
    CLASS_CENTRED = (0.6, "类别只写在合并格中间的一行，按位置归类")
    JOINED = (0.8, "指标值按地区、单位或时段分列，合并为一格")
    NAMELESS = (0.5, "像是只写了指标值，没有写指标名称")
    NO_VALUES = (0.3, "一个指标值也没有读到，原文的栏目可能分印在几页上")
    RUN_ON = (0.7, "名称和指标值写在一起，按写法拆开")

    @property
    def confidence(self) -> float:
        """From 0 to 1."""
        return self.value[0]

    @property
    def reason(self) -> str:
        """For people."""
        return self.value[1]


@dataclass
class IndicatorText:
    """The wording of one indicator, placed but not yet checked against the framework of its table."""

    level3: str
    level1: str | None = None
    level2: str | None = None
    value: str | None = None
    period_value: str | None = None
    description: str | None = None
    basis: str | None = None
    weight: str | None = None
    group: str | None = None
    to_confirm: bool = False
    doubt: Uncertainty | None = None


@dataclass
class TextBlock:
    """Lines that stand under one label: goals of one scope, or indicators as text."""

    lines: list[str]
    scope: Scope = "overall"
    group: str | None = None


@dataclass
class Section:
    """The parts of one goal table, in the words of the source; every text of the source ends in one of them.

    `shape` is the kind of form it came from and `part` the number of the 第N部分 it stands in: tables of one shape, or of one numbered
    outline, are parts of one document and may complete each other. `said_years` are years that a title, a name or a label names,
    `texts` everything else in which a year may stand. `reporter` is the unit
    that filled the form in: its unit where no other is named. `withheld` counts rows that are marked 涉密 and were not read.
    `doubts` says of fields, by their names in a goal table, why they are less than certain.
    """

    place: str
    shape: Literal["form", "list"] = "form"
    part: int | None = None
    titles: list[str] = field(default_factory=list)
    scale: Decimal | None = None
    name: str | None = None
    unit: str | None = None
    reporter: str | None = None
    department: str | None = None
    year: int | None = None
    said_years: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    budget: Decimal | None = None
    fiscal: Decimal | None = None
    other_funding: Decimal | None = None
    purpose: list[str] = field(default_factory=list)
    start: str | None = None
    end: str | None = None
    project_code: str | None = None
    project_type: str | None = None
    plan: dict[str, str | None] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    goal_blocks: list[TextBlock] = field(default_factory=list)
    indicator_blocks: list[TextBlock] = field(default_factory=list)
    indicators: list[IndicatorText] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    classes: set[tuple[str | None, str | None]] = field(default_factory=set)
    classified: bool = False
    withheld: int = 0
    unread: list[str] = field(default_factory=list)
    doubts: dict[str, Uncertainty] = field(default_factory=dict)

    def add_other(self, label: str, text: str) -> None:
        """Keep a labelled text that has no field of its own; a second one under the same label is added to the first."""
        key = label or "其他"
        self.others[key] = f"{self.others[key]}；{text}" if key in self.others else text

    def leave(self, text: str, label: str = "") -> None:
        """Keep a text that was placed nowhere."""
        self.unread.append(f"{label}：{text}" if label else text)

    @property
    def has_content(self) -> bool:
        """Whether anything but a title, a unit line and a mark of secrecy has been read."""
        return bool(self.name or self.goal_blocks or self.has_indicators or self.budget is not None or self.others or self.tasks)

    @property
    def has_indicators(self) -> bool:
        """Whether any indicator has been met, be it one that is not read."""
        return bool(self.indicators or self.indicator_blocks or self.withheld)

    @property
    def is_goal_table(self) -> bool:
        """Whether enough was read to call it a goal table."""
        return bool(self.goal_blocks or self.has_indicators or (self.classified and self.name))

    def leftovers(self) -> list[str]:
        """All texts of a section that is no goal table."""
        return [
            *self.titles,
            *(text for text in (self.unit, self.reporter, self.department) if text),
            *self._years(),
            *self._labelled(),
            *self.not_inherited(),
        ]

    def not_inherited(self) -> list[str]:
        """All texts that a section which inherits from this one does not have."""
        fields = {
            "项目名称": self.name,
            "起始年度": self.start,
            "到期年度": self.end,
            "项目编码": self.project_code,
            "项目类型": self.project_type,
        }
        money = {"预算金额": self.budget, "财政资金": self.fiscal, "其他资金": self.other_funding}
        stated = {**fields, **{label: f"{amount}元" for label, amount in money.items() if amount is not None}}
        plan = [f"{date}：{share}" if share else date for date, share in self.plan.items()]
        blocks = [line for block in (*self.goal_blocks, *self.indicator_blocks) for line in block.lines]
        rows = [
            text
            for row in self.indicators
            for text in (row.level3, row.value, row.period_value, row.description, row.basis, row.weight)
            if text
        ]
        tasks = [text for task in self.tasks for text in (task.name, task.content, task.expected) if text]
        said = [f"{label}：{text}" for label, text in stated.items() if text]
        return [*said, *self.purpose, *plan, *blocks, *rows, *tasks, *self.unread]

    def _years(self) -> list[str]:
        return [f"{self.year}年"] if self.year else []

    def _labelled(self) -> list[str]:
        return [f"{label}：{text}" for label, text in self.others.items()]

    def inherit(self, place: str) -> "Section":
        """A new section under the same title and unit line."""
        head = Section(place, self.shape, self.part, list(self.titles), self.scale, unit=self.unit, department=self.department)
        head.reporter = self.reporter
        head.year, head.said_years, head.others = self.year, list(self.said_years), dict(self.others)
        return head
