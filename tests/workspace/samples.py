"""Manuscripts to work on, and edits of them."""

from typing import Any

from hypothesis import strategies as st

from assistant.goals import Indicator, parse_target
from assistant.suggesting import Suggestion
from assistant.workspace.edits import (
    AddRow,
    Answer,
    ApplyFix,
    Confirm,
    DropRemark,
    DropRows,
    Edit,
    Exchange,
    MoveRow,
    SetCell,
    SetGoals,
    SetHead,
    SetLock,
    TakeOver,
)
from assistant.workspace.manuscript import Manuscript, Mark
from tests import strategies
from tests.review.samples import sound_table


def sound(**changes: Any) -> Manuscript:
    """The sound table with rows named r0, r1, …"""
    table = sound_table()
    marks = tuple(Mark(id=f"r{place}") for place in range(len(table.indicators)))
    return Manuscript(**({"table": table, "marks": marks} | changes))


def asking(row: str = "r1", question: str = "培训多少人？") -> Manuscript:
    """The sound table with one row that a person must confirm."""
    made = sound()
    place = made.place_of(row)
    rows = made.rows
    rows[place] = (
        rows[place][0].model_copy(update={"status": "to_confirm", "target": parse_target(rows[place][0].value or "")}),
        rows[place][1].model_copy(update={"question": question, "remark": "按预算测算"}),
    )
    return made.with_rows(rows)


def suggestion(**changes: Any) -> Suggestion:
    fields = {"level1": "产出指标", "level2": "质量指标", "level3": "参训率", "value": "≥90%", "reason": "常设", "priority": "recommended"}
    return Suggestion(**(fields | changes))


@st.composite
def manuscripts(draw: st.DrawFn) -> Manuscript:
    """A manuscript over any table, its marks as awkward as may be."""
    table = draw(strategies.tables())
    marks = [
        Mark(
            id=f"r{place}",
            locked=draw(st.booleans()),
            edited=draw(st.booleans()),
            question=draw(st.sampled_from([None, "多少人？"])) if row.status == "to_confirm" else None,
            refused=draw(st.sampled_from([(), ("甲", "乙")])),
        )
        for place, row in enumerate(table.indicators)
    ]
    return Manuscript(table=table, marks=tuple(marks), remarks=draw(st.sampled_from([(), ("请核对：甲", "请核对：乙")])))


_TEXTS = st.sampled_from(["", " ", "≥30场", "300", "培训人数", "2026年10月底前", "20万元", "良好\n", "甲" * 30, "\x00乙\r\n丙", "=1+1"])
_CLASSES = st.sampled_from(["数量指标", "质量指标", "成本指标", "经济成本指标", "社会效益指标", "服务对象满意度指标", "别的"])
_ROW = st.builds(Indicator, level1=st.just("产出指标"), level2=_CLASSES, level3=st.sampled_from(["发放册数", "培训人数"]))


@st.composite
def edits(draw: st.DrawFn, manuscript: Manuscript) -> Edit:
    """An edit of a manuscript, which it may or may not fit."""
    row = st.sampled_from([*(mark.id for mark in manuscript.marks), "gone"])
    names = st.sampled_from(["level2", "level3", "value", "period_value", "description", "basis", "weight"])
    heads = st.sampled_from(
        ["name", "unit", "year", "budget_yuan", "fiscal_yuan", "other_yuan", "start", "end", "project_code", "spending_plan", "purpose"]
    )
    cases: list[st.SearchStrategy[Any]] = [
        st.builds(SetCell, row=row, field=names, text=_TEXTS),
        st.builds(SetGoals, scope=st.sampled_from(["overall", "annual", "period"]), texts=st.lists(_TEXTS, max_size=3).map(tuple)),
        st.builds(SetHead, field=heads, text=_TEXTS),
        st.builds(ApplyFix, rule=st.just("TEXT-01"), row=row, field=st.sampled_from(["value", "level3"]), new=_TEXTS),
        st.builds(ApplyFix, rule=st.just("TEXT-01"), row=st.none(), field=st.just("goals.0.text"), new=_TEXTS),
        st.permutations([mark.id for mark in manuscript.marks]).map(
            lambda order: ApplyFix(rule="STRUCT-05", row=None, field="indicators", new="", order=tuple(order))
        ),
        st.builds(AddRow, level2=_CLASSES, level3=_TEXTS, value=_TEXTS),
        st.builds(DropRows, rows=st.lists(row, max_size=2).map(tuple)),
        st.builds(MoveRow, row=row, by=st.integers(-3, 3)),
        st.builds(SetLock, row=row, locked=st.booleans()),
        st.builds(Exchange, row=row, indicator=_ROW, by_person=st.booleans()),
        st.builds(TakeOver, suggestion=st.just(suggestion())),
        st.builds(Answer, row=row, text=_TEXTS),
        st.builds(Confirm, row=row),
        st.builds(DropRemark, text=st.sampled_from(["请核对：甲", "别的"])),
    ]
    made: Edit = draw(st.one_of(cases))
    return made
