"""Ways of doing items that need no program and no model, for processes to find by name."""

import json
import os
import signal
import time

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


def _wait(item: WorkItem, keep: Keep) -> Outcome:
    time.sleep(1.0)
    keep("question", json.dumps({"text": "字" * 1500, "input_tokens": 2000, "output_tokens": 500}))
    result = json.dumps({"text": "字" * 4000})
    return Outcome("done", result=result, model="m", attempts=1, input_tokens=2000, output_tokens=500, seconds=1.0)


def open_patient(settings: Settings, tokens: int | None) -> Craft:
    """Each item waits a second for an answer of usual length, and is nothing to work on."""
    return Craft(_wait)
