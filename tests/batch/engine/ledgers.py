"""Ledgers of a database of their own, for items that cost nothing."""

import json
from collections.abc import Sequence
from pathlib import Path

from assistant.batch.drafts.drafter import drafts_wanted
from assistant.batch.engine.items import Answer, Outcome
from assistant.batch.engine.ledger import Ledger
from assistant.batch.engine.opening import take_up
from assistant.batch.lists.project_list import ListedProject
from assistant.database import Database
from assistant.prompting import Prompt, Prompts
from assistant.settings import Settings
from tests.batch.conftest import projects

PROMPT = Prompts(Settings().prompts_dir).find("draft")
DONE = Outcome("done", result="{}", model="m", attempts=1, input_tokens=100, output_tokens=20, seconds=1.5)


def open_ledger(
    database: Database,
    folder: Path,
    count: int = 3,
    *,
    prompts: tuple[Prompt, ...] = (PROMPT,),
    again: bool = False,
    model: str = "m",
    first: int = 2,
    listed: Sequence[ListedProject] | None = None,
) -> Ledger:
    """The ledger of a list of so many projects, taken up (anew)."""
    settings = Settings(model=model, base_url="http://127.0.0.1/v1")
    wanted = drafts_wanted("清单.xlsx", listed or projects(count, first=first), prompts, settings, Prompts(settings.prompts_dir))
    return take_up(database, folder, wanted, again=again)


def take(ledger: Ledger, most: int = 9, worker: str = "w") -> list[int]:
    """The numbers of the items that a worker gets."""
    return [item.number for item in ledger.turn_over(worker, {}, [], most)]


def bring(ledger: Ledger, *numbers: int, outcome: Outcome = DONE, worker: str = "w") -> None:
    """Bring back what came of items, and what was paid for it."""
    reply = json.dumps({"text": "好", "input_tokens": outcome.input_tokens, "output_tokens": outcome.output_tokens})
    ledger.turn_over(worker, dict.fromkeys(numbers, outcome), [Answer(f"inputs {number}", "q", reply) for number in numbers], 0)
