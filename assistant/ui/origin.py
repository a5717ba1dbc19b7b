"""Where a row comes from: the exemplar's own table, with the row marked."""

import streamlit as st

from assistant.exemplars import Exemplar
from assistant.exemplars.statistics import exemplar_of
from assistant.goals.money import format_amount
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
    facts = [
        table.unit,
        f"{table.year}年" if table.year else None,
        f"预算 {format_amount(table.budget_yuan)}" if table.budget_yuan is not None else None,
        f"出自 {exemplar.source}" + (f"（{table.source.location}）" if table.source and table.source.location else ""),
    ]
    st.caption(plain("　".join(fact for fact in facts if fact)))
    for number, goal in enumerate(table.goals, 1):
        st.markdown(f"{number}\\. {plain(goal.text)}")
    rows = [
        {
            **({} if place is None else {"": "▶" if at == place else ""}),
            "一级指标": row.level1 or "",
            "二级指标": row.level2 or "",
            "三级指标": row.level3,
            "指标值": row.value or "",
        }
        for at, row in enumerate(table.indicators)
    ]
    st.table(rows) if rows else None
