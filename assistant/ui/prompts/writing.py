"""The box in which a prompt is written."""

import streamlit as st

from assistant.errors import AssistantError
from assistant.prompting import StoredPrompt, kind_of
from assistant.prompting.variables import DRAFT, WORDING
from assistant.ui.plain import plain
from assistant.ui.prompts.history import version_key
from assistant.ui.prompts.keeping import save_or_say
from assistant.ui.prompts.naming import name_for, use_of
from assistant.ui.prompts.unsaved import Unsaved, faulty_line, unsaved

CHOSEN = "prompt-id"
"""Where the session keeps which prompt is looked at."""


def show_text(stored: StoredPrompt, ids: list[str]) -> None:
    """A version as it stands in its file, and the way to a changed one."""
    label = "从内置提示词开始，写自己的" if not stored.own else "修改，存为新的一版"
    st.button(label, key="prompt-begin", icon=":material/edit:", type="primary", on_click=_begin, args=(stored, ids))
    if stored.fault:
        st.error(plain(stored.fault), icon=":material/error:")
    st.code(stored.text, language=None, line_numbers=True, wrap_lines=True)


def show_writing(id_: str, entry: Unsaved) -> None:
    """The box with what was typed, where it goes, and why it could not be saved."""
    state = "未保存" if entry.changed else "还没有改动"
    st.markdown(f":orange-badge[{state}]　:gray[:small[从 {plain(entry.begun)} 开始]]")
    name_key, text_key = f"prompt-name-{id_}", f"prompt-text-{id_}"
    st.session_state.setdefault(name_key, entry.name)
    st.session_state.setdefault(text_key, entry.text)
    st.text_input(
        "保存为",
        key=name_key,
        on_change=_typed,
        args=(id_,),
        disabled=kind_of(id_) not in (DRAFT, WORDING),  # the others cannot be asked for under other names
        help="小写英文字母、数字和连字符，如 draft-short。",
    )
    st.caption(use_of(entry.name))
    st.text_area("提示词全文", key=text_key, on_change=_typed, args=(id_,), height=620)
    if entry.complaint:
        _show_complaint(entry)
    with st.container(horizontal=True):
        st.button("保存", key="prompt-save", type="primary", icon=":material/save:", on_click=_save, args=(id_,))
        st.button("放弃改动" if entry.changed else "不改了", key="prompt-give-up", on_click=_give_up, args=(id_,))


def _show_complaint(entry: Unsaved) -> None:
    assert entry.complaint is not None
    st.error(plain(entry.complaint), icon=":material/error:")
    found = faulty_line(entry.text, entry.complaint)
    if found:
        st.code(f"{found[0]}　{found[1]}", language=None, wrap_lines=True)


def _begin(stored: StoredPrompt, ids: list[str]) -> None:
    _forget_boxes(stored.id)
    name = stored.id if stored.own else name_for(stored.id, ids)
    unsaved()[stored.id] = Unsaved(stored.name, stored.text, stored.text, name)


def _typed(id_: str) -> None:
    """Note what was typed: the boxes forget it when they are not shown."""
    entry = unsaved().get(id_)
    if entry is not None:
        before = entry.text, entry.name
        entry.text = str(st.session_state.get(f"prompt-text-{id_}", entry.text))
        entry.name = str(st.session_state.get(f"prompt-name-{id_}", entry.name)).strip()
        if (entry.text, entry.name) != before:
            entry.complaint = None  # it spoke of what is no longer there


def _save(id_: str) -> None:
    _typed(id_)
    entry = unsaved()[id_]
    try:
        saved = save_or_say(entry.name, entry.text, "")
    except AssistantError as error:
        entry.complaint = str(error)
        return
    del unsaved()[id_]
    _forget_boxes(id_)
    st.session_state[CHOSEN] = saved.id
    st.session_state.pop(version_key(saved.id), None)


def _give_up(id_: str) -> None:
    unsaved().pop(id_, None)
    _forget_boxes(id_)


def _forget_boxes(id_: str) -> None:
    for key in (f"prompt-name-{id_}", f"prompt-text-{id_}"):
        st.session_state.pop(key, None)
