"""What a draft is to whoever works on it: an entry of a list, a state to work on, a line of a history."""

from dataclasses import dataclass
from datetime import datetime

from assistant.workspace.manuscript import Manuscript


@dataclass(frozen=True)
class Person:
    """Who works: `owner` is whose drafts they see, `name` what others read."""

    owner: str
    name: str


LOCAL = Person("local", "本机用户")
"""Whoever sits at a machine on which nobody signs in."""


@dataclass(frozen=True)
class Listed:
    """A draft in a list; `ready` says whether it has any content yet."""

    id: str
    title: str
    changed: datetime
    changed_by: str
    ready: bool


@dataclass(frozen=True)
class OpenDraft:
    """A draft as it is now.

    Attributes:
        stamp: to be named when it is saved.
        number: of the revision.
        action: what led to it, in words, undoing included; `by` and `at` who and when.
        can_undo, can_redo: whether there is a state before, and one that was undone.
    """

    id: str
    title: str
    stamp: int
    number: int
    action: str
    by: str
    at: datetime
    can_undo: bool
    can_redo: bool
    manuscript: Manuscript


@dataclass(frozen=True)
class Revision:
    """One entry of a history."""

    number: int
    at: datetime
    by: str
    action: str
    label: str | None
    current: bool
