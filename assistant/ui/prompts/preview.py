"""预览: a prompt as the model would get it for a real request; nothing is sent."""

from collections.abc import Mapping
from datetime import date

import streamlit as st

from assistant.drafting import DraftRequest, make_request
from assistant.drafting.llm.previewing import render_preview
from assistant.errors import AssistantError
from assistant.goals.money import format_amount, parse_budget
from assistant.prompting import Prompt
from assistant.prompting.checking import check_prompt
from assistant.prompting.variables import DRAFT, kind_of
from assistant.ui.plain import plain
from assistant.ui.session import my_drafts, open_desk
from assistant.workspace.drafts import Drafts

SAMPLE = {
    "name": "妇女维权服务经费",
    "budget": "20万元",
    "unit": "东莞市妇女联合会",
    "purpose": "开展维权宣传活动12场，培训妇女干部200人",
}
_LOOKED_AT = 5
"""Drafts that are looked through for a request."""


def request_of_last_draft(drafts: Drafts) -> dict[str, str] | None:
    """What was asked for when a person last drafted, as texts."""
    for listed in drafts.listed()[:_LOOKED_AT]:
        opened = drafts.open(listed.id) if listed.ready else None
        request = opened.manuscript.request if opened else None
        if request is not None:
            budget = format_amount(request.budget_yuan)
            return {"name": request.name, "budget": budget, "unit": request.unit or "", "purpose": request.purpose or ""}
    return None


def request_from(said: Mapping[str, str], today: date) -> DraftRequest:
    """The request that was typed in, checked.

    Raises:
        InputError: something is missing or wrong.
        ClassifiedError: it is marked 涉密.
    """
    return make_request(said["name"], parse_budget(said["budget"]), today=today, unit=said["unit"], purpose=said["purpose"])


def prompt_from(text: str, id_: str) -> Prompt:
    """The prompt that a text would be once it was saved.

    Raises:
        PromptError: it breaks a rule; the message names the line.
    """
    checked = check_prompt(text, kind_of(id_))
    return Prompt(id_, 1, checked.purpose, checked.variables, checked.system, checked.user)


def show_preview(text: str, id_: str) -> None:
    """A request to try with, and `text` filled in for it."""
    said = _ask()
    try:
        rendered = render_preview(prompt_from(text, id_), request_from(said, date.today()), open_desk().context())
    except AssistantError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    others = "" if kind_of(id_) == DRAFT else "其中起草时才有的内容（如要改的指标）用样例代替。"
    st.caption(f"这是按上面的项目填好后、将发给模型的全文，证件号、电话和账号已隐去；现在什么也没有发送。{others}")
    st.markdown("**模型的身份和规矩**")
    st.code(rendered.system, language=None, wrap_lines=True)
    st.markdown(f"**要求**　:gray[:small[{len(rendered.user)} 字]]")
    st.code(rendered.user, language=None, wrap_lines=True)


def _ask() -> dict[str, str]:
    if "prompt-ask-name" not in st.session_state:
        for name, text in (request_of_last_draft(my_drafts()) or SAMPLE).items():
            st.session_state[f"prompt-ask-{name}"] = text
    with st.form("prompt-ask", enter_to_submit=True):
        names = st.columns([2, 1])
        said = {
            "name": names[0].text_input("项目名称", key="prompt-ask-name", persist_state="session"),
            "budget": names[1].text_input("预算", key="prompt-ask-budget", persist_state="session"),
            "unit": st.text_input("实施单位（选填）", key="prompt-ask-unit", persist_state="session"),
            "purpose": st.text_area("做什么、做多少（选填）", key="prompt-ask-purpose", height=80, persist_state="session"),
        }
        st.form_submit_button("按这个项目预览", icon=":material/visibility:")
    return said
