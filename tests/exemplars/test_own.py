import json
import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from assistant.errors import ClassifiedError, InputError
from assistant.exemplars import (
    ExemplarIndex,
    IndexReport,
    accept,
    is_current,
    open_index,
    own_sources,
    own_tables,
    propose,
    remove,
    update_index,
)
from assistant.exemplars.store import ExemplarStore
from assistant.goals import GoalTable, Indicator
from assistant.goals.secrecy import holds_secrets
from assistant.reading import limits_of, read_tables
from assistant.settings import Settings
from tests.exemplars.samples import SECRET, CountingEmbedder, project, settings_for, write_document
from tests.strategies import tables

BY = "张三"
TABLE = GoalTable(name="调研经费", indicators=(Indicator(level1="产出指标", level2="数量指标", level3="调研次数", value="≥3次"),))


@pytest.fixture
def embedder() -> CountingEmbedder:
    return CountingEmbedder()


@pytest.fixture
def settings(documents: Path) -> Settings:
    """A corpus of one document."""
    write_document(documents / "甲.txt", project("培训经费", "培训期数", "培训人数"))
    return settings_for(documents)


def ids(index: ExemplarIndex) -> set[str]:
    return {exemplar.id for exemplar in index.exemplars}


def kept(settings: Settings) -> list[bytes]:
    return [path.read_bytes() for path in settings.data_dir.rglob("*") if path.is_file()]


def test_a_file_is_shown_before_anything_is_kept_of_it(settings: Settings, embedder: CountingEmbedder, tmp_path: Path) -> None:
    index = open_index(settings, embedder)
    before = sorted(map(str, settings.data_dir.rglob("*")))
    path = write_document(
        tmp_path / "乙.txt", project("培训经费", "培训期数", "培训人数"), project("调研经费", "调研次数"), "请于月底前报送。\n"
    )
    proposal = propose(path, settings, index)
    assert [proposed.table.name for proposed in proposal.tables] == ["培训经费", "调研经费"]
    assert [[copy.id for copy in proposed.copies] for proposed in proposal.tables] == [["甲.txt#1"], []]
    assert proposal.tables[1].table.unread == read_tables(path)[1].unread != ()
    assert (proposal.name, proposal.taken, proposal.refused) == ("乙.txt", None, None)
    assert sorted(map(str, settings.data_dir.rglob("*"))) == before


def test_a_name_that_is_taken_is_told_with_the_proposal(settings: Settings, embedder: CountingEmbedder, tmp_path: Path) -> None:
    path = write_document(tmp_path / "甲.txt", project("调研经费", "调研次数"))
    taken = propose(path, settings, open_index(settings, embedder)).taken
    assert taken is not None
    assert "同名" in taken


def test_what_was_accepted_is_found_and_stays(settings: Settings, embedder: CountingEmbedder) -> None:
    open_index(settings, embedder)
    report = accept(settings, embedder, "乙.docx", [TABLE], by=BY, sha256="ab")
    assert report == IndexReport(added=1, unchanged=1, tables=2, indicators=3)
    index = open_index(settings, embedder)
    assert ids(index) == {"甲.txt#1", "乙.docx#1"}
    assert (index.origin_of("乙.docx"), index.origin_of("甲.txt")) == ("own", "corpus")
    assert [exemplar.id for exemplar in index.search("调研", 9, exclude_sources=["乙.docx"])] == ["甲.txt#1"]
    assert update_index(settings, embedder, rebuild=True).tables == 2
    assert ids(open_index(settings, embedder)) == {"甲.txt#1", "乙.docx#1"}


def test_only_what_is_new_is_read_and_embedded(settings: Settings, embedder: CountingEmbedder, documents: Path) -> None:
    open_index(settings, embedder)
    embedder.forget()
    stamp = (documents / "甲.txt").stat()
    (documents / "甲.txt").write_bytes(b"\x00" * stamp.st_size)
    os.utime(documents / "甲.txt", ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert accept(settings, embedder, "乙.docx", [TABLE], by=BY).failed == []
    assert embedder.seen == ["调研次数", "调研经费"]


def test_the_origin_is_kept_and_the_file_is_interchange(settings: Settings, embedder: CountingEmbedder) -> None:
    accept(settings, embedder, "乙.docx", [TABLE, TABLE.model_copy(update={"name": "宣传经费"})], by=BY, sha256="ab")
    (own,) = own_sources(settings)
    assert own.added is not None
    assert (own.source, own.tables, own.added.file, own.added.sha256, own.added.by) == ("乙.docx", 2, "乙.docx", "ab", BY)
    assert own.added.at.tzinfo is not None
    file = settings.data_dir / "exemplars" / "乙.docx.json"
    assert [table.name for table in read_tables(file)] == ["调研经费", "宣传经费"]
    assert {table.source.file for table in own_tables(settings, "乙.docx") if table.source} == {"乙.docx"}


@given(several=st.lists(tables().filter(lambda t: bool(t.goals or t.indicators) and not holds_secrets(t)), min_size=1, max_size=3))
@examples(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_a_person_accepted_is_what_is_kept(settings: Settings, embedder: CountingEmbedder, several: list[GoalTable]) -> None:
    accept(settings, embedder, "乙.docx", several, by=BY, replace=True)
    forget = {"source": None, "unread": ()}
    assert [table.model_copy(update={"source": None}) for table in own_tables(settings, "乙.docx")] == [
        table.model_copy(update={"source": None}) for table in several
    ]
    index = open_index(settings, embedder)
    found = [index.find(f"乙.docx#{number}") for number in range(1, len(several) + 1)]
    assert [each and each.table.model_copy(update=forget) for each in found] == [t.model_copy(update=forget) for t in several]


def test_an_added_one_is_replaced_only_when_asked(settings: Settings, embedder: CountingEmbedder) -> None:
    accept(settings, embedder, "乙.docx", [TABLE, TABLE], by=BY)
    with pytest.raises(InputError, match="选择替换"):
        accept(settings, embedder, "乙.docx", [TABLE], by=BY)
    corrected = TABLE.model_copy(update={"name": "专题调研经费"})
    assert accept(settings, embedder, "乙.docx", [corrected], by=BY, replace=True).removed == 1
    index = open_index(settings, embedder)
    assert {exemplar.table.name for exemplar in index.exemplars} == {"培训经费", "专题调研经费"}


@pytest.mark.parametrize("replaced", [False, True])
def test_names_of_others_are_not_taken(settings: Settings, embedder: CountingEmbedder, tmp_path: Path, replaced: bool) -> None:
    update_index(settings, embedder, [write_document(tmp_path / "丙.txt", project("慰问经费", "慰问户数"))])
    for name, said in (("甲.txt", "同名"), ("丙.txt", "index 命令")):
        with pytest.raises(InputError, match=said):
            accept(settings, embedder, name, [TABLE], by=BY, replace=replaced)
        with pytest.raises(InputError, match="移除"):
            remove(settings, embedder, name)
    assert own_sources(settings) == []


@pytest.mark.parametrize(
    "name", ["", ".", "..", ".a.docx", "../a.docx", "a/b.docx", "a\\b.docx", "a\n.docx", "a\udcff.docx", " a", "名" * 70]
)
def test_a_name_that_is_none(settings: Settings, embedder: CountingEmbedder, name: str) -> None:
    with pytest.raises(InputError, match=r"重试。$"):
        accept(settings, embedder, name, [TABLE], by=BY)


@pytest.mark.parametrize("several", [[], [TABLE, GoalTable(name="空表")]])
def test_nothing_is_no_exemplar(settings: Settings, embedder: CountingEmbedder, several: list[GoalTable]) -> None:
    with pytest.raises(InputError, match="没有绩效目标和绩效指标"):
        accept(settings, embedder, "乙.docx", several, by=BY)


def test_a_classified_table_is_counted_and_nothing_else(settings: Settings, embedder: CountingEmbedder, tmp_path: Path) -> None:
    index = open_index(settings, embedder)
    proposal = propose(write_document(tmp_path / "乙.txt", project("调研经费"), project(SECRET, marked=True)), settings, index)
    assert (len(proposal.tables), proposal.classified) == (1, 1)
    assert SECRET not in repr(proposal)
    assert proposal.refused is not None
    assert "1 张表标有涉密" in proposal.refused


@pytest.mark.parametrize(
    "change",
    [
        {"name": f"{SECRET}（机密）"},
        {"classified": True, "name": SECRET},
        {"purpose": f"{SECRET}，该项目涉密"},
        {"unread": (SECRET, "密级：机密")},
    ],
)
def test_a_mark_that_a_person_wrote_keeps_everything_out(settings: Settings, embedder: CountingEmbedder, change: dict[str, object]) -> None:
    open_index(settings, embedder)
    with pytest.raises(ClassifiedError, match="第 2 张表标有涉密"):
        accept(settings, embedder, "乙.docx", [TABLE, TABLE.model_copy(update=change)], by=BY)
    assert not any(SECRET.encode() in content or "调研次数".encode() in content for content in kept(settings))
    assert not any(SECRET in text for text in embedder.seen)


def test_an_added_one_is_removed_without_trace(settings: Settings, embedder: CountingEmbedder) -> None:
    accept(settings, embedder, "乙.docx", [TABLE], by=BY)
    assert remove(settings, embedder, "乙.docx") == IndexReport(unchanged=1, removed=1, tables=1, indicators=2)
    assert ids(open_index(settings, embedder)) == {"甲.txt#1"}
    assert own_sources(settings) == []
    for use in (lambda: remove(settings, embedder, "乙.docx"), lambda: own_tables(settings, "乙.docx")):
        with pytest.raises(InputError, match="没有加入过"):
            use()


def test_a_document_of_the_corpus_wins_over_a_later_namesake(settings: Settings, embedder: CountingEmbedder, documents: Path) -> None:
    accept(settings, embedder, "乙.txt", [TABLE], by=BY)
    write_document(documents / "乙.txt", project("宣传经费", "宣传场次"))
    report = update_index(settings, embedder)
    assert "同名" in report.failed[0][1]
    index = open_index(settings, embedder)
    assert {exemplar.table.name for exemplar in index.exemplars} == {"培训经费", "宣传经费"}
    assert index.origin_of("乙.txt") == "corpus"
    (documents / "乙.txt").unlink()
    assert {exemplar.table.name for exemplar in open_index(settings, embedder).exemplars} == {"培训经费", "调研经费"}


@pytest.mark.parametrize("where", ["_vectors_of", "_write", "keep_only"])
@pytest.mark.parametrize("what", ["accept", "remove"])
def test_what_a_crash_broke_off_is_finished(
    settings: Settings, embedder: CountingEmbedder, monkeypatch: pytest.MonkeyPatch, where: str, what: str
) -> None:
    accept(settings, embedder, "丙.docx", [TABLE], by=BY)

    def interrupted(*arguments: object) -> object:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, suppress(KeyboardInterrupt):
        patch.setattr(ExemplarStore, where, interrupted)
        if what == "accept":
            accept(settings, embedder, "乙.docx", [TABLE.model_copy(update={"name": "新经费"})], by=BY)
        else:
            remove(settings, embedder, "丙.docx")
    stand = {own.source for own in own_sources(settings)}
    assert stand == ({"乙.docx", "丙.docx"} if what == "accept" else set())
    index = open_index(settings, embedder)
    assert {exemplar.source for exemplar in index.exemplars} == {"甲.txt", *stand}
    assert index.store.count()[1] == sum(len(exemplar.table.indicators) for exemplar in index.exemplars)


def test_a_crash_before_the_file_stands_changes_nothing(
    settings: Settings, embedder: CountingEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept(settings, embedder, "乙.docx", [TABLE], by=BY)

    def interrupted(*arguments: object) -> object:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, suppress(KeyboardInterrupt):
        patch.setattr(Path, "replace", interrupted)
        accept(settings, embedder, "乙.docx", [TABLE.model_copy(update={"name": "新经费"})], by=BY, replace=True)
    assert [table.name for table in own_tables(settings, "乙.docx")] == ["调研经费"]
    assert [own.source for own in own_sources(settings)] == ["乙.docx"]


@pytest.mark.parametrize("content", ["", "[]", "{", '[{"added": 1}]', '[{"added": {"file": 1}}]'])
def test_a_damaged_file_is_listed_and_can_be_removed(settings: Settings, embedder: CountingEmbedder, content: str) -> None:
    accept(settings, embedder, "乙.docx", [TABLE], by=BY)
    (settings.data_dir / "exemplars" / "乙.docx.json").write_text(content)
    (own,) = own_sources(settings)
    assert (own.source, own.added, own.tables) == ("乙.docx", None, 0)
    assert remove(settings, embedder, "乙.docx").tables == 1


def test_a_table_too_long_to_be_read_again_is_refused(settings: Settings, embedder: CountingEmbedder) -> None:
    endless = TABLE.model_copy(update={"purpose": "调" * (limits_of(settings).text_length + 1)})
    with pytest.raises(InputError, match=r"乙\.docx"):
        accept(settings, embedder, "乙.docx", [endless], by=BY)
    assert own_sources(settings) == []


def test_an_open_index_knows_whether_it_is_current(settings: Settings, embedder: CountingEmbedder, documents: Path) -> None:
    first = open_index(settings, embedder)
    assert is_current(first, settings)
    update_index(settings, embedder)
    assert is_current(first, settings)
    accept(settings, embedder, "乙.docx", [TABLE], by=BY)
    second = open_index(settings, embedder)
    assert (is_current(first, settings), is_current(second, settings)) == (False, True)
    write_document(documents / "甲.txt", project("培训经费", "培训班次"))
    assert not is_current(second, settings)


def test_the_state_names_own_ones_as_documents(settings: Settings, embedder: CountingEmbedder) -> None:
    accept(settings, embedder, "乙.docx", [TABLE], by=BY)
    state = json.loads((settings.data_dir / "index-state.json").read_text("utf-8"))
    assert set(state["documents"]) == {"甲.txt", "乙.docx"}
