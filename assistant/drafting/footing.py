"""Which rows that nobody gave may stand beside what the request says."""

import re
from collections.abc import Sequence

from assistant.drafting.candidates import Candidate, class_of_fact, unit_of
from assistant.drafting.fact import Fact
from assistant.drafting.measures import EVENT_UNITS, PEOPLE_UNITS
from assistant.goals.taxonomy import ECOLOGICAL, ECONOMIC, QUANTITY, SERVED, SOCIAL, SUSTAINED, TIMELINESS

BENEFITS = (ECONOMIC, SOCIAL, ECOLOGICAL, SUSTAINED)
_EVENTS, _SERVED_UNITS = EVENT_UNITS | {"届", "班"}, PEOPLE_UNITS | {"户", "户次", "家", "对"}
ENOUGH_COUNTS = 2
"""Counts in the request from which on no further quantity is proposed: the person has said what will be done."""


def is_founded(candidate: Candidate, own_text: str, facts: Sequence[Fact], unread: Sequence[str]) -> bool:
    """Whether a row that nobody gave may stand beside what was given.

    A quantity must be core to the type, spoken of in the request, or had by similar projects; beside given counts it must add another
    side of the matter (how many people, beside how many events), not a rival count; beside numbers that were not understood none is
    proposed, since it might contradict them. Where the request says when, no other date is proposed; where it says what comes of it, no
    second 满意度, economic benefit or number of people beside its own.
    """
    if candidate.fact:
        return True
    if candidate.level2 == QUANTITY:
        return _is_founded_count(candidate, own_text, [fact for fact in facts if fact.kind == "count"], unread)
    unit = unit_of(candidate)
    if candidate.level2 == TIMELINESS:
        if any(fact.kind == "deadline" for fact in facts) and not (candidate.typical and candidate.typical.typical is not None):
            return False
        return unit not in _TIMES or not any(_TIMES_SAID.search(text) for text in unread)
    if candidate.level2 == SERVED:
        return not any(class_of_fact(fact) == SERVED for fact in facts)
    if candidate.level2 == ECONOMIC and any(fact.kind == "benefit" for fact in facts):
        return False
    return candidate.level2 not in BENEFITS or unit not in _SERVED_UNITS or not any(fact.target.base_unit == unit for fact in facts)


_TIMES = ("秒", "分钟", "小时", "天", "个工作日", "日")
_TIMES_SAID = re.compile("秒|分钟|小时|天|工作日")


def _is_founded_count(candidate: Candidate, own_text: str, counts: Sequence[Fact], unread: Sequence[str]) -> bool:
    if len(counts) >= ENOUGH_COUNTS or unread:
        return False
    typical = candidate.typical
    mentioned = bool(typical and typical.counts and typical.counts in own_text)
    if counts and not mentioned:
        return False
    if not (candidate.evidence or mentioned or (typical and typical.core)):
        return False
    return not any(are_rivals(unit_of(candidate), fact.target.base_unit) or _is_counted_by(candidate, fact) for fact in counts)


def _is_counted_by(candidate: Candidate, fact: Fact) -> bool:
    """Whether a given number of people counts the thing that a candidate would count again: 岗位人数 and 岗位设置数量."""
    counted, unit = candidate.typical.counts if candidate.typical else None, unit_of(candidate)
    return bool(counted and counted in fact.name and unit not in _EVENTS | _SERVED_UNITS)


def are_rivals(unit: str | None, given: str | None, *, things: bool = True) -> bool:
    """Whether a count in `unit` would rival one in the unit that was given; beside a thing counted, any does where `things` says so."""
    if unit == given or any({unit, given} <= group for group in (_EVENTS, _SERVED_UNITS)):
        return True
    return things and not {given} & (_EVENTS | _SERVED_UNITS)
