"""The grid of indicators as it is shown, with what adds rows to it."""

from typing import TYPE_CHECKING

import streamlit as st

from assistant.ui.editor import grid
from assistant.ui.editor.memory import Memory, memory_of, perform
from assistant.workspace.drafts import OpenDraft
from assistant.workspace.edits import AddRow
from assistant.workspace.examination import Examination
from assistant.workspace.manuscript import Manuscript

if TYPE_CHECKING:
    from streamlit.elements.lib.column_types import ButtonColumnResult, ColumnConfig

_ROW_HEIGHT = 36


def show_indicators(opened: OpenDraft, examination: Examination, memory: Memory) -> None:
    """The grid; every cell that is left is saved and reviewed."""
    extra = _extra_columns(opened)
    with st.container(key="indicators"):
        _show_grid(opened, examination, memory, extra)
    _show_adding(opened, memory)


def _show_grid(opened: OpenDraft, examination: Examination, memory: Memory, extra: list[grid.Column]) -> None:
    manuscript = opened.manuscript
    frame = grid.frame_of(manuscript, examination, extra)
    box = f"grid-{opened.id}"
    key = _key_of(memory, box, manuscript, extra)
    st.data_editor(
        frame,
        key=key,
        hide_index=True,
        num_rows="fixed",
        row_height=_ROW_HEIGHT,
        height=min(_ROW_HEIGHT * (len(frame) + 1) + 3, 900),
        disabled=[grid.NUMBER, grid.REMARKS, grid.ORIGIN],
        column_config=_columns(opened.id, manuscript),
        on_change=_save,
        args=(opened.id, box, key),
        alt="绩效指标表",
    )


def _key_of(memory: Memory, box: str, manuscript: Manuscript, extra: list[grid.Column]) -> str:
    """The key of the grid: another one where it would go on showing what was typed in a cell that says something else by now."""

    def key() -> str:
        return "-".join([memory.key_of(box), *extra])

    shown = grid.edits_of(st.session_state.get(key(), {}), manuscript)
    if any(edit not in memory.boxes[box].refused for edit in shown):
        memory.renew(box)
    return key()


def _extra_columns(opened: OpenDraft) -> list[grid.Column]:
    """The optional columns that hold something, and those that the person asks for."""
    there = grid.optional_columns(opened.manuscript)
    titles = {grid.TITLES[name]: name for name in grid.OPTIONAL}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.markdown(f"**绩效指标**（{len(opened.manuscript.marks)} 条）", width="content")
        chosen = st.pills(
            "更多栏目",
            list(titles),
            default=[grid.TITLES[name] for name in there],
            selection_mode="multi",
            key=f"columns-{opened.id}",
            label_visibility="collapsed",
        )
    return [name for title, name in titles.items() if title in chosen]


def _columns(id_: str, manuscript: Manuscript) -> "dict[str, ColumnConfig | ButtonColumnResult | str | None]":
    texts = st.column_config.TextColumn
    return {
        grid.NUMBER: st.column_config.NumberColumn(width=40),
        grid.TITLES["level2"]: st.column_config.SelectboxColumn(
            options=grid.class_choices(manuscript), required=True, format_func=grid.short_class, width=112
        ),
        grid.TITLES["level3"]: texts(required=True, width=150),
        grid.TITLES["value"]: texts(width=116),
        grid.REMARKS: texts(width=124),
        grid.ORIGIN: texts(width=80),
        grid.LOCKED: st.column_config.CheckboxColumn("锁", width=58, help="锁定的行不会被改动"),
        grid.OPEN: st.column_config.ButtonColumn("", type="tertiary", width=52, key=f"look-{id_}", on_click=_look, args=(id_,)),
    }


def _save(id_: str, box: str, key: str) -> None:
    """Save what was typed into the rows that were seen, whatever became of their order since; what stands already is no edit."""
    memory = memory_of(id_)
    if memory.seen is not None:
        memory.boxes[box].refused = ()
        perform(id_, grid.edits_of(st.session_state[key], memory.seen.manuscript), box=box)


def _look(id_: str) -> None:
    seen, clicked = memory_of(id_).seen, st.session_state[f"look-{id_}"]
    if seen is not None and clicked is not None and clicked["row"] < len(seen.manuscript.marks):
        choose(id_, seen.manuscript.marks[clicked["row"]].id)


def choose(id_: str, row: str) -> None:
    """Look at a row."""
    memory_of(id_).row = row
    st.session_state[f"panel-{id_}"] = "本条"


def _show_adding(opened: OpenDraft, memory: Memory) -> None:
    box = f"add-{opened.id}"
    key = memory.key_of(box)
    adding = st.expander("新增一条指标", icon=":material/add:", key=f"adding-{opened.id}", on_change="rerun")
    if not (adding.open or memory.shows_refused(box)):  # the browser draws with every edit what is there
        return
    with adding, st.form(f"add-{opened.id}", border=False):
        left, middle, right = st.columns([1, 2, 1])
        left.selectbox("二级指标", grid.class_choices(opened.manuscript), key=f"{key}-class")
        middle.text_input("三级指标", key=f"{key}-name", placeholder="培训人数")
        right.text_input("指标值", key=f"{key}-value", placeholder="≥200人")
        st.form_submit_button("新增", on_click=_add, args=(opened.id, box, key))


def _add(id_: str, box: str, key: str) -> None:
    """Add the row; what was typed stays for the person to mend where it is refused."""
    level2, level3, value = (st.session_state[f"{key}-{name}"] for name in ("class", "name", "value"))
    edit = AddRow(level2=level2, level3=level3, value=value)
    if perform(id_, [edit], box=box, done=f"已新增「{level3.strip()}」。"):
        choose(id_, edit.row)
        memory_of(id_).renew(box)
