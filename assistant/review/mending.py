"""Mending a table: fixes of different places are applied together and reviewed once, and none stays that makes things worse."""

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


MOST_CHANGES = 20
"""How often one place is changed: more than any text needs, and an end for fixes that would undo each other."""


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

    Fixes of different places are applied together and the table is reviewed once. Where that leaves one of the findings standing, or brings
    an error that was not there, the fixes are parted until the one that does so is alone: it is refused, and tried again once the table has
    changed.
    """
    work = _Work(table, reviewer)
    if finding is not None:
        work.apply([finding] if finding.fix else [])
    else:
        while batch := work.next_batch(rules):
            work.apply(batch)
    return Mended(work.table, tuple(work.changes), tuple(work.refused.values()), tuple(work.findings))


_Key = tuple[object, ...]


@dataclass
class _Work:
    """A table being mended.

    Attributes:
        applied: fixes that are in the table; never applied again in the same place.
        refused: fixes that did not do on the table as it is.
        stale: fixes that were refused on an earlier table, and are tried again when nothing else is left.
        times: how often each place was changed.
    """

    table: GoalTable
    reviewer: Reviewer
    changes: list[Change] = field(default_factory=list)
    applied: set[_Key] = field(default_factory=set)
    refused: dict[_Key, Refusal] = field(default_factory=dict)
    stale: set[_Key] = field(default_factory=set)
    times: Counter[_Key] = field(default_factory=Counter)
    findings: list[Finding] = field(init=False)

    def __post_init__(self) -> None:
        self.findings = self.reviewer(self.table)

    def next_batch(self, rules: Collection[str] | None) -> list[Finding]:
        """Findings whose fixes are wanted and were not tried on this table, one of each place; a new order of the rows goes alone."""
        wanted = [found for found in self.findings if found.fix and _is_wanted(found, rules)]
        tried = self.applied | self.refused.keys()
        batch = _one_of_each_place([found for found in wanted if self._key(found) not in tried])
        if not batch and self.stale:
            self.refused = {key: refusal for key, refusal in self.refused.items() if key not in self.stale}
            self.stale.clear()
            return self.next_batch(rules)
        return batch

    def apply(self, batch: list[Finding]) -> None:
        """Apply fixes, or those of them that do; what does not is refused."""
        if not batch:
            return
        changed = self.table
        for found in batch:
            changed = apply_fix(changed, found)
        after = self.reviewer(changed)
        reason = self._objection(batch, changed, after)
        if reason is None:
            self._accept(batch, changed, after)
        elif len(batch) == 1:
            self._refuse(batch[0], reason)
        else:
            middle = len(batch) // 2
            self.apply(batch[:middle])
            self.apply([found for found in batch[middle:] if found in self.findings])

    def _objection(self, batch: list[Finding], changed: GoalTable, after: list[Finding]) -> str | None:
        if any(read_field(self.table, found) == read_field(changed, found) for found in batch):
            return "改了以后没有变化"
        if any(self.times[_place(found)] >= MOST_CHANGES for found in batch):
            return f"这一处已改了 {MOST_CHANGES} 次，请人工核对"
        moved = batch[0].field == "indicators"
        new = _count(_errors(after), moved) - _count(_errors(self.findings), moved)
        if new:
            rule = RULES[next(iter(new))[0]]
            return f"改了以后会出现新的错误：{rule.title}（{rule.id}）"
        if _count(batch, moved) - (_count(self.findings, moved) - _count(after, moved)):
            return "改了以后这条意见仍然存在"
        return None

    def _accept(self, batch: list[Finding], changed: GoalTable, after: list[Finding]) -> None:
        for found in batch:
            self.changes.append(_change(found, self.table, changed))
            self.applied.add(self._key(found))
            self.times[_place(found)] += 1
        self.stale.update(self.refused)
        self.table, self.findings = changed, after

    def _refuse(self, found: Finding, reason: str) -> None:
        self.refused[self._key(found)] = Refusal(finding=found, place=place_in_words(found, self.table), reason=reason)

    def _key(self, found: Finding) -> _Key:
        return found.rule, found.fix, read_field(self.table, found), place_in_words(found, self.table)


def _one_of_each_place(findings: list[Finding]) -> list[Finding]:
    """The first finding of each place; a new order of the rows only where it is all there is."""
    first = {_place(found): found for found in reversed(findings)}
    orders = [found for found in findings if found.field == "indicators"]
    return [found for found in findings if first[_place(found)] is found and found not in orders] or orders[:1]


def _place(found: Finding) -> _Key:
    return found.fixed_row, found.fix.field if found.fix else None


def _change(found: Finding, table: GoalTable, changed: GoalTable) -> Change:
    field = found.fix.field if found.fix else ""
    before, after = read_field(table, found), read_field(changed, found)
    where = found.model_copy(update={"indicator": found.fixed_row, "field": field})
    return Change(rule=found.rule, severity=found.severity, place=place_in_words(where, table), field=field, before=before, after=after)


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
