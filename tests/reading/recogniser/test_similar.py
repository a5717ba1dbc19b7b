"""Labels that nobody has listed, close to ones that are."""

import pytest

from assistant.reading.recogniser.labels import Role
from assistant.reading.recogniser.similar import similar_column, similar_field
from tests.reading.forms_of_text import named, read_form


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("指标目标数值", Role.VALUE),
        ("三级指标的名称", Role.LEVEL3),
        ("指标值确定的依据", Role.BASIS),
        ("本年度计划指标值", Role.VALUE),
        ("年度实际完成值情况", Role.REST),
        ("指标计算公式及解释", None),
        ("责任人", None),
        ("完成值", Role.REST),
    ],
)
def test_headings(text: str, role: Role | None) -> None:
    label = similar_column(text)
    assert (label.role if label else None) in (role, None if role == Role.REST else role)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("项目具体实施单位", Role.UNIT),
        ("年度总体绩效目标内容", Role.GOAL_ANNUAL),
        ("项目绩效总体目标", Role.GOAL_OVERALL),
        ("项目资金使用率", None),
        ("服务对象满意度", None),
        ("项目管理", None),
    ],
)
def test_fields(text: str, role: Role | None) -> None:
    label = similar_field(text)
    assert (label.role if label else None) == role


def test_a_similar_heading_is_less_than_certain() -> None:
    table = read_form("一级指标\t二级指标\t三级指标\t指标目标数值\n产出指标\t数量指标\t甲数\t5个\n")
    assert named(table) == [("甲数", "5个")]
    assert [doubt.place for doubt in table.doubts] == ["indicators.0"]


def test_a_similar_label_is_less_than_certain() -> None:
    table = read_form(
        "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t甲数\t5个\n",
        "2026年项目支出绩效目标表\n项目名称\t甲\t项目的实施单位\t甲县水务局\n年度绩效的目标\t办好。\n",
    )
    assert (table.unit, [goal.text for goal in table.goals]) == ("甲县水务局", ["办好。"])
    assert {doubt.place for doubt in table.doubts} == {"unit", "goals"}
