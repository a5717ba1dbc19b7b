"""A table without faults, and ways to put one into it."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from assistant.goals import Framework, Goal, GoalTable, Indicator
from assistant.goals.taxonomy import parent_of
from assistant.review import Finding, load_review_data, review

LIBRARY = Path(__file__).parents[2] / "corpus" / "library"
DATA = load_review_data(LIBRARY)

SOUND = (
    ("数量指标", "培训期数", "≥2期"),
    ("数量指标", "培训人数", "≥100人"),
    ("质量指标", "培训合格率", "≥95%"),
    ("时效指标", "培训完成时间", "2024年11月底前"),
    ("成本指标", "人均培训成本", "≤200元/人"),
    ("社会效益指标", "技能知晓率", "≥90%"),
    ("服务对象满意度指标", "学员满意度", "≥90%"),
)


def indicator(level2: str, level3: str, value: str | None, **more: Any) -> Indicator:
    return Indicator(level1=parent_of(level2), level2=level2, level3=level3, value=value, **more)


def sound_table(**changes: Any) -> GoalTable:
    """妇女培训经费 of 唐山市丰润区: nothing to send back."""
    fields: dict[str, Any] = {
        "name": "妇女培训经费",
        "unit": "唐山市丰润区妇女联合会",
        "year": 2024,
        "budget_yuan": Decimal(20000),
        "purpose": "用于农村妇女实用技术培训",
        "framework": Framework.THREE_CLASS,
        "goals": (Goal(text="举办培训2期，培训合格率达到95%以上，提升农村妇女就业能力。"),),
        "indicators": tuple(indicator(*row) for row in SOUND),
    }
    return GoalTable(**(fields | changes))


def table_with(level2: str, level3: str, value: str | None, **changes: Any) -> GoalTable:
    """The sound table with one more row at its end."""
    rows = (*(indicator(*row) for row in SOUND), indicator(level2, level3, value))
    return sound_table(indicators=rows, **changes)


def table_without(level2: str, **changes: Any) -> GoalTable:
    """The sound table without the rows of a class."""
    return sound_table(indicators=tuple(indicator(*row) for row in SOUND if row[0] != level2), **changes)


def table_of(*rows: tuple[str, str, str | None], **changes: Any) -> GoalTable:
    """The sound table's head over other rows."""
    return sound_table(indicators=tuple(indicator(*row) for row in rows), **changes)


def find(rule: str, table: GoalTable, own_text: str | None = None) -> list[Finding]:
    """Findings of one rule, or of a class of rules (`MONEY`)."""
    return [finding for finding in review(table, DATA, own_text=own_text) if finding.rule.startswith(rule)]


def finds_on_row(level2: str, level3: str, value: str | None, **changes: Any) -> list[str]:
    """Rules that a row added to the sound table breaks by itself, apart from sums of cost and whether the project is about it."""
    table = table_with(level2, level3, value, **changes)
    return [finding.rule for finding in review(table, DATA) if finding.indicator == len(SOUND) and finding.rule != "GOAL-03"]
