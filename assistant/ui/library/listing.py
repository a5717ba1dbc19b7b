"""The tables that a filter lets through, a page at a time; each can be looked at."""

from collections.abc import Sequence

import streamlit as st

from assistant.exemplars import ExemplarIndex
from assistant.exemplars.statistics import UNKNOWN, LibraryEntry
from assistant.goals.money import format_amount
from assistant.ui.library.filters import ORIGINS
from assistant.ui.origin import show_exemplar
from assistant.ui.plain import plain

ON_A_PAGE = 10


def page_of(entries: Sequence[LibraryEntry], number: int) -> Sequence[LibraryEntry]:
    """The entries of a page, from 1; of the last where there are not so many."""
    first = (min(number, pages_of(entries)) - 1) * ON_A_PAGE
    return entries[first : first + ON_A_PAGE]


def pages_of(entries: Sequence[LibraryEntry]) -> int:
    """How many pages there are, at least one."""
    return max(1, -(-len(entries) // ON_A_PAGE))


def facts_of(entry: LibraryEntry) -> str:
    """What is told of an entry below its name."""
    facts = [
        entry.unit or "未写明单位",
        f"{entry.year}年" if entry.year else "年度未写明",
        f"预算 {format_amount(entry.budget_yuan)}" if entry.budget_yuan is not None else f"预算{UNKNOWN}",
        f"{entry.indicators} 条指标",
        f"{entry.source}（{ORIGINS[entry.origin]}）",
    ]
    return "　".join(facts)


def show_list(index: ExemplarIndex, entries: Sequence[LibraryEntry]) -> None:
    """A page of entries, and the way to the others."""
    if not entries:
        st.info("没有符合条件的范例，请放宽条件。")
        return
    number, pages = st.session_state.get("library-page", 1), pages_of(entries)
    if number > pages:
        st.session_state["library-page"] = number = pages
    for entry in page_of(entries, number):
        _show(index, entry)
    if pages > 1:
        st.pagination(pages, key="library-page", persist_state="session")


def _show(index: ExemplarIndex, entry: LibraryEntry) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{plain(entry.name)}**  \n:small[:gray[{plain(facts_of(entry))}]]", width="stretch")
        if st.button("查看", key=f"library-look-{entry.id}"):
            exemplar = index.find(entry.id)
            show_exemplar(exemplar, None) if exemplar else None
