"""What the page has to say after a click: kept until it is shown once."""

from collections.abc import Callable
from typing import ParamSpec

import streamlit as st

from assistant.errors import AssistantError
from assistant.ui.plain import plain

_P = ParamSpec("_P")
_KEY = "batch-complaint"


def attempt(do: Callable[_P, object], *args: _P.args, **kwargs: _P.kwargs) -> None:
    """Do what a button asks for; what hinders it is shown when the page is shown next."""
    try:
        do(*args, **kwargs)
    except AssistantError as error:
        st.session_state[_KEY] = str(error)


def show_complaint() -> None:
    """Show what hindered the last click."""
    if complaint := st.session_state.pop(_KEY, None):
        st.error(plain(complaint), icon=":material/error:")
