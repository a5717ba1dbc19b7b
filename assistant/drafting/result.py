"""What a draft is when it is finished."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.goals import GoalTable
from assistant.llm.question import Rung
from assistant.review import Finding


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Tokens(_Part):
    """Tokens spent on a language model."""

    input: int = 0
    output: int = 0


class ExemplarRef(_Part):
    """An exemplar that a draft rests on."""

    id: str
    source: str
    name: str
    score: float


class RowCounts(_Part):
    """What became of the rows that a model wrote.

    Attributes:
        kept: stand as they were written.
        repaired: stand after the model, or arithmetic, put them right.
        replaced: stand no more; a row of the offline draft is in their place, or none was needed.
        added: rows that the model left out and the table must have.
        faults: hard faults of the table as the model wrote it, wrong shapes among them.
    """

    kept: int = 0
    repaired: int = 0
    replaced: int = 0
    added: int = 0
    faults: int = 0


class RowQuestion(_Part):
    """What a person must answer to confirm the value of one row.

    Attributes:
        indicator: the row, from 0.
        text: the question alone (培训多少人？).
        remark: what the value that stands for now was worked out from (按预算与培训测算).
    """

    indicator: int = Field(ge=0)
    text: str
    remark: str | None = None


class Draft(_Part):
    """A finished draft: the table, how it was made, what the checks say, what a person must still answer.

    `rows` and `seconds_asking` are there where a model was asked; `notice` says why an offline draft came where one was set.
    `project_types` are the ids of the library's types that it was drafted as, likeliest first.
    `questions` are those of `to_confirm` that ask for the value of a row, in the order of the table.
    """

    table: GoalTable
    mode: Literal["offline", "llm"] = "offline"
    model: str | None = None
    prompt: str | None = None
    structured_output: Rung | None = None
    attempts: int = 1
    tokens: Tokens = Field(default_factory=Tokens)
    seconds: float = 0.0
    seconds_asking: float = 0.0
    rows: RowCounts | None = None
    notice: str | None = None
    exemplars: tuple[ExemplarRef, ...] = ()
    project_types: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    to_confirm: tuple[str, ...] = ()
    questions: tuple[RowQuestion, ...] = ()
