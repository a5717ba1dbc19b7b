from decimal import Decimal

import pytest

from assistant.goals import Goal, GoalTable
from assistant.review import Earlier, Finding, apply_fix, review
from assistant.review.mentions import find_mentions
from tests.review.samples import DATA, find, indicator, sound_table, table_of

QUANTITY, SATISFACTION = "数量指标", "服务对象满意度指标"


def goals(text: str, *rows: tuple[str, str, str]) -> list[Finding]:
    return find("GOAL-01", table_of(*rows, goals=(Goal(text=text),)))


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("公益活动不少于26次、服务人数不少于3050人。", (QUANTITY, "受益人数", "≥3150人")),
        ("开展个案57个，小组12个，社区活动55场。", (QUANTITY, "社区活动数(场次)", "5场")),
        ("创建6个妇女议事会试点，推进议事工作。", (QUANTITY, "创建妇女议事会试点", "≥8个")),
        ("通过开展20项宣传活动，提高自我保护意识。", (QUANTITY, "开展宣传活动", "≥10次")),
        ("创业指导服务等公益活动不少于26次。", (QUANTITY, "公益活动场次", "≥20场")),
        ("慰问200名困难妇女。", (QUANTITY, "慰问困难妇女人数", "≥300人")),
        ("服务妇女儿童2.5万人次。", (QUANTITY, "服务妇女儿童人次", "≥2万人次")),
        ("参与活动的妇女群众满意度均不低于90%。", (SATISFACTION, "参与活动妇女群众满意度", "≥85%")),
        ("群众满意度达到95%以上。", (SATISFACTION, "服务对象满意度", "≥90%")),
        ("确保培训合格率达到98%。", ("质量指标", "培训合格率", "≥95%")),
        ("重复信访率控制在5%以内。", ("社会效益指标", "重复信访率", "≤8%")),
        ("补助发放准确率达到100%。", ("质量指标", "补助发放准确率", "≥98%")),
        ("总成本控制在3万元以内。", ("成本指标", "总成本控制数", "≤30001元")),
        ("于2025年10月底前完成购置15台。", (QUANTITY, "购置数量", "=18台")),
        ("完成修缮改造不少于7500平方米。", (QUANTITY, "修缮改造面积", "≥8000平方米")),
        ("完成县乡道路大中修25公里。", (QUANTITY, "大中修里程", "≥20公里")),
        ("设备使用年限达到6年以上。", ("社会效益指标", "设备使用年限", "≥5年")),
    ],
)
def test_goal_and_indicator_name_different_numbers(text: str, row: tuple[str, str, str]) -> None:
    (finding,) = goals(text, row)
    assert (finding.rule, finding.indicator) == ("GOAL-01", 0)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("于2025年完成设备使用。", ("社会效益指标", "设备使用年限", "≥5年")),
        ("开展培训10场。", (QUANTITY, "开展培训场次", "≥10场")),
        ("完成气排球培训10场。", (QUANTITY, "开展培训场次", "≥20场")),
        ("培训妇女不少于4000人次。", (QUANTITY, "新农学堂培训人次", "≥300人次")),
        ("每个村开展宣传活动5场。", (QUANTITY, "宣传活动场次", "≥60场")),
        ("召开执委会等活动不少于4次。", (QUANTITY, "活动次数", "≥30次")),
        ("培训人数200人。", (QUANTITY, "培训人次", "≥400人次")),
        ("群众满意度较上年提高5%。", (SATISFACTION, "群众满意度", "≥90%")),
        ("社区宣传活动5场，企业宣传活动6场，全年宣传活动11场。", (QUANTITY, "宣传活动场次", "≥11场")),
        ("农村培训班3期，城镇的培训班5期。", (QUANTITY, "培训班期数", "≥8期")),
        ("举办第43届健身大赛。", (QUANTITY, "健身大赛场次", "≥1场")),
        ("改造县道25公里，新修村道8公里。", (QUANTITY, "道路里程", "≥33公里")),
        ("女干部培训50人。", (QUANTITY, "培训人数", "≥200人")),
        ("用3个月完成6个试点。", (QUANTITY, "试点个数", "≥6个")),
    ],
)
def test_numbers_of_different_things(text: str, row: tuple[str, str, str]) -> None:
    assert goals(text, row) == []


def test_goal_number_that_another_row_keeps() -> None:
    rows = [(QUANTITY, "宣传活动场次", "≥20场"), (QUANTITY, "宣传活动次数", "≥100次")]
    assert goals("开展宣传活动20场。", *rows) == []


def test_satisfaction_of_several_groups_is_compared_by_name() -> None:
    rows = [(SATISFACTION, "学员满意度", "≥90%"), (SATISFACTION, "用人单位满意度", "≥85%")]
    assert goals("群众满意度达到95%。", *rows) == []
    assert [finding.indicator for finding in goals("用人单位满意度达到95%。", *rows)] == [1]


def of_period(text: str, value: str, period_value: str) -> GoalTable:
    row = indicator(QUANTITY, "社区活动场次", value, period_value=period_value)
    return sound_table(indicators=(row,), goals=(Goal(text=text, scope="period"),))


def test_goal_for_the_period_is_held_against_the_period_value() -> None:
    assert find("GOAL-01", of_period("社区活动90场。", "≥30场", "≥90场")) == []
    (finding,) = find("GOAL-01", of_period("社区活动120场。", "≥30场", "≥90场"))
    assert finding.field == "period_value"


@pytest.mark.parametrize(
    ("value", "period_value", "rules"), [("≥30场", "≥12场", ["PERIOD-01"]), ("≥30场", "≥90场", []), ("≥90%", "≥80%", [])]
)
def test_period_value_below_the_year(value: str, period_value: str, rules: list[str]) -> None:
    assert [finding.rule for finding in find("PERIOD", of_period("开展活动。", value, period_value))] == rules


def test_mentions_say_what_they_count() -> None:
    (mention,) = find_mentions("通过提供个案服务1,200余宗")
    assert (mention.number, mention.unit) == (Decimal(1200), "宗")
    assert "个案服务" in mention.objects


@pytest.mark.parametrize(("goal", "name"), [("修补路面18000平方米", "路面修补面积"), ("清理边沟900平方米", "边沟清理面积")])
def test_deed_and_thing_in_another_order(goal: str, name: str) -> None:
    table = table_of(("数量指标", name, "≥15000平方米"), goals=(Goal(text=f"{goal}，保障通行。"),))
    assert len(find("GOAL-01", table)) == 1


def test_the_goal_can_follow_the_table_in_one_click() -> None:
    table = table_of((QUANTITY, "培训人数", "≥260人"), goals=(Goal(text="提升能力。"), Goal(text="举办培训，培训人数200人以上。")))
    (finding,) = find("GOAL-01", table)
    mended = apply_fix(table, finding)
    assert (finding.indicator, mended.indicators) == (0, table.indicators)
    assert [goal.text for goal in mended.goals] == ["提升能力。", "举办培训，培训人数260人以上。"]
    assert find("GOAL-01", mended) == []


def test_no_goal_follows_a_cost_beyond_the_budget() -> None:
    table = table_of(("经济成本指标", "总成本控制数", "≤30万元"), goals=(Goal(text="总成本控制在20万元以内。"),))
    enough, too_little = (table.model_copy(update={"budget_yuan": Decimal(budget)}) for budget in (300_000, 200_000))
    assert [finding.fix is None for finding in find("GOAL-01", enough)] == [False]
    assert [finding.fix is None for finding in find("GOAL-01", too_little)] == [True]


def test_what_a_row_said_before_it_was_changed_is_found_though_its_name_changed_too() -> None:
    table = table_of((QUANTITY, "培训学员人数", "≥260人"), goals=(Goal(text="慰问培训妇女200人，于10月底前完成。"),))
    before = [Earlier(indicator(QUANTITY, "慰问培训妇女人数", "≥200人"), 0)]
    assert find("GOAL-01", table) == []
    (finding,) = [finding for finding in review(table, DATA, earlier=before) if finding.rule == "GOAL-01"]
    assert finding.fix
    assert finding.fix.new == "慰问培训妇女260人，于10月底前完成。"


def test_a_date_that_was_changed_is_found() -> None:
    table = table_of(("时效指标", "完成时间", "2024年6月底前"), goals=(Goal(text="于2024年11月底前完成培训。"),))
    (finding,) = [f for f in review(table, DATA, earlier=[Earlier(indicator("时效指标", "完成时间", "2024年11月底前"), 0)]) if f.fix]
    assert (finding.rule, finding.fix and finding.fix.new) == ("GOAL-01", "于2024年6月底前完成培训。")
