"""补充指标: an existing draft dropped in or pasted, seen as it was read, and worked on with what it lacks."""

import streamlit as st

from assistant.errors import AssistantError
from assistant.goals import GoalTable
from assistant.reading import ENDINGS
from assistant.ui.editor.editor import show_opened
from assistant.ui.editor.reading import show_reading
from assistant.ui.goal_table import facts_of, show_content
from assistant.ui.plain import plain
from assistant.ui.session import my_drafts, open_desk
from assistant.ui.uploading import read_pasted, read_upload
from assistant.workspace.manuscript import from_table


def show_page() -> None:
    """The uploader, or the editor of the draft that came of it."""
    show_opened(_show_start)


def _show_start() -> None:
    st.header("补充指标", anchor=False)
    st.caption("放入已有的绩效目标表，看看读得对不对、还缺什么；采纳后可直接修改和导出。文件只在本机读取。")
    left, right = st.columns(2, gap="large")
    file = left.file_uploader("放入文件", type=ENDINGS, key="table-file", max_upload_size=open_desk().settings.read_mb)
    text = right.text_area("或者粘贴文字", key="table-text", height=120, placeholder="项目名称：妇女维权经费\n绩效目标：……\n数量指标：……")
    tables: list[GoalTable] = []
    if file is not None:
        tables = read_upload(file.file_id, file.name, file.getvalue())
    elif text.strip():
        tables = read_pasted(text)
    if complaint := st.session_state.pop("table-complaint", None):
        st.error(plain(complaint), icon=":material/error:")
    if tables:
        _show_read(tables)


def _show_read(tables: list[GoalTable]) -> None:
    names = [f"{place}　{table.name}" for place, table in enumerate(tables, 1)]
    place = 0
    if len(tables) > 1:
        place = st.selectbox(f"文件里有 {len(tables)} 张表，选择一张", range(len(tables)), format_func=names.__getitem__)
    table = tables[place]
    if table.classified:
        st.error("这张表标有涉密字样，不读取内容；请按保密规定在涉密设备上编制。", icon=":material/error:")
        return
    st.subheader(plain(table.name), anchor=False)
    st.caption(plain(facts_of(table)))
    st.button("用这张表，查找缺少的指标", type="primary", icon=":material/playlist_add_check:", on_click=_use, args=(table,))
    show_content(table)
    show_reading(table)


def _use(table: GoalTable) -> None:
    try:
        id_ = my_drafts().create(from_table(table), "读入")
    except AssistantError as error:
        st.session_state["table-complaint"] = str(error)
        return
    st.session_state[f"panel-{id_}"] = "推荐"
    st.query_params["draft"] = id_
