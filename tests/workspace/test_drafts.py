import json
import threading
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from assistant.audit import AuditLog, hash_of
from assistant.database import Database, RevisionRow
from assistant.errors import ConflictError, InputError
from assistant.review import ReviewData
from assistant.settings import Settings
from assistant.workspace.drafts import Drafts, OpenDraft, Person
from assistant.workspace.edits import Confirm, DropRows, MoveRow, SetCell, SetHead, SetLock
from tests.review.samples import DATA, sound_table
from tests.workspace.samples import asking, edits, sound

WANG, LI = Person("idp#wang", "王科长"), Person("idp#li", "李科长")


@pytest.fixture
def id_(drafts: Drafts) -> str:
    return drafts.create(sound(), "起草")


def value(number: int) -> SetCell:
    return SetCell(row="r1", field="value", text=f"≥{number}人")


def opened(drafts: Drafts, id_: str) -> OpenDraft:
    found = drafts.open(id_)
    assert found is not None
    return found


def test_a_draft_without_content_can_be_listed_and_nothing_else(drafts: Drafts, data: ReviewData) -> None:
    id_ = drafts.begin("妇女培训经费")
    assert [(entry.title, entry.ready) for entry in drafts.listed()] == [("妇女培训经费", False)]
    assert drafts.open(id_) is None
    assert drafts.history(id_) == []
    goes: list[Callable[[], object]] = [
        lambda: drafts.edit(id_, 0, [value(1)], data),
        lambda: drafts.undo(id_, 0),
        lambda: drafts.redo(id_, 0),
    ]
    for go in goes:
        with pytest.raises(InputError, match="还没有内容"):
            go()
    assert drafts.save(id_, 0, sound(), "起草").number == 1


def test_what_is_saved_is_there_with_who_and_what(database: Database, data: ReviewData) -> None:
    drafts = Drafts(database, WANG)
    id_ = drafts.create(sound(), "起草")
    after = drafts.edit(id_, 1, [value(300)], data)
    assert after == opened(drafts, id_)
    assert (after.number, after.stamp, after.action, after.by) == (2, 2, "修改「培训人数」的指标值", "王科长")
    assert (after.can_undo, after.can_redo) == (True, False)
    assert after.manuscript.row("r1").value == "≥300人"
    assert [(entry.id, entry.changed) for entry in drafts.listed()] == [(id_, after.at)]


def test_what_changes_nothing_is_not_kept(drafts: Drafts, id_: str, data: ReviewData) -> None:
    assert drafts.edit(id_, 1, [value(100), SetLock(row="r0", locked=False)], data).number == 1
    assert len(drafts.history(id_)) == 1


def test_all_or_nothing(drafts: Drafts, id_: str, data: ReviewData) -> None:
    with pytest.raises(InputError):
        drafts.edit(id_, 1, [value(300), SetCell(row="gone", field="value", text="1")], data)
    assert opened(drafts, id_).manuscript == sound()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=st.data())
def test_undo_goes_back_exactly_and_redo_forward_and_no_state_is_lost(steps: st.DataObject, drafts: Drafts) -> None:
    now = opened(drafts, drafts.create(sound(), "起草"))
    states, path, ahead = {1: now.manuscript}, [1], list[int]()
    for _ in range(steps.draw(st.integers(1, 8))):
        do = steps.draw(st.sampled_from(["edit", "edit", "undo", "redo", "restore"]))
        try:
            if do == "edit":
                now = drafts.edit(now.id, now.stamp, [steps.draw(edits(now.manuscript))], DATA)
            elif do == "restore":
                now = drafts.restore(now.id, now.stamp, steps.draw(st.sampled_from(sorted(states))))
            else:
                now = (drafts.undo if do == "undo" else drafts.redo)(now.id, now.stamp)
        except InputError:
            assert (do == "undo" and len(path) == 1) or (do == "redo" and not ahead) or do == "edit"
            continue
        if do == "undo":
            ahead.append(path.pop())
        elif do == "redo":
            path.append(ahead.pop())
        elif now.number not in states:
            path, ahead, states[now.number] = [*path, now.number], [], now.manuscript
        assert (now.number, now.manuscript) == (path[-1], states[path[-1]])
        assert (now.can_undo, now.can_redo) == (len(path) > 1, bool(ahead))
    assert sorted(revision.number for revision in drafts.history(now.id)) == sorted(states)
    for number, state in states.items():
        copied = opened(drafts, drafts.copy(now.id, number)).manuscript
        assert copied.model_copy(update={"copied": state.copied}) == state


def test_an_edit_after_undo_keeps_what_was_undone_in_the_history(drafts: Drafts, id_: str, data: ReviewData) -> None:
    drafts.edit(id_, 1, [value(200)], data)
    drafts.undo(id_, 2)
    drafts.edit(id_, 3, [value(300)], data)
    assert [(revision.number, revision.current) for revision in drafts.history(id_)] == [(3, True), (2, False), (1, False)]
    back = drafts.restore(id_, 4, 2)
    assert (back.manuscript.row("r1").value, back.action) == ("≥200人", "恢复到第 2 版")
    assert drafts.undo(id_, back.stamp).manuscript.row("r1").value == "≥300人"


def test_redo_takes_the_newest_of_what_was_undone(drafts: Drafts, id_: str, data: ReviewData) -> None:
    for number in (200, 300):
        drafts.undo(id_, drafts.edit(id_, None, [value(number)], data).stamp)
    assert drafts.redo(id_, opened(drafts, id_).stamp).manuscript.row("r1").value == "≥300人"


def test_labels(drafts: Drafts, id_: str) -> None:
    drafts.label(id_, 1, " 送审稿 ")
    assert drafts.history(id_)[0].label == "送审稿"
    drafts.label(id_, 1, "长" * 300)
    assert len(drafts.history(id_)[0].label or "") == 200
    drafts.label(id_, 1, " ")
    assert drafts.history(id_)[0].label is None


def test_a_version_that_is_not_there_is_told(drafts: Drafts, id_: str) -> None:
    for go in (lambda: drafts.label(id_, 7, "甲"), lambda: drafts.restore(id_, 1, 7), lambda: drafts.copy(id_, 7)):
        with pytest.raises(InputError, match="没有这个版本"):
            go()


def test_what_was_thrown_away_can_be_taken_back_and_not_be_edited_meanwhile(drafts: Drafts, id_: str, data: ReviewData) -> None:
    drafts.remove(id_)
    assert (drafts.listed(), [entry.id for entry in drafts.listed(removed=True)]) == ([], [id_])
    with pytest.raises(InputError, match="回收站"):
        drafts.edit(id_, 1, [value(300)], data)
    drafts.take_back(id_)
    assert drafts.edit(id_, 1, [value(300)], data).number == 2


def test_whoever_saves_what_they_have_not_seen_is_told_who_did_what(database: Database, data: ReviewData) -> None:
    mine = Drafts(database, WANG)
    theirs = Drafts(database, Person(WANG.owner, "王科长（另一处）"))
    id_ = mine.create(sound(), "起草")
    theirs.edit(id_, 1, [value(300)], data)
    goes: list[Callable[[], object]] = [
        lambda: mine.edit(id_, 1, [value(500)], data),
        lambda: mine.save(id_, 1, sound(), "重新起草"),
        lambda: mine.undo(id_, 1),
        lambda: mine.redo(id_, 1),
        lambda: mine.restore(id_, 1, 1),
    ]
    for go in goes:
        with pytest.raises(ConflictError, match="王科长（另一处）：修改「培训人数」的指标值") as caught:
            go()
        assert (caught.value.by, caught.value.action) == ("王科长（另一处）", "修改「培训人数」的指标值")
    assert opened(mine, id_).manuscript.row("r1").value == "≥300人"
    assert len(mine.history(id_)) == 2


def test_undoing_in_another_tab_is_told_as_undoing(drafts: Drafts, id_: str, data: ReviewData) -> None:
    drafts.undo(id_, drafts.edit(id_, 1, [value(300)], data).stamp)
    with pytest.raises(ConflictError, match="撤销或重做到第 1 版"):
        drafts.edit(id_, 2, [value(500)], data)


def test_an_edit_done_again_stands_beside_what_others_did(drafts: Drafts, id_: str, data: ReviewData) -> None:
    drafts.edit(id_, 1, [SetCell(row="r2", field="value", text="≥99%")], data)
    after = drafts.edit(id_, None, [value(300)], data).manuscript
    assert (after.row("r1").value, after.row("r2").value) == ("≥300人", "≥99%")


def test_many_at_once_overwrite_nothing(database: Database, data: ReviewData) -> None:
    id_ = Drafts(database).create(sound(), "起草")
    done, refused = list[str](), list[ConflictError]()

    def hammer(name: str) -> None:
        drafts = Drafts(database, Person("local", name))
        for number in range(10):
            now = opened(drafts, id_)
            try:
                drafts.edit(id_, now.stamp, [SetHead(field="purpose", text=f"{now.manuscript.table.purpose}|{name}{number}")], data)
                done.append(f"{name}{number}")
            except ConflictError as error:
                refused.append(error)

    threads = [threading.Thread(target=hammer, args=(name,)) for name in "甲乙丙丁"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    drafts = Drafts(database)
    purpose = opened(drafts, id_).manuscript.table.purpose or ""
    assert len(done) + len(refused) == 40
    assert sorted(purpose.split("|")[1:]) == sorted(done)
    assert [revision.number for revision in drafts.history(id_)] == [*range(len(done) + 1, 0, -1)]


def test_nobody_sees_or_touches_what_is_not_theirs(database: Database, data: ReviewData) -> None:
    id_ = Drafts(database, WANG).create(sound(), "起草")
    theirs = Drafts(database, LI)
    assert theirs.listed() == theirs.listed(removed=True) == []
    goes: list[Callable[[], object]] = [
        lambda: theirs.open(id_),
        lambda: theirs.save(id_, 1, sound(), "起草"),
        lambda: theirs.edit(id_, None, [value(300)], data),
        lambda: theirs.undo(id_, 1),
        lambda: theirs.redo(id_, 1),
        lambda: theirs.restore(id_, 1, 1),
        lambda: theirs.copy(id_, 1),
        lambda: theirs.history(id_),
        lambda: theirs.label(id_, 1, "甲"),
        lambda: theirs.remove(id_),
        lambda: theirs.take_back(id_),
    ]
    for go in goes:
        with pytest.raises(InputError, match="没有这份草稿"):
            go()
    mine = Drafts(database, WANG)
    assert (opened(mine, id_).stamp, len(mine.history(id_)), mine.history(id_)[0].label) == (1, 1, None)


def test_the_log_says_what_was_done_and_no_text_of_anybody(settings: Settings, database: Database, data: ReviewData) -> None:
    drafts = Drafts(database, WANG)
    id_ = drafts.create(sound(), "起草")
    drafts.edit(id_, 1, [value(3141592653589793), MoveRow(row="r1", by=1)], data)  # no hash has that in it
    drafts.undo(id_, 2)
    drafts.redo(id_, 3)
    drafts.restore(id_, 4, 1)
    drafts.label(id_, 1, "送审稿")
    drafts.remove(id_)
    drafts.take_back(id_)
    log = AuditLog(settings)
    lines = [json.loads(line) for line in log.lines()]
    assert [(line["action"], line.get("number")) for line in lines] == [
        ("begin", None), ("save", 1), ("save", 2), ("undo", 1), ("redo", 2), ("save", 3), ("label", 1), ("remove", None),
        ("take_back", None),
    ]  # fmt: skip
    assert {line["draft"] for line in lines} == {id_}
    assert {line["user"] for line in lines} == {"王科长"}
    assert (lines[1]["output"], lines[2]["edits"]) == (hash_of(sound().model_dump_json()), ["cell", "move"])
    assert not any(word in "".join(log.lines()) for word in ("培训", "3141592653589793", "送审稿"))
    assert log.broken_at() is None


def test_a_deletion_that_is_undone_is_forgotten(drafts: Drafts, data: ReviewData) -> None:
    id_ = drafts.create(sound(), "起草")
    assert drafts.edit(id_, 1, [DropRows(rows=("r0",))], data).manuscript.dropped == ("培训期数",)
    assert drafts.undo(id_, 2).manuscript.dropped == ()


def test_what_was_thrown_away_is_deleted_for_good_and_nothing_else(settings: Settings, database: Database) -> None:
    mine, theirs = Drafts(database, WANG), Drafts(database, LI)
    kept, gone, other = mine.create(sound(), "起草"), mine.create(sound(), "起草"), theirs.create(sound(), "起草")
    mine.remove(gone)
    theirs.remove(other)
    assert (mine.empty_bin(), mine.empty_bin()) == (1, 0)
    with pytest.raises(InputError, match="没有这份草稿"):
        mine.take_back(gone)
    with database.reading() as session:
        assert set(session.scalars(select(RevisionRow.draft_id))) == {kept, other}
    last = json.loads(AuditLog(settings).lines()[-1])
    assert (last["action"], last["drafts"], last["user"]) == ("delete", [gone], "王科长")


def test_what_is_kept_beside_a_state_is_kept_with_it_or_neither_is(drafts: Drafts) -> None:
    id_, told = drafts.create(sound(), "起草"), list[str]()
    drafts.save(id_, 1, sound(goals_edited=True), "改", beside=lambda _, draft: told.append(draft))

    def refuse(*_: object) -> None:
        raise InputError("不行，请重试。")

    with pytest.raises(InputError):
        drafts.save(id_, 2, sound(), "改", beside=refuse)
    assert (told, len(drafts.history(id_))) == ([id_], 2)


def test_names_that_a_database_cannot_hold_are_cut(drafts: Drafts, data: ReviewData) -> None:
    made = sound(table=sound_table(name="甲\x00" * 500))
    id_ = drafts.create(made, "读入")
    assert drafts.listed()[0].title == "甲" * 400
    assert opened(drafts, id_).manuscript == made
    drafts.edit(id_, 1, [DropRows(rows=("r0",))], data)


def test_confirming_what_is_asked_is_one_step(drafts: Drafts, data: ReviewData) -> None:
    id_ = drafts.create(asking(), "起草")
    after = drafts.edit(id_, 1, [Confirm(row="r1"), Confirm(row="r0")], data)
    assert after.action == "确认「培训人数」"
    assert after.manuscript.marks[1].kept
    assert not after.manuscript.marks[0].kept


def test_copies_can_be_told_apart_and_export_the_name_that_they_have(drafts: Drafts, id_: str, data: ReviewData) -> None:
    name = opened(drafts, id_).title
    first, second = drafts.copy(id_), drafts.copy(id_)
    assert {entry.title for entry in drafts.listed()} == {name, f"{name}（副本）", f"{name}（副本2）"}
    assert opened(drafts, first).manuscript.table.name == name
    of_copy = opened(drafts, drafts.copy(second))
    assert of_copy.title == f"{name}（副本3）"
    renamed = drafts.edit(second, None, [SetHead(field="name", text="会议经费")], data)
    assert (renamed.title, renamed.manuscript.table.name) == ("会议经费（副本2）", "会议经费")


def test_a_list_goes_back_to_the_old_name_with_the_draft(drafts: Drafts, id_: str, data: ReviewData) -> None:
    before = opened(drafts, id_).title
    renamed = drafts.edit(id_, None, [SetHead(field="name", text="会议经费")], data)
    assert [entry.title for entry in drafts.listed()] == ["会议经费"]
    drafts.undo(id_, renamed.stamp)
    assert [entry.title for entry in drafts.listed()] == [before]
