"""What stands beside the bar, by the words that the bar is given."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from assistant.batch.engine.items import Standing
from assistant.cli.progress import Progress


@dataclass
class Clock:
    """Time as it is set."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def teller(clock: Clock, *, service: bool = True) -> Callable[[float, Standing], str]:
    """What is told of a standing so many seconds after the beginning."""
    progress = Progress("起草", show=False, service=service, clock=clock)

    def tell(seconds: float, standing: Standing) -> str:
        clock.now = seconds
        progress.watch(standing)
        return str(progress._bars.tasks[0].fields["told"])

    return tell


def standing(done: int, waiting: int, *, left: int = 0) -> Standing:
    return Standing({"waiting": waiting, "done": done, "fallback": 0, "failed": 0}, held=min(8, waiting - left), left=left)


def test_how_fast_it_goes_and_how_long_it_takes(clock: Clock) -> None:
    tell = teller(clock)
    assert tell(0, standing(5, 100)) == ""
    assert tell(10, standing(25, 80)) == "每秒 2.0 份　还要 40 秒"  # what an earlier run has done says nothing of this one
    assert tell(60, standing(26, 79)).startswith("每分钟 21.0 份")


def test_while_nothing_comes_it_waits_for_the_service_and_foretells_nothing(clock: Clock) -> None:
    tell = teller(clock)
    tell(0, standing(0, 100))
    assert "还要" in tell(8, standing(8, 92))
    assert "还要" in tell(17, standing(8, 92))
    assert tell(68, standing(8, 92)) == "正在等模型服务，已有 1 分 0 秒没有做完新的"
    assert "还要" in tell(70, standing(9, 91))


def test_what_takes_long_as_ever_is_not_waited_for(clock: Clock) -> None:
    tell = teller(clock)
    tell(0, standing(0, 9))
    tell(120, standing(4, 5))
    assert "还要" in tell(190, standing(4, 5))


def test_where_there_is_nothing_to_do_no_bar_stays() -> None:
    with Progress("起草", show=False) as progress:
        pass
    assert not progress._bars.tasks[0].visible


def test_where_no_model_is_asked_none_is_waited_for(clock: Clock) -> None:
    tell = teller(clock, service=False)
    tell(0, standing(0, 9))
    assert tell(30, standing(0, 9)) == "已有 30 秒没有做完新的"


def test_what_has_to_wait_for_another_run_takes_no_time(clock: Clock) -> None:
    tell = teller(clock)
    tell(0, standing(0, 9))
    assert tell(5, standing(2, 7, left=7)) == "没有做成、留待下次 7"
