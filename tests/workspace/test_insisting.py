from collections.abc import Callable

import pytest

from assistant.errors import ConfigError, InputError
from assistant.workspace.insisting import insist


def failing(times: int, error: Exception) -> tuple[list[int], Callable[[], str]]:
    tried = list[int]()

    def work() -> str:
        tried.append(len(tried))
        if len(tried) <= times:
            raise error
        return "kept"

    return tried, work


def test_it_is_tried_again_after_every_pause() -> None:
    tried, work = failing(2, ConfigError("数据库打不开。"))
    assert insist(work, (0, 0)) == "kept"
    assert len(tried) == 3


def test_a_database_that_stays_away_is_told() -> None:
    tried, work = failing(9, ConfigError("数据库打不开。"))
    with pytest.raises(ConfigError):
        insist(work, (0, 0))
    assert len(tried) == 3


def test_what_another_try_would_not_mend_is_told_at_once() -> None:
    tried, work = failing(9, InputError("没有这份草稿，请重新打开。"))
    with pytest.raises(InputError):
        insist(work, (0, 0))
    assert len(tried) == 1
