"""What people added to the library: correcting it once more, and taking it out."""

import streamlit as st

from assistant.exemplars import OwnSource, own_sources
from assistant.ui.library.pending import correct_again, take_out
from assistant.ui.plain import moment, plain
from assistant.ui.session import open_desk

_ASKED = "library-removing"
ADDING = "加入文件"
"""The part of the page in which tables wait for a person's word."""


def facts_of(source: OwnSource) -> str:
    """What is told of an added source: how much it is, when it came, by whom."""
    if not source.tables:
        return "文件已损坏，读不出来；请移除后重新加入。"
    if source.added is None:
        return f"{source.tables} 张表　直接放进数据文件夹的"
    return f"{source.tables} 张表　{moment(source.added.at)} 由{source.added.by}加入"


def show_own() -> None:
    """The list; a removal is asked for twice."""
    sources = own_sources(open_desk().settings)
    if not sources:
        st.info("还没有自行加入的范例。加入本地区、本部门的表，起草会更贴近自己的项目。")
    for source in sources:
        _show(source)


def _show(source: OwnSource) -> None:
    name = source.source
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{plain(name)}**  \n:small[:gray[{plain(facts_of(source))}]]", width="stretch")
            if source.tables:
                st.button("改正", key=f"library-again-{name}", on_click=_correct, args=(source,))
            st.button("移除", key=f"library-remove-{name}", on_click=_ask, args=(name,))
        if st.session_state.get(_ASKED) == name:
            st.warning(plain(f"移除后，起草和推荐不再参考它的 {source.tables} 张表；已有的草稿不变。"), icon=":material/warning:")
            with st.container(horizontal=True):
                st.button("确认移除", key=f"library-sure-{name}", type="primary", on_click=_remove, args=(source,))
                st.button("不移除", key=f"library-keep-{name}", on_click=_ask, args=(None,))


def _ask(name: str | None) -> None:
    st.session_state[_ASKED] = name


def _correct(source: OwnSource) -> None:
    correct_again(source)
    st.session_state["library-part"] = ADDING  # it is shown with what else waits


def _remove(source: OwnSource) -> None:
    _ask(None)
    take_out(source)
