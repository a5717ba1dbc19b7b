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
    late,
    overview,
    questions,
    reading,
    redoing,
    redrafting,
    row,
    suggesting,
)
from assistant.ui.editor.memory import Memory, memory_of, see, step
from assistant.ui.plain import moment, plain
from assistant.ui.session import my_drafts, open_desk
from assistant.ui.told import show_told
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

    What comes and goes has a container of its own: the browser tells blocks without a key by their places, and would make all
    that stands behind anew, with what is being typed there.

    Raises:
        AssistantError: it cannot be opened.
    """
    with st.container(key=f"editor-{id_}"):
        work = st.container()
        with work:
            redrafting.follow_redrafting(id_)
        there = my_drafts().open(id_)
        assert there is not None
        see(id_, there)
        with work:
            redoing.follow_rewording(id_)
        memory = memory_of(id_)
        opened = memory.seen or there
        _show(opened, open_desk().examine(opened.manuscript), memory)


def _show(opened: OpenDraft, examination: Examination, memory: Memory) -> None:
    _show_head(opened, examination)
    with st.container():
        show_told(standing=True)
        late.show_late(opened.id)
        if opened.manuscript.notice:
            st.info(plain(opened.manuscript.notice), icon=":material/info:")
    left, right = st.columns([0.64, 0.36], gap="medium")
    with right:  # before the grid, which asks for another run as soon as it is drawn: what an edit brings would only come with that
        _show_panel(opened, examination, memory)
    with left:
        head.show_head(opened, memory)
        with st.container():
            goals.show_goals(opened, memory)
        indicators.show_indicators(opened, examination, memory)
        reading.show_reading(opened.manuscript.table)


def _show_head(opened: OpenDraft, examination: Examination) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(plain(opened.title), anchor=False, width="stretch")
        st.button("撤销", icon=":material/undo:", disabled=not opened.can_undo, on_click=_undo, args=(opened.id,))
        st.button("重做", icon=":material/redo:", disabled=not opened.can_redo, on_click=_redo, args=(opened.id,))
        redrafting.show_redrafting(opened)
        history.show_history(opened)
        st.button("返回列表", icon=":material/list:", on_click=leave, key="leave")
    points = open_points(opened.manuscript)
    score = examination.review.score
    told = [
        f"已保存 {moment(opened.at)}（{opened.action}）",
        f"错误 {examination.count('error')}，警告 {examination.count('warning')}",
        f"待确认 {points}",
        *([f"自检得分 {score.total:g}（{score.grade}{'，未计待确认的' if points else ''}）"] if score else []),
    ]
    st.caption(plain("　·　".join(told)))


def leave() -> None:
    """Back to the list of drafts."""
    st.query_params.pop("draft", None)


def _undo(id_: str) -> None:
    step(id_, lambda stamp: my_drafts().undo(id_, stamp))


def _redo(id_: str) -> None:
    step(id_, lambda stamp: my_drafts().redo(id_, stamp))


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
