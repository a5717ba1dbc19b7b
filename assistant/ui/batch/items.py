"""The items of a run, a page at a time."""

from typing import get_args

import streamlit as st

from assistant.batch import BatchRun, Item, Points, find_run, list_items, points_of
from assistant.batch.drafts.runs import prompts_of
from assistant.database.tables import ItemState
from assistant.ui.plain import plain
from assistant.ui.session import open_desk, person

PAGE = 20
"""Items of a page; a list of thousands weighs no more than one of twenty."""
_EVERY = 3.0
_ALL = "全部"
_STATES: dict[str, ItemState] = {"已起草": "done", "改用离线": "fallback", "失败": "failed", "未起草": "waiting"}
_NAMES = {state: name for name, state in _STATES.items()}
_COLOURS: dict[ItemState, str] = {"done": "green", "fallback": "orange", "failed": "red", "waiting": "gray"}
_WIDTHS = [0.07, 0.36, 0.1, 0.16, 0.21, 0.1]
_POINTS = "batch-points"
"""What the session knows of drafts, so that none is reviewed twice in the same state."""


def show_items(run: BatchRun) -> None:
    """The items in the state that the person chooses, with the way to each draft."""
    several = len(prompts_of(open_desk(), run.id)) > 1

    @st.fragment(run_every=_EVERY if run.running else None)
    def follow() -> None:
        now = find_run(open_desk(), person(), run.id)
        shown = _choose(now)
        states = get_args(ItemState) if shown == _ALL else (_STATES[shown],)
        count = sum(now.counts[state] for state in states)
        start = _turn(run.id, shown, count)
        for item in list_items(open_desk(), person(), run.id, states=states, start=start, most=PAGE):
            _show_item(item, several=several)
        if not count:
            st.caption("没有这样的项目。")

    follow()


def _choose(run: BatchRun) -> str:
    there = [name for name, state in _STATES.items() if run.counts[state]]
    counts = {name: run.counts[_STATES[name]] for name in there} | {_ALL: run.total}
    key = f"items-shown-{run.id}"
    if st.session_state.get(key) not in (None, _ALL, *there):
        st.session_state[key] = _ALL
    st.session_state.setdefault(key, _ALL)
    options = [_ALL, *there]
    st.segmented_control(
        "看哪些", options, key=key, format_func=lambda name: f"{name} {counts[name]}", label_visibility="collapsed", required=True
    )
    return str(st.session_state[key])


def _turn(id_: str, shown: str, count: int) -> int:
    """Where the page begins that is shown, below the buttons that turn it."""
    key = f"items-page-{id_}-{shown}"
    last = max((count - 1) // PAGE, 0)
    page = min(int(st.session_state.get(key, 0)), last)
    if last:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button("上一页", key=f"{key}-back", disabled=page == 0, on_click=_go, args=(key, page - 1))
            st.button("下一页", key=f"{key}-on", disabled=page == last, on_click=_go, args=(key, page + 1))
            st.caption(f"第 {page + 1} 页，共 {last + 1} 页，{count} 份")
    return page * PAGE


def _go(key: str, page: int) -> None:
    st.session_state[key] = page


def _show_item(item: Item, *, several: bool) -> None:
    number, name, state, points, note, action = st.columns(_WIDTHS, vertical_alignment="center")
    number.caption(f"第 {item.line} 行")
    name.markdown(plain(item.name) + (f"  \n:small[:gray[{plain(item.prompt)}]]" if several and item.prompt else ""))
    state.markdown(f":{_COLOURS[item.state]}[{state_of(item)}]")
    found = _points(item)
    if told := points_line(found):
        points.markdown(told)
    if told := note_of(item, edited=found is not None and found.edited):
        note.caption(plain(told))
    # a fragment that is shown anew does not look at the address: the whole page has to
    if found is not None and action.button(_opening(item), key=f"item-{item.number}", width="stretch"):
        st.query_params["draft"] = str(item.draft_id)
        st.rerun()


def state_of(item: Item) -> str:
    """What became of an item; one that is to be done again has a draft of before."""
    return "待重做" if item.state == "waiting" and item.draft_id is not None else _NAMES[item.state]


def _opening(item: Item) -> str:
    return "打开" if item.state in ("done", "fallback") else "旧草稿"


def note_of(item: Item, *, edited: bool) -> str:
    """What else is to be said of an item."""
    told = [item.note or ""]
    if item.removed is not None:
        told.append("草稿已删除，可到起草页的回收站恢复。")
    elif edited:
        told.append("人工改过，重做时改过的内容会保留。" if item.state != "done" else "人工改过。")
    return "".join(told)


def _points(item: Item) -> Points | None:
    """What the draft of an item leaves to a person; None where there is none to be opened."""
    known: dict[str, tuple[int | None, Points | None]] = st.session_state.setdefault(_POINTS, {})
    if item.draft_id is None or item.removed is not None:
        return None
    if item.draft_id not in known or known[item.draft_id][0] != item.stamp:
        known[item.draft_id] = (item.stamp, points_of(open_desk(), person(), item))
    return known[item.draft_id][1]


def points_line(points: Points | None) -> str:
    """What a draft leaves to a person, as Markdown: errors in red."""
    if points is None:
        return ""
    errors = f":red[错误 {points.errors}]" if points.errors else "错误 0"
    return f"{errors}　待确认 {points.open}"
