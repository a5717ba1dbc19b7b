"""起草: a form and the drafts that are there, or the draft that is open."""

import threading
from dataclasses import dataclass, field
from datetime import date

import streamlit as st

from assistant.drafting import DraftRequest, make_request
from assistant.drafting.request import budget_year
from assistant.errors import AssistantError, InputError
from assistant.export.template import Template
from assistant.goals.money import parse_budget
from assistant.goals.table import Funding, Period
from assistant.prompting import prompt_ids
from assistant.prompting.variables import DRAFT
from assistant.ui.draft_list import show_drafts
from assistant.ui.drafting_progress import show_progress
from assistant.ui.editor.editor import leave, show_editor
from assistant.ui.editor.redrafting import JUDGED
from assistant.ui.plain import plain
from assistant.ui.plan_form import show_plan
from assistant.ui.prompts.naming import drafting_ids, title_of
from assistant.ui.session import my_drafts, open_desk, person
from assistant.ui.telling import where_it_goes
from assistant.workspace.desk import Desk
from assistant.workspace.drafting import KIND, Order, project_types
from assistant.workspace.drafts import Person
from assistant.workspace.exporting import OFFICIAL, project_forms
from assistant.workspace.manuscript import new_id

FIELDS = ("name", "budget", "fiscal", "other", "unit", "year", "purpose", "start", "end", "form", "project_type", "prompt")
"""The fields of the form; the session keeps each as `ask-<field>`."""
_FUNDING = {"fiscal": "财政资金", "other": "其他资金"}


def show_page() -> None:
    """The page; which draft is open stands in its address, so that a reload finds it again."""
    id_ = st.query_params.get("draft")
    if not id_:
        _show_start()
        return
    try:
        if my_drafts().open(id_) is None:
            show_progress(id_)
        else:
            show_editor(id_)
    except AssistantError as error:
        st.error(plain(str(error)))
        st.button("返回列表", on_click=leave)


def _show_start() -> None:
    st.header("起草绩效目标", anchor=False)
    st.caption(f"填项目名称和预算即可起草，其余选填。{where_it_goes(open_desk().settings)}")
    left, right = st.columns([0.62, 0.38], gap="large")
    with left:
        show_plan()
        _show_form()
    with right:
        show_drafts()


def _show_form() -> None:
    forms = project_forms(open_desk().settings)
    with st.form("ask"):
        names = st.columns([2, 1])
        names[0].text_input("项目名称", key="ask-name", placeholder="妇女维权服务经费", max_chars=120)
        names[1].text_input("预算", key="ask-budget", placeholder="20万元", help="写明万元或元；只写数字按万元算。")
        st.text_area(
            "做什么、做多少（选填）",
            key="ask-purpose",
            placeholder="开展维权宣传活动12场，培训妇女干部200人，提供法律咨询500人次",
            help="写了的数量会原样进入指标；没写的由范例推算，列出来待确认。",
        )
        facts, year = st.columns([2, 1, 1, 1]), budget_year(date.today())
        facts[0].text_input("实施单位（选填）", key="ask-unit")
        facts[1].text_input("预算年度（选填）", key="ask-year", placeholder=str(year))
        facts[2].text_input("实施周期起（选填）", key="ask-start", placeholder=f"{year}年1月")
        facts[3].text_input("实施周期止（选填）", key="ask-end", placeholder=f"{year}年12月")
        _show_funding()
        choices, types = st.columns([0.6, 0.4]), project_types(open_desk().settings)
        choices[0].selectbox("表式", list(forms), format_func=forms.__getitem__, key="ask-form", filter_mode=None)
        choices[1].selectbox(
            "按哪类项目起草",
            ["", *types],
            format_func=lambda id_: types.get(id_, JUDGED),
            key="ask-project_type",
            help="一般自动判断即可；起草出的指标不像这类项目时再选。",
            filter_mode=None,
        )
        _show_prompts()
        st.form_submit_button("起草", type="primary", icon=":material/edit_note:", on_click=_order, args=(_token(),))
    if complaint := st.session_state.pop("ask-complaint", None):
        st.error(plain(complaint), icon=":material/error:")


def _show_funding() -> None:
    """Where the money comes from, as it was taken from a plan; who types it by hand does so in 项目信息."""
    if any(st.session_state.get(f"ask-{field}") for field in _FUNDING):
        for column, (field, title) in zip(st.columns(len(_FUNDING)), _FUNDING.items(), strict=True):
            column.text_input(f"{title}（选填）", key=f"ask-{field}")


def _show_prompts() -> None:
    """Which prompt a model gets; nothing where there is no model, or no choice."""
    settings = open_desk().settings
    ids = drafting_ids(prompt_ids(settings)) if settings.model else []
    if len(ids) > 1:
        st.selectbox("提示词", ids, format_func=title_of, key="ask-prompt", filter_mode=None)


@dataclass
class _Orders:
    """The drafts that were ordered in this tab, by the token of the form: a second click comes while the first is still being followed."""

    ids: dict[str, str] = field(default_factory=dict)
    token: str = field(default_factory=new_id)
    turn: threading.Lock = field(default_factory=threading.Lock)


def _orders() -> _Orders:
    found: _Orders = st.session_state.setdefault("ask-orders", _Orders())
    return found


def _token() -> str:
    """Stands for the form as it is shown, until a draft was ordered with it."""
    orders = _orders()
    if orders.token in orders.ids:
        orders.token = new_id()
    return orders.token


def _order(token: str) -> None:
    """Order a draft, and go and watch it; a second click on the same form only goes there."""
    try:
        said = {name: str(st.session_state.get(f"ask-{name}") or "") for name in FIELDS}
        orders, me, desk = _orders(), person(), open_desk()
        with orders.turn:
            if token not in orders.ids:
                orders.ids[token] = _begin(order_from(said, date.today()), desk, me)
        id_ = orders.ids[token]
        if job := desk.jobs.latest(me.owner, draft_id=id_, kind=KIND):
            desk.jobs.wait(job.id, me.owner, _AT_ONCE_SECONDS)
    except AssistantError as error:
        st.session_state["ask-complaint"] = str(error)
        return
    st.query_params["draft"] = id_


def _begin(order: Order, desk: Desk, me: Person) -> str:
    id_ = desk.drafts(me).begin(order.request.name)
    desk.jobs.start(KIND, me.owner, me.name, order.model_dump(mode="json"), draft_id=id_)
    return id_


_AT_ONCE_SECONDS = 0.4
"""A draft without a model takes no longer; nobody needs to see it coming."""


def order_from(said: dict[str, str], today: date) -> Order:
    """What was typed into the form, checked.

    Raises:
        InputError: something is missing or wrong; the message says what.
    """
    template = Template.find(None if said["form"] in ("", OFFICIAL) else said["form"], open_desk().settings)
    year = said["year"].strip().removesuffix("年")
    if year and not year.isdecimal():
        raise InputError(f"预算年度「{year[:10]}」不对，请写四位年份，例如 {budget_year(today)}。")
    request: DraftRequest = make_request(
        said["name"],
        parse_budget(said["budget"]),
        today=today,
        unit=said["unit"],
        year=int(year) if year else None,
        purpose=said["purpose"],
        framework=template.framework_for(None),
        project_type=said.get("project_type") or None,
    )
    start, end = said["start"].strip(), said["end"].strip()
    period = Period(start=start or None, end=end or None) if start or end else None
    fiscal, other = (parse_budget(text) if (text := said.get(field, "").strip()) else None for field in _FUNDING)
    funding = Funding(fiscal_yuan=fiscal, other_yuan=other) if fiscal is not None or other is not None else None
    return Order(request=request, period=period, funding=funding, form=said["form"] or None, prompt=said.get("prompt") or DRAFT)
