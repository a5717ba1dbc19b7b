"""推荐: what the table lacks, with why and who has it, to be taken over with one click."""

import logging
from dataclasses import replace

import streamlit as st

from assistant.errors import AssistantError
from assistant.suggesting import PRIORITY_NAMES, Suggestion
from assistant.ui.editor.memory import Memory, memory_of, press
from assistant.ui.following import follow, show_line
from assistant.ui.origin import show_origin
from assistant.ui.plain import plain
from assistant.ui.session import open_desk, person
from assistant.ui.told import attempt
from assistant.workspace.drafts import OpenDraft
from assistant.workspace.edits import TakeOver, holds
from assistant.workspace.jobs import Job
from assistant.workspace.suggestions import KIND, Found, found_by, look

_LOG = logging.getLogger(__name__)
_AT_ONCE_SECONDS = 0.6
"""What is found without asking a model after all mostly takes; whatever takes longer is waited for in view."""
_MOST_EXAMPLES = 3
_DEFECT = "程序出错了，没有找成，详情已记入服务日志；请重试，或把日志交给维护人员。"


def show_suggestions(opened: OpenDraft, memory: Memory) -> None:
    """What is found for the state that is shown; with a model, only when asked, since it costs time and money."""
    with_model = open_desk().settings.model is not None
    if with_model:
        _take_up(opened, memory)
    if KIND in memory.jobs:
        follow(memory.jobs[KIND], lambda job: show_line(job, _line(job)), lambda job: _settle(opened.id, job))
        return
    found = _known(memory)
    if not with_model and (found is None or found.stamp != opened.stamp):
        with st.spinner("正在查找……"):
            memory.offered[KIND] = found = _look(opened)
    if found is not None and found.error:
        st.warning(plain(found.error), icon=":material/warning:")
    _show_button(opened, found, with_model=with_model)
    if found is not None and (found.suggestions or not found.error):
        _show_found(opened, found)


def _known(memory: Memory) -> Found | None:
    found = memory.offered.get(KIND)
    return found if isinstance(found, Found) else None


def _take_up(opened: OpenDraft, memory: Memory) -> None:
    """Follow, or show, what was asked for before the page was loaded anew: nobody pays for it twice."""
    if KIND in memory.jobs or KIND in memory.offered:
        return
    job = open_desk().jobs.latest(person().owner, draft_id=opened.id, kind=KIND)
    if job is not None and job.running:
        memory.jobs[KIND] = job.id
    elif job is not None and job.state == "done" and found_by(job).stamp == opened.stamp:
        memory.offered[KIND] = found_by(job)


def _line(job: Job) -> str:
    return job.queue_notice or f"正在查找……已用 {job.seconds:.0f} 秒"


def _look(opened: OpenDraft) -> Found:
    """What is computed here; what went wrong is remembered too, or each change on the page would try again."""
    try:
        return look(opened, open_desk().context())
    except AssistantError as error:
        return Found(opened.stamp, error=str(error))
    except Exception:
        _LOG.exception("what draft %s lacks cannot be computed", opened.id)
        return Found(opened.stamp, error=_DEFECT)


def _show_button(opened: OpenDraft, found: Found | None, *, with_model: bool) -> None:
    """The way to look for the first time, or again."""
    if not with_model:
        if found is not None and found.error:
            st.button("重试", key="look-again", on_click=_forget, args=(opened.id,))
        return
    if found is None or found.error:
        label = "查找缺少的指标" if found is None else "重新查找"
    elif found.stamp != opened.stamp:
        label = "按最新内容重新查找"
    else:
        return
    st.button(label, key="look-for", on_click=attempt, args=(_ask, opened.id, opened.stamp), type="primary")


def _forget(id_: str) -> None:
    memory_of(id_).offered.pop(KIND, None)


def _ask(id_: str, stamp: int) -> None:
    """Have a model look, beside the page."""
    me, jobs, memory = person(), open_desk().jobs, memory_of(id_)
    running = jobs.latest(me.owner, draft_id=id_, kind=KIND)
    if running is not None and running.running:  # asked for in another window
        memory.jobs[KIND] = running.id
        return
    memory.jobs[KIND] = jobs.start(KIND, me.owner, me.name, {"stamp": stamp}, draft_id=id_)
    _settle(id_, jobs.wait(memory.jobs[KIND], me.owner, _AT_ONCE_SECONDS))


def _settle(id_: str, job: Job) -> None:
    """Remember what came of it; what was found before stays where this found nothing."""
    if job.running:
        return
    memory, found = memory_of(id_), found_by(job)
    before = _known(memory)
    memory.jobs.pop(KIND, None)
    memory.offered[KIND] = replace(before, error=found.error) if before is not None and found.error else found


def _show_found(opened: OpenDraft, found: Found) -> None:
    if found.notice:
        st.info(plain(found.notice))
    left = [suggestion for suggestion in found.suggestions if not holds(opened.manuscript, suggestion)]
    if not left and not found.notice:
        st.success("没有要补充的指标。", icon=":material/check:")
    for place, suggestion in enumerate(left):
        _show(opened, suggestion, place)


def _show(opened: OpenDraft, suggestion: Suggestion, place: int) -> None:
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            title = f"**{plain(suggestion.level3)}**　{plain(suggestion.value)}"
            st.markdown(f"{PRIORITY_NAMES[suggestion.priority]}　{title}", width="stretch")
            done = f"已采纳「{suggestion.level3}」，可以撤销。"
            key = f"adopt-{place}-{suggestion.level3}"
            st.button("采纳", key=key, on_click=press, args=(opened.id, [TakeOver(suggestion=suggestion)], done))
        st.caption(plain(f"{suggestion.level2 or suggestion.level1 or ''}　{suggestion.reason}"))
        if suggestion.caution:
            st.caption(plain(f"注意：{suggestion.caution}"))
        for evidence in suggestion.evidence[:_MOST_EXAMPLES]:
            show_origin(evidence, key=f"suggest-{place}")
