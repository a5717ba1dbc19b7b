"""What every draft must be, whatever was asked."""

import re
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.drafting import Draft, DraftContext, RowQuestion, draft
from assistant.evaluation.drafting import real_projects, request_for
from assistant.goals import Framework, GoalTable, format_target, parse_target
from assistant.goals.dates import budget_years
from assistant.goals.taxonomy import CLASSES
from assistant.review import hard_faults, review
from tests.drafting.conftest import ask

NAMES = st.sampled_from(
    (
        "妇女维权服务经费 农村公路养护工程 中小学校舍维修改造项目 基层干部业务培训经费 退役军人春节慰问经费 "
        "食品安全抽检监测 智慧水务平台运维 耕地地力保护补贴 办公电脑购置 社区矫正社工服务 工作经费 "
        "人才引进专项资金 河道清淤疏浚 非物质文化遗产保护 全民健身活动 创业担保贷款贴息 政协委员履职经费 "
        "劳务派遣人员经费 最美家庭评选表彰 十五五规划编制 林业有害生物防治 110指挥中心设备更新 留守儿童关爱 "
        "党代会会议费 法律援助办案补贴 天津市寻找最美家庭活动"
    ).split()
)
BUDGETS = st.decimals(min_value="300", max_value="5e8", places=2)
PURPOSES = st.sampled_from(
    [
        None,
        "开展宣传活动12场，培训干部200人，提供法律咨询500人次",
        "采购设备20台，9月底前完成",
        "服务群众2000人次以上，满意度达到95%",
        "按照上级要求做好相关工作",
    ]
)


def numbers_in(text: str) -> set[Decimal]:
    text = re.sub(r"20\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?", "", text)
    return {Decimal(number) for number in re.findall(r"\d+(?:\.\d+)?", text)}


def check_truth(result: Draft, budget: Decimal, year: int, own_text: str) -> None:
    table = result.table
    own = numbers_in(own_text)
    assert 2 <= len(table.goals) <= 4
    said = {Decimal(number) for row in table.indicators if row.target for number in (row.target.number, row.target.upper) if number}
    for goal in table.goals:
        assert numbers_in(goal.text) <= said | own, goal.text
    texts = [goal.text for goal in table.goals] + [f"{row.level3}{row.value}" for row in table.indicators]
    assert {found for text in texts for found in budget_years(text)} <= {year}
    for row in table.indicators:
        assert row.value
        assert "百分比" not in row.value
        assert not re.search(r"万$", row.value)
        assert row.target == parse_target(row.value, money="成本" in (row.level2 or ""))
        assert format_target(row.target) == row.value
        if row.target.unit == "%" and row.target.number:
            assert Decimal(row.target.number) <= 100
        if row.level1 == "成本指标" and row.target.decimal is not None:
            assert row.target.decimal <= budget


def check_classes(table: GoalTable, framework: Framework) -> None:
    classes = {(row.level1, row.level2) for row in table.indicators}
    assert all(level2 in CLASSES[framework][level1 or ""] for level1, level2 in classes)
    level2 = {second for _, second in classes}
    assert {"数量指标", "质量指标", "时效指标", "服务对象满意度指标"} <= level2
    assert level2 & {"成本指标", "经济成本指标"}
    assert any(first == "效益指标" for first, _ in classes)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(NAMES, BUDGETS, PURPOSES, st.sampled_from([Framework.THREE_CLASS, Framework.FOUR_CLASS]))
def test_every_draft_is_whole_and_true(
    context: DraftContext, name: str, budget: Decimal, purpose: str | None, framework: Framework
) -> None:
    request = ask(name, str(budget), purpose, framework=framework)
    result = draft(request, context)
    check_truth(result, budget, 2027, request.own_text)
    check_classes(result.table, framework)
    assert not hard_faults(result.findings)
    assert 7 <= len(result.table.indicators) <= 20
    known = {exemplar.indicator_id(i) for exemplar in context.index.exemplars for i in range(len(exemplar.table.indicators))}
    assert {id_ for row in result.table.indicators for id_ in row.evidence} <= known
    waiting = [row for row in result.table.indicators if row.status == "to_confirm"]
    assert len(result.to_confirm) == len(waiting)
    assert all(any(row.level3 in question for question in result.to_confirm) for row in waiting)
    assert [result.table.indicators[asked.indicator] for asked in result.questions] == waiting
    assert tuple(in_full(result, asked) for asked in result.questions) == result.to_confirm[-len(waiting) :]


def in_full(result: Draft, asked: RowQuestion) -> str:
    """A question of a row as the list of all that is to be confirmed has it."""
    row, remark = result.table.indicators[asked.indicator], f"（{asked.remark}）" if asked.remark else ""
    return f"{row.level3}暂填“{row.value}”{remark}：{asked.text}"


def test_the_question_of_a_row_stands_alone(context: DraftContext) -> None:
    result = draft(ask("基层干部业务培训经费", "150000"), context)
    questions = {result.table.indicators[asked.indicator].level3: asked for asked in result.questions}
    assert questions["培训人次"].text == "计划培训多少人次？"
    assert questions["培训人次"].remark is None
    assert questions["人均培训成本"].remark == "按预算与培训测算"


def test_the_same_request_gives_the_same_draft(context: DraftContext) -> None:
    request = ask("妇女维权服务经费", purpose="开展维权宣传活动12场")
    first, second = (draft(request, context).model_dump(exclude={"seconds"}) for _ in range(2))
    assert first == second


def test_what_the_request_says_stands_exactly_so(context: DraftContext) -> None:
    result = draft(ask("妇女维权服务经费", purpose="开展维权宣传活动12场，培训妇女干部200人，提供法律咨询500人次"), context)
    counts = [row for row in result.table.indicators if row.level2 == "数量指标"]
    assert [(row.level3, row.value, row.origin, row.status) for row in counts] == [
        ("维权宣传活动场次", "≥12场", "input", "confirmed"),
        ("培训妇女干部人数", "≥200人", "input", "confirmed"),
        ("法律咨询人次", "≥500人次", "input", "confirmed"),
    ]
    assert all(
        phrase in result.table.goals[0].text for phrase in ("维权宣传活动不少于12场", "培训妇女干部不少于200人", "法律咨询不少于500人次")
    )


def test_the_total_is_the_budget(context: DraftContext) -> None:
    for framework in (Framework.THREE_CLASS, Framework.FOUR_CLASS):
        result = draft(ask("基层干部培训经费", "150000", framework=framework), context)
        totals = [row for row in result.table.indicators if row.target and row.target.yuan == "150000"]
        assert [(row.value, row.origin, row.status) for row in totals] == [("≤15万元", "input", "confirmed")]


def test_given_prices_leave_the_rest_within_the_budget(context: DraftContext) -> None:
    result = draft(ask("退役军人慰问经费", "120000", "慰问困难退役军人100户，每户1000元，开展慰问演出2场"), context)
    prices = {row.level3: row.target.decimal for row in result.table.indicators if row.target and "/" in (row.target.unit or "")}
    assert prices["户均慰问标准"] == 1000
    per_event = next((price for name, price in prices.items() if "场" in name and price), Decimal(0))
    assert 100 * 1000 + 2 * per_event <= 120_000


def test_a_date_is_put_into_the_budget_year(context: DraftContext) -> None:
    result = draft(ask("中小学校舍维修", purpose="修缮校舍3200平方米，8月底前完成竣工验收"), context)
    assert any(row.value == "2027年8月底前" and row.status == "confirmed" for row in result.table.indicators)


def test_an_excluded_source_leaves_no_trace(context: DraftContext) -> None:
    for exemplar in real_projects(context.index.exemplars)[::5]:
        result = draft(request_for(exemplar), context)
        assert exemplar.source not in {found.source for found in result.exemplars}
        assert not [id_ for row in result.table.indicators for id_ in row.evidence if id_.startswith(exemplar.source)]


@pytest.mark.parametrize("place", ["天津", "东莞", "门源", "丰润", "湛江", "广州"])
def test_no_foreign_place_survives(context: DraftContext, place: str) -> None:
    for name in ("妇女工作经费", "妇女儿童活动经费", "家庭教育工作经费"):
        assert place not in draft(ask(name), context).table.model_dump_json()


def test_held_out_drafts_have_no_hard_fault(context: DraftContext) -> None:
    for exemplar in real_projects(context.index.exemplars):
        result = draft(request_for(exemplar), context)
        assert not hard_faults(review(result.table, context.review_data)), exemplar.table.name


def test_without_comparable_projects_it_says_so(context: DraftContext) -> None:
    result = draft(ask("林业有害生物防治"), context)
    assert result.exemplars == ()
    assert {row.origin for row in result.table.indicators} <= {"library", "input"}
