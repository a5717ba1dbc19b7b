"""补充指标 as a job: what a table lacks, computed here and looked at by a model where one is set."""

from typing import Any, Final

from assistant.drafting import DraftContext
from assistant.suggesting import Suggestion, explain_silence, suggest_each
from assistant.workspace.drafts import Drafts
from assistant.workspace.jobs import Task

KIND: Final = "suggest"


def run_suggestions(task: Task, context: DraftContext, drafts: Drafts) -> dict[str, Any]:
    """The suggestions for a draft, as `read_suggestions` takes them.

    Raises:
        AssistantError: a prompt breaks its rules, the draft is gone, or the task was stopped.
    """
    assert task.draft_id is not None
    opened = drafts.open(task.draft_id)
    if opened is None:
        return {"suggestions": [], "notice": None}
    table = opened.manuscript.table
    (found,) = suggest_each([table], context, cancel=task.cancel)
    return {
        "suggestions": [suggestion.model_dump(mode="json") for suggestion in found.suggestions],
        "notice": explain_silence(table) or found.notice,
        "model": found.model if found.mode == "llm" else None,
    }


def read_suggestions(result: dict[str, Any]) -> list[Suggestion]:
    """The suggestions in the result of such a job."""
    return [Suggestion.model_validate(entry) for entry in result["suggestions"]]
