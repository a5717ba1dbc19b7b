"""导出: every form and format, with a look at what will be written."""

from collections.abc import Callable

import streamlit as st

from assistant.errors import AssistantError
from assistant.export.preview import preview_html
from assistant.ui.plain import plain
from assistant.ui.session import open_desk, person
from assistant.workspace.drafts import OpenDraft
from assistant.workspace.exporting import export, file_name, formats_of, forms_of

_FORMAT_NAMES = {".docx": "Word", ".xlsx": "Excel", ".csv": "CSV", ".md": "Markdown", ".json": "JSON"}
_PREVIEWED = (".docx", ".xlsx")


def show_export(opened: OpenDraft) -> None:
    """Choose a form, look at it, take the files."""
    manuscript, settings = opened.manuscript, open_desk().settings
    forms = forms_of(settings, manuscript.table)
    key = f"form-{opened.id}"
    st.session_state.setdefault(key, manuscript.form if manuscript.form in forms else next(iter(forms)))
    form = st.selectbox("表式", list(forms), format_func=forms.__getitem__, key=key, filter_mode=None)
    try:
        notes = export(manuscript, form, ".docx", settings).notes
    except AssistantError as error:
        st.error(plain(str(error)))
        return
    for note in notes:
        st.caption(plain(note))
    endings = formats_of(form)
    for ending, column in zip(endings[:2], st.columns(2), strict=True):
        with column:
            _show_download(opened, form, ending, main=True)
    if len(endings) > 2:
        for ending, column in zip(endings[2:], st.columns(len(endings) - 2), strict=True):
            with column:
                _show_download(opened, form, ending)
    for ending, column in zip(_PREVIEWED, st.columns(2), strict=True):
        if column.button(f"预览 {_FORMAT_NAMES[ending]}", key=f"preview-{ending}", icon=":material/visibility:", width="stretch"):
            _show_preview(opened, form, ending)


def _show_download(opened: OpenDraft, form: str, ending: str, *, main: bool = False) -> None:
    st.download_button(
        f"下载 {_FORMAT_NAMES[ending]}",
        _writer(opened, form, ending),
        f"{file_name(opened.manuscript.table.name)}{ending}",
        key=f"download-{form}-{ending}-{opened.id}",
        icon=":material/download:" if main else None,
        on_click="ignore",
        width="stretch",
        type="primary" if ending == ".docx" else "secondary",
    )


def _writer(opened: OpenDraft, form: str, ending: str) -> Callable[[], bytes]:
    """Writes the file when it is asked for, not each time that the page is shown."""
    settings, by = open_desk().settings, person().name
    return lambda: export(opened.manuscript, form, ending, settings, by=by).content


@st.dialog("导出预览", width="large")
def _show_preview(opened: OpenDraft, form: str, ending: str) -> None:
    try:
        content = export(opened.manuscript, form, ending, open_desk().settings).content
    except AssistantError as error:
        st.error(plain(str(error)))
        return
    st.html(preview_html(content, ending))
