import pytest

from assistant.errors import InputError
from assistant.goals import Framework, Goal
from assistant.goals.table import Task
from assistant.review import ReviewData
from assistant.workspace.edits import ApplyFix, SetCell, SetGoals
from assistant.workspace.manuscript import Manuscript
from tests.review.samples import sound_table
from tests.workspace.samples import asking, sound


def test_a_value_that_is_typed_answers_its_question(data: ReviewData) -> None:
    made = SetCell(row="r1", field="value", text=" ≥300人 ").apply(asking(), data)
    row, mark = made.rows[1]
    assert (row.value, row.status, row.origin, row.target and row.target.number) == ("≥300人", "confirmed", "input", "300")
    assert (mark.question, mark.remark, mark.edited) == (None, None, True)


def test_another_cell_leaves_the_question_open(data: ReviewData) -> None:
    made = SetCell(row="r1", field="basis", text="计划标准").apply(asking(), data)
    row, mark = made.rows[1]
    assert (row.basis, row.status, mark.question, mark.edited) == ("计划标准", "to_confirm", "培训多少人？", True)


def test_what_stands_there_already_changes_nothing(data: ReviewData) -> None:
    assert SetCell(row="r1", field="value", text="≥100人 ").apply(asking(), data) == asking()
    assert SetCell(row="r1", field="basis", text=" ").apply(asking(), data) == asking()


def test_a_name_is_needed_and_a_value_may_be_emptied(data: ReviewData) -> None:
    with pytest.raises(InputError, match="名称不能为空"):
        SetCell(row="r1", field="level3", text=" ").apply(sound(), data)
    row = SetCell(row="r1", field="value", text="").apply(sound(), data).row("r1")
    assert (row.value, row.target) == (None, None)


@pytest.mark.parametrize(
    ("framework", "level2", "level1"),
    [
        (Framework.THREE_CLASS, "成本指标", "产出指标"),
        (Framework.FOUR_CLASS, "经济成本指标", "成本指标"),
        (Framework.THREE_CLASS, "服务对象满意度指标", "满意度指标"),
    ],
)
def test_another_class_brings_its_first_level(framework: Framework, level2: str, level1: str, data: ReviewData) -> None:
    made = SetCell(row="r1", field="level2", text=level2).apply(sound(table=sound_table(framework=framework)), data)
    assert (made.row("r1").level1, made.row("r1").level2, made.place_of("r1")) == (level1, level2, 1)


def with_goals(*goals: Goal) -> Manuscript:
    return sound().with_table(goals=goals)


def test_goals_of_one_scope_are_written_anew(data: ReviewData) -> None:
    made = with_goals(Goal(text="总"), Goal(scope="annual", text="年"), Goal(scope="period", text="期"))
    after = SetGoals(scope="annual", texts=(" 新年 ", "", "又一")).apply(made, data)
    assert [(goal.scope, goal.text) for goal in after.table.goals] == [
        ("overall", "总"), ("annual", "新年"), ("annual", "又一"), ("period", "期"),
    ]  # fmt: skip
    assert after.goals_edited
    assert SetGoals(scope="annual", texts=("年",)).apply(made, data) == made
    assert SetGoals(scope="overall", texts=("甲",)).apply(with_goals(), data).table.goals == (Goal(text="甲"),)
    assert [goal.scope for goal in SetGoals(scope="overall", texts=()).apply(made, data).table.goals] == ["annual", "period"]


def test_goals_keep_the_part_that_they_belong_to(data: ReviewData) -> None:
    made = with_goals(*(Goal(text=text, group=group) for text, group in (("甲", "一"), ("乙", "二"), ("丙", "三"))))

    def groups(*texts: str) -> list[str | None]:
        return [goal.group for goal in SetGoals(scope="overall", texts=texts).apply(made, data).table.goals]

    assert groups("甲", "丙") == ["一", "三"]
    assert groups("甲", "改过的乙", "丙") == ["一", "二", "三"]
    assert groups("甲", "新", "乙", "丙") == ["一", None, "二", "三"]


def test_a_fix_goes_to_its_place(data: ReviewData) -> None:
    made = sound(table=sound_table(tasks=(Task(name="普法", content="讲座"),)))
    assert ApplyFix(rule="TEXT-01", row="r1", field="value", new="≥90人").apply(made, data).marks[1].edited
    assert ApplyFix(rule="TEXT-01", row=None, field="name", new="妇女创业").apply(made, data).table.name == "妇女创业"
    assert ApplyFix(rule="TEXT-01", row=None, field="tasks.0.content", new="讲座一").apply(made, data).table.tasks[0].content == "讲座一"
    assert ApplyFix(rule="TEXT-01", row=None, field="goals.0.text", new=" 甲。 ").apply(made, data).table.goals[0].text == "甲。"


@pytest.mark.parametrize(("row", "field"), [("r1", "level3"), (None, "name"), (None, "goals.0.text"), (None, "tasks.0.name")])
def test_a_fix_empties_nothing_that_is_needed(row: str | None, field: str, data: ReviewData) -> None:
    with pytest.raises(InputError, match="不能为空"):
        ApplyFix(rule="TEXT-01", row=row, field=field, new=" ").apply(sound(), data)


@pytest.mark.parametrize("order", [(), ("r0",), ("r0", "r0", "r1", "r2", "r3", "r4", "r5"), tuple(f"r{at}" for at in range(8))])
def test_an_order_of_other_rows_is_refused(order: tuple[str, ...], data: ReviewData) -> None:
    with pytest.raises(InputError, match="不再适用"):
        ApplyFix(rule="CLASS-07", row=None, field="indicators", new="", order=order).apply(sound(), data)
