"""A draft in the making: row by row, with the time it takes and a way to stop it."""

import streamlit as st

from assistant.ui.editor.editor import leave
from assistant.ui.following import follow, show_line
from assistant.ui.plain import plain
from assistant.ui.session import my_drafts, open_desk, person
from assistant.ui.told import attempt, show_told
from assistant.workspace.drafting import KIND, Order, Shown
from assistant.workspace.jobs import Job

_STATES = {"cancelled": "已停止，没有生成草稿。", "broken": "起草中断了（服务可能重启过），可以重新开始。"}


def show_progress(id_: str) -> None:
    """Watch the job of a draft that has no content yet."""
    show_told()
    job = open_desk().jobs.latest(person().owner, draft_id=id_, kind=KIND)
    if job is not None and job.running:
        follow(job.id, _show)
    elif job is not None and job.state == "done" and my_drafts().open(id_) is not None:
        st.rerun()
    else:
        _show_end(id_, job)


def _show(job: Job) -> None:
    order = Order.model_validate(job.request)
    shown = Shown.model_validate(job.progress) if job.progress else Shown()
    st.header(f"正在起草：{plain(order.request.name)}", anchor=False)
    show_line(job, f"{plain(shown.text)}　已用 {job.seconds:.0f} 秒，已写出 {len(shown.rows)} 条指标")
    for number, goal in enumerate(shown.goals, 1):
        st.markdown(f"{number}\\. {plain(goal)}")
    if shown.rows:
        st.table([dict(zip(("二级指标", "三级指标", "指标值"), map(plain, row), strict=True)) for row in shown.rows])


def _show_end(id_: str, job: Job | None) -> None:
    st.warning(plain((job.error if job else None) or _STATES.get(job.state if job else "", "起草没有完成，可以重新开始。")))
    with st.container(horizontal=True):
        if job is not None:
            st.button("重新开始", type="primary", on_click=attempt, args=(_again, id_, job.request))
            st.button("改用离线起草", on_click=attempt, args=(_again, id_, {**job.request, "offline": True}))
        st.button("返回列表", on_click=leave)


def _again(id_: str, request: dict[str, object]) -> None:
    me = person()
    open_desk().jobs.start(KIND, me.owner, me.name, request, draft_id=id_)
