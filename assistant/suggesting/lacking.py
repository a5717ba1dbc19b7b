"""The classes that a table must have and lacks."""

from dataclasses import dataclass

from assistant.goals import Indicator
from assistant.goals.taxonomy import (
    COST,
    ECOLOGICAL,
    ECONOMIC,
    OUTPUT,
    QUALITY,
    QUANTITY,
    SERVED,
    SOCIAL,
    TIMELINESS,
    convert_class,
    parent_of,
)
from assistant.review.structure import check_classes
from assistant.review.subject import ReviewData, Subject
from assistant.suggesting.situation import Situation

_ASKED = {"CLASS-02": (SOCIAL, ECONOMIC, ECOLOGICAL), "CLASS-03": (COST,), "CLASS-04": (SERVED,), "CLASS-05": (SERVED,)}
"""Which classes, in three-class terms, answer a finding; any one of them does."""
UNSURE = "CLASS-05"
"""The one finding of these that asks instead of telling."""


@dataclass(frozen=True)
class Lack:
    """A class that is missing.

    Attributes:
        classes: any one of these answers it, in three-class terms.
        message: what a reviewer says.
        certain: whether it must be there; else a person should think about it.
    """

    classes: tuple[str, ...]
    message: str
    certain: bool = True


def find_lacks(situation: Situation, data: ReviewData) -> list[Lack]:
    """What the review misses in the classes of a table; of rows without class the one that their names speak for counts."""
    table = situation.table.model_copy(update={"framework": situation.framework, "indicators": _classed_rows(situation)})
    messages = {finding.rule: finding.message for finding in reversed(list(check_classes(Subject(table, data))))}
    lacks = [
        Lack((level2,), f"产出指标里没有{level2}。")
        for level2 in (QUANTITY, QUALITY)
        if "CLASS-01" in messages and level2 not in situation.classes
    ]
    lacks += [Lack(classes, messages[rule], rule != UNSURE) for rule, classes in _ASKED.items() if rule in messages]
    return lacks


def _classed_rows(situation: Situation) -> tuple[Indicator, ...]:
    """The rows with their classes; where none has any, a date in their place, so that everything that must be there is missing."""
    rows = []
    for row, level2 in zip(situation.table.indicators, situation.classes, strict=True):
        if row.level1 or row.level2 or level2:
            level1, level2, _ = convert_class(row.level1 or parent_of(level2 or ""), row.level2 or level2, situation.framework)
            rows.append(row.model_copy(update={"level1": level1, "level2": level2}))
    return tuple(rows) or (Indicator(level1=OUTPUT, level2=TIMELINESS, level3="项目完成时间"),)
