"""待确认: short questions, answered in place; an answer goes into the value and into the goals that state it."""

import streamlit as st

from assistant.goals import Indicator
from assistant.ui.editor.indicators import choose
from assistant.ui.editor.memory import Memory, perform, press
from assistant.ui.plain import plain
from assistant.workspace.drafts import OpenDraft
from assistant.workspace.edits import Answer, Confirm, DropRemark
from assistant.workspace.manuscript import Mark


def show_questions(opened: OpenDraft, memory: Memory) -> None:
    """All that is open: questions of rows, then remarks on the whole."""
    manuscript = opened.manuscript
    waiting = [(row, mark) for row, mark in manuscript.rows if row.status == "to_confirm"]
    if not waiting and not manuscript.remarks:
        st.success("没有待确认的事项。", icon=":material/check:")
    if len(waiting) > 1:
        edits = [Confirm(row=mark.id) for _, mark in waiting]
        st.button(f"{len(waiting)} 条都按暂填值确认", on_click=press, args=(opened.id, edits), kwargs={"done": "已全部确认，可以撤销。"})
    for row, mark in waiting:
        with st.container(border=True, key=f"waiting-{mark.id}"):
            show_question(opened, memory, row, mark, named=True)
    for place, text in enumerate(manuscript.remarks):
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(plain(text), width="stretch")
            st.button("已处理", key=f"remark-{place}-{text}", on_click=press, args=(opened.id, [DropRemark(text=text)]))


def show_question(opened: OpenDraft, memory: Memory, row: Indicator, mark: Mark, *, named: bool = False) -> None:
    """The question of one row, with a place for the answer; `named` where the row is not told beside it."""
    question, example = mark.question or "指标值定为多少？", f"例如 {row.value}" if row.value else "例如 300人"
    box = f"answer-{mark.id}"
    key = memory.key_of(box, question)
    if named:
        with st.container(horizontal=True, vertical_alignment="center"):
            filled = f"暂填「{row.value or ''}」" + (f"（{mark.remark}）" if mark.remark else "")
            st.markdown(f"**{plain(row.level3)}**　{plain(filled)}", width="stretch")
            st.button("查看该条", key=f"look-{key}", on_click=choose, args=(opened.id, mark.id), type="tertiary")
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"asked-{mark.id}"):
        args = (opened.id, mark.id, box, key)
        st.text_input(plain(question), key=key, placeholder=example, on_change=_answer, args=args, width="stretch")
        st.button("确定", key=f"ok-{key}", on_click=_answer, args=args, type="primary")
        st.button("就按暂填值", key=f"keep-{key}", on_click=press, args=(opened.id, [Confirm(row=mark.id)]))


def _answer(id_: str, row: str, box: str, key: str) -> None:
    text = st.session_state.get(key, "")
    if text.strip():  # leaving the box already answers
        perform(id_, [Answer(row=row, text=text)], box=box)
