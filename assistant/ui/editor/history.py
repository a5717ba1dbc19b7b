"""历史: every state that was, with a way back, and names for those worth keeping."""

import streamlit as st

from assistant.errors import InputError
from assistant.ui.editor.memory import step
from assistant.ui.plain import moment, plain
from assistant.ui.session import my_drafts
from assistant.ui.told import attempt, tell
from assistant.workspace.drafts import OpenDraft, Revision

_SHOWN = 30


def show_history(opened: OpenDraft) -> None:
    """The newest states behind a button, all of them where asked; read when they are looked at, since hundreds come together."""
    drawer = st.popover("历史", icon=":material/history:", key=f"history-{opened.id}", on_change="rerun")
    if drawer.open:
        with drawer:
            _show_revisions(opened)


def _show_revisions(opened: OpenDraft) -> None:
    key = f"label-{opened.id}-{opened.number}"
    # a form: outside of one the first click only ends the typing
    with st.form(f"keep-{opened.id}", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("给当前版本起个名字", key=key, placeholder="送审稿", width="stretch")
        st.form_submit_button("存为版本", key="keep-version", on_click=attempt, args=(_label, opened.id, opened.number, key))
    revisions = my_drafts().history(opened.id)
    whole = len(revisions) <= _SHOWN or st.toggle(f"显示全部 {len(revisions)} 个版本", key=f"whole-{opened.id}")
    for revision in revisions if whole else revisions[:_SHOWN]:
        _show(opened, revision)


def _show(opened: OpenDraft, revision: Revision) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        label = f"**{plain(revision.label)}**　" if revision.label else ""
        told = f"第 {revision.number} 版　{moment(revision.at)}　{revision.by}　{revision.action}"
        st.markdown(label + plain(told), width="stretch")
        if revision.current:
            st.caption("当前", width="content")
        else:
            st.button(
                "恢复", key=f"restore-{opened.id}-{revision.number}", on_click=_restore, args=(opened.id, revision.number), type="tertiary"
            )


def _restore(id_: str, number: int) -> None:
    step(id_, lambda stamp: my_drafts().restore(id_, stamp, number))


def _label(id_: str, number: int, key: str) -> None:
    label = str(st.session_state[key]).strip()
    if not label and not any(revision.number == number and revision.label for revision in my_drafts().history(id_)):
        raise InputError("请先给当前版本起个名字，例如 送审稿。")
    my_drafts().label(id_, number, label)
    tell("success", f"当前版本已存为「{label}」。" if label else "已去掉当前版本的名字。")
