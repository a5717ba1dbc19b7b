"""Edits that somebody else was faster than: what they are, and the three ways on."""

import streamlit as st

from assistant.ui.plain import plain
from assistant.ui.session import my_refusals, open_desk
from assistant.ui.told import attempt, tell
from assistant.workspace.refusals import Outcome

_SHOWN = 10


def show_late(id_: str) -> None:
    """What waits for a draft, after a reload too; nothing where nothing does."""
    waiting = my_refusals().of(id_)
    if not waiting:
        return
    lines = [f"{entry.words}（{entry.reason}）" if entry.reason else entry.words for entry in waiting[:_SHOWN]]
    lines += [f"另有 {len(waiting) - _SHOWN} 处"] if len(waiting) > _SHOWN else []
    told = "\n".join(f"- {plain(line)}" for line in lines)
    head = f"有 {len(waiting)} 处修改没有保存，因为草稿同时在另一处被修改。下面显示的是最新内容，请选择怎样处理这些修改："
    with st.container(border=True):
        st.markdown(f"{head}\n\n{told}")
        with st.container(horizontal=True):
            again, apart = (id_, False), (id_, True)
            st.button("在最新内容上再做一遍我的修改", on_click=attempt, args=(_do, *again), type="primary")
            st.button("把我的修改另存为副本", on_click=attempt, args=(_do, *apart))
            st.button("放弃我的修改", on_click=attempt, args=(_give_up, id_))


def _do(id_: str, apart: bool) -> None:
    data = open_desk().context().review_data
    outcome: Outcome = my_refusals().save_apart(id_, data) if apart else my_refusals().do_again(id_, data)
    for reason in dict.fromkeys(outcome.reasons):
        tell("error", reason)
    if apart:
        st.query_params["draft"] = outcome.opened.id
    if outcome.done:
        tell("success", "修改已保存在这份副本里，原来的草稿没有动。" if apart else "已在最新内容上重做这些修改。")


def _give_up(id_: str) -> None:
    my_refusals().give_up(id_)
