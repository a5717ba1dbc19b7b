"""What a draft says of its project, as far as suggestions go by it."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from assistant.drafting.candidates import Candidate
from assistant.drafting.fact import Fact, Kind
from assistant.drafting.facts import Reading, read_purpose
from assistant.drafting.fitting import Fitted
from assistant.drafting.pricing import largest_quantity
from assistant.drafting.request import year_in
from assistant.goals import Framework, GoalTable, Indicator, Target, parse_target
from assistant.goals.framework import framework_of
from assistant.goals.taxonomy import COST, QUANTITY, SERVED, TIMELINESS
from assistant.goals.texts import texts_of
from assistant.library.words import Words
from assistant.review.naming import each_of
from assistant.suggesting.meaning import Statement, class_of, read_statement


@dataclass(frozen=True)
class Situation:
    """A draft table, read for what it has and what it promises."""

    table: GoalTable
    words: Words

    @property
    def name(self) -> str:
        """The project's name."""
        return self.table.name

    @property
    def budget_yuan(self) -> Decimal | None:
        """Its budget in 元, where it says one; nothing is bought with less than nothing."""
        budget = self.table.budget_yuan
        return budget if budget and budget > 0 else None

    @cached_property
    def year(self) -> int | None:
        """The budget year, where table or name says it."""
        return self.table.year or year_in(self.table.name)

    @cached_property
    def framework(self) -> Framework:
        """The framework of the table."""
        return framework_of(self.table)

    @cached_property
    def goals(self) -> str:
        """What is promised in words: purpose, goals and tasks."""
        tasks = (text for task in self.table.tasks for text in (task.name, task.content, task.expected))
        return "\n".join(text for text in (self.table.purpose, *(goal.text for goal in self.table.goals), *tasks) if text)

    @cached_property
    def own_text(self) -> str:
        """Everything that the person said: what a suggestion may name."""
        return "\n".join(texts_of(self.table))

    @cached_property
    def deeds(self) -> str:
        """What is done: goals and the names of the rows."""
        return "\n".join((self.goals, *(row.level3 for row in self.table.indicators)))

    @cached_property
    def said(self) -> Reading:
        """What purpose and goals promise with a number."""
        goals = (goal.text for goal in self.table.goals)
        return read_purpose("\n".join(text for text in (self.table.purpose, *goals) if text), self.year)

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """The rows, with the values taken apart where they were not."""
        pairs = zip(self.table.indicators, self.classes, strict=True)
        return tuple(row if row.target else row.model_copy(update={"target": _parse(row, level2)}) for row, level2 in pairs)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """What the rows say."""
        return tuple(read_statement(row, self.words, self.budget_yuan) for row in self.indicators)

    @cached_property
    def classes(self) -> tuple[str | None, ...]:
        """The three-class class of every row."""
        return tuple(class_of(row, self.words) for row in self.table.indicators)

    @cached_property
    def rows(self) -> tuple[Fitted, ...]:
        """The rows as the fitting of prices sees them."""
        pairs = zip(self.indicators, self.classes, strict=True)
        return tuple(Fitted(_as_candidate(row, level2), row) for row, level2 in pairs if level2)

    @cached_property
    def spent(self) -> Decimal:
        """元 that the costs of parts take up: sums, and prices times their quantities."""
        quantities = [(entry.candidate, entry.indicator.target.decimal) for entry in self.rows if entry.indicator.target]
        total = Decimal(0)
        for entry, statement in zip(self.rows, (s for s, level2 in zip(self.statements, self.classes, strict=True) if level2), strict=True):
            amount = entry.indicator.target.decimal if entry.indicator.target else None
            if entry.candidate.level2 != COST or statement.kind == "total" or amount is None:
                continue
            quantity = largest_quantity(entry.candidate, quantities) if entry.candidate.fact and entry.candidate.fact.per else None
            total += amount * (quantity[0] if quantity else 1)
        return total


def _parse(row: Indicator, level2: str | None) -> Target:
    return parse_target(row.value or "", money=level2 == COST)


def _as_candidate(row: Indicator, level2: str) -> Candidate:
    target = row.target or _parse(row, level2)
    unit = target.base_unit or ""
    per = (unit.partition("/")[2].split("/")[0] or each_of(row.level3)) if level2 == COST else None
    kinds: dict[str, Kind] = {QUANTITY: "count", COST: "price" if per else "cost", TIMELINESS: "deadline", SERVED: "level"}
    return Candidate(
        row.level3, level2, 0.0, row.origin, fact=Fact(kinds.get(level2, "level"), row.level3, row.level3, target, per, row.level3)
    )
