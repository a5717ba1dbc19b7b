"""What is being typed outlives what happens elsewhere; what is refused stays to be mended."""

from assistant.ui.editor.memory import Memory
from assistant.workspace.edits import SetCell, SetGoals, SetHead
from tests.ui.editor.page import GOALS, Kept, Tab

QUESTION, UNIT = "培训多少人？", "单位"


def test_a_widget_is_the_same_until_what_stands_behind_it_is_another() -> None:
    memory = Memory()
    first = memory.key_of("goals", "甲")
    assert memory.key_of("goals", "甲") == first
    memory.typed("goals", "乙")
    assert memory.key_of("goals", "乙") == first
    second = memory.key_of("goals", "丙")
    assert second != first
    memory.renew("goals")
    assert memory.key_of("goals", "丙") not in (first, second)


def test_an_answer_leaves_the_other_boxes_alone(draft: Kept, tab: Tab) -> None:
    tab.turn_to("待确认")
    boxes = [tab.widget(UNIT), tab.widget(GOALS)]
    tab.type(QUESTION, "300")
    assert draft.rows[1] == "培训人数"
    assert draft.now.manuscript.table.indicators[1].value == "≥300人"
    assert [tab.widget(UNIT), tab.widget(GOALS)] == boxes


def test_what_others_change_leaves_the_other_boxes_alone(draft: Kept, tab: Tab) -> None:
    tab.turn_to("待确认")
    before = [tab.widget(label) for label in (QUESTION, UNIT, GOALS)]
    draft.edit(SetCell(row="r0", field="value", text="≥3期"), SetGoals(scope="overall", texts=("别人写的目标。",)))
    tab.run()
    after = [tab.widget(label) for label in (QUESTION, UNIT, GOALS)]
    assert (after[:2], tab.shown(GOALS)) == (before[:2], "别人写的目标。")
    assert after[2] != before[2]


def test_what_was_typed_oneself_is_not_made_anew(draft: Kept, tab: Tab) -> None:
    before = tab.widget(GOALS)
    tab.type(GOALS, "我写的目标。\n第二条。")
    assert draft.goals == ["我写的目标。", "第二条。"]
    assert tab.widget(GOALS) == before
    tab.press("撤销")
    assert tab.shown(GOALS) == draft.goals[0] != "我写的目标。"


def test_what_is_kept_otherwise_than_typed_is_shown_as_it_is_kept(draft: Kept, tab: Tab) -> None:
    tab.type("预算", "30万")
    assert tab.shown("预算") == "30万元"


def test_what_is_too_long_stays_to_be_mended(draft: Kept, tab: Tab) -> None:
    long = "长" * 20001
    tab.type(GOALS, long)
    assert "请精简后重试" in tab.errors
    assert tab.shown(GOALS) == long
    tab.type(UNIT, "某县妇联")
    assert (tab.errors, tab.shown(GOALS)) == ("", long)
    tab.type(GOALS, "长" * 10)
    assert draft.goals == ["长" * 10]


def test_an_answer_that_cannot_be_taken_stays_to_be_mended(draft: Kept, tab: Tab) -> None:
    tab.turn_to("待确认")
    long = "3" * 2001
    tab.type(QUESTION, long)
    assert "请精简后重试" in tab.errors
    assert tab.shown(QUESTION) == long


def test_of_what_is_marked_nothing_stays(draft: Kept, tab: Tab) -> None:
    tab.type(GOALS, "本项目涉密。")
    assert "涉密" in tab.errors
    assert tab.shown(GOALS) == draft.goals[0]


def test_a_new_row_that_is_refused_stays_to_be_mended(draft: Kept, tab: Tab) -> None:
    tab.box("指标值").set_value("≥5册")
    tab.press("新增")
    assert "请先填写三级指标的名称" in tab.errors
    assert tab.shown("指标值") == "≥5册"
    tab.box("三级指标").set_value("发放册数")
    tab.press("新增")
    assert "发放册数" in draft.rows
    assert tab.shown("三级指标") == tab.shown("指标值") == ""
    assert "已新增「发放册数」" in tab.successes


def test_what_somebody_else_was_faster_than_shows_what_stands(draft: Kept, tab: Tab) -> None:
    draft.edit(SetHead(field="unit", text="别人写的单位"))
    tab.type(GOALS, "我写的目标。")
    assert "已在另一处被修改" in tab.errors
    assert (tab.shown(GOALS), tab.shown(UNIT)) == (draft.goals[0], "别人写的单位")
