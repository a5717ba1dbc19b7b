"""Many projects at once: lists that people fill in, runs that draft them, the results, and reviews of many tables."""

from assistant.batch.lists import ListedProject, ProjectList, read_list, write_list_template
from assistant.batch.results import write_results
from assistant.batch.runs import BatchRun, Item, collect, find_run, list_items, list_runs

__all__ = [
    "BatchRun",
    "Item",
    "ListedProject",
    "ProjectList",
    "collect",
    "find_run",
    "list_items",
    "list_runs",
    "read_list",
    "write_list_template",
    "write_results",
]
