"""What is done again: into the draft that is there, around what people made of it, and not because the database was away for a moment."""

from collections.abc import Callable
from typing import Any

import pytest

from assistant.batch import collect, list_items
from assistant.batch.drafts.running import resume, start_list
from assistant.drafting import Draft, DraftRequest
from assistant.errors import ConfigError, InputError
from assistant.workspace.desk import Desk
from assistant.workspace.drafts import LOCAL, OpenDraft
from assistant.workspace.edits import AddRow, Edit, SetHead
from tests.batch.conftest import DraftOf, projects, quick_draft, wait_for

UseDraft = Callable[[DraftOf], None]


def fail(_: DraftRequest) -> Draft:
    raise ConfigError("指标库坏了，请重新安装。")


@pytest.fixture
def fallback(desk: Desk, useless_model: None, draft_as: UseDraft) -> tuple[str, OpenDraft]:
    """A run of one project that came from no model, in which a person wrote since; it is drafted by one from now on."""
    id_ = start_list(desk, LOCAL, projects(1), title="清单.xlsx")
    wait_for(desk, id_)
    draft_id = draft_of(desk, id_)
    edits: list[Edit] = [AddRow(row="own", level2="质量指标", level3="结业率", value="≥98%"), SetHead(field="unit", text="改过的单位")]
    edited = desk.drafts().edit(draft_id, None, edits, desk.context().review_data)
    draft_as(lambda request: quick_draft(request).model_copy(update={"mode": "llm", "model": "m"}))
    return id_, edited


def draft_of(desk: Desk, id_: str) -> str:
    (item,) = list_items(desk, LOCAL, id_)
    return str(item.draft_id)


def test_what_is_done_again_is_a_state_of_the_same_draft_with_the_edits_in_it(desk: Desk, fallback: tuple[str, OpenDraft]) -> None:
    id_, edited = fallback
    resume(desk, LOCAL, id_, again=True)
    assert wait_for(desk, id_).counts["done"] == 1
    assert [entry.id for entry in desk.drafts().listed()] == [edited.id]
    assert desk.drafts().history(edited.id)[0].action == "重新起草"
    (result,) = collect(desk, LOCAL, id_)
    assert result.draft is not None
    assert (result.draft.mode, result.draft.table.unit) == ("llm", "改过的单位")
    assert [row.level3 for row in result.draft.table.indicators] == ["培训人数", "结业率"]


def test_while_it_waits_to_be_done_again_the_results_have_the_draft_that_is_there(
    desk: Desk, draft_as: UseDraft, fallback: tuple[str, OpenDraft]
) -> None:
    id_, edited = fallback
    draft_as(fail)
    resume(desk, LOCAL, id_, again=True)
    assert wait_for(desk, id_).counts["waiting"] == 1
    (result,) = collect(desk, LOCAL, id_)
    assert result.draft is not None
    assert (result.state_in_words, result.draft.table) == ("待重做", edited.manuscript.table)
    assert "指标库坏了" in str(result.draft.notice)


@pytest.mark.parametrize("for_good", [False, True])
def test_what_was_thrown_away_is_drafted_anew(desk: Desk, fallback: tuple[str, OpenDraft], for_good: bool) -> None:
    id_, edited = fallback
    desk.drafts().remove(edited.id)
    if for_good:
        desk.drafts().empty_bin()
        (result,) = collect(desk, LOCAL, id_)
        assert (result.state, result.state_in_words, result.draft) == ("fallback", "草稿已删除", None)
        assert "彻底删除" in str(result.told)
    resume(desk, LOCAL, id_, again=True)
    assert wait_for(desk, id_).counts["done"] == 1
    assert [entry.id for entry in desk.drafts().listed()] == [draft_of(desk, id_)] != [edited.id]


@pytest.mark.parametrize("fails", [False, True])
def test_a_moment_without_database_costs_no_second_draft(
    desk: Desk, draft_as: UseDraft, monkeypatch: pytest.MonkeyPatch, fails: bool
) -> None:
    asked, away, real = list[str](), list[bool](), desk.database.writing

    def draft(request: DraftRequest) -> Draft:
        asked.append(request.name)
        away.append(True)
        if fails:
            raise InputError("这个项目写不出来，请补充用途。")
        return quick_draft(request)

    def writing() -> Any:
        if away:
            away.clear()
            raise ConfigError("数据库打不开。")
        return real()

    draft_as(draft)
    monkeypatch.setattr(desk.database, "writing", writing)
    ended = wait_for(desk, start_list(desk, LOCAL, projects(2), title="清单.xlsx"))
    assert (ended.state, ended.counts["failed" if fails else "done"]) == ("finished", 2)
    assert asked == [project.request.name for project in projects(2)]
