"""Review: checks that find what a reviewer would send back."""

from collections.abc import Iterable
from pathlib import Path

from assistant.goals import GoalTable
from assistant.library.places import load_places
from assistant.library.units import load_units
from assistant.library.words import load_words
from assistant.review import consistency, money, parts, places, structure, time, units, values
from assistant.review.finding import Finding, Fix, Need, Rule
from assistant.review.fixing import apply_fix
from assistant.review.rules import RULES
from assistant.review.subject import Check, ReviewData, Subject, read_rows, valued

__all__ = ["RULES", "Finding", "Fix", "ReviewData", "Rule", "apply_fix", "hard_faults", "load_review_data", "not_applicable", "review"]

CHECKS: tuple[Check, ...] = (
    structure.check_parts,
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
    places.check_places,
    places.check_sources,
)
_ORDER = {"error": 0, "warning": 1, "info": 2}


def load_review_data(folder: Path) -> ReviewData:
    """The data files of the review in `folder`.

    Raises:
        LibraryError: a file is missing, no YAML, or breaks a rule.
    """
    return ReviewData(words=load_words(folder), units=load_units(folder), places=load_places(folder))


def review(table: GoalTable, rules: ReviewData, *, own_text: str | None = None) -> list[Finding]:
    """What a reviewer would send back, gravest first, then in the order of the table.

    Args:
        table: the table; one marked 涉密 is not looked into.
        rules: word lists, units and places.
        own_text: all that the person gave, for a table drafted from it; None for a finished table.
    """
    if table.classified:
        return []
    subject = Subject(table, rules, own_text)
    findings = [finding for check in CHECKS for finding in check(subject)]
    return sorted(findings, key=lambda finding: (_ORDER[finding.severity], -1 if finding.indicator is None else finding.indicator))


def hard_faults(findings: Iterable[Finding]) -> list[Finding]:
    """Findings with which a table is sent back."""
    return [finding for finding in findings if finding.severity == "error"]


def not_applicable(table: GoalTable, own_text: str | None = None) -> list[str]:
    """Ids of the rules that could not be checked because the table does not say what they need."""
    if table.classified:
        return list(RULES)
    known = _known(table, own_text)
    return [rule.id for rule in RULES.values() if not set(rule.needs) <= known]


def _known(table: GoalTable, own_text: str | None) -> set[Need]:
    rows = valued(read_rows(table))
    costs = parts.costs_of(rows)
    total = any(money.TOTAL.search(row.name) for row in costs)
    has: dict[Need, bool] = {
        "year": table.year is not None,
        "budget": bool(table.budget_yuan),
        "own_text": own_text is not None,
        "unit": bool(table.unit or table.department) or own_text is not None,
        "cost": bool(costs),
        "pairing": any(pairing.quantities for _, pairing in money.pairings(rows)),
        "total": total,
        "parts": len(costs) > 1,
        "parts_alone": len(costs) > 1 and not total,
        "period_values": any(row.indicator.period_value for row in rows),
    }
    return {need for need, there in has.items() if there}
