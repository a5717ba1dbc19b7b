"""Checking the model endpoint as a job."""

from typing import Any, Final

from assistant.llm.checking import check_endpoint
from assistant.llm.opening import require_model
from assistant.reporting.model_check import describe_check
from assistant.settings import Settings
from assistant.workspace.jobs import Task

KIND: Final = "check"


def run_check(task: Task, settings: Settings) -> dict[str, Any]:
    """What the endpoint of the settings can do, as lines.

    Raises:
        AssistantError: none is set, or it cannot be used.
    """
    steps: list[str] = []

    def tell(step: str) -> None:
        steps.append(step)
        task.tell({"steps": steps}, at_once=True)

    return {"lines": describe_check(check_endpoint(require_model(settings), tell))}
