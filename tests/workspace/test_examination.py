from collections.abc import Sequence

import pytest

from assistant.drafting import DraftContext
from assistant.errors import InputError
from assistant.goals import Framework, Goal, GoalTable, Indicator
from assistant.review import ReviewData
from assistant.workspace.edits import ApplyFix, DropRows, Edit, Exchange, SetCell, SetLock, do_all
from assistant.workspace.examination import Examination, Remark, examine, open_points
from assistant.workspace.manuscript import Manuscript, from_table
from tests.review.samples import SOUND, indicator, sound_table, table_with, table_without
from tests.workspace.samples import asking, sound


@pytest.fixture(scope="module")
def tables(context: DraftContext) -> Sequence[GoalTable]:
    """Every table of the corpus."""
    return [exemplar.table for exemplar in context.index.allowed()]


def missing(examination: Examination) -> list[str]:
    return [entry.level2 for entry in examination.classes if entry.missing]


def with_fixes(made: Manuscript, data: ReviewData) -> list[Remark]:
    return [remark for remark in examine(made, data).remarks if remark.edit is not None]


def test_remarks_stand_with_their_rows(data: ReviewData) -> None:
    made = from_table(table_with("质量指标", "培训优良率", "≥120%"))
    examination = examine(made, data)
    assert any("120%" in remark.finding.message for remark in examination.of_row(made.marks[-1].id))
    of_rows = sum(len(examination.of_row(mark.id)) for mark in made.marks)
    of_table = sum(remark.finding.indicator is None for remark in examination.remarks)
    assert of_table
    assert of_rows + of_table == len(examination.remarks)
    assert sum(map(examination.count, ("error", "warning", "info"))) == len(examination.remarks)


def test_every_fix_removes_its_finding(tables: Sequence[GoalTable], data: ReviewData) -> None:
    tried = 0
    for table in tables:
        made = from_table(table)
        for remark in with_fixes(made, data):
            assert remark.edit is not None
            again = ApplyFix.model_validate_json(remark.edit.model_dump_json())
            after = again.apply(made, data)
            assert after != made
            assert sorted(mark.id for mark in after.marks) == sorted(mark.id for mark in made.marks)
            left = {(r.finding.rule, r.row, r.finding.field, r.finding.message) for r in examine(after, data).remarks}
            assert (remark.finding.rule, remark.row, remark.finding.field, remark.finding.message) not in left
            tried += 1
    assert tried > 20


def test_a_fix_tells_what_stands_there_and_what_would(data: ReviewData) -> None:
    made = sound(table=sound_table(goals=(Goal(text="举办培训2期，，培训合格率达到95%以上，提升农村妇女就业能力。"),)))
    remark = next(remark for remark in with_fixes(made, data) if remark.finding.fix and remark.finding.fix.field == "goals.0.text")
    assert remark.before == made.table.goals[0].text
    assert remark.edit is not None
    assert remark.edit.apply(made, data).table.goals[0].text == remark.after


def test_rows_in_another_order_keep_their_marks(data: ReviewData) -> None:
    rows = [indicator(*row) for row in (*SOUND[1:], SOUND[0])]
    made = sound(table=sound_table(indicators=tuple(rows)))
    remark = next(remark for remark in with_fixes(made, data) if remark.edit and remark.edit.field == "indicators")
    assert remark.edit is not None
    after = remark.edit.apply(made, data)
    assert {mark.id: row.level3 for row, mark in after.rows} == {mark.id: row.level3 for row, mark in made.rows}
    assert remark.after == "、".join(row.level3 for row in after.table.indicators)
    with pytest.raises(InputError, match="不再适用"):
        remark.edit.apply(made.with_rows(made.rows[1:]), data)


def test_a_fix_is_not_for_what_was_changed_since(data: ReviewData) -> None:
    made = from_table(table_with("质量指标", "培训优良率", "95%以上"))
    remark = next(remark for remark in with_fixes(made, data) if remark.edit and remark.edit.field == "value")
    assert remark.row is not None
    assert remark.edit is not None
    changed = SetCell(row=remark.row, field="value", text="≥97%").apply(made, data)
    with pytest.raises(InputError, match="不再适用"):
        remark.edit.apply(changed, data)
    gone = ApplyFix(rule="TEXT-01", row=None, field="goals.7.text", new="甲", before="乙")
    for edit in (gone, gone.model_copy(update={"before": None})):
        with pytest.raises(InputError, match="不再适用"):
            edit.apply(made, data)


def test_a_locked_row_is_told_of_and_offers_no_fix(tables: Sequence[GoalTable], data: ReviewData) -> None:
    made, remark = next((made, r) for table in tables for made in [from_table(table)] for r in with_fixes(made, data) if r.row)
    assert remark.row is not None
    locked = SetLock(row=remark.row, locked=True).apply(made, data)
    (same,) = (r for r in examine(locked, data).of_row(remark.row) if r.finding == remark.finding)
    assert (same.edit, same.before, same.after) == (None, remark.before, remark.after)


@pytest.mark.parametrize("level2", ["数量指标", "质量指标", "社会效益指标", "服务对象满意度指标"])
def test_a_class_that_a_reviewer_would_ask_for_is_missing(level2: str, data: ReviewData) -> None:
    assert missing(examine(from_table(table_without(level2)), data)) == [level2]
    assert missing(examine(sound(), data)) == []


def test_every_row_is_counted_under_its_class(data: ReviewData) -> None:
    counts = {entry.level2: entry.rows for entry in examine(sound(), data).classes}
    assert counts["数量指标"] == 2
    assert sum(counts.values()) == len(SOUND)


def test_a_row_under_the_class_of_another_framework_is_counted_where_it_belongs(data: ReviewData) -> None:
    rows = (*sound_table().indicators, Indicator(level1="成本指标", level2="经济成本指标", level3="宣传费用", value="≤1万元"))
    counts = {entry.level2: entry.rows for entry in examine(from_table(sound_table(indicators=rows)), data).classes}
    assert counts["成本指标"] == 2


def test_the_classes_of_a_department(data: ReviewData) -> None:
    rows = (
        Indicator(level1="履职效能", level2="部门重点工作", level3="普法场次", value="≥5场"),
        Indicator(level1="运行成本", level3="三公经费", value="≤5万元"),
    )
    table = sound_table(kind="department", framework=Framework.DEPARTMENT, indicators=rows)
    counts = {entry.level2: entry.rows for entry in examine(from_table(table), data).classes}
    assert (counts["履职效能"], counts["运行成本"], counts["管理效率"]) == (1, 1, 0)


def test_an_empty_table_is_examined_too(data: ReviewData) -> None:
    found = examine(from_table(GoalTable(name="甲项目")), data)
    assert found.remarks
    assert found.costing.parts == ()
    assert open_points(from_table(GoalTable(name="甲项目"))) == 0


def test_what_is_open() -> None:
    assert open_points(asking().model_copy(update={"remarks": ("请核对：预算",)})) == 2


OTHER = Indicator(level1="产出指标", level2="数量指标", level3="就业推介场次", value="≥3场")
STATED = "举办培训2期，培训人数100人以上，提升农村妇女就业能力。"


@pytest.mark.parametrize(
    ("edits", "after"),
    [
        ([SetCell(row="r1", field="value", text="≥150人")], "举办培训2期，培训人数150人以上，提升农村妇女就业能力。"),
        (
            [SetCell(row="r1", field="level3", text="培训学员数量"), SetCell(row="r1", field="value", text="≥150人")],
            "举办培训2期，培训人数150人以上，提升农村妇女就业能力。",
        ),
        ([DropRows(rows=("r1",))], "举办培训2期，提升农村妇女就业能力。"),
        ([Exchange(row="r1", indicator=OTHER)], "举办培训2期，提升农村妇女就业能力。"),
    ],
)
def test_a_goal_that_a_row_left_behind_follows_in_one_click(edits: Sequence[Edit], after: str, data: ReviewData) -> None:
    made, _ = do_all(edits, sound().with_table(goals=(Goal(text=STATED),)), data)
    assert made.table.goals[0].text == STATED
    (remark,) = [remark for remark in examine(made, data).remarks if remark.edit and remark.edit.field == "goals.0.text"]
    assert (remark.before, remark.after, remark.finding.rule[:4]) == (STATED, after, "GOAL")
    assert remark.edit
    mended = remark.edit.apply(made, data)
    assert mended.table.goals[0].text == after
    assert not [other for other in examine(mended, data).remarks if other.edit and other.edit.field == "goals.0.text"]


def test_a_locked_row_hinders_no_change_of_a_goal(data: ReviewData) -> None:
    made, _ = do_all([SetCell(row="r1", field="value", text="≥150人"), SetLock(row="r1", locked=True)], sound(), data)
    made = made.with_table(goals=(Goal(text=STATED),))
    (remark,) = [remark for remark in examine(made, data).remarks if remark.finding.rule == "GOAL-01"]
    assert remark.edit
    assert "150人" in remark.edit.apply(made, data).table.goals[0].text
