"""The framework that a table keeps to."""

from assistant.goals.table import GoalTable, Indicator
from assistant.goals.taxonomy import COST, OUTPUT, Framework, class_rank


def framework_of(table: GoalTable) -> Framework:
    """The framework a table names; told from its rows where it names none: cost under output is 三分类, all else 财预〔2021〕101号."""
    if table.framework:
        return table.framework
    older = any(row.level1 == OUTPUT and row.level2 == COST for row in table.indicators)
    return Framework.THREE_CLASS if older else Framework.FOUR_CLASS


def place_for(table: GoalTable, row: Indicator) -> int:
    """Where a new row belongs, from 0: behind the last of its class, or where its class does."""
    framework = framework_of(table)
    rank = class_rank(framework, row.level1, row.level2)
    earlier = [at for at, other in enumerate(table.indicators) if class_rank(framework, other.level1, other.level2) <= rank]
    return earlier[-1] + 1 if earlier else 0
