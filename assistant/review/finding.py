"""审核意见: what a check found, and what is known about the rule behind it."""

from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Severity = Literal["error", "warning", "info"]
SEVERITY_NAMES: dict[Severity, str] = {"error": "错误", "warning": "警告", "info": "提示"}
Need = Literal[
    "rows", "classes", "four_class", "project", "goals", "period_goals", "year", "budget", "funding", "unit", "own_text", "cost",
    "total", "pairing", "parts", "parts_alone", "period", "period_said", "period_values", "plan", "basis", "descriptions", "weights",
    "tasks", "task_money", "department", "promises", "much_text", "years", "budget_or_overview", "satisfaction", "rates", "comparables",
    "comparable_values", "standards", "siblings", "model",
]  # fmt: skip
"""What a rule compares with; `review.needs` says of each when it is there, and in words what is missing where it is not."""

COMPLETE, RELEVANT, APPROPRIATE, FEASIBLE = "完整性", "相关性", "适当性", "可行性"
"""审核的四个方面, of 财预〔2015〕88号."""


class Fix(BaseModel):
    """A change that removes the finding, for a person to apply.

    `field` is a field of the finding's indicator (`value`), or a path in the table: `name`, `goals.1.text`, `tasks.0.name`, or
    `indicators`, whose `new` is the new order as numbers from 0 (`1,0,2`). What is wrong with a row may be mended in a goal.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: str
    new: str

    @property
    def in_list(self) -> bool:
        """Whether it changes an entry of a list of the table (`goals.1.text`), whatever row the finding is of."""
        return "." in self.field


class Finding(BaseModel):
    """One thing a reviewer would send back. `indicator` counts from 0; `field` is named as in `Fix`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: str
    severity: Severity
    message: str = Field(min_length=1)
    indicator: int | None = None
    field: str | None = None
    fix: Fix | None = None

    @property
    def fixed_row(self) -> int | None:
        """The row that its fix changes; None where that is something else of the table, or there is no fix."""
        return self.indicator if self.fix and not self.fix.in_list else None


@dataclass(frozen=True)
class Rule:
    """审核规则.

    Attributes:
        id: class and number, such as `MONEY-03`; never reused for another rule.
        title: what is wrong, in a few words.
        severity: error: sent back; warning: a person should look; info: good to know.
        source: the document whose demand it follows, or 领域经验.
        aspect: the one of the four aspects of review that it belongs to.
        needs: what must be known for the rule to apply, all of it.
        safe: whether its fixes change the writing only, never what is promised, so that they may be applied together unseen.
        counted: whether its findings cost points.
    """

    id: str
    title: str
    severity: Severity
    source: str
    aspect: str
    needs: tuple[Need, ...] = ()
    safe: bool = False
    counted: bool = True

    def finding(self, message: str, *, row: int | None = None, field: str | None = None, fix: str | None = None) -> Finding:
        """A finding of this rule; `fix` is the new text of `field`."""
        change = Fix(field=field, new=fix) if field is not None and fix is not None else None
        return Finding(rule=self.id, severity=self.severity, message=message, indicator=row, field=field, fix=change)
