"""A desk that drafts lists, with a database of its own and drafts that cost no time."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.batch import ListedProject
from assistant.batch.drafts import drafter, packing, running
from assistant.batch.drafts.runs import BatchRun, find_run
from assistant.drafting import Draft, DraftContext, DraftRequest
from assistant.drafting.events import Event, Finished
from assistant.errors import InvalidAnswerError
from assistant.goals import Goal, GoalTable, Indicator
from assistant.settings import Settings
from assistant.workspace.desk import Desk
from assistant.workspace.drafts import LOCAL

ROW = Indicator(level1="产出指标", level2="数量指标", level3="培训人数", value="≥20人")
DraftOf = Callable[[DraftRequest], Draft]


def projects(count: int, *, first: int = 2) -> list[ListedProject]:
    rows = range(first, first + count)
    return [ListedProject(row, DraftRequest(f"培训经费第{row}期", Decimal(200_000), 2027), {"编码": f"00{row}"}) for row in rows]


def quick_draft(request: DraftRequest) -> Draft:
    return Draft(table=GoalTable(name=request.name, budget_yuan=request.budget_yuan, goals=(Goal(text="甲"),), indicators=(ROW,)))


def wait_for(desk: Desk, id_: str) -> BatchRun:
    """The run when its job has come to an end."""
    job = find_run(desk, LOCAL, id_).job
    assert job is not None
    assert not desk.jobs.wait(job.id, LOCAL.owner, 20).running
    return find_run(desk, LOCAL, id_)


@pytest.fixture
def desk(corpus_settings: Settings, tmp_path: Path) -> Iterator[Desk]:
    settings = replace(corpus_settings, database_url=f"sqlite:///{tmp_path / 'workbench.sqlite'}")
    opened = Desk(settings, {running.KIND: running.run, packing.KIND: packing.run}, long=[running.KIND])
    yield opened
    opened.close()


@pytest.fixture
def draft_as(monkeypatch: pytest.MonkeyPatch) -> Callable[[DraftOf], None]:
    """Lets a function draft, in place of the one that takes its time."""

    def use(make: DraftOf) -> None:
        def events(request: DraftRequest, *_: object, **__: object) -> Iterator[Event]:
            yield Finished(make(request))

        monkeypatch.setattr(drafter, "draft_events", events)

    return use


@pytest.fixture
def useless_model(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    """A model is set that gives nothing anybody can use, so that the offline draft comes."""
    desk.settings = replace(desk.settings, model="m", base_url="http://127.0.0.1:9/v1")

    def events(request: DraftRequest, context: DraftContext, **_: object) -> Iterator[Event]:
        if context.model is not None:
            raise InvalidAnswerError("模型的答复里没有完整的指标。")
        yield Finished(quick_draft(request))

    monkeypatch.setattr(drafter, "draft_events", events)
