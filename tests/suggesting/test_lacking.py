import pytest

from assistant.goals import Framework, GoalTable, Indicator
from assistant.suggesting.lacking import Lack, find_lacks
from assistant.suggesting.situation import Situation
from tests.review.samples import DATA, sound_table, table_of, table_without


def lacks(table: GoalTable) -> list[Lack]:
    return find_lacks(Situation(table, DATA.words), DATA)


def classes(table: GoalTable) -> list[tuple[str, ...]]:
    return [lack.classes for lack in lacks(table)]


BENEFITS = ("社会效益指标", "经济效益指标", "生态效益指标")


def test_a_complete_table_lacks_nothing() -> None:
    assert lacks(sound_table()) == []


@pytest.mark.parametrize(
    ("level2", "answers"),
    [
        ("数量指标", ("数量指标",)),
        ("质量指标", ("质量指标",)),
        ("社会效益指标", BENEFITS),
        ("服务对象满意度指标", ("服务对象满意度指标",)),
    ],
)
def test_what_is_missing_and_what_answers_it(level2: str, answers: tuple[str, ...]) -> None:
    (lack,) = lacks(table_without(level2))
    assert lack.classes == answers
    assert lack.certain
    assert lack.message.endswith("。")


def test_time_is_not_missed() -> None:
    assert lacks(table_without("时效指标")) == []


@pytest.mark.parametrize("benefit", ["经济效益指标", "生态效益指标"])
def test_any_benefit_will_do(benefit: str) -> None:
    rows = [(row.level2 or "", row.level3, row.value) for row in table_without("社会效益指标").indicators]
    assert lacks(table_of(*rows, (benefit, "带动增收金额", "≥10万元"))) == []


def test_a_table_without_rows_lacks_everything_that_must_be_there() -> None:
    found = classes(GoalTable(name="妇女培训经费", framework=Framework.FOUR_CLASS))
    assert found == [("数量指标",), ("质量指标",), BENEFITS, ("成本指标",), ("服务对象满意度指标",)]


def test_a_row_without_class_counts_as_what_its_name_says() -> None:
    rows = tuple(Indicator(level3=name) for name in ("培训人数", "培训合格率", "培训总成本", "学员满意度"))
    assert classes(GoalTable(name="妇女培训经费", indicators=rows)) == [BENEFITS]
