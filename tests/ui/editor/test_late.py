"""What somebody else was faster than is lost by nothing but its person's word."""

import pytest

import assistant.workspace.drafts as drafts_module
from assistant.errors import InputError
from assistant.workspace.edits import DropRows, SetHead
from tests.ui.editor.page import GOALS, Kept, Tab

AGAIN, APART, FORGET = "在最新内容上再做一遍我的修改", "把我的修改另存为副本", "放弃我的修改"


def be_late(draft: Kept, tab: Tab) -> None:
    """Write goals that somebody else was faster than."""
    draft.edit(SetHead(field="unit", text="别人写的单位"))
    tab.type(GOALS, "我辛苦写的目标。")
    assert "我辛苦写的目标。" not in draft.goals


def test_a_reload_shows_it_again_and_it_can_be_done_again(draft: Kept, tab: Tab) -> None:
    be_late(draft, tab)
    other = Tab(draft.id)
    assert "有 1 处修改没有保存" in other.texts
    assert "修改绩效目标" in other.texts
    other.press(AGAIN)
    assert (draft.goals, draft.now.manuscript.table.unit) == (["我辛苦写的目标。"], "别人写的单位")
    assert AGAIN not in other.buttons
    assert other.shown(GOALS) == "我辛苦写的目标。"


def test_what_cannot_be_done_again_stays_with_its_reason_and_the_rest_is_done(draft: Kept, tab: Tab) -> None:
    draft.edit(DropRows(rows=("r0",)))
    tab.press("锁定")
    tab.run()
    draft.edit(SetHead(field="unit", text="别人写的单位"))
    tab.type(GOALS, "我辛苦写的目标。")
    tab.press(AGAIN)
    assert draft.goals == ["我辛苦写的目标。"]
    assert "这条指标已经不在表里了" in tab.errors
    assert "有 1 处修改没有保存" in tab.texts
    assert "锁定「培训期数」（这条指标已经不在表里了" in tab.texts
    tab.press(FORGET)
    assert FORGET not in tab.buttons


def test_a_copy_takes_it_and_the_draft_stays(draft: Kept, tab: Tab) -> None:
    be_late(draft, tab)
    tab.press(APART)
    copy = "".join(tab.app.query_params["draft"])
    opened = draft.drafts.open(copy)
    assert opened is not None
    assert copy != draft.id
    assert [goal.text for goal in opened.manuscript.table.goals] == ["我辛苦写的目标。"]
    assert draft.goals != ["我辛苦写的目标。"]
    assert APART not in Tab(draft.id).buttons


def test_a_copy_that_fails_loses_nothing(draft: Kept, tab: Tab, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> str:
        raise InputError("磁盘满了。")

    be_late(draft, tab)
    monkeypatch.setattr(drafts_module.Drafts, "copy", fail)
    tab.press(APART)
    assert "磁盘满了。" in tab.errors
    assert APART in tab.buttons


def test_what_is_marked_is_not_kept_to_be_done_again(draft: Kept, tab: Tab) -> None:
    draft.edit(SetHead(field="unit", text="别人写的单位"))
    tab.type(GOALS, "本项目涉密。")
    assert "涉密" in tab.errors
    assert AGAIN not in tab.buttons
