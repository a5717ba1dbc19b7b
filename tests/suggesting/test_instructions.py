"""Which sentences code understands by itself, and that it guesses none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.goals import parse_target
from assistant.suggesting.instructions import Wanted, understand
from tests.review.samples import indicator


def read(instruction: str, value: str, level2: str = "数量指标", *, year: int | None = 2026) -> Wanted | None:
    money = level2 == "成本指标"
    row = indicator(level2, "培训人数", value, target=parse_target(value, money=money))
    return understand(instruction, row, year=year, money=money)


def value_of(instruction: str, value: str, level2: str = "数量指标") -> str | None:
    wanted = read(instruction, value, level2)
    assert wanted is None or wanted.name is None
    return wanted.value if wanted else None


@pytest.mark.parametrize(
    ("instruction", "value"),
    [
        ("改成200人", "≥200人"),
        ("请把数值改成 200 人。", "≥200人"),
        ("改为两百人", "≥200人"),
        ("改为200", "≥200人"),
        ("不少于12场", "≥12场"),
        ("调整为≤300人", "≤300人"),
        ("控制在80人以内", "≤80人"),
        ("目标是1,500人", "≥1500人"),
        ("由100人改为150人", "≥150人"),
        ("提高到150人", "≥150人"),
        ("改为2-3次", "2-3次"),
        ("增加50人", "≥150人"),
        ("减少二十人", "≥80人"),
        ("增加20%", "≥120人"),
        ("增加三成", "≥130人"),
        ("减少一半", "≥50人"),
        ("翻一番", "≥200人"),
        ("加200", "≥300人"),
        ("加到200", "≥200人"),
    ],
)
def test_counts(instruction: str, value: str) -> None:
    assert value_of(instruction, "≥100人") == value


@pytest.mark.parametrize(
    ("instruction", "before", "level2", "value"),
    [
        ("提高到95%", "≥90%", "质量指标", "≥95%"),
        ("改成95", "≥90%", "质量指标", "≥95%"),
        ("达到百分之九十五以上", "≥90%", "质量指标", "≥95%"),
        ("提高5个百分点", "≥90%", "质量指标", "≥95%"),
        ("改成15万", "≤20万元", "成本指标", "≤15万元"),
        ("增加5000元", "≤20万元", "成本指标", "≤20.5万元"),
        ("增加5万元", "≤200000元", "成本指标", "≤250000元"),
        ("减少10%", "≤20万元", "成本指标", "≤18万元"),
        ("增加50人", "≥200人次", "数量指标", "≥250人次"),
        ("改为10月底前完成", "2026年11月底前", "时效指标", "2026年10月底前"),
        ("改为10月底前完成", "2026年11月底前完成", "时效指标", "2026年10月底前完成"),
        ("提前到10月底", "2026年11月底前", "时效指标", "2026年10月底前"),
        ("改为9月份", "2026年11月底前", "时效指标", "2026年9月底前"),
        ("改成10月15日前", "2026年11月底前", "时效指标", "2026年10月15日前"),
        ("提前一个月", "2026年11月底前", "时效指标", "2026年10月底前"),
        ("改为10月底前", "11月底前", "时效指标", "10月底前"),
    ],
)
def test_rates_money_and_dates(instruction: str, before: str, level2: str, value: str) -> None:
    assert value_of(instruction, before, level2) == value


@pytest.mark.parametrize(
    ("instruction", "before", "level2"),
    [
        ("写得更具体一些", "≥100人", "数量指标"),
        ("改为良好", "≥100人", "数量指标"),
        ("提高到80人", "≥100人", "数量指标"),
        ("降低到120人", "≥100人", "数量指标"),
        ("减少150人", "≥100人", "数量指标"),
        ("减少一半", "≥25人", "数量指标"),
        ("增加5%", "≥90人", "数量指标"),
        ("增加50场", "≥100人", "数量指标"),
        ("改成100人", "≥100人", "数量指标"),
        ("10月底前", "≥100人", "数量指标"),
        ("提高5%", "≥90%", "质量指标"),
        ("提高20个百分点", "≥90%", "质量指标"),
        ("改成15", "≤20万元", "成本指标"),
        ("推迟2个月", "2026年11月底前", "时效指标"),
        ("提前到12月底", "2026年11月底前", "时效指标"),
        ("改成200人，写得更具体一些", "≥100人", "数量指标"),
        ("改成200人，改成300人", "≥100人", "数量指标"),
        ("增加一半", "良好", "质量指标"),
        ("，。", "≥100人", "数量指标"),
        ("名称改为A", "≥100人", "数量指标"),
    ],
)
def test_what_is_not_plain_is_not_guessed(instruction: str, before: str, level2: str) -> None:
    assert read(instruction, before, level2) is None


@pytest.mark.parametrize(
    "instruction", ["名称改为妇女干部培训人次", "改名为“妇女干部培训人次”", "把指标名称换成妇女干部培训人次吧", "更名为妇女干部培训人次。"]
)
def test_names(instruction: str) -> None:
    assert read(instruction, "≥100人") == Wanted(name="妇女干部培训人次")


def test_name_and_value_together() -> None:
    assert read("名称改为妇女培训人次，指标值改为300人次", "≥100人") == Wanted("妇女培训人次", "≥300人次")


@given(st.text(max_size=30) | st.text(alphabet="改成为提高到增加减少名称不人场%万元0123456789.,月底前，。", max_size=20))
def test_any_sentence_is_read_or_left(instruction: str) -> None:
    for before in ("≥100人", "≥90%", "2026年11月底前", "≤20万元", "良好"):
        wanted = read(instruction, before)
        assert wanted is None or wanted.name or wanted.value


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_more_and_less_undo_each_other(number: int, by: int) -> None:
    more = value_of(f"增加{by}人", f"≥{number}人")
    assert more == f"≥{number + by}人"
    assert value_of(f"减少{by}人", more) == f"≥{number}人"
