"""重新起草: the whole anew, around what people wrote or locked, as another type of project where the person says so."""

from datetime import date

import streamlit as st

from assistant.ui.editor.memory import memory_of
from assistant.ui.following import follow, show_line
from assistant.ui.plain import plain
from assistant.ui.session import my_drafts, open_desk, person
from assistant.ui.told import attempt, tell
from assistant.workspace.drafting import KIND, Shown, drafted_as, order_again, project_types
from assistant.workspace.drafts import OpenDraft
from assistant.workspace.jobs import Job

_AT_ONCE_SECONDS = 1.0
JUDGED = "自动判断"
"""Stands for no choice of a type."""


def show_redrafting(opened: OpenDraft) -> None:
    """The button, with what it will leave alone."""
    request = opened.manuscript.request
    if request is None:
        return
    drawer = st.popover("重新起草", icon=":material/refresh:", key=f"redrafting-{opened.id}", on_change="rerun")
    if drawer.open:
        with drawer:
            _show_choice(opened, request.project_type or "")


def _show_choice(opened: OpenDraft, chosen: str) -> None:
    kept = sum(mark.kept for mark in opened.manuscript.marks)
    told = f"锁定、修改、确认或采纳过的 {kept} 条指标不动，其余换成新起草的。" if kept else "全部指标换成新起草的。"
    goals = "绩效目标有人改过，保留不动。" if opened.manuscript.goals_edited else "绩效目标随之更新。"
    st.markdown(f"按当前的项目信息重新起草。{told}{goals}可以撤销。")
    names = project_types(open_desk().settings)
    key = memory_of(opened.id).key_of(f"redraft-type-{opened.id}", chosen)
    types = ["", *names]
    st.selectbox(
        "按哪类项目起草",
        types,
        types.index(chosen) if chosen in names else 0,
        format_func=lambda id_: names.get(id_, JUDGED),
        key=key,
        filter_mode=None,
    )
    st.button("开始", key="redraft", type="primary", on_click=attempt, args=(_redraft, opened.id, key))


def _redraft(id_: str, key: str) -> None:
    opened, me, jobs = my_drafts().open(id_), person(), open_desk().jobs
    if opened is not None:
        order = drafted_as(order_again(opened.manuscript, date.today()), st.session_state[key] or None)
        jobs.wait(jobs.start(KIND, me.owner, me.name, order.model_dump(mode="json"), draft_id=id_), me.owner, _AT_ONCE_SECONDS)


def follow_redrafting(draft: str) -> None:
    """How far it is, with a way to stop it, after a reload too; whatever is edited meanwhile stays."""
    me, jobs = person(), open_desk().jobs
    job = jobs.latest(me.owner, draft_id=draft, kind=KIND)
    if job is None or not job.request.get("again"):
        return
    if job.running:
        with st.container(border=True):
            follow(job.id, _show)
    elif not job.taken_up and jobs.take_up(job.id, me.owner):
        _tell_end(job)


def _tell_end(job: Job) -> None:
    if job.state == "done":
        tell("success", "已重新起草，可以撤销。")
    elif job.state != "cancelled":
        tell("error", job.error or "重新起草中断了，原来的内容没有变，请重试。")


def _show(job: Job) -> None:
    shown = Shown.model_validate(job.progress) if job.progress else Shown()
    show_line(job, f"正在重新起草：{plain(shown.text)}已用 {job.seconds:.0f} 秒，已写出 {len(shown.rows)} 条指标")
