"""项目信息 as far as it goes without a browser."""

from tests.ui.editor.page import Kept, Tab


def test_what_cannot_be_saved_is_told_below_the_field(draft: Kept, tab: Tab) -> None:
    tab.type("预算年度", "明年")
    (head,) = [block for block in tab.app.expander if block.label == "项目信息"]
    assert [error.value for error in head.error] == ["预算年度「明年」不对，请写四位年份，例如 2026。"]
    assert len(tab.app.error) == 1
    assert tab.shown("预算年度") == "明年"
    tab.type("预算年度", "2028年")
    assert not tab.app.error
    assert draft.now.manuscript.table.year == 2028
