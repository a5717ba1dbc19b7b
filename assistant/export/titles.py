"""The title of a form."""

from assistant.export.typography import printable
from assistant.goals import GoalTable


def title_of(table: GoalTable) -> str:
    """`…绩效目标表`, and `…部门整体绩效目标表` for a department; a name that already says so is not made to say it twice."""
    name = printable(table.name).replace("\n", "")
    if name.endswith("绩效目标"):
        return f"{name}表"
    return f"{name}部门整体绩效目标表" if table.kind == "department" else f"{name}绩效目标表"
