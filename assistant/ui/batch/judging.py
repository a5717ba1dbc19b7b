"""评判: pairs of drafts shown without their source, what is said of each, and what this judge has said so far."""

from collections.abc import Sequence

import streamlit as st

from assistant.batch.comparing.content import HEADINGS, Shown
from assistant.batch.comparing.judging import LONGEST_REASON, Answered, Judging, keep
from assistant.batch.comparing.pairs import CHOICE_NAMES, CHOICES, Choice, Duel, not_asked
from assistant.batch.comparing.sheets import about
from assistant.ui.plain import plain
from assistant.ui.session import open_desk
from assistant.ui.told import attempt

_AT, _REASON, _SAID = "compare-at", "compare-reason", "compare-said"
_WHAT_TO_LOOK_AT = (
    "甲、乙是同一个项目的两份草稿，左右随机，不写来源。看目标是否说清做什么、做到什么程度，指标是否具体可衡量、有没有漏掉要紧的、"
    "指标值是否合理；拿去用改动最少的那份就是好的。"
)


def show_judging(judging: Judging, duels: Sequence[Duel]) -> None:
    """The pair that comes next, with the buttons."""
    if not judging.questions:
        st.info(plain(f"没有要评的。{unasked_line(judging, duels)}"), icon=":material/info:")
        return
    st.caption(_WHAT_TO_LOOK_AT)
    done, count = len(judging.answers), len(judging.questions)
    st.progress(done / count, text=plain(f"要评 {count} 对，已评 {done} 对"))
    if told := unasked_line(judging, duels):
        st.caption(plain(told))
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
    _show_said(judging)


def unasked_line(judging: Judging, duels: Sequence[Duel]) -> str:
    """Why there are fewer pairs than projects."""
    told = [*not_asked(duels), *([f"{judging.void} 对评过之后草稿变了，要重评"] if judging.void else [])]
    return f"另外，{'；'.join(told)}。" if told else ""


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


def _show_said(judging: Judging) -> None:
    """What this judge has said so far, and nobody else; a click leads back to the pair."""
    if not judging.answers:
        return
    with st.expander(f"我评过的（{len(judging.answers)}）"):
        st.caption("点一行回到那一对，再选一次就改了。")
        places = sorted(judging.answers)
        st.dataframe(
            [_said(judging, at) for at in places],
            hide_index=True,
            key=_SAID,
            on_select=lambda: _go_back(judging, places),
            selection_mode="single-row",
        )


def _said(judging: Judging, at: int) -> dict[str, str]:
    choice = judging.choice(at)
    request = judging.questions[at].pair.request
    chosen = CHOICE_NAMES[choice] if choice else ""
    return {"第几对": str(at + 1), "项目名称": request.name, "评判": chosen, "理由": judging.answers[at].reason or ""}


def _go_back(judging: Judging, places: Sequence[int]) -> None:
    rows = st.session_state[_SAID].selection.rows
    if rows and rows[0] < len(places):
        _go(judging, places[rows[0]])
