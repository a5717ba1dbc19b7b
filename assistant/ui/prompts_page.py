"""提示词: what a model is told, to be read, copied, changed and tried."""

from collections.abc import Sequence

import streamlit as st

from assistant.errors import AssistantError
from assistant.prompting import VARIABLES, StoredPrompt, kind_of, prompt_ids, versions
from assistant.settings import Settings
from assistant.ui.plain import plain
from assistant.ui.prompts.history import facts_of, show_versions, version_key
from assistant.ui.prompts.naming import title_of
from assistant.ui.prompts.preview import show_preview
from assistant.ui.prompts.unsaved import keep_reachable, unsaved
from assistant.ui.prompts.writing import CHOSEN, show_text, show_writing
from assistant.ui.session import open_desk, signing_in
from assistant.ui.told import show_told

_VARIABLES, _PREVIEW, _VERSIONS = "变量说明", "效果预览", "版本"


def show_page() -> None:
    """The prompt that was chosen: its text on the left, what it is about on the right."""
    settings = open_desk().settings
    st.header("提示词", anchor=False)
    st.caption(_what_they_are(settings))
    show_told()
    try:
        _show_prompt(settings)
    except AssistantError as error:
        st.error(plain(str(error)), icon=":material/error:")


def _what_they_are(settings: Settings) -> str:
    told = (
        "提示词是发给语言模型的要求。内置的可以看、不能改；自己的起草提示词在起草时选用，"
        "以内置名称（如 draft）保存的，则作为这一种的最新一版直接采用。"
    )
    told += "" if settings.model else "现在没有配置语言模型，提示词暂时用不到，可以先写好。"
    return told + ("提示词由使用本服务器的所有人共用，谁都可以修改，操作记入审计日志。" if signing_in() else "")


def _show_prompt(settings: Settings) -> None:
    ids = prompt_ids(settings)
    keep_reachable(ids)
    id_, stored, seen = _choose(ids, settings)
    entry = unsaved().get(id_)
    left, right = st.columns([0.58, 0.42], gap="large")
    with left:
        if entry:
            show_writing(id_, entry)
            with st.expander(f"对照第 {seen.version} 版"):
                st.code(seen.text, language=None, line_numbers=True, wrap_lines=True)
        else:
            show_text(seen, ids)
    with right:
        _show_about(id_, stored, seen, settings)


def _choose(ids: list[str], settings: Settings) -> tuple[str, Sequence[StoredPrompt], StoredPrompt]:
    """Which prompt, and which version of it."""
    if st.session_state.get(CHOSEN) not in ids:
        st.session_state[CHOSEN] = ids[0]  # it was removed, or nothing was chosen yet
    first, second = st.columns([0.58, 0.42], gap="large")
    id_ = first.selectbox("提示词", ids, key=CHOSEN, format_func=title_of, filter_mode=None, persist_state="session")
    stored = versions(settings, id_)
    names, key = [each.name for each in reversed(stored)], version_key(id_)
    if st.session_state.get(key) not in names:
        st.session_state[key] = names[0]
    by_name = {each.name: each for each in stored}
    name = second.selectbox(
        "版本",
        names,
        key=key,
        format_func=lambda name: f"第 {by_name[name].version} 版（{facts_of(by_name[name], settings)}）",
        filter_mode=None,
        persist_state="session",
    )
    open_ones = [title_of(other) for other, entry in unsaved().items() if entry.changed and other != id_]
    if open_ones:
        st.caption(plain(f"还有没保存的修改：{'、'.join(open_ones)}"))
    return id_, stored, by_name[name]


def _show_about(id_: str, stored: Sequence[StoredPrompt], seen: StoredPrompt, settings: Settings) -> None:
    parts = (_VARIABLES, _PREVIEW, _VERSIONS)
    part = st.segmented_control(
        "查看", parts, default=_VARIABLES, required=True, key="prompt-part", persist_state="session", label_visibility="collapsed"
    )
    if part == _PREVIEW:
        entry = unsaved().get(id_)
        show_preview(entry.text if entry else seen.text, id_)
    elif part == _VERSIONS:
        show_versions(stored, seen, settings)
    else:
        _show_variables(id_, seen)


def _show_variables(id_: str, seen: StoredPrompt) -> None:
    """What it is for, and what is filled into it."""
    if seen.prompt:
        st.markdown(f"**用途**　{plain(seen.prompt.purpose)}")
    st.markdown("程序把下面的内容填进双花括号；变量只能写在 # user 部分。")
    for variable in VARIABLES[kind_of(id_)]:
        must = "　:orange[必须有]" if variable.required else ""
        st.markdown(f"`{{{{ {variable.name} }}}}`{must}  \n{plain(variable.meaning)}")
    st.markdown("可能为空的变量，可以用条件写：")
    st.code("{% if candidates %}\n候选指标：\n{{ candidates }}\n{% endif %}", language=None)
