import json
from contextlib import suppress
from pathlib import Path

import pytest

from assistant.errors import ConfigError, EmbedderMismatchError, LibraryError
from assistant.exemplars import ExemplarIndex, IndexReport, open_index, update_index
from assistant.exemplars.store import ExemplarStore
from assistant.settings import Settings
from tests.exemplars.samples import SECRET, CountingEmbedder, project, settings_for, write_document


@pytest.fixture
def embedder() -> CountingEmbedder:
    return CountingEmbedder()


@pytest.fixture
def settings(documents: Path) -> Settings:
    """A corpus of two documents and three projects."""
    write_document(documents / "甲.txt", project("培训经费", "培训期数", "培训人数"), project("慰问经费", "慰问户数"))
    write_document(documents / "乙.txt", project("宣传经费", "宣传场次"))
    return settings_for(documents)


def names(index: ExemplarIndex) -> set[str]:
    return {exemplar.table.name for exemplar in index.exemplars}


def test_everything_is_embedded_once(settings: Settings, embedder: CountingEmbedder) -> None:
    report = update_index(settings, embedder)
    assert report == IndexReport(added=3, tables=3, indicators=4)
    assert {"培训期数", "培训人数", "慰问户数", "宣传场次"} < set(embedder.seen)
    assert len(embedder.seen) == len(set(embedder.seen)) == 7


def test_unchanged_content_is_not_embedded_again(settings: Settings, embedder: CountingEmbedder) -> None:
    update_index(settings, embedder)
    embedder.forget()
    assert update_index(settings, embedder) == IndexReport(unchanged=3, tables=3, indicators=4)
    assert open_index(settings, embedder).exemplars
    assert embedder.seen == []


def test_only_what_is_new_in_a_changed_document_is_embedded(settings: Settings, documents: Path, embedder: CountingEmbedder) -> None:
    update_index(settings, embedder)
    embedder.forget()
    write_document(documents / "甲.txt", project("培训经费", "培训期数", "结业人数"), project("慰问经费", "慰问户数"))
    assert update_index(settings, embedder) == IndexReport(changed=1, unchanged=2, tables=3, indicators=4)
    assert embedder.seen == ["结业人数"]


def test_a_table_put_in_front_of_others_leaves_their_vectors_alone(settings: Settings, documents: Path, embedder: CountingEmbedder) -> None:
    update_index(settings, embedder)
    before = {exemplar.table.name: exemplar.score for exemplar in open_index(settings, embedder).search("慰问", 9)}
    embedder.forget()
    texts = project("节水经费", "节水量"), project("培训经费", "培训期数", "培训人数"), project("慰问经费", "慰问户数")
    write_document(documents / "甲.txt", *texts)
    update_index(settings, embedder)
    assert {text.split("\n")[0] for text in embedder.seen} == {"节水经费", "节水量"}
    after = {exemplar.table.name: exemplar.score for exemplar in open_index(settings, embedder).search("慰问", 9)}
    assert {name: after[name] for name in before} == pytest.approx(before)


def test_tables_and_documents_that_vanished_are_dropped(settings: Settings, documents: Path, embedder: CountingEmbedder) -> None:
    update_index(settings, embedder)
    write_document(documents / "甲.txt", project("培训经费", "培训期数", "培训人数"))
    assert update_index(settings, embedder) == IndexReport(unchanged=2, removed=1, tables=2, indicators=3)
    (documents / "乙.txt").unlink()
    assert update_index(settings, embedder) == IndexReport(unchanged=1, removed=1, tables=1, indicators=2)
    assert names(open_index(settings, embedder)) == {"培训经费"}


def test_a_file_added_by_hand_stays_until_a_rebuild(
    settings: Settings, tmp_path: Path, documents: Path, embedder: CountingEmbedder
) -> None:
    added = write_document(tmp_path / "丙.txt", project("调研经费", "调研次数"))
    assert update_index(settings, embedder, [added]).tables == 4
    added.unlink()
    (documents / "乙.txt").unlink()
    assert update_index(settings, embedder).tables == 3
    assert "调研经费" in names(open_index(settings, embedder))
    assert update_index(settings, embedder, rebuild=True) == IndexReport(added=2, tables=2, indicators=3)


def test_another_corpus_takes_the_place_of_the_first(settings: Settings, tmp_path: Path, embedder: CountingEmbedder) -> None:
    update_index(settings, embedder)
    other = tmp_path / "other"
    (other / "documents").mkdir(parents=True)
    (other / "library").symlink_to(settings.corpus_dir / "library")
    write_document(other / "documents" / "丁.txt", project("购置经费", "购置数量"))
    assert names(open_index(Settings(data_dir=settings.data_dir, corpus_dir=other), embedder)) == {"购置经费"}


def test_a_copy_of_a_document_is_hidden_with_it(settings: Settings, tmp_path: Path, documents: Path, embedder: CountingEmbedder) -> None:
    copy = tmp_path / "副本.txt"
    copy.write_bytes((documents / "甲.txt").read_bytes())
    update_index(settings, embedder, [copy])
    assert {exemplar.source for exemplar in open_index(settings, embedder).allowed(["甲.txt"])} == {"乙.txt"}


def test_two_files_of_one_name_are_not_mistaken_for_each_other(
    settings: Settings, tmp_path: Path, documents: Path, embedder: CountingEmbedder
) -> None:
    for folder in ("一", "二"):
        (tmp_path / folder).mkdir()
        write_document(tmp_path / folder / "表.txt", project(f"{folder}号经费", "次数"))
    paths = [tmp_path / "一" / "表.txt", tmp_path / "二" / "表.txt", tmp_path / "一" / ".." / "一" / "表.txt", documents / "甲.txt"]
    report = update_index(settings, embedder, paths)
    assert [path for path, _ in report.failed] == [str(tmp_path / "二" / "表.txt")]
    assert "同名" in report.failed[0][1]
    assert names(open_index(settings, embedder)) == {"培训经费", "慰问经费", "宣传经费", "一号经费"}


def test_a_classified_table_leaves_no_trace_but_its_count(settings: Settings, documents: Path, embedder: CountingEmbedder) -> None:
    write_document(documents / "丙.txt", project("保密培训经费", "保密培训期数"), project(SECRET, "某专项任务数", marked=True))
    report = update_index(settings, embedder)
    assert (report.classified, report.tables) == (1, 4)
    assert names(open_index(settings, embedder)) == {"培训经费", "慰问经费", "宣传经费", "保密培训经费"}
    kept = [path.read_bytes() for path in settings.data_dir.rglob("*") if path.is_file()]
    assert any("保密培训期数".encode() in content for content in kept)
    for secret in (SECRET, "某专项任务数"):
        assert not any(secret in text for text in embedder.seen)
        assert not any(secret.encode() in content for content in kept)
    assert update_index(settings, embedder).classified == 1


def test_a_table_marked_later_is_dropped(settings: Settings, documents: Path, embedder: CountingEmbedder) -> None:
    update_index(settings, embedder)
    write_document(documents / "乙.txt", project("宣传经费", "宣传场次", marked=True))
    assert update_index(settings, embedder) == IndexReport(unchanged=2, removed=1, classified=1, tables=2, indicators=3)


def test_a_document_that_cannot_be_read_is_named_and_leaves_what_it_said_before(
    settings: Settings, documents: Path, embedder: CountingEmbedder, caplog: pytest.LogCaptureFixture
) -> None:
    update_index(settings, embedder)
    (documents / "乙.txt").write_bytes(b"\x00\xff" * 100)
    report = update_index(settings, embedder)
    assert [path for path, _ in report.failed] == [str(documents / "乙.txt")]
    assert "乙.txt" in report.failed[0][1]
    assert (report.unchanged, report.tables) == (2, 3)
    (documents / "丙.txt").write_text("会议通知")
    assert "宣传经费" in names(open_index(settings, embedder))
    assert "丙.txt" in caplog.text


def test_opening_notices_what_changed(settings: Settings, documents: Path, embedder: CountingEmbedder) -> None:
    assert names(open_index(settings, embedder)) == {"培训经费", "慰问经费", "宣传经费"}
    write_document(documents / "乙.txt", project("普法经费", "普法场次"))
    assert names(open_index(settings, embedder)) == {"培训经费", "慰问经费", "普法经费"}


@pytest.mark.parametrize("damage", ["no database", "no folder", "no state", "no json", "other json"])
def test_an_index_that_lost_something_is_completed_when_opened(settings: Settings, embedder: CountingEmbedder, damage: str) -> None:
    first = Settings(data_dir=settings.data_dir.with_name("first"), corpus_dir=settings.corpus_dir)
    update_index(first, embedder)
    first.data_dir.rename(settings.data_dir)  # Chroma keeps open what this process opened
    state = settings.data_dir / "index-state.json"
    if damage == "no database":
        (settings.data_dir / "index" / "chroma.sqlite3").unlink()
    elif damage == "no folder":
        (settings.data_dir / "index").rename(settings.data_dir / "elsewhere")
    elif damage == "no state":
        state.unlink()
    else:
        state.write_text({"no json": "{", "other json": '{"documents": 1}'}[damage])
    assert names(open_index(settings, embedder)) == {"培训经费", "慰问经费", "宣传经费"}


@pytest.mark.parametrize(
    ("where", "steps", "rebuild"),
    [
        ("_vectors_of", 3, False),
        ("_write", 0, False),
        ("_write", 1, False),
        ("_write", 3, False),
        ("_write", 1, True),
        ("keep_only", 0, False),
    ],
)
def test_an_interrupted_update_is_finished_later(
    settings: Settings, documents: Path, monkeypatch: pytest.MonkeyPatch, where: str, steps: int, rebuild: bool
) -> None:
    embedder, done = CountingEmbedder(), list[str]()
    whole = getattr(ExemplarStore, where)

    def interrupted(*arguments: object) -> object:
        if len(done) == steps:
            raise KeyboardInterrupt
        done.append(where)
        return whole(*arguments)

    update_index(settings, embedder)
    sound = (documents / "甲.txt").read_text("utf-8")
    write_document(documents / "甲.txt", project("改过的经费", "新指标"), project("又一项经费", "另一指标", "第三个指标"))
    write_document(documents / "丙.txt", project("新经费", "新场次"))
    with monkeypatch.context() as patch:
        patch.setattr(ExemplarStore, where, interrupted)
        with suppress(KeyboardInterrupt):
            update_index(settings, embedder, rebuild=rebuild)
    (documents / "丙.txt").unlink()
    (documents / "甲.txt").write_text(sound, "utf-8")
    index = open_index(settings, embedder)
    assert names(index) == {"培训经费", "慰问经费", "宣传经费"}
    assert index.store.count() == (3, 4)


def test_another_embedder_needs_a_rebuild(settings: Settings, embedder: CountingEmbedder) -> None:
    update_index(settings, embedder)
    other = CountingEmbedder("counting/2")
    for use in (open_index, update_index):
        with pytest.raises(EmbedderMismatchError, match=r"不能混用.*index --rebuild"):
            use(settings, other)
    assert update_index(settings, other, rebuild=True).tables == 3
    assert len(open_index(settings, other).exemplars) == 3


def test_no_documents_are_an_empty_index(documents: Path, embedder: CountingEmbedder) -> None:
    documents.rmdir()
    assert update_index(settings_for(documents), embedder) == IndexReport()
    assert open_index(settings_for(documents), embedder).exemplars == ()


def test_without_library_nothing_is_touched(settings: Settings, embedder: CountingEmbedder) -> None:
    update_index(settings, embedder)
    (settings.corpus_dir / "library").unlink()
    (settings.corpus_dir / "library").mkdir()
    lost = Settings(data_dir=settings.data_dir, corpus_dir=settings.corpus_dir / "library")
    with pytest.raises(LibraryError, match=r"请恢复 corpus/library"):
        update_index(lost, embedder, rebuild=True)
    assert (settings.data_dir / "index").is_dir()


def test_a_state_that_cannot_be_written_is_one_sentence(settings: Settings, embedder: CountingEmbedder) -> None:
    (settings.data_dir / "index-state.json").mkdir(parents=True)
    with pytest.raises(ConfigError, match="无法写入"):
        update_index(settings, embedder)


def test_the_corpus_is_indexed_completely(corpus_index: ExemplarIndex, corpus_settings: Settings) -> None:
    state = json.loads((corpus_settings.data_dir / "index-state.json").read_text("utf-8"))
    assert {exemplar.source for exemplar in corpus_index.exemplars} == set(state["documents"])
    assert len(corpus_index.exemplars) >= 40
    assert not any(exemplar.table.classified for exemplar in corpus_index.exemplars)
    assert corpus_index.store.count()[1] == sum(len(exemplar.table.indicators) for exemplar in corpus_index.exemplars)
