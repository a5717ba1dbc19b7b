"""What could stand in the place of one row of a table."""

from collections import Counter
from collections.abc import Collection, Sequence

from assistant.drafting import DraftContext
from assistant.goals import Framework, GoalTable
from assistant.goals.taxonomy import CLASSES, level2_in, level2_names, parent_of
from assistant.goals.wording import fold
from assistant.review import hard_faults, review
from assistant.suggesting.lacking import find_lacks
from assistant.suggesting.situation import Situation
from assistant.suggesting.suggest import Suggesting, explain_silence
from assistant.suggesting.suggestion import Suggestion, apply_suggestion

MOST = 8
"""Rows that are offered for one."""


def alternatives(
    table: GoalTable, position: int, context: DraftContext, *, refused: Collection[str] = (), exclude_sources: Sequence[str] = ()
) -> list[Suggestion]:
    """What could stand in the place of row `position` (from 0), at most `MOST`: of its second-level class first, then of its first-level.

    Each is fitted to the table without the row, says neither what the row says nor what another does, and brings no new hard fault. Where
    the row is the last one of a class that must be there, only rows that keep the class there are offered. Deterministic and offline;
    none is an honest answer, and what a table marked 涉密 gets.

    Args:
        table: the table.
        position: the row's place in it, from 0.
        context: what the suggestions rest on.
        refused: names that were shown already and are left out.
        exclude_sources: corpus files that must not be used.

    Raises:
        IndexError: there is no such row.
    """
    row = table.indicators[position]
    if explain_silence(table):
        return []
    rest = table.model_copy(update={"indicators": (*table.indicators[:position], *table.indicators[position + 1 :])})
    work = Suggesting(rest, context, exclude_sources, whole=table)
    left_out = {fold(name) for name in (*refused, row.level3)}
    known = _faults(table, context)
    found = list[Suggestion]()
    for classes in _classes(rest, table, position, context):
        for option in work.instead(classes):
            suggestion = work.suggestion(option, work.priority(option), None, instead_of=row)
            if fold(suggestion.level3) in left_out or _faults(apply_suggestion(rest, suggestion), context) - known:
                continue
            found.append(suggestion)
            if len(found) == MOST:
                return found
    return found


def _classes(rest: GoalTable, table: GoalTable, position: int, context: DraftContext) -> list[tuple[str, ...]]:
    """The classes, in three-class terms, from which a row may come: those that come first, then the others.

    A class that must be there, and is no more without the row, leaves no others.
    """
    words = context.review_data.words
    whole, left = Situation(table, words), Situation(rest, words)
    own, level1 = whole.classes[position], table.indicators[position].level1
    there = {lack.classes for lack in find_lacks(whole, context.review_data)}
    lacking = [lack.classes for lack in find_lacks(left, context.review_data) if lack.classes not in there]
    if own is None:
        return lacking or [_children(level1, whole.framework)]
    others = lacking[0] if lacking else _children(level1 or parent_of(own), whole.framework)
    framework = whole.framework
    first = tuple(level2 for level2 in level2_names(Framework.THREE_CLASS) if level2_in(framework, level2) == level2_in(framework, own))
    further = tuple(level2 for level2 in others if level2 not in first)
    return [first, further] if further else [first]


def _children(level1: str | None, framework: Framework) -> tuple[str, ...]:
    """The second-level classes of a first-level one, in three-class terms; all where there is none."""
    children = CLASSES[framework].get(level1 or "", level2_names(framework))
    return tuple(dict.fromkeys(level2_in(Framework.THREE_CLASS, child) for child in children))


def _faults(table: GoalTable, context: DraftContext) -> Counter[str]:
    return Counter(finding.rule for finding in hard_faults(review(table, context.review_data)))
