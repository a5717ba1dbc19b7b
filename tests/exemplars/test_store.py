"""What is kept comes back, and what is damaged is refused in one sentence."""

import random
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from assistant.errors import ConfigError, EmbedderMismatchError, IndexUnusableError
from assistant.exemplars import store as store_module
from assistant.exemplars.exemplar import Exemplar
from assistant.exemplars.store import ExemplarStore, wipe_store, writing
from assistant.goals import GoalTable, Indicator
from assistant.settings import Settings
from tests.exemplars.samples import CountingEmbedder, exemplar
from tests.strategies import tables

KINDS = "training"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> ExemplarStore:
    return ExemplarStore(Settings(data_dir=tmp_path_factory.mktemp("data")), CountingEmbedder())


@given(st.lists(tables(), min_size=1, max_size=3))
@examples(max_examples=20)
def test_whatever_a_table_says_comes_back(shared: ExemplarStore, several: list[GoalTable]) -> None:
    kept = [Exemplar(f"甲.txt#{number}", "甲.txt", table) for number, table in enumerate(several)]
    shared.put([(each, KINDS) for each in kept])
    found, vectors, _ = shared.tables()
    assert found == kept
    assert len(vectors) == len(kept)
    assert shared.count() == (len(kept), sum(len(table.indicators) for table in several))
    shared.drop([each.id for each in kept])
    assert shared.count() == (0, 0)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data")


@pytest.fixture
def store(settings: Settings) -> ExemplarStore:
    made = ExemplarStore(settings, CountingEmbedder())
    made.put(
        [
            (exemplar("甲.txt", 1, "培训经费", "培训期数", "培训人数"), "training"),
            (exemplar("甲.txt", 2, "慰问经费", "慰问户数"), "condolence"),
        ]
    )
    made.put([(exemplar("乙.txt", 1, "宣传经费", "宣传场次"), "publicity_event")])
    return made


def test_entries_are_in_the_order_of_their_ids_with_their_vectors(store: ExemplarStore) -> None:
    found, vectors, _ = store.tables()
    assert [each.id for each in found] == sorted(["甲.txt#1", "甲.txt#2", "乙.txt#1"])
    assert np.allclose(vectors, store.embedder.embed([each.table.name for each in found]))


def test_the_same_id_is_replaced_with_its_indicators(store: ExemplarStore) -> None:
    changed = exemplar("甲.txt", 1, "培训经费", "培训班次")
    store.put([(changed, "training")])
    assert changed in store.tables()[0]
    assert store.count() == (3, 3)


def test_a_source_has_its_own_hashes(store: ExemplarStore) -> None:
    assert set(store.hashes("甲.txt")) == {"甲.txt#1", "甲.txt#2"}
    assert len(set(store.hashes("甲.txt").values())) == 2
    assert store.hashes("丙.txt") == {}


def test_dropping_leaves_the_others(store: ExemplarStore) -> None:
    store.drop(["甲.txt#1"])
    assert [each.id for each in store.tables()[0]] == ["乙.txt#1", "甲.txt#2"]
    assert store.count() == (2, 2)
    store.drop([])
    assert store.count() == (2, 2)


def test_what_tables_are_filtered_by_comes_with_them(store: ExemplarStore) -> None:
    found, _, metadata = store.tables()
    kept = {each.id: entry for each, entry in zip(found, metadata, strict=True)}
    alike = {"framework": "", "budget_band": "未知", "year": 0, "place": ""}
    assert kept["甲.txt#1"] == {"source": "甲.txt", "project_type": "training", **alike}
    assert kept["乙.txt#1"] == {"source": "乙.txt", "project_type": "publicity_event", **alike}


def test_a_text_moved_to_another_table_of_its_source_is_not_embedded_again(store: ExemplarStore) -> None:
    embedder = store.embedder
    assert isinstance(embedder, CountingEmbedder)
    embedder.forget()
    store.put([(exemplar("甲.txt", 3, "培训经费", "培训人数", "新指标"), "training")])
    assert embedder.seen == ["新指标"]
    store.put([(exemplar("丙.txt", 1, "培训经费", "培训人数"), "training")])
    assert embedder.seen == ["新指标", "培训人数", "培训经费"]


def test_more_entries_than_the_database_takes_at_once(store: ExemplarStore) -> None:
    table = GoalTable(name="长卷", indicators=tuple(Indicator(level3=f"第{number}项") for number in range(5500)))
    store.put([(Exemplar("长卷.txt#1", "长卷.txt", table), KINDS)])
    assert store.count() == (4, 5504)


def test_it_is_there_when_opened_again(store: ExemplarStore, settings: Settings) -> None:
    assert ExemplarStore(settings, CountingEmbedder()).tables()[0] == store.tables()[0]


@pytest.mark.usefixtures("store")
def test_vectors_of_different_embedders_are_never_mixed(settings: Settings) -> None:
    with pytest.raises(EmbedderMismatchError, match=r"由「counting/1」生成，当前向量模型是「counting/2」.*--rebuild"):
        ExemplarStore(settings, CountingEmbedder("counting/2"))


@pytest.mark.usefixtures("store")
def test_an_old_layout_is_not_misread(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "FORMAT", "next")
    with pytest.raises(IndexUnusableError, match=r"旧版本.*--rebuild"):
        ExemplarStore(settings, CountingEmbedder())


def scramble(database: Path) -> None:
    content = bytearray(database.read_bytes())
    content[4196:8192] = random.Random(1).randbytes(3996)
    database.write_bytes(content)


def make_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def make_file(path: Path) -> None:
    shutil.rmtree(path)
    path.write_text("")


DAMAGES: dict[str, Callable[[Path], object]] = {
    "garbage": lambda folder: (folder / "chroma.sqlite3").write_bytes(random.Random(0).randbytes(5000)),
    "text": lambda folder: (folder / "chroma.sqlite3").write_text("不是数据库"),
    "cut off": lambda folder: (folder / "chroma.sqlite3").write_bytes((folder / "chroma.sqlite3").read_bytes()[:50_000]),
    "a page overwritten": lambda folder: scramble(folder / "chroma.sqlite3"),
    "a folder in its place": lambda folder: make_folder(folder / "chroma.sqlite3"),
    "a file in place of the folder": make_file,
}
damages = pytest.mark.parametrize("damage", DAMAGES)


@damages
def test_damage_is_one_sentence_and_can_be_wiped(
    settings: Settings, tmp_path: Path, capfd: pytest.CaptureFixture[str], damage: str
) -> None:
    first = Settings(data_dir=tmp_path / "sound")
    ExemplarStore(first, CountingEmbedder()).put([(exemplar("甲.txt", 1, "培训经费", "培训期数"), KINDS)])
    shutil.copytree(first.data_dir, settings.data_dir)  # Chroma keeps open what this process opened
    DAMAGES[damage](settings.data_dir / "index")
    with pytest.raises(
        IndexUnusableError, match=r"^范例索引（.*）打不开，可能已损坏，请运行 `python -m assistant index --rebuild` 重建。$"
    ):
        ExemplarStore(settings, CountingEmbedder()).tables()
    assert capfd.readouterr() == ("", "")
    wipe_store(settings)
    assert ExemplarStore(settings, CountingEmbedder()).count() == (0, 0)


def test_vectors_that_cannot_have_been_stored_are_damage(settings: Settings) -> None:
    class Long(CountingEmbedder):
        def _vector(self, text: str) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
            return np.full(self.dimensions, 9, np.float32)

    store = ExemplarStore(settings, Long())
    store.put([(exemplar("甲.txt", 1, "培训经费", "培训期数"), KINDS)])
    with pytest.raises(IndexUnusableError):
        store.tables()


def test_what_cannot_be_read_back_is_damage(store: ExemplarStore) -> None:
    store._tables.update(ids=["甲.txt#1"], metadatas=[{"table": "{}"}])
    with pytest.raises(IndexUnusableError):
        store.tables()


def test_a_panic_below_python_is_damage_and_an_interruption_is_none(store: ExemplarStore, monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        pass

    def fail(error: BaseException) -> None:
        def count() -> int:
            raise error

        monkeypatch.setattr(store._tables, "count", count)

    fail(PanicException())
    with pytest.raises(IndexUnusableError):
        store.count()
    fail(KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        store.count()


def test_a_link_is_wiped_and_what_it_points_to_is_not(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "kept").write_text("")
    settings.data_dir.mkdir()
    (settings.data_dir / "index").symlink_to(tmp_path / "elsewhere")
    wipe_store(settings)
    assert not (settings.data_dir / "index").exists()
    assert (tmp_path / "elsewhere" / "kept").exists()


def test_a_data_folder_that_is_a_file(settings: Settings) -> None:
    settings.data_dir.write_text("")
    with pytest.raises(ConfigError, match=r"数据文件夹.*无法写入.*ASSISTANT_DATA_DIR"), writing(settings):
        pass


def test_only_one_writes_at_a_time(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "FileLock", lambda path, timeout: FileLock(path, timeout=0.01))
    with writing(settings):
        with pytest.raises(ConfigError, match="另一个程序"), writing(settings):
            pass
    with writing(settings):
        pass


@pytest.fixture
def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def test_a_server_that_does_not_answer(tmp_path: Path, closed_port: int) -> None:
    settings = Settings(data_dir=tmp_path, chroma_url=f"http://127.0.0.1:{closed_port}")
    sentence = f"^向量库服务（http://127.0.0.1:{closed_port}）连不上或出错，请检查 CHROMA_URL 和该服务。$"
    with pytest.raises(IndexUnusableError, match=sentence):
        ExemplarStore(settings, CountingEmbedder())
    with pytest.raises(IndexUnusableError, match=sentence):
        wipe_store(settings)


@pytest.mark.parametrize("url", ["主机", "localhost:8000", "http://", "http://a:99999", "http://[", "ftp://a"])
def test_an_address_that_is_none(tmp_path: Path, url: str) -> None:
    with pytest.raises(ConfigError, match=r"CHROMA_URL.*不是网址"):
        ExemplarStore(Settings(data_dir=tmp_path, chroma_url=url), CountingEmbedder())


def test_its_files_hold_nothing_that_the_process_let_go_of(tmp_path: Path) -> None:
    """Chroma's file of vectors has room for a hundred; what was never filled must not be somebody's words."""
    for number in range(6):
        settings = Settings(data_dir=tmp_path / str(number))
        with writing(settings):
            store = ExemplarStore(settings, CountingEmbedder())
            for round_ in range(4):
                store.put([(exemplar(f"{round_}.txt", at, "调研", *(f"次数{at}{row}" * 9 for row in range(8))), KINDS) for at in range(2)])
                store.keep_only(f"{round_}.txt", [])
        files = [path.read_bytes() for path in (settings.data_dir / "index").rglob("data_level0.bin")]
        assert files
        assert not any(any(content[len(content) * 2 // 3 :]) for content in files)
