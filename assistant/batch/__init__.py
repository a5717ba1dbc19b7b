"""Many projects at once: lists that people fill in, runs that draft them, the results, and reviews of many tables."""

from assistant.batch.drafts.collecting import collect, made_of
from assistant.batch.drafts.results import evidence_teller, write_results
from assistant.batch.drafts.runs import BatchRun, Item, Points, find_run, list_items, list_runs, points_of
from assistant.batch.lists.project_list import ListedProject, ProjectList, read_list, write_list_template

__all__ = [
    "BatchRun",
    "Item",
    "ListedProject",
    "Points",
    "ProjectList",
    "collect",
    "evidence_teller",
    "find_run",
    "list_items",
    "list_runs",
    "made_of",
    "points_of",
    "read_list",
    "write_list_template",
    "write_results",
]
