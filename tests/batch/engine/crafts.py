"""Ways of doing items that need no program and no model, for processes to find by name."""

import os
import signal

from assistant.batch.engine.items import Outcome, WorkItem
from assistant.batch.engine.worker import Craft, Keep
from assistant.settings import Settings

DEADLY = 3


def _do(item: WorkItem, keep: Keep) -> Outcome:
    if item.number == DEADLY:
        os.kill(os.getpid(), signal.SIGKILL)
    return Outcome("done", result="{}")


def open_deadly(settings: Settings, tokens: int | None) -> Craft:
    """One item ends the process that does it."""
    return Craft(_do)
