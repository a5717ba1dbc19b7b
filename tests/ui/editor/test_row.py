"""The row that is looked at."""

from assistant.workspace.edits import DropRows
from tests.ui.editor.page import Kept, Tab


def test_after_a_deletion_the_next_row_is_looked_at(draft: Kept, tab: Tab) -> None:
    tab.app.session_state[f"memory-{draft.id}"].row = "r2"
    tab.run()
    tab.press("删除")
    assert "培训合格率" not in draft.rows
    tab.press("删除")
    assert draft.rows == ["培训期数", "培训人数", "人均培训成本", "技能知晓率", "学员满意度"]


def test_after_the_last_row_the_one_before_is_looked_at(draft: Kept, tab: Tab) -> None:
    tab.app.session_state[f"memory-{draft.id}"].row = "r6"
    tab.run()
    tab.press("删除")
    assert any(button.key == "drop-r5" for button in tab.app.button)


def test_a_second_click_on_the_same_button_takes_no_other_row(draft: Kept, tab: Tab) -> None:
    tab.app.session_state[f"memory-{draft.id}"].row = "r2"
    tab.run()
    button = next(button for button in tab.app.button if button.key == "drop-r2")
    button.click()
    tab.run()
    button.click()
    tab.app.run()
    assert len(draft.rows) == 6


def test_a_row_that_somebody_else_deleted_is_told(draft: Kept, tab: Tab) -> None:
    draft.edit(DropRows(rows=("r0",)))
    tab.press("换一个")
    assert "这条指标已经不在表里了" in tab.errors
