from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pytest

from assistant.errors import ClassifiedError, InputError
from assistant.exemplars import ExemplarIndex
from assistant.goals import Framework, Goal, GoalTable, Indicator
from assistant.goals.table import Doubt
from assistant.ui.library.correction import Head, class_choices, correct, frame_of, goals_of, head_of

TABLE = GoalTable(
    name="培训经费",
    year=2025,
    budget_yuan=Decimal("123456.78"),
    framework=Framework.FOUR_CLASS,
    goals=(Goal(scope="overall", text="提高能力。\n扩大影响。", group="甲"), Goal(scope="annual", text="办班。")),
    indicators=(
        Indicator(level1="产出指标", level2="数量指标", level3="培训期数", value="≥2期", basis="计划"),
        Indicator(level1="满意度指标", level3="学员满意度", value="≥90%"),
    ),
    doubts=(Doubt(place="year", confidence=0.5, reason="年度写在别处"),),
    unread=("备注",),
)
TYPED = {"一级指标": "", "二级指标": "", "三级指标": "", "指标值": "", "指标值确定依据": ""}


def corrected(frame: pd.DataFrame | None = None, head: Head | None = None) -> GoalTable:
    return correct(TABLE, head or head_of(TABLE), goals_of(TABLE), frame_of(TABLE) if frame is None else frame)


def with_row(**cells: str | None) -> pd.DataFrame:
    frame = frame_of(TABLE)
    return pd.concat([frame, pd.DataFrame([TYPED | cells], index=[len(frame)])])


def test_nothing_typed_changes_nothing_but_the_doubts() -> None:
    assert corrected() == TABLE.model_copy(update={"doubts": ()})


def test_the_whole_corpus_stays_as_it_is(corpus_index: ExemplarIndex) -> None:
    for exemplar in corpus_index.exemplars:
        table = exemplar.table.model_copy(update={"doubts": ()})
        same = correct(table, head_of(table), goals_of(table), frame_of(table))
        assert {goal.text for goal in same.goals} == {goal.text for goal in table.goals}
        assert same.model_copy(update={"goals": table.goals}) == table


def test_the_head_is_read() -> None:
    said = Head(" 干部培训经费 ", "甲县妇联", "2026年", "20", "办班")
    table = corrected(head=said)
    assert (table.name, table.unit, table.year, table.budget_yuan, table.purpose) == (
        "干部培训经费",
        "甲县妇联",
        2026,
        Decimal("200000.00"),
        "办班",
    )
    assert corrected(head=Head("培训经费", "", "", "", "")).budget_yuan is None


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [("name", " ", "项目名称"), ("year", "25", "四位年份"), ("year", "１９９８８", "四位"), ("budget", "很多", "预算金额")],
)
def test_a_wrong_head_is_told(field: str, text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        corrected(head=replace(head_of(TABLE), **{field: text}))


def test_goals_keep_what_else_is_known_of_them() -> None:
    goals = goals_of(TABLE)
    assert goals == {"overall": "提高能力。 扩大影响。", "annual": "办班。"}
    table = correct(TABLE, head_of(TABLE), {**goals, "annual": "办两期班。\n\n评估。"}, frame_of(TABLE))
    assert table.goals[0] == TABLE.goals[0]
    assert [(goal.scope, goal.text) for goal in table.goals[1:]] == [("annual", "办两期班。"), ("annual", "评估。")]


def test_rows_are_changed_removed_and_added() -> None:
    frame = with_row(二级指标="质量指标", 三级指标="培训合格率", 指标值="≥95%").drop(index=1)
    frame.loc[0, "指标值"] = "≥3期"
    first, second = corrected(frame).indicators
    assert (first.level3, first.value, first.basis) == ("培训期数", "≥3期", "计划")
    assert first.target is not None
    assert first.target.number == "3"
    assert (second.level1, second.level2, second.value) == ("产出指标", "质量指标", "≥95%")


def test_a_row_moves_with_its_second_level() -> None:
    frame = frame_of(TABLE)
    frame.loc[0, "二级指标"] = "社会效益指标"
    frame.loc[1, "一级指标"] = "效益指标"
    assert [(row.level1, row.level2) for row in corrected(frame).indicators] == [("效益指标", "社会效益指标"), ("效益指标", None)]


def test_empty_rows_are_none_and_rows_without_a_name_are_told() -> None:
    empty = dict.fromkeys(TYPED)
    assert len(corrected(with_row(**empty)).indicators) == 2
    with pytest.raises(InputError, match="第 3 行没有三级指标"):
        corrected(with_row(**(empty | {"指标值": "≥1次"})))


def test_secrets_cannot_be_typed_in() -> None:
    with pytest.raises(ClassifiedError):
        corrected(head=replace(head_of(TABLE), name="培训经费（机密）"))


def test_classes_of_the_rows_can_be_chosen() -> None:
    table = TABLE.model_copy(update={"indicators": (*TABLE.indicators, Indicator(level1="履职指标", level2="其他指标", level3="其他"))})
    first, second = class_choices(table)
    assert {"", "履职指标", "产出指标"} <= set(first)
    assert {"", "其他指标", "质量指标"} <= set(second)
