"""Review: checks that find what a reviewer would send back."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.goals import GoalTable
from assistant.library.drawers import load_drawers
from assistant.library.places import load_places
from assistant.library.standards import load_standards
from assistant.library.units import load_units
from assistant.library.wording import load_wording
from assistant.library.words import load_words
from assistant.review import (
    columns,
    consistency,
    drawers,
    extent,
    goals,
    money,
    names,
    parts,
    phrasing,
    places,
    plausibility,
    structure,
    tasks,
    texts,
    time,
    units,
    values,
)
from assistant.review.comparables import Comparable, Comparables
from assistant.review.finding import Finding, Fix, Rule
from assistant.review.fixing import apply_fix
from assistant.review.needs import missing_for
from assistant.review.rules import BY_MODEL, FOREIGN, RULES
from assistant.review.scoring import Score, score
from assistant.review.subject import Check, Earlier, ReviewData, Subject

__all__ = [
    "BY_MODEL",
    "FOREIGN",
    "RULES",
    "Comparable",
    "Comparables",
    "Earlier",
    "Finding",
    "Fix",
    "Review",
    "ReviewData",
    "Rule",
    "Score",
    "apply_fix",
    "hard_faults",
    "load_review_data",
    "review",
    "review_fully",
    "with_remarks",
]

CHECKS: tuple[Check, ...] = (
    structure.check_parts,
    extent.check_head,
    extent.check_count,
    extent.check_order,
    extent.check_copies,
    structure.check_classes,
    structure.check_levels,
    structure.check_missing_values,
    structure.check_duplicates,
    values.check_numbers,
    values.check_bounds,
    values.check_signs,
    units.check_spelling,
    units.check_presence,
    units.check_fit,
    time.check_years,
    time.check_name_year,
    time.check_plans,
    time.check_dates,
    money.check_budget,
    money.check_prices,
    parts.check_parts,
    consistency.check_goal_numbers,
    consistency.check_period,
    time.check_festivals,
    time.check_period_length,
    time.check_period_ends,
    time.check_multiples,
    money.check_funding,
    money.check_limits,
    goals.check_promises,
    goals.check_relevance,
    goals.check_writing,
    tasks.check_tasks,
    tasks.check_task_money,
    tasks.check_task_numbers,
    tasks.check_projects,
    columns.check_plan,
    columns.check_basis,
    columns.check_descriptions,
    columns.check_weights,
    places.check_places,
    places.check_sources,
    texts.check_slips,
    texts.check_policies,
    phrasing.check_phrasing,
    names.check_names,
    names.check_satisfaction_names,
    drawers.check_drawers,
    plausibility.check_satisfaction,
    plausibility.check_whole,
    plausibility.check_margins,
    plausibility.check_single_events,
    plausibility.check_spread,
)
_ORDER = {"error": 0, "warning": 1, "info": 2}


class Review(BaseModel):
    """All that a review says of a table: each rule is found, or not applicable with the reason, or clean.

    Attributes:
        findings: gravest first, then in the order of the table.
        not_applicable: why a rule could not be checked, by rule id.
        score: 自检得分; None for a table marked 涉密.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    findings: tuple[Finding, ...]
    not_applicable: dict[str, str]
    score: Score | None


def load_review_data(folder: Path, comparables: Comparables | None = None) -> ReviewData:
    """The data files of the review in `folder`, and rows of other tables to compare with.

    Raises:
        LibraryError: a file is missing, no YAML, or breaks a rule.
    """
    return ReviewData(
        words=load_words(folder),
        units=load_units(folder),
        places=load_places(folder),
        standards=load_standards(folder),
        drawers=load_drawers(folder),
        wording=load_wording(folder),
        comparables=comparables,
    )


def review(
    table: GoalTable,
    data: ReviewData,
    *,
    own_text: str | None = None,
    siblings: Sequence[GoalTable] = (),
    earlier: Sequence[Earlier] = (),
) -> list[Finding]:
    """What a reviewer would send back, gravest first, then in the order of the table.

    Args:
        table: the table; one marked 涉密 is not looked into.
        data: what the checks go by.
        own_text: all that the person gave, for a table drafted from it; None for a finished table.
        siblings: the other tables of the same file.
        earlier: rows as they were before somebody changed them or took them out; the goals may still state them.
    """
    return _find(Subject(table, data, own_text, tuple(siblings), tuple(earlier)))


def review_fully(
    table: GoalTable,
    data: ReviewData,
    *,
    own_text: str | None = None,
    siblings: Sequence[GoalTable] = (),
    earlier: Sequence[Earlier] = (),
) -> Review:
    """`review` with what could not be checked and why, and the score."""
    subject = Subject(table, data, own_text, tuple(siblings), tuple(earlier))
    findings = _find(subject)
    scored = None if table.classified else score(findings, RULES, data.standards.score)
    return Review(findings=tuple(findings), not_applicable=missing_for(RULES, subject), score=scored)


def _find(subject: Subject) -> list[Finding]:
    if subject.table.classified:
        return []
    return in_order(finding for check in CHECKS for finding in check(subject))


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings gravest first, then in the order of the table."""
    return sorted(findings, key=lambda finding: (_ORDER[finding.severity], -1 if finding.indicator is None else finding.indicator))


def with_remarks(result: Review, remarks: Iterable[Finding] | str) -> Review:
    """A review with what a model says of the wording, which costs no points; or with the reason why it says nothing."""
    if isinstance(remarks, str):
        return result.model_copy(update={"not_applicable": {**result.not_applicable, BY_MODEL: remarks}})
    checked = {rule: reason for rule, reason in result.not_applicable.items() if rule != BY_MODEL}
    return result.model_copy(update={"findings": tuple(in_order((*result.findings, *remarks))), "not_applicable": checked})


def hard_faults(findings: Iterable[Finding]) -> list[Finding]:
    """Findings with which a table is sent back."""
    return [finding for finding in findings if finding.severity == "error"]
