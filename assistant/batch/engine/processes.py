"""How processes are started: each a branch of one that has loaded what they all need, which is most of what starting one costs."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import forkserver
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""How numpy is told to use one core: there is a process for each already."""
_DEAR = ("assistant.batch.engine.crew", "assistant.export.docx", "chromadb.api.rust")
"""Modules that take longest, also those that are loaded late."""


@contextmanager
def starting(*modules: str) -> "Iterator[ForkServerContext | SpawnContext]":
    """What processes are started with that go on in these modules.

    The one they branch off loads them when the first is started, and does nothing else; it has no threads of its own.
    """
    with _one_core_each(), _without_main():
        if "forkserver" not in multiprocessing.get_all_start_methods():
            yield multiprocessing.get_context("spawn")
            return
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([*modules, *_DEAR])
        with _deaf():
            forkserver.ensure_running()
        yield context


def without_ctrl_c() -> None:
    """Have this process go on when Ctrl-C is pressed: whoever started it brings it to its end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def _without_main() -> Iterator[None]:
    """Nothing of what is started goes on in the script that this process began with, so none of them has to load it once more."""
    before = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = before


@contextmanager
def _deaf() -> Iterator[None]:
    """What is started meanwhile does not hear Ctrl-C, which goes to all processes of a terminal: it is for whoever starts them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _one_core_each() -> Iterator[None]:
    before = {name: os.environ.get(name) for name in _THREADS}
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})
