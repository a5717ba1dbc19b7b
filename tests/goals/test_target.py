from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from assistant.goals import Target, format_target, parse_target
from assistant.goals.target import OPERATORS
from tests.goals.published import PUBLISHED, PUBLISHED_COSTS, PUBLISHED_WORDS, Parts

EXPECTED = sorted((Path(__file__).parents[2] / "corpus" / "expected").glob("0*.yaml"))


def parts(target: Target) -> Parts:
    return target.operator, target.number, target.upper, target.unit


def published_values() -> dict[str, bool]:
    """Every value of the published tables, and whether it is a cost."""
    values: dict[str, bool] = {}
    for path in EXPECTED:
        for table in yaml.safe_load(path.read_text("utf-8")):
            for cells in table.get("indicators", ()):
                row = dict(zip(table["columns"], cells, strict=True))
                said = (row.get("value"), row.get("period_value"))
                values |= {str(value): "成本" in (row.get("level2") or "") for value in said if value is not None}
    return values


def test_the_expectations_are_of_published_values() -> None:
    expected = PUBLISHED.keys() | PUBLISHED_COSTS.keys() | PUBLISHED_WORDS.keys()
    assert len(expected) >= 60
    assert expected <= published_values().keys()


@pytest.mark.parametrize(("value", "expected"), PUBLISHED.items())
def test_published_numbers(value: str, expected: Parts) -> None:
    target = parse_target(value)
    assert parts(target) == expected
    assert target.text is None
    assert target.yuan is None


@pytest.mark.parametrize(("value", "expected"), PUBLISHED_COSTS.items())
def test_published_costs(value: str, expected: tuple[str | None, str, str, str]) -> None:
    target = parse_target(value, money=True)
    assert (target.operator, target.number, target.unit, target.yuan) == expected
    assert target.text is None


@pytest.mark.parametrize(("value", "expected"), PUBLISHED_WORDS.items())
def test_published_words(value: str, expected: Parts) -> None:
    target = parse_target(value)
    assert parts(target) == expected
    assert target.text == value


def test_every_published_value_stands_as_it_is_or_as_a_number() -> None:
    for value, money in published_values().items():
        target = parse_target(value, money=money)
        assert target.text == value or target.number is not None
        assert parse_target(format_target(target), money=money) == target


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        # operators in words
        ("不少于20个", ("≥", "20", None, "个")),
        ("不低于85%", ("≥", "85", None, "%")),
        ("大于或等于3次", ("≥", "3", None, "次")),
        ("至少5场", ("≥", "5", None, "场")),
        ("不得少于2次", ("≥", "2", None, "次")),
        ("不超过30分钟", ("≤", "30", None, "分钟")),
        ("不高于5%", ("≤", "5", None, "%")),
        ("控制在20万元以内", ("≤", "20", None, "万元")),
        ("至多3天", ("≤", "3", None, "天")),
        ("超过100人", (">", "100", None, "人")),
        ("低于2%", ("<", "2", None, "%")),
        ("少于3起", ("<", "3", None, "起")),
        ("等于0", ("=", "0", None, None)),
        (">=95%", ("≥", "95", None, "%")),
        ("=>95%", ("≥", "95", None, "%")),
        ("<=5%", ("≤", "5", None, "%")),
        ("≧95%", ("≥", "95", None, "%")),
        ("≦5%", ("≤", "5", None, "%")),
        ("≮95%", ("≥", "95", None, "%")),
        ("≯5%", ("≤", "5", None, "%")),
        # full-width forms
        ("≥９５％", ("≥", "95", None, "%")),
        ("＞＝９５％", ("≥", "95", None, "%")),
        ("＜３次", ("<", "3", None, "次")),
        ("＝１００％", ("=", "100", None, "%")),
        ("１．５万人次", (None, "1.5", None, "万人次")),
        # trailing operators
        ("90%及以上", ("≥", "90", None, "%")),
        ("90%（含）以上", ("≥", "90", None, "%")),
        ("20场（含）以上", ("≥", "20", None, "场")),
        ("≥80%（含）", ("≥", "80", None, "%")),
        ("90%以上（含）", ("≥", "90", None, "%")),
        ("20个以内", ("≤", "20", None, "个")),
        ("30分钟内", ("≤", "30", None, "分钟")),
        ("24小时之内", ("≤", "24", None, "小时")),
        ("5%以下", ("≤", "5", None, "%")),
        ("不少于20个以上", ("≥", "20", None, "个")),
        ("2场以上。", ("≥", "2", None, "场")),
        # per cent
        ("百分之九十五", (None, "95", None, "%")),
        ("百分之百", (None, "100", None, "%")),
        ("百分之95以上", ("≥", "95", None, "%")),
        ("不低于百分之九十", ("≥", "90", None, "%")),
        ("≥5个百分点", ("≥", "5", None, "个百分点")),
        ("3百分点", (None, "3", None, "个百分点")),
        ("≤0.5‰", ("≤", "0.5", None, "‰")),
        ("≥-3%", ("≥", "-3", None, "%")),
        ("+5%", (None, "5", None, "%")),
        # ranges
        ("2-3次", (None, "2", "3", "次")),
        ("2～3次", (None, "2", "3", "次")),
        ("5至8场", (None, "5", "8", "场")),
        ("95%-98%", (None, "95", "98", "%")),
        ("95-98%", (None, "95", "98", "%")),
        ("3天-5天", (None, "3", "5", "天")),
        ("10-20人之间", (None, "10", "20", "人")),
        ("1,000-2,000人次", (None, "1000", "2000", "人次")),
        # prices and rates
        ("≤200元/人/天", ("≤", "200", None, "元/人/天")),
        ("≤550元/人·天", ("≤", "550", None, "元/人·天")),
        ("≤550元/人.天", ("≤", "550", None, "元/人·天")),
        ("≤550元/人•天", ("≤", "550", None, "元/人·天")),
        ("≤ 3.5 万元／次", ("≤", "3.5", None, "万元/次")),
        ("≤4500元/人/月", ("≤", "4500", None, "元/人/月")),
        ("≤100元每人每天", ("≤", "100", None, "元每人每天")),
        ("2次/月", (None, "2", None, "次/月")),
        ("≥1次/季度", ("≥", "1", None, "次/季度")),
        # units that hold a word for time
        ("≥48学时", ("≥", "48", None, "学时")),
        ("≥16课时", ("≥", "16", None, "课时")),
        ("≤12个月", ("≤", "12", None, "个月")),
        ("≤15个工作日", ("≤", "15", None, "个工作日")),
        ("≤30日", ("≤", "30", None, "日")),
        ("30日内", ("≤", "30", None, "日")),
        ("≥2个季度", ("≥", "2", None, "个季度")),
        # spaces, grouping, squares
        ("≥ 95 %", ("≥", "95", None, "%")),
        ("≥1,200 人次", ("≥", "1200", None, "人次")),
        ("1 200人", (None, "1200", None, "人")),
        ("1，200人", (None, "1200", None, "人")),
        ("≥500㎡", ("≥", "500", None, "平方米")),
        ("≥500m2", ("≥", "500", None, "平方米")),
        ("≤1500元/㎡", ("≤", "1500", None, "元/平方米")),
        ("≥300m³", ("≥", "300", None, "立方米")),
        ("≥100人（次）", ("≥", "100", None, "人(次)")),
        # about
        ("约500人", (None, "500", None, "人")),
        ("5场左右", (None, "5", None, "场")),
        ("300余人", (None, "300", None, "人")),
        ("4000多名", (None, "4000", None, "名")),
        # spelled
        ("不少于二十场", ("≥", "20", None, "场")),
        ("一百二十人", (None, "120", None, "人")),
        ("≤三万元", ("≤", "30000", None, "元")),
        ("两次以上", ("≥", "2", None, "次")),
        # four digits that are no year
        ("2000人", (None, "2000", None, "人")),
        ("≥2000", ("≥", "2000", None, None)),
        ("2020份", (None, "2020", None, "份")),
    ],
)
def test_structured_values(value: str, expected: Parts) -> None:
    target = parse_target(value)
    assert parts(target) == expected
    assert target.text is None


@pytest.mark.parametrize(
    "value",
    [
        "12月31日前", "2023年6月底前", "6月", "10日", "9时", "第三季度", "2024年上半年", "2024.6", "2024-06-30", "2024/6/30前", "2026",
        "≤2024", "二〇二五年", "2021年至2025年", "2023年-2025年", "１２月底前", "长期", "若干", "十余场", "三级甲等", "万人", "百分之万",
        "1:3", "1/3", "第3名", "1年半", "1个半小时", "7×24小时", "12,34", "1e5", "½", "≥", "%", "元", "٣人", "2个, 3场", "5万-8万元",
        "5场-8次", "5以上以上", "-",
    ],
)  # fmt: skip
def test_values_that_state_no_number(value: str) -> None:
    target = parse_target(value)
    assert target.number is None
    assert target.text == value
    assert format_target(target) == value


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("每年不少于2次", ("≥", "2", None, "次")),
        ("全年培训不少于2000人次", ("≥", "2000", None, "人次")),
        ("年培训人次≥2000", ("≥", "2000", None, None)),
        ("接到申请后不超过15个工作日", ("≤", "15", None, "个工作日")),
        ("≥3场；≥200人", ("≥", "3", None, "场")),
        ("≥5场（含线上）", ("≥", "5", None, "场")),
        ("100%完成", (None, "100", None, "%")),
        ("2024年底前达到95%以上", ("≥", "95", None, "%")),
        ("不晚于2024年", (None, None, None, None)),
        ("受益不少于2030年", (None, None, None, None)),
    ],
)
def test_first_clear_number_beside_the_words(value: str, expected: Parts) -> None:
    target = parse_target(value)
    assert parts(target) == expected
    assert target.text == value


@pytest.mark.parametrize(
    ("value", "yuan"),
    [
        ("≤0.5万元", "5000"),
        ("≤0.5万", "5000"),
        ("≤1万/次", "10000"),
        ("≤2千", "2000"),
        ("≤1千万", "10000000"),
        ("1.5亿元", "150000000"),
        ("≤三万元", "30000"),
        ("不超过20万", "200000"),
        ("≤2,480,691.50元", "2480691.5"),
        ("≤550元/人·天", "550"),
        ("≤２０万元", "200000"),
        ("≤2000", None),
        ("≤5%", None),
        ("≤5个", None),
        ("节约成本", None),
    ],
)
def test_costs_in_yuan(value: str, yuan: str | None) -> None:
    assert parse_target(value, money=True).yuan == yuan


def test_bare_myriads_are_money_only_where_money_is_meant() -> None:
    assert parse_target("≥5万").unit == "万"
    assert parse_target("≥5万").yuan is None
    assert parse_target("≥5万", money=True).unit == "万元"
    assert parse_target("≥5万人次", money=True).unit == "万人次"


def test_four_digits_of_money_are_no_year() -> None:
    assert parse_target("≤2024", money=True).number == "2024"
    assert parse_target("2024", money=True).number == "2024"
    assert parse_target("2024.6", money=True).number == "2024.6"
    assert parse_target("≤2024年", money=True).number is None


@pytest.mark.parametrize(
    ("value", "decimal", "base"),
    [
        ("2.5万人次", "25000", "人次"),
        ("≤0.5万元/人", "5000", "元/人"),
        ("3千米", "3000", "米"),
        ("5%", "5", "%"),
        ("5个百分点", "5", "个百分点"),
    ],
)
def test_multiplied_out(value: str, decimal: str, base: str) -> None:
    target = parse_target(value)
    assert target.decimal == Decimal(decimal)
    assert target.base_unit == base


def test_words_have_no_decimal() -> None:
    assert parse_target("良好").decimal is None
    assert parse_target("良好").base_unit is None


def test_what_was_written_of_the_amount_is_not_believed() -> None:
    data: dict[str, Any] = {"operator": "≤", "number": "0.5", "unit": "万元", "yuan": "999999"}
    assert Target.model_validate(data).yuan == "5000"
    assert Target.model_validate_json(Target.model_validate(data).model_dump_json()) == Target.model_validate(data)


@pytest.mark.parametrize(
    "data", [{"number": "1,000"}, {"number": "٣"}, {"number": "1."}, {"upper": "x"}, {"operator": "≈"}, {"weight": "1"}]
)
def test_broken_targets_are_refused(data: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Target.model_validate(data)


values = st.text() | st.text(
    st.sampled_from(
        [*"0123456789.,，%‰％９５-—~至到/·.×*()（）+ \n年月日号时前底内外余多约半元万亿千百十二两〇人次场个", *"≥≤><=＞＝每以上下及或含"]
    ),
    max_size=14,
)
pieces = st.lists(
    st.sampled_from(
        [*OPERATORS, "以上", "以内", "百分之", "百分比", "个百分点", "2024年", "12月", "31日", "万元", "/人", "·天", "(次)", "（含）"]
    )
    | st.integers(0, 9999).map(str)
    | st.sampled_from(["人", "场", "左右", "之间", "约", "余", "-", "完成", "，", " ", "1,200", "2000", "二十", "万"]),
    max_size=6,
).map("".join)


@given(values | pieces | st.text(st.characters(categories=["Cs", "Nd", "No", "Zs", "Sc", "Sm"])), st.booleans())
@example("5以上以上", False)
@example("5..", False)
@example("万人", False)
@example("1余余(次)", False)
@example("2000", True)
@example("\ud800", False)
@example("x" * 10_000 + "≥" + "9" * 10_000, False)
def test_any_text_parses_and_comes_back(value: str, money: bool) -> None:
    target = parse_target(value, money=money)
    assert parse_target(format_target(target), money=money) == target
    assert target.text in (None, value.strip())
    assert (target.decimal is None) == (target.number is None)


numbers = st.decimals(-1000, 10**9, places=2, allow_nan=False).map(lambda number: f"{number.normalize():f}") | st.integers(0, 10**6).map(
    str
)
units = st.sampled_from(
    ["%", "‰", "个百分点", "人", "人次", "万人次", "场", "条(次)", "元", "万元", "亿元", "元/人", "元/人·天", "元/人/天", "万元/次",
     "个工作日", "天", "日", "小时", "学时", "次/月", "宗/年", "平方米", "套", None],
)  # fmt: skip


@given(st.sampled_from(["≥", ">", "=", "≤", "<", None]), numbers, st.none() | numbers, units, st.booleans())
def test_structured_targets_come_back_the_same(operator: Any, number: str, upper: str | None, unit: str | None, money: bool) -> None:
    alone = unit is None and operator not in ("≥", ">", "=")
    assume(not (alone and len(number) == 4 and number[:2] in ("19", "20")))  # a year
    assume(not (unit == "日" and operator is None))  # a day of the month
    assume(not (unit is None and upper is not None and number[:2] in ("19", "20")))  # 2024-12, a month
    target = Target(operator=operator, number=number, upper=upper, unit=unit)
    assert parse_target(format_target(target), money=money) == target
