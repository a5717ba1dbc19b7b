"""范例库: what is indexed and how it is distributed, files to add, and what was added."""

import streamlit as st

from assistant.errors import AssistantError
from assistant.exemplars import describe
from assistant.ui.library.adding import show_adding
from assistant.ui.library.charts import show_charts
from assistant.ui.library.filters import show_filters
from assistant.ui.library.listing import show_list
from assistant.ui.library.own import ADDING, show_own
from assistant.ui.library.pending import waiting
from assistant.ui.plain import plain
from assistant.ui.session import open_desk, signing_in
from assistant.ui.told import show_told

LIST, CHARTS, OWN = "范例", "统计", "自行加入的"


def show_page() -> None:
    """One of the parts of the page."""
    st.header("范例库", anchor=False)
    st.caption(_what_it_is())
    part = st.segmented_control(
        "查看",
        (LIST, CHARTS, ADDING, OWN),
        default=LIST,
        required=True,
        key="library-part",
        persist_state="session",
        label_visibility="collapsed",
    )
    show_told()
    if waiting() and part != ADDING:
        st.caption(f"“{ADDING}”里有 {len(waiting())} 个文件还没有加入范例库。")
    try:
        if part == ADDING:
            show_adding()
        elif part == OWN:
            show_own()
        else:
            _show_contents(str(part))
    except AssistantError as error:
        st.error(plain(str(error)), icon=":material/error:")


def _what_it_is() -> str:
    told = "起草和推荐的依据：这里的每一张绩效目标表都可以查看，也可以加入自己的。文件只在本机读取。"
    if not signing_in():
        return told
    return f"{told}范例库由使用本服务器的所有人共用：加入的范例大家都能看到和用到，谁都可以改正或移除，操作记入审计日志。"


def _show_contents(part: str) -> None:
    index = open_desk().context().index
    described = describe(index, show_filters(describe(index)))
    st.markdown(f"共 **{len(described.entries)}** 张表，**{described.indicators}** 条指标")
    if part == CHARTS:
        show_charts(described)
    else:
        show_list(index, described.entries)
