"""The form in which a table that was read is corrected."""

import streamlit as st

from assistant.errors import AssistantError
from assistant.goals import GoalTable
from assistant.ui.library.correction import SCOPES, TITLES, Head, class_choices, correct, frame_of, goals_of, head_of
from assistant.ui.library.pending import Pending
from assistant.ui.plain import plain

_GRID_ROW, _MOST_HEIGHT = 36, 560


def show_correcting(number: int, entry: Pending, place: int) -> None:
    """Head, goals and rows in a form: what was typed counts when it is saved, and goes when it is given up."""
    table = entry.tables[place]
    key = f"library-form-{number}-{place}-{entry.turn}"
    with st.form(key, enter_to_submit=False):
        head = _ask_head(table, key)
        goals = {
            scope: st.text_area(f"绩效目标（{SCOPES[scope]}，一段一条）", text, key=f"{key}-{scope}", height=_height_of(text))
            for scope, text in goals_of(table).items()
        }
        first, second = class_choices(table)
        frame = frame_of(table)
        st.markdown("绩效指标　:gray[:small[双击修改，在最下面一行新增，勾选行首后可删除；按“保存”后才生效]]")
        typed = st.data_editor(
            frame,
            key=f"{key}-rows",
            num_rows="dynamic",
            placeholder="",
            hide_index=True,
            width="stretch",
            height=min(_MOST_HEIGHT, _GRID_ROW * (len(frame) + 4) + 4),
            column_config={
                TITLES["level1"]: st.column_config.SelectboxColumn(options=first, width=120),
                TITLES["level2"]: st.column_config.SelectboxColumn(options=second, width=170),
                TITLES["level3"]: st.column_config.TextColumn(width=320),
                TITLES["value"]: st.column_config.TextColumn(width=240),
            },
        )
        with st.container(horizontal=True):
            saved = st.form_submit_button("保存", type="primary", key=f"{key}-save")
            given_up = st.form_submit_button("放弃", key=f"{key}-give-up")
    if given_up:
        _close(entry)
    if saved:
        try:
            entry.tables[place] = correct(table, head, goals, typed)
        except AssistantError as error:
            st.error(plain(str(error)), icon=":material/error:")
            return
        _close(entry)


def _close(entry: Pending) -> None:
    entry.correcting = entry.complaint = None
    entry.turn += 1
    st.rerun()


def _ask_head(table: GoalTable, key: str) -> Head:
    said = head_of(table)
    first, second = st.columns([2, 2]), st.columns([1, 1, 2])
    return Head(
        name=first[0].text_input("项目名称", said.name, key=f"{key}-name"),
        unit=first[1].text_input("单位", said.unit, key=f"{key}-unit"),
        year=second[0].text_input("预算年度", said.year, key=f"{key}-year", placeholder="2025"),
        budget=second[1].text_input(
            "预算", said.budget, key=f"{key}-budget", placeholder="20万元", help="写明万元或元；只写数字按万元算。"
        ),
        purpose=second[2].text_input("资金用途", said.purpose, key=f"{key}-purpose"),
    )


def _height_of(text: str) -> int:
    lines = sum(len(line) // 60 + 1 for line in text.split("\n"))
    return min(300, max(80, 28 * lines + 34))
