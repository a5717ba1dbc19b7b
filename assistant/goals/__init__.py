"""What a goal table is: models, taxonomy, values, money, dates. Pure: no files, no network, no clock."""

from assistant.goals.table import Funding, Goal, GoalTable, Indicator, Period, Source, Task
from assistant.goals.target import Target, format_target, parse_target
from assistant.goals.taxonomy import Framework

__all__ = [
    "Framework",
    "Funding",
    "Goal",
    "GoalTable",
    "Indicator",
    "Period",
    "Source",
    "Target",
    "Task",
    "format_target",
    "parse_target",
]
