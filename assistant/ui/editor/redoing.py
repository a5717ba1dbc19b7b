"""换一个: other rows for one, offered before they stand. 改写: by a sentence, put in place at once, and told with what stood there."""

import streamlit as st

from assistant.errors import AssistantError, ClassifiedError
from assistant.goals import Indicator
from assistant.suggesting import Suggestion
from assistant.suggesting.alternatives import alternatives
from assistant.ui.editor.memory import Memory, memory_of, perform
from assistant.ui.following import follow, show_line
from assistant.ui.plain import plain
from assistant.ui.session import my_drafts, open_desk, person
from assistant.ui.told import attempt, tell
from assistant.workspace.drafts import OpenDraft
from assistant.workspace.edits import Exchange
from assistant.workspace.jobs import Job
from assistant.workspace.manuscript import Mark
from assistant.workspace.rewording import KIND as REWORDING

_AT_ONCE_SECONDS = 0.4


def show_redoing(opened: OpenDraft, memory: Memory, mark: Mark) -> None:
    """What may be done to the row anew; nothing where it is locked."""
    if mark.locked:
        st.caption("这一条已锁定，重新起草、换一个和改写都不会动它。")
        return
    offered = memory.offered.get(f"other-{mark.id}")
    st.button("换一个", icon=":material/swap_horiz:", key=f"exchange-{mark.id}", on_click=attempt, args=(_offer, opened.id, mark.id))
    if isinstance(offered, list):
        _show_offered(opened, mark, offered)
    box = f"reword-{mark.id}"
    key = memory.key_of(box)
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"rewording-{mark.id}"):
        st.text_input("按一句话改写", key=key, placeholder="改成不少于40场", width="stretch")
        st.button("改写", key=f"do-{box}", on_click=_reword, args=(opened.id, mark.id, box, key))


def _offer(id_: str, row: str) -> None:
    """Look for rows that could stand there."""
    opened = my_drafts().open(id_)
    if opened is not None:
        manuscript = opened.manuscript
        place = manuscript.place_of(row)
        refused = manuscript.marks[place].refused
        memory_of(id_).offered[f"other-{row}"] = alternatives(manuscript.table, place, open_desk().context(), refused=refused)


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


def _reword(id_: str, row: str, box: str, key: str) -> None:
    """Ask for it; the sentence stays for the person to mend where it is refused, and nothing of it where it is marked 涉密."""
    instruction, memory = st.session_state[key].strip(), memory_of(id_)
    if not instruction:
        tell("error", "请先写一句要求，例如 改成不少于40场。")
        return
    try:
        _start(id_, row, instruction)
    except ClassifiedError as error:
        tell("error", str(error))
        memory.renew(box)
    except AssistantError as error:
        tell("error", str(error))
    else:
        memory.renew(box)


def _start(id_: str, row: str, instruction: str) -> None:
    me, jobs = person(), open_desk().jobs
    job = jobs.start(REWORDING, me.owner, me.name, {"row": row, "instruction": instruction}, draft_id=id_)
    jobs.wait(job, me.owner, _AT_ONCE_SECONDS)


def follow_rewording(id_: str) -> None:
    """A rewording that is going on, whoever looks at which row, after a reload too; once it has come to its end, put it in place."""
    me, jobs = person(), open_desk().jobs
    job = jobs.latest(me.owner, draft_id=id_, kind=REWORDING)
    if job is None:
        return
    if job.running:
        with st.container(border=True):
            follow(job.id, lambda now: show_line(now, f"正在改写……已用 {now.seconds:.0f} 秒"))
    elif not job.taken_up and jobs.take_up(job.id, me.owner):
        _settle(id_, job)


def _settle(id_: str, job: Job) -> None:
    """Put in place what came of a rewording, and tell what stood there before."""
    if job.state == "done" and job.result is not None:
        edit = Exchange.model_validate(job.result["edit"])
        perform(id_, [edit], done=f"{job.result['notice'] or ''}{_told(edit)}")
    elif job.state != "cancelled":
        tell("error", job.error or "这项任务中断了，请重试。")


def _told(edit: Exchange) -> str:
    """What stood there, and what stands there now."""
    before = f"「{in_short(edit.before)}」改写为" if edit.before is not None else "改写为"
    return f"已把{before}「{in_short(edit.indicator)}」，可以撤销。"


def in_short(row: Indicator) -> str:
    """Name and value of a row."""
    return f"{row.level3} {row.value or ''}".strip()
