import pytest

from assistant.goals import Framework, Goal, GoalTable, Task
from assistant.review import Finding, Fix, apply_fix
from assistant.review.fixing import read_field
from tests.review.samples import sound_table, table_of


def fix(field: str, new: str, row: int | None = None) -> Finding:
    return Finding(rule="TEXT-04", severity="error", message="…", indicator=row, field=field, fix=Fix(field=field, new=new))


def whole() -> GoalTable:
    return sound_table(tasks=(Task(name="普法", content="讲座", expected="知晓"),), goals=(Goal(text="甲"), Goal(text="乙")))


@pytest.mark.parametrize(
    ("field", "row"),
    [
        ("name", None),
        ("purpose", None),
        ("goals.1.text", None),
        ("tasks.0.content", None),
        ("tasks.0.expected", None),
        ("tasks.0.name", None),
    ]
    + [(field, 2) for field in ("level3", "value", "period_value", "description", "basis")],
)
def test_every_text_can_be_changed_and_nothing_else_is(field: str, row: int | None) -> None:
    finding = fix(field, "新的", row)
    changed = apply_fix(whole(), finding)
    assert read_field(changed, finding) == "新的"
    back = apply_fix(changed, fix(field, read_field(whole(), finding) or "", row))
    assert back.model_dump(exclude={"indicators": {2: {"target", field}}}) == whole().model_dump(
        exclude={"indicators": {2: {"target", field}}}
    )


def test_class_brings_its_first_level() -> None:
    three = apply_fix(sound_table(), fix("level2", "成本指标", 0)).indicators[0]
    assert (three.level1, three.level2) == ("产出指标", "成本指标")
    four = apply_fix(sound_table(framework=Framework.FOUR_CLASS), fix("level2", "经济成本指标", 0)).indicators[0]
    assert (four.level1, four.level2) == ("成本指标", "经济成本指标")
    assert apply_fix(sound_table(), fix("level2", "社会效益指标", 0)).indicators[0].level1 == "效益指标"


def test_value_of_a_row_that_becomes_a_cost_is_money() -> None:
    table = table_of(("数量指标", "活动费", "≤2万"))
    changed = apply_fix(table, fix("level2", "成本指标", 0)).indicators[0]
    assert changed.target is not None
    assert changed.target.yuan == "20000"


def test_order() -> None:
    table = table_of(("数量指标", "甲", "≥1个"), ("质量指标", "乙", "≥1%"), ("数量指标", "丙", "≥2个"))
    assert [row.level3 for row in apply_fix(table, fix("indicators", "0,2,1")).indicators] == ["甲", "丙", "乙"]
    assert read_field(table, fix("indicators", "0,2,1")) == "甲、乙、丙"


@pytest.mark.parametrize(
    "bad", [fix("indicators", "0,0,1"), fix("year", "2024"), fix("goals.0.scope", "annual"), fix("status", "confirmed", 0)]
)
def test_fix_of_something_else_is_refused(bad: Finding) -> None:
    with pytest.raises(ValueError, match="no "):
        apply_fix(sound_table(), bad)


def test_finding_without_fix_changes_nothing() -> None:
    table = sound_table()
    assert apply_fix(table, Finding(rule="VALUE-01", severity="error", message="…", indicator=0, field="value")) is table
