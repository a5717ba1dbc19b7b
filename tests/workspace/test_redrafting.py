from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from assistant.drafting import DraftContext, DraftRequest, draft
from assistant.goals import Goal
from assistant.goals.framework import framework_of
from assistant.goals.taxonomy import class_rank
from assistant.review import ReviewData
from assistant.workspace.drafting import order_again
from assistant.workspace.edits import Confirm, DropRows, Exchange, SetCell, SetGoals, SetHead, SetLock, TakeOver
from assistant.workspace.manuscript import Manuscript, from_draft, from_table
from assistant.workspace.redrafting import merge
from tests.workspace.samples import suggestion

REQUEST = DraftRequest("妇女创业培训经费", Decimal(200000), 2027, "丰润区妇联", "举办创业培训4期，培训妇女200人")


@pytest.fixture(scope="module")
def drafted(context: DraftContext) -> Manuscript:
    return from_draft(draft(REQUEST, context), REQUEST)


@pytest.fixture(scope="module")
def again(context: DraftContext) -> Manuscript:
    """The same asked for with half the money."""
    request = replace(REQUEST, budget_yuan=Decimal(100000))
    return from_draft(draft(request, context), request)


def kept_rows(made: Manuscript) -> list[object]:
    return [(row, mark) for row, mark in made.rows if mark.kept]


def test_nothing_kept_is_a_new_draft(drafted: Manuscript, again: Manuscript, context: DraftContext) -> None:
    merged = merge(drafted, again, context)
    assert merged.rows == again.rows
    assert merged.table.goals == again.table.goals


def test_what_a_person_had_a_hand_in_stays_exactly_and_has_no_twin(
    drafted: Manuscript, again: Manuscript, context: DraftContext, data: ReviewData
) -> None:
    first, second, third = (mark.id for mark in drafted.marks[:3])
    worked = SetLock(row=first, locked=True).apply(drafted, data)
    worked = SetCell(row=second, field="value", text="≥77人").apply(worked, data)
    asked = next((mark.id for mark in worked.marks if mark.question and mark.id not in (first, second)), third)
    worked = Confirm(row=asked).apply(worked, data)
    merged = merge(worked, again, context)
    assert sorted(map(str, kept_rows(merged))) == sorted(map(str, kept_rows(worked)))
    names = [row.level3 for row in merged.table.indicators]
    assert len(names) == len(set(names))
    framework = framework_of(merged.table)
    ranks = [class_rank(framework, row.level1, row.level2) for row in merged.table.indicators]
    assert ranks == sorted(ranks)


def test_goals_that_a_person_wrote_stay(drafted: Manuscript, again: Manuscript, context: DraftContext, data: ReviewData) -> None:
    worked = SetGoals(scope="overall", texts=("我写的目标。",)).apply(drafted, data)
    merged = merge(worked, again, context)
    assert [goal.text for goal in merged.table.goals if goal.scope == "overall"] == ["我写的目标。"]
    assert merged.goals_edited


def test_goals_that_nobody_wrote_say_what_the_kept_rows_say(
    drafted: Manuscript, again: Manuscript, context: DraftContext, data: ReviewData
) -> None:
    row = next(mark.id for row, mark in drafted.rows if row.value == "≥200人")
    worked = SetCell(row=row, field="value", text="≥260人").apply(drafted, data)
    merged = merge(worked, again.with_table(goals=(Goal(text="培训妇女200人以上。"),)), context)
    assert merged.table.goals[0].text == "培训妇女260人以上。"


def test_what_was_exchanged_does_not_come_back(drafted: Manuscript, again: Manuscript, context: DraftContext, data: ReviewData) -> None:
    row, mark = drafted.rows[-1]
    other = row.model_copy(update={"level3": "就业服务台账完备率", "value": "=100%", "target": None})
    worked = Exchange(row=mark.id, indicator=other).apply(drafted, data)
    names = [row.level3 for row in merge(worked, again, context).table.indicators]
    assert row.level3 not in names
    assert "就业服务台账完备率" in names


def test_the_head_stands_as_the_person_has_it_by_now(
    drafted: Manuscript, again: Manuscript, context: DraftContext, data: ReviewData
) -> None:
    worked = drafted
    for field, text in (("project_code", "001"), ("budget_yuan", "30万元"), ("fiscal_yuan", "0元"), ("spending_plan", "3月底 25%")):
        worked = SetHead.model_validate({"field": field, "text": text}).apply(worked, data)
    table = merge(worked.with_table(unread=("备注",)), again, context).table
    assert (table.project_code, table.budget_yuan, table.spending_plan) == ("001", Decimal(300000), {"3月底": "25%"})
    assert table.unread == ("备注",)
    assert table.funding is not None


def test_what_was_emptied_stays_empty(drafted: Manuscript, again: Manuscript, context: DraftContext, data: ReviewData) -> None:
    worked = drafted
    for field in ("unit", "purpose", "year"):
        worked = SetHead.model_validate({"field": field, "text": ""}).apply(worked, data)
    table = merge(worked, again, context).table
    assert (again.table.unit, again.table.year) == ("丰润区妇联", 2027)
    assert (table.unit, table.purpose, table.year) == (None, None, None)


def test_a_table_that_was_read_without_a_year_takes_that_of_its_draft(
    drafted: Manuscript, again: Manuscript, context: DraftContext
) -> None:
    read = from_table(drafted.table.model_copy(update={"year": None, "unit": None}))
    table = merge(read, again, context).table
    assert (table.year, table.unit) == (2027, None)
    assert merge(from_table(drafted.table.model_copy(update={"year": 2025})), again, context).table.year == 2025


def test_deleted_rows_do_not_come_back_unless_the_deletion_is_undone(
    drafted: Manuscript, again: Manuscript, context: DraftContext, data: ReviewData
) -> None:
    row, mark = next((row, mark) for row, mark in drafted.rows if row.level3 in {other.level3 for other in again.table.indicators})
    less = DropRows(rows=(mark.id,)).apply(drafted, data)
    merged = merge(less, again, context)
    assert row.level3 not in {other.level3 for other in merged.table.indicators}
    assert row.level3 not in {other.level3 for other in merge(merged, again, context).table.indicators}
    assert len(merged.rows) == len(again.rows) - 1
    back = TakeOver(suggestion=suggestion(level1=row.level1, level2=row.level2, level3=row.level3, value="=9个")).apply(merged, data)
    assert [other.level3 for other in merge(back, again, context).table.indicators].count(row.level3) == 1


def test_a_table_without_rows_gives_way_whole(drafted: Manuscript, again: Manuscript, context: DraftContext, data: ReviewData) -> None:
    emptied = DropRows(rows=tuple(mark.id for mark in drafted.marks)).apply(drafted, data)
    assert merge(emptied, again, context).rows == again.rows
    assert merge(SetLock(row=drafted.marks[0].id, locked=True).apply(drafted, data), again.with_rows([]), context).rows[0][1].locked


def test_goals_say_nothing_of_what_was_refused(drafted: Manuscript, context: DraftContext, data: ReviewData) -> None:
    row, mark = next((row, mark) for row, mark in drafted.rows if row.value == "≥4期")
    less = DropRows(rows=(mark.id,)).apply(drafted, data)
    asked = order_again(less, date(2026, 11, 1)).request
    assert asked.refused == (row.level3,)
    merged = merge(less, from_draft(draft(asked, context), asked), context)
    assert "4期" in "".join(goal.text for goal in drafted.table.goals)
    assert "4期" not in "".join(goal.text for goal in merged.table.goals)
    assert all(other.level3 != row.level3 for other in merged.table.indicators)


def test_what_was_deleted_while_it_was_drafted_is_cut_out_of_the_goals(
    drafted: Manuscript, again: Manuscript, context: DraftContext, data: ReviewData
) -> None:
    row = next(row for row in again.table.indicators if row.level3 == "培训合格率")
    assert "培训合格率" in "".join(goal.text for goal in again.table.goals)
    less = drafted.model_copy(update={"dropped": (row.level3,)}).with_rows(
        [entry for entry in drafted.rows if entry[0].level3 != row.level3]
    )
    merged = merge(less, again, context)
    assert "培训合格率" not in "".join(goal.text for goal in merged.table.goals)
    assert merged.stated == ()
