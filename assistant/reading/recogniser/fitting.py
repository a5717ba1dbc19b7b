"""How well a text fits a column of indicators: a class name is a class wherever it stands, what looks like a value is a value."""

from assistant.goals.taxonomy import SERVED
from assistant.reading.markup import plain
from assistant.reading.recogniser.alignment import Column
from assistant.reading.recogniser.classes import OF_DEPARTMENTS, level1_of, level2_in_place, level2_of, pair_of
from assistant.reading.recogniser.labels import Role
from assistant.reading.recogniser.shapes import looks_like_basis, looks_like_value


def fit(column: Column, text: str, exact: bool, *, department: bool = False, alone: bool = False) -> float:
    """How well a text fits a column of indicators.

    In the table of a `department`, 服务对象满意度 is a first-level class; a column of classes that is `alone` holds those of both levels.
    """
    wording = plain(text)
    first, second = level1_of(wording), level2_of(wording)
    if department and wording in OF_DEPARTMENTS:
        first, second = wording, None
    if column.role == Role.LEVEL2 and exact and second is None and level2_in_place(wording):
        return 5.0
    if alone and column.role == Role.LEVEL2 and (first or second or pair_of(wording)):
        return 8.0
    if column.role in (Role.LEVEL1, Role.LEVEL2):
        own, other = (first, second) if column.role == Role.LEVEL1 else (second, first)
        return _fit_class(own is not None, other is not None, looks_like_value(wording), exact)
    names_class = first is not None or second is not None
    if column.role == Role.LEVEL3:
        if names_class:  # 服务对象满意度 is as often a name as a class
            return (7.0 if second == SERVED and not wording.endswith("指标") else 0.0) if exact else -4.0
        return 0.5 if looks_like_value(wording) and exact else -4.0 if looks_like_value(wording) else 3.0
    if names_class and not exact:
        return -3.0
    return _fit_text(column.role, wording, exact)


def _fit_class(own: bool, other: bool, value: bool, exact: bool) -> float:
    if own:
        return 6.0 if other else 8.0
    if other:
        return -8.0
    return -4.0 if value or not exact else 1.0


def _fit_text(role: Role, text: str, exact: bool) -> float:
    value = looks_like_value(text)
    match role:
        case Role.VALUE | Role.PERIOD_VALUE:
            return 3.0 if value else 2.0 if exact else 0.5
        case Role.PART:
            return 3.0 if exact else -5.0
        case Role.BASIS:
            return 3.0 if looks_like_basis(text) else -1.0 if value and not exact else 1.5 if exact else 0.0
        case Role.DESCRIPTION:
            return 2.0 if exact else -2.0 if value else 1.0
        case Role.OPERATOR | Role.MEASURE:
            return 2.5 if exact else 1.0 if len(text) <= 4 else -3.0
        case _:
            return 2.5 if exact else -2.0
