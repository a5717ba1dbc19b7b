"""概览: the classes that are covered, and what the costs come to, as small pictures."""

from decimal import Decimal

import altair as alt
import pandas as pd
import streamlit as st

from assistant.goals.money import format_amount
from assistant.review.costing import Costing
from assistant.ui.colours import BAR_COLOUR, MISSING_COLOUR, NUMBER_COLOUR
from assistant.ui.plain import plain
from assistant.workspace.drafts import OpenDraft
from assistant.workspace.examination import ClassCount, Examination

_BAR = alt.Step(24)
_ROOM = 1.3
"""How far the scale goes beyond the longest bar, for what is written at its end."""
_NAMES = alt.Axis(labelOverlap=False, labelLimit=200)
"""Every bar has its name, however many there are."""


def show_overview(opened: OpenDraft, examination: Examination) -> None:
    """Coverage, costs, score."""
    _show_classes(examination.classes)
    _show_costs(examination.costing)
    score = examination.review.score
    if score is not None:
        st.markdown(f"**自检得分**　{score.total:g}（{score.grade}）")
        for aspect in score.aspects:
            st.progress(aspect.points / aspect.full if aspect.full else 1.0, text=f"{aspect.aspect} {aspect.points:g}/{aspect.full:g}")
        st.caption(plain(f"{score.note}。"))


def _show_classes(classes: tuple[ClassCount, ...]) -> None:
    st.markdown("**指标覆盖**")
    frame = pd.DataFrame({"二级指标": [entry.level2 for entry in classes], "条数": [entry.rows for entry in classes]})
    frame["说明"] = [f"{entry.rows} 条" if entry.rows else "缺，应补" if entry.missing else "无" for entry in classes]
    frame["状态"] = ["缺" if entry.missing else "有" for entry in classes]
    base = alt.Chart(frame).encode(y=alt.Y("二级指标:N", sort=None, title=None, axis=_NAMES))
    room = alt.Scale(domainMax=max(1, *frame["条数"]) * _ROOM)
    bars = base.mark_bar(color=BAR_COLOUR).encode(x=alt.X("条数:Q", title=None, axis=None, scale=room))
    colour = alt.Color("状态:N", scale=alt.Scale(domain=["有", "缺"], range=[NUMBER_COLOUR, MISSING_COLOUR]), legend=None)
    texts = base.mark_text(align="left", dx=4).encode(x=alt.X("条数:Q", scale=room), text="说明:N", color=colour)
    st.altair_chart((bars + texts).properties(height=_BAR), width="stretch")


def _show_costs(costing: Costing) -> None:
    st.markdown("**成本与预算**")
    if costing.budget is None:
        st.caption("没有填预算金额，无法对照。")
        return
    entries = [("预算", costing.budget), *([("总成本指标", costing.total)] if costing.total is not None else [])]
    entries += [("分项成本合计", costing.sum)] if costing.parts else []
    frame = pd.DataFrame({"项目": [name for name, _ in entries], "金额": [_myriads(amount) for _, amount in entries]})
    frame["说明"] = [format_amount(amount) for _, amount in entries]
    length = alt.X("金额:Q", title=None, axis=None, scale=alt.Scale(domainMax=max(frame["金额"]) * _ROOM))
    base = alt.Chart(frame).encode(y=alt.Y("项目:N", sort=None, title=None, axis=_NAMES), x=length)
    texts = base.mark_text(align="left", dx=4, color=NUMBER_COLOUR).encode(text="说明:N")
    st.altair_chart((base.mark_bar(color=BAR_COLOUR) + texts).properties(height=_BAR), width="stretch")
    for part in costing.parts:
        st.caption(plain(f"{part.words}{'' if part.counted else '（可能已含在别的分项里，未计入合计）'}"))
    if costing.total_over and costing.total is not None:
        st.error(plain(f"总成本指标 {format_amount(costing.total)}，超过预算 {format_amount(costing.budget)}。"))
    if costing.over:
        st.error(plain(f"分项成本合计 {format_amount(costing.sum)}，超过预算 {format_amount(costing.budget)}。"))
    if costing.unknown:
        st.caption(plain(f"算不出合计的成本：{'、'.join(costing.unknown)}（没有能相乘的数量）。"))


def _myriads(amount: Decimal) -> float:
    return float(amount / 10**4)
