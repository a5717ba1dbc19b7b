"""推荐指标: what a suggestion is, and a table with it in its place."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.goals import GoalTable, Indicator, Target
from assistant.goals.framework import place_for
from assistant.goals.table import Origin, Status

Priority = Literal["required", "recommended", "optional"]
PRIORITY_NAMES: dict[Priority, str] = {"required": "必设", "recommended": "推荐", "optional": "可选"}


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)


class Frequency(_Part):
    """How many comparable projects there are, and how many of them have the indicator."""

    having: int = Field(0, alias="with", ge=0)
    of: int = Field(0, ge=0)


class Example(_Part):
    """A comparable project's row that says the same."""

    id: str
    name: str
    value: str | None
    project: str
    source: str


class Suggestion(_Part):
    """An indicator that a table lacks, fitted to it.

    Attributes:
        reason: why, in one sentence.
        frequency: among the comparable projects; 0 of 0 where there is none.
        evidence: ids of the comparable projects' indicators that say the same, most similar project first.
        caution: what speaks against it, or must be seen to first.
        examples: the first of the evidence, in full.
        question: what a person must answer to confirm the value.
        computed_name: the name under which it was computed, where a model has given it another.
    """

    level1: str | None
    level2: str | None
    level3: str
    value: str
    reason: str
    frequency: Frequency = Frequency()
    evidence: tuple[str, ...] = ()
    priority: Priority
    caution: str | None = None
    examples: tuple[Example, ...] = ()
    target: Target | None = None
    description: str | None = None
    origin: Origin = "library"
    status: Status = "to_confirm"
    question: str | None = None
    computed_name: str | None = None

    @property
    def indicator(self) -> Indicator:
        """The suggestion as a row of a table."""
        return Indicator(
            level1=self.level1,
            level2=self.level2,
            level3=self.level3,
            value=self.value,
            target=self.target,
            description=self.description,
            origin=self.origin,
            evidence=self.evidence,
            status=self.status,
        )


def apply_suggestion(table: GoalTable, suggestion: Suggestion) -> GoalTable:
    """The table with the suggested row behind the last row of its class, or where its class belongs.

    For whoever takes over what fits: on the page that is one click, and the table that comes of it must have no new fault.
    """
    row = suggestion.indicator
    place = place_for(table, row)
    return table.model_copy(update={"indicators": (*table.indicators[:place], row, *table.indicators[place:])})
