"""Cells to the columns they were meant for.

A careful reader who meets a row that slid a column to the left still reads it from left to right: a class name is a class wherever it
stands, what looks like a value is a value. That is an alignment of two sequences, the cells of a row and the columns of the table: every
cell goes to a column that fits what it says, order is kept, and one slide is likelier than two.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.reading.document import Token
from assistant.reading.recogniser.labels import Label, Role

_UNPLACED = -5.0
_FIRST_SLIDE, _LATER_SLIDE, _STEP = -0.8, -1.0, -0.05
_LARGEST = 40
"""Cells or columns. A wider row is taken as it stands: no form is that wide, and alignment costs cells x columns²."""


@dataclass(frozen=True)
class Column:
    """A column of a table: where it stands and what it holds. `side` numbers columns of the same kind, for two tables in one."""

    index: int
    label: Label
    side: int = 0

    @property
    def role(self) -> Role:
        """What the column holds."""
        return self.label.role


Affinity = Callable[[Column, str, bool], float]
"""How well a text fits a column; the third argument says whether it stands in it."""


def align(tokens: Sequence[Token], columns: Sequence[Column], affinity: Affinity) -> tuple[dict[Column, str], list[Token]]:
    """The best place for each token, and the tokens that have none.

    Both sequences run from left to right. Scores add up over tokens: fit, less a penalty for every change of slide.
    """
    if len(tokens) > _LARGEST or len(columns) > _LARGEST:
        return _take_positions(tokens, columns)
    fits = [[affinity(column, token.text, column.index == token.column) for column in columns] for token in tokens]
    # best[j + 1]: score and choices so far when the last placed token went to column j; best[0]: none placed yet
    best: list[tuple[float, tuple[int | None, ...]] | None] = [(0.0, ()), *[None] * len(columns)]
    slides = [0] * (len(columns) + 1)
    for i, token in enumerate(tokens):
        following: list[tuple[float, tuple[int | None, ...]] | None] = [_extend(state, _UNPLACED, None) for state in best]
        following_slides = list(slides)
        for j, column in enumerate(columns):
            slide = column.index - token.column
            for last in range(j + 1):
                state = best[last]
                if state is None:
                    continue
                score = fits[i][j] + _slide_penalty(slides[last], slide, first=last == 0)
                candidate = _extend(state, score, j)
                current = following[j + 1]
                if candidate is not None and (current is None or candidate[0] > current[0]):
                    following[j + 1], following_slides[j + 1] = candidate, slide
        best, slides = following, following_slides
    _, choices = max((state for state in best if state is not None), key=lambda state: state[0])
    return _collect(tokens, columns, choices)


def _slide_penalty(before: int, slide: int, *, first: bool) -> float:
    if slide == before:
        return 0.0
    return (_FIRST_SLIDE if first else _LATER_SLIDE) + _STEP * abs(slide - before)


def _extend(
    state: tuple[float, tuple[int | None, ...]] | None, score: float, choice: int | None
) -> tuple[float, tuple[int | None, ...]] | None:
    return None if state is None else (state[0] + score, (*state[1], choice))


def _collect(tokens: Sequence[Token], columns: Sequence[Column], choices: Sequence[int | None]) -> tuple[dict[Column, str], list[Token]]:
    placed = {columns[choice]: token.text for token, choice in zip(tokens, choices, strict=True) if choice is not None}
    return placed, [token for token, choice in zip(tokens, choices, strict=True) if choice is None]


def _take_positions(tokens: Sequence[Token], columns: Sequence[Column]) -> tuple[dict[Column, str], list[Token]]:
    by_index = {column.index: column for column in columns}
    placed = {by_index[token.column]: token.text for token in tokens if token.column in by_index}
    return placed, [token for token in tokens if token.column not in by_index]
