"""The one function that drafts: with a model where one is set and can be used, and without one else."""

import time
from collections.abc import Generator

from assistant.audit import hash_of
from assistant.drafting.composing import compose
from assistant.drafting.events import Begun, Event, Finished, GoalArrived, RowArrived
from assistant.drafting.ground import DraftContext, Ground, lay_ground, questions_of
from assistant.drafting.llm.dialogue import draft_with_model
from assistant.drafting.request import DraftRequest, refuse_secrets, speaks_of_secrets
from assistant.drafting.result import Draft
from assistant.errors import AssistantError
from assistant.llm.chat import Cancel

SECRET_NOTICE = "项目提到涉密内容，没有请语言模型起草，这次给出的是离线草稿；项目本身涉密的，请按保密规定另行编制。"
DRAFT_PROMPT = "draft"
"""The prompt that is used where nobody names one: its newest version."""


def draft(request: DraftRequest, context: DraftContext, *, offline: bool = False, prompt: str = DRAFT_PROMPT) -> Draft:
    """Draft goals and indicators for a request.

    Offline the same request and context give the same draft. With a model in the context it is asked, unless `offline`; where it cannot
    deliver, the offline draft comes, and says why.

    Raises:
        InputError: there is no such prompt, or no such project type.
        PromptError: the prompt breaks its rules.
    """
    for event in draft_events(request, context, offline=offline, prompt=prompt):
        if isinstance(event, Finished):
            return event.draft
    raise AssertionError("a draft always finishes")


def draft_events(
    request: DraftRequest,
    context: DraftContext,
    *,
    offline: bool = False,
    prompt: str = DRAFT_PROMPT,
    cancel: Cancel | None = None,
    insisting: bool = False,
) -> Generator[Event, None, None]:
    """The same, step by step; the last event is `Finished`. Closing the iterator, or `cancel`, stops a running request.

    Raises:
        ModelError: the model cannot deliver, and `insisting` says that no offline draft is wanted in its place.
        InputError: there is no such prompt, or no such project type.
        PromptError: the prompt breaks its rules.
        ClassifiedError: the request is marked 涉密.
        CancelledError: `cancel` was used.
    """
    refuse_secrets(request.name, request.unit, request.purpose)
    began = time.perf_counter()
    ground = lay_ground(request, context)
    yield Begun(ground.references)
    secret = speaks_of_secrets(request)
    if offline or secret or context.model is None or context.prompts is None:
        result = _draft_offline(ground)
        if secret and context.model is not None and not offline:
            result = result.model_copy(update={"notice": SECRET_NOTICE})
        yield from (GoalArrived(goal) for goal in result.table.goals)
        yield from (RowArrived(indicator) for indicator in result.table.indicators)
    else:
        try:
            result = yield from draft_with_model(ground, context.model, context.prompts, prompt, cancel or Cancel(), insisting=insisting)
        except (AssistantError, GeneratorExit) as error:
            _log(context, {**_input(request), "model": context.model.model, "prompt": prompt, "broken_off": type(error).__name__})
            raise
    types = tuple(kind.id for kind, _ in ground.kinds)
    result = result.model_copy(update={"seconds": round(time.perf_counter() - began, 3), "project_types": types})
    complaint = _log(context, {**_input(request), **_output(result)})
    if complaint:
        result = result.model_copy(update={"notice": f"{result.notice or ''}{complaint}"})
    yield Finished(result)


def _log(context: DraftContext, entry: dict[str, object]) -> str | None:
    return context.audit.record(entry) if context.audit is not None else None


def _draft_offline(ground: Ground) -> Draft:
    composed = compose(ground)
    return Draft(
        table=composed.table,
        exemplars=ground.references,
        findings=composed.findings,
        to_confirm=ground.questions(composed.rows, composed.findings),
        questions=questions_of(composed.rows),
    )


def _input(request: DraftRequest) -> dict[str, object]:
    """What the audit log says of a request: no texts."""
    chosen = [request.project_type] if request.project_type else []
    parts = (request.name, request.budget_yuan, request.year, request.unit, request.purpose, request.framework, *chosen)
    return {"action": "draft", "input": hash_of("\n".join(map(str, parts)))}


def _output(result: Draft) -> dict[str, object]:
    """What it says of a draft: hashes, ids and counts."""
    return {
        "output": hash_of(result.table.model_dump_json()),
        "mode": result.mode,
        "model": result.model,
        "prompt": result.prompt,
        "rung": result.structured_output,
        "attempts": result.attempts,
        "tokens": result.tokens.model_dump(),
        "exemplars": [exemplar.id for exemplar in result.exemplars],
    }
