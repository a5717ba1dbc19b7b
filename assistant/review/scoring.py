"""自检得分: what the findings cost, aspect by aspect. It is this program's own count and no conclusion of a finance bureau."""

from collections.abc import Sequence
from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field

from assistant.goals.money import format_number
from assistant.library.standards import Grade, ScoreRules
from assistant.review.finding import Finding, Rule

UNOFFICIAL = "自检得分，分值和等级线为本工具约定，不是财政审核结论"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Deduction(_Part):
    """Points lost by one rule.

    Attributes:
        rule: its id.
        title: what is wrong.
        points: what it costs in all, at most what is left of its aspect.
        findings: how many findings it has.
        counted: how many of them cost points.
    """

    rule: str
    title: str
    points: float
    findings: int
    counted: int


class AspectScore(_Part):
    """One of the four aspects: its full points, what is left of them, and the deductions that make the difference."""

    aspect: str
    full: float
    points: float
    deductions: tuple[Deduction, ...] = ()


class Score(_Part):
    """自检得分.

    Attributes:
        total: the sum of the aspects, 0 to the sum of their full points (100).
        grade: 优, 良, 中 or 差.
        reason: how the grade follows from the total.
        aspects: the four aspects.
        official: always false.
        note: what the score is and is not.
    """

    total: float
    grade: str
    reason: str
    aspects: tuple[AspectScore, ...]
    official: bool = False
    note: str = Field(UNOFFICIAL)


def score(findings: Sequence[Finding], rules: dict[str, Rule], settings: ScoreRules) -> Score:
    """The score of a table with these findings: every one of a rule that counts costs by its severity, the first few of each rule only."""
    aspects = tuple(_score_aspect(name, full, findings, rules, settings) for name, full in settings.aspects.items())
    total = sum((Decimal(str(aspect.points)) for aspect in aspects), Decimal(0))
    full = sum(settings.aspects.values(), Decimal(0))
    share = total / full * 100 if full else Decimal(100)
    grade, reason = _grade(share, total, any(finding.severity == "error" for finding in findings), settings)
    return Score(total=float(total), grade=grade.name, reason=reason, aspects=aspects)


def _score_aspect(name: str, full: Decimal, findings: Sequence[Finding], rules: dict[str, Rule], settings: ScoreRules) -> AspectScore:
    left = full
    deductions: list[Deduction] = []
    of_aspect = [finding for finding in findings if rules[finding.rule].aspect == name and rules[finding.rule].counted]
    for id_ in dict.fromkeys(finding.rule for finding in of_aspect):
        count = sum(finding.rule == id_ for finding in of_aspect)
        counted = min(count, settings.times)
        points = min(left, settings.deductions[rules[id_].severity] * counted)
        left -= points
        deductions.append(Deduction(rule=id_, title=rules[id_].title, points=float(points), findings=count, counted=counted))
    return AspectScore(aspect=name, full=float(full), points=float(left), deductions=tuple(deductions))


def _grade(share: Decimal, total: Decimal, faulty: bool, settings: ScoreRules) -> tuple[Grade, str]:
    earned = next(grade for grade in settings.grades if share >= grade.least)
    best = next(grade for grade in settings.grades if grade.name == settings.best_with_errors)
    points = f"{format_number(total)} 分"
    if faulty and earned.least > best.least:
        return best, f"{points}，按分数为{earned.name}；因有“错误”级审核意见，最高评为{best.name}"
    return earned, f"{points}，{format_number(earned.least)} 分及以上为{earned.name}" if earned.least else f"{points}，为{earned.name}"
