from decimal import Decimal

import pytest

from assistant.goals import Framework, Goal, GoalTable, Indicator
from assistant.review import load_review_data
from assistant.ui.editor import grid
from assistant.workspace.edits import SetCell, SetLock
from assistant.workspace.examination import examine
from assistant.workspace.manuscript import Manuscript, from_table
from tests.review.samples import LIBRARY

TABLE = GoalTable(
    name="妇女培训经费",
    year=2027,
    budget_yuan=Decimal(200000),
    framework=Framework.THREE_CLASS,
    goals=(Goal(scope="annual", text="培训妇女干部200人。"),),
    indicators=(
        Indicator(level1="产出指标", level2="数量指标", level3="培训人数", value="≥200人", origin="adapted"),
        Indicator(level1="产出指标", level2="成本指标", level3="总成本", value="≤30万元", status="to_confirm"),
    ),
)


@pytest.fixture
def manuscript() -> Manuscript:
    return from_table(TABLE)


def test_rows_are_texts_indexed_by_their_ids(manuscript: Manuscript) -> None:
    frame = grid.frame_of(manuscript, examine(manuscript, load_review_data(LIBRARY)), ())
    assert list(frame.columns) == ["序号", "二级指标", "三级指标", "指标值", "意见", "操作", "锁定", "来源"]
    assert list(frame.index) == [mark.id for mark in manuscript.marks]
    assert frame["意见"].iloc[1].startswith("错误 成本超过预算")
    assert frame["意见"].iloc[1].endswith("待确认")
    assert list(frame["来源"]) == ["范例改写", "原文"]


def test_a_column_is_there_where_it_is_asked_for(manuscript: Manuscript) -> None:
    frame = grid.frame_of(manuscript, examine(manuscript, load_review_data(LIBRARY)), ("basis", "weight"))
    assert {"指标值确定依据", "权重"} < set(frame.columns)


def test_columns_that_hold_something(manuscript: Manuscript) -> None:
    assert grid.optional_columns(manuscript) == ()
    row = TABLE.indicators[0].model_copy(update={"description": "人次", "weight": "10"})
    described = from_table(TABLE.model_copy(update={"indicators": (row,)}))
    assert grid.optional_columns(described) == ("description", "weight")
    drafted = described.model_copy(update={"mode": "offline"})
    assert grid.optional_columns(drafted) == ("weight",)


def test_what_was_typed_becomes_edits(manuscript: Manuscript) -> None:
    first, second = (mark.id for mark in manuscript.marks)
    typed = {"edited_rows": {0: {"指标值": "≥300人", "三级指标": "培训人数"}, 1: {"锁定": True, "二级指标": "质量指标"}}}
    assert grid.edits_of(typed, manuscript) == [
        SetCell(row=first, field="value", text="≥300人"),
        SetLock(row=second, locked=True),
        SetCell(row=second, field="level2", text="质量指标"),
    ]


def test_what_stands_already_is_no_edit(manuscript: Manuscript) -> None:
    typed = {"edited_rows": {"0": {"指标值": " ≥200人 ", "锁定": False}, "1": {"指标值": "≤30万元"}}}
    assert grid.edits_of(typed, manuscript) == []
    assert grid.edits_of({}, manuscript) == []


def test_an_emptied_cell_is_an_edit(manuscript: Manuscript) -> None:
    assert grid.edits_of({"edited_rows": {0: {"指标值": None}}}, manuscript) == [
        SetCell(row=manuscript.marks[0].id, field="value", text="")
    ]


def test_classes_to_choose_from(manuscript: Manuscript) -> None:
    assert "成本指标" in grid.class_choices(manuscript)
    odd = TABLE.indicators[0].model_copy(update={"level2": "本地指标"})
    assert grid.class_choices(from_table(TABLE.model_copy(update={"indicators": (odd,)})))[-1] == "本地指标"


def test_a_class_is_shown_in_short() -> None:
    assert [grid.short_class(name) for name in ("数量指标", "指标", "运行成本")] == ["数量", "指标", "运行成本"]
