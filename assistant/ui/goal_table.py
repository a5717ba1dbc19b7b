"""A goal table to look at: what its head says, its goals, its indicators."""

import streamlit as st

from assistant.goals import GoalTable
from assistant.goals.money import format_amount
from assistant.ui.plain import plain


def facts_of(table: GoalTable, *, missing: bool = True) -> str:
    """What the head of a table says, and, where `missing`, what it lacks."""
    facts = [
        table.unit or (missing and "没有读到单位"),
        f"{table.year}年" if table.year else (missing and "没有读到年度"),
        f"预算 {format_amount(table.budget_yuan)}" if table.budget_yuan is not None else (missing and "没有读到预算"),
        f"绩效目标 {len(table.goals)} 条，指标 {len(table.indicators)} 条",
    ]
    return "　".join(fact for fact in facts if fact)


def show_content(table: GoalTable, marked: int | None = None) -> None:
    """Goals and indicators; `marked` is the place of the indicator that is pointed at."""
    for number, goal in enumerate(table.goals, 1):
        st.markdown(f"{number}\\. {plain(goal.text)}")
    rows = [
        {
            **({} if marked is None else {"": "▶" if place == marked else ""}),
            "一级指标": plain(row.level1 or ""),
            "二级指标": plain(row.level2 or ""),
            "三级指标": plain(row.level3),
            "指标值": plain(row.value or ""),
        }
        for place, row in enumerate(table.indicators)
    ]
    if rows:
        st.table(rows)
