"""What every edit holds to; each kind has tests of its own beside."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from assistant.errors import AssistantError, ClassifiedError, InputError
from assistant.goals import Indicator
from assistant.review import ReviewData
from assistant.workspace.edits import (
    AddRow,
    Answer,
    ApplyFix,
    Confirm,
    DropRemark,
    DropRows,
    Edit,
    Exchange,
    MoveRow,
    SetCell,
    SetGoals,
    SetHead,
    SetLock,
    TakeOver,
    do_all,
)
from assistant.workspace.manuscript import Manuscript
from tests.review.samples import DATA as REVIEW
from tests.workspace.samples import edits, manuscripts, sound, suggestion

EDIT: TypeAdapter[Edit] = TypeAdapter(Edit)
NEW = Indicator(level1="产出指标", level2="数量指标", level3="参训人次", value="≥300人次")
OF_A_ROW: list[Any] = [
    SetCell(row="gone", field="value", text="1"),
    ApplyFix(rule="TEXT-01", row="gone", field="value", new="1"),
    DropRows(rows=("r0", "gone")),
    MoveRow(row="gone", by=1),
    SetLock(row="gone", locked=True),
    Exchange(row="gone", indicator=NEW),
    Answer(row="gone", text="1"),
    Confirm(row="gone"),
]


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_whatever_is_done_rows_keep_their_marks_and_the_state_can_be_kept(data: st.DataObject) -> None:
    made, told = data.draw(manuscripts()), list[str]()
    for _ in range(data.draw(st.integers(1, 6))):
        edit = data.draw(edits(made))
        names = {mark.id: row for row, mark in made.rows}
        try:
            after = edit.apply(made, REVIEW)
        except AssistantError as error:
            told.append(str(error))
            continue
        assert Manuscript.model_validate_json(after.model_dump_json()) == after
        assert edit.describe(made)
        own = {getattr(edit, "row", None), None}
        assert all(names.get(mark.id, row) == row for row, mark in after.rows if mark.id not in own)
        made = after
    assert all(text.endswith("。") for text in told)


@settings(max_examples=40)
@given(st.data())
def test_an_edit_comes_back_from_json_and_does_the_same(data: st.DataObject) -> None:
    made = data.draw(manuscripts())
    edit = data.draw(edits(made))
    again = EDIT.validate_json(EDIT.dump_json(edit))
    assert again == edit
    assert outcome(again, made) == outcome(edit, made)


def outcome(edit: Edit, made: Manuscript) -> Manuscript | str:
    try:
        return edit.apply(made, REVIEW)
    except AssistantError as error:
        return str(error)


@pytest.mark.parametrize("edit", OF_A_ROW, ids=lambda edit: edit.kind)
def test_an_edit_of_a_row_that_is_gone_says_so(edit: Edit, data: ReviewData) -> None:
    with pytest.raises(InputError, match="这条指标已经不在表里了"):
        edit.apply(sound(), data)


@pytest.mark.parametrize(
    "edit",
    [
        SetCell(row="r1", field="value", text="≥300人"),
        ApplyFix(rule="TEXT-01", row="r1", field="value", new="≥300人"),
        DropRows(rows=("r0", "r1")),
        Exchange(row="r1", indicator=NEW),
        Answer(row="r1", text="300"),
    ],
    ids=lambda edit: edit.kind,
)
def test_a_locked_row_says_what_it_said(edit: Edit, data: ReviewData) -> None:
    locked = SetLock(row="r1", locked=True).apply(sound(), data)
    with pytest.raises(InputError, match="「培训人数」已锁定，先解除锁定再修改"):
        edit.apply(locked, data)
    unlocked = SetLock(row="r1", locked=False).apply(locked, data)
    assert edit.apply(unlocked, data) != unlocked


@pytest.mark.parametrize("edit", [MoveRow(row="r1", by=-1), Confirm(row="r1"), SetCell(row="r1", field="value", text="≥100人")])
def test_what_leaves_its_words_alone_may_be_done_to_a_locked_row(edit: Edit, data: ReviewData) -> None:
    locked = SetLock(row="r1", locked=True).apply(sound(), data)
    assert edit.apply(locked, data).row("r1") == locked.row("r1")


LONG = "长" * 5001


@pytest.mark.parametrize(
    "edit",
    [
        SetCell(row="r1", field="value", text=LONG),
        SetGoals(scope="overall", texts=("短", LONG)),
        SetHead(field="purpose", text=LONG),
        AddRow(level2="数量指标", level3="甲", value=LONG),
        Answer(row="r1", text=LONG),
    ],
    ids=lambda edit: edit.kind,
)
def test_a_text_that_is_too_long_is_told_in_a_sentence(edit: Edit) -> None:
    with pytest.raises(InputError, match=r"内容有 5001 个字，超过 \d+ 个字"):
        edit.check()


MARKED = "机密★1年"


@pytest.mark.parametrize(
    "edit",
    [
        SetCell(row="r1", field="basis", text=MARKED),
        SetGoals(scope="overall", texts=("短", MARKED)),
        SetHead(field="project_code", text=MARKED),
        AddRow(level2="数量指标", level3=MARKED),
        Answer(row="r1", text=MARKED),
        Exchange(row="r1", indicator=NEW.model_copy(update={"description": MARKED})),
        TakeOver(suggestion=suggestion(reason=MARKED)),
        DropRemark(text=MARKED),
        ApplyFix(rule="TEXT-01", row=None, field="name", new=MARKED),
    ],
    ids=lambda edit: edit.kind,
)
def test_what_is_marked_is_refused_wherever_it_stands(edit: Edit) -> None:
    with pytest.raises(ClassifiedError, match="没有保存"):
        edit.check()


def test_speaking_of_secrecy_is_no_mark() -> None:
    AddRow(level2="数量指标", level3="保密培训场次", value="≥2场").check()


def test_what_cannot_be_seen_is_dropped_when_it_is_pasted() -> None:
    edit = SetCell(row="r1", field="level3", text="培训\x00人\ud800数\r\n（含线上）\x0b\ufffe")
    assert edit.text == "培训人数\n（含线上）"
    assert SetGoals(scope="overall", texts=("甲\x01",)).texts == ("甲",)


def test_edits_of_one_moment_tell_what_they_changed(data: ReviewData) -> None:
    nothing, first, second = SetCell(row="r1", field="value", text="≥100人"), MoveRow(row="r2", by=-1), SetLock(row="r0", locked=True)
    assert do_all([nothing], sound(), data) == (sound(), "")
    assert do_all([nothing, first], sound(), data)[1] == "上移「培训合格率」"
    assert do_all([nothing, first, second], sound(), data)[1] == "上移「培训合格率」等 2 处修改"
    assert do_all([DropRows(rows=("r0",)), DropRows(rows=())], sound(), data)[1] == "删除「培训期数」"
