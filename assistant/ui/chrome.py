"""How every page looks, and what Streamlit itself says, in Chinese."""

from pathlib import Path

import streamlit as st

_STYLES, _SCRIPT = (Path(__file__).with_suffix(ending) for ending in (".css", ".js"))


def dress_page() -> None:
    """Give the page of this run its look and its Chinese.

    Once per run, before anything else is shown; what it sends stays the same, so the browser does nothing anew.
    """
    st.html(_STYLES)
    with st.container(key="chrome"):
        st.html(f"<script>{_SCRIPT.read_text('utf-8')}</script>", unsafe_allow_javascript=True)
