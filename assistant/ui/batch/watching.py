"""A run: how far it is, how to stop it and how to go on."""

import streamlit as st

from assistant.batch import BatchRun, find_run
from assistant.batch.drafts.running import resume, seconds_held, stop
from assistant.errors import AssistantError
from assistant.ui.batch.costs import choose_limit, spent_line
from assistant.ui.batch.items import show_items
from assistant.ui.batch.runs import STATES, means_line
from assistant.ui.batch.taking import show_files
from assistant.ui.plain import moment, plain
from assistant.ui.session import open_desk, person
from assistant.ui.told import attempt

_EVERY = 1.0
_LONG_SECONDS = 30.0
"""Silence that is worth a word, where drafts do not take as long anyway."""


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
        st.button("返回任务列表", key="batch-leave", icon=":material/list:", on_click=leave)
    st.caption(plain(f"{moment(run.created)} 开始，共 {run.total} 份，{means_line(run)}"))
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
        held = delay(now)
        st.progress(ended / now.total if now.total else 1.0, text=plain(progress_line(now, delayed=held is not None)))
        if cost := spent_line(now):
            st.caption(plain(cost + (f"，上限 {now.limit:,} 个 token" if now.limit else "")))
        if held is not None:
            st.warning(plain(held), icon=":material/hourglass_top:")
        if now.running:
            _show_running(now)
        else:
            _show_ended(now)

    watch()


def delay(run: BatchRun) -> str | None:
    """Why a run that works does not come on; None where it does."""
    if run.state != "running" or run.offline:
        return None
    if (left := seconds_held(open_desk().settings)) >= 1:
        return f"模型服务限制了请求次数，{duration(left).strip()}后自动接着做，不用操作。"
    if run.trouble is not None:
        return f"刚才有一份没有做成，正在试别的：{run.trouble}"
    if run.seconds_silent > max(_LONG_SECONDS, 3 * (run.seconds_each or 0.0)):
        return f"已有{duration(run.seconds_silent)}没有起草好新的一份，可能在等模型服务答复；一直这样，请先停止，到设置页测试连接。"
    return None


def progress_line(run: BatchRun, *, delayed: bool = False) -> str:
    """How far a run is, in a line; how long it is going to take is known while nothing delays it."""
    told = [f"{STATES[run.state]}：已起草 {run.drafted} 份"]
    told += [f"其中改用离线 {run.counts['fallback']} 份"] if run.counts["fallback"] else []
    told += [f"失败 {run.counts['failed']} 份"] if run.counts["failed"] else []
    told += [f"还有 {run.counts['waiting']} 份"] if run.counts["waiting"] else []
    each = run.seconds_each
    if run.state == "running" and each is not None and not delayed:
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
    undone = run.counts["failed"] + run.counts["fallback"]
    limit = run.limit
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if not run.offline and (run.counts["waiting"] or undone):
            limit = choose_limit(f"batch-limit-{run.id}", now=run.limit)
        if run.counts["waiting"]:
            label = f"继续，起草剩下的 {run.counts['waiting']} 份"
            arguments = (_resume, run, False, limit)
            st.button(label, key="batch-resume", type="primary", icon=":material/play_arrow:", on_click=attempt, args=arguments)
        if undone:
            told = "失败的" if not run.counts["fallback"] else "改用离线的" if not run.counts["failed"] else "失败和改用离线的"
            label = f"重做{told} {undone} 份"
            st.button(label, key="batch-again", icon=":material/refresh:", on_click=attempt, args=(_resume, run, True, limit))
    if run.counts["fallback"]:
        st.caption("重做时，您改过或锁定的内容留在原来那份草稿里，其余换成新写的；以前的样子在草稿的「历史」里。")


def _resume(run: BatchRun, again: bool, limit: int | None) -> None:
    resume(open_desk(), person(), run.id, again=again, limit=limit)
