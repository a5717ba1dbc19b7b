"""From settled rows to a table without a hard fault: what was said is in it, every class is there, and what cannot stand is replaced."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.drafting.candidates import Candidate
from assistant.drafting.composing import Composition, in_order
from assistant.drafting.fitting import Fitted
from assistant.drafting.footing import BENEFITS
from assistant.drafting.ground import Ground
from assistant.drafting.llm.answer import BadRow
from assistant.drafting.llm.grounding import Settled, is_own, without_repetitions
from assistant.drafting.merging import SAME_MEANING, comparable
from assistant.drafting.selection import REQUIRED, size_for
from assistant.review import RULES, Finding
from assistant.review.mending import mend

FEWEST = 8
"""Rows that a table has at least, where the offline draft has as many."""
MORE = 3
"""Rows beyond the size of the offline draft that a model may have."""
ROUNDS = 4
"""Times that the table is reviewed and what cannot stand is taken out."""
_MENDED = {rule.id for rule in RULES.values() if rule.severity == "error" or rule.safe} - {"ORDER-01", "SIGN-01"}
"""Rules whose fixes are taken unseen: the table is a proposal yet, and each fix is arithmetic or writing. A sign that is the wrong way
round is not turned: then the name and the number do not belong together."""


@dataclass(frozen=True)
class Completed:
    """The rows of a table, in its order.

    Attributes:
        faulty: rows of the model that the checks refuse, with the reason; they are not among the rows.
    """

    rows: tuple[Settled, ...]
    faulty: tuple[BadRow, ...]


def complete(ground: Ground, composed: Composition, settled: Sequence[Settled]) -> Completed:
    """The table with all of `settled` that can stand."""
    wanted = [row for row in settled if row.entry.indicator.level3 not in ground.request.refused]
    rows = without_repetitions(ground, [*_stated(composed, wanted), *wanted])
    own = sum(row.own for row in rows)
    rows = _mend(ground, _in_order(ground, rows[: max(own, size_for(ground.request.budget_yuan) + MORE)]))
    faulty, banned = list[BadRow](), set[str]()
    for _ in range(ROUNDS):
        rows = _in_order(ground, _fill(ground, composed, rows, banned))
        findings = ground.review(ground.assemble([row.entry for row in rows]))
        wrong = {f.indicator: f for f in findings if f.indicator is not None and _is_refused(f, rows[f.indicator])}
        drop = {at: f for at, f in wrong.items() if not rows[at].own}
        if not drop:
            break
        faulty += [_bad(rows[at].entry, finding) for at, finding in drop.items() if rows[at].written]
        banned |= {rows[at].entry.candidate.name for at in drop if not rows[at].written}
        rows = [row for at, row in enumerate(rows) if at not in drop]
    return Completed(tuple(rows), tuple(faulty))


def _is_refused(finding: Finding, row: Settled) -> bool:
    """Whether a row cannot stand with this finding: a row that rests on nothing but the model's word must give no cause for one."""
    return finding.severity == "error" or (finding.severity == "warning" and row.entry.indicator.origin == "model")


def _stated(composed: Composition, settled: Sequence[Settled]) -> list[Settled]:
    """Rows of what the person said, and of the whole cost, that the model left out: they come first."""
    there = {row.entry.candidate.name for row in settled if row.own}
    own = [entry for entry in composed.rows if is_own(entry)]
    return [Settled(entry, kept=False, written=False) for entry in own if entry.candidate.name not in there]


def _fill(ground: Ground, composed: Composition, rows: list[Settled], banned: set[str]) -> list[Settled]:
    """Rows of the offline draft for the classes that are missing, and until there are enough."""
    for entry in (entry for entry in composed.rows if entry.candidate.name not in banned):
        level2 = entry.candidate.level2
        there = [row.entry.candidate.level2 for row in rows]
        lacking = there.count(level2) < REQUIRED.get(level2, 0) or (level2 in BENEFITS and not any(one in BENEFITS for one in there))
        if (lacking or len(rows) < min(FEWEST, len(composed.rows))) and not _is_said(ground, entry.candidate, rows):
            rows = [*rows, Settled(entry, kept=False, written=False)]
    return rows


def _is_said(ground: Ground, candidate: Candidate, rows: Sequence[Settled]) -> bool:
    vectors = ground.embedder.embed([candidate.name, *(row.entry.candidate.name for row in rows)])
    cosines = vectors[1:] @ vectors[0]
    return any(cosine >= SAME_MEANING and comparable(candidate, row.entry.candidate) for cosine, row in zip(cosines, rows, strict=True))


def _in_order(ground: Ground, rows: Sequence[Settled]) -> list[Settled]:
    by_entry = {id(row.entry): row for row in rows}
    return [by_entry[id(entry)] for entry in in_order(ground, [row.entry for row in rows])]


def _mend(ground: Ground, rows: Sequence[Settled]) -> list[Settled]:
    """Rows with the fixes of the checks in them; what the person said is left alone."""
    table = ground.assemble([row.entry for row in rows])
    mended = mend(table, ground.review, rules=_MENDED).table
    result = []
    for row, before, after in zip(rows, table.indicators, mended.indicators, strict=True):
        if before == after or row.entry.indicator.origin == "input":
            result.append(row)
            continue
        result.append(replace(row, entry=replace(row.entry, indicator=after), kept=False))
    return result


def _bad(entry: Fitted, finding: Finding) -> BadRow:
    row = entry.indicator
    return BadRow({"level2": row.level2, "name": row.level3, "value": row.value, "evidence": []}, finding.message)
