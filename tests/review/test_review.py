from collections import Counter
from typing import Any

import pytest
import yaml
from hypothesis import given, settings

from assistant.goals import Framework, GoalTable, parse_target
from assistant.review import RULES, Finding, apply_fix, hard_faults, review, review_fully, with_remarks
from tests.review.samples import DATA, LIBRARY, sound_table, table_of, table_with, table_without
from tests.review.strategies import optional, tables

EXPECTED = LIBRARY.parent / "expected"


def real_tables(stem: str) -> list[GoalTable]:
    (path,) = EXPECTED.glob(f"{stem}_*.yaml")
    return [_real_table(entry) for entry in yaml.safe_load(path.read_text("utf-8"))]


def _real_table(entry: dict[str, Any]) -> GoalTable:
    columns = entry.pop("columns", ())
    entry["indicators"] = [dict(zip(columns, row, strict=True)) for row in entry.get("indicators", ())]
    entry["goals"] = [dict(zip(("scope", "text", "group"), goal, strict=True)) for goal in entry.get("goals", ())]
    entry["tasks"] = [dict(zip(("name", "content", "budget_yuan", "expected"), task, strict=True)) for task in entry.get("tasks", ())]
    return GoalTable.model_validate(entry)


FAULTS = {
    "000": {"UNIT-03": 4, "VALUE-02": 2, "YEAR-01": 10},
    "001": {"MONEY-03": 1, "RATE-01": 1, "TEXT-02": 2},
    "002": {"GOAL-01": 1, "MONEY-03": 1, "TEXT-01": 2, "TEXT-03": 7, "TEXT-04": 2, "UNIT-02": 15, "UNIT-03": 2, "VALUE-02": 3},
    "003": {"GOAL-01": 1, "MONEY-01": 1, "TEXT-03": 2, "TEXT-04": 1, "UNIT-01": 4, "VALUE-02": 1},
    "004": {"SIGN-01": 1, "TEXT-03": 1, "TEXT-04": 3, "VALUE-01": 5, "YEAR-01": 1},
}
"""Hard faults of the published tables, each looked at by hand."""


@pytest.mark.parametrize("stem", FAULTS)
def test_hard_faults_of_published_tables(stem: str) -> None:
    found = Counter(finding.rule for table in real_tables(stem) for finding in hard_faults(review(table, DATA)))
    assert found == FAULTS[stem]


def test_gravest_findings_come_first() -> None:
    table = table_with("数量指标", "印发资料", None, name="2022年妇女培训经费", budget_yuan="60000")
    assert [finding.severity for finding in review(table, DATA)] == sorted(
        (finding.severity for finding in review(table, DATA)), key=["error", "warning", "info"].index
    )
    assert [finding.rule for finding in review(table, DATA)][:2] == ["VALUE-01", "YEAR-02"]


def test_hard_faults_are_the_errors() -> None:
    findings = [Finding(rule="A", severity=severity, message="…") for severity in ("error", "warning", "info")]
    assert hard_faults(findings) == findings[:1]


def test_classified_table_is_not_looked_into() -> None:
    assert review(table_of(classified=True), DATA) == []
    result = review_fully(table_of(classified=True), DATA)
    assert (result.findings, list(result.not_applicable)) == ((), list(RULES))
    assert set(result.not_applicable.values()) == {"涉密，不检查内容"}


def missing(table: GoalTable, **changes: Any) -> dict[str, str]:
    return review_fully(table, DATA, **changes).not_applicable


def test_rules_that_cannot_be_checked_say_why() -> None:
    assert {"PLACE-01", "PLACE-02"} <= set(missing(sound_table(unit=None)))
    assert "PLACE-01" not in missing(sound_table(unit=None, department="唐山市妇女联合会"))
    assert "PLACE-01" not in missing(sound_table(unit=None), own_text="唐山市")
    assert {"SOURCE-01", "SOURCE-02"} <= set(missing(sound_table())) - set(missing(sound_table(), own_text=""))
    assert {"MONEY-01", "MONEY-03", "MONEY-04"} <= set(missing(table_without("成本指标")))
    assert {"MONEY-03", "MONEY-04"} <= set(missing(table_without("数量指标")))
    parts = table_with("成本指标", "资料费", "≤0.1万元")
    assert not {"MONEY-03", "MONEY-05", "MONEY-06", "MONEY-07"} & set(missing(parts))
    whole = table_with("成本指标", "项目总成本", "≤2万元")
    assert not {"MONEY-02", "MONEY-07"} & set(missing(whole))
    assert {"MONEY-05", "MONEY-06"} <= set(missing(whole))
    assert missing(sound_table(year=None))["YEAR-01"] == "不知道预算年度"
    assert missing(sound_table(budget_yuan=None))["MONEY-01"] == "没有预算金额"
    assert missing(sound_table())["PLAN-01"] == "没有资金支出计划"
    assert missing(sound_table())["VALUE-11"] == "范例里近似的取值太少"
    assert missing(sound_table(framework=Framework.DEPARTMENT))["CLASS-01"] == "指标没有分一级、二级类别"


def test_sound_table_is_clean_or_not_applicable() -> None:
    result = review_fully(sound_table(), DATA)
    assert [finding.rule for finding in result.findings] == []
    assert set(result.not_applicable) < set(RULES)


def test_remarks_of_a_model_stand_where_their_gravity_puts_them() -> None:
    result = review_fully(table_with("数量指标", "印发资料", None), DATA)
    assert result.not_applicable["MODEL-01"] == "没有请语言模型看表述"
    remark = RULES["MODEL-01"].finding("空泛。", field="goals.0.text")
    looked = with_remarks(result, [remark])
    assert looked.findings == (*result.findings, remark)
    assert (looked.score, "MODEL-01" in looked.not_applicable) == (result.score, False)
    assert with_remarks(result, "没有问").not_applicable == result.not_applicable | {"MODEL-01": "没有问"}


def test_rules_are_registered_under_their_id() -> None:
    assert all(rule.id == key and rule.title and rule.source for key, rule in RULES.items())


@pytest.mark.parametrize("stem", FAULTS)
def test_fix_removes_its_finding(stem: str) -> None:
    for table in real_tables(stem):
        for finding in review(table, DATA):
            left = review(apply_fix(table, finding), DATA)
            same = [
                other for other in left if (other.rule, other.indicator, other.field) == (finding.rule, finding.indicator, finding.field)
            ]
            assert finding.fix is None or same == [], finding.message


def test_fixed_value_is_parsed_again() -> None:
    table = table_with("质量指标", "资料达标率", "≥95百分比")
    fixed = apply_fix(table, review(table, DATA)[0]).indicators[-1]
    assert (fixed.value, fixed.target) == ("≥95%", parse_target("≥95%"))


def test_finding_without_fix_changes_nothing() -> None:
    table = table_with("数量指标", "印发资料", None)
    assert apply_fix(table, review(table, DATA)[0]) is table


@settings(max_examples=400)
@given(table=tables, own_text=optional)
def test_any_table_is_reviewed_without_failing_and_always_alike(table: GoalTable, own_text: str | None) -> None:
    findings = review(table, DATA, own_text=own_text)
    assert findings == review(table, DATA, own_text=own_text)
    skipped = review_fully(table, DATA, own_text=own_text).not_applicable
    for finding in findings:
        assert finding.severity == RULES[finding.rule].severity
        assert finding.indicator is None or finding.indicator < len(table.indicators)
        assert finding.rule not in skipped
        GoalTable.model_validate(apply_fix(table, finding).model_dump(exclude={"indicators": {"__all__": {"target": {"yuan"}}}}))
