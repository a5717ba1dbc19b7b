"""Where a row comes from: the exemplar's own table, with the row marked."""

import streamlit as st

from assistant.exemplars import Exemplar
from assistant.exemplars.statistics import exemplar_of
from assistant.ui.goal_table import facts_of, show_content
from assistant.ui.plain import plain
from assistant.ui.session import open_desk

_LONGEST = 24


def show_origin(evidence: str, key: str) -> None:
    """A button with the name of the project that the evidence stands in; its table opens over the page."""
    found = exemplar_of(open_desk().context().index, evidence)
    if found is None:
        st.caption(plain(f"依据 {evidence} 已不在范例库里。"))
        return
    exemplar, place = found
    row = exemplar.table.indicators[place]
    name = exemplar.table.name if len(exemplar.table.name) <= _LONGEST else f"{exemplar.table.name[:_LONGEST]}…"
    label = f"{plain(name)}：{plain(row.level3)} {plain(row.value or '')}"
    if st.button(label, key=f"origin-{evidence}-{key}", icon=":material/article:", type="tertiary"):
        show_exemplar(exemplar, place)


@st.dialog("范例原表", width="large")
def show_exemplar(exemplar: Exemplar, place: int | None) -> None:
    """A table of the library; `place` is the row to mark."""
    table = exemplar.table
    st.markdown(f"**{plain(table.name)}**")
    place_in_source = f"（{table.source.location}）" if table.source and table.source.location else ""
    st.caption(plain(f"{facts_of(table, missing=False)}　出自 {exemplar.source}{place_in_source}"))
    show_content(table, place)
