"""A few hundred damaged files of each format; `python -m tests.reading.fuzz` reads many more."""

import pytest

from tests.reading.fuzz import FORMATS, damaged, good_files, main, run

COUNT = 200


@pytest.mark.parametrize("name", FORMATS)
def test_damaged_files_break_nothing(name: str) -> None:
    result = run(name, 1, range(1, COUNT + 1))
    assert result.failures == []
    assert result.outcomes.total() == COUNT


@pytest.mark.parametrize("name", FORMATS)
def test_good_files_are_good_and_damaged_ones_always_the_same(name: str) -> None:
    for data in good_files(name):
        FORMATS[name].read(data)
    assert [damaged(name, 1, number) for number in range(9)] == [damaged(name, 1, number) for number in range(9)]
    assert len({damaged(name, 1, number) for number in range(20)}) > 10


def test_the_command_counts_outcomes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["csv", "--count", "20", "--processes", "1"]) == 0
    assert "0 failures" in capsys.readouterr().out
