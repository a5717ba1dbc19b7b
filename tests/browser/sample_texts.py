"""A page with what Streamlit says something by itself in: every widget, grid and chart that the product uses."""

import time

import pandas as pd
import streamlit as st

from assistant.ui.chrome import dress_page


@st.dialog("对话")
def _ask() -> None:
    st.text("问题")


def _show() -> None:
    st.text_input("名称", key="name", placeholder="填名称")
    st.text_area("说明", max_chars=100)
    st.selectbox("单选", ["甲", "乙"], index=None, placeholder="请选")
    st.multiselect("多选", ["甲", "乙"], placeholder="请选")
    st.number_input("数", 0, 9, None)
    st.date_input("日期", None)
    st.dataframe(pd.DataFrame({"甲": [1, 2], "乙": ["丙", "丁"]}))
    st.data_editor(pd.DataFrame({"甲": ["一"], "乙": ["丙"]}), key="growing", num_rows="dynamic")
    st.bar_chart(pd.DataFrame({"甲": [1, 2]}))
    st.file_uploader("文件", type=["txt", "docx"])
    st.file_uploader("多个文件", accept_multiple_files=True)
    with st.form("form"):
        st.text_input("表单里的字")
        st.text_area("表单里的话")
        st.form_submit_button("提交")
    st.code("代码")
    st.text("Upload")
    st.json({"甲": 1})
    with st.expander("更多"):
        st.text("内容")
    with st.popover("弹出"):
        st.text("内容")
    st.toast("知道了")
    if st.button("问"):
        _ask()
    if st.button("慢"):
        time.sleep(4)
    if st.button("出错"):
        raise ValueError("坏了")


st.set_page_config(page_title="样页", layout="wide")
dress_page()


def _first() -> None:
    st.title("样页")
    _show()


def _second() -> None:
    st.title("另一页")


st.navigation([st.Page(_first, title="样页", url_path="first", default=True), st.Page(_second, title="另一页", url_path="second")]).run()
