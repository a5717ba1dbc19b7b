"""起草: a form, the draft with the origin of every row, and the files to take away."""

import re
import tempfile
from datetime import date
from pathlib import Path

import streamlit as st

from assistant.drafting import Draft, DraftContext, DraftRequest, draft, make_request, open_context
from assistant.drafting.request import budget_year
from assistant.errors import AssistantError
from assistant.export import write_table
from assistant.goals import Framework, Indicator
from assistant.goals.money import parse_budget
from assistant.goals.table import ORIGIN_NAMES
from assistant.review.finding import SEVERITY_NAMES
from assistant.settings import load_settings

_FRAMEWORKS = {"四分类（成本、产出、效益、满意度）": Framework.FOUR_CLASS, "三分类（成本在产出下）": Framework.THREE_CLASS}


@st.cache_resource(show_spinner="正在打开范例库……")
def _open_context() -> DraftContext:
    return open_context(load_settings())


def show_drafting() -> None:
    """Show the page; a draft stays in the session until another is made."""
    st.set_page_config(page_title="绩效目标起草助手", layout="wide")
    st.title("绩效目标起草助手")
    st.caption("填项目名称和预算即可起草；全部在本机完成，材料不外传。")
    try:
        request = _ask()
        if request is not None:
            with st.spinner("正在起草……"):
                st.session_state["draft"] = draft(request, _open_context())
    except AssistantError as error:
        st.error(_plain(str(error)))
    if "draft" in st.session_state:
        _show(st.session_state["draft"])


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
