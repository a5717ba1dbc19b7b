"""The draft that needs no model: candidates chosen, fitted and checked."""

from dataclasses import dataclass

from assistant.drafting.fitting import Fitted
from assistant.drafting.ground import Ground
from assistant.drafting.selection import Selection, size_for
from assistant.goals import GoalTable
from assistant.goals.taxonomy import class_rank
from assistant.review import Finding, hard_faults

MENDINGS = 4
"""Rounds in which the drafter may mend what the checks find."""


@dataclass(frozen=True)
class Composition:
    """A table, the rows it was made of, in its order, and what the checks say of it."""

    table: GoalTable
    rows: tuple[Fitted, ...]
    findings: tuple[Finding, ...]


def compose(ground: Ground) -> Composition:
    """Choose, fit, write and check; what the checks refuse is banned and the choice made anew, a bounded number of times.

    Rows that repeat the request's own facts stay whatever the checks say: the person sees the finding instead.
    """
    request, banned = ground.request, set[str]()
    for _ in range(MENDINGS):
        allowed = [candidate for candidate in ground.candidates if candidate.fact or candidate.name not in banned]
        chosen = Selection(allowed, ground.embedder, size_for(request.budget_yuan)).choose()
        rows = in_order(ground, ground.fitter.fit(chosen))
        table = ground.assemble(rows)
        findings = ground.review(table)
        wrong = {rows[f.indicator] for f in hard_faults(findings) if f.indicator is not None}
        refused = {entry.candidate.name for entry in wrong if not entry.candidate.fact}
        if not refused:
            break
        banned |= refused
    return Composition(table, tuple(rows), tuple(findings))


def in_order(ground: Ground, rows: list[Fitted]) -> list[Fitted]:
    """Rows in the official order of their classes."""
    framework = ground.request.framework
    return sorted(rows, key=lambda entry: class_rank(framework, entry.indicator.level1, entry.indicator.level2))
