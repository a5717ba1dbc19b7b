"""Fixes that are applied unseen change the writing only."""

import re

import pytest
from hypothesis import Phase, given, settings

from assistant.goals import GoalTable, parse_target
from assistant.goals.dates import parse_deadline
from assistant.review import RULES, Finding, review
from assistant.review.fixing import read_field
from tests.review.samples import DATA, find, indicator, sound_table, table_of
from tests.review.strategies import tables


def safe_fixes(table: GoalTable) -> list[Finding]:
    return [finding for finding in review(table, DATA) if finding.fix and RULES[finding.rule].safe]


def promises(text: str) -> tuple[object, ...]:
    """What a value promises: its numbers in their order, and the day by which."""
    deadline = parse_deadline(text)
    month_end = deadline and (deadline.month, deadline.day)
    return re.findall(r"\d+(?:\.\d+)?", re.sub(r"20\d\d年?|12月底", "", text)), None if month_end == (12, None) else month_end


@settings(max_examples=200, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(table=tables)
def test_safe_fix_keeps_the_numbers_of_a_value(table: GoalTable) -> None:
    for finding in safe_fixes(table):
        assert finding.fix is not None
        if finding.fix.field in ("value", "period_value") and finding.rule != "DATE-01":
            before, after = parse_target(read_field(table, finding)), parse_target(finding.fix.new)
            assert (before.number, before.upper) == (after.number, after.upper), finding


@pytest.mark.parametrize(
    ("level2", "name", "value"),
    [
        ("时效指标", "完成时间", "≤上半年"),
        ("时效指标", "完成时间", "≤2024年上半年"),
        ("时效指标", "完成时间", "≤3月上旬"),
        ("时效指标", "建设工期", "≤6月"),
        ("时效指标", "试用期", "≤6月"),
        ("质量指标", "获奖项目", "≥2项省级以上"),
        ("质量指标", "资料达标率", "100%（百分百）"),
        ("质量指标", "学员考核达标率", "≥95%（百分制）"),
        ("数量指标", "会期", "3天"),
        ("数量指标", "控制人数", "5人"),
        ("数量指标", "参会人数", "约100人以上"),
        ("数量指标", "培训人数", "100-200人以上"),
        ("数量指标", "会议次数", "20次左右以内"),
        ("社会成本指标", "受影响人口", "≤3万"),
    ],
)
def test_value_that_only_a_person_may_rewrite(level2: str, name: str, value: str) -> None:
    assert [finding for finding in safe_fixes(table_of((level2, name, value))) if finding.indicator == 0] == []


@pytest.mark.parametrize("goal", ["获得不少于2项省级以上奖项", "培训至少50名科级以上干部", "邀请不少于3名处级及以上干部授课"])
def test_rank_in_a_goal_stays(goal: str) -> None:
    assert find("SIGN-05", sound_table(goals=({"text": goal},))) == []


@pytest.mark.parametrize(
    ("level2", "name", "value", "new"),
    [
        ("时效指标", "完成时间", "≤9月", "2024年9月底前"),
        ("时效指标", "完成时间", "≤2024年", "2024年12月底前"),
        ("质量指标", "资料达标率", "≥95百分比", "≥95%"),
        ("成本指标", "资料费", "≤0.1万", "≤0.1万元"),
        ("数量指标", "培训人数", "100人", "≥100人"),
    ],
)
def test_writing_that_is_mended(level2: str, name: str, value: str, new: str) -> None:
    (finding,) = [found for found in safe_fixes(table_of((level2, name, value))) if found.indicator == 0]
    assert finding.fix is not None
    assert finding.fix.new == new
    assert promises(value)[0] == promises(new)[0]


def test_row_without_class_stays_where_it_is() -> None:
    rows = [indicator("数量指标", "甲数量", "≥1个"), indicator("质量指标", "乙合格率", "≥95%"), indicator("数量指标", "丙数量", "≥2个")]
    cost = indicator("经济成本指标", "总成本", "≤2万元")
    table = sound_table(framework=None, indicators=(cost, *rows))
    (finding,) = find("ORDER-01", table)
    assert finding.fix is not None
    assert finding.fix.new == "0,1,3,2"
