"""An installation that cannot work says in one sentence what to do, and ends with 3."""

import os
import shutil
from pathlib import Path

import pytest

from assistant.exemplars import make_embedder
from assistant.settings import Settings
from tests.cli.conftest import Run
from tests.cli.test_bad_input import complaint
from tests.copying import copy_data
from tests.exemplars.samples import CountingEmbedder, project, write_document

DRAFT = ("draft", "--name", "妇女维权服务经费", "--budget", "20万元", "--offline")
SEARCH = ("search", "维权")
users = pytest.mark.parametrize("command", [DRAFT, SEARCH, ("index",)], ids=lambda command: command[0])


@pytest.fixture
def own_data(run: Run, corpus_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of its own with the index of the corpus."""
    folder = tmp_path / "data"
    copy_data(corpus_settings.data_dir, folder)
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(folder))
    return folder


@users
def test_a_damaged_index_can_be_rebuilt(run: Run, own_data: Path, command: tuple[str, ...]) -> None:
    (own_data / "index" / "chroma.sqlite3").write_bytes(os.urandom(5000))
    outcome = run(*command)
    assert "index --rebuild" in complaint(outcome, 3)
    assert outcome.out == ""
    assert run("index", "--rebuild", "--json").code == 0
    assert run(*command).code == 0


def test_a_file_in_place_of_the_index_can_be_rebuilt(run: Run, own_data: Path) -> None:
    shutil.rmtree(own_data / "index")
    (own_data / "index").write_text("")
    complaint(run(*SEARCH), 3)
    assert run("index", "--rebuild").code == 0
    assert run(*SEARCH).code == 0


@users
def test_an_index_of_another_embedder(run: Run, own_data: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]) -> None:
    monkeypatch.setattr(type(make_embedder(Settings())), "id", CountingEmbedder().id)
    sentence = complaint(run(*command), 3)
    assert CountingEmbedder().id in sentence
    assert "不能混用" in sentence


@users
def test_a_data_folder_that_is_a_file(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]) -> None:
    (tmp_path / "data").write_text("")
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(tmp_path / "data"))
    assert "ASSISTANT_DATA_DIR" in complaint(run(*command), 3)


@pytest.mark.parametrize("command", [DRAFT, SEARCH, ("index", "--rebuild"), ("review", "甲.txt"), ("evaluate",)], ids=lambda c: c[0])
def test_without_library(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]) -> None:
    monkeypatch.setenv("ASSISTANT_CORPUS_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(tmp_path / "data"))
    assert "corpus/library" in complaint(run(*command), 3)
    assert not (tmp_path / "data").exists()


def test_a_library_that_is_no_yaml(run: Run, documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = documents.parent / "library"
    library.unlink()
    shutil.copytree(Settings().corpus_dir / "library", library)
    (library / "training.yaml").write_text("id: [", "utf-8")
    monkeypatch.setenv("ASSISTANT_CORPUS_DIR", str(documents.parent))
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(tmp_path / "data"))
    assert "training.yaml" in complaint(run(*DRAFT), 3)


def test_a_home_that_nobody_has(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_DATA_DIR", "~no-such-user/data")
    assert "ASSISTANT_DATA_DIR" in complaint(run(*SEARCH), 3)


@pytest.mark.parametrize("url", ["主机:8000", "http://127.0.0.1:1"])
@pytest.mark.parametrize("command", [SEARCH, ("index", "--rebuild")], ids=lambda command: command[0])
def test_a_server_that_is_not_there(run: Run, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], url: str) -> None:
    monkeypatch.setenv("CHROMA_URL", url)
    assert "CHROMA_URL" in complaint(run(*command), 3)


@pytest.fixture
def own_corpus(run: Run, documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ASSISTANT_CORPUS_DIR", str(documents.parent))
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(tmp_path / "data"))
    return documents


@pytest.mark.usefixtures("own_corpus")
def test_without_documents_the_library_drafts_and_says_so(run: Run) -> None:
    outcome = run(*DRAFT)
    assert outcome.code == 0
    assert "范例库里没有可用的范例" in outcome.notices[0]
    assert "范例库里没有相近的项目，指标来自指标库" in outcome.out
    assert "服务对象满意度" in outcome.out
    found = run("search", "维权")
    assert (found.code, found.out) == (0, "范例库里没有可用的范例。\n")
    assert run("search", "维权", "--json").out == "[]\n"
    assert "没有文件" in complaint(run("evaluate"), 2)


def test_a_document_that_cannot_be_read(run: Run, own_corpus: Path) -> None:
    write_document(own_corpus / "甲.txt", project("维权经费", "维权案件数"))
    (own_corpus / "乙.txt").write_text("会议通知", "utf-8")
    for _ in range(2):
        outcome = run("index")
        assert "乙.txt" in complaint(outcome, 1)
        assert outcome.out.startswith("范例索引：1 张表、1 条指标；")
    assert run("search", "维权").notices == []


def test_a_draft_says_which_document_it_had_to_do_without(run: Run, own_corpus: Path, caplog: pytest.LogCaptureFixture) -> None:
    (own_corpus / "乙.txt").write_text("会议通知", "utf-8")
    assert run(*DRAFT).code == 0
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "乙.txt" in caplog.text
