"""审核设置: what varies by place in a review, and what no paper fixes."""

from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from assistant.library.files import load_model

Aspect = Literal["完整性", "相关性", "适当性", "可行性"]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class IndicatorCount(_Entry):
    """How many indicators a project has; from a budget of `single_quantity_from` 元 on, one quantity alone is told to be little."""

    fewest: int = Field(ge=0)
    most: int = Field(ge=1)
    single_quantity_from: Decimal = Field(ge=0)


class SatisfactionRange(_Entry):
    """The percentage below which a 满意度 is told to be low."""

    lowest: Decimal = Field(ge=0, le=100)


class PriceLimit(_Entry):
    """A local limit of a unit price, in 元 per what `unit` says; it holds for costs whose name has one of the words."""

    words: tuple[str, ...] = Field(min_length=1)
    unit: str = Field(min_length=2)
    limit: Decimal = Field(gt=0)
    paper: str = Field(min_length=1)


class Bases(_Entry):
    """What may stand as 指标值确定依据.

    Attributes:
        standards: the five kinds.
        synonyms: other ways to say one of them.
        vague: what says nothing of where a value comes from.
        not_bases: sources of data, which say how a result is proved and not why a target was set.
    """

    standards: tuple[str, ...] = Field(min_length=1)
    synonyms: dict[str, str] = {}
    vague: tuple[str, ...] = ()
    not_bases: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _known(self) -> Self:
        unknown = sorted(set(self.synonyms.values()) - set(self.standards))
        if unknown:
            raise ValueError(f"「{unknown[0]}」不在五类标准里")
        return self


class Grade(_Entry):
    """A grade and the points from which it is given."""

    name: str = Field(min_length=1)
    least: Decimal = Field(alias="from", ge=0)


class ScoreRules(_Entry):
    """How findings become points: unofficial, for one's own use.

    Attributes:
        aspects: points of each aspect.
        deductions: points that one finding costs, by severity.
        times: how many findings of one rule cost points.
        grades: from the best on, the last from 0.
        best_with_errors: the best grade that a table with an error can have.
    """

    aspects: dict[Aspect, Decimal] = Field(min_length=4)
    deductions: dict[Literal["error", "warning", "info"], Decimal] = Field(min_length=3)
    times: int = Field(ge=1)
    grades: tuple[Grade, ...] = Field(min_length=1)
    best_with_errors: str

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        least = [grade.least for grade in self.grades]
        if least != sorted(set(least), reverse=True) or least[-1] != 0:
            raise ValueError("等级的起点分应由高到低，最后一级为 0")
        if self.best_with_errors not in {grade.name for grade in self.grades}:
            raise ValueError(f"没有「{self.best_with_errors}」这一等级")
        if any(points < 0 for points in (*self.aspects.values(), *self.deductions.values())):
            raise ValueError("分值不能是负数")
        return self


class Standards(_Entry):
    """The settings of `review.yaml`.

    Attributes:
        indicators: how many indicators a project has.
        satisfaction: usual values of 满意度.
        whole_share: share of rates at 100% that is told to be too large.
        whole_of: how many rates there must be for that.
        period_years: how many years a project lasts at most.
        comparables_least: how many similar indicators a comparison of values needs.
        weight_totals: sums that the weights of a table may come to.
        price_limits: local limits of unit prices.
        bases: what may stand as the basis of a value.
        score: how findings become points.
    """

    indicators: IndicatorCount
    satisfaction: SatisfactionRange
    whole_share: Decimal = Field(gt=0, le=1)
    whole_of: int = Field(ge=1)
    period_years: int = Field(ge=1)
    comparables_least: int = Field(ge=2)
    weight_totals: tuple[Decimal, ...] = Field(min_length=1)
    price_limits: tuple[PriceLimit, ...] = ()
    bases: Bases
    score: ScoreRules


@lru_cache(maxsize=4)
def load_standards(folder: Path) -> Standards:
    """The settings in `folder`.

    Raises:
        LibraryError: the file is missing, no YAML, or breaks a rule; the message names file and entry.
    """
    return load_model(folder / "review.yaml", Standards)
