"""Batches in processes of their own, as people start them."""

import json
import os
import resource
import signal
import time
from collections.abc import Iterator

import openpyxl
import pytest
from pytest_httpserver import HTTPServer

from assistant.database import open_database
from assistant.settings import Settings
from tests.batch.engine.killing import Bench, kill_at_random
from tests.copying import copy_data
from tests.endpoint import ScriptedEndpoint

ROWS = 12


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory, corpus_settings: Settings) -> Iterator[Bench]:
    folder = tmp_path_factory.mktemp("batch")
    settings = Settings(data_dir=copy_data(corpus_settings.data_dir, folder / "data"))
    open_database(settings).close()
    with HTTPServer(threaded=True) as server:
        yield Bench(folder, ScriptedEndpoint(server), settings.data_dir, ROWS).prepare()


@pytest.fixture(scope="module")
def undisturbed(bench: Bench) -> dict[str, bytes]:
    """What a run without any disturbance writes; it asks the model once for each row."""
    before = len(bench.endpoint.requests)
    told = json.loads(bench.finish("undisturbed"))
    assert told["counts"] == {"waiting": 0, "done": ROWS, "fallback": 0, "failed": 0}
    assert len(bench.endpoint.requests) - before == told["attempts"] == ROWS
    return bench.contents("undisturbed")


def test_a_workbook_a_file_for_each_and_a_manifest(bench: Bench, undisturbed: dict[str, bytes]) -> None:
    assert sum(name.startswith("目标表/") for name in undisturbed) == ROWS
    assert {"结果.xlsx", "manifest.json", "提示词/draft@1.md"} <= set(undisturbed)
    summary = openpyxl.load_workbook(bench.folder / "undisturbed" / "结果.xlsx")["汇总"]
    assert [row[0] for row in summary.iter_rows(min_row=2, values_only=True)] == [*range(2, ROWS + 2)]
    manifest = json.loads(undisturbed["manifest.json"])
    assert [item["state"] for item in manifest["items"]] == ["done"] * ROWS
    assert "sk-" not in undisturbed["manifest.json"].decode()


def test_run_again_it_asks_nothing_and_writes_the_same(bench: Bench, undisturbed: dict[str, bytes]) -> None:
    before = len(bench.endpoint.requests)
    bench.finish("undisturbed")
    assert len(bench.endpoint.requests) == before
    assert bench.contents("undisturbed") == undisturbed


def test_killed_and_taken_up_again_it_pays_once_and_writes_the_same(bench: Bench, undisturbed: dict[str, bytes]) -> None:
    before = len(bench.endpoint.requests)
    kill_at_random(bench, "killed", 4)
    bench.finish("killed")
    assert len(bench.endpoint.requests) - before == ROWS
    again = bench.contents("killed")
    assert [name for name in undisturbed if again.get(name) != undisturbed[name]] == []


def test_two_on_one_folder(bench: Bench) -> None:
    first = bench.start("twice")
    while not (bench.folder / "twice" / ".lock").exists():
        assert first.poll() is None, first.communicate()
        time.sleep(0.05)
    second = bench.start("twice")
    assert "另一次运行正在处理" in second.communicate(timeout=120)[1]
    assert second.returncode == 2
    assert first.communicate(timeout=120)
    assert first.returncode == 0


def test_ctrl_c_brings_to_an_end_what_has_begun(bench: Bench, undisturbed: dict[str, bytes]) -> None:
    before = len(bench.endpoint.requests)
    process = bench.start("stopped")
    while len(bench.endpoint.requests) == before:
        assert process.poll() is None, process.communicate()
        time.sleep(0.05)
    os.kill(process.pid, signal.SIGINT)
    printed, told = process.communicate(timeout=120)
    counts = json.loads(printed)["counts"]
    assert process.returncode == 130
    assert 0 < counts["done"] == len(bench.endpoint.requests) - before
    assert "从中断处继续" in told
    bench.finish("stopped")
    assert len(bench.endpoint.requests) - before == ROWS
    assert bench.contents("stopped") == undisturbed


def test_no_more_is_spent_than_allowed(bench: Bench) -> None:
    before = len(bench.endpoint.requests)
    process = bench.start("limited", "--max-tokens", "50000")
    printed, told = process.communicate(timeout=120)
    assert process.returncode == 1
    spent = json.loads(printed)["tokens"]
    assert 0 < spent["input"] + spent["output"] <= 50_000
    asked = len(bench.endpoint.requests)
    assert 0 < asked - before < ROWS
    assert "--max-tokens" in told
    _, told = bench.start("limited", "--max-tokens", "50000").communicate(timeout=120)
    assert "--max-tokens" in told
    assert "每份约" not in told, "nothing is begun, so nothing is foretold"
    assert len(bench.endpoint.requests) == asked


def test_a_disk_that_fills_is_told_and_gone_on_with_when_there_is_room(bench: Bench, undisturbed: dict[str, bytes]) -> None:
    """No file may grow beyond what a few items take in the ledger's journal, as on a disk without room."""
    largest = 150_000
    process = bench.start("full")
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (largest, largest))
    _, told = process.communicate(timeout=120)
    assert process.returncode in (1, 3), told
    assert "Traceback" not in told
    assert "磁盘" in told
    bench.finish("full")
    assert bench.contents("full") == undisturbed
