"""Keys of a real terminal; those of a pipe are in test_compare_command.py."""

import os
import pty
import select
import sys
import threading
from collections.abc import Iterator

import pytest

from assistant.cli.keys import read_key


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Where to write what is typed."""
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, encoding="utf-8") as terminal:
        monkeypatch.setattr("sys.stdin", terminal)
        yield ours
    os.close(ours)


def press(keyboard: int, typed: str) -> str | None:
    """What is read of a key that is pressed when it is waited for."""
    later = threading.Timer(0.3, os.write, (keyboard, typed.encode()))
    later.start()
    key = read_key()
    later.join()
    return key


@pytest.mark.parametrize(("typed", "key"), [("1", "1"), ("２", "2"), ("B", "b"), ("\x1b[D", "left"), ("\x1bOC", "right"), ("\x1b", "")])
def test_a_key_is_read_without_return(keyboard: int, typed: str, key: str) -> None:
    assert press(keyboard, typed) == key


def test_a_key_pressed_too_early_judges_nothing_that_was_not_seen(keyboard: int) -> None:
    os.write(keyboard, b"1\n")
    assert select.select([sys.stdin], [], [], 60)[0], "it has come"
    assert press(keyboard, "4") == "4"
