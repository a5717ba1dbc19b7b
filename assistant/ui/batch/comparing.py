"""比较: drafts of the same projects from two sides, judged without knowing which is which; and what the judgments come to."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from assistant.batch.comparing.costs import costs_of
from assistant.batch.comparing.judging import Judge, judgments_of, keep, named_judge, open_judging
from assistant.batch.comparing.pairs import Duel, not_asked, open_duels
from assistant.batch.comparing.results import results_of
from assistant.batch.comparing.sheets import read_sheet, told_of, write_sheet
from assistant.batch.comparing.sides import Side, batches_of_person, load_sides, stamp_of
from assistant.batch.comparing.telling import cells_of, lines_of
from assistant.errors import AssistantError
from assistant.llm.price import price_of
from assistant.reading import limits_of
from assistant.temporary import as_file, content_of
from assistant.ui.batch.choosing import OPEN
from assistant.ui.batch.judging import show_judging
from assistant.ui.plain import plain
from assistant.ui.session import open_desk, person, signing_in
from assistant.ui.told import attempt, tell
from assistant.workspace.manuscript import new_id

_LOADED = "compare-loaded"
_NAME, _KEPT_NAME, _STEP = "compare-judge", "compare-judge-kept", "compare-step"


def show_comparison(runs: str) -> None:
    """The comparison of runs, by their ids as they stand in the address."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader("哪份草稿好", anchor=False, width="stretch")
        st.button("返回", key="compare-leave", icon=":material/list:", on_click=_leave)
    try:
        sides, duels = _load(runs.split(","))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            judge = _judge()
            steps = ["评判", "结果", "评判表"]
            step = st.segmented_control("做什么", steps, key=_STEP, default=steps[0], required=True, label_visibility="collapsed")
    except AssistantError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    if step == "结果":
        _show_results(sides, duels, judge)
    elif step == "评判表":
        _show_sheets(duels, judge)
    elif judge is None:
        st.info("先在上面写上评判人的名字，按回车，再开始评。", icon=":material/edit:")
    else:
        show_judging(open_judging(open_desk().database, duels, judge), duels)


def _leave() -> None:
    st.query_params.pop(OPEN, None)


def _load(runs: Sequence[str]) -> tuple[list[Side], list[Duel]]:
    """The sides of runs; they are loaded anew only when something has changed."""
    database = open_desk().database
    ids = batches_of_person(database, person(), runs)
    key = (*ids, stamp_of(database, ids))
    loaded: tuple[object, list[Side], list[Duel]] | None = st.session_state.get(_LOADED)
    if loaded is None or loaded[0] != key:
        with st.spinner("正在读取草稿……"):
            sides = load_sides(database, ids)
            loaded = (key, sides, open_duels(database, sides))
        st.session_state[_LOADED] = loaded
    return loaded[1], loaded[2]


def _judge() -> Judge | None:
    """Who sits at the page; where nobody signs in, whoever they say they are, and None until they do."""
    if signing_in():
        me = person()
        return Judge(me.owner, me.name)
    st.session_state.setdefault(_NAME, st.session_state.get(_KEPT_NAME, ""))
    help_ = "几个人轮流评时各写各的名字，结果里会算彼此是否一致；同一个人每次写同样的名字，才接着上次的评。"
    name = st.text_input("评判人", key=_NAME, width=260, placeholder="您的姓名", help=help_)
    st.session_state[_KEPT_NAME] = name
    return named_judge(name) if name.strip() else None


def _show_results(sides: Sequence[Side], duels: Sequence[Duel], judge: Judge | None) -> None:
    results = results_of(duels, *judgments_of(open_desk().database, duels), judge)
    for result in results:
        with st.container(border=True):
            st.markdown(f"**{plain(result.first)}** 对 **{plain(result.second)}**：{plain(result.meaning)}")
            st.caption("  \n".join(plain(line.strip()) for line in lines_of(result)[1:]))
    titles = [plain(side.title) for side in sides]
    rows = cells_of([costs_of(side, price_of(open_desk().settings)) for side in sides])
    st.table([{"": name, **dict(zip(titles, cells, strict=True))} for name, cells in rows], hide_index=True)


def _show_sheets(duels: Sequence[Duel], judge: Judge | None) -> None:
    st.markdown("也可以不在这里评：下载评判表，发给评判的人，填好后收回。表里不写草稿的来源。")
    database = open_desk().database

    def content() -> bytes:
        # who will judge need not be known yet: each file has an order of its own then
        questions = open_judging(database, duels, judge or Judge(f"/{new_id()}", "")).questions
        return content_of(".xlsx", lambda path: write_sheet(path, questions, not_asked(duels)))

    if any(duel.asked for duel in duels):
        st.download_button("下载评判表", content, "评判表.xlsx", key="compare-sheet", icon=":material/download:", on_click="ignore")
    file = st.file_uploader("填好的评判表", type=["xlsx"], key="compare-file", max_upload_size=open_desk().settings.read_mb)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input("这份表是谁评的", key="compare-file-judge", width=260, placeholder="评判人的姓名")
        arguments = (duels, file.name, file.getvalue(), name) if file else ()
        st.button("收回评判", key="compare-take", disabled=not (file and name.strip()), on_click=attempt, args=(_take, *arguments))


def _take(duels: Sequence[Duel], name: str, content: bytes, judge: str) -> None:
    who = named_judge(judge)
    with as_file(name, content) as path:
        found = read_sheet(Path(path), duels, limits_of(open_desk().settings))
    if found.problems:
        tell("error", "\n".join([f"评判表有 {len(found.problems)} 处要改，还没有收：", *found.problems]))
        return
    keep(open_desk().database, who, found.answers)
    tell("success", told_of(found, who.name))
