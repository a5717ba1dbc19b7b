"""The goals as texts, one in each paragraph, saved as they are left."""

from typing import Literal

import streamlit as st

from assistant.goals import GoalTable
from assistant.ui.editor.memory import Memory, memory_of, perform
from assistant.workspace.drafts import OpenDraft
from assistant.workspace.edits import SetGoals

Scope = Literal["overall", "annual", "period"]
SCOPES: dict[Scope, str] = {"overall": "总体目标", "period": "实施周期目标", "annual": "年度目标"}
_LINE = 50
"""Characters of a line of the box, about; only its height rests on it."""


def scopes_of(table: GoalTable) -> list[Scope]:
    """The scopes in which goals stand; where there are none, that of the year."""
    return [scope for scope in SCOPES if any(goal.scope == scope for goal in table.goals)] or ["annual"]


def text_of(table: GoalTable, scope: Scope) -> str:
    """The goals of a scope, a paragraph each."""
    return "\n".join(goal.text.replace("\n", " ") for goal in table.goals if goal.scope == scope)


def goals_in(text: str) -> tuple[str, ...]:
    """The goals of a box."""
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def show_goals(opened: OpenDraft, memory: Memory) -> None:
    """A box for each scope."""
    table = opened.manuscript.table
    for scope in scopes_of(table):
        text = text_of(table, scope)
        box = f"goals-{opened.id}-{scope}"
        key = memory.key_of(box, text)
        lines = sum(len(line) // _LINE + 1 for line in text.split("\n"))
        st.text_area(
            f"绩效目标（{SCOPES[scope]}，一段一条）",
            text,
            key=key,
            height=max(100, 28 * lines + 34),
            on_change=_save,
            args=(opened.id, scope, box, key),
        )


def _save(id_: str, scope: Scope, box: str, key: str) -> None:
    text: str = st.session_state[key]
    if perform(id_, [SetGoals(scope=scope, texts=goals_in(text))], box=box):
        memory_of(id_).typed(box, text)
