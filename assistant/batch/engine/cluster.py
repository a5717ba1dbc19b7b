"""Workers on the machines of a Dask cluster: its scheduler hands them what to do, and hands it on where one is lost.

What they do of the batch they take from its ledger, like workers on this machine. A key or a password never passes through the cluster:
every worker goes by the settings of its own machine, and works only where these come to the same as here.
"""

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import Any

from assistant.batch.engine.crew import MOST_BREAKDOWNS, Task, do_items
from assistant.batch.engine.ledger import Ledger
from assistant.errors import AssistantError, ConfigError
from assistant.settings import Settings, load_settings

_LOG = logging.getLogger(__name__)
_CONNECT_SECONDS = 15
_ALONE_SECONDS = 120.0
"""For how long a cluster may be without any worker: one that broke down is started anew in a few seconds."""
_NOBODY = "集群上没有工作进程，已停下；请在各台机器上启动 dask worker，再运行同一条命令，会从中断处继续。"
_LOST = "与 Dask 调度器的连接断了，已停下；请检查调度器，再运行同一条命令，会从中断处继续。"


@dataclass(frozen=True)
class Errand:
    """What a worker of the cluster is to do.

    Attributes:
        offline: whether no model is asked, whatever its machine has set.
        basis: what it has to rest on, see `Craft.basis`.
        prompts: that are used.
    """

    task: Task
    offline: bool
    basis: Mapping[str, str]
    prompts: tuple[str, ...]


@contextmanager
def engaged(
    address: str, ledger: Ledger, task_of: Callable[[int], Task], most: int, prompts: tuple[str, ...], settings: Settings
) -> Iterator["Cluster"]:
    """The workers of the scheduler at `address`, at work; one task each, `most` at the most.

    Args:
        address: tcp://host:port, or tls://… with the certificates that Dask's own settings name.
        ledger: of the batch.
        task_of: gives the task where so many do it.
        most: how many may do it.
        prompts: that are used.
        settings: of this machine.

    Raises:
        ConfigError: Dask is not installed, nobody is there, or its machines cannot share what is kept on this one.
    """
    client = _connect(address)
    try:
        workers = _workers_of(client)
        _check_servers(settings, {info["host"] for info in workers.values()})
        number = min(len(workers), most)
        task = task_of(number)
        errand = Errand(task, settings.model is None, task.craft(settings).basis(prompts), prompts)
        cluster = Cluster(client, ledger, errand)
        cluster.start(number)
        yield cluster
    finally:
        client.close()


def _connect(address: str) -> Any:
    try:
        distributed = import_module("distributed")
    except ImportError as error:
        raise ConfigError("--via dask 要用到 Dask，请在程序目录运行 make cluster 安装后重试（各台机器都要装）。") from error
    try:
        client = _in_time(lambda: distributed.Client(address, timeout=_CONNECT_SECONDS, set_as_default=False))
    except (OSError, ValueError, TypeError) as error:  # TypeError: tls:// without certificates
        raise ConfigError(
            f"连不上 Dask 调度器「{address}」，请检查 --scheduler（形如 tcp://主机:8786）和该服务，写法见 docs/batch.md。"
        ) from error
    try:
        client.wait_for_workers(1, timeout=_CONNECT_SECONDS)
    except (OSError, TimeoutError) as error:
        client.close()
        raise ConfigError(f"Dask 调度器「{address}」上没有工作进程，请先在各台机器上启动 dask worker，写法见 docs/batch.md。") from error
    return client


def _in_time(work: Callable[[], Any]) -> Any:
    """What `work` gives; Dask waits for ever where somebody listens who says nothing.

    Raises:
        TimeoutError: it took too long.
    """
    future = Future[Any]()

    def run() -> None:
        try:
            future.set_result(work())
        except Exception as error:
            future.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return future.result(2 * _CONNECT_SECONDS)


def _workers_of(client: Any) -> dict[str, dict[str, Any]]:
    """The workers that the scheduler knows, by address."""
    found: dict[str, dict[str, Any]] = client.scheduler_info(n_workers=-1)["workers"]
    return found


def _check_servers(settings: Settings, hosts: set[str]) -> None:
    if settings.chroma_url and settings.database_url and not settings.database_url.startswith("sqlite"):
        return
    addresses = {each.address for found in import_module("psutil").net_if_addrs().values() for each in found}
    if others := sorted(hosts - addresses):
        raise ConfigError(
            f"集群里有别的机器（{'、'.join(others[:3])}），台账和范例索引要放在服务器上：请在各台机器设置相同的 DATABASE_URL（PostgreSQL）"
            "和 CHROMA_URL，写法见 docs/batch.md。"
        )


@dataclass
class Cluster:
    """The workers of a cluster that work on a batch.

    Attributes:
        client: of the scheduler.
        ledger: of the batch.
        errand: what each does.
        why: why they ended before all was done, for people.
    """

    client: Any
    ledger: Ledger
    errand: Errand
    why: str | None = None
    _running: list[Any] = field(default_factory=list)
    _most: int = 0
    _breakdowns: int = 0
    _halted: bool = False
    _alone_since: float | None = None

    def start(self, number: int) -> None:
        """Hand over what is to be done so many times; never more of it runs at a time than the first time."""
        self._most = self._most or number
        for _ in range(min(number, self._most - len(self._running))):
            key = f"batch-{self.ledger.batch}-{os.urandom(4).hex()}"
            self._running.append(self.client.submit(run_errand, self.errand, key=key, pure=False))

    def look_after(self, ledger: Ledger) -> bool:
        """Whether anybody still works; what a worker held that is gone is freed, and begun again."""
        try:
            there = _workers_of(self.client)
            freed = self._free_dead(there) + (ledger.free_silent() if there and not self._running else 0)
            self._collect()
            self._give_up_alone(bool(there))
            if freed and not self._ending:
                self.start(min(freed, len(there)))
        except (OSError, TimeoutError):
            _LOG.exception("the scheduler cannot be reached")
            self.why, self._running = _LOST, []
        if self._running or (not self._ending and ledger.holders()):
            return True
        if not ledger.standing().counts["waiting"]:
            self.why = None  # one worker could do nothing, and others have done all
        return False

    @property
    def _ending(self) -> bool:
        return self._halted or self.why is not None

    def _free_dead(self, there: Mapping[str, Mapping[str, Any]]) -> int:
        """Give up what workers held that are dead for certain: their nanny has started another in their place.

        One that the scheduler has merely lost sight of may still work: the ledger waits a minute for it.
        """
        nannies, freed = {info["nanny"] for info in there.values()}, 0
        for name in sorted(self.ledger.holders()):
            kind, nanny, address = f"{name}   ".split(" ")[:3]
            if kind == _KIND and address not in there and nanny in nannies:
                _LOG.error("集群里的处理进程 %s 异常退出，手上的由别的进程接着做", address)
                self.ledger.release(name, crashed=True)
                freed += 1
                self._count_breakdown()
        return freed

    def _count_breakdown(self) -> None:
        self._breakdowns += 1
        if self._breakdowns >= MOST_BREAKDOWNS and self.why is None:
            self.why = f"处理进程异常退出了 {self._breakdowns} 次，已停下；请查看各台机器上 dask worker 的日志，重新运行会从中断处继续。"
            self.ledger.close()

    def _collect(self) -> None:
        """Hear of those that have come to their end."""
        for future in [each for each in self._running if each.done()]:
            self._running.remove(future)
            if future.status == "finished":
                self._hear(future.result())
                continue
            if future.status != "error":  # the scheduler was started anew, and knows nothing of it
                self.why = self.why or _LOST
                continue
            error = future.exception()
            _LOG.error("a worker of the cluster failed: %s", error)
            if type(error).__name__ == "KilledWorker":  # handed on several times
                self._count_breakdown()
                if not self._ending:
                    self.start(1)
            else:
                self.why = "集群上的工作进程出错了，详情已记入日志；请确认各台机器装的是同一版程序、dask worker 在程序目录里启动。"

    def _hear(self, told: str) -> None:
        if told:
            _LOG.warning("%s", told)
            self.why = told

    def _give_up_alone(self, there: bool) -> None:
        now = time.monotonic()
        self._alone_since = None if there else self._alone_since or now
        if self._alone_since is not None and now - self._alone_since > _ALONE_SECONDS:
            self.why = self.why or _NOBODY
            self.kill()
            self._running = []

    def halt(self) -> None:
        """Have them begin nothing more: the ledger gives out nothing more in this turn."""
        self._halted = True
        self.ledger.close()

    def kill(self) -> None:
        """Wait for nobody. They begin nothing more; a thread on another machine cannot be ended, so what it has begun is still kept."""
        try:
            self.ledger.close()
            self.client.cancel(self._running)
        except (AssistantError, OSError, TimeoutError):
            _LOG.exception("the workers of the cluster cannot be told to end")


_KIND = "dask"


def run_errand(errand: Errand) -> str:
    """What a worker of the cluster does; why it ended before all was done, or nothing."""
    worker = import_module("distributed").get_worker()
    key = worker.get_current_task()

    def dropped() -> bool:
        """Whether whoever handed it over is gone, or wants it no more."""
        state = worker.state.tasks.get(key)
        return state is None or state.state == "cancelled"

    name = f"{_KIND} {worker.nanny} {worker.address} {os.urandom(4).hex()}"
    try:
        settings = load_settings()
        settings = replace(settings, model=None) if errand.offline else settings
        craft, ledger = errand.task.craft(settings), errand.task.ledger(settings)
        _check(errand, craft.basis(errand.prompts), ledger)
        return do_items(errand.task, craft, ledger, name, dropped) or ""
    except AssistantError as error:
        return f"工作进程 {worker.address}：{error}"


def _check(errand: Errand, basis: Mapping[str, str], ledger: Ledger) -> None:
    if not ledger.standing().total:
        raise ConfigError("这台机器的 DATABASE_URL 不是发起批量的那个数据库，请改成相同的，重启 dask worker 后重新运行。")
    if different := [name for name, value in errand.basis.items() if basis.get(name) != value]:
        raise ConfigError(f"这台机器的{'、'.join(different)}与发起批量的机器不同，请改成相同的，重启 dask worker 后重新运行。")
