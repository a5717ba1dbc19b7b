"""重新起草: the whole anew, around what people wrote or locked."""

from datetime import date

import streamlit as st

from assistant.errors import AssistantError
from assistant.ui.editor.memory import memory_of
from assistant.ui.following import follow, show_line
from assistant.ui.plain import plain
from assistant.ui.session import my_drafts, open_desk, person
from assistant.workspace.drafting import KIND, Shown, order_again
from assistant.workspace.drafts import OpenDraft
from assistant.workspace.jobs import Job

_AT_ONCE_SECONDS = 1.0


def show_redrafting(opened: OpenDraft) -> None:
    """The button, with what it will leave alone."""
    request = opened.manuscript.request
    if request is None:
        return
    kept = sum(mark.kept for mark in opened.manuscript.marks)
    with st.popover("重新起草", icon=":material/refresh:"):
        told = f"锁定、修改、确认或采纳过的 {kept} 条指标不动，其余换成新起草的。" if kept else "全部指标换成新起草的。"
        goals = "绩效目标是你改过的，保留不动。" if opened.manuscript.goals_edited else "绩效目标随之更新。"
        st.markdown(f"按当前的项目信息重新起草。{told}{goals}可以撤销。")
        st.button("开始", key="redraft", type="primary", on_click=_redraft, args=(opened.id,))


def _redraft(id_: str) -> None:
    opened, me, memory = my_drafts().open(id_), person(), memory_of(id_)
    if opened is None:
        return
    try:
        order = order_again(opened.manuscript, date.today())
    except AssistantError as error:
        memory.complaint = str(error)
        return
    jobs = open_desk().jobs
    memory.jobs[KIND] = jobs.start(KIND, me.owner, me.name, order.model_dump(mode="json"), draft_id=id_)
    jobs.wait(memory.jobs[KIND], me.owner, _AT_ONCE_SECONDS)


def follow_redrafting(draft: str) -> None:
    """How far it is, with a way to stop it; whatever is edited meanwhile stays."""
    memory, me, jobs = memory_of(draft), person(), open_desk().jobs
    if KIND not in memory.jobs:
        return
    id_ = memory.jobs[KIND]
    job = jobs.find(id_, me.owner)
    if not job.running:
        del memory.jobs[KIND]
        if job.state == "done":
            memory.done = "已重新起草，可以撤销。"
        elif job.state != "cancelled":
            memory.complaint = job.error or "重新起草中断了，原来的内容没有变，请重试。"
        return

    with st.container(border=True):
        follow(id_, _show)


def _show(job: Job) -> None:
    shown = Shown.model_validate(job.progress) if job.progress else Shown()
    show_line(job, f"正在重新起草：{plain(shown.text)}已用 {job.seconds:.0f} 秒，已写出 {len(shown.rows)} 条指标")
