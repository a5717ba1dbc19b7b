"""What was typed and not saved yet, for as long as the session lasts: a refused save, a rerun or another page loses nothing of it."""

import re
from collections.abc import Collection
from dataclasses import dataclass

import streamlit as st

from assistant.prompting.variables import DRAFT

_KEY = "prompt-unsaved"
_LINE = re.compile(r"第 (\d+) 行")


@dataclass
class Unsaved:
    """A prompt that is being written.

    Attributes:
        begun: name of the version that it was begun from.
        start: the text that it was begun from.
        text: as it was typed last.
        name: id under which it is to be saved.
        complaint: why it could not be saved.
    """

    begun: str
    start: str
    text: str
    name: str
    complaint: str | None = None

    @property
    def changed(self) -> bool:
        """Whether anything would be lost."""
        return self.text != self.start


def unsaved() -> dict[str, Unsaved]:
    """What is being written, by the id of the prompt that is looked at."""
    found: dict[str, Unsaved] = st.session_state.setdefault(_KEY, {})
    return found


def keep_reachable(ids: Collection[str]) -> None:
    """Have what was begun from a prompt that is gone since stand with the program's own, where its place is free."""
    for id_ in set(unsaved()) - set(ids):
        if DRAFT not in unsaved():
            unsaved()[DRAFT] = unsaved().pop(id_)


def faulty_line(text: str, complaint: str) -> tuple[int, str] | None:
    """The line (from 1) that a complaint names, and what stands there."""
    found = _LINE.search(complaint)
    lines = text.splitlines()
    number = int(found[1]) if found else 0
    return (number, lines[number - 1]) if 0 < number <= len(lines) else None
