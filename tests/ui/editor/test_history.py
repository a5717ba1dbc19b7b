"""历史 as far as it goes without a browser: it is read when it is looked at, and a name that may not be is told."""

import pytest

from assistant.workspace.drafts import Drafts
from assistant.workspace.edits import SetHead
from tests.ui.editor.page import Kept, Tab


def test_the_states_are_read_only_while_they_are_looked_at(draft: Kept, tab: Tab, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Drafts, id_: str) -> None:
        raise AssertionError("it was read")

    with monkeypatch.context() as closed:
        closed.setattr(Drafts, "history", fail)
        tab.run()
    assert "恢复" not in tab.buttons
    draft.edit(SetHead(field="unit", text="某县妇联"))
    look(tab)
    tab.press("恢复")
    assert draft.now.manuscript.table.unit != "某县妇联"


def test_a_version_gets_a_name_unless_it_is_marked(draft: Kept, tab: Tab) -> None:
    look(tab)
    tab.box("给当前版本起个名字").set_value("涉密项目")
    tab.press("存为版本")
    assert "涉密" in tab.errors
    tab.box("给当前版本起个名字").set_value("送审稿")
    tab.press("存为版本")
    assert not tab.errors
    assert "送审稿" in tab.texts
    assert [revision.label for revision in draft.drafts.history(draft.id)] == ["送审稿"]


def test_a_version_without_a_name_is_not_kept(draft: Kept, tab: Tab) -> None:
    look(tab)
    tab.press("存为版本")
    assert "起个名字" in tab.errors
    tab.box("给当前版本起个名字").set_value("送审稿")
    tab.press("存为版本")
    tab.box("给当前版本起个名字").set_value("")
    tab.press("存为版本")
    assert [revision.label for revision in draft.drafts.history(draft.id)] == [None]


def look(tab: Tab) -> None:
    tab.app.session_state[f"history-{tab.id}"] = True
    tab.run()
