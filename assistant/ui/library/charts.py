"""How the tables are distributed, as bars with their numbers."""

from collections.abc import Sequence

import altair as alt
import pandas as pd
import streamlit as st

from assistant.exemplars import LibraryDescription
from assistant.exemplars.statistics import UNCLASSED, ClassCount, Count
from assistant.ui.colours import BAR_COLOUR, NUMBER_COLOUR

MOST_BARS = 12
_BAR_HEIGHT = 26
_LONGEST_LABEL = 300
"""Pixels; what is longer ends in an ellipsis, and is whole where the mouse points at it."""


def in_short(counts: Sequence[Count], most: int = MOST_BARS) -> list[Count]:
    """The counts as they are, the tail together where there are more than `most`."""
    if len(counts) <= most:
        return list(counts)
    tail = counts[most - 1 :]
    return [*counts[: most - 1], Count(f"其余 {len(tail)} 个", sum(count.count for count in tail))]


def class_counts(classes: Sequence[ClassCount]) -> list[Count]:
    """Indicators by second-level class, the first level named where the second is missing."""
    return [Count(name_of_class(class_), class_.count) for class_ in classes]


def name_of_class(class_: ClassCount) -> str:
    """What a class is called where it stands alone."""
    if class_.level2 != UNCLASSED or class_.level1 == UNCLASSED:
        return class_.level2
    return f"{class_.level1}（未分二级）"


def bars(counts: Sequence[Count], unit: str) -> alt.LayerChart | alt.FacetChart:
    """A horizontal bar for each count, with its number at its end."""
    frame = pd.DataFrame({"名称": [count.label for count in counts], "数量": [count.count for count in counts]})
    frame["说明"] = [f"{count.count} {unit}" for count in counts]
    most = max((count.count for count in counts), default=0) or 1
    across = alt.X("数量:Q", title=None, axis=None, scale=alt.Scale(domain=[0, most * 1.2]))  # room for the number of the longest bar
    down = alt.Y("名称:N", sort=None, title=None, axis=alt.Axis(labelLimit=_LONGEST_LABEL, ticks=False, domain=False, labelPadding=8))
    base = alt.Chart(frame).encode(x=across, y=down, tooltip=[alt.Tooltip("名称:N"), alt.Tooltip("说明:N", title="数量")])
    numbers = base.mark_text(align="left", dx=6, color=NUMBER_COLOUR, fontSize=13).encode(text="说明:N")
    height = _BAR_HEIGHT * len(counts) + 8
    return alt.layer(base.mark_bar(height=15, color=BAR_COLOUR), numbers).properties(height=height)


def show_charts(described: LibraryDescription) -> None:
    """Indicators by class, tables by place, year and budget, and what is most frequent in a class."""
    if not described.entries:
        st.info("没有符合条件的范例，请放宽条件。")
        return
    left, right = st.columns(2, gap="large")
    with left:
        _show("指标类别", class_counts(described.classes), "条")
        _show_names(described.classes)
    with right:
        _show("地区", in_short(described.places), "张")
        _show("预算年度", list(described.years), "张")
        _show("预算规模", [band for band in described.bands if band.count], "张")


def _show(title: str, counts: Sequence[Count], unit: str) -> None:
    st.subheader(title, anchor=False)
    if counts:
        st.altair_chart(bars(counts, unit), width="stretch", alt=f"{title}：{'，'.join(f'{c.label} {c.count} {unit}' for c in counts)}")


def _show_names(classes: Sequence[ClassCount]) -> None:
    if not classes:
        return
    st.subheader("常见指标", anchor=False)
    titles = {(class_.level1, class_.level2): name_of_class(class_) for class_ in classes}
    if st.session_state.get("library-class") not in titles:
        st.session_state.pop("library-class", None)
    most = max(range(len(classes)), key=lambda at: classes[at].count)
    chosen = st.selectbox(
        "指标类别",
        list(titles),
        most,
        format_func=titles.__getitem__,
        key="library-class",
        persist_state="session",
        label_visibility="collapsed",
    )
    names = next((class_.names for class_ in classes if (class_.level1, class_.level2) == chosen), ())
    st.altair_chart(bars(names, "张"), width="stretch", alt="，".join(f"{name.label} {name.count} 张" for name in names))
    st.caption("按有这项指标的表的张数排列，最多列十项。")
