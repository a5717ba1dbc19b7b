"""The framework that a table keeps to."""

from assistant.goals.table import GoalTable
from assistant.goals.taxonomy import COST, OUTPUT, Framework


def framework_of(table: GoalTable) -> Framework:
    """The framework a table names; told from its rows where it names none: cost under output is 三分类, all else 财预〔2021〕101号."""
    if table.framework:
        return table.framework
    older = any(row.level1 == OUTPUT and row.level2 == COST for row in table.indicators)
    return Framework.THREE_CLASS if older else Framework.FOUR_CLASS
