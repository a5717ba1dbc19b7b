"""Edits that somebody else was faster than, as they are kept."""

import pytest

from assistant.database import Database
from assistant.errors import ClassifiedError, InputError
from assistant.review import ReviewData
from assistant.workspace.drafts import Drafts, OpenDraft, Person
from assistant.workspace.edits import AddRow, DropRows, Edit, SetCell, SetHead, SetLock
from assistant.workspace.refusals import Refusals
from tests.workspace.samples import sound

UNIT = SetHead(field="unit", text="某县妇联")
LOCK = SetLock(row="r0", locked=True)
VALUE = SetCell(row="r1", field="value", text="≥300人")


@pytest.fixture
def seen(drafts: Drafts, data: ReviewData) -> OpenDraft:
    """What a person saw before somebody else deleted its first row."""
    id_ = drafts.create(sound(), "读入")
    seen = drafts.open(id_)
    assert seen is not None
    drafts.edit(id_, seen.stamp, [DropRows(rows=("r0",))], data)
    return seen


@pytest.fixture
def refusals(database: Database, drafts: Drafts) -> Refusals:
    return Refusals(database, drafts)


def words(refusals: Refusals, id_: str) -> list[tuple[str, bool]]:
    return [(entry.words, entry.reason is not None) for entry in refusals.of(id_)]


def test_they_are_kept_in_order_and_told_in_words(refusals: Refusals, seen: OpenDraft) -> None:
    refusals.keep(seen, [VALUE])
    refusals.keep(seen, [LOCK, AddRow(level2="数量指标", level3="发放册数")])
    assert [word for word, _ in words(refusals, seen.id)] == ["修改「培训人数」的指标值", "锁定「培训期数」", "新增「发放册数」"]
    assert [entry.edit for entry in refusals.of(seen.id)][:2] == [VALUE, LOCK]


def test_those_that_can_be_done_again_are_done_and_the_others_say_why(refusals: Refusals, seen: OpenDraft, data: ReviewData) -> None:
    refusals.keep(seen, [VALUE, LOCK, UNIT])
    outcome = refusals.do_again(seen.id, data)
    assert (outcome.done, len(outcome.reasons)) == (2, 1)
    assert outcome.opened.manuscript.row("r1").value == "≥300人"
    assert outcome.opened.manuscript.table.unit == "某县妇联"
    assert words(refusals, seen.id) == [("锁定「培训期数」", True)]
    refusals.give_up(seen.id)
    assert refusals.of(seen.id) == ()


def test_all_at_once_is_one_state(refusals: Refusals, drafts: Drafts, seen: OpenDraft, data: ReviewData) -> None:
    refusals.keep(seen, [VALUE, UNIT])
    assert refusals.do_again(seen.id, data).done == 2
    assert len(drafts.history(seen.id)) == 3


def test_a_copy_begins_with_what_was_seen(refusals: Refusals, seen: OpenDraft, data: ReviewData) -> None:
    refusals.keep(seen, [LOCK])
    outcome = refusals.save_apart(seen.id, data)
    assert outcome.opened.id != seen.id
    assert outcome.opened.manuscript.marks[0].locked
    assert refusals.of(seen.id) == ()


def test_what_has_nothing_waiting_is_left_as_it_is(refusals: Refusals, seen: OpenDraft, data: ReviewData) -> None:
    outcome = refusals.do_again(seen.id, data)
    assert (outcome.done, outcome.reasons, outcome.opened.number) == (0, (), 2)


@pytest.mark.parametrize(
    ("edit", "error"),
    [(SetHead(field="unit", text="涉密项目"), ClassifiedError), (SetCell(row="r1", field="value", text="长" * 2001), InputError)],
)
def test_what_must_not_be_kept_is_not_kept(refusals: Refusals, seen: OpenDraft, edit: Edit, error: type[Exception]) -> None:
    with pytest.raises(error):
        refusals.keep(seen, [VALUE, edit])
    assert refusals.of(seen.id) == ()


def test_nobody_sees_those_of_others(database: Database, refusals: Refusals, seen: OpenDraft, data: ReviewData) -> None:
    refusals.keep(seen, [VALUE])
    other = Refusals(database, Drafts(database, Person("idp#li", "李科长")))
    assert other.of(seen.id) == ()
    other.give_up(seen.id)
    for forbidden in (lambda: other.do_again(seen.id, data), lambda: other.save_apart(seen.id, data), lambda: other.keep(seen, [UNIT])):
        with pytest.raises(InputError, match="没有这份草稿"):
            forbidden()
    assert [entry.edit for entry in refusals.of(seen.id)] == [VALUE]
