"""What a model is asked to give, and what is read of what it gave."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from assistant.errors import InvalidAnswerError
from assistant.goals import Framework
from assistant.goals.taxonomy import canonical_level2, level2_names
from assistant.goals.wording import has_han
from assistant.llm.json_text import find_object
from assistant.llm.schemas import TEXT, Schema, a_list, an_object, one_of
from assistant.quoting import plain

Row = TypeVar("Row")
"""A row of any kind that is not a bad one."""
MOST_ROWS = 40
"""Rows that are looked at; a model that repeats itself without end writes more."""


class ModelRow(BaseModel):
    """One row as a model gives it. `evidence` are handles of the rows that it was shown."""

    model_config = ConfigDict(frozen=True, extra="ignore", str_strip_whitespace=True)

    level2: str
    name: str = Field(min_length=2, max_length=40)
    value: str = Field(min_length=1, max_length=60)
    evidence: tuple[str, ...] = ()

    @field_validator("name", "value", mode="before")
    @classmethod
    def _is_plain(cls, value: object) -> object:
        return plain(value) if isinstance(value, str) else value

    @field_validator("level2")
    @classmethod
    def _is_class(cls, level2: str) -> str:
        known = canonical_level2(level2)
        if known is None:
            raise ValueError(f"没有二级指标「{level2[:20]}」")
        return known

    @field_validator("name")
    @classmethod
    def _is_chinese(cls, name: str) -> str:
        if not has_han(name):
            raise ValueError(f"名称「{name}」不是中文名称")
        return name

    @field_validator("evidence", mode="before")
    @classmethod
    def _are_handles(cls, evidence: object) -> object:
        entries = [evidence] if isinstance(evidence, str) else evidence
        return [entry for entry in entries if isinstance(entry, str)][:10] if isinstance(entries, list | tuple) else ()


@dataclass(frozen=True)
class BadRow:
    """A row that cannot stand, as it came, and why, in Chinese for the model and for people."""

    row: Mapping[str, Any]
    reason: str


@dataclass(frozen=True)
class Answer:
    """What was read of an answer."""

    rows: tuple[ModelRow, ...]
    bad: tuple[BadRow, ...]
    goals: tuple[str, ...]


_FIELDS = {"level2": "二级指标", "name": "名称", "value": "指标值", "evidence": "依据"}


def schema_of(framework: Framework) -> Schema:
    """JSON schema of an answer."""
    row = an_object(level2=one_of(level2_names(framework)), name=TEXT, value=TEXT, evidence=a_list(TEXT))
    return an_object(indicators=a_list(row), goals=a_list(TEXT))


def read_answer(text: str) -> Answer:
    """The rows and goals of an answer, wherever in the text its object stands.

    Raises:
        InvalidAnswerError: there is no object with rows.
    """
    found = find_object(text) or {}
    return read_entries(found.get("indicators"), found.get("goals"), text)


def read_entries(entries: object, goals: object, text: str) -> Answer:
    """The same from the two lists; `text` is the whole answer, for people."""
    if not isinstance(entries, list) or not entries:
        raise InvalidAnswerError("模型的答复里没有指标。", text)
    rows, bad = part(map(read_row, entries[:MOST_ROWS]))
    texts = [plain(goal) for goal in goals if isinstance(goal, str)] if isinstance(goals, list) else []
    return Answer(tuple(rows), tuple(bad), tuple(goal for goal in texts if has_han(goal)))


def part(results: Iterable[Row | BadRow]) -> tuple[list[Row], list[BadRow]]:
    """The rows that can stand, and those that cannot."""
    rows, bad = list[Row](), list[BadRow]()
    for result in results:
        if isinstance(result, BadRow):
            bad.append(result)
        else:
            rows.append(result)
    return rows, bad


def read_row(entry: object) -> ModelRow | BadRow:
    """One row, or why it is none."""
    if not isinstance(entry, dict):
        return BadRow({"value": str(entry)[:60]}, "不是一条指标")
    try:
        return ModelRow.model_validate(entry)
    except ValidationError as error:
        return BadRow(entry, "；".join(_reasons(error)))


def _reasons(error: ValidationError) -> Iterator[str]:
    for part in error.errors():
        field = _FIELDS.get(str(part["loc"][0]) if part["loc"] else "", "这一行")
        yield str(part["ctx"]["error"]) if part["type"] == "value_error" else f"{field}缺失或长度不对"
