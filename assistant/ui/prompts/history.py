"""The versions of a prompt: when, what, and the ways back."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import streamlit as st

from assistant.prompting import StoredPrompt
from assistant.prompting.own import own_folder
from assistant.settings import Settings
from assistant.ui.plain import moment, plain
from assistant.ui.prompts.keeping import remove, save

_ASKED = "prompt-removing"


def version_key(id_: str) -> str:
    """Where the session keeps which version of a prompt is looked at."""
    return f"prompt-version-{id_}"


def path_of(stored: StoredPrompt, settings: Settings) -> Path:
    """The file of a version."""
    return (own_folder(settings) if stored.own else settings.prompts_dir) / f"{stored.name}.md"


def facts_of(stored: StoredPrompt, settings: Settings) -> str:
    """Whose a version is, and since when it is there."""
    if not stored.own:
        return "程序自带"
    try:
        saved = datetime.fromtimestamp(path_of(stored, settings).stat().st_mtime).astimezone()
    except OSError:  # somebody just removed it
        return "自己的"
    return f"自己的，{moment(saved)} 保存"


def show_versions(stored: Sequence[StoredPrompt], seen: StoredPrompt, settings: Settings) -> None:
    """All versions, newest first; the newest is the one in use."""
    st.caption("最新的一版在用。恢复旧版即把它的文字另存为最新一版，中间的版本都还在。")
    for each in reversed(stored):
        with st.container(border=True):
            used = "　:blue[在用]" if each is stored[-1] else ""
            facts = f":small[:gray[{plain(facts_of(each, settings))}]]"
            what = plain(each.prompt.purpose if each.prompt else each.fault or "")
            st.markdown(f"**第 {each.version} 版**{used}　{facts}  \n:small[{what}]")
            with st.container(horizontal=True):
                st.button("查看", key=f"prompt-see-{each.name}", on_click=_see, args=(each,), disabled=each.name == seen.name)
                if each is not stored[-1]:
                    st.button(
                        "恢复为最新", key=f"prompt-restore-{each.name}", on_click=_restore, args=(each,), disabled=each.prompt is None
                    )
                if each.own:
                    st.button("移除", key=f"prompt-remove-{each.name}", on_click=_ask, args=(each.name,))
            if st.session_state.get(_ASKED) == each.name:
                _show_question(each, last=len(stored) == 1)


def _show_question(stored: StoredPrompt, *, last: bool) -> None:
    st.warning(f"移除第 {stored.version} 版？" + ("这是唯一的一版，移除后起草时不能再选它。" if last else "移除后这一版不能再查看和恢复。"))
    with st.container(horizontal=True):
        st.button("确认移除", key=f"prompt-sure-{stored.name}", type="primary", on_click=_remove, args=(stored,))
        st.button("不移除", key=f"prompt-keep-{stored.name}", on_click=_ask, args=(None,))


def _see(stored: StoredPrompt) -> None:
    st.session_state[version_key(stored.id)] = stored.name


def _restore(stored: StoredPrompt) -> None:
    if save(stored.id, stored.text, f"第 {stored.version} 版已恢复为最新一版。"):
        st.session_state.pop(version_key(stored.id), None)


def _ask(name: str | None) -> None:
    st.session_state[_ASKED] = name


def _remove(stored: StoredPrompt) -> None:
    _ask(None)
    if remove(stored.name):
        st.session_state.pop(version_key(stored.id), None)
