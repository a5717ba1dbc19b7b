import json

import pytest

from assistant.drafting.llm.answer import BadRow, ModelRow, read_answer, read_row, schema_of
from assistant.errors import InvalidAnswerError
from assistant.goals import Framework
from assistant.goals.taxonomy import level2_names

ROW = {"level2": "数量指标", "name": "培训人次", "value": "≥200人次", "evidence": ["c1"]}


def test_rows_and_goals() -> None:
    answer = read_answer(json.dumps({"indicators": [ROW], "goals": ["完成培训。", 3, ""]}))
    assert answer.rows == (ModelRow(level2="数量指标", name="培训人次", value="≥200人次", evidence=("c1",)),)
    assert answer.goals == ("完成培训。",)


@pytest.mark.parametrize("class_", ["数量", "产出数量", " 数量指标 "])
def test_classes_by_any_usual_name(class_: str) -> None:
    row = read_row(ROW | {"level2": class_})
    assert isinstance(row, ModelRow)
    assert row.level2 == "数量指标"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"level2": "其他指标"}, "没有二级指标「其他指标」"),
        ({"name": "Training"}, "名称「Training」不是中文名称"),
        ({"value": ""}, "指标值缺失或长度不对"),
        ({"value": None}, "指标值缺失或长度不对"),
        ({"value": 200}, "指标值缺失或长度不对"),
        ({"name": "培" * 41}, "名称缺失或长度不对"),
        ({"name": "![](http://example.com)"}, "名称缺失或长度不对"),
    ],
)
def test_bad_rows_say_why(changes: dict[str, object], reason: str) -> None:
    row = read_row(ROW | changes)
    assert isinstance(row, BadRow)
    assert row.reason == reason


@pytest.mark.parametrize("entry", ["培训人次", None, 3, ["x"]])
def test_what_is_no_row(entry: object) -> None:
    assert isinstance(read_row(entry), BadRow)


@pytest.mark.parametrize("evidence", ["c1", None, {"a": 1}, [1, "c1"], ["c1"] * 50])
def test_evidence_in_any_shape(evidence: object) -> None:
    row = read_row(ROW | {"evidence": evidence})
    assert isinstance(row, ModelRow)
    assert set(row.evidence) <= {"c1"}


@pytest.mark.parametrize("text", ["", "无法回答", "{}", '{"indicators": {}}', '{"indicators": []}', "[1, 2]"])
def test_no_answer(text: str) -> None:
    with pytest.raises(InvalidAnswerError):
        read_answer(text)


def test_a_model_that_repeats_itself_is_cut() -> None:
    assert len(read_answer(json.dumps({"indicators": [ROW] * 500, "goals": []})).rows) == 40


@pytest.mark.parametrize("framework", [Framework.THREE_CLASS, Framework.FOUR_CLASS])
def test_schema_is_one_that_strict_modes_take(framework: Framework) -> None:
    schema = schema_of(framework)
    row = schema["properties"]["indicators"]["items"]
    assert schema["type"] == "object"
    for part in (schema, row):
        assert part["additionalProperties"] is False
        assert part["required"] == list(part["properties"])
    assert row["properties"]["level2"]["enum"] == list(level2_names(framework))
