"""What comes of a run, to take away: the workbook of results, and Word files in a form."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from assistant.batch import BatchRun, collect, evidence_teller, made_of, write_results
from assistant.batch.drafts import packing
from assistant.temporary import content_of
from assistant.ui.plain import plain
from assistant.ui.session import open_desk, person
from assistant.ui.told import attempt
from assistant.workspace.exporting import project_forms
from assistant.workspace.jobs import Job

_EVERY = 1.0


def show_files(run: BatchRun) -> None:
    """The workbook at once; the Word files when they are written."""
    with st.container(border=True):
        left, right = st.columns([0.4, 0.6], gap="large")
        with left:
            _show_workbook(run)
        with right:
            _show_packing(run)


def _show_workbook(run: BatchRun) -> None:
    st.markdown("**全部项目一个 Excel**")
    st.download_button(
        "下载结果工作簿",
        _workbook(run.id),
        f"{Path(run.title).stem} 结果.xlsx",
        key="batch-workbook",
        icon=":material/download:",
        on_click="ignore",
        width="stretch",
    )
    st.caption("所有项目都在内，没有起草的写明原因；按草稿现在的内容（含修改）写出，份数多时要等十几秒。")


def _workbook(id_: str) -> Callable[[], bytes]:
    """Writes it when it is asked for; the session is not there then."""
    desk, me = open_desk(), person()

    def write(path: Path) -> None:
        write_results(path, collect(desk, me, id_), evidence_teller(desk.context().index), made_of(desk, me, id_))

    return lambda: content_of(".xlsx", write)


def _show_packing(run: BatchRun) -> None:
    st.markdown("**每个项目一份 Word**")
    forms = project_forms(open_desk().settings)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        form = st.selectbox(
            "表式", list(forms), format_func=forms.__getitem__, key="batch-form", filter_mode=None, label_visibility="collapsed"
        )
        job = _job(run)
        busy = job is not None and job.running
        st.button(
            "生成压缩包",
            key="batch-pack",
            icon=":material/folder_zip:",
            disabled=busy or not run.drafted,
            on_click=attempt,
            args=(_pack, run, form),
        )

    @st.fragment(run_every=_EVERY if busy else None)
    def follow() -> None:
        now = _job(run)
        if now is not None and now.running != busy:
            st.rerun()
        if now is not None:
            _show_job(now, run, forms)

    follow()


def _job(run: BatchRun) -> Job | None:
    """The newest archive of this run, where it is the newest of all."""
    me = person()
    job = open_desk().jobs.latest(me.owner, kind=packing.KIND)
    return job if job is not None and job.request["batch"] == run.id else None


def _pack(run: BatchRun, form: str) -> None:
    packing.start_packing(open_desk(), person(), run.id, form)


def _show_job(job: Job, run: BatchRun, forms: dict[str, str]) -> None:
    form = forms.get(str(job.request["form"]), "")
    if job.running:
        total = int(job.progress.get("total", run.drafted)) or 1
        written = int(job.progress.get("written", 0))
        st.progress(min(written / total, 1.0), text=f"正在生成 {written}/{total}")
        st.button("停止", key="batch-pack-stop", on_click=attempt, args=(open_desk().jobs.cancel, job.id, person().owner))
        return
    path = packing.packed(open_desk().settings, job)
    if path is not None and job.result is not None:
        failed = f"，{job.result['failed']} 份没有写成，压缩包里写有原因" if job.result["failed"] else ""
        st.download_button(
            "下载 Word 压缩包",
            path.read_bytes,
            f"{Path(run.title).stem} 绩效目标表.zip",
            key="batch-zip",
            icon=":material/download:",
            on_click="ignore",
            type="primary",
        )
        later = "；之后又有新的草稿，重新生成才在内" if job.result["written"] + job.result["failed"] < run.drafted else ""
        st.caption(plain(f"{form}，{job.result['written']} 份{failed}{later}"))
    elif job.state == "failed" and job.error:
        st.error(plain(job.error), icon=":material/error:")
    elif job.state in ("cancelled", "broken"):
        st.caption("上次没有做完，可以重新生成。")
