"""换一个 and 改写: other rows for one, offered with what they say before they stand."""

import streamlit as st

from assistant.errors import AssistantError
from assistant.goals import Indicator
from assistant.suggesting import Suggestion
from assistant.suggesting.alternatives import alternatives
from assistant.ui.editor.memory import Memory, memory_of, perform
from assistant.ui.following import follow, show_line
from assistant.ui.plain import plain
from assistant.ui.session import my_drafts, open_desk, person
from assistant.workspace.drafts import OpenDraft
from assistant.workspace.edits import Exchange
from assistant.workspace.jobs import Job
from assistant.workspace.manuscript import Mark
from assistant.workspace.rewording import KIND as REWORDING

_AT_ONCE_SECONDS = 0.4


def show_redoing(opened: OpenDraft, memory: Memory, mark: Mark, row: Indicator, place: int) -> None:
    """What may be done to the row anew; nothing where it is locked."""
    if mark.locked:
        st.caption("这一条已锁定，重新起草、换一个和改写都不会动它。")
        return
    offered = memory.offered.get(f"other-{mark.id}")
    st.button("换一个", icon=":material/swap_horiz:", key="exchange", on_click=_offer, args=(opened.id, mark.id))
    if isinstance(offered, list):
        _show_offered(opened, mark, offered)
    key = f"reword-{mark.id}-{memory.turn}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("按一句话改写", key=key, placeholder="改成按季度完成，不少于40场", width="stretch")
        st.button("改写", key="reword", on_click=_reword, args=(opened.id, mark.id, key))
    if job := memory.jobs.get(REWORDING):
        follow(job, lambda now: show_line(now, f"正在改写……已用 {now.seconds:.0f} 秒"), lambda now: _settle(opened.id, now))


def _offer(id_: str, row: str) -> None:
    """Look for rows that could stand there."""
    opened, memory = my_drafts().open(id_), memory_of(id_)
    if opened is None:
        return
    try:
        manuscript = opened.manuscript
        place = manuscript.place_of(row)
        refused = manuscript.marks[place].refused
        memory.offered[f"other-{row}"] = alternatives(manuscript.table, place, open_desk().context(), refused=refused)
    except AssistantError as error:
        memory.complaint = str(error)


def _show_offered(opened: OpenDraft, mark: Mark, offered: list[Suggestion]) -> None:
    if not offered:
        st.info("范例库和指标库里没有更合适的指标了，可以按一句话改写，或直接在表格里修改。")
    for place, suggestion in enumerate(offered):
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{plain(suggestion.level3)}**　{plain(suggestion.value)}  \n{plain(suggestion.reason)}", width="stretch")
            st.button(
                "换上", key=f"take-{mark.id}-{place}", on_click=_take, args=(opened.id, mark.id, opened.manuscript.row(mark.id), suggestion)
            )


def _take(id_: str, row: str, before: Indicator, suggestion: Suggestion) -> None:
    memory_of(id_).offered.pop(f"other-{row}", None)
    edit = Exchange(row=row, indicator=suggestion.indicator, question=suggestion.question, before=before)
    perform(id_, [edit], done=f"已换成「{suggestion.level3}」，可以撤销。")


def _reword(id_: str, row: str, key: str) -> None:
    instruction, memory, me = st.session_state[key].strip(), memory_of(id_), person()
    if not instruction:
        memory.complaint = "请先写一句要求，例如 改成不少于40场。"
        return
    jobs = open_desk().jobs
    request = {"row": row, "instruction": instruction}
    memory.jobs[REWORDING] = jobs.start(REWORDING, me.owner, me.name, request, draft_id=id_)
    _settle(id_, jobs.wait(memory.jobs[REWORDING], me.owner, _AT_ONCE_SECONDS))


def _settle(id_: str, job: Job) -> None:
    """Put in place what came of a rewording, where it has come to its end."""
    memory = memory_of(id_)
    if job.running:
        return
    memory.jobs.pop(REWORDING, None)
    if job.state == "done" and job.result is not None:
        edit = Exchange.model_validate(job.result["edit"])
        perform(id_, [edit], done=job.result["notice"] or f"已改写为「{edit.indicator.level3} {edit.indicator.value or ''}」，可以撤销。")
    elif job.state != "cancelled":
        memory.complaint = job.error or "这项任务中断了，请重试。"
