"""Class names as forms print them, to the canonical names of the taxonomy."""

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


def is_class(text: str) -> bool:
    """Whether a cell names a class of either level."""
    return level1_of(text) is not None or level2_of(text) is not None
