"""A run: how far it is, how to stop it and how to go on."""

import streamlit as st

from assistant.batch import BatchRun, find_run
from assistant.batch.drafts.running import resume, stop
from assistant.errors import AssistantError
from assistant.ui.batch.items import show_items
from assistant.ui.batch.runs import STATES
from assistant.ui.batch.taking import show_files
from assistant.ui.plain import moment, plain
from assistant.ui.session import open_desk, person
from assistant.ui.told import attempt

_EVERY = 1.0
_HOUR = 3600


def show_run(id_: str) -> None:
    """The run of an id, with its items and files."""
    try:
        run = find_run(open_desk(), person(), id_)
    except AssistantError as error:
        st.error(plain(str(error)), icon=":material/error:")
        st.button("返回", key="batch-leave", on_click=leave)
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(plain(run.title), anchor=False, width="stretch")
        st.button("返回清单", key="batch-leave", icon=":material/list:", on_click=leave)
    st.caption(plain(f"{moment(run.created)} 开始，共 {run.total} 份，{'离线起草' if run.offline else '请语言模型起草'}"))
    _show_progress(run)
    if run.drafted or run.counts["failed"]:
        show_files(run)
    show_items(run)


def leave() -> None:
    """Back to the list of runs."""
    st.query_params.pop("run", None)


def _show_progress(run: BatchRun) -> None:
    begun_running = run.running

    @st.fragment(run_every=_EVERY if begun_running else None)
    def watch() -> None:
        now = find_run(open_desk(), person(), run.id)
        if now.running != begun_running:
            st.rerun()
        ended = now.total - now.counts["waiting"]
        st.progress(ended / now.total if now.total else 1.0, text=plain(progress_line(now)))
        if now.running:
            _show_running(now)
        else:
            _show_ended(now)

    watch()


def progress_line(run: BatchRun) -> str:
    """How far a run is, in a line."""
    told = [f"{STATES[run.state]}：已起草 {run.drafted} 份", f"还有 {run.counts['waiting']} 份"]
    told += [f"失败 {run.counts['failed']} 份"] if run.counts["failed"] else []
    told += [f"改用离线 {run.counts['fallback']} 份"] if run.counts["fallback"] else []
    each = run.seconds_each
    if run.running and each is not None:
        told += [f"每份约 {each:.1f} 秒", f"大约还要{duration(each * run.counts['waiting'])}"]
    return "，".join(told)


def duration(seconds: float) -> str:
    """A time as people say it: 40 秒, 12 分钟, 3 小时 5 分钟."""
    if seconds < 60:
        return f" {max(round(seconds), 1)} 秒"
    hours, minutes = divmod(round(seconds / 60), 60)
    return f" {hours} 小时 {minutes} 分钟" if hours else f" {minutes} 分钟"


def _show_running(run: BatchRun) -> None:
    stopping = run.job is not None and st.session_state.get(f"stopping-{run.id}") == run.job.id
    told = "正在停止，已经开始的做完就停。" if stopping else "关掉页面也不影响，起草好的已经保存。"
    if run.state == "waiting" and not stopping:
        told = "前面还有别的批量任务，轮到时自动开始。"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("停止", key="batch-stop", icon=":material/stop:", disabled=stopping, on_click=attempt, args=(_stop, run))
        st.caption(told)


def _stop(run: BatchRun) -> None:
    st.session_state[f"stopping-{run.id}"] = run.job.id if run.job else None
    stop(open_desk(), person(), run.id)


def _show_ended(run: BatchRun) -> None:
    if run.state == "failed" and run.job is not None and run.job.error:
        st.warning(plain(run.job.error), icon=":material/warning:")
    elif run.state == "broken":
        st.warning("上次没有做完就中断了（服务可能重启过）。已起草的都在，点「继续」接着做剩下的。", icon=":material/warning:")
    spent = run.counts["failed"] + run.counts["fallback"]
    with st.container(horizontal=True, vertical_alignment="center"):
        if run.counts["waiting"]:
            label = f"继续，起草剩下的 {run.counts['waiting']} 份"
            st.button(label, key="batch-resume", type="primary", icon=":material/play_arrow:", on_click=attempt, args=(_resume, run, False))
        if spent:
            told = "失败的" if not run.counts["fallback"] else "改用离线的" if not run.counts["failed"] else "失败和改用离线的"
            st.button(f"重做{told} {spent} 份", key="batch-again", icon=":material/refresh:", on_click=attempt, args=(_resume, run, True))


def _resume(run: BatchRun, again: bool) -> None:
    resume(open_desk(), person(), run.id, again=again)
