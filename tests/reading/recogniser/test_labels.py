"""Labels are known however they are printed."""

from decimal import Decimal

import pytest

from assistant.reading.recogniser.labels import Role, find_column, find_field, find_task_column


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("项 目 名 称", Role.NAME),
        ("绩　效　目　标", Role.GOAL_OVERALL),
        ("（一）项目名称：", Role.NAME),
        ("其中：财政    资金", Role.FISCAL),
        ("2025年度目标", Role.GOAL_ANNUAL),
        ("实施周期总目标（2023-2025）", Role.GOAL_PERIOD),
        ("主管部门及代码", Role.DEPARTMENT),
        ("单位及项目名称", Role.UNIT_OR_NAME),
        ("预算规模及资金用途", Role.PURPOSE),
    ],
)
def test_fields(text: str, role: Role) -> None:
    label = find_field(text)
    assert label is not None
    assert label.role == role


def test_labels_say_years_and_units_of_money() -> None:
    label = find_field("2025年预算金额(元)")
    assert label is not None
    assert (label.role, label.year, label.scale) == (Role.BUDGET, 2025, Decimal(1))
    other = find_field("金额 (万元)")
    assert other is not None
    assert other.scale == Decimal(10000)


def test_words_mean_other_things_in_other_places() -> None:
    found = [find_column("单位"), find_field("单位"), find_task_column("名称"), find_column("预期当年实现值")]
    assert [label.role if label else None for label in found] == [Role.MEASURE, Role.UNIT, Role.TASK_NAME, Role.VALUE]


@pytest.mark.parametrize("text", ["", "数量指标", "≥95%", "保障机关正常运转", "项目名称：水质监测", "甲" * 200])
def test_other_texts_are_no_labels(text: str) -> None:
    assert find_field(text) is None
