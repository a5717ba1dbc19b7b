"""The runs of whoever sits at the page, each with the way back to it."""

import streamlit as st

from assistant.batch import BatchRun, list_runs
from assistant.batch.drafts.runs import SHOWN_RUNS
from assistant.ui.plain import moment, plain
from assistant.ui.session import open_desk, person, signing_in

STATES = {
    "waiting": "排队中",
    "running": "正在起草",
    "finished": "已完成",
    "cancelled": "已停止",
    "failed": "停下了",
    "broken": "中断了",
}
_WIDTHS = [0.36, 0.26, 0.29, 0.09]


def show_runs() -> None:
    """Their newest runs."""
    found = list_runs(open_desk(), person())
    st.subheader("以前的批量任务", anchor=False)
    if not found:
        st.caption("还没有批量任务。开始后会保存在这里，关掉页面也不影响起草。")
        return
    whose = f"{person().name}的任务，别人看不到" if signing_in() else "这台电脑上的任务"
    newest = f"，只列最近 {SHOWN_RUNS} 次" if len(found) == SHOWN_RUNS else ""
    st.caption(plain(f"{whose}{newest}。"))
    with st.container(border=True):
        for run in found:
            _show_run(run)


def _show_run(run: BatchRun) -> None:
    title, ended, means, action = st.columns(_WIDTHS, vertical_alignment="center")
    title.markdown(f"**{plain(run.title)}**  \n:small[:gray[{plain(f'{moment(run.created)}，{run.projects} 个项目')}]]")
    ended.markdown(f"{STATES[run.state]}  \n:small[:gray[{plain(outcome_line(run))}]]")
    means.caption(plain(means_line(run)))
    action.button("打开", key=f"run-{run.id}", on_click=_open, args=(run.id,), width="stretch")


def outcome_line(run: BatchRun) -> str:
    """What came of a run so far: 已起草 28/30 份，失败 2 份."""
    told = [f"已起草 {run.drafted}/{run.total} 份"]
    told += [f"其中改用离线 {run.counts['fallback']} 份"] if run.counts["fallback"] else []
    told += [f"失败 {run.counts['failed']} 份"] if run.counts["failed"] else []
    return "，".join(told)


def means_line(run: BatchRun) -> str:
    """By which prompts and models a run drafts; a model is known when it has drafted something."""
    if run.offline:
        return "离线起草"
    prompts = f"提示词 {'、'.join(run.prompts)}" if run.prompts else ""
    models = f"模型 {'、'.join(run.models)}" if run.models else "语言模型"
    return "，".join(part for part in (models, prompts) if part)


def _open(id_: str) -> None:
    st.query_params["run"] = id_
