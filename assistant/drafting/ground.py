"""What a draft rests on, whoever writes it: the exemplars, the kinds of project, what the person said, and the pool of candidates."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.audit import Recorder
from assistant.drafting.candidates import Candidate
from assistant.drafting.facts import Reading, read_purpose
from assistant.drafting.fitting import Fitted, Fitter
from assistant.drafting.footing import is_founded
from assistant.drafting.goal_writing import write_goals
from assistant.drafting.kinds import Kinds, akin, kinds_chosen, mix_kinds
from assistant.drafting.owning import in_light_of
from assistant.drafting.pool import Sources, gather_candidates
from assistant.drafting.request import DraftRequest
from assistant.drafting.result import ExemplarRef, RowQuestion
from assistant.drafting.subject import subject_of
from assistant.exemplars.embedding import Embedder
from assistant.exemplars.exemplar import Exemplar
from assistant.exemplars.search import ExemplarIndex
from assistant.goals import Goal, GoalTable
from assistant.goals.privacy import mask_private
from assistant.goals.taxonomy import QUANTITY
from assistant.library.types import ProjectType
from assistant.llm.asking import Asker
from assistant.prompting import Prompts
from assistant.review import Finding, ReviewData, hard_faults, review

NEIGHBOURS = 12
"""Exemplars that a draft looks at."""
MOST_LEFT_OPEN = 2
"""Quantities that stand without a number where none can be given one."""


@dataclass(frozen=True)
class DraftContext:
    """What drafting rests on: the exemplars, the project types, the checks; a model and its prompts where one is set; the audit log."""

    index: ExemplarIndex
    types: tuple[ProjectType, ...]
    review_data: ReviewData
    model: Asker | None = None
    prompts: Prompts | None = None
    audit: Recorder | None = None


@dataclass(frozen=True)
class Ground:
    """What the draft of one request rests on.

    Attributes:
        exemplars: the projects nearest to it, nearest first.
        kinds: what kinds of project it is, likeliest first.
        said: what the person said of it.
        candidates: everything the draft could have, weightiest first.
    """

    request: DraftRequest
    context: DraftContext
    exemplars: tuple[Exemplar, ...]
    kinds: Kinds
    said: Reading
    candidates: tuple[Candidate, ...]
    _reviewed: list[tuple[GoalTable, tuple[Finding, ...]]] = field(default_factory=list, compare=False, repr=False)

    @property
    def embedder(self) -> Embedder:
        """What names are compared with."""
        return self.context.index.store.embedder

    @property
    def fitter(self) -> Fitter:
        """What gives candidates their values."""
        counted = any(fact.kind == "count" for fact in self.said.facts)
        return Fitter(self.request, self.context.review_data.words, counted=counted)

    @property
    def comparable(self) -> tuple[Exemplar, ...]:
        """The exemplars that are near enough to say something about this project."""
        return tuple(akin(self.exemplars, self.kinds, self.context.types))

    @property
    def references(self) -> tuple[ExemplarRef, ...]:
        """The same, as a draft names them."""
        return tuple(ExemplarRef(id=e.id, source=e.source, name=e.title, score=round(e.score, 4)) for e in self.comparable)

    def review(self, table: GoalTable) -> list[Finding]:
        """What a reviewer would send back of a table drafted from this request."""
        known = next((findings for other, findings in self._reviewed if other == table), None)
        if known is None:
            known = tuple(review(table, self.context.review_data, own_text=self.request.own_text))
            self._reviewed.append((table, known))
        return list(known)

    def write_goals(self, rows: Sequence[Fitted]) -> tuple[Goal, ...]:
        """Goals that say what the rows say."""
        return write_goals(self.request, self.kinds[0][0], subject_of(self.request.name, self.request.unit), rows)

    def assemble(self, rows: Sequence[Fitted], goals: tuple[Goal, ...] | None = None) -> GoalTable:
        """The table with `rows`; with `goals`, else with goals that say what the rows say."""
        request = self.request
        return GoalTable(
            name=request.name,
            unit=request.unit,
            year=request.year,
            budget_yuan=request.budget_yuan,
            purpose=request.purpose,
            framework=request.framework,
            goals=self.write_goals(rows) if goals is None else goals,
            indicators=tuple(entry.indicator for entry in rows),
        )

    def questions(self, rows: Sequence[Fitted], findings: Sequence[Finding]) -> tuple[str, ...]:
        """What a person must still answer."""
        told = [text for text in self.said.unread if mask_private(text) == text]
        private = mask_private(self.request.own_text) != self.request.own_text
        background = "".join(f"“{text}”" for text in self.said.background)
        asked = f"用途里的{background}按往年情况或资金总额看待，没有写进指标，如果是今年要完成的请补上。"
        return (
            *(["用途里有电话、证件号或账号，上交前请从表中删去。"] if private else ()),
            *(f"用途里的“{text}”没有写进指标，需要的话请补上。" for text in told),
            *([asked] if background else ()),
            *(f"请核对：{finding.message}" for finding in hard_faults(findings)),
            *(entry.question for entry in rows if entry.question),
        )


def questions_of(rows: Sequence[Fitted]) -> tuple[RowQuestion, ...]:
    """The questions of `rows`, each with its row's place among them."""
    asked = ((at, entry) for at, entry in enumerate(rows) if entry.asked)
    return tuple(RowQuestion(indicator=at, text=entry.asked or "", remark=entry.remark) for at, entry in asked)


def lay_ground(request: DraftRequest, context: DraftContext) -> Ground:
    """Look up what the draft of a request rests on.

    Raises:
        InputError: the library has no such project type as the request names.
    """
    query = "\n".join(part for part in (request.name, request.purpose) if part)
    exemplars = context.index.search(query, NEIGHBOURS, exclude_sources=request.exclude_sources)
    chosen = request.project_type
    kinds = kinds_chosen(context.types, chosen) if chosen else mix_kinds(context.types, request.name, request.purpose, exemplars)
    read = read_purpose(request.purpose or "", request.year)
    said = replace(read, facts=in_light_of(read.facts, request.name, subject_of(request.name, request.unit)))
    candidates = _pool(request, context, akin(exemplars, kinds, context.types), kinds, said)
    return Ground(request, context, tuple(exemplars), kinds, said, tuple(candidates))


def _pool(request: DraftRequest, context: DraftContext, exemplars: Sequence[Exemplar], kinds: Kinds, said: Reading) -> list[Candidate]:
    """Everything the draft could have, what means the same merged, without what cannot be given a true value."""
    words, shared = context.review_data.words, context.index.shared_pairs(request.exclude_sources)
    sources = Sources(context.types, kinds, exemplars, shared, said.facts, subject_of(request.name, request.unit))
    merged = gather_candidates(sources, request.own_text, request.framework, words, context.index.store.embedder)
    fitter = Fitter(request, words)
    wanted = [candidate for candidate in merged if candidate.name not in request.refused]  # with all that means the same
    founded = [candidate for candidate in wanted if is_founded(candidate, request.own_text, said.facts, said.unread)]
    fitting = [candidate for candidate in founded if fitter.can_fit(candidate)]
    return fitting if any(candidate.level2 == QUANTITY for candidate in fitting) else [*fitting, *_open_quantities(wanted)]


def _open_quantities(wanted: Sequence[Candidate]) -> list[Candidate]:
    """Quantities usual for such a project, its core ones first, without numbers: none can be told from what was said."""
    usual = [(one, one.typical) for one in wanted if one.level2 == QUANTITY and one.typical]
    first = sorted(usual, key=lambda entry: not entry[1].core)[:MOST_LEFT_OPEN]
    return [replace(one, left_open=True) for one, _ in first]
