"""What a callback has to tell, kept until the page was shown."""

from typing import Literal

import streamlit as st

from assistant.ui.plain import plain

Tone = Literal["error", "warning", "success"]
_KEY = "told"


def tell(tone: Tone, text: str) -> None:
    """Keep a sentence until it was shown."""
    st.session_state.setdefault(_KEY, []).append((tone, text))


def show_told() -> None:
    """Show what there is to tell, once: what went well passes by, what did not stands on the page."""
    told: list[tuple[Tone, str]] = st.session_state.pop(_KEY, [])
    for tone, text in told:
        if tone == "error":
            st.error(plain(text), icon=":material/error:")
        elif tone == "warning":
            st.warning(plain(text), icon=":material/warning:")
        else:
            st.toast(plain(text), icon=":material/check:", duration="long")
