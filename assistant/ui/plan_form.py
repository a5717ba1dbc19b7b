"""An existing plan dropped in: what it says of the project is offered, and goes into the form when the person takes it."""

from datetime import date
from decimal import Decimal

import streamlit as st

from assistant.drafting.plan import Plan, purpose_of, read_plan
from assistant.errors import AssistantError
from assistant.goals.money import format_amount
from assistant.reading import ENDINGS, limits_of
from assistant.temporary import as_file
from assistant.ui.plain import plain
from assistant.ui.session import open_desk

_HEAD = {"name": "项目名称", "budget": "预算", "fiscal": "财政资金", "other": "其他资金", "unit": "实施单位", "year": "预算年度"}


def show_plan() -> None:
    """The uploader, and what was found in the plan."""
    with st.expander("有现成的实施方案或预算说明？放进来，先读出其中的数字", icon=":material/upload_file:"):
        files = st.file_uploader(
            "方案文件", type=ENDINGS, key="plan-file", label_visibility="collapsed", max_upload_size=open_desk().settings.read_mb
        )
        if files is None:
            return
        try:
            plan = _read(files.file_id, files.name, files.getvalue())
        except AssistantError as error:
            st.error(plain(str(error)))
            return
        _show_found(plan, files.file_id)


@st.cache_data(show_spinner="正在读取方案……", max_entries=20, scope="session")
def _read(file_id: str, name: str, _content: bytes) -> Plan:
    with as_file(name, _content) as path:
        return read_plan(path, limits_of(open_desk().settings), today=date.today())


def _show_found(plan: Plan, id_: str) -> None:
    offered = head_of(plan)
    for field, (text, sentence) in offered.items():
        st.checkbox(f"{_HEAD[field]}：{plain(text)}", True, key=f"plan-{id_}-{field}", help=plain(sentence))
    for place, fact in enumerate(plan.facts):
        rivals = f"（文中另有 {plain('、'.join(fact.rivals))}）" if fact.rivals else ""
        st.checkbox(f"{plain(fact.label)}{rivals}", fact.likely and not fact.rivals, key=f"plan-{id_}-{place}", help=plain(fact.sentence))
    if not offered and not plan.facts:
        st.info("这份材料里没有读到可用的数字，请直接填写下面的表。")
    for left in plan.left_out:
        st.caption(plain(left))
    if offered or plan.facts:
        st.button("把勾选的内容填入表中", key="plan-take", on_click=_take, args=(plan, id_), type="primary")


def head_of(plan: Plan) -> dict[str, tuple[str, str]]:
    """What a plan says of the head of the form: field → (text to fill in, sentence of the plan)."""
    found: dict[str, tuple[str, str]] = {}
    for field, offered in (("name", plan.name), ("budget", plan.budget_yuan), ("unit", plan.unit), ("year", plan.year)):
        if offered is not None:
            value = offered.value
            found[field] = (format_amount(value) if isinstance(value, Decimal) else str(value), offered.sentence)
    if plan.funding is not None:
        sources = (("fiscal", plan.funding.value.fiscal_yuan), ("other", plan.funding.value.other_yuan))
        found |= {field: (format_amount(amount), plan.funding.sentence) for field, amount in sources if amount is not None}
    return found


def _take(plan: Plan, id_: str) -> None:
    for field, (text, _) in head_of(plan).items():
        if st.session_state.get(f"plan-{id_}-{field}"):
            st.session_state[f"ask-{field}"] = text
    chosen = [fact for place, fact in enumerate(plan.facts) if st.session_state.get(f"plan-{id_}-{place}")]
    own = str(st.session_state.get("ask-purpose") or "").strip()
    added = purpose_of(chosen)
    st.session_state["ask-purpose"] = f"{own}{'；' if own and added else ''}{added}"
