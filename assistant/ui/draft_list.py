"""The drafts of whoever sits at the page."""

import streamlit as st

from assistant.ui.plain import moment, plain
from assistant.ui.session import my_drafts
from assistant.workspace.drafts import Listed

_SHOWN = 8
"""Drafts of a page; a list of projects adds hundreds."""


def show_drafts() -> None:
    """Their drafts, last changed first, and those thrown away where asked."""
    drafts = my_drafts()
    found = drafts.listed()
    st.subheader(f"我的草稿（{len(found)}）", anchor=False)
    if not found:
        st.caption("还没有草稿。起草后会保存在这里，关掉页面也不会丢。")
    wanted = ""
    if len(found) > _SHOWN:
        wanted = st.text_input("查找", key="draft-search", placeholder="按项目名称查找", label_visibility="collapsed")
    matching = [entry for entry in found if wanted.strip() in entry.title]
    pages = max(1, -(-len(matching) // _SHOWN))
    shown = st.container()
    page = st.pagination(pages, key=f"draft-page-{pages}") if pages > 1 else 1
    with shown:
        for entry in matching[(page - 1) * _SHOWN : page * _SHOWN]:
            _show(entry)
    removed = drafts.listed(removed=True)
    if removed:
        with st.expander(f"回收站（{len(removed)}）"):
            for entry in removed:
                with st.container(horizontal=True, vertical_alignment="center"):
                    st.markdown(plain(entry.title), width="stretch")
                    st.button("恢复", key=f"back-{entry.id}", on_click=drafts.take_back, args=(entry.id,), type="tertiary")


def _show(entry: Listed) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        state = "" if entry.ready else "（未完成）"
        st.markdown(f"**{plain(entry.title)}**{state}  \n:small[:gray[{plain(moment(entry.changed))}]]", width="stretch")
        st.button("打开", key=f"open-{entry.id}", on_click=open_draft, args=(entry.id,))
        st.button("", key=f"remove-{entry.id}", icon=":material/delete:", help="移到回收站", on_click=my_drafts().remove, args=(entry.id,))


def open_draft(id_: str) -> None:
    """Go to a draft."""
    st.query_params["draft"] = id_
