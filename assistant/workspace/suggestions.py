"""补充指标: what a table lacks, computed at once here, and as a job where a model is to look at it."""

from dataclasses import dataclass
from typing import Any, Final

from assistant.drafting import DraftContext
from assistant.suggesting import Suggestion, explain_silence, suggest, suggest_each
from assistant.workspace.drafts import Drafts, OpenDraft
from assistant.workspace.jobs import Job, Task

KIND: Final = "suggest"


@dataclass(frozen=True)
class Found:
    """What came of looking for what a draft lacks.

    Attributes:
        stamp: of the state that was looked at.
        notice: what else is to be told.
        error: why nothing was found; None where it was looked for to the end.
    """

    stamp: int
    suggestions: tuple[Suggestion, ...] = ()
    notice: str | None = None
    error: str | None = None


def look(opened: OpenDraft, context: DraftContext) -> Found:
    """What a draft lacks, without a model: under half a second for forty rows, so that no job need be kept of it.

    Raises:
        AssistantError: what suggestions rest on cannot be used.
    """
    table = opened.manuscript.table
    return Found(opened.stamp, tuple(suggest(table, context)), explain_silence(table))


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
        "stamp": opened.stamp,
        "suggestions": [suggestion.model_dump(mode="json") for suggestion in found.suggestions],
        "notice": explain_silence(table) or found.notice,
        "model": found.model if found.mode == "llm" else None,
    }


def read_suggestions(result: dict[str, Any]) -> list[Suggestion]:
    """The suggestions in the result of such a job."""
    return [Suggestion.model_validate(entry) for entry in result["suggestions"]]


def found_by(job: Job) -> Found:
    """What came of such a job, when it has come to its end."""
    asked = int(job.request.get("stamp", 0))
    if job.state == "done" and job.result is not None:
        return Found(int(job.result.get("stamp", asked)), tuple(read_suggestions(job.result)), job.result["notice"])
    if job.state == "cancelled":
        return Found(asked, error="查找已停止。")
    return Found(asked, error=job.error or "查找中断了（服务可能重启过），请重新查找。")
