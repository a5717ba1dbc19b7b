"""比较: drafts of the same projects from two sides, judged without knowing which is which; and what the judgments come to."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from assistant.batch import BatchRun, list_runs
from assistant.batch.comparing.content import HEADINGS, Shown
from assistant.batch.comparing.costs import costs_of
from assistant.batch.comparing.judging import LONGEST_REASON, Answered, Judge, Judging, judgments_of, keep, named_judge, open_judging
from assistant.batch.comparing.pairs import CHOICE_NAMES, CHOICES, Choice, Duel, open_duels
from assistant.batch.comparing.results import results_of
from assistant.batch.comparing.sheets import about, read_sheet, told_of, write_sheet
from assistant.batch.comparing.sides import Side, batches_of_person, load_sides, stamp_of
from assistant.batch.comparing.telling import cells_of, lines_of
from assistant.errors import AssistantError
from assistant.llm.price import price_of
from assistant.reading import limits_of
from assistant.temporary import as_file, content_of
from assistant.ui.plain import moment, plain
from assistant.ui.session import open_desk, person, signing_in
from assistant.ui.told import attempt, tell

OPEN = "compare"
"""In the address: the runs that are compared."""
_LOADED = "compare-loaded"
_AT, _REASON, _NAME, _STEP = "compare-at", "compare-reason", "compare-judge", "compare-step"


def show_choice() -> None:
    """Which runs to compare."""
    st.markdown(
        "同一批项目用几种提示词或几个模型起草过，就可以比较：每次看两份不写来源的草稿，说哪份好。选一次用了几种提示词的批量任务，或同一份清单的两次。"
    )
    runs = {run.id: run for run in list_runs(open_desk(), person()) if run.drafted}
    chosen = st.multiselect(
        "批量任务", list(runs), format_func=lambda id_: _name(runs[id_]), key="compare-runs", max_selections=2, placeholder="选一次或两次"
    )
    if not runs:
        st.caption("还没有起草好的批量任务。")
    st.button(
        "开始比较", key="compare-open", type="primary", icon=":material/compare:", disabled=not chosen, on_click=_open, args=(chosen,)
    )


def _name(run: BatchRun) -> str:
    return f"{run.title}（{moment(run.created)}，{run.drafted} 份）"


def _open(runs: Sequence[str]) -> None:
    st.query_params[OPEN] = ",".join(runs)
    st.session_state.pop(_AT, None)


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
    if step == "评判":
        _show_judging(open_judging(open_desk().database, duels, judge))
    elif step == "结果":
        _show_results(sides, duels, judge)
    else:
        _show_sheets(duels, judge)


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


def _judge() -> Judge:
    """Who sits at the page; where nobody signs in, whoever they say they are."""
    if signing_in():
        me = person()
        return Judge(me.owner, me.name)
    st.session_state.setdefault(_NAME, person().name)
    return named_judge(st.text_input("评判人", key=_NAME, width=260, help="几个人轮流评时各写各的名字，结果里会算彼此是否一致。"))


def _show_judging(judging: Judging) -> None:
    if not judging.questions:
        st.info("没有可以评判的：两边的草稿都一样，或有一边没有起草出来。", icon=":material/info:")
        return
    done, count = len(judging.answers), len(judging.questions)
    also = f"，另有 {judging.identical} 对两边一样，不必评" if judging.identical else ""
    also += f"，{judging.void} 对评过之后草稿变了，要重评" if judging.void else ""
    st.progress(done / count, text=plain(f"已评 {done} 对，共 {count} 对{also}"))
    if done == count:
        st.success("都评完了，可以看「结果」，也可以翻回去改。", icon=":material/check:")
    at = _place(judging)
    question = judging.questions[at]
    st.markdown(f"**第 {at + 1} 对**　{plain(about(question))}")
    _show_buttons(judging, at)
    left, right = st.columns(2, gap="medium", border=True)
    with left:
        _show_draft("甲", question.left)
    with right:
        _show_draft("乙", question.right)


def _show_buttons(judging: Judging, at: int) -> None:
    """The answers, each with its digit as the key; the arrows turn the pairs."""
    question, answer, chosen = judging.questions[at], judging.answers.get(at), judging.choice(at)
    reason = f"{_REASON}-{question.duel}-{question.pair.project}-{judging.judge.id}"
    st.session_state.setdefault(reason, (answer.reason if answer else None) or "")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for number, choice in enumerate(CHOICES, 1):
            st.button(
                CHOICE_NAMES[choice],
                key=f"compare-{choice}",
                type="primary" if chosen == choice else "secondary",
                shortcut=str(number),
                on_click=attempt,
                args=(_answer, judging, at, choice, reason),
            )
        st.text_input("理由", key=reason, placeholder="理由（可不填），先写再评", label_visibility="collapsed", max_chars=LONGEST_REASON)
        st.button("上一对", key="compare-back", shortcut="Left", disabled=at == 0, on_click=_go, args=(judging, at - 1))
        st.button(
            "下一对", key="compare-on", shortcut="Right", disabled=at + 1 == len(judging.questions), on_click=_go, args=(judging, at + 1)
        )


def _place(judging: Judging) -> int:
    """The pair that is shown: where the judge was, also when others have come in between; else the first that is open."""
    keys = [_key(judging, at) for at in range(len(judging.questions))]
    at = st.session_state.get(_AT)
    if at not in keys:
        at = st.session_state[_AT] = keys[judging.next_open() or 0]
    return keys.index(at)


def _key(judging: Judging, at: int) -> tuple[str, str, str]:
    question = judging.questions[at]
    return judging.judge.id, question.duel, question.pair.project


def _go(judging: Judging, at: int) -> None:
    st.session_state[_AT] = _key(judging, at)


def _answer(judging: Judging, at: int, choice: Choice, reason: str) -> None:
    keep(open_desk().database, judging.judge, [Answered(judging.questions[at], choice, st.session_state.get(reason))])
    left = [place for place in range(len(judging.questions)) if place not in judging.answers and place != at]
    following = next((place for place in left if place > at), left[0] if left else None)
    _go(judging, min(at + 1, len(judging.questions) - 1) if following is None else following)


def _show_draft(name: str, shown: Shown) -> None:
    st.markdown(f"**{name}**")
    for number, goal in enumerate(shown.goals, 1):
        st.markdown(f"{number}\\. {plain(goal)}" if len(shown.goals) > 1 else plain(goal))
    if shown.rows:
        st.table([dict(zip(HEADINGS, map(plain, row), strict=True)) for row in shown.merged_rows], hide_index=True)


def _show_results(sides: Sequence[Side], duels: Sequence[Duel], judge: Judge) -> None:
    results = results_of(duels, *judgments_of(open_desk().database, duels), judge)
    for result in results:
        with st.container(border=True):
            st.markdown(f"**{plain(result.first)}** 对 **{plain(result.second)}**：{plain(result.meaning)}")
            for line in lines_of(result)[1:]:
                st.caption(plain(line.strip()))
    titles = [plain(side.title) for side in sides]
    rows = cells_of([costs_of(side, price_of(open_desk().settings)) for side in sides])
    st.table([{"": name, **dict(zip(titles, cells, strict=True))} for name, cells in rows], hide_index=True)


def _show_sheets(duels: Sequence[Duel], judge: Judge) -> None:
    st.markdown("也可以不在这里评：下载评判表，发给评判的人，填好后收回。表里不写草稿的来源。")
    database = open_desk().database

    def content() -> bytes:
        questions = open_judging(database, duels, judge).questions
        return content_of(".xlsx", lambda path: write_sheet(path, questions))

    if any(duel.asked for duel in duels):
        st.download_button("下载评判表", content, "评判表.xlsx", key="compare-sheet", icon=":material/download:", on_click="ignore")
    file = st.file_uploader("填好的评判表", type=["xlsx"], key="compare-file", max_upload_size=open_desk().settings.read_mb)
    name = st.text_input("是谁评的", key="compare-file-judge", width=260)
    arguments = (duels, file.name, file.getvalue(), name) if file else ()
    st.button("收回", key="compare-take", disabled=not (file and name.strip()), on_click=attempt, args=(_take, *arguments))


def _take(duels: Sequence[Duel], name: str, content: bytes, judge: str) -> None:
    who = named_judge(judge)
    with as_file(name, content) as path:
        found = read_sheet(Path(path), duels, limits_of(open_desk().settings))
    if found.problems:
        tell("error", "\n".join([f"评判表有 {len(found.problems)} 处要改，还没有收：", *found.problems]))
        return
    keep(open_desk().database, who, found.answers)
    tell("success", told_of(found, who.name))
