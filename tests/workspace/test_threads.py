import subprocess
import sys
import threading
from functools import partial

from assistant.workspace.threads import Threads

ENDLESS = """
import threading
from assistant.workspace.threads import Threads
begun = threading.Event()
def work():
    begun.set()
    threading.Event().wait()
Threads(1, "t").submit(work)
begun.wait()
"""


def test_what_is_given_is_done_in_order_and_waited_for() -> None:
    done, names = list[int](), set[str]()
    threads = Threads(1, "job")

    def work(number: int) -> None:
        done.append(number)
        names.add(threading.current_thread().name)

    for number in range(50):
        threads.submit(partial(work, number))
    threads.close()
    assert done == list(range(50))
    assert names == {"job 0"}


def test_some_are_done_beside_each_other() -> None:
    both = threading.Barrier(2, timeout=10)
    threads = Threads(2, "job")
    threads.submit(lambda: [both.wait()].clear())
    threads.submit(lambda: [both.wait()].clear())
    threads.close()
    assert not both.broken


def test_work_without_end_does_not_keep_the_program_from_ending() -> None:
    assert subprocess.run([sys.executable, "-c", ENDLESS], timeout=60, check=False).returncode == 0
