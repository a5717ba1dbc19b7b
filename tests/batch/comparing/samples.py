"""Batches whose drafts are there at once, by several prompts."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.batch.comparing.judging import Answered, Judge, keep, open_judging
from assistant.batch.comparing.pairs import Choice, Duel, Question, open_duels
from assistant.batch.comparing.sides import batches_of_folders, load_sides
from assistant.batch.drafts.drafter import drafts_wanted
from assistant.batch.engine.items import Outcome, WorkItem
from assistant.batch.engine.opening import take_up
from assistant.batch.lists.project_list import PROJECT
from assistant.database import Database
from assistant.drafting import Draft
from assistant.goals import Framework, Goal, GoalTable, Indicator
from assistant.prompting import Prompt, Prompts
from assistant.settings import Settings
from tests.batch.conftest import projects

KNOWN = Prompts(Settings().prompts_dir)
LONG = KNOWN.find("draft")
SHORT = replace(LONG, id="draft-short")
THIRD = replace(LONG, id="third")
ANNA, BERT = Judge("安娜", "安娜"), Judge("博特", "博特")
Make = Callable[[WorkItem], Outcome]


def table_of(name: str, *values: str) -> GoalTable:
    rows = [Indicator(level1="产出指标", level2="数量指标", level3=f"培训人数{at}", value=value) for at, value in enumerate(values)]
    return GoalTable(name=name, framework=Framework.FOUR_CLASS, goals=(Goal(text="开展培训"),), indicators=tuple(rows))


def drafted(item: WorkItem, *values: str, model: str = "m") -> Outcome:
    """A draft by a model with these values."""
    name = PROJECT.validate_python(item.subject).request.name
    draft = Draft(table=table_of(name, *values), mode="llm", model=model, prompt=item.prompt)
    return Outcome("done", None, draft.model_dump_json(), model, 1, 100, 20, 1.5)


def by_prompt(item: WorkItem) -> Outcome:
    """A draft that says which prompt it is of, as no real one does."""
    return drafted(item, {LONG.name: "≥1人", SHORT.name: "≥2人"}.get(item.prompt or "", "≥3人"))


def draft_batch(
    database: Database, folder: Path, count: int, make: Make = by_prompt, prompts: Sequence[Prompt] = (LONG, SHORT), model: str = "m"
) -> None:
    """Draft a list of so many projects by each prompt into a folder."""
    settings = Settings(model=model, base_url="http://127.0.0.1/v1")
    wanted = drafts_wanted("清单.xlsx", projects(count), prompts, settings, KNOWN)
    ledger = take_up(database, folder, wanted)
    items = ledger.turn_over("w", {}, [], 10_000)
    ledger.turn_over("w", {item.number: make(item) for item in items}, [], 0)


def duels_of(database: Database, *folders: Path) -> list[Duel]:
    return open_duels(database, load_sides(database, batches_of_folders(database, folders)))


def judge_all(database: Database, duels: Sequence[Duel], judge: Judge, choose: Callable[[Question], Choice]) -> None:
    questions = open_judging(database, duels, judge).questions
    keep(database, judge, [Answered(question, choose(question)) for question in questions])


def greater(question: Question) -> Choice:
    """Prefers the greater value: of these prompts the later one."""
    return "left" if question.left.rows[0][3] > question.right.rows[0][3] else "right"
