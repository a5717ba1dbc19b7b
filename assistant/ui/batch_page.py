"""批量与评审: a list of projects drafted at once, and many finished tables looked through at once."""

import streamlit as st

from assistant.ui.batch.comparing import OPEN, show_choice, show_comparison
from assistant.ui.batch.reviewing import show_reviewing
from assistant.ui.batch.runs import show_runs
from assistant.ui.batch.starting import show_start
from assistant.ui.batch.watching import show_run
from assistant.ui.editor.editor import show_opened
from assistant.ui.told import show_told


def show_page() -> None:
    """Both halves, or the editor of the draft that was opened from them; which run and draft are open stands in the address."""
    show_opened(_show_halves)


def _show_halves() -> None:
    st.header("批量与评审", anchor=False)
    show_told()
    if runs := st.query_params.get(OPEN):
        show_comparison(runs)
        return
    drafting, reviewing, comparing = st.tabs(["批量起草", "评审", "比较"])
    with drafting:
        if run := st.query_params.get("run"):
            show_run(run)
        else:
            left, right = st.columns([0.66, 0.34], gap="large")
            with left:
                show_start()
            with right:
                show_runs()
    with reviewing:
        show_reviewing()
    with comparing:
        show_choice()
