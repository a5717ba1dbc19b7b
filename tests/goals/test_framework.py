import pytest

from assistant.goals import Framework, GoalTable, Indicator
from assistant.goals.framework import framework_of


@pytest.mark.parametrize(
    ("named", "level1", "level2", "framework"),
    [
        (None, "产出指标", "成本指标", Framework.THREE_CLASS),
        (None, "成本指标", "经济成本指标", Framework.FOUR_CLASS),
        (None, None, None, Framework.FOUR_CLASS),
        (Framework.FOUR_CLASS, "产出指标", "成本指标", Framework.FOUR_CLASS),
        (Framework.DEPARTMENT, None, None, Framework.DEPARTMENT),
    ],
)
def test_framework(named: Framework | None, level1: str | None, level2: str | None, framework: Framework) -> None:
    row = Indicator(level1=level1, level2=level2, level3="资料费", value="≤1万元")
    assert framework_of(GoalTable(kind="project", name="培训", framework=named, indicators=(row,))) is framework
