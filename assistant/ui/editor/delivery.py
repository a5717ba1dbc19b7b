"""Files that are asked for: written once all that was typed before is in the draft, and handed to the browser."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from uuid import uuid4

import streamlit as st

from assistant.errors import AssistantError
from assistant.ui.told import Tone

_SCRIPT = Path(__file__).with_suffix(".js")
_LATE_SECONDS = 0.4
"""So long after a button is pressed what was typed before it may still come in: a grid tells an edit after 0.15 seconds."""
_LONGEST_SECONDS = 30.0


@dataclass(frozen=True)
class Asked:
    """A file that somebody asked for.

    Attributes:
        form: which form it has.
        ending: which format.
        shown: whether it is to be looked at, and not to be taken.
        at: when it was asked for, by the monotonic clock.
    """

    form: str
    ending: str
    shown: bool
    at: float


@dataclass
class Delivery:
    """The files of one draft and browser tab.

    Attributes:
        asked: the file that is still to be written.
        told: what there is to say of the file that was written last.
        shown: the file that is looked at, and its ending; it stays in sight whatever the page shows again.
    """

    asked: Asked | None = None
    told: tuple[Tone, str] | None = None
    shown: tuple[bytes, str] | None = None

    def ask(self, form: str, ending: str, shown: bool = False) -> None:
        """Note that a file is asked for."""
        self.asked, self.told, self.shown = Asked(form, ending, shown, monotonic()), None, None

    def look_away(self) -> None:
        """Note that the file is looked at no more."""
        self.shown = None

    @contextmanager
    def writing(self) -> Iterator[Asked | None]:
        """The file to write now. It is asked for no more once it is written, or cannot be.

        What comes in meanwhile ends this run of the page, and with it this context, by no `Exception`: the run that follows still
        finds the file asked for.
        """
        if self.asked is not None and monotonic() > self.asked.at + _LONGEST_SECONDS:
            self.asked = None  # the person turned away before it was written; nobody waits for it
        if self.asked is not None:
            with st.spinner("正在写文件……"):
                sleep(max(0.0, self.asked.at + _LATE_SECONDS - monotonic()))
        try:
            yield self.asked
        except AssistantError as error:
            self.told = ("error", str(error))
        except Exception:
            self.asked = None
            raise
        self.asked = None


def hand_over(content: bytes, name: str) -> None:
    """Have the browser save a file under a name; once, whatever the page shows again."""
    handed = {"id": uuid4().hex, "name": name, "content": base64.b64encode(content).decode("ascii")}
    said = json.dumps(handed, ensure_ascii=False).replace("<", "\\u003c")  # a name must not end the script
    with st.container(key="delivery"):
        st.html(f"<script>({_SCRIPT.read_text('utf-8').strip()})({said});</script>", unsafe_allow_javascript=True)
