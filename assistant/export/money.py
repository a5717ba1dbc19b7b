"""The unit in which one form states all its money."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from assistant.export.grid import Cell
from assistant.goals import GoalTable
from assistant.goals.money import CENT


@dataclass(frozen=True)
class MoneyUnit:
    """万元 or 元, and how amounts look in it."""

    name: str
    yuan: Decimal

    def cell(self, amount: Decimal | None) -> Cell:
        """The cell that states `amount` (in 元), with two decimals; empty where there is none."""
        if amount is None:
            return Cell("")
        in_unit = amount / self.yuan
        return Cell(f"{in_unit:,.2f}", amount=in_unit)


YUAN = MoneyUnit("元", Decimal(1))
WAN_YUAN = MoneyUnit("万元", Decimal(10**4))


def choose_unit(table: GoalTable) -> MoneyUnit:
    """万元, as forms ask for, unless two decimals cannot say one of the amounts exactly; a form never mixes units."""
    amounts = list(_amounts(table))
    return WAN_YUAN if all((amount / WAN_YUAN.yuan) % CENT == 0 for amount in amounts) else YUAN


def _amounts(table: GoalTable) -> Iterable[Decimal]:
    funding = [table.funding.fiscal_yuan, table.funding.other_yuan] if table.funding else []
    return (amount for amount in [table.budget_yuan, *funding, *(task.budget_yuan for task in table.tasks)] if amount is not None)
