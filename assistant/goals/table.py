"""绩效目标表: the one model that reading yields, drafting yields, editing changes and export writes."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from assistant.goals.money import Yuan
from assistant.goals.target import Target
from assistant.goals.taxonomy import Framework


def _blank_to_none(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


OptionalText = Annotated[str | None, BeforeValidator(_blank_to_none)]
Origin = Literal["source", "exemplar", "adapted", "model", "input", "library"]
ORIGIN_NAMES: dict[Origin, str] = {
    "source": "原文",
    "exemplar": "范例",
    "adapted": "范例改写",
    "model": "模型",
    "input": "填报",
    "library": "指标库",
}
Status = Literal["confirmed", "to_confirm"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Funding(_Part):
    """资金来源, in 元."""

    fiscal_yuan: Yuan | None = Field(None, title="财政资金")
    other_yuan: Yuan | None = Field(None, title="其他资金")


class Period(_Part):
    """实施周期: first and last year as written."""

    start: OptionalText = Field(None, title="起始年度")
    end: OptionalText = Field(None, title="到期年度")


class Goal(_Part):
    """绩效目标: one numbered goal, without its number."""

    scope: Literal["overall", "annual", "period"] = Field("overall", title="范围")
    text: str = Field(title="绩效目标", min_length=1)
    group: OptionalText = Field(None, title="所属分项")


class Indicator(_Part):
    """绩效指标: one third-level indicator with its class and value.

    `value` is the source's own wording, `target` what was understood of it. `origin` and `evidence` (exemplar ids) say where the
    row comes from; `status` whether a person must still confirm it.
    """

    level1: OptionalText = Field(None, title="一级指标")
    level2: OptionalText = Field(None, title="二级指标")
    level3: str = Field(title="三级指标", min_length=1)
    value: OptionalText = Field(None, title="指标值")
    period_value: OptionalText = Field(None, title="实施周期指标值")
    description: OptionalText = Field(None, title="绩效指标描述")
    basis: OptionalText = Field(None, title="指标值确定依据")
    weight: OptionalText = Field(None, title="权重")
    group: OptionalText = Field(None, title="所属分项")
    target: Target | None = None
    origin: Origin = Field("source", title="来源")
    evidence: tuple[str, ...] = Field((), title="依据范例")
    status: Status = Field("confirmed", title="状态")


class Task(_Part):
    """重点工作任务 of a department's table."""

    name: str = Field(title="名称", min_length=1)
    content: OptionalText = Field(None, title="主要实施内容")
    budget_yuan: Yuan | None = Field(None, title="拟投入的资金")
    expected: OptionalText = Field(None, title="期望达到的目标")


class Doubt(_Part):
    """A field that was read with less than certainty, for a person to check against the source.

    `place` is the field (`name`, `budget_yuan`) or the row (`indicators.3`, from 0); `confidence` how likely it is right, from 0 to 1.
    """

    place: str = Field(title="栏目")
    confidence: float = Field(title="把握", ge=0, le=1)
    reason: str = Field(title="原因")


class Source(_Part):
    """Where a table was read."""

    file: str = Field(title="文件")
    location: OptionalText = Field(None, title="位置")


class GoalTable(_Part):
    """绩效目标表 of a project or a department."""

    schema_version: Literal["1"] = "1"
    kind: Literal["project", "department"] = Field("project", title="类型")
    name: str = Field(title="项目名称", min_length=1)
    unit: OptionalText = Field(None, title="单位")
    department: OptionalText = Field(None, title="主管部门")
    year: int | None = Field(None, title="预算年度", ge=1990, le=2100)
    budget_yuan: Yuan | None = Field(None, title="预算金额（元）")
    funding: Funding | None = Field(None, title="资金来源")
    purpose: OptionalText = Field(None, title="资金用途")
    period: Period | None = Field(None, title="实施周期")
    project_code: OptionalText = Field(None, title="项目编码")
    project_type: OptionalText = Field(None, title="项目类型")
    spending_plan: dict[str, OptionalText] | None = Field(None, title="资金支出计划")
    others: dict[str, str] = Field({}, title="其他栏目", description="labelled cells that have no field of their own, by label")
    framework: Framework | None = Field(None, title="指标框架")
    goals: tuple[Goal, ...] = Field((), title="绩效目标")
    indicators: tuple[Indicator, ...] = Field((), title="绩效指标")
    tasks: tuple[Task, ...] = Field((), title="重点工作任务")
    classified: bool = Field(False, title="涉密")
    source: Source | None = Field(None, title="来源")
    unread: tuple[str, ...] = Field((), title="未归入任何栏目的原文")
    doubts: tuple[Doubt, ...] = Field((), title="读得没有把握的地方", description="what is not named here was read with confidence 1")

    def confidence_of(self, place: str) -> float:
        """How likely the field or row at `place` was read right, from 0 to 1."""
        return min((doubt.confidence for doubt in self.doubts if doubt.place == place), default=1.0)
