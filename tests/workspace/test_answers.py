import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import InputError
from assistant.goals import Indicator, parse_target
from assistant.goals.taxonomy import COST, parent_of
from assistant.workspace.answers import read_answer

YEAR = 2026


def row(value: str | None, level2: str = "数量指标") -> Indicator:
    money = level2 == "经济成本指标"
    target = parse_target(value, money=money) if value else None
    return Indicator(level1=COST if money else parent_of(level2), level2=level2, level3="培训人数", value=value, target=target)


@pytest.mark.parametrize(
    ("before", "answer", "meant"),
    [
        ("≥200人", "300", "≥300人"),
        ("≥200人", " 300 ", "≥300人"),
        ("≥200人", "３００", "≥300人"),
        ("≥200人", "1,300", "≥1300人"),
        ("≥200人", "300人", "≥300人"),
        ("≥200人", "300名", "≥300名"),
        ("≥200人次", "300人", "≥300人"),
        ("≥200人", "≥300人", "≥300人"),
        ("≥200人", "=300人", "=300人"),
        ("≥200人", "不少于300", "≥300人"),
        ("≥200人", "300人以上", "300人以上"),
        ("≥200人", "三百", "≥300人"),
        ("≥200人", "三百人", "≥300人"),
        ("≥200人", "3百", "≥300人"),
        ("≥200人", "0.5万", "≥0.5万人"),
        ("≥200人", "一万二", "≥1.2万人"),
        ("≥200人", "12345", "≥12345人"),
        ("≥200人", "200-300人", "200-300人"),
        ("≥200人", "每季度50人", "每季度50人"),
        ("200人", "300", "300人"),
        ("=3场", "5", "=5场"),
        ("≤5天", "3", "≤3天"),
        ("≥90%", "95", "≥95%"),
        ("≥90%", "10%", "≥10%"),
        ("≥90%", "百分之九十五", "≥95%"),
        ("≥90%", "9.2分", "9.2分"),
        ("≥5", "6", "≥6"),
        ("良好", "300", "300"),
        ("良好", "优", "优"),
        (None, "300人", "300人"),
    ],
)
def test_what_an_answer_leaves_out_is_taken_from_the_value(before: str | None, answer: str, meant: str) -> None:
    assert read_answer(row(before), answer, YEAR) == meant


@pytest.mark.parametrize(
    ("before", "answer", "meant"),
    [
        ("≤10万元", "20", "≤20万元"),
        ("≤10万元", "20万", "≤20万元"),
        ("≤10万元", "20万元", "≤20万元"),
        ("≤10万元", "二十万", "≤20万元"),
        ("≤10万元", "200000元", "≤200000元"),
        ("≤100000元", "20万", "≤20万元"),
        ("≤100000元", "123456", "≤123456元"),
        ("≤200元/人", "250", "≤250元/人"),
        ("≤200元/人", "0.5万", "≤0.5万元/人"),
        ("≤200元/人", "250元", "250元"),
    ],
)
def test_costs(before: str, answer: str, meant: str) -> None:
    assert read_answer(row(before, "经济成本指标"), answer, YEAR) == meant


@pytest.mark.parametrize(
    ("before", "answer", "meant"),
    [
        ("2026年11月底前", "10月", "2026年10月底前"),
        ("2026年11月底前", "10", "2026年10月底前"),
        ("2026年11月底前", "10月底", "2026年10月底前"),
        ("2026年11月底前", "10月底前", "2026年10月底前"),
        ("2026年11月底前", "10月20日", "2026年10月20日前"),
        ("2026年11月底前", "2026年10月", "2026年10月底前"),
        ("2026年11月底前", "2027年3月", "2027年3月底前"),
        ("2026年11月底前", "第三季度", "2026年第三季度前"),
        ("2026年11月底前", "年底", "2026年底前"),
        ("2026年11月底前完成", "09月", "2026年9月底前完成"),
        ("2026年11月", "10月", "2026年10月"),
        ("2026年11月", "第三季度", "2026年第三季度"),
        ("11月底前", "10月", "2026年10月底前"),
        ("2026年11月底前", "活动结束后一周", "活动结束后一周"),
    ],
)
def test_dates(before: str, answer: str, meant: str) -> None:
    assert read_answer(row(before, "时效指标"), answer, YEAR) == meant


@pytest.mark.parametrize("nothing", ["", "  ", "\u3000\n"])
def test_white_space_is_no_answer(nothing: str) -> None:
    with pytest.raises(InputError, match="还没有填写答案"):
        read_answer(row("≥200人"), nothing, YEAR)


@given(
    number=st.integers(0, 10**7),
    bound=st.sampled_from(["≥", "≤", "=", ">", "<", ""]),
    unit=st.sampled_from(["人", "场", "%", "万人次", "元/人", "个工作日"]),
)
def test_a_bare_number_changes_nothing_but_the_number(number: int, bound: str, unit: str) -> None:
    before, after = parse_target(f"{bound}12{unit}"), parse_target(read_answer(row(f"{bound}12{unit}"), str(number), YEAR))
    assert (after.number, after.operator, after.unit, after.text) == (str(number), before.operator, before.unit, None)


def test_money_that_is_brought_in_may_be_counted_in_myriads() -> None:
    assert read_answer(row("≥50万元", "经济效益指标"), "80万", YEAR) == "≥80万元"


@pytest.mark.parametrize(
    ("before", "answer", "asked"),
    [
        ("≥90%", "很好", "百分比"),
        ("≥90%", "300人", "百分比"),
        ("≥90%", "5万元", "百分比"),
        ("≥90%", "按要求", "百分比"),
        ("≥90%", "1万", "百分比"),
        ("≥200人", "良好", "数量"),
        ("≥200人", "300元", "数量"),
        ("≥200人", "10%", "数量"),
        ("≤10万元", "不清楚", "金额"),
        ("≤10万元", "20人", "金额"),
        ("2026年11月底前", "很好", "时间"),
        ("2026年11月底前", "13", "时间"),
    ],
)
def test_an_answer_of_another_kind_is_refused_with_an_example(before: str, answer: str, asked: str) -> None:
    asked_of = row(before, "经济成本指标" if "元" in before else "数量指标")
    with pytest.raises(InputError, match=f"要填{asked}，.*{re.escape(before)}.*。$"):
        read_answer(asked_of, answer, YEAR)


@given(text=st.text(max_size=20).filter(str.strip), before=st.sampled_from(["≥200人", "≤2万元", "≥90%", "2026年11月底前", "良好", None]))
def test_whatever_is_typed_yields_a_value_or_a_sentence(text: str, before: str | None) -> None:
    try:
        said = read_answer(row(before), text, YEAR)
    except InputError as error:
        said = str(error) if before not in ("良好", None) else ""
    assert said.strip()
