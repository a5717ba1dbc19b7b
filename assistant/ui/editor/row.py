"""本条: all about the row that is looked at, and what can be done to it."""

import streamlit as st

from assistant.goals import Indicator
from assistant.goals.table import ORIGIN_NAMES
from assistant.ui.editor import redoing
from assistant.ui.editor.findings import show_remark
from assistant.ui.editor.memory import Memory, memory_of, perform, press
from assistant.ui.editor.questions import show_question
from assistant.ui.origin import show_origin
from assistant.ui.plain import plain
from assistant.workspace.drafts import OpenDraft
from assistant.workspace.edits import DropRows, MoveRow, SetLock
from assistant.workspace.examination import Examination
from assistant.workspace.manuscript import Mark

_ORIGIN_TOLD = {
    "source": "读入的原文",
    "exemplar": "与范例同名同值",
    "adapted": "名称来自范例，数值按本项目调整",
    "model": "语言模型起草，数值未经核实",
    "input": "按填报的内容或人工填写",
    "library": "来自指标库的常用指标",
}


def show_row(opened: OpenDraft, examination: Examination, memory: Memory) -> None:
    """The row that was chosen last; the first where none was."""
    manuscript = opened.manuscript
    if not manuscript.marks:
        st.info("表里还没有指标，可在左边新增，或到“补充指标”页看看缺什么。")
        return
    ids = [mark.id for mark in manuscript.marks]
    if memory.row not in ids:  # it is gone: the next one stands in its place
        memory.row = ids[min(memory.place, len(ids) - 1)]
    memory.place = ids.index(memory.row)
    names = {mark.id: f"{place}　{row.level3}" for place, (row, mark) in enumerate(manuscript.rows, 1)}
    key = memory.key_of(f"row-{opened.id}", f"{memory.row} {names}")
    named, place = names.__getitem__, memory.place
    st.selectbox("指标", ids, place, format_func=named, key=key, on_change=_choose, args=(opened.id, key), filter_mode=None)
    row, mark = manuscript.rows[place]
    st.markdown(f"**{plain(row.value or '（未填指标值）')}**　{plain(' / '.join(filter(None, (row.level1, row.level2))))}")
    _show_doing(opened, mark, place)
    if row.status == "to_confirm":
        show_question(opened, memory, row, mark)
    for number, remark in enumerate(examination.of_row(mark.id)):
        show_remark(opened, remark, f"row-{number}")
    redoing.show_redoing(opened, memory, mark)
    _show_source(opened, row, mark)


def _choose(id_: str, key: str) -> None:
    memory_of(id_).row = st.session_state[key]


def _show_doing(opened: OpenDraft, mark: Mark, place: int) -> None:
    last = len(opened.manuscript.marks) - 1
    with st.container(horizontal=True):
        label, icon = ("解除锁定", ":material/lock_open:") if mark.locked else ("锁定", ":material/lock:")
        st.button(label, icon=icon, key=f"lock-{mark.id}", on_click=press, args=(opened.id, [SetLock(row=mark.id, locked=not mark.locked)]))
        ways = (("上移", "up", "upward", -1, place == 0), ("下移", "down", "downward", 1, place == last))
        for name, key, arrow, by, at_end in ways:
            edits = [MoveRow(row=mark.id, by=by)]
            icon = f":material/arrow_{arrow}:"
            st.button(name, icon=icon, key=f"{key}-{mark.id}", disabled=at_end, on_click=press, args=(opened.id, edits))
        st.button("删除", icon=":material/delete:", key=f"drop-{mark.id}", on_click=_drop, args=(opened.id, mark.id))


def _drop(id_: str, row: str) -> None:
    """Take out the row; a second click on the same button finds it gone and takes no other."""
    seen = memory_of(id_).seen
    if seen is not None and any(mark.id == row for mark in seen.manuscript.marks):
        perform(id_, [DropRows(rows=(row,))])


def _show_source(opened: OpenDraft, row: Indicator, mark: Mark) -> None:
    st.markdown(f"**来源**　{ORIGIN_NAMES[row.origin]}：{_ORIGIN_TOLD[row.origin]}{'；之后由人修改过' if mark.edited else ''}")
    if row.description:
        st.caption(plain(row.description))
    for evidence in row.evidence[:5]:
        show_origin(evidence, key=f"{opened.id}-{mark.id}")
