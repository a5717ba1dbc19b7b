"""预算测算: what the costs of a table come to beside its budget, for people to see at a glance."""

from dataclasses import dataclass
from decimal import Decimal

from assistant.goals import GoalTable
from assistant.review.money import TOTAL, rounding
from assistant.review.parts import costs_of, is_whole, parts_of, sure_parts, tolerance_of
from assistant.review.subject import ReviewData, Subject


@dataclass(frozen=True)
class CostPart:
    """A part of the cost. Money in 元.

    Attributes:
        row: place of its row, from 0.
        name: the row's name.
        amount: what it comes to.
        words: how.
        counted: whether it is in the sum; one that another may hold already is not.
        least: whether `amount` is only a lower bound.
    """

    row: int
    name: str
    amount: Decimal
    words: str
    counted: bool
    least: bool


@dataclass(frozen=True)
class Costing:
    """The parts of the cost and what they come to. Money in 元.

    Attributes:
        budget: None where the table names none.
        total: what a row states as the whole cost; None where none does.
        parts: without the whole.
        sum: of the counted parts.
        unknown: names of costs whose amount cannot be told, such as prices without a quantity.
        slack: what rounding may have added to the sum.
        total_slack: what it may have added to the total.
    """

    budget: Decimal | None
    total: Decimal | None
    parts: tuple[CostPart, ...]
    sum: Decimal
    unknown: tuple[str, ...]
    slack: Decimal = Decimal(0)
    total_slack: Decimal = Decimal(0)

    @property
    def over(self) -> bool:
        """Whether the parts come to more than the budget."""
        return self.budget is not None and self.sum - self.budget > self.slack

    @property
    def total_over(self) -> bool:
        """Whether the stated whole is more than the budget."""
        return self.budget is not None and self.total is not None and self.total - self.budget > self.total_slack


def cost(table: GoalTable, data: ReviewData) -> Costing:
    """What the costs of a table come to."""
    subject = Subject(table, data)
    costs = costs_of(subject.valued)
    named = [row for row in costs if TOTAL.search(row.name)]
    found = list(parts_of(subject, costs))
    wholes = [part for part in found if is_whole(part, named, subject)]
    apart = [part for part in found if part not in wholes]
    counted = sure_parts(apart)
    parts = [CostPart(p.row.index, p.row.indicator.level3, p.amount, p.words, p in counted, p.least) for p in apart]
    known = {part.row.index for part in found}
    return Costing(
        budget=table.budget_yuan,
        total=wholes[0].amount if wholes else None,
        parts=tuple(sorted(parts, key=lambda part: part.row)),
        sum=sum((part.amount for part in counted), Decimal(0)),
        unknown=tuple(row.indicator.level3 for row in costs if row.index not in known),
        slack=tolerance_of(counted, table.budget_yuan or Decimal(0)),
        total_slack=rounding(wholes[0].row.target) if wholes else Decimal(0),
    )
