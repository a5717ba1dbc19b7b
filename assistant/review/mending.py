"""Mending a table: fixes applied one at a time, each on the table as it then is, and none that makes things worse."""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from pydantic import BaseModel, ConfigDict

from assistant.goals import GoalTable
from assistant.review.finding import Finding, Severity
from assistant.review.fixing import apply_fix, read_field
from assistant.review.rules import RULES

Reviewer = Callable[[GoalTable], list[Finding]]
"""Reviews a table; the same each time."""


MOST_CHANGES = 1000
"""More than any table needs: an end for fixes that would undo each other."""


class Change(BaseModel):
    """One applied fix.

    Attributes:
        rule: the rule whose finding it removed.
        severity: its severity.
        place: where, in words: 第3条指标「培训人数」, 第1条绩效目标, 项目名称.
        field: the field that was changed, as in `Fix`.
        before: what stood there; after: what stands there now.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: str
    severity: Severity
    place: str
    field: str
    before: str
    after: str


class Refusal(BaseModel):
    """A fix that was not applied, and why."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    finding: Finding
    place: str
    reason: str


@dataclass(frozen=True)
class Mended:
    """A table after mending: what was changed, in order, what was refused, and what a review finds now."""

    table: GoalTable
    changes: tuple[Change, ...] = ()
    refused: tuple[Refusal, ...] = ()
    findings: tuple[Finding, ...] = ()


def mend(table: GoalTable, reviewer: Reviewer, *, rules: Collection[str] | None = None, finding: Finding | None = None) -> Mended:
    """Apply fixes: of one finding, of all findings of some rules, or, where neither is named, all that are safe.

    Every fix is followed by a review. One that leaves its finding standing, or brings an error that was not there, is refused; it is tried
    again once another fix has changed the table.
    """
    work = _Work(table, reviewer)
    while len(work.changes) < MOST_CHANGES and (found := work.next(rules, finding)) is not None:
        work.apply(found)
        if finding is not None:
            break
    return Mended(work.table, tuple(work.changes), tuple(work.refused), tuple(work.findings))


@dataclass
class _Work:
    """A table being mended. `applied` fixes are never applied again in the same place, `tried` ones not before the table has changed."""

    table: GoalTable
    reviewer: Reviewer
    changes: list[Change] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    applied: set[tuple[object, ...]] = field(default_factory=set)
    tried: set[tuple[object, ...]] = field(default_factory=set)
    findings: list[Finding] = field(init=False)

    def __post_init__(self) -> None:
        self.findings = self.reviewer(self.table)

    def next(self, rules: Collection[str] | None, only: Finding | None) -> Finding | None:
        """The next finding whose fix is wanted and was not tried on this table."""
        offered = self.findings if only is None else [only]
        wanted = (found for found in offered if found.fix and (only or _is_wanted(found, rules)))
        return next((found for found in wanted if self._key(found) not in self.tried | self.applied), None)

    def apply(self, found: Finding) -> None:
        """Apply a fix, or refuse it."""
        key = self._key(found)
        self.tried.add(key)
        place = place_in_words(found, self.table)
        changed = apply_fix(self.table, found)
        after = self.reviewer(changed)
        reason = self._objection(found, changed, after)
        if reason:
            self.refused.append(Refusal(finding=found, place=place, reason=reason))
            return
        self._record(found, place, changed)
        self.applied.add(key)
        self.tried.clear()
        self.refused.clear()
        self.table, self.findings = changed, after

    def _objection(self, found: Finding, changed: GoalTable, after: list[Finding]) -> str | None:
        if changed == self.table:
            return "改了以后没有变化"
        moved = found.field == "indicators"
        new = _count(_errors(after), moved) - _count(_errors(self.findings), moved)
        if new:
            rule = RULES[next(iter(new))[0]]
            return f"改了以后会出现新的错误：{rule.title}（{rule.id}）"
        if _count([found], moved) - (_count(self.findings, moved) - _count(after, moved)):
            return "改了以后这条意见仍然存在"
        return None

    def _record(self, found: Finding, place: str, changed: GoalTable) -> None:
        fix = found.fix
        if fix is None:
            return
        before, after = read_field(self.table, found), read_field(changed, found)
        self.changes.append(Change(rule=found.rule, severity=found.severity, place=place, field=fix.field, before=before, after=after))

    def _key(self, found: Finding) -> tuple[object, ...]:
        return found.rule, found.fix, read_field(self.table, found), place_in_words(found, self.table)


def _is_wanted(found: Finding, rules: Collection[str] | None) -> bool:
    return RULES[found.rule].safe if rules is None else found.rule in rules


def _errors(findings: Collection[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity == "error"]


def _count(findings: Collection[Finding], moved: bool) -> Counter[tuple[str, int | None, str | None]]:
    """How many findings of each rule there are in each place, without the row where a new order of the rows has `moved` them."""
    return Counter((finding.rule, None if moved else finding.indicator, finding.field) for finding in findings)


_PARTS = {"goals": "第{}条绩效目标", "tasks": "第{}项任务"}
_FIELDS = {"name": "项目名称", "purpose": "资金用途", "goals": "绩效目标", "tasks": "重点工作任务", "spending_plan": "资金支出计划"}


def place_in_words(finding: Finding, table: GoalTable) -> str:
    """Where a finding stands, for people: 第3条指标「培训人数」, 第1条绩效目标, 项目名称, or 全表."""
    if finding.indicator is not None:
        return f"第{finding.indicator + 1}条指标「{table.indicators[finding.indicator].level3}」"
    part, _, rest = (finding.field or "").partition(".")
    if rest and part in _PARTS:
        return _PARTS[part].format(int(rest.split(".")[0]) + 1)
    return _FIELDS.get(part, "全表")
