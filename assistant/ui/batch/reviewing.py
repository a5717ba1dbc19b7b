"""评审: many finished tables, those first that need a person most; the findings of one at a click."""

import hashlib
from collections.abc import Callable, Sequence

import streamlit as st

from assistant.batch.reviewing import ReviewedFile, by_need, count, report, review_file
from assistant.errors import AssistantError
from assistant.goals import GoalTable
from assistant.reading import ENDINGS
from assistant.reporting import Entry, advice_of, unread_note
from assistant.review.mending import place_in_words
from assistant.ui.plain import plain
from assistant.ui.session import my_drafts, open_desk
from assistant.ui.severity import severity_mark
from assistant.ui.told import attempt
from assistant.workspace.manuscript import from_table

_KEPT = "reviewed-files"
"""What the session knows of each file, so that a click in between loses nothing and nothing is read twice."""
_ROWS = 10


def show_reviewing() -> None:
    """The uploader, the table of tables, the findings of one."""
    st.markdown("放入已经填好的绩效目标表，一次看完：哪几张问题多，问题在哪里。文件只在本机读取。")
    given = st.file_uploader(
        "绩效目标表（可放多个文件）",
        type=ENDINGS,
        key="review-files",
        accept_multiple_files=True,
        max_upload_size=open_desk().settings.read_mb,
    )
    kept: dict[str, ReviewedFile] = st.session_state.setdefault(_KEPT, {})
    _review([(file.name, file.getvalue()) for file in given], kept)
    if not kept:
        return
    _show_unread([*kept.values()])
    entries = by_need([entry for file in kept.values() for entry in file.entries])
    if entries:
        _show_entries(entries)
    st.button("清空", key="review-clear", icon=":material/delete_sweep:", on_click=_clear, disabled=bool(given))
    if given:
        st.caption("要清空，先移除上面的文件。")


def _review(given: Sequence[tuple[str, bytes]], kept: dict[str, ReviewedFile]) -> None:
    new = {key: file for file in given if (key := _key(*file)) not in kept}
    if not new:
        return
    try:
        data = open_desk().context().review_data
    except AssistantError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    told = st.progress(0.0)
    for done, (key, (name, content)) in enumerate(new.items()):
        told.progress(done / len(new), text=plain(f"正在看第 {done + 1} 份，共 {len(new)} 份：{name}"))
        kept[key] = review_file(name, content, open_desk().settings, data)
    told.empty()


def _key(name: str, content: bytes) -> str:
    return f"{hashlib.sha256(content).hexdigest()}{name}"


def _clear() -> None:
    st.session_state[_KEPT] = {}


def _show_unread(files: Sequence[ReviewedFile]) -> None:
    secret = [file for file in files if file.classified]
    if secret:
        names = "、".join(f"{file.name}（{file.classified} 张）" for file in secret)
        total = sum(file.classified for file in secret)
        st.warning(plain(f"有 {total} 张表标有涉密字样，没有检查，也不写进意见：{names}"), icon=":material/lock:")
    failed = [file for file in files if file.fault]
    if failed:
        lines = "\n".join(f"- {plain(file.name)}：{plain(file.fault or '')}" for file in failed)
        st.error(f"有 {len(failed)} 个文件没有读成，其他的照常检查：\n\n{lines}", icon=":material/error:")


def _show_entries(entries: Sequence[Entry]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{len(entries)} 张表，最需要看的在前**　点一行看它的意见", width="stretch")
        for name, ending in (("Word", ".docx"), ("Excel", ".xlsx")):
            st.download_button(
                f"下载审核意见（{name}）",
                _writer(tuple(entries), ending),
                f"审核意见{ending}",
                key=f"review-report{ending}",
                icon=":material/download:",
                on_click="ignore",
            )
    rows = [_cells(entry) for entry in entries]
    height = 38 + 35 * min(len(rows), _ROWS)
    event = st.dataframe(rows, hide_index=True, height=height, on_select="rerun", selection_mode="single-row", key="review-table")
    chosen = event.selection.rows
    _show_findings(entries[chosen[0] if chosen and chosen[0] < len(entries) else 0])


def _cells(entry: Entry) -> dict[str, str | int | float | None]:
    table, score = entry.table, entry.review.score
    return {
        "项目名称": table.name,
        "错误": count(entry, "error"),
        "警告": count(entry, "warning"),
        "提示": count(entry, "info"),
        "自检得分": score.total if score else None,
        "等级": score.grade if score else "",
        "指标": len(table.indicators),
        "单位": table.unit or table.department or "",
        "文件": table.source.file if table.source else "",
    }


def _writer(entries: Sequence[Entry], ending: str) -> Callable[[], bytes]:
    return lambda: report(entries, ending)


def _show_findings(entry: Entry) -> None:
    table = entry.table
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(plain(table.name), anchor=False, width="stretch")
        st.button("打开修改", key="review-edit", icon=":material/edit:", type="primary", on_click=attempt, args=(_edit, table))
    if note := unread_note(table):
        st.caption(plain(note))
    if not entry.review.findings:
        st.success("没有审核意见。", icon=":material/check:")
    for finding in entry.review.findings:
        advice = advice_of(finding)
        with st.container(border=True):
            where = plain(place_in_words(finding, table))
            st.markdown(f"{severity_mark(finding.severity)}　{where}")
            st.markdown(plain(finding.message) + (f"  \n建议改为：**{plain(advice)}**" if advice else ""))


def _edit(table: GoalTable) -> None:
    st.query_params["draft"] = my_drafts().create(from_table(table), "读入")
