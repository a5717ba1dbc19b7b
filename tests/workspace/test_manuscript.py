from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from assistant.drafting import Draft, DraftRequest
from assistant.drafting.result import ExemplarRef, RowQuestion
from assistant.errors import InputError
from assistant.goals import Framework
from assistant.goals.table import Doubt
from assistant.workspace.manuscript import Manuscript, Mark, from_draft, from_table, new_id
from tests.review.samples import sound_table
from tests.workspace.samples import manuscripts, sound

REQUEST = DraftRequest("妇女培训经费", Decimal("20000.10"), 2027, "丰润区妇联", "培训两期", Framework.THREE_CLASS, ("a.docx", "b.pdf"))


@settings(max_examples=60)
@given(made=manuscripts(), given_more=st.booleans())
def test_a_manuscript_comes_back_from_json_as_it_was(made: Manuscript, given_more: bool) -> None:
    if given_more:
        exemplar = ExemplarRef(id="e", source="s", name="n", score=0.1)
        made = made.model_copy(update={"request": REQUEST, "exemplars": (exemplar,), "mode": "llm", "model": "m", "prompt": "my@2"})
    text = made.model_dump_json()
    assert Manuscript.model_validate_json(text) == made
    assert Manuscript.model_validate_json(text).model_dump_json() == text


def test_the_request_comes_back_as_what_it_was() -> None:
    made = Manuscript.model_validate_json(sound(request=REQUEST).model_dump_json())
    assert made.request == REQUEST
    assert isinstance(made.request, DraftRequest)
    assert made.request.exclude_sources == ("a.docx", "b.pdf")


@pytest.mark.parametrize("marks", [(), tuple(Mark(id="same") for _ in range(7))])
def test_every_row_has_a_mark_of_its_own(marks: tuple[Mark, ...]) -> None:
    with pytest.raises(ValidationError):
        Manuscript(table=sound_table(), marks=marks)


def test_a_row_that_is_gone_is_told() -> None:
    with pytest.raises(InputError, match="不在表里"):
        sound().row("gone")


def test_a_draft_becomes_a_manuscript_with_its_questions_at_their_rows() -> None:
    draft = Draft(
        table=sound_table(),
        to_confirm=("请核对：预算", "培训人数暂填“≥100人”（按预算测算）：培训多少人？"),
        questions=(RowQuestion(indicator=1, text="培训多少人？", remark="按预算测算"),),
        notice="离线",
    )
    made = from_draft(draft, REQUEST, form="fengrun")
    assert [(mark.question, mark.remark) for mark in made.marks][:2] == [(None, None), ("培训多少人？", "按预算测算")]
    assert (made.remarks, made.form, made.notice, made.request) == (("请核对：预算",), "fengrun", "离线", REQUEST)


def test_all_of_a_table_that_was_read_is_left_alone() -> None:
    made = from_table(sound_table())
    assert all(mark.kept and not mark.edited for mark in made.marks)
    assert (made.goals_edited, made.mode, made.own_text) == (True, "read", None)


def test_what_the_head_says_now_is_the_persons_own_too() -> None:
    made = sound(request=REQUEST).with_table(purpose="开展反家暴宣传")
    assert (made.own_text or "").splitlines()[-1] == "开展反家暴宣传"
    assert "培训两期" in (made.own_text or "")


def test_doubts_move_with_their_rows() -> None:
    doubts = (
        Doubt(place="name", confidence=0.5, reason="a"),
        *(Doubt(place=f"indicators.{at}", confidence=0.5, reason="b") for at in (1, 3)),
    )
    made = sound().with_table(doubts=doubts)
    rows = made.rows
    changed = made.with_rows([rows[3], rows[0], *rows[4:]])
    assert [doubt.place for doubt in changed.table.doubts] == ["name", "indicators.0"]


@pytest.mark.parametrize("mark", [Mark(id="a", locked=True), Mark(id="a", edited=True), Mark(id="a", chosen=True)])
def test_what_a_person_had_a_hand_in_is_kept(mark: Mark) -> None:
    assert mark.kept
    assert not Mark(id="a").kept


def test_names_are_not_given_twice() -> None:
    assert len({new_id() for _ in range(1000)}) == 1000
