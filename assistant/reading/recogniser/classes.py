"""Class names as forms print them, to the canonical names of the taxonomy."""

import re

from assistant.goals.taxonomy import CLASSES, SATISFACTION, SERVED, Framework, canonical_level1, canonical_level2

OF_DEPARTMENTS = frozenset(CLASSES[Framework.DEPARTMENT])


def level1_of(text: str) -> str | None:
    """The first-level class that a cell names (产出指标, 效果目标), or None."""
    return canonical_level1(text) or canonical_level1(text.removesuffix("目标"))


def level2_of(text: str) -> str | None:
    """The second-level class that a cell names (数量, 社会效益指标), or None."""
    return canonical_level2(text) or canonical_level2(text.removesuffix("目标"))


def level2_in_place(text: str) -> str | None:
    """The second-level class of a cell that stands in the second-level column, where 满意度 can only be that of those served."""
    return level2_of(text) or (SERVED if level1_of(text) == SATISFACTION else None)


def pair_of(text: str) -> tuple[str, str] | None:
    """Both classes that one cell names (产出指标-数量指标), or None."""
    first, mark, second = _partition(text)
    level1, level2 = level1_of(first), level2_of(second)
    return (level1, level2) if mark and level1 and level2 else None


def _partition(text: str) -> tuple[str, str, str]:
    match = re.search(r"\s*[-—–/／·>＞→、|]+\s*", text)
    return (text[: match.start()], match.group(), text[match.end() :]) if match else (text, "", "")


def is_class(text: str) -> bool:
    """Whether a cell names a class of either level, or one of each."""
    return level1_of(text) is not None or level2_of(text) is not None or pair_of(text) is not None
