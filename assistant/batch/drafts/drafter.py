"""Drafts the items of a batch, with what a process opens once for all of them."""

import hashlib
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import product
from typing import Any

from pydantic import TypeAdapter

from assistant.batch.engine.asking import OF_NO_USE, Lines, limits_within, put_off
from assistant.batch.engine.basis import basis_of
from assistant.batch.engine.items import Outcome, WorkItem
from assistant.batch.engine.opening import Wanted, Wish
from assistant.batch.engine.paid import Keep, PaidChat
from assistant.batch.engine.worker import Craft
from assistant.batch.lists.project_list import PROJECT, ListedProject
from assistant.database.tables import ItemState
from assistant.drafting import DRAFT_PROMPT, Draft, DraftContext, DraftRequest, draft_events, open_context
from assistant.drafting.events import Finished
from assistant.errors import ModelError
from assistant.prompting import Prompt, Prompts
from assistant.settings import Settings

_REQUEST = TypeAdapter(DraftRequest)
_FURTHER = ("repair", "continue")
"""Prompts that every draft by a model may need beside its own."""


@dataclass(frozen=True)
class Drafter:
    """Does items by drafting.

    Attributes:
        tokens: that an item may cost; None for as many as any draft may.
    """

    context: DraftContext
    tokens: int | None = None

    def do(self, item: WorkItem, keep: Keep) -> Outcome:
        """Draft an item; each answer of the model is handed to `keep` before anything is made of it.

        Raises:
            AssistantError: it cannot be drafted at all.
        """
        began, lines = time.perf_counter(), Lines()
        context, asker = replace(self.context, model=None, audit=lines), self.context.model
        if item.prompt is None or asker is None:
            outcome = _told("done", _draft(item, context))
            return replace(outcome, seconds=_since(began), log=tuple(lines.entries))
        chat = PaidChat(asker.chat, item.answers, keep)
        try:
            outcome = _told("done", _draft(item, replace(context, model=asker.through(chat, limits_within(asker, self.tokens)))))
        except OF_NO_USE as error:
            draft = _draft(item, context)
            outcome = _told("fallback", draft.model_copy(update={"notice": f"{error}这次给出的是离线草稿。{draft.notice or ''}"}))
        except ModelError as error:
            outcome = put_off(error)
        outcome = replace(outcome, attempts=chat.attempts, input_tokens=chat.input_tokens, output_tokens=chat.output_tokens)
        return replace(outcome, seconds=_since(began, chat.seconds_before), log=tuple(lines.entries))


def open_drafter(settings: Settings, tokens: int | None) -> Craft:
    """How projects are drafted with this installation; an item may cost so many tokens.

    Raises:
        AssistantError: the exemplars or the model cannot be used.
    """
    context = open_context(settings, with_model=True)

    def basis(prompts: Sequence[str]) -> Mapping[str, str]:
        return basis_of(context.index, [*prompts, *_FURTHER] if prompts else [], settings)

    return Craft(Drafter(context, tokens).do, context.model, basis)


def drafts_wanted(title: str, projects: Sequence[ListedProject], prompts: Sequence[Prompt], settings: Settings, known: Prompts) -> Wanted:
    """A draft of each project by each prompt; without prompts one each, offline."""
    further = [known.find(name) for name in _FURTHER] if prompts else []
    each: Sequence[Prompt | None] = prompts or [None]
    wishes = [
        Wish(
            project.row,
            project.request.name,
            PROJECT.dump_python(project, mode="json"),
            prompt.name if prompt else None,
            inputs_of(project.request, [prompt, *further] if prompt else [], settings),
        )
        for project, prompt in product(projects, each)
    ]
    return Wanted("draft", title, wishes, offline=not prompts)


def marks_of_project(subject: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """What a project of a list is known by in another version of the list: units have names of projects in common."""
    request = subject.get("request", {})
    return [(request["name"], request.get("unit") or "", str(request.get("year") or ""))] if request.get("name") else []


def inputs_of(request: DraftRequest, prompts: Sequence[Prompt], settings: Settings) -> str:
    """The hash of all that the draft of a request depends on: what is asked, how the prompts read, and which model answers where."""
    parts: list[object] = [_REQUEST.dump_python(request, mode="json")]
    if prompts:
        parts += [[asdict(prompt) for prompt in prompts], settings.model, settings.base_url]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _draft(item: WorkItem, context: DraftContext) -> Draft:
    request, offline = PROJECT.validate_python(item.subject).request, context.model is None
    for event in draft_events(request, context, offline=offline, prompt=item.prompt or DRAFT_PROMPT, insisting=True):
        if isinstance(event, Finished):
            return event.draft
    raise AssertionError("a draft always finishes")


def _told(state: ItemState, draft: Draft) -> Outcome:
    """What is kept of a draft: the same whenever it is made, so without the time that it took."""
    timeless = draft.model_copy(update={"seconds": 0.0, "seconds_asking": 0.0})
    return Outcome(state, draft.notice, timeless.model_dump_json(), draft.model)


def _since(began: float, before: float = 0.0) -> float:
    """The seconds of this run and those of what was paid `before` it, so that a draft taken up again does not pass for a quick one."""
    return round(time.perf_counter() - began + before, 3)
