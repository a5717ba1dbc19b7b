"""导出: every form and format, with a look at what will be written."""

import streamlit as st

from assistant.errors import AssistantError
from assistant.export.local import FILL_IN
from assistant.export.preview import preview_html
from assistant.ui.editor.delivery import Delivery, hand_over
from assistant.ui.editor.memory import memory_of
from assistant.ui.plain import plain
from assistant.ui.session import open_desk, person
from assistant.workspace.drafts import OpenDraft
from assistant.workspace.exporting import export, file_name, formats_of, forms_of, warnings_of

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
        notes = _warnings(opened, form)
    except AssistantError as error:
        st.error(plain(str(error)))
        return
    for note in notes:
        st.caption(plain(note))
    if any(FILL_IN in note for note in notes):
        st.caption("补填的地方：左边的「项目信息」和指标表；指标值确定依据、权重等栏目，点指标表上方的栏目名就会出现。")
    delivery = _delivery(opened.id)
    endings = formats_of(form)
    for ending, column in zip(endings[:2], st.columns(2), strict=True):
        with column:
            _show_button(opened, form, ending, delivery, icon=":material/download:")
    if len(endings) > 2:
        for ending, column in zip(endings[2:], st.columns(len(endings) - 2), strict=True):
            with column:
                _show_button(opened, form, ending, delivery)
    told = st.container()
    for ending, column in zip(_PREVIEWED, st.columns(2), strict=True):
        with column:
            _show_button(opened, form, ending, delivery, shown=True)
    with told:
        _deliver(opened, delivery)
    if delivery.shown is not None:
        st.dialog("导出预览", width="large", on_dismiss=delivery.look_away)(_show_preview)(*delivery.shown)


def _warnings(opened: OpenDraft, form: str) -> tuple[str, ...]:
    """What the form has no place for, found out once for each state: a local form has to be written for it."""
    offered, state = memory_of(opened.id).offered, (opened.stamp, form)
    kept = offered.get("export-warnings")
    if not isinstance(kept, dict) or state not in kept:
        kept = {state: warnings_of(opened.manuscript, form, open_desk().settings)}
        offered["export-warnings"] = kept
    found: tuple[str, ...] = kept[state]
    return found


def _delivery(id_: str) -> Delivery:
    found = memory_of(id_).offered.setdefault("delivery", Delivery())
    assert isinstance(found, Delivery)
    return found


def _show_button(opened: OpenDraft, form: str, ending: str, delivery: Delivery, *, icon: str | None = None, shown: bool = False) -> None:
    st.button(
        f"{'预览' if shown else '下载'} {_FORMAT_NAMES[ending]}",
        key=f"{'preview' if shown else 'download'}-{form}-{ending}-{opened.id}",
        icon=":material/visibility:" if shown else icon,
        on_click=delivery.ask,
        args=(form, ending, shown),
        width="stretch",
        type="primary" if ending == ".docx" and not shown else "secondary",
    )


def _deliver(opened: OpenDraft, delivery: Delivery) -> None:
    """Write what was asked for, and tell what is to be said of it until the next file."""
    with delivery.writing() as asked:
        if asked is not None:
            written = export(opened.manuscript, asked.form, asked.ending, open_desk().settings, by=None if asked.shown else person().name)
            if asked.shown:
                delivery.shown = written.content, asked.ending
            else:
                hand_over(written.content, f"{file_name(opened.manuscript.table.name)}{asked.ending}")
            if written.complaint:
                delivery.told = ("warning", f"文件已经写好，但{written.complaint}")
    if delivery.told is not None:
        tone, text = delivery.told
        (st.error if tone == "error" else st.warning)(plain(text))


def _show_preview(content: bytes, ending: str) -> None:
    st.html(preview_html(content, ending))
