"""A small page with every element that the helpers of the browser tests handle."""

import time

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_config_utils import ColumnConfigMappingInput

from assistant.ui.chrome import dress_page

CLASSES = ["数量指标", "质量指标", "时效指标"]


def _frame() -> pd.DataFrame:
    """The base of the grid: what is edited comes back as changes on it, never as a new base; `状态` follows from elsewhere."""
    rows = [
        {"类别": CLASSES[n % 3], "指标": f"指标{n}", "值": f"≥{n}次", "状态": f"第{st.session_state['turn']}轮", "操作": "修改"}
        for n in range(8)
    ]
    return pd.DataFrame(rows)


def _click() -> None:
    st.session_state["clicked"] = st.session_state["click"]["row"]


def _turn() -> None:
    st.session_state["turn"] += 1


@st.fragment(run_every=1.0)
def _ticks() -> None:
    st.session_state["ticks"] = st.session_state.get("ticks", 0) + 1
    st.text(f"走过{st.session_state['ticks']}次")


def _files() -> None:
    uploaded = st.file_uploader("文件", type=["txt", "docx"], key="file")
    if uploaded:
        st.text(f"收到{uploaded.name}：{uploaded.getvalue().decode()}")
    st.download_button("下载", "内容".encode(), "文件.txt", on_click="ignore")


def _grid() -> None:
    columns: ColumnConfigMappingInput = {
        "类别": st.column_config.SelectboxColumn(options=CLASSES, width=120, required=True),
        "指标": st.column_config.TextColumn(width=160),
        "值": st.column_config.TextColumn(width=100),
        "状态": st.column_config.TextColumn(disabled=True, width=100),
        "操作": st.column_config.ButtonColumn(key="click", on_click=_click, width=100),
    }
    edited = st.data_editor(_frame(), key="grid", num_rows="fixed", hide_index=True, column_config=columns)
    st.text("表中：" + "；".join(f"{row['类别']}/{row['指标']}/{row['值']}" for row in edited.to_dict("records")))
    st.text(f"点了第{st.session_state.get('clicked', '无')}行")


def _buttons() -> None:
    st.button("下一轮", on_click=_turn)
    if st.button("慢"):
        time.sleep(2)
        st.text("慢慢好了")


def main() -> None:
    """Show everything."""
    st.set_page_config(page_title="样页", layout="wide")
    dress_page()
    st.session_state.setdefault("turn", 0)
    st.title("样页")
    _grid()
    _files()
    _ticks()
    _buttons()


main()
