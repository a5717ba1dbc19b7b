"""A cluster on this machine: a Dask scheduler with two workers, and a Chroma server, each a process of its own, as people start them."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.browser.server import ROOT, free_port

_STARTING = 90.0


@contextmanager
def process(command: Sequence[str], log: Path, environment: Mapping[str, str]) -> Iterator[int]:
    """A program and all that it starts; its process id. All of it is gone afterwards."""
    with log.open("wb") as out:
        running = subprocess.Popen(command, cwd=ROOT, env=dict(environment), stdout=out, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        yield running.pid
    finally:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()


@contextmanager
def chroma_server(folder: Path, environment: Mapping[str, str]) -> Iterator[str]:
    """The address of a Chroma server that keeps its data in `folder`."""
    address = f"http://127.0.0.1:{(port := free_port())}"
    command = [str(Path(sys.executable).with_name("chroma")), "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    with process(command, folder.with_suffix(".log"), environment):
        until = time.monotonic() + _STARTING
        while not _answers(f"{address}/api/v2/heartbeat"):
            assert time.monotonic() < until, folder.with_suffix(".log").read_text("utf-8")
            time.sleep(0.1)
        yield address


@contextmanager
def dask_cluster(folder: Path, environment: Mapping[str, str]) -> Iterator[str]:
    """The address of a scheduler with two workers, which log into `folder`."""
    address = f"tcp://127.0.0.1:{(port := free_port())}"
    dask = [sys.executable, "-m", "dask"]
    scheduler = [*dask, "scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]
    worker = [*dask, "worker", address, "--nworkers", "2", "--nthreads", "1", "--no-dashboard", "--memory-limit", "0"]
    with (
        process(scheduler, folder / "scheduler.log", environment),
        process([*worker, "--local-directory", str(folder)], folder / "worker.log", environment),
    ):
        yield address


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=1) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False
