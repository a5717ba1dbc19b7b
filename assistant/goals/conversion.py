"""Turning a table from one framework of classes into another."""

from assistant.goals.table import GoalTable
from assistant.goals.taxonomy import Framework, class_rank, convert_class


def convert_table(table: GoalTable, to: Framework) -> tuple[GoalTable, list[str]]:
    """The table in framework `to`, its rows in that framework's order, and notes on rows a person should look at. No row is lost.

    A table that is in this framework already stays as it is.
    """
    if table.framework is to:
        return table, []
    rows, notes = [], []
    for row in table.indicators:
        level1, level2, note = convert_class(row.level1, row.level2, to)
        rows.append(row.model_copy(update={"level1": level1, "level2": level2}))
        if note:
            notes.append(f"「{row.level3}」：{note}")
    rows.sort(key=lambda row: class_rank(to, row.level1, row.level2))
    return table.model_copy(update={"framework": to, "indicators": tuple(rows)}), notes
