"""The texts of a table."""

from collections.abc import Iterator

from assistant.goals.table import GoalTable


def texts_of(table: GoalTable) -> Iterator[str]:
    """What a person wrote into a table: its head, goals, tasks and rows."""
    yield from filter(None, (table.name, table.unit, table.department, table.purpose))
    yield from (goal.text for goal in table.goals)
    yield from filter(None, (text for task in table.tasks for text in (task.name, task.content, task.expected)))
    yield from filter(None, (text for row in table.indicators for text in (row.level3, row.value, row.description, row.basis)))
