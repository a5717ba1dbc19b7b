"""批量与评审: a list of projects drafted at once, and many finished tables looked through at once."""

from collections.abc import Sequence

import streamlit as st
from streamlit.elements.lib.mutable_tab_container import TabContainer

from assistant.ui.batch.choosing import OPEN, show_choice
from assistant.ui.batch.comparing import show_comparison
from assistant.ui.batch.reviewing import show_reviewing
from assistant.ui.batch.runs import show_runs
from assistant.ui.batch.starting import show_start
from assistant.ui.batch.watching import show_run
from assistant.ui.editor.editor import show_opened
from assistant.ui.told import show_told

_TABS = ("批量起草", "评审", "比较")
_OPEN_TAB = "batch-tab-open"


def show_page() -> None:
    """Both halves, or the editor of the draft that was opened from them; which run and draft are open stands in the address."""
    show_opened(_show_halves)


def _show_halves() -> None:
    st.header("批量与评审", anchor=False)
    show_told()
    if runs := st.query_params.get(OPEN):
        show_comparison(runs)
        return
    drafting, reviewing, comparing = _tabs()
    with drafting:
        if run := st.query_params.get("run"):
            show_run(run)
        else:
            show_start()
            show_runs()
    with reviewing:
        show_reviewing()
    with comparing:
        show_choice()


def _tabs() -> Sequence[TabContainer]:
    """The tabs; whoever comes back from a draft or a comparison finds the one open that they left."""
    tabs = st.tabs(_TABS, default=st.session_state.get(_OPEN_TAB, _TABS[0]), key="batch-tab", on_change="rerun")
    st.session_state[_OPEN_TAB] = next((name for name, tab in zip(_TABS, tabs, strict=True) if tab.open), _TABS[0])
    return tabs
