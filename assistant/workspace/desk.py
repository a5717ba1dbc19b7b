"""What all pages of one server share: settings, database, what drafts rest on, and the jobs."""

import logging
import threading
from collections.abc import Callable, Collection, Mapping
from copy import copy
from dataclasses import replace
from functools import partial
from typing import Any

from assistant.audit import AuditLog
from assistant.database import open_database
from assistant.drafting import DraftContext, open_context
from assistant.errors import AssistantError, ConfigError
from assistant.exemplars.currency import is_current
from assistant.llm.asking import Asker
from assistant.llm.opening import open_model
from assistant.settings import Settings
from assistant.workspace import checking, drafting, rewording, suggestions
from assistant.workspace.drafts import LOCAL, Drafts, Person
from assistant.workspace.examination import Examination, examine
from assistant.workspace.jobs import Jobs, Run, Task
from assistant.workspace.manuscript import Manuscript

_LOG = logging.getLogger(__name__)
_Work = Callable[[Task, DraftContext, Drafts], dict[str, Any] | None]
DeskWork = Callable[["Desk", Task], dict[str, Any] | None]
"""Does a job with all that a desk has."""


class Desk:
    """One for a server; safe to share between threads."""

    def __init__(self, settings: Settings, works: Mapping[str, DeskWork] | None = None, long: Collection[str] = ()) -> None:
        """Work with `settings`; the database is opened now, what drafts rest on when first needed.

        Args:
            settings: the installation.
            works: further kinds of jobs, of layers above; each is given this desk and its task.
            long: those of them that take hours.

        Raises:
            ConfigError: the database cannot be used.
        """
        self.settings = settings
        self.database = open_database(settings)
        AuditLog(settings).take_in_file()
        self._context: DraftContext | None = None
        self._opened_for: Settings | None = None
        self._opening = threading.Lock()
        own: dict[str, _Work] = {
            drafting.KIND: drafting.run_order,
            suggestions.KIND: suggestions.run_suggestions,
            rewording.KIND: rewording.run_rewording,
        }
        runs: dict[str, Run] = {kind: self._as_run(work) for kind, work in own.items()}
        runs |= {kind: partial(self._run_with_desk, work) for kind, work in (works or {}).items()}
        self.jobs = Jobs(self.database, {**runs, checking.KIND: lambda task: checking.run_check(task, self.settings)}, long)

    def use_model(self, settings: Settings) -> None:
        """Ask the model of `settings` from now on; whatever runs ends with the one that it began with. Nothing else of them counts.

        Raises:
            ConfigError: the address or the key cannot be one; all stays as it was.
        """
        open_model(settings)
        self.settings = replace(self.settings, model=settings.model, base_url=settings.base_url, api_key=settings.api_key)

    def warm(self) -> None:
        """Open what drafts rest on beside whatever else happens; where that fails, whoever needs it is told."""

        def open_quietly() -> None:
            try:
                self.context()
            except AssistantError:
                _LOG.warning("what drafts rest on cannot be opened yet", exc_info=True)

        threading.Thread(target=open_quietly, name="warm", daemon=True).start()

    def context(self) -> DraftContext:
        """What drafts rest on, opened anew where the library has changed since; another model is put in beside what is open.

        A model that cannot be used is left away: reading, editing and exporting need none, and `context_for` says what is wrong.

        Raises:
            ConfigError: library or index cannot be used.
        """
        with self._opening:
            settings = self.settings
            if self._context is None or not is_current(self._context.index, settings):
                self._context, self._opened_for = replace(open_context(settings), audit=AuditLog(settings)), None
            if settings is not self._opened_for:
                self._context, self._opened_for = replace(self._context, model=_usable_model(settings)), settings
            return self._context

    def context_for(self, by: str, *, offline: bool = False) -> DraftContext:
        """The same for a job, with an audit log in which `by` works; `offline` where it asks no model.

        Raises:
            ConfigError: as for `context`, or the model that is set cannot be used.
        """
        context = self.context()
        model = None if offline else context.model or open_model(self.settings)
        return replace(context, model=model, audit=AuditLog(self.settings, by))

    def drafts(self, person: Person = LOCAL) -> Drafts:
        """The drafts of a person."""
        return Drafts(self.database, person)

    def examine(self, manuscript: Manuscript) -> Examination:
        """What is to be said of a manuscript."""
        return examine(manuscript, self.context().review_data)

    def close(self) -> None:
        """Stop the jobs."""
        self.jobs.close()

    def _run_with_desk(self, work: DeskWork, task: Task) -> dict[str, Any] | None:
        """Do a job of a layer above, with a desk that keeps the settings of now however long it takes."""
        with self._opening:
            desk = copy(self)
        return work(desk, task)

    def _as_run(self, work: _Work) -> Run:
        def run(task: Task) -> dict[str, Any] | None:
            return work(
                task,
                self.context_for(task.by, offline=bool(task.request.get("offline"))),
                Drafts(self.database, Person(task.owner, task.by)),
            )

        return run


def _usable_model(settings: Settings) -> Asker | None:
    try:
        return open_model(settings)
    except ConfigError:
        return None
