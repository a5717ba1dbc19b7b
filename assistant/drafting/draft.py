"""The one function that drafts, and what it gives back."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.drafting.candidates import Candidate, nearness
from assistant.drafting.facts import Reading, read_purpose
from assistant.drafting.fitting import Fitted, Fitter
from assistant.drafting.footing import is_founded
from assistant.drafting.goal_writing import write_goals
from assistant.drafting.kinds import Kinds, mix_kinds
from assistant.drafting.pool import Sources, gather_candidates
from assistant.drafting.request import DraftRequest
from assistant.drafting.selection import Selection, size_for
from assistant.drafting.subject import subject_of
from assistant.exemplars.exemplar import Exemplar
from assistant.exemplars.search import ExemplarIndex
from assistant.goals import GoalTable
from assistant.goals.taxonomy import class_rank
from assistant.library.types import ProjectType
from assistant.review import Finding, ReviewData, hard_faults, review

NEIGHBOURS = 12
"""Exemplars that a draft looks at."""
MENDINGS = 4
"""Rounds in which the drafter may mend what the checks find."""


class Tokens(BaseModel):
    """Tokens spent on a language model."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    input: int = 0
    output: int = 0


class ExemplarRef(BaseModel):
    """An exemplar that a draft rests on."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: str
    source: str
    name: str
    score: float


class Draft(BaseModel):
    """A finished draft: the table, how it was made, what the checks say, what a person must still answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    table: GoalTable
    mode: Literal["offline", "llm"] = "offline"
    model: str | None = None
    prompt: str | None = None
    structured_output: Literal["json_schema", "tool", "json_object", "text"] | None = None
    attempts: int = 1
    tokens: Tokens = Field(default_factory=Tokens)
    seconds: float = 0.0
    exemplars: tuple[ExemplarRef, ...] = ()
    findings: tuple[Finding, ...] = ()
    to_confirm: tuple[str, ...] = ()


@dataclass(frozen=True)
class DraftContext:
    """What drafting rests on: the exemplars, the project types, the checks."""

    index: ExemplarIndex
    types: tuple[ProjectType, ...]
    review_data: ReviewData


def draft(request: DraftRequest, context: DraftContext) -> Draft:
    """Draft goals and indicators for a request, offline: the same request and context give the same draft."""
    began = time.perf_counter()
    query = "\n".join(part for part in (request.name, request.purpose) if part)
    exemplars = context.index.search(query, NEIGHBOURS, exclude_sources=request.exclude_sources)
    kinds = mix_kinds(context.types, request.name, request.purpose, exemplars)
    said = read_purpose(request.purpose or "", request.year)
    candidates = _pool(request, context, exemplars, kinds, said)
    table, rows, findings = _compose(request, context, candidates, kinds[0][0])
    return Draft(
        table=table,
        seconds=round(time.perf_counter() - began, 3),
        exemplars=tuple(
            ExemplarRef(id=e.id, source=e.source, name=e.table.name, score=round(e.score, 4)) for e in exemplars if nearness(e) > 0
        ),
        findings=tuple(findings),
        to_confirm=(
            *(f"用途里的“{text}”没有写进指标，需要的话请补上。" for text in said.unread),
            *_ask_of_background(said.background),
            *(f"请核对：{finding.message}" for finding in hard_faults(findings)),
            *(entry.question for entry in rows if entry.question),
        ),
    )


def _ask_of_background(texts: Sequence[str]) -> list[str]:
    """One question about all that was taken for no promise, so that nothing of the purpose is passed over in silence."""
    quoted = "".join(f"“{text}”" for text in texts)
    return [f"用途里的{quoted}按往年情况或资金总额看待，没有写进指标，如果是今年要完成的请补上。"] if texts else []


def _pool(request: DraftRequest, context: DraftContext, exemplars: Sequence[Exemplar], kinds: Kinds, said: Reading) -> list[Candidate]:
    """Everything the draft could have, what means the same merged, without what cannot be given a true value."""
    words, allowed = context.review_data.words, context.index.allowed(request.exclude_sources)
    sources = Sources(context.types, kinds, exemplars, allowed, said.facts)
    merged = gather_candidates(sources, request.own_text, request.framework, words, context.index.store.embedder)
    fitter = Fitter(request, words)
    founded = [candidate for candidate in merged if is_founded(candidate, request.own_text, said.facts, said.unread)]
    return [candidate for candidate in founded if fitter.can_fit(candidate)]


def _compose(
    request: DraftRequest, context: DraftContext, candidates: Sequence[Candidate], kind: ProjectType
) -> tuple[GoalTable, list[Fitted], list[Finding]]:
    """Choose, fit, write and check; what the checks refuse is banned and the choice made anew, a bounded number of times.

    Rows that repeat the request's own facts stay whatever the checks say: the person sees the finding instead.
    """
    embedder = context.index.store.embedder
    banned: set[str] = set()
    for _ in range(MENDINGS):
        allowed = [candidate for candidate in candidates if candidate.fact or candidate.name not in banned]
        chosen = Selection(allowed, embedder, size_for(request.budget_yuan)).choose()
        rows = Fitter(request, context.review_data.words).fit(chosen)
        rows = sorted(rows, key=lambda entry: class_rank(request.framework, entry.indicator.level1, entry.indicator.level2))
        table = _assemble(request, kind, rows)
        findings = review(table, context.review_data, own_text=request.own_text)
        wrong = {rows[f.indicator] for f in hard_faults(findings) if f.indicator is not None}
        refused = {entry.candidate.name for entry in wrong if not entry.candidate.fact}
        if not refused:
            break
        banned |= refused
    return table, rows, findings


def _assemble(request: DraftRequest, kind: ProjectType, rows: Sequence[Fitted]) -> GoalTable:
    return GoalTable(
        name=request.name,
        unit=request.unit,
        year=request.year,
        budget_yuan=request.budget_yuan,
        purpose=request.purpose,
        framework=request.framework,
        goals=write_goals(request, kind, subject_of(request.name, request.unit), rows),
        indicators=tuple(entry.indicator for entry in rows),
    )
