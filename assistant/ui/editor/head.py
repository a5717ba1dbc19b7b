"""项目信息: the head of the table, saved as each field is left."""

from decimal import Decimal

import streamlit as st

from assistant.goals import GoalTable
from assistant.goals.money import format_amount
from assistant.ui.editor.memory import Memory, memory_of, perform
from assistant.ui.plain import plain
from assistant.ui.session import open_desk
from assistant.ui.told import show_told
from assistant.workspace.drafting import project_types, types_told
from assistant.workspace.drafts import OpenDraft
from assistant.workspace.edits import SetHead
from assistant.workspace.edits.head import HeadField, title_of_field

_ROWS: tuple[tuple[HeadField, ...], ...] = (
    ("name", "budget_yuan", "year"),
    ("unit", "department", "project_code"),
    ("project_type", "start", "end"),
)
_MONEY: tuple[HeadField, ...] = ("fiscal_yuan", "other_yuan")
_HELP: dict[HeadField, str] = {"project_type": "申报表里的“项目类型”栏，照填写的写出，例如 特定目标类；与起草时按哪类项目考虑无关。"}


def show_head(opened: OpenDraft, memory: Memory) -> None:
    """The fields, folded away: most are filled in once. And not made then, since the browser draws with every edit what is there."""
    drawer = st.expander("项目信息", icon=":material/description:", key=f"head-{opened.id}", on_change="rerun")
    if drawer.open or memory.shows_refused("head-"):
        with drawer:
            _show_fields(opened, memory)


def _show_fields(opened: OpenDraft, memory: Memory) -> None:
    texts = head_texts(opened.manuscript.table)
    if types := types_told(opened.manuscript, project_types(open_desk().settings)):
        st.caption(f"起草时按这类项目考虑：**{plain(types)}**　不对的话，点上面的「重新起草」换一类。")
    for row in _ROWS:
        for column, field in zip(st.columns(len(row)), row, strict=True):
            with column:
                _show(opened, memory, field, texts[field])
    left, right = st.columns([2, 1])
    with left:
        _show(opened, memory, "purpose", texts["purpose"], lines=4)
    with right:
        for field in _MONEY:
            _show(opened, memory, field, texts[field])
    _show(opened, memory, "spending_plan", texts["spending_plan"], lines=4, placeholder="3月底 25%\n6月底 50%")


def head_texts(table: GoalTable) -> dict[HeadField, str]:
    """What stands in each field, as people type it."""
    funding, period = table.funding, table.period
    return {
        "name": table.name,
        "unit": table.unit or "",
        "department": table.department or "",
        "year": str(table.year or ""),
        "budget_yuan": _money(table.budget_yuan),
        "fiscal_yuan": _money(funding.fiscal_yuan if funding else None),
        "other_yuan": _money(funding.other_yuan if funding else None),
        "start": (period.start if period else None) or "",
        "end": (period.end if period else None) or "",
        "project_code": table.project_code or "",
        "project_type": table.project_type or "",
        "spending_plan": "\n".join(f"{date} {share or ''}".strip() for date, share in (table.spending_plan or {}).items()),
        "purpose": table.purpose or "",
    }


def _money(amount: Decimal | None) -> str:
    return format_amount(amount) if amount is not None else ""


def _show(opened: OpenDraft, memory: Memory, field: HeadField, text: str, *, lines: int = 1, placeholder: str | None = None) -> None:
    """A field, and below it why what was typed there cannot be saved."""
    box = f"head-{opened.id}-{field}"
    key = memory.key_of(box, text)
    args = (opened.id, field, box, key)
    if lines == 1:
        st.text_input(title_of_field(field), text, key=key, on_change=_save, args=args, help=_HELP.get(field))
    else:
        st.text_area(title_of_field(field), text, key=key, height=28 * lines + 20, placeholder=placeholder, on_change=_save, args=args)
    show_told(where=box)


def _save(id_: str, field: HeadField, box: str, key: str) -> None:
    text: str = st.session_state[key]
    if perform(id_, [SetHead(field=field, text=text)], box=box, where=box):
        memory_of(id_).typed(box, text)
