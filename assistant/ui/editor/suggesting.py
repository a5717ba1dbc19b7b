"""推荐: what the table lacks, with why and who has it, to be taken over with one click."""

from dataclasses import dataclass

import streamlit as st

from assistant.suggesting import PRIORITY_NAMES, Suggestion
from assistant.ui.editor.memory import Memory, memory_of, press
from assistant.ui.following import follow, show_line
from assistant.ui.origin import show_origin
from assistant.ui.plain import plain
from assistant.ui.session import open_desk, person
from assistant.workspace.drafts import OpenDraft
from assistant.workspace.edits import TakeOver
from assistant.workspace.jobs import Job
from assistant.workspace.suggestions import KIND, read_suggestions

_AT_ONCE_SECONDS = 0.6
"""What the computed suggestions mostly take; whatever takes longer is waited for in view."""
_MOST_EXAMPLES = 3


@dataclass(frozen=True)
class Found:
    """What was found for a state of the draft."""

    stamp: int
    suggestions: tuple[Suggestion, ...]
    notice: str | None


def show_suggestions(opened: OpenDraft, memory: Memory) -> None:
    """What is found for the state that is shown; with a model, only when asked, since it costs time and money."""
    found = memory.offered.get(KIND)
    found = found if isinstance(found, Found) else None
    fresh = found is not None and found.stamp == opened.stamp
    with_model = open_desk().settings.model is not None
    if not fresh and not with_model and KIND not in memory.jobs:
        found = _look(opened.id, opened.stamp)
    if KIND in memory.jobs:
        follow(memory.jobs[KIND], lambda job: show_line(job, f"正在查找……已用 {job.seconds:.0f} 秒"), lambda job: _settle(opened.id, job))
        return
    if not fresh and with_model:
        label = "查找缺少的指标" if found is None else "按最新内容重新查找"
        st.button(label, key="look-for", on_click=_ask, args=(opened.id, opened.stamp), type="primary")
    if found is None:
        return
    if found.notice:
        st.info(plain(found.notice))
    left = [suggestion for suggestion in found.suggestions if not _is_there(suggestion, opened)]
    if not left:
        st.success("没有要补充的指标。", icon=":material/check:")
    for place, suggestion in enumerate(left):
        _show(opened, suggestion, place)


def _is_there(suggestion: Suggestion, opened: OpenDraft) -> bool:
    return any(row.level3 == suggestion.level3 for row in opened.manuscript.table.indicators)


def _ask(id_: str, stamp: int) -> None:
    _look(id_, stamp)


def _look(id_: str, stamp: int) -> Found | None:
    me, jobs, memory = person(), open_desk().jobs, memory_of(id_)
    memory.jobs[KIND] = jobs.start(KIND, me.owner, me.name, {"stamp": stamp}, draft_id=id_)
    return _settle(id_, jobs.wait(memory.jobs[KIND], me.owner, _AT_ONCE_SECONDS))


def _settle(id_: str, job: Job) -> Found | None:
    memory = memory_of(id_)
    if job.running:
        return None
    memory.jobs.pop(KIND, None)
    if job.state == "done" and job.result is not None:
        found = Found(int(job.request["stamp"]), tuple(read_suggestions(job.result)), job.result["notice"])
        memory.offered[KIND] = found
        return found
    if job.state != "cancelled":
        memory.complaint = job.error or "查找中断了，请重试。"
    return None


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
