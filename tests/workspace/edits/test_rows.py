import pytest

from assistant.errors import InputError
from assistant.goals import Framework, Goal, Indicator
from assistant.review import ReviewData
from assistant.workspace.edits import AddRow, DropRows, Exchange, MoveRow, SetLock, TakeOver, holds
from assistant.workspace.manuscript import Manuscript
from tests.review.samples import sound_table
from tests.workspace.samples import sound, suggestion

OTHER = Indicator(level1="产出指标", level2="数量指标", level3="参训人次", value="≥300人次")


def ids(made: Manuscript) -> list[str]:
    return [mark.id for mark in made.marks]


def test_a_new_row_stands_behind_the_last_of_its_class(data: ReviewData) -> None:
    edit = AddRow(level2="数量指标", level3=" 发放册数 ", value="≥500册")
    made = edit.apply(sound(), data)
    row, mark = made.rows[2]
    assert (row.level1, row.level2, row.level3, row.value, row.origin) == ("产出指标", "数量指标", "发放册数", "≥500册", "input")
    assert (mark.id, mark.edited, row.target and row.target.number) == (edit.row, True, "500")
    with pytest.raises(InputError, match="已经在表里"):
        edit.apply(made, data)


@pytest.mark.parametrize(
    ("level2", "framework", "classes"),
    [
        ("成本指标", Framework.THREE_CLASS, ("产出指标", "成本指标")),
        ("经济成本指标", Framework.FOUR_CLASS, ("成本指标", "经济成本指标")),
        ("满意度指标", Framework.FOUR_CLASS, ("满意度指标", "服务对象满意度指标")),
        ("履职效能", Framework.DEPARTMENT, ("履职效能", None)),
        ("部门重点工作", Framework.DEPARTMENT, ("履职效能", "部门重点工作")),
        ("别的", Framework.THREE_CLASS, (None, "别的")),
    ],
)
def test_the_first_level_follows_from_the_second(
    level2: str, framework: Framework, classes: tuple[str | None, str | None], data: ReviewData
) -> None:
    there = Indicator(level1="履职效能", level2="部门重点工作", level3="普法场次") if framework is Framework.DEPARTMENT else OTHER
    made = sound(table=sound_table(framework=framework, indicators=(there,)), marks=sound().marks[:1])
    edit = AddRow(level2=level2, level3="甲")
    row = edit.apply(made, data).row(edit.row)
    assert (row.level1, row.level2, row.value) == (*classes, None)


@pytest.mark.parametrize("name", ["", "  ", "\x00"])
def test_a_row_needs_a_name(name: str, data: ReviewData) -> None:
    with pytest.raises(InputError, match="请先填写三级指标的名称"):
        AddRow(level2="数量指标", level3=name).apply(sound(), data)


def test_rows_are_taken_out_all_or_none(data: ReviewData) -> None:
    assert ids(DropRows(rows=("r0", "r2")).apply(sound(), data)) == ["r1", "r3", "r4", "r5", "r6"]
    assert DropRows(rows=()).apply(sound(), data) == sound()
    assert DropRows(rows=("r0", "r2")).describe(sound()) == "删除「培训期数」等 2 条指标"
    made = sound()
    for row in ids(made):
        made = DropRows(rows=(row,)).apply(made, data)
    assert made.rows == []


def test_the_names_of_rows_taken_out_are_remembered(data: ReviewData) -> None:
    made = Exchange(row="r1", indicator=OTHER).apply(sound(), data)
    made = DropRows(rows=("r0", "r1")).apply(made, data)
    assert made.dropped == ("培训期数", "参训人次", "培训人数")
    assert DropRows(rows=("r2",)).apply(made, data).dropped[:3] == made.dropped


@pytest.mark.parametrize(
    ("by", "order"), [(1, ["r0", "r2", "r1"]), (-1, ["r1", "r0", "r2"]), (-9, ["r1", "r0", "r2"]), (0, ["r0", "r1", "r2"])]
)
def test_a_row_goes_no_further_than_the_end(by: int, order: list[str], data: ReviewData) -> None:
    assert ids(MoveRow(row="r1", by=by).apply(sound(), data))[:3] == order
    assert ids(MoveRow(row="r1", by=99).apply(sound(), data))[-1] == "r1"


def test_a_question_that_names_its_row_stands_without_the_name(data: ReviewData) -> None:
    told = "参训人次暂填“≥300人次”（按预算测算：每人500元）：全年培训多少人次？"
    taken = TakeOver(row="new", suggestion=suggestion(level2="数量指标", level3="参训人次", value="≥300人次", question=told))
    for made in (Exchange(row="r1", indicator=OTHER, question=told).apply(sound(), data), taken.apply(sound(), data)):
        (mark,) = (mark for row, mark in made.rows if row.level3 == "参训人次")
        assert (mark.question, mark.remark) == ("全年培训多少人次？", "按预算测算：每人500元")


def test_another_row_takes_the_place_and_the_old_name_is_not_offered_again(data: ReviewData) -> None:
    made = Exchange(row="r1", indicator=OTHER, question="多少人次？").apply(sound(), data)
    row, mark = made.rows[1]
    assert row == OTHER
    assert (mark.id, mark.refused, mark.question, mark.edited, mark.kept) == ("r1", ("培训人数",), "多少人次？", False, True)
    again = Exchange(row="r1", indicator=sound().row("r0")).apply(made, data)
    assert again.marks[1].refused == ("培训人数", "参训人次")


def test_a_reworded_row_is_the_persons_own_and_goals_follow(data: ReviewData) -> None:
    made = sound().with_table(goals=(Goal(text="培训妇女100人以上。"),))
    new = made.row("r1").model_copy(update={"value": "≥150人", "target": None})
    edit = Exchange(row="r1", indicator=new, before=made.row("r1"), by_person=True)
    after = edit.apply(made, data)
    assert (after.marks[1].edited, after.marks[1].refused) == (True, ())
    assert after.table.goals[0].text == "培训妇女150人以上。"
    assert edit.describe(made) == "改写「培训人数」"
    with pytest.raises(InputError, match="这期间又改过了"):
        edit.apply(after, data)


def test_a_suggestion_is_taken_over_once(data: ReviewData) -> None:
    edit = TakeOver(suggestion=suggestion(question="定为多少？"))
    made = edit.apply(sound(), data)
    assert ids(made).index(edit.row) == 3
    assert made.marks[3].question == "定为多少？"
    assert made.marks[3].kept
    for again in (edit, TakeOver(suggestion=suggestion())):
        with pytest.raises(InputError, match="「参训率」已经在表里了"):
            again.apply(made, data)


def test_a_suggestion_is_there_where_its_class_has_a_row_of_its_name(data: ReviewData) -> None:
    made = TakeOver(suggestion=suggestion()).apply(sound(), data)
    assert holds(made, suggestion(value="≥80%"))
    assert not holds(made, suggestion(level2="时效指标"))
    assert not holds(sound(), suggestion())


def test_a_lock_goes_on_and_off(data: ReviewData) -> None:
    locked = SetLock(row="r1", locked=True).apply(sound(), data)
    assert [mark.locked for mark in locked.marks][:3] == [False, True, False]
    assert SetLock(row="r1", locked=False).apply(locked, data) == sound()
