"""The drafts of whoever sits at the page."""

from collections.abc import Sequence

import streamlit as st

from assistant.ui.plain import moment, plain
from assistant.ui.session import my_drafts
from assistant.ui.told import attempt, show_told, tell
from assistant.workspace.drafts import Listed

_SHOWN = 8
"""Drafts of a page; a list of projects adds hundreds."""


def show_drafts() -> None:
    """Their drafts, last changed first, and those thrown away where asked."""
    show_told()
    drafts = my_drafts()
    found = drafts.listed()
    st.subheader(f"我的草稿（{len(found)}）", anchor=False)
    if not found:
        st.caption("还没有草稿。起草后会保存在这里，关掉页面也不会丢。")
    wanted = ""
    if len(found) > _SHOWN:
        wanted = st.text_input("查找", key="draft-search", placeholder="按项目名称查找", label_visibility="collapsed")
    shown = st.container()
    page = _page([entry for entry in found if wanted.strip() in entry.title], "draft-page")
    with shown:
        for entry in page:
            _show(entry)
    removed = drafts.listed(removed=True)
    if removed:
        _show_bin(removed)


def _page(entries: Sequence[Listed], key: str) -> Sequence[Listed]:
    """Those of the page that is turned to, above what turns it."""
    pages = -(-len(entries) // _SHOWN)
    page = st.pagination(pages, key=f"{key}-{pages}") if pages > 1 else 1
    return entries[(page - 1) * _SHOWN : page * _SHOWN]


def _show(entry: Listed) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        state = "" if entry.ready else "（未完成）"
        st.markdown(f"**{plain(entry.title)}**{state}  \n:small[:gray[{plain(moment(entry.changed))}]]", width="stretch")
        copy, remove = (_copy, entry), (_remove, entry)
        with st.container(horizontal=True, width="content", gap="xsmall"):  # they stay beside each other, however long the title is
            st.button("打开", key=f"open-{entry.id}", on_click=open_draft, args=(entry.id,))
            if entry.ready:
                st.button("", key=f"copy-{entry.id}", icon=":material/content_copy:", help="复制一份", on_click=attempt, args=copy)
            st.button("", key=f"remove-{entry.id}", icon=":material/delete:", help="移到回收站", on_click=attempt, args=remove)


def _copy(entry: Listed) -> None:
    """Make a copy, and say what it is called."""
    drafts = my_drafts()
    copied = drafts.open(drafts.copy(entry.id))
    if copied is not None:
        tell("success", f"已复制为「{copied.title}」，在草稿列表最前面。")


def _remove(entry: Listed) -> None:
    my_drafts().remove(entry.id)
    tell("success", f"「{entry.title}」已移到回收站，要找回，请展开草稿列表下面的「回收站」，点「恢复」。")


def _show_bin(removed: Sequence[Listed]) -> None:
    with st.expander(f"回收站（{len(removed)}）"):
        shown = st.container()
        page = _page(removed, "bin-page")
        with shown:
            for entry in page:
                with st.container(horizontal=True, vertical_alignment="center"):
                    st.markdown(plain(entry.title), width="stretch")
                    st.button("恢复", key=f"back-{entry.id}", on_click=attempt, args=(_take_back, entry), type="tertiary")
        with st.popover("清空回收站", icon=":material/delete_forever:"):
            st.markdown(f"这 {len(removed)} 份草稿连同历史版本会永久删除，不能恢复。")
            st.button("永久删除", key="empty-bin", type="primary", on_click=attempt, args=(_empty_bin,))


def _take_back(entry: Listed) -> None:
    my_drafts().take_back(entry.id)
    tell("success", f"「{entry.title}」已恢复到草稿列表。")


def _empty_bin() -> None:
    tell("success", f"已永久删除 {my_drafts().empty_bin()} 份草稿。")


def open_draft(id_: str) -> None:
    """Go to a draft."""
    st.query_params["draft"] = id_
