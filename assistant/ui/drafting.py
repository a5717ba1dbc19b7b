"""起草: a form, the draft with the origin of every row, and the files to take away."""

import re
import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import streamlit as st

from assistant.drafting import Draft, DraftContext, DraftRequest, draft_events, make_request, open_context
from assistant.drafting.events import Event, Finished, Progress, Restarted, RowArrived
from assistant.drafting.request import budget_year
from assistant.errors import AssistantError
from assistant.export import write_table
from assistant.goals import Framework, Indicator
from assistant.goals.money import parse_budget
from assistant.goals.table import ORIGIN_NAMES
from assistant.llm.chat import Address
from assistant.review.finding import SEVERITY_NAMES
from assistant.settings import Settings, load_settings

_FRAMEWORKS = {"四分类（成本、产出、效益、满意度）": Framework.FOUR_CLASS, "三分类（成本在产出下）": Framework.THREE_CLASS}


@st.cache_resource(show_spinner="正在打开范例库……", hash_funcs={Settings: lambda settings: repr((settings, settings.api_key))})
def _open_context(settings: Settings) -> DraftContext:
    return open_context(settings, with_model=True)


def show_drafting() -> None:
    """Show the page; a draft stays in the session until another is made."""
    st.set_page_config(page_title="绩效目标起草助手", layout="wide")
    st.title("绩效目标起草助手")
    st.caption(f"填项目名称和预算即可起草；{_where(load_settings())}")
    try:
        request = _ask()
        if request is not None:
            with st.spinner("正在起草……"):
                st.session_state["draft"] = _follow(draft_events(request, _open_context(load_settings())))
    except AssistantError as error:
        st.error(_plain(str(error)))
    if "draft" in st.session_state:
        _show(st.session_state["draft"])


def _where(settings: Settings) -> str:
    """What leaves this machine, in plain words."""
    if not settings.model:
        return "全部在本机完成，材料不外传。"
    address = Address(settings.model, settings.base_url).where
    return _plain(f"项目信息和相近范例会发送给语言模型 {settings.model}（{address}），涉密项目不受理，证件号、电话和账号会先隐去。")


def _follow(events: Iterable[Event]) -> Draft:
    """The draft at the end of `events`; rows are shown as they come."""
    told, shown, rows = st.empty(), st.empty(), list[Indicator]()
    for event in events:
        if isinstance(event, Finished):
            told.empty()
            shown.empty()
            return event.draft
        if isinstance(event, Progress):
            told.text(event.text)
        elif isinstance(event, Restarted):
            rows.clear()
        elif isinstance(event, RowArrived):
            rows.append(event.indicator)
            shown.dataframe([_row(row) for row in rows], hide_index=True, width="stretch")
    raise AssertionError("a draft always finishes")


def _ask() -> DraftRequest | None:
    """The form; a checked request when it was sent."""
    with st.form("request"):
        left, right = st.columns(2)
        name = left.text_input("项目名称", placeholder="妇女维权服务经费", key="name")
        budget = right.text_input("预算", placeholder="20万元", key="budget")
        unit = left.text_input("实施单位（选填）", key="unit")
        year = right.number_input("预算年度（选填）", 2000, 2099, None, format="%d", placeholder=str(budget_year(date.today())))
        purpose = st.text_area("做什么、做多少（选填）", placeholder="开展维权宣传活动12场，培训妇女干部200人，提供法律咨询500人次")
        framework = st.radio("指标框架", list(_FRAMEWORKS), horizontal=True)
        if not st.form_submit_button("起草", type="primary"):
            return None
    return make_request(
        name,
        parse_budget(budget),
        today=date.today(),
        unit=unit,
        year=int(year) if year else None,
        purpose=purpose,
        framework=_FRAMEWORKS[framework],
    )


def _show(result: Draft) -> None:
    if result.notice:
        st.warning(_plain(result.notice))
    st.subheader("绩效目标")
    for number, goal in enumerate(result.table.goals, 1):
        st.text(f"{number}. {goal.text}")
    st.subheader("绩效指标")
    st.dataframe([_row(indicator) for indicator in result.table.indicators], hide_index=True, width="stretch")
    for finding in result.findings:
        st.warning(f"{SEVERITY_NAMES[finding.severity]}：{_plain(finding.message)}")
    if result.to_confirm:
        st.subheader(f"待确认（{len(result.to_confirm)}）")
        st.text("\n".join(f"{number}. {question}" for number, question in enumerate(result.to_confirm, 1)))
    names = "、".join(exemplar.name for exemplar in result.exemplars[:5])
    st.caption(f"参考范例：{_plain(names)}" if names else "范例库里没有相近的项目，指标来自指标库。")
    for column, ending in zip(st.columns(4), ("docx", "xlsx", "md", "json"), strict=True):
        column.download_button(
            f"下载 {ending.upper()}", _render(result, ending), f"{result.table.name[:40]}.{ending}", on_click="ignore", width="stretch"
        )


def _plain(text: str) -> str:
    """Text with every sign of Markdown made literal: names come from documents and may hold links and images."""
    return re.sub(r"([\\`*_{}\[\]()<>#+\-.!|~$:])", r"\\\1", text)


def _row(indicator: Indicator) -> dict[str, str]:
    return {
        "一级指标": indicator.level1 or "",
        "二级指标": indicator.level2 or "",
        "三级指标": indicator.level3,
        "指标值": indicator.value or "",
        "来源": ORIGIN_NAMES[indicator.origin],
        "依据范例": "、".join(indicator.evidence[:3]),
        "状态": "待确认" if indicator.status == "to_confirm" else "",
    }


def _render(result: Draft, ending: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"draft.{ending}"
        write_table(result.table, path, notes=result.to_confirm)
        return path.read_bytes()
