"""The runs of whoever sits at the page, each with the way back to it."""

import streamlit as st

from assistant.batch import BatchRun, list_runs
from assistant.ui.plain import moment, plain
from assistant.ui.session import open_desk, person

STATES = {
    "waiting": "排队中",
    "running": "正在起草",
    "finished": "已完成",
    "cancelled": "已停止",
    "failed": "停下了",
    "broken": "中断了",
}


def show_runs() -> None:
    """Their newest runs."""
    found = list_runs(open_desk(), person())
    st.subheader("以前的批量任务", anchor=False)
    if not found:
        st.caption("还没有批量任务。开始后会保存在这里，关掉页面也不影响起草。")
    for run in found:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{plain(run.title)}**  \n:small[:gray[{plain(_about(run))}]]", width="stretch")
            st.button("打开", key=f"run-{run.id}", on_click=_open, args=(run.id,))


def _about(run: BatchRun) -> str:
    failed = f"，失败 {run.counts['failed']}" if run.counts["failed"] else ""
    return f"{moment(run.created)}　{STATES[run.state]}　已起草 {run.drafted}/{run.total}{failed}"


def _open(id_: str) -> None:
    st.query_params["run"] = id_
