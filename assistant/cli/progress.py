"""What people see of a batch while it runs, and how they halt it."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import TaskID

    from assistant.batch.engine.items import Standing


@dataclass(frozen=True)
class Things:
    """What is counted.

    Attributes:
        unit: what one of them is called.
        without_model: what is said of those that a model gave nothing for.
    """

    unit: str = "份"
    without_model: str = "改用离线"


DRAFTS = Things()
_LONG, _OFTEN = 10.0, 3
"""Nothing has come for long: seconds, and as many times what lies between two that come."""


class Progress:
    """A line on standard error that says how far it is."""

    def __init__(
        self, doing: str, *, show: bool, service: bool = False, things: Things = DRAFTS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Show it, or nothing; `doing` is the verb, `service` whether a model is asked, and `things` what is counted."""
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
        from rich.progress import Progress as Bars

        console = Console(stderr=True, highlight=False)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[told]}"))
        self._bars = Bars(*columns, console=console, disable=not show, transient=False)
        self._doing, self._things = doing, things
        self._task = self._bars.add_task("正在启动", total=None, told="")
        self._writing: TaskID | None = None
        self._clock, self._service = clock, service
        self._began = self._newest = clock()
        self._first: int | None = None
        self._ended = 0

    def __enter__(self) -> "Progress":
        self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bars.update(self._task, visible=self._first is not None)  # there may have been nothing to do
        self._bars.stop()

    def watch(self, standing: "Standing") -> None:
        """Tell how far the drafting is."""
        now = self._clock()
        if self._first is None:
            self._first, self._began = standing.ended, now
        if standing.ended != self._ended or not standing.to_do:
            self._ended, self._newest = standing.ended, now
        told = undone(standing, self._things)
        told += [f"没有做成、留待下次 {standing.left}"] if standing.left else []
        told += [f"服务端完成 {standing.answered}/{standing.asked} 个请求"] if standing.asked else []
        told += [f"{standing.tokens:,} token"] if standing.tokens else []
        told += [] if standing.asked else self._pace(standing, now)  # a service answers when it likes
        self._bars.update(self._task, description=self._doing, total=standing.total, completed=standing.ended, told="　".join(told))

    def _pace(self, standing: "Standing", now: float) -> list[str]:
        """How fast it goes, and how long that takes; nothing of the kind while nothing comes."""
        done, seconds, silent = standing.ended - (self._first or 0), now - self._began, now - self._newest
        if silent > max(_LONG, _OFTEN * (seconds - silent) / done if done else 0.0):
            return [f"{'正在等模型服务，' if self._service else ''}已有 {_duration(silent)}没有做完新的"]
        if not done or not seconds or not standing.to_do:
            return []
        unit = self._things.unit
        rate = f"每秒 {done / seconds:.1f} {unit}" if done >= seconds else f"每分钟 {done / seconds * 60:.1f} {unit}"
        return [rate, f"还要 {_duration(standing.to_do * seconds / done)}"]

    def tell(self, done: int, of: int) -> None:
        """Tell how far the writing is."""
        if self._writing is None:
            self._writing = self._bars.add_task("写出 Word", total=of, told="")
        self._bars.update(self._writing, completed=done)

    def say(self, text: str) -> None:
        """Say something beside the line."""
        self._bars.console.print(text)


def undone(standing: "Standing", things: Things) -> list[str]:
    """How many failed, and how many a model gave nothing for: while it runs and at its end alike."""
    told = (("失败", standing.counts["failed"]), (things.without_model, standing.counts["fallback"]))
    return [f"{name} {count} {things.unit}" for name, count in told if count]


@contextmanager
def ctrl_c(progress: Progress, *, deferred: bool = False) -> Iterator[Callable[[], bool]]:
    """Gives a function that tells whether Ctrl-C was pressed; pressed once more it ends everything at once.

    With `deferred` nothing is under way here that could come to its end or be lost: it lies with a service.
    """
    pressed = list[bool]()

    def press(*_: object) -> None:
        if pressed:
            raise KeyboardInterrupt
        pressed.append(True)
        rest = "已经提交的留在服务端" if deferred else "已经开始的做完就停，再按一次 Ctrl-C 立即结束（正在等的答复会丢失）"
        progress.say(f"正在停止：{rest}。")

    before = signal.signal(signal.SIGINT, press)
    try:
        yield lambda: bool(pressed)
    except KeyboardInterrupt:
        progress.say("已立即结束。做完的都已记下，重新运行同一条命令会从中断处继续。")
        raise
    finally:
        signal.signal(signal.SIGINT, before)


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60} 小时 {minutes % 60} 分" if minutes >= 60 else f"{minutes} 分 {rest} 秒" if minutes else f"{rest} 秒"
