"""审核意见: each with what would mend it, before and after, and one click to do it."""

import streamlit as st

from assistant.review import RULES
from assistant.review.mending import place_in_words
from assistant.ui.editor.indicators import choose
from assistant.ui.editor.memory import Memory, press
from assistant.ui.plain import plain
from assistant.ui.severity import severity_mark
from assistant.workspace.drafts import OpenDraft
from assistant.workspace.edits import ApplyFix
from assistant.workspace.examination import Examination, Remark

_SHOWN = 12


def show_findings(opened: OpenDraft, examination: Examination, memory: Memory) -> None:
    """The findings, gravest first: as many as are seen to at a time, all of them where asked."""
    if not examination.remarks:
        st.success("没有审核意见。", icon=":material/check:")
    safe = safe_edits(examination)
    if safe:
        st.button(
            f"一次改好 {len(safe)} 处书写问题",
            icon=":material/auto_fix_high:",
            on_click=press,
            args=(opened.id, safe),
            kwargs={"done": f"已改好 {len(safe)} 处书写问题，可以撤销。"},
            help="只改写法（单位、标点、空格、顺序），不改数值和内容。",
        )
    remarks = examination.remarks
    if len(remarks) > _SHOWN and not st.toggle(f"显示全部 {len(remarks)} 条意见", key=f"remarks-{opened.id}"):
        remarks = remarks[:_SHOWN]
    for place, remark in enumerate(remarks):
        show_remark(opened, remark, f"all-{place}", look=True)


def safe_edits(examination: Examination) -> list[ApplyFix]:
    """The fixes that change the writing only; of those for one place the first."""
    chosen: dict[tuple[str | None, str], ApplyFix] = {}
    for remark in examination.remarks:
        if remark.edit is not None and RULES[remark.finding.rule].safe:
            chosen.setdefault((remark.edit.row, remark.edit.field), remark.edit)
    return list(chosen.values())


def show_remark(opened: OpenDraft, remark: Remark, key: str, *, look: bool = False) -> None:
    """One finding; with `look` a way to its row."""
    finding = remark.finding
    with st.container(border=True, key=f"remark-{key}-{opened.id}"):
        where = f"　{plain(place_in_words(finding, opened.manuscript.table))}" if look else ""
        st.markdown(f"{severity_mark(finding.severity)}{where}\n\n{plain(finding.message)}")
        with st.container(horizontal=True):
            if remark.edit is not None:
                st.markdown(f"{plain(remark.before or '（空）')} → **{plain(remark.after or '（空）')}**", width="stretch")
                st.button("应用", key=f"fix-{key}-{opened.id}", on_click=press, args=(opened.id, [remark.edit]))
            if look and remark.row is not None:
                st.button("查看该条", key=f"look-{key}-{opened.id}", on_click=choose, args=(opened.id, remark.row), type="tertiary")
