"""A job that works behind the page: how far it is, with a way to stop it."""

from collections.abc import Callable

import streamlit as st

from assistant.errors import AssistantError
from assistant.ui.plain import plain
from assistant.ui.session import open_desk, person
from assistant.ui.told import attempt
from assistant.workspace.jobs import Job

_EVERY = 0.5
"""Seconds from one look to the next."""


def follow(id_: str, show: Callable[[Job], None], settle: Callable[[Job], object] | None = None) -> None:
    """Show the job as it is by the clock; where it has come to its end, `settle` it and draw the page anew."""
    owner, jobs = person().owner, open_desk().jobs

    @st.fragment(run_every=_EVERY)
    def look() -> None:
        try:
            job = jobs.find(id_, owner)
        except AssistantError as error:  # nobody else would catch it where only this is drawn
            st.error(plain(str(error)), icon=":material/error:")
            return
        if not job.running:
            if settle is not None:
                settle(job)
            st.rerun()
        show(job)

    look()


def show_line(job: Job, text: str) -> None:
    """What it does, as Markdown, beside the button that stops it."""
    stop = (open_desk().jobs.cancel, job.id, person().owner)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(text, width="stretch")
        st.button("停止", key=f"stop-{job.kind}", icon=":material/stop:", on_click=attempt, args=stop)
