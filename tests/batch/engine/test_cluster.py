"""Batches on a cluster of this machine: a scheduler with two workers, the ledger in PostgreSQL, the exemplars on a Chroma server."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from sqlalchemy import select

from assistant.batch.drafts.drafter import open_drafter
from assistant.batch.engine import cluster
from assistant.batch.engine.cluster import Cluster, Errand, engaged
from assistant.batch.engine.crew import MOST_BREAKDOWNS, Task
from assistant.batch.engine.ledger import Ledger
from assistant.database import BatchRow, Database, open_database
from assistant.errors import ConfigError
from assistant.settings import Settings
from tests.batch.engine.clusters import chroma_server, dask_cluster
from tests.batch.engine.killing import Bench
from tests.batch.engine.ledgers import open_ledger, take
from tests.copying import copy_data
from tests.database.server import binaries, running_server
from tests.endpoint import ScriptedEndpoint
from tests.llm.asked import KEY

_PATIENCE = 120.0
ROWS = 18
AT_ONCE = 3
"""Items that each of the two workers does at a time: half of what `Bench` asks for."""


@dataclass(frozen=True)
class Machines:
    """An installation whose batches a cluster does, and what an undisturbed run on one machine wrote."""

    bench: Bench
    scheduler: str
    database: Database
    undisturbed: dict[str, bytes]

    @property
    def asked(self) -> int:
        return len(self.bench.endpoint.requests)

    def ledger(self, out: str) -> Ledger | None:
        place = str((self.bench.folder / out).resolve())
        with self.database.reading() as session:
            row = session.scalars(select(BatchRow).where(BatchRow.place == place)).first()
            return Ledger(self.database, row.id, row.turn) if row else None

    def holders(self, out: str) -> set[str]:
        ledger = self.ledger(out)
        return ledger.holders() if ledger else set()

    def start(self, out: str, until: Callable[[], bool]) -> "subprocess.Popen[str]":
        """Begin a batch, and wait for something to come true while it runs."""
        running, end = self.bench.start(out, "--via", "dask", "--scheduler", self.scheduler), time.monotonic() + _PATIENCE
        while not until():
            assert running.poll() is None, running.communicate()
            assert time.monotonic() < end
            time.sleep(0.05)
        return running


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory, corpus_settings: Settings) -> Iterator[Machines]:
    pytest.importorskip("distributed", reason="no Dask; `make cluster` installs it")
    if binaries() is None:
        pytest.skip("no PostgreSQL on this machine; `make system` installs it")
    folder = tmp_path_factory.mktemp("cluster")
    copy_data(corpus_settings.data_dir, folder / "alone")
    with HTTPServer(threaded=True) as server, running_server() as database:
        one = Bench(folder, ScriptedEndpoint(server), folder / "alone", ROWS).prepare()
        one.finish("undisturbed")
        assert len(one.endpoint.requests) == ROWS
        with chroma_server(folder / "chroma", one.settings()) as chroma:
            shared = Settings(data_dir=folder / "shared", chroma_url=chroma, database_url=database)
            environment = {"DATABASE_URL": database, "CHROMA_URL": chroma}
            several = replace(one, data=shared.data_dir, environment=environment, seconds=1.0).prepare()
            several.run("index")
            opened = open_database(shared)
            with dask_cluster(folder, several.settings()) as scheduler:
                yield Machines(several, scheduler, opened, one.contents("undisturbed"))
            opened.close()
            for log in (folder / "scheduler.log", folder / "worker.log"):
                assert KEY not in log.read_text("utf-8")
                assert database not in log.read_text("utf-8")


def test_a_worker_is_killed_and_everything_is_done_once(machines: Machines) -> None:
    before = machines.asked
    running = machines.start("killed", lambda: len(machines.holders("killed")) == 2 and machines.asked > before + AT_ONCE)
    os.kill(_process_of(sorted(machines.holders("killed"))[0]), signal.SIGKILL)
    printed, told = running.communicate(timeout=300)
    assert running.returncode == 0, told
    assert json.loads(printed)["counts"]["done"] == json.loads(printed)["attempts"] == ROWS
    assert ROWS <= machines.asked - before <= ROWS + AT_ONCE, "asked again is what the killed worker waited for"
    assert machines.bench.contents("killed") == machines.undisturbed


def test_ctrl_c_and_the_end_of_whoever_began_it_bring_to_an_end_what_was_begun(machines: Machines) -> None:
    before = machines.asked
    halted = machines.start("halted", lambda: machines.asked > before)
    halted.send_signal(signal.SIGINT)
    printed, told = halted.communicate(timeout=300)
    assert halted.returncode == 130, told
    assert 0 < json.loads(printed)["counts"]["done"] == machines.asked - before < ROWS
    so_far = machines.asked
    gone = machines.start("halted", lambda: machines.asked > so_far)
    gone.kill()
    gone.communicate()
    end = time.monotonic() + _PATIENCE
    while machines.holders("halted"):
        assert time.monotonic() < end
        time.sleep(0.05)
    ledger = machines.ledger("halted")
    assert ledger is not None
    assert ledger.standing().counts["done"] == machines.asked - before < ROWS
    machines.bench.finish("halted", "--via", "dask", "--scheduler", machines.scheduler)
    assert machines.asked - before == ROWS
    assert machines.bench.contents("halted") == machines.undisturbed


def _process_of(holder: str) -> int:
    """The process of a worker that holds items: whoever listens where its name says."""
    port = int(holder.split(" ")[2].rpartition(":")[2])
    psutil = pytest.importorskip("psutil")
    return next(int(each.pid) for each in psutil.net_connections("tcp") if each.laddr.port == port and each.status == "LISTEN")


class _Client:
    """What a cluster knows of its scheduler, as a test has it."""

    def __init__(self, **nannies: str) -> None:
        self.workers = {f"tcp://{name}": {"nanny": f"tcp://{nanny}", "host": "10.1.1.1"} for name, nanny in nannies.items()}
        self.handed_over = 0

    def scheduler_info(self, n_workers: int) -> dict[str, Any]:
        assert n_workers == -1
        return {"workers": self.workers}

    def submit(self, *_: Any, **__: Any) -> "_Future":
        self.handed_over += 1
        return _Future()

    def cancel(self, _: Any) -> None:
        pass

    def close(self) -> None:
        pass


class _Future:
    status = "pending"

    def done(self) -> bool:
        return self.status != "pending"

    def result(self) -> str:
        return "端点连不上。"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    database = open_database(Settings(data_dir=tmp_path / "data"))
    yield open_ledger(database, tmp_path / "out", 5)
    database.close()


def a_cluster(client: _Client, ledger: Ledger) -> Cluster:
    task = Task(open_drafter, ledger.batch, ledger.turn, None, 3)
    begun = Cluster(client, ledger, Errand(task, False, {}, ()))
    begun.start(2)
    return begun


def test_what_a_worker_held_is_free_once_its_nanny_has_another(ledger: Ledger) -> None:
    client = _Client(a="na", b="nb")
    begun = a_cluster(client, ledger)
    take(ledger, 2, worker="dask tcp://na tcp://a 1")
    del client.workers["tcp://a"]
    assert begun.look_after(ledger)
    assert ledger.holders(), "it may still live, and merely be out of sight"
    client.workers["tcp://a2"] = {"nanny": "tcp://na"}
    assert begun.look_after(ledger)
    assert not ledger.holders()
    assert client.handed_over == 2, "the scheduler hands on by itself what ran there"


def test_too_many_that_break_down_end_it(ledger: Ledger) -> None:
    begun = a_cluster(_Client(a="n"), ledger)
    for number in range(MOST_BREAKDOWNS):
        take(ledger, 1, worker=f"dask tcp://n tcp://gone{number} 1")
        assert begun.look_after(ledger)
    assert "异常退出" in str(begun.why)
    assert take(ledger) == [], "nothing more is given out"


def test_a_cluster_that_stays_without_workers_is_given_up(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = a_cluster(_Client(), ledger)
    assert begun.look_after(ledger)
    monkeypatch.setattr(cluster, "_ALONE_SECONDS", 0.0)
    time.sleep(0.01)
    assert not begun.look_after(ledger)
    assert "没有工作进程" in str(begun.why)


def test_a_scheduler_that_is_gone(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = a_cluster(_Client(a="n"), ledger)

    def gone(_: Any) -> Any:
        raise OSError("connection closed")

    monkeypatch.setattr(cluster, "_workers_of", gone)
    assert not begun.look_after(ledger)
    assert "调度器" in str(begun.why)


def test_why_a_worker_ended_is_told(ledger: Ledger) -> None:
    begun = a_cluster(_Client(a="n"), ledger)
    for future in begun._running:
        future.status = "finished"
    assert not begun.look_after(ledger)
    assert begun.why == "端点连不上。"


def test_other_machines_need_servers(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("psutil", reason="comes with Dask; `make cluster` installs it")
    monkeypatch.setattr(cluster, "_connect", lambda _: _Client(a="n"))
    with pytest.raises(ConfigError, match=r"DATABASE_URL.*CHROMA_URL"), engaged("tcp://a:1", ledger, _never, 2, (), Settings()):
        pass


def test_a_worker_with_another_ledger_or_other_prompts_does_nothing(ledger: Ledger) -> None:
    errand = Errand(Task(open_drafter, ledger.batch, ledger.turn, None, 3), False, {"提示词": "1", "模型设置": "2"}, ())
    cluster._check(errand, {"提示词": "1", "模型设置": "2"}, ledger)
    with pytest.raises(ConfigError, match="这台机器的提示词与"):
        cluster._check(errand, {"提示词": "9", "模型设置": "2"}, ledger)
    with pytest.raises(ConfigError, match="不是发起批量的那个数据库"):
        cluster._check(errand, errand.basis, replace(ledger, batch="another"))


def test_without_dask_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: str) -> Any:
        raise ImportError

    monkeypatch.setattr(cluster, "import_module", missing)
    with pytest.raises(ConfigError, match="make cluster"):
        cluster._connect("tcp://127.0.0.1:1")


def _never(_: int) -> Task:
    raise AssertionError
