"""A changed row carried over into the goals: what changes, what stays, and that the way back leads to the same text."""

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assistant.goals import Goal, Indicator, format_target, parse_target
from assistant.goals.target import Operator, Target
from assistant.review.carrying import carry_over
from tests.review.samples import DATA, find, indicator, table_of

QUANTITY, QUALITY, TIME, COST, SERVED = "数量指标", "质量指标", "时效指标", "成本指标", "服务对象满意度指标"
Row = tuple[str, str, str]


def carried(text: str, row: Row, after: str, *others: Row, scope: Any = "annual") -> str:
    before = indicator(*row)
    changed = before.model_copy(update={"value": after})
    (goal,) = carry_over((Goal(text=text, scope=scope),), before, changed, DATA, others=[indicator(*other) for other in others])
    return goal.text


@pytest.mark.parametrize(
    ("text", "row", "after", "result"),
    [
        ("完成培训不少于12场、宣传不少于6场。", (QUANTITY, "培训场次", "≥12场"), "≥15场", "完成培训不少于15场、宣传不少于6场。"),
        ("培训妇女200人，法律咨询500人次。", (QUANTITY, "培训妇女人数", "≥200人"), "≥260人", "培训妇女260人，法律咨询500人次。"),
        ("完成培训不少于3期、190人次、2天。", (QUANTITY, "培训人次", "≥190人次"), "≥200人次", "完成培训不少于3期、200人次、2天。"),
        ("完成培训不少于3期、190人次、2天。", (QUANTITY, "培训天数", "≥2天"), "≤3天", "完成培训不少于3期、190人次、不超过3天。"),
        ("培训合格率达到95%以上。", (QUALITY, "培训合格率", "≥95%"), "≥98%", "培训合格率达到98%以上。"),
        ("系统故障率控制在2%以内。", (QUALITY, "系统故障率", "≤2%"), "=0%", "系统故障率为0%。"),
        ("总成本控制在20万元以内，效果明显。", (COST, "总成本控制数", "≤20万元"), "≤18.5万元", "总成本控制在18.5万元以内，效果明显。"),
        ("总成本控制在200000元以内。", (COST, "总成本控制数", "≤20万元"), "≤18万元", "总成本控制在18万元以内。"),
        ("群众满意度达到90%以上。", (SERVED, "服务对象满意度", "≥90%"), "≥85%", "群众满意度达到85%以上。"),
        ("能力提升认可率达到90%以上。", ("社会效益指标", "能力提升认可率", "≥90%"), "≥95%", "能力提升认可率达到95%以上。"),
        ("购置电脑20台。", (QUANTITY, "购置电脑数量", "=20台"), "≥25台", "购置电脑不少于25台。"),
        ("慰问困难家庭至少100户。", (QUANTITY, "慰问困难家庭户数", "≥100户"), "≤80户", "慰问困难家庭至多80户。"),
        ("培训妇女 １２ 场 ，宣传12场。", (QUANTITY, "培训妇女场次", "≥12场"), "≥14场", "培训妇女 14 场 ，宣传12场。"),
        ("培训妇女1,200人。", (QUANTITY, "培训妇女人数", "≥1200人"), "≥1500人", "培训妇女1,500人。"),
        ("发放宣传资料不少于1.2万份。", (QUANTITY, "发放宣传资料份数", "≥12000份"), "≥9000份", "发放宣传资料不少于9000份。"),
        ("举办活动5场。", (QUANTITY, "活动场次", "≥5场"), "≥6次", "举办活动6次。"),
        ("于2026年11月底前完成培训。", (TIME, "培训完成时间", "2026年11月底前"), "2026年10月底前", "于2026年10月底前完成培训。"),
        ("于2026年11月底前完成培训。", (TIME, "培训完成时间", "2026年11月底前完成"), "2026年9月15日前完成", "于2026年9月15日前完成培训。"),
        ("11月底前完成培训。", (TIME, "培训完成时间", "2026年11月底前"), "2026年10月底前", "10月底前完成培训。"),
        ("于2026年底前完成。", (TIME, "完成时间", "2026年底前"), "2026年10月底前", "于2026年10月底前完成。"),
    ],
)  # fmt: skip
def test_what_the_goal_says_of_the_row_follows(text: str, row: Row, after: str, result: str) -> None:
    assert carried(text, row, after) == result


@pytest.mark.parametrize(
    ("text", "row", "after"),
    [
        ("培训12场，宣传12场。", (QUANTITY, "慰问场次", "≥12场"), "≥15场"),
        ("女干部培训12场。", (QUANTITY, "培训场次", "≥12场"), "≥15场"),
        ("培训200人。", (QUANTITY, "培训场次", "≥200场"), "≥250场"),
        ("培训112场，宣传12.5万人。", (QUANTITY, "培训场次", "≥12场"), "≥15场"),
        ("每个村培训12场。", (QUANTITY, "培训场次", "≥12场"), "≥15场"),
        ("各镇都要落实，每个村，培训12场。", (QUANTITY, "培训场次", "≥12场"), "≥15场"),
        ("举办第12届培训班，服务2012年以来的学员。", (QUANTITY, "培训班届数", "≥12届"), "≥15届"),
        ("群众满意度较上年提高5%。", (SERVED, "群众满意度", "≥5%"), "≥6%"),
        ("培训20场。", (QUANTITY, "培训场次", "≥12场"), "≥15场"),
        ("培训12场。", (QUANTITY, "培训场次", "≥12场"), "良好"),
        ("培训12场。", (QUANTITY, "培训场次", "≥12场"), "2-3场"),
        ("于2026年11月底前完成。", (TIME, "完成时间", "2026年1月底前"), "2026年2月底前"),
        ("于2025年11月底前完成。", (TIME, "完成时间", "2026年11月底前"), "2026年10月底前"),
        ("11月底前完成培训，11月底前完成宣传。", (TIME, "完成时间", "2026年11月底前"), "2026年10月底前"),
        ("3月至11月底前完成。", (TIME, "完成时间", "2026年11月底前"), "2026年10月底前"),
    ],
)
def test_what_does_not_clearly_speak_of_the_row_stays(text: str, row: Row, after: str) -> None:
    assert carried(text, row, after) == text


def test_of_two_rows_with_one_number_only_the_right_one_follows() -> None:
    text = "培训12场，宣传12场。"
    assert carried(text, (QUANTITY, "宣传场次", "≥12场"), "≥14场", (QUANTITY, "培训场次", "≥12场")) == "培训12场，宣传14场。"


def test_what_another_row_says_too_stays() -> None:
    assert carried("培训12场。", (QUANTITY, "培训场次", "≥12场"), "≥14场", (QUANTITY, "培训场次", "≥12场")) == "培训12场。"
    date = (TIME, "宣传完成时间", "2026年11月底前")
    assert carried("于2026年11月底前完成。", (TIME, "培训完成时间", "2026年11月底前"), "2026年9月底前", date) == "于2026年11月底前完成。"


def test_one_satisfaction_among_two_is_not_guessed() -> None:
    row, other = (SERVED, "学员满意度", "≥90%"), (SERVED, "单位满意度", "≥90%")
    assert carried("群众满意度达到90%以上。", row, "≥95%", other) == "群众满意度达到90%以上。"
    assert carried("群众满意度达到90%以上。", row, "≥95%") == "群众满意度达到95%以上。"


def test_goals_of_the_period_follow_the_value_of_the_period() -> None:
    before = indicator(QUANTITY, "培训场次", "≥12场", period_value="≥36场")
    after = before.model_copy(update={"value": "≥15场", "period_value": "≥45场"})
    goals = (Goal(text="培训12场。", scope="annual"), Goal(text="培训36场，其中首年12场。", scope="period"))
    assert [goal.text for goal in carry_over(goals, before, after, DATA)] == ["培训15场。", "培训45场，其中首年12场。"]


OPERATORS: tuple[Operator, ...] = ("≥", ">", "=", "≤", "<")
OBJECTS = st.sampled_from(["培训", "宣传活动", "困难家庭走访", "法律咨询", "示范点"])
NUMBERS = st.decimals(min_value=1, max_value=99999, places=0).map(lambda number: f"{number:f}")
WORDS = {"≥": "不少于", ">": "超过", "≤": "不超过", "<": "少于", "=": ""}


def row_with(level2: str, name: str, target: Target) -> Indicator:
    value = format_target(target)
    return indicator(level2, name, value, target=parse_target(value))


@given(
    OBJECTS, st.sampled_from(["场", "人", "个"]), st.tuples(*[st.sampled_from(OPERATORS), NUMBERS] * 2), st.sampled_from(["，", "、", "；"])
)
def test_the_way_back_of_a_count(name: str, unit: str, values: tuple[Operator, str, Operator, str], mark: str) -> None:
    first, number, then, changed = values
    names = {"场": "场次", "人": "人数", "个": "数量"}
    before, after = (
        row_with(QUANTITY, f"{name}{names[unit]}", Target(operator=operator, number=digits, unit=unit))
        for operator, digits in ((first, number), (then, changed))
    )
    head, tail = "通过多方协作，于2026年11月底前完成", f"{mark}慰问老人{number}户，第{number}届活动如期举办。"
    goals = (Goal(text=f"{head}{name}{WORDS[first]}{number}{unit}{tail}"),)
    there = carry_over(goals, before, after, DATA)
    assert there[0].text == f"{head}{name}{WORDS[then]}{changed}{unit}{tail}"
    assert carry_over(there, after, before, DATA) == goals


PERCENT = st.integers(1, 100).map(str)


@given(
    st.sampled_from(["培训合格率", "系统故障率", "政策知晓率"]), st.tuples(st.sampled_from("≥≤="), PERCENT, st.sampled_from("≥≤="), PERCENT)
)
def test_the_way_back_of_a_rate(name: str, values: tuple[Operator, str, Operator, str]) -> None:
    first, number, then, changed = values
    wording = {"≥": "达到{}%以上", "≤": "控制在{}%以内", "=": "达到{}%"}
    before, after = (
        row_with(QUALITY, name, Target(operator=operator, number=digits, unit="%"))
        for operator, digits in ((first, number), (then, changed))
    )
    goals = (Goal(text=f"{name}{wording[first].format(number)}，其他{number}项工作有序推进。"),)
    there = carry_over(goals, before, after, DATA)
    assert there[0].text == f"{name}{wording[then].format(changed)}，其他{number}项工作有序推进。"
    assert carry_over(there, after, before, DATA) == goals


@given(st.text(alphabet="培训场人次12.０万% ，。、；第年月底前不少于达到以上完成每个村①㎡“”()\n", max_size=40), NUMBERS, NUMBERS)
def test_no_text_is_too_odd(text: str, number: str, changed: str) -> None:
    assume(text.strip())
    before, after = (row_with(QUANTITY, "培训场次", Target(operator="≥", number=digits, unit="场")) for digits in (number, changed))
    goals = (Goal(text=text),)
    there = carry_over(goals, before, after, DATA)
    if there != goals:
        assert changed in there[0].text
    assert carry_over(goals, before, before, DATA) == goals


def test_after_carrying_the_review_finds_no_two_numbers() -> None:
    row, text = (QUANTITY, "培训人数", "≥100人"), "举办培训，培训不少于100人。"
    changed = (QUANTITY, "培训人数", "≥130人")
    assert find("GOAL-01", table_of(changed, goals=(Goal(text=text),)))
    assert not find("GOAL-01", table_of(changed, goals=(Goal(text=carried(text, row, "≥130人")),)))
