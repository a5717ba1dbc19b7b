"""What holds while one thread reads and another writes."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from assistant.exemplars import accept, is_current, open_index, remove, update_index
from assistant.exemplars.store import is_being_written, writing
from assistant.goals import GoalTable, Indicator
from assistant.settings import Settings
from tests.exemplars.samples import CountingEmbedder, project, settings_for, write_document

TABLE = GoalTable(name="调研经费", indicators=(Indicator(level3="调研次数"),))


@pytest.fixture
def settings(documents: Path) -> Settings:
    write_document(documents / "甲.txt", project("培训经费", "培训期数"), project("慰问经费", "慰问户数"))
    return settings_for(documents)


def test_an_open_index_stays_whole_while_others_write(settings: Settings) -> None:
    embedder, done = CountingEmbedder(), Event()
    index = open_index(settings, embedder)
    wanted = [exemplar.id for exemplar in index.search("培训", 9)]

    def search() -> int:
        rounds = 0
        while not done.is_set() or not rounds:
            assert [exemplar.id for exemplar in index.search("培训", 9)] == wanted
            assert [exemplar.id for exemplar in index.search("培训", 9, filters={"source": "甲.txt"}, method="lexical")]
            is_current(index, settings)
            rounds += 1
        return rounds

    def write() -> None:
        try:
            accept(settings, embedder, "乙.docx", [TABLE], by="张三")
            update_index(settings, embedder, rebuild=True)
            remove(settings, embedder, "乙.docx")
        finally:
            done.set()

    with ThreadPoolExecutor(4) as pool:
        searches = [pool.submit(search) for _ in range(2)]
        pool.submit(write).result()
        opened = pool.submit(open_index, settings, embedder).result()
        assert all(each.result() for each in searches)
    assert [exemplar.id for exemplar in opened.exemplars] == wanted


def test_several_who_open_and_add_at_once(settings: Settings) -> None:
    embedder = CountingEmbedder()
    with ThreadPoolExecutor(4) as pool:
        adding = [pool.submit(accept, settings, embedder, f"{n}.docx", [TABLE], by="张三") for n in range(3)]
        reading = [pool.submit(open_index, settings, embedder) for _ in range(3)]
        assert all(not each.result().failed for each in adding)
        assert all(each.result().find("甲.txt#1") for each in reading)
    index = open_index(settings, embedder)
    assert {exemplar.source for exemplar in index.exemplars} == {"甲.txt", "0.docx", "1.docx", "2.docx"}
    assert is_current(index, settings)


def test_an_index_counts_as_current_while_somebody_updates(settings: Settings) -> None:
    embedder = CountingEmbedder()
    index = open_index(settings, embedder)
    update_index(settings, embedder, rebuild=True)
    assert not is_current(index, settings)
    with ThreadPoolExecutor(1) as pool, writing(settings):
        assert pool.submit(is_being_written, settings).result()
        assert pool.submit(is_current, index, settings).result()
    assert not is_being_written(settings)


def test_without_a_data_folder_nobody_writes(tmp_path: Path) -> None:
    assert not is_being_written(Settings(data_dir=tmp_path / "none"))
