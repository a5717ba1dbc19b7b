"""Whether a draft is but the copy of one exemplar: that is the vice that the program is there to end."""

from collections.abc import Sequence

from assistant.exemplars.exemplar import Exemplar
from assistant.goals import GoalTable
from assistant.goals.wording import fold

COPIED = 0.6
"""Share of a table's rows that may stand word for word, value and all, in one exemplar."""
FEWEST = 4
"""Rows below which that may be chance."""
LONGEST_RUN = 24
"""Characters of a goal that may stand so in a goal of one exemplar."""


def copied_from(table: GoalTable, exemplars: Sequence[Exemplar]) -> tuple[Exemplar, int] | None:
    """The exemplar that `table` is nearly a copy of, and how many rows stand so in it."""
    rows = {(fold(row.level3), fold(row.value or "")) for row in table.indicators}
    for exemplar in exemplars:
        same = len(rows & {(fold(row.level3), fold(row.value or "")) for row in exemplar.table.indicators})
        if same >= max(FEWEST, COPIED * len(rows)):
            return exemplar, same
    return None


def is_copied(goal: str, exemplars: Sequence[Exemplar]) -> bool:
    """Whether a goal has a long run of characters in common with a goal of an exemplar."""
    text = fold(goal)
    runs = {text[at : at + LONGEST_RUN] for at in range(len(text) - LONGEST_RUN + 1)}
    others = [fold(other.text) for exemplar in exemplars for other in exemplar.table.goals]
    return any(run in other for other in others for run in runs)
