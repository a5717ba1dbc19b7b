"""Runs of the page: their drafts are where people edit them."""

from collections.abc import Callable

from sqlalchemy import update

from assistant.batch.comparing.costs import costs_of
from assistant.batch.comparing.pairs import open_duels
from assistant.batch.comparing.sides import batches_of_person, load_sides, stamp_of
from assistant.batch.drafts.running import start_list
from assistant.batch.drafts.runs import list_items
from assistant.database import BatchItemRow
from assistant.drafting import Draft, DraftRequest
from assistant.workspace.desk import Desk
from assistant.workspace.drafts import LOCAL
from tests.batch.comparing.samples import table_of
from tests.batch.conftest import DraftOf, projects, quick_draft, wait_for


def drafted_otherwise(request: DraftRequest) -> Draft:
    return Draft(table=table_of(request.name, "≥9人"))


def test_what_people_made_of_a_draft_is_not_what_is_compared(desk: Desk, draft_as: Callable[[DraftOf], None]) -> None:
    runs = []
    for make in (quick_draft, drafted_otherwise):
        draft_as(make)
        runs.append(start_list(desk, LOCAL, projects(3), title="清单.xlsx"))
        wait_for(desk, runs[-1])
    ids = batches_of_person(desk.database, LOCAL, runs)
    before = stamp_of(desk.database, ids)
    (duel,) = open_duels(desk.database, load_sides(desk.database, ids))
    assert (duel.first.title, duel.second.title, len(duel.asked)) == ("1. 离线，清单.xlsx", "2. 离线，清单.xlsx", 3)
    id_ = list_items(desk, LOCAL, runs[0])[0].draft_id
    assert id_ is not None
    opened = desk.drafts().open(id_)
    assert opened is not None
    changed = opened.manuscript.with_rows([])
    desk.drafts().save(id_, opened.stamp, changed, "删去指标")
    assert stamp_of(desk.database, ids) != before
    (again,) = open_duels(desk.database, load_sides(desk.database, ids))
    assert again.pairs == duel.pairs
    with desk.database.writing() as session:  # as runs were kept that nobody noted the results of
        session.execute(update(BatchItemRow).values(result=None))
    (old,) = open_duels(desk.database, load_sides(desk.database, ids))
    assert old.pairs == duel.pairs
    assert costs_of(old.first).seconds is None
