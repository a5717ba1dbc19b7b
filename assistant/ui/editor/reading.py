"""What of a file was not understood, or only with doubt: beside the table that came of it."""

import streamlit as st

from assistant.goals import GoalTable
from assistant.reporting.doubts import doubtful_places
from assistant.ui.plain import plain


def show_reading(table: GoalTable) -> None:
    """Texts that were placed nowhere, and places to check; nothing where all was read for sure."""
    doubts = doubtful_places(table)
    if doubts:
        with st.expander(f"读得没有把握、请对照原文核对的地方（{len(doubts)}）", icon=":material/help:", expanded=True):
            for reason, places in doubts.items():
                st.markdown(plain(f"{'、'.join(places)}：{reason}"))
    if table.unread:
        with st.expander(f"没有读懂的原文（{len(table.unread)} 段）", icon=":material/visibility_off:", expanded=True):
            for text in table.unread:
                st.markdown(f"- {plain(text)}")
