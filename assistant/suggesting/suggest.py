"""The one function that suggests what a table lacks."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from assistant.drafting import DraftContext
from assistant.drafting.candidates import TOTAL_COST_NAME, Candidate, unit_of
from assistant.drafting.fitting import Fitted, Fitter
from assistant.drafting.footing import are_rivals
from assistant.drafting.kinds import Kinds, mix_kinds
from assistant.drafting.pool import Sources, gather_candidates
from assistant.drafting.selection import size_for
from assistant.exemplars.exemplar import subject_text
from assistant.goals import Framework, GoalTable, Indicator
from assistant.goals.secrecy import holds_secrets
from assistant.goals.taxonomy import COST, ECOLOGICAL, ECONOMIC, QUANTITY
from assistant.review.naming import each_of
from assistant.settings import DEFAULT_SUGGESTIONS
from assistant.suggesting.faults import count_faults
from assistant.suggesting.lacking import Lack, find_lacks
from assistant.suggesting.meaning import Statement, are_alike, cosines_of, read_statement, says_same
from assistant.suggesting.own_prices import own_prices
from assistant.suggesting.presence import is_covered, is_nameable
from assistant.suggesting.ranking import Option, Ranking
from assistant.suggesting.situation import Situation
from assistant.suggesting.suggestion import Priority, Suggestion
from assistant.suggesting.support import MOST_EXAMPLES, Neighbours
from assistant.suggesting.wording import write_caution, write_reason

NEIGHBOURS = 12
"""Projects that a table is compared with."""
COMMON = 1 / 3
"""Share of the comparable projects from which an indicator is recommended."""
MAIN_SHARE = 0.3
"""Share of a type from which its core indicators are core to the project."""
BEYOND_MEANS = 2
"""How many times what a quantity usually takes of the money may exceed the budget."""
SCALABLE = 10
"""How many times larger or smaller a project may be whose counts still tell how many this one has."""
_LENGTHS = {"米", "公里", "千米"}
MOSTLY = 0.5
"""Share of a type from which the whole cost is called by it."""
PROJECT_COST = "项目总成本"
ORDINARY_SIZE = 10
"""Rows of a table whose budget nobody knows."""


def suggest(
    table: GoalTable, context: DraftContext, *, exclude_sources: Sequence[str] = (), k: int = DEFAULT_SUGGESTIONS
) -> list[Suggestion]:
    """What `table` lacks, what must be there first, then what comparable projects have; at most `k`, but all that must be there.

    Deterministic and offline. A table marked 涉密 gets none; `explain_silence` says so.
    """
    return [] if explain_silence(table) else Suggesting(table, context, exclude_sources).run(k)


def explain_silence(table: GoalTable) -> str | None:
    """Why a table gets no suggestions whatever it has; None where it is looked into."""
    if holds_secrets(table):
        return "涉密，不推荐指标"
    classed = any(row.level1 or row.level2 for row in table.indicators)
    if table.framework is Framework.DEPARTMENT or (table.kind == "department" and not classed):
        return "部门整体表没有按产出、效益、满意度分类，不推荐指标；请按本地部门整体表式补充，或对各项目表分别使用本命令"
    return None


class Suggesting:
    """One table's suggestions in the making.

    Attributes:
        situation: what the table says.
        exemplars: the projects that are nearest to it.
    """

    def __init__(self, table: GoalTable, context: DraftContext, exclude_sources: Sequence[str], *, whole: GoalTable | None = None) -> None:
        """Look up what the suggestions for `table` rest on.

        `whole` is the table with the row in it that was taken out to be replaced: what that row says is not suggested again.
        """
        self._table, self._context = table, context
        self._embedder = context.index.store.embedder
        self._data = context.review_data
        self.situation = Situation(table, self._data.words)
        self._whole = Situation(whole or table, self._data.words)
        own = context.index.copies_of(whole or table)
        found = context.index.search(subject_text(table), NEIGHBOURS + len(own), exclude_sources=exclude_sources)
        self.exemplars = [exemplar for exemplar in found if exemplar.id not in own][:NEIGHBOURS]
        self._shared = context.index.shared_pairs(exclude_sources, own)
        self._kinds = mix_kinds(context.types, table.name, self.situation.deeds, self.exemplars)
        self._ranking = Ranking(self._options(), self.situation.classes, self._size, self._repeats)

    def run(self, k: int) -> list[Suggestion]:
        """All that is missing by rule, then the best of the rest."""
        lacks = find_lacks(self.situation, self._data)
        chosen: list[tuple[Option, Priority, Lack | None]] = []
        for lack in lacks:
            option = self._ranking.take(self._is_sound, lack.classes, first=lambda option: option.candidate.is_total)
            if option:
                chosen.append((option, "required" if lack.certain else "recommended", lack))
        while len(chosen) < k and (option := self._ranking.take(self._is_sound)):
            chosen.append((option, self.priority(option), None))
        order: dict[Priority, int] = {"required": 0, "recommended": 1, "optional": 2}
        chosen.sort(key=lambda entry: (order[entry[1]], entry[1] != "required" and entry[0].candidate.fact is None))
        kept = chosen[: max(k, sum(priority == "required" for _, priority, _ in chosen))]
        return [self.suggestion(*entry) for entry in kept]

    def instead(self, classes: Sequence[str]) -> Iterator[Option]:
        """What could stand for a row that was taken out, of `classes` in three-class terms, best first."""
        while option := self._ranking.take(self._is_sound, classes):
            yield option

    def _options(self) -> list[Option]:
        """Everything that could be suggested: fitted, and not there under another name."""
        fitted = [entry for candidate in self._candidates() for entry in self._fit(candidate)]
        statements = [self.read(entry.indicator) for entry in fitted]
        new = [
            (entry, statement)
            for entry, statement, said in zip(fitted, statements, self.are_said(statements, self._said), strict=True)
            if not said and not (entry.candidate.fact and is_covered(entry.candidate.fact, self._whole))
        ]
        supports = self._neighbours.support([statement for _, statement in new])
        options = [Option(entry, statement, support) for (entry, statement), support in zip(new, supports, strict=True)]
        return [option for option in options if self._is_at_home(option)]

    @property
    def _said(self) -> list[Statement]:
        """What must not be said again: the rows, and the one that was taken out, save that another group may be asked how content it is."""
        kept = self.situation.statements
        taken = (statement for statement in self._whole.statements if statement not in kept)
        return [*kept, *(statement for statement in taken if statement.kind != "satisfaction")]

    def read(self, row: Indicator) -> Statement:
        """What a row says."""
        return read_statement(row, self._data.words, self.situation.budget_yuan)

    def are_said(self, statements: Sequence[Statement], others: Sequence[Statement]) -> list[bool]:
        """Of each of `statements`, whether one of `others` says the same."""
        cosines = cosines_of(statements, others, self._embedder).tolist()
        return [
            any(says_same(statement, other, cosine) for other, cosine in zip(others, row, strict=True))
            for statement, row in zip(statements, cosines, strict=True)
        ]

    def option(self, fitted: Fitted) -> Option:
        """A row of whatever origin, with what comparable projects say to it."""
        statement = self.read(fitted.indicator)
        return Option(fitted, statement, self._neighbours.support([statement])[0])

    @cached_property
    def _neighbours(self) -> Neighbours:
        return Neighbours(self.exemplars, self._data.words, self._embedder)

    def _is_at_home(self, option: Option) -> bool:
        """Whether an option is more than a chance find.

        One that only exemplars have must be common among them, one of a type that is a small part of the project, or of none, must speak
        of what the project speaks of. A second 满意度, of another group, must be asked for by the person.
        """
        candidate = option.candidate
        if candidate.fact:
            return True
        if self.stands_against(option):
            return False
        if option.support.frequency.having > 1 and candidate.evidence:
            return True
        if candidate.typical and any(share >= MAIN_SHARE for kind, share in self._kinds if candidate.typical in kind.indicators):
            return True
        object_ = option.statement.object
        return not object_ or any(object_[at : at + 2] in self.situation.own_text for at in range(len(object_) - 1))

    def stands_against(self, option: Option) -> bool:
        """Whether a row that nobody gave would be a second 满意度, or a count that nobody else has beside one that was given."""
        if option.candidate.level2 == QUANTITY and not option.support.examples and self._rivals(option.candidate):
            return True
        return option.statement.kind == "satisfaction" and any(said.kind == "satisfaction" for said in self.situation.statements)

    def _rivals(self, candidate: Candidate, *, strictly: bool = False) -> bool:
        """Whether a count would stand against a given one: in a unit like its own, or beside a thing counted, unless it is spoken of.

        `strictly`, beside a thing counted it would even so.
        """
        own = unit_of(candidate)
        counted = candidate.typical.counts if candidate.typical else None
        spoken_of = bool(counted and counted in self.situation.own_text)
        units = [statement.unit for statement in self.situation.statements if statement.level2 == QUANTITY and statement.unit]
        units += [fact.target.base_unit for fact in self.situation.said.facts if fact.kind == "count" and fact.target.base_unit]
        return any(
            are_rivals(own, unit, things=strictly or not spoken_of) or are_alike(own, unit) or {own, unit} <= _LENGTHS for unit in units
        )

    def _candidates(self) -> list[Candidate]:
        situation = self.situation
        sources = Sources(self._context.types, self._kinds, self.exemplars, self._shared, situation.said.facts)
        pool = gather_candidates(sources, situation.own_text, situation.framework, self._data.words, self._embedder)
        named = (self._name_total(candidate) for candidate in (*pool, *own_prices(situation)))
        return [candidate for candidate in named if _is_founded(candidate, situation, self._kinds)]

    def _name_total(self, candidate: Candidate) -> Candidate:
        """The whole cost under the name of the type that the project mainly is, else as that of the project."""
        if not candidate.is_total or candidate.name == TOTAL_COST_NAME:
            return candidate
        mainly = any(share > MOSTLY and candidate.typical in kind.indicators for kind, share in self._kinds)
        return candidate if mainly else replace(candidate, name=PROJECT_COST)

    @cached_property
    def _fitter(self) -> Fitter:
        return Fitter(self.situation, self._data.words)

    def _fit(self, candidate: Candidate) -> list[Fitted]:
        """The candidate with its value, one by one: whether the others are taken nobody knows.

        A count of comparable projects that the money cannot carry gives way to what it usually pays for. Beside a given count that it
        might contradict, or where only projects of quite another size have it, the number is left open.
        """
        if candidate.level2 == QUANTITY and not candidate.fact and (self._rivals(candidate, strictly=True) or self._is_far(candidate)):
            return self._fitter.fit([replace(candidate, left_open=True)], self.situation.rows, self.situation.spent)
        fitted = self._fitter.fit([candidate], self.situation.rows, self.situation.spent)
        typical, budget = candidate.typical, self.situation.budget_yuan
        if typical and typical.per_budget and budget and not candidate.fact:
            number = next((entry.indicator.target.decimal for entry in fitted if entry.indicator.target), None)
            if number and number * typical.per_budget > budget * BEYOND_MEANS:
                return self._fitter.fit([replace(candidate, observed=())], self.situation.rows, self.situation.spent)
        return fitted

    def _is_far(self, candidate: Candidate) -> bool:
        """Whether a number could only be scaled from projects whose budgets are of quite another size."""
        budget, typical = self.situation.budget_yuan, candidate.typical
        sizes = [seen.budget / budget for seen in candidate.observed if seen.budget and seen.budget > 0] if budget else []
        return bool(sizes) and not (typical and typical.per_budget) and all(not 1 / SCALABLE <= size <= SCALABLE for size in sizes)

    @property
    def _size(self) -> int:
        budget = self.situation.budget_yuan
        return max(size_for(budget) if budget else ORDINARY_SIZE, len(self._table.indicators))

    def _repeats(self, one: Option, other: Option) -> bool:
        if one.statement.kind == other.statement.kind == "satisfaction" and not (one.candidate.fact and other.candidate.fact):
            return True
        cosine = cosines_of([one.statement], [other.statement], self._embedder)[0, 0]
        return says_same(one.statement, other.statement, float(cosine))

    @cached_property
    def _faults(self) -> Counter[str]:
        return count_faults(self._table, self._context)

    def _is_sound(self, option: Option) -> bool:
        return self.is_sound(option.fitted.indicator)

    def is_sound(self, row: Indicator) -> bool:
        """Whether the table with the row has no finding more than without, apart from those of the table as a whole."""
        rows = (*self._table.indicators, row)
        table = self._table.model_copy(update={"indicators": rows})
        return not count_faults(table, self._context, len(rows) - 1) - self._faults

    def priority(self, option: Option) -> Priority:
        """How much speaks for an option."""
        frequency = option.support.frequency
        usual = frequency.of > 0 and frequency.having >= frequency.of * COMMON
        least = MOSTLY if option.level2 in (ECONOMIC, ECOLOGICAL) else MAIN_SHARE
        core = is_core(option.candidate, self._kinds, least)
        return "recommended" if option.candidate.fact or usual or core else "optional"

    def suggestion(self, option: Option, priority: Priority, lack: Lack | None, *, instead_of: Indicator | None = None) -> Suggestion:
        """An option as it is shown; for another row where it is to stand `instead_of` one."""
        row = option.fitted.indicator
        return Suggestion(
            level1=row.level1,
            level2=row.level2,
            level3=row.level3,
            value=row.value or "",
            reason=write_reason(option, self.situation, self._kinds, lack, instead_of),
            frequency=option.support.frequency,
            evidence=option.support.evidence,
            priority=priority,
            caution=write_caution(option, self.situation, self._data, lack),
            examples=option.support.examples[:MOST_EXAMPLES],
            target=row.target,
            description=row.description,
            origin=row.origin,
            status=row.status,
            question=option.fitted.question,
        )


def _is_founded(candidate: Candidate, situation: Situation, kinds: Kinds) -> bool:
    """Whether there is more to a row that nobody gave than that it may be.

    A quantity must be core to what the project mainly is, spoken of, or had by similar projects, and no number of it left unread; a
    price is no price without a unit.
    """
    typical = candidate.typical
    if candidate.fact:
        return is_nameable(candidate.fact)
    if candidate.level2 == COST and each_of(candidate.name) and not (typical and typical.price_of):
        return False
    if candidate.level2 != QUANTITY:
        return True
    counted = typical.counts if typical else None
    if counted and any(counted in text for text in situation.said.unread):
        return False
    return bool(candidate.evidence or is_core(candidate, kinds) or (counted and counted in situation.own_text))


def is_core(candidate: Candidate, kinds: Kinds, least: float = MAIN_SHARE) -> bool:
    """Whether it is core to a type that makes up `least` of the project."""
    return any(share >= least and typical.core for kind, share in kinds for typical in kind.indicators if typical is candidate.typical)
