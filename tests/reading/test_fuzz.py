"""A few hundred damaged files of each format; `python -m tests.reading.fuzz` reads many more."""

from pathlib import Path
from random import Random

import pytest

from assistant.reading.markup import plain_lines
from tests.reading.bombs import PAGES, RUNS, SENT, bomb, run_of
from tests.reading.fuzz import FORMATS, damaged, good_files, main, read_within_limits, run

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


@pytest.mark.parametrize("kind", RUNS)
def test_runs_of_anything_end(kind: str, tmp_path: Path) -> None:
    run = run_of(kind, 300 if set("\n|") & set(RUNS[kind][1]) else 15_000)  # cells by the thousand take seconds, which is no fault
    for name in ("txt", "csv"):
        assert read_within_limits(name, run.encode(), tmp_path, whole=True)[1] == ""
    assert read_within_limits("html", f"<p>{run}".encode(), tmp_path, whole=False)[1] == ""
    plain_lines(run)


@pytest.mark.parametrize(
    ("name", "bombs"),
    [
        ("html", {kind: make(9000).encode() for kind, make in PAGES.items()}),
        ("mhtml", {kind: make(good_files("html")[0], 3000) for kind, make in SENT.items()}),
    ],
)
def test_bombs_are_taken_in_or_refused(name: str, bombs: dict[str, bytes], tmp_path: Path) -> None:
    assert {kind: why for kind, data in bombs.items() if (why := read_within_limits(name, data, tmp_path, whole=False)[1])} == {}


def test_bombs_of_every_kind_come_up() -> None:
    for name in FORMATS:
        assert len({bomb(data, Random(number)) for data in good_files(name) for number in range(10)}) > 5


def test_the_command_counts_outcomes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["csv", "--count", "20", "--processes", "1"]) == 0
    assert "0 failures" in capsys.readouterr().out
