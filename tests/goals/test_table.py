from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from assistant.goals import Goal, GoalTable, Indicator, Period, Source, Target, Task
from tests.strategies import amounts, sentences, tables

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda text: text.strip() != "")
tasks = st.builds(Task, name=sentences, content=st.none() | texts, budget_yuan=st.none() | amounts, expected=st.none() | texts)


@st.composite
def filled_tables(draw: st.DrawFn) -> GoalTable:
    """Tables with every field that a source can fill."""
    return draw(tables()).model_copy(
        update={
            "kind": draw(st.sampled_from(["project", "department"])),
            "tasks": tuple(draw(st.lists(tasks, max_size=2))),
            "others": draw(st.dictionaries(texts.map(str.strip), texts.map(str.strip), max_size=2)),
            "classified": draw(st.booleans()),
            "source": draw(st.none() | st.builds(Source, file=texts, location=st.none() | texts)),
            "unread": tuple(draw(st.lists(texts.map(str.strip), max_size=2))),
        }
    )


@settings(max_examples=50)
@given(filled_tables())
def test_json_and_back(table: GoalTable) -> None:
    assert GoalTable.model_validate_json(table.model_dump_json()) == table
    assert GoalTable.model_validate(table.model_dump()) == table
    assert GoalTable.model_validate(table.model_dump(mode="json")) == table


@settings(max_examples=50)
@given(filled_tables())
def test_amounts_are_written_as_decimal_strings(table: GoalTable) -> None:
    written = table.model_dump(mode="json")
    assert written["schema_version"] == "1"
    assert written["budget_yuan"] == (None if table.budget_yuan is None else f"{table.budget_yuan:.2f}")
    assert all(task["budget_yuan"] is None or task["budget_yuan"][-3] == "." for task in written["tasks"])


def minimal(**fields: Any) -> GoalTable:
    return GoalTable.model_validate({"name": "普法宣传经费", **fields})


def test_a_name_is_enough() -> None:
    table = minimal()
    assert table.kind == "project"
    assert [*table.indicators, *table.goals, *table.tasks, *table.unread] == []
    assert table.model_dump(exclude_defaults=True) == {"name": "普法宣传经费"}


@pytest.mark.parametrize(
    ("model", "data"),
    [
        (GoalTable, {"name": "经费", "weight": 90}),
        (Indicator, {"level3": "人数", "score": 10}),
        (Goal, {"text": "目标", "number": 1}),
        (Task, {"name": "任务", "amount": "1"}),
        (Period, {"begin": "2021"}),
        (Source, {"file": "a.txt", "line": 1}),
        (Target, {"sign": "≥"}),
    ],
)
def test_unknown_keys_are_refused(model: type[GoalTable], data: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        model.model_validate(data)


def test_unknown_keys_are_refused_deep_inside() -> None:
    with pytest.raises(ValidationError, match=r"indicators\.0\.target\.sign"):
        minimal(indicators=[{"level3": "人数", "target": {"sign": "≥"}}])


@pytest.mark.parametrize("blank", ["", "  ", "\n", "\u3000", None])
def test_blank_strings_become_none(blank: str | None) -> None:
    fields = ("unit", "department", "purpose", "project_code", "project_type")
    row = dict.fromkeys(("level1", "level2", "value", "period_value", "description", "basis", "group"), blank)
    table = minimal(
        **dict.fromkeys(fields, blank),
        period={"start": blank, "end": blank},
        spending_plan={"3月底": blank, "6月底": "20%"},
        goals=[{"text": "目标", "group": blank}],
        indicators=[{"level3": "人数", **row}],
        tasks=[{"name": "任务", "content": blank, "expected": blank}],
        source={"file": "a.txt", "location": blank},
    )
    assert all(getattr(table, field) is None for field in fields)
    assert table.period == Period()
    assert table.spending_plan == {"3月底": None, "6月底": "20%"}
    assert table.goals[0].group is None
    assert table.indicators[0] == Indicator(level3="人数")
    assert table.tasks[0] == Task(name="任务")
    assert table.source == Source(file="a.txt")


def test_white_space_around_text_goes() -> None:
    table = minimal(name=" 普法宣传经费\n", unit="\u3000某县妇联 ", indicators=[{"level3": " 人数 ", "value": " ≥5 人 "}])
    assert (table.name, table.unit) == ("普法宣传经费", "某县妇联")
    assert (table.indicators[0].level3, table.indicators[0].value) == ("人数", "≥5 人")


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"name": "  "},
        {"year": 23},
        {"year": 2101},
        {"budget_yuan": 27000.0},
        {"budget_yuan": "二万"},
        {"kind": "unit"},
        {"schema_version": "2"},
        {"framework": "five_class"},
        {"goals": [{"text": " "}]},
        {"goals": [{"text": "目标", "scope": "monthly"}]},
        {"indicators": [{"level3": ""}]},
        {"indicators": [{"value": "≥5人"}]},
        {"indicators": [{"level3": "人数", "status": "done"}]},
        {"indicators": [{"level3": "人数", "origin": "guess"}]},
        {"tasks": [{"name": " "}]},
    ],
)
def test_wrong_shapes_are_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        minimal(**fields)


def test_a_table_does_not_change_under_ones_hands() -> None:
    table = minimal(budget_yuan="27000")
    with pytest.raises(ValidationError, match="frozen"):
        table.__setattr__("name", "别的")
    assert table.budget_yuan == Decimal("27000.00")
