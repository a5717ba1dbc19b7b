"""What a callback has to tell, kept until the page was shown; and the way to do what may be refused."""

from collections.abc import Callable
from typing import Literal, ParamSpec

import streamlit as st

from assistant.errors import AssistantError
from assistant.ui.plain import plain

Tone = Literal["error", "warning", "success"]
_P = ParamSpec("_P")
_KEY = "told"


def tell(tone: Tone, text: str, where: str | None = None) -> None:
    """Keep a sentence until it was shown: at the head of the page, or at the place that is called `where`."""
    st.session_state.setdefault(_key(where), []).append((tone, text))


def _key(where: str | None) -> str:
    return f"{_KEY}-{where}" if where else _KEY


def attempt(do: Callable[_P, object], *args: _P.args, **kwargs: _P.kwargs) -> None:
    """Do what may be refused, and tell why where it is. A callback's error would reach nobody else.

    As a callback: `on_click=attempt, args=(do, ...)`.
    """
    try:
        do(*args, **kwargs)
    except AssistantError as error:
        tell("error", str(error))


def show_told(*, standing: bool = False, where: str | None = None) -> None:
    """Show what there is to tell, once: what did not go well stands on the page; what did passes by, or stands too where asked."""
    told: list[tuple[Tone, str]] = st.session_state.pop(_key(where), [])
    for tone, text in dict.fromkeys(told):
        if tone == "error":
            st.error(plain(text), icon=":material/error:")
        elif tone == "warning":
            st.warning(plain(text), icon=":material/warning:")
        elif standing:
            st.success(plain(text), icon=":material/check:")
        else:
            st.toast(plain(text), icon=":material/check:", duration="long")
