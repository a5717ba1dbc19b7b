"""改写 as a job: one row, by a sentence of the person; the result is the edit that puts the new row in place of what stood there."""

from typing import Any, Final

from assistant.drafting import DraftContext
from assistant.errors import InputError
from assistant.suggesting.rewording import reword
from assistant.workspace.drafts import Drafts
from assistant.workspace.edits import Exchange
from assistant.workspace.edits.edit import refuse_locked
from assistant.workspace.jobs import Task

KIND: Final = "reword"


def run_rewording(task: Task, context: DraftContext, drafts: Drafts) -> dict[str, Any]:
    """The row of the task's `row` as its `instruction` asks; the result holds the edit that puts it in place.

    Raises:
        AssistantError: it cannot be done; the message says why.
    """
    assert task.draft_id is not None
    opened = drafts.open(task.draft_id)
    if opened is None:
        raise InputError("草稿还没有内容，请稍后再试。")
    manuscript = opened.manuscript
    row = task.request["row"]
    refuse_locked(*manuscript.rows[manuscript.place_of(row)])
    found = reword(manuscript.table, manuscript.place_of(row), task.request["instruction"], context, cancel=task.cancel)
    edit = Exchange(row=row, indicator=found.indicator, before=manuscript.row(row), by_person=True)
    return {"edit": edit.model_dump(mode="json"), "notice": found.notice}
