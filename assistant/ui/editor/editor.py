"""The whole editor of one draft."""

from collections.abc import Callable

import streamlit as st

from assistant.errors import AssistantError
from assistant.ui.editor import (
    exporting,
    findings,
    goals,
    head,
    history,
    indicators,
    overview,
    questions,
    reading,
    redrafting,
    row,
    suggesting,
)
from assistant.ui.editor.memory import Memory, memory_of, perform, see, step
from assistant.ui.plain import moment, plain
from assistant.ui.session import my_drafts, open_desk
from assistant.workspace.drafts import OpenDraft
from assistant.workspace.examination import Examination, open_points

PANELS = ("本条", "待确认", "意见", "推荐", "概览", "导出")


def show_opened(show_start: Callable[[], None]) -> None:
    """The draft that the page's address names, or the page's own start; what goes wrong is told with a way back."""
    id_ = st.query_params.get("draft")
    try:
        if id_ and my_drafts().open(id_) is not None:
            show_editor(id_)
        else:
            show_start()
    except AssistantError as error:
        st.error(plain(str(error)), icon=":material/error:")
        if id_:
            st.button("返回", on_click=leave)


def show_editor(id_: str) -> None:
    """Show a draft that has content, and everything that can be done to it.

    Raises:
        AssistantError: it cannot be opened.
    """
    redrafting.follow_redrafting(id_)
    opened = my_drafts().open(id_)
    assert opened is not None
    see(id_, opened)
    examination = open_desk().examine(opened.manuscript)
    memory = memory_of(id_)
    _show_head(opened, examination)
    _show_messages(id_, memory, opened)
    left, right = st.columns([0.64, 0.36], gap="medium")
    with left:
        head.show_head(opened, memory)
        goals.show_goals(opened, memory)
        indicators.show_indicators(opened, examination, memory)
        reading.show_reading(opened.manuscript.table)
    with right:
        _show_panel(opened, examination, memory)


def _show_head(opened: OpenDraft, examination: Examination) -> None:
    table = opened.manuscript.table
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(plain(table.name), anchor=False, width="stretch")
        st.button("撤销", icon=":material/undo:", disabled=not opened.can_undo, on_click=_undo, args=(opened.id,))
        st.button("重做", icon=":material/redo:", disabled=not opened.can_redo, on_click=_redo, args=(opened.id,))
        redrafting.show_redrafting(opened)
        with st.popover("历史", icon=":material/history:"):
            history.show_history(opened)
        st.button("返回列表", icon=":material/list:", on_click=leave, key="leave")
    points = open_points(opened.manuscript)
    score = examination.review.score
    told = [
        f"已保存 {moment(opened.at)}（{opened.action}）",
        f"错误 {examination.count('error')}，警告 {examination.count('warning')}",
        f"待确认 {points}",
        *([f"自检得分 {score.total:g}（{score.grade}）"] if score else []),
    ]
    st.caption(plain("　·　".join(told)))


def leave() -> None:
    """Back to the list of drafts."""
    st.query_params.pop("draft", None)


def _undo(id_: str) -> None:
    step(id_, lambda stamp: my_drafts().undo(id_, stamp))


def _redo(id_: str) -> None:
    step(id_, lambda stamp: my_drafts().redo(id_, stamp))


def _show_messages(id_: str, memory: Memory, opened: OpenDraft) -> None:
    if memory.complaint:
        st.error(plain(memory.complaint), icon=":material/error:")
        memory.complaint = None
    if memory.refused:
        with st.container(horizontal=True):
            st.button("在最新内容上再做一遍我的修改", on_click=_do_again, args=(id_,), type="primary")
            st.button("把我的修改另存为副本", on_click=_save_apart, args=(id_,))
            st.button("放弃我的修改", on_click=_give_up, args=(id_,))
    if memory.done:
        st.success(plain(memory.done), icon=":material/check:")
        memory.done = None
    if opened.manuscript.notice:
        st.info(plain(opened.manuscript.notice), icon=":material/info:")


def _do_again(id_: str) -> None:
    memory = memory_of(id_)
    opened = my_drafts().open(id_)
    edits, memory.refused = memory.refused, ()
    if opened is not None:
        see(id_, opened)
        perform(id_, edits, done="已在最新内容上重做你的修改。")


def _save_apart(id_: str) -> None:
    memory = memory_of(id_)
    edits, memory.refused = memory.refused, ()
    drafts = my_drafts()
    copy = drafts.copy(id_, memory.refused_on)
    st.query_params["draft"] = copy
    opened = drafts.open(copy)
    if opened is not None:
        see(copy, opened)
        perform(copy, edits, done="你的修改已保存在这份副本里，原来的草稿没有动。")


def _give_up(id_: str) -> None:
    memory = memory_of(id_)
    memory.refused = ()
    memory.turn += 1


def _show_panel(opened: OpenDraft, examination: Examination, memory: Memory) -> None:
    key = f"panel-{opened.id}"
    st.session_state.setdefault(key, PANELS[0])
    counts = {"待确认": open_points(opened.manuscript), "意见": len(examination.remarks)}

    def named(panel: str) -> str:
        return f"{panel} {counts[panel]}" if counts.get(panel) else panel

    chosen = st.segmented_control("工具", PANELS, format_func=named, key=key, label_visibility="collapsed", required=True, width="stretch")
    if chosen == "本条":
        row.show_row(opened, examination, memory)
    elif chosen == "待确认":
        questions.show_questions(opened, memory)
    elif chosen == "意见":
        findings.show_findings(opened, examination, memory)
    elif chosen == "概览":
        overview.show_overview(opened, examination)
    elif chosen == "推荐":
        suggesting.show_suggestions(opened, memory)
    else:
        exporting.show_export(opened)
