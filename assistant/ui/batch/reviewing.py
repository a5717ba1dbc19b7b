"""评审: many finished tables, those first that need a person most and why; what is to be said of one at a click."""

import hashlib
from collections.abc import Callable, Sequence

import streamlit as st

from assistant.batch.reviews.likeness import Pair
from assistant.batch.reviews.need import Ranked, Ranking, rank
from assistant.batch.reviews.reviewing import Bench, ReviewedFile, report
from assistant.errors import AssistantError
from assistant.goals import GoalTable
from assistant.reading import ENDINGS, limits_of
from assistant.reporting import Entry, advice_of, unread_note
from assistant.review.mending import place_in_words
from assistant.suggesting import PRIORITY_NAMES
from assistant.temporary import as_file
from assistant.ui.plain import plain
from assistant.ui.session import my_drafts, open_desk
from assistant.ui.severity import severity_mark
from assistant.ui.told import attempt
from assistant.workspace.manuscript import from_table

_KEPT = "reviewed-files"
"""What the session knows of each file, so that a click in between loses nothing and nothing is read twice."""
_RANKING = "reviewed-ranking"
"""The order of those files, with the keys of the files that it is of."""
_ROWS = 10
_FINDING_WIDTHS = [0.3, 0.7]
Kept = dict[str, ReviewedFile | str]
"""What is known of each file, by its key: why it could not be read, where it could not."""


def show_reviewing() -> None:
    """The uploader, the table of tables, the findings of one."""
    st.markdown("放入已经填好的绩效目标表，一次看完：先看哪几张、为什么，哪几张是互相抄的。文件只在本机读取。")
    given = st.file_uploader(
        "绩效目标表（可放多个文件）",
        type=ENDINGS,
        key="review-files",
        accept_multiple_files=True,
        max_upload_size=open_desk().settings.read_mb,
    )
    kept: Kept = st.session_state.setdefault(_KEPT, {})
    _review([(file.name, file.getvalue()) for file in given], kept)
    if not kept:
        return
    if not given:
        _show_clearing(len(kept))
    _show_unread(kept)
    ranking = _ranking(kept)
    if ranking.ranked:
        _show_ranking(ranking)


def _review(given: Sequence[tuple[str, bytes]], kept: Kept) -> None:
    new = {key: file for file in given if (key := _key(*file)) not in kept}
    if not new:
        return
    try:
        bench = Bench(open_desk().context(), limits_of(open_desk().settings))
    except AssistantError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    told = st.progress(0.0)
    for done, (key, (name, content)) in enumerate(new.items()):
        told.progress(done / len(new), text=plain(f"正在看第 {done + 1} 份，共 {len(new)} 份：{name}"))
        try:
            with as_file(name, content) as path:
                kept[key] = bench.review(path, name)
        except AssistantError as error:
            kept[key] = f"{plain(name)}：{plain(str(error))}"
    told.empty()


def _ranking(kept: Kept) -> Ranking:
    """The tables in their order; put in order again only where there are others, since a click changes nothing."""
    keys, known = tuple(kept), st.session_state.get(_RANKING)
    if known is None or known[0] != keys:
        tables = [table for file in kept.values() if isinstance(file, ReviewedFile) for table in file.tables]
        others = [exemplar.table for exemplar in open_desk().context().index.exemplars]
        known = st.session_state[_RANKING] = keys, rank(tables, others)
    ranking: Ranking = known[1]
    return ranking


def _key(name: str, content: bytes) -> str:
    return f"{hashlib.sha256(content).hexdigest()}{name}"


def _show_clearing(count: int) -> None:
    """What was handed in before is still there, though the uploader has forgotten it."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"刚才看过的 {count} 个文件的意见还在下面；再放文件就加在一起。", width="stretch")
        st.button("清空", key="review-clear", icon=":material/delete_sweep:", on_click=_clear)


def _clear() -> None:
    st.session_state[_KEPT] = {}


def _show_unread(kept: Kept) -> None:
    secret = [file for file in kept.values() if isinstance(file, ReviewedFile) and file.withheld]
    if secret:
        names = "、".join(f"{file.name}（{len(file.withheld)} 张）" for file in secret)
        total = sum(len(file.withheld) for file in secret)
        st.warning(plain(f"有 {total} 张表标有涉密字样，没有检查，也不写进意见：{names}"), icon=":material/lock:")
    failed = [file for file in kept.values() if isinstance(file, str)]
    if failed:
        lines = "\n".join(f"- {told}" for told in failed)
        st.error(f"有 {len(failed)} 个文件没有读成，其他的照常检查：\n\n{lines}", icon=":material/error:")


def _show_ranking(ranking: Ranking) -> None:
    entries = [ranked.table.entry for ranked in ranking.ranked]
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
    rows = [_cells(ranked) for ranked in ranking.ranked]
    height = 38 + 35 * min(len(rows), _ROWS)
    event = st.dataframe(rows, hide_index=True, height=height, on_select="rerun", selection_mode="single-row", key="review-table")
    chosen = event.selection.rows
    shown = ranking.ranked[chosen[0] if chosen and chosen[0] < len(entries) else 0]
    _show_head(shown.table.table)
    _show_near(shown, ranking)
    _show_findings(shown.table.entry)
    _show_missing(shown)


def _cells(ranked: Ranked) -> dict[str, str | int | float | None]:
    reviewed = ranked.table
    table, score = reviewed.table, reviewed.review.score
    return {
        "项目名称": table.name,
        "单位": reviewed.unit or "",
        "文件": table.source.file if table.source else "",
        "先看的原因": ranked.reason,
        "错误": reviewed.count("error"),
        "警告": reviewed.count("warning"),
        "提示": reviewed.count("info"),
        "自检得分": score.total if score else None,
        "等级": score.grade if score else "",
        "缺必设的指标": reviewed.lacks("required"),
        "缺推荐的指标": reviewed.lacks("recommended"),
        "相近的表": len(ranked.near),
        "指标": len(table.indicators),
    }


def _writer(entries: Sequence[Entry], ending: str) -> Callable[[], bytes]:
    return lambda: report(entries, ending)


def _show_head(table: GoalTable) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(plain(table.name), anchor=False, width="stretch")
        st.button("打开修改", key="review-edit", icon=":material/edit:", type="primary", on_click=attempt, args=(_edit, table))
    if note := unread_note(table):
        st.caption(plain(note))


def _show_near(ranked: Ranked, ranking: Ranking) -> None:
    if ranked.near:
        lines = "\n".join(f"- {_pair_line(pair, ranked.at, ranking)}" for pair in ranked.near)
        st.warning(f"与下面的表相近，请核对是不是照抄：\n\n{lines}", icon=":material/content_copy:")


def _pair_line(pair: Pair, at: int, ranking: Ranking) -> str:
    other = ranking.tables[pair.beside(at)]
    whose = f"（{plain(other.unit)}）" if other.unit else ""
    names = "和".join(name for name, same in (("年度", pair.same_year), ("预算", pair.same_budget)) if same is False)
    what = f"{len(pair.rows)} 条指标相同，其中 {pair.values} 条的指标值也相同"
    if pair.identical:
        source = f"（{plain(other.table.source.file)}）" if other.table.source else ""
        return f"{plain(other.table.name)}{source}：完全相同，请核对是不是重复报送"
    return f"{plain(other.table.name)}{whose}：相近 {pair.likeness:.0%}，{what}{f'，{names}不同' if names else ''}"


def _show_findings(entry: Entry) -> None:
    table = entry.table
    if not entry.review.findings:
        st.success("没有审核意见。", icon=":material/check:")
        return
    with st.container(border=True):
        for finding in entry.review.findings:
            advice = advice_of(finding)
            told = plain(finding.message) + (f"  \n建议改为：**{plain(advice)}**" if advice else "")
            where, what = st.columns(_FINDING_WIDTHS)
            where.markdown(f"{severity_mark(finding.severity)}　{plain(place_in_words(finding, table))}")
            what.markdown(told)


def _show_missing(ranked: Ranked) -> None:
    if not ranked.table.missing:
        return
    st.markdown("**可能缺少的指标**")
    st.dataframe(
        [
            {
                "轻重": PRIORITY_NAMES[each.priority],
                "二级指标": each.level2 or "",
                "三级指标": each.level3,
                "指标值": each.value,
                "理由": each.reason,
            }
            for each in ranked.table.missing
        ],
        hide_index=True,
        key="review-missing",
    )


def _edit(table: GoalTable) -> None:
    st.query_params["draft"] = my_drafts().create(from_table(table), "读入")
