import pytest

from assistant.goals import Framework, Goal, GoalTable
from assistant.review import review
from tests.review.samples import DATA, SOUND, find, finds_on_row, indicator, sound_table, table_of, table_with, table_without


def test_sound_table_has_no_findings() -> None:
    assert review(sound_table(), DATA) == []


def test_table_without_goals_or_indicators() -> None:
    findings = review(GoalTable(name="培训费"), DATA)
    assert [finding.rule for finding in findings] == ["TABLE-01", "TABLE-02", "TABLE-03"]


@pytest.mark.parametrize(
    ("missing", "rule"),
    [("数量指标", "CLASS-01"), ("质量指标", "CLASS-01"), ("社会效益指标", "CLASS-02"), ("服务对象满意度指标", "CLASS-04")],
)
def test_missing_class(missing: str, rule: str) -> None:
    assert [finding.rule for finding in find("CLASS", table_without(missing))] == [rule]


def test_missing_output_is_told_once() -> None:
    rows = [row for row in SOUND if row[0] in ("社会效益指标", "服务对象满意度指标")]
    assert len(find("CLASS-01", table_of(*rows))) == 1


def test_cost_is_asked_for_by_framework_or_kind_of_project() -> None:
    assert find("CLASS-03", table_without("成本指标")) == []
    assert find("CLASS-03", table_without("成本指标", name="办公楼修缮"))
    assert find("CLASS-03", table_without("成本指标", framework=Framework.FOUR_CLASS))


def test_satisfaction_is_a_question_where_nobody_is_named() -> None:
    table = table_without("服务对象满意度指标", name="档案整理", purpose=None, goals=(Goal(text="整理档案2万卷。"),))
    assert [finding.rule for finding in find("CLASS", table)] == ["CLASS-05"]


def test_satisfaction_is_not_asked_of_internal_affairs() -> None:
    table = table_without("服务对象满意度指标", name="机关物业费", purpose="支付物业费", goals=())
    assert find("CLASS", table) == []


def test_table_of_a_department_needs_no_classes() -> None:
    rows = tuple(indicator(*row).model_copy(update={"level1": None, "level2": None}) for row in SOUND)
    assert find("CLASS", sound_table(indicators=rows, framework=None)) == []


def test_class_in_the_wrong_place_is_moved() -> None:
    rows = (*sound_table().indicators, indicator("质量指标", "资料达标率", "≥95%").model_copy(update={"level1": "效益指标"}))
    (finding,) = find("CLASS-06", sound_table(indicators=rows))
    assert finding.fix is not None
    assert finding.fix.new == "产出指标"


def test_row_without_class() -> None:
    rows = (*sound_table().indicators, indicator("质量指标", "资料达标率", "≥95%").model_copy(update={"level1": None, "level2": None}))
    assert [finding.rule for finding in review(sound_table(indicators=rows), DATA)] == ["CLASS-07"]


@pytest.mark.parametrize("value", [None, "—", "/", "无", " "])
def test_missing_value(value: str | None) -> None:
    assert finds_on_row("数量指标", "印发资料", value) == ["VALUE-01"]


def test_values_missing_everywhere_are_told_once() -> None:
    table = table_of(*((level2, level3, None) for level2, level3, _ in SOUND))
    assert [finding.indicator for finding in find("VALUE-01", table)] == [None]


def test_value_to_be_filled_in_is_no_fault() -> None:
    assert finds_on_row("数量指标", "印发资料", "（待确认）份") == ["VALUE-05"]


def test_same_name_twice_in_a_class() -> None:
    assert finds_on_row("数量指标", "培训 期数", "≥3期") == ["DUP-01"]
    assert finds_on_row("社会效益指标", "学员满意度", "≥90%") == []


def test_nearly_the_same_name() -> None:
    assert finds_on_row("数量指标", "举办培训期数", "≥3期") == ["DUP-02"]
    assert finds_on_row("数量指标", "培训场次", "≥3场") == []
    assert find("DUP", table_with("服务对象满意度指标", "维权学员满意度", "≥90%")) == []


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("参训人员满意度", True),
        ("培训学员满意率", True),
        ("参加培训人员对培训的满意度", True),
        ("参训学员对项目总体满意度", True),
        ("学员对后勤保障满意度", False),
        ("维权学员满意度", False),
        ("用人单位满意度", False),
        ("服务对象满意度", False),
    ],
)
def test_two_rows_that_ask_the_same_people(name: str, told: bool) -> None:
    table = table_with("服务对象满意度指标", name, "≥85%")
    found = find("DUP", table)
    assert [(finding.rule, finding.indicator) for finding in found] == ([("DUP-02", len(SOUND))] if told else [])
