"""Threads that work through a queue and never keep the program from ending: whoever stops the server does not wait for a model."""

import queue
import threading
from collections.abc import Callable


class Threads:
    """Some threads that do what they are given, in the order in which it comes."""

    def __init__(self, count: int, name: str) -> None:
        """Begin `count` threads."""
        self._waiting: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._threads = [threading.Thread(target=self._work, name=f"{name} {number}", daemon=True) for number in range(count)]
        for thread in self._threads:
            thread.start()

    def submit(self, work: Callable[[], None]) -> None:
        """Have `work` done, which raises nothing."""
        self._waiting.put(work)

    def close(self) -> None:
        """Wait until all that was submitted is done."""
        for _ in self._threads:
            self._waiting.put(None)
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        while (work := self._waiting.get()) is not None:
            work()
