from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from assistant.errors import InputError
from assistant.goals import Funding
from assistant.goals.money import SCALES, format_amount, format_number, parse_amount, parse_budget

amounts = st.integers(1, 10**15 - 1).map(lambda cents: Decimal(cents) / 100) | st.integers(1, 10**13 - 1).map(Decimal)


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("20万元", "200000.00"),
        ("200000元", "200000.00"),
        ("20", "200000.00"),
        ("2.7", "27000.00"),
        ("20万", "200000.00"),
        ("二十万", "200000.00"),
        ("二十", "200000.00"),
        ("两百三十五万", "2350000.00"),
        ("两万五", "25000.00"),
        ("1.5亿元", "150000000.00"),
        ("2百万", "2000000.00"),
        ("2.5千万元", "25000000.00"),
        ("3千亿元", "300000000000.00"),
        ("２０万元", "200000.00"),
        ("１，０００元", "1000.00"),
        ("20 万 元", "200000.00"),
        ("\u300020万元\n", "200000.00"),
        ("200,000.50元", "200000.50"),
        ("人民币20万元整", "200000.00"),
        ("￥200000", "2000000000.00"),
        ("五千", "5000.00"),
        ("5千元", "5000.00"),
        ("二十万零五百元", "200500.00"),
        ("叁拾伍万元整", "350000.00"),
        ("0.01元", "0.01"),
        ("0.015元", "0.02"),
        ("1e5元", "100000.00"),
        ("十万亿元", "10000000000000.00"),
    ],
)
def test_budgets(text: str, yuan: str) -> None:
    budget = parse_budget(text)
    assert f"{budget}" == yuan


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0", "大于 0"),
        ("0.00元", "大于 0"),
        ("-3", "大于 0"),
        ("-3万元", "大于 0"),
        ("1e30", "超过十万亿元"),
        ("1e9999亿元", "超过十万亿元"),
        ("100000亿元零", "看不懂"),
        ("10000000000001元", "超过十万亿元"),
        ("1e99999999999999999999", "看不懂"),
        ("0.001元", "不足一分钱"),
        ("abc", "看不懂"),
        ("", "请填写预算"),
        ("   ", "请填写预算"),
        ("元", "看不懂"),
        ("万元", "看不懂"),
        (",", "看不懂"),
        ("--3", "看不懂"),
        ("20人", "看不懂"),
        ("20万-30万", "看不懂"),
        ("nan", "看不懂"),
        ("Infinity", "看不懂"),
        ("9" * 5000 + "元", "超过十万亿元"),
    ],
)
def test_no_budgets(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        parse_budget(text)
    assert text.strip()[:40] in str(caught.value)
    assert len(str(caught.value)) < 120


@given(st.text() | st.text(st.sampled_from("0123456789.,-e零一二十百千万亿元整¥ %")))
def test_any_text_is_a_budget_or_an_input_error(text: str) -> None:
    try:
        budget = parse_budget(text)
    except InputError:
        return
    assert Decimal("0.01") <= budget <= Decimal(10) ** 13
    assert budget == budget.quantize(Decimal("0.01"))


@given(amounts)
def test_formatted_amounts_parse_back(amount: Decimal) -> None:
    assert parse_amount(format_amount(amount)) == amount
    assert parse_budget(format_amount(amount)) == amount


@given(amounts, st.sampled_from([word for word in SCALES if word]))
def test_a_multiplier_multiplies(amount: Decimal, word: str) -> None:
    assert parse_amount(f"{amount:f}{word}元") == amount * SCALES[word]


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("200000", "20万元"),
        ("200000.00", "20万元"),
        ("27000", "2.7万元"),
        ("2480691", "2480691元"),
        ("954112", "954112元"),
        ("9999.99", "9999.99元"),
        ("10000", "1万元"),
        ("600", "600元"),
        ("0.50", "0.5元"),
        ("150000000", "15000万元"),
    ],
)
def test_amounts_as_they_stand_in_tables(amount: str, text: str) -> None:
    assert format_amount(Decimal(amount)) == text


@pytest.mark.parametrize(("number", "text"), [("1E+5", "100000"), ("2.50", "2.5"), ("100", "100"), ("0.0", "0"), ("-3.10", "-3.1")])
def test_numbers_as_people_write_them(number: str, text: str) -> None:
    assert format_number(Decimal(number)) == text


def test_a_bare_number_counts_in_the_unit_asked_for() -> None:
    assert parse_amount("5") == 5
    assert parse_amount("5", bare_scale=Decimal(10**4)) == 50000
    assert parse_amount("5元", bare_scale=Decimal(10**4)) == 5
    assert parse_amount("5万", bare_scale=Decimal(10**4)) == 50000


@pytest.mark.parametrize("value", [27000.0, 0.1, True, "二万", "", "NaN", "sNaN", "Infinity", "1e17", "1e999999999999999999", b"5", []])
def test_the_field_refuses_what_is_no_decimal(value: object) -> None:
    with pytest.raises(ValidationError, match="金额应是"):
        Funding.model_validate({"fiscal_yuan": value})


def test_the_field_refuses_a_float_in_json() -> None:
    with pytest.raises(ValidationError, match="金额应是十进制数字的字符串"):
        Funding.model_validate_json('{"fiscal_yuan": 27000.0}')


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("27000", "27000.00"),
        (27000, "27000.00"),
        (Decimal("27000.0"), "27000.00"),
        ("2.7E+4", "27000.00"),
        ("1.005", "1.01"),
        ("-5", "-5.00"),
    ],
)
def test_the_field_is_written_with_two_places(value: object, written: str) -> None:
    funding = Funding.model_validate({"fiscal_yuan": value})
    assert funding.model_dump() == {"fiscal_yuan": written, "other_yuan": None}
    assert Funding.model_validate_json(funding.model_dump_json()) == funding
