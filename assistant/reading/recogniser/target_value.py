"""The target value of a row: number, sign and unit from columns of their own, or from the heading; shares of several places joined."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.goals.numerals import CHINESE_NUMBER
from assistant.goals.target import OPERATORS
from assistant.goals.wording import fold
from assistant.reading.markup import plain
from assistant.reading.recogniser.alignment import Column
from assistant.reading.recogniser.labels import Role
from assistant.reading.recogniser.leftovers import is_placeholder
from assistant.reading.recogniser.measures import is_bare_number, unit_of_heading
from assistant.reading.recogniser.parts import join_parts
from assistant.reading.recogniser.shapes import says_nothing


@dataclass(frozen=True)
class TargetValue:
    """The values of a row and the kinds of columns that went into them; `joined` where several places or periods did."""

    text: str | None
    period: str | None
    used: frozenset[Role]
    joined: bool = False


class ValueCells:
    """The cells of one side of a row that may be part of its value."""

    def __init__(self, placed: Mapping[Column, str], columns: Sequence[Column], side: int) -> None:
        self._placed, self._columns, self._side = placed, columns, side
        self._sign = _sign(self._text(Role.OPERATOR))
        unit = self._text(Role.MEASURE)
        self._unit = None if unit is None or says_nothing(unit) else unit
        self._used: set[Role] = set()

    def read(self) -> TargetValue:
        """The value that the cells state together."""
        period = self._value(Role.PERIOD_VALUE)
        value = self._value(Role.VALUE)
        joined = value is None and (value := self._parts()) is not None
        return TargetValue(value, period, frozenset(self._used), joined)

    def _text(self, role: Role) -> str | None:
        found = self._cell(role)
        return found[1] if found else None

    def _cell(self, role: Role) -> tuple[Column, str] | None:
        for column, text in self._placed.items():
            if column.role == role and column.side == self._side and plain(text):
                return column, plain(text)
        return None

    def _value(self, role: Role) -> str | None:
        found = self._cell(role)
        if found is None or is_placeholder(found[1]):
            return None
        self._used.add(role)
        return self._complete(found[1], unit_of_heading(found[0].label.text))

    def _parts(self) -> str | None:
        if self._side:
            return None
        columns = [column for column in self._columns if column.role == Role.PART]
        parts = [(column, plain(self._placed[column])) for column in columns if plain(self._placed.get(column, ""))]
        stated = [(column, self._complete(text, unit_of_heading(column.label.text))) for column, text in parts if not says_nothing(text)]
        if not stated:
            return None
        self._used.add(Role.PART)
        merged = len(stated) == 1 and stated[0][0] is columns[0]
        return join_parts([(column.label.text, text) for column, text in stated], merged=merged)

    def _complete(self, value: str, heading: str | None) -> str:
        """A value with its sign and unit, where it does not have them already."""
        if self._sign:
            self._used.add(Role.OPERATOR)
            if not value.startswith(self._sign):
                value = self._sign + value
        if self._unit and _counts(value):
            self._used.add(Role.MEASURE)
            return value if value.endswith(self._unit) else value + self._unit
        return value + heading if heading and self._unit is None and is_bare_number(value) else value


def _sign(text: str | None) -> str | None:
    """The comparison that a cell holds, as it stands; 正向, 反向, 定性 say what kind of indicator it is and compare nothing."""
    if text is None:
        return None
    bare = re.sub(r"[（(][^（）()]*[)）]", "", text).strip()
    return bare if fold(bare) in OPERATORS or bare in OPERATORS else None


def _counts(value: str) -> bool:
    """Whether a value has a number that a unit can belong to."""
    return re.search(rf"\d|{CHINESE_NUMBER}", value) is not None
