"""重新起草: a new draft in the place of an old one, around the rows that people wrote or locked."""

from collections.abc import Sequence

from assistant.drafting import DraftContext
from assistant.errors import ConflictError
from assistant.goals import Indicator
from assistant.goals.framework import framework_of
from assistant.goals.taxonomy import class_rank
from assistant.review.carrying import carry_over
from assistant.review.cutting import cut_out, is_stated
from assistant.suggesting.meaning import cosines_of, read_statement, says_same
from assistant.workspace.drafts import Beside, Drafts, OpenDraft
from assistant.workspace.manuscript import Manuscript, Mark, Stated

_HEAD = (
    "name", "unit", "department", "year", "budget_yuan", "funding", "purpose", "period", "project_code", "project_type", "spending_plan",
    "others", "tasks", "source", "unread",
)  # fmt: skip
"""What stands as the person has it by now, emptied fields too, whatever the draft was asked for with."""
_TRIES = 5


def keep_anew(drafts: Drafts, id_: str, made: Manuscript, context: DraftContext, beside: Beside | None = None) -> OpenDraft:
    """Save a new draft into a draft: around the kept rows of what is there by then, whatever was edited meanwhile.

    What `beside` keeps of the draft's id is kept together with it, or neither is.

    Raises:
        ConflictError: somebody edits it faster than it can be saved.
        ClassifiedError: it is marked 涉密.
        InputError: there is no such draft.
    """
    for left in reversed(range(_TRIES)):
        there = drafts.open(id_)
        try:
            if there is None:
                return drafts.save(id_, 0, made, "起草", beside=beside)
            return drafts.save(id_, there.stamp, merge(there.manuscript, made, context), "重新起草", beside=beside)
        except ConflictError:
            if not left:
                raise
    raise AssertionError("the last try raises")


def merge(old: Manuscript, new: Manuscript, context: DraftContext) -> Manuscript:
    """`new` with the kept rows of `old` in it, and not what says the same again; with the goals of `old` where a person wrote them.

    Rows that a person deleted do not come back, unless all were: whoever clears a table wants another.
    """
    kept = [(row, mark) for row, mark in old.rows if mark.kept]
    twins = _twins([row for row, _ in kept], new, context)
    goals = new.table.goals
    for place, twin in twins.items():
        goals = carry_over(goals, new.table.indicators[place], twin, context.review_data)
    others = [(row, mark) for place, (row, mark) in enumerate(new.rows) if place not in twins]
    fresh = [(row, mark) for row, mark in others if row.level3 not in old.refused]
    framework = framework_of(new.table)
    rows = sorted([*kept, *fresh], key=lambda entry: class_rank(framework, entry[0].level1, entry[0].level2))
    head = {name: getattr(old.table, name) for name in _HEAD}
    if old.request is None:  # a table that was read may never have had a year; a draft has one of its own, which nobody emptied
        head["year"] = head["year"] or new.table.year
    dropped = old.dropped if old.marks else ()
    merged = new.with_rows(rows).with_table(**head).model_copy(update={"form": old.form, "dropped": dropped, "copied": old.copied})
    if old.goals_edited:
        return merged.with_table(goals=old.table.goals).model_copy(update={"goals_edited": True, "stated": old.stated})
    late = [(row, mark) for row, mark in others if row.level3 in old.refused]
    return _without(merged.with_table(goals=goals), late, context)


def _without(manuscript: Manuscript, late: Sequence[tuple[Indicator, Mark]], context: DraftContext) -> Manuscript:
    """With goals that say nothing of rows that were refused while the draft was made; what cannot be cut out is remembered."""
    goals, rows, data = manuscript.table.goals, manuscript.table.indicators, context.review_data
    stated = list[Stated]()
    for row, mark in late:
        goals = tuple(goal.model_copy(update={"text": cut_out(goal, row, rows, data) or goal.text}) for goal in goals)
        stated += [Stated(row=mark.id, indicator=row)] if is_stated(goals, row, rows, data) else []
    return manuscript.with_table(goals=goals).model_copy(update={"stated": tuple(stated)})


def _twins(kept: list[Indicator], new: Manuscript, context: DraftContext) -> dict[int, Indicator]:
    """By the places of the new rows that say what a kept row says, that row."""
    if not kept or not new.marks:
        return {}
    words, budget = context.review_data.words, new.table.budget_yuan
    ours = [read_statement(row, words, budget) for row in new.table.indicators]
    theirs = [read_statement(row, words, budget) for row in kept]
    cosines = cosines_of(ours, theirs, context.index.store.embedder).tolist()
    found = {}
    for place, statement in enumerate(ours):
        same = (row for row, other, cosine in zip(kept, theirs, cosines[place], strict=True) if says_same(statement, other, cosine))
        if twin := next(same, None):
            found[place] = twin
    return found
