import pytest

from assistant.errors import InputError
from assistant.goals import Goal
from assistant.review import ReviewData
from assistant.workspace.edits import Answer, Confirm, DropRemark
from assistant.workspace.manuscript import Manuscript
from tests.workspace.samples import asking, sound


def asked() -> Manuscript:
    return asking().with_table(goals=(Goal(text="举办培训2期，培训妇女100人以上。"), Goal(text="满意度达到90%以上。")))


def test_an_answer_goes_into_the_value_and_into_the_goals(data: ReviewData) -> None:
    made = Answer(row="r1", text="三百").apply(asked(), data)
    row, mark = made.rows[1]
    assert (row.value, row.status, row.origin, row.target and row.target.number) == ("≥300人", "confirmed", "input", "300")
    assert (mark.question, mark.remark, mark.edited) == (None, None, True)
    assert [goal.text for goal in made.table.goals] == ["举办培训2期，培训妇女300人以上。", "满意度达到90%以上。"]
    assert not made.goals_edited


@pytest.mark.parametrize("same", ["100", "100人", "≥100人", "一百"])
def test_an_answer_that_says_what_stands_there_confirms_it(same: str, data: ReviewData) -> None:
    assert Answer(row="r1", text=same).apply(asked(), data) == Confirm(row="r1").apply(asked(), data)


def test_what_is_confirmed_asks_no_more_and_is_left_alone(data: ReviewData) -> None:
    made = Confirm(row="r1").apply(asked(), data)
    row, mark = made.rows[1]
    assert (row.value, row.status, mark.question, mark.remark) == ("≥100人", "confirmed", None, None)
    assert mark.kept
    assert not mark.edited
    assert Confirm(row="r1").apply(made, data) == made


@pytest.mark.parametrize("nothing", ["", " \n"])
def test_white_space_is_no_answer(nothing: str, data: ReviewData) -> None:
    with pytest.raises(InputError, match="还没有填写答案"):
        Answer(row="r1", text=nothing).apply(asked(), data)


def test_an_answer_to_a_row_that_asks_nothing_changes_it_all_the_same(data: ReviewData) -> None:
    assert Answer(row="r0", text="4").apply(sound(), data).row("r0").value == "≥4期"


def test_a_remark_that_was_seen_to_is_dropped(data: ReviewData) -> None:
    made = sound(remarks=("请核对：甲", "请核对：乙"))
    assert DropRemark(text="请核对：甲").apply(made, data).remarks == ("请核对：乙",)
    assert DropRemark(text="别的").apply(made, data) == made
