import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.goals.numerals import parse_chinese_number

DIGITS = "零一二三四五六七八九"


def spell_section(number: int) -> str:
    """A number up to 9999 as it is read aloud, without a 零 in front."""
    spelled, gap = "", False
    for unit, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            spelled += ("零" if gap and spelled else "") + DIGITS[digit] + word
        gap = not digit
    return spelled


def spell(number: int) -> str:
    """A number up to 99999999 as it is read aloud: 10500 → 一万零五百."""
    myriads, rest = divmod(number, 10**4)
    if not myriads:
        return spell_section(rest)
    joint = "零" if 0 < rest < 1000 else ""
    return f"{spell_section(myriads)}万{joint}{spell_section(rest)}"


def said(spelled: str) -> str:
    """十五 for 一十五, 两千 for 二千."""
    return re.sub("^一十", "十", re.sub("(?<!十)二(?=[百千万])", "两", spelled))


@pytest.mark.parametrize(
    ("number", "spelled"), [(10500, "一万零五百"), (105, "一百零五"), (2350000, "二百三十五万"), (10000001, "一千万零一")]
)
def test_the_speller_itself(number: int, spelled: str) -> None:
    assert spell(number) == spelled


@given(st.integers(1, 99_999_999) | st.integers(1, 20_000))
def test_spelled_numbers_parse_back(number: int) -> None:
    assert parse_chinese_number(spell(number)) == number


@given(st.integers(1, 99_999_999) | st.integers(1, 20_000))
def test_numbers_as_people_say_them_parse_back(number: int) -> None:
    assert parse_chinese_number(said(spell(number))) == number


@given(st.integers(1, 99_999_999))
def test_formal_numerals_parse_back(number: int) -> None:
    formal = spell(number).translate(str.maketrans("零一二三四五六七八九十百千万", "零壹贰叁肆伍陆柒捌玖拾佰仟萬"))
    assert parse_chinese_number(formal) == number


@given(st.integers(10, 99_999_999))
def test_digit_by_digit_parses_back(number: int) -> None:
    assert parse_chinese_number("".join(DIGITS[int(digit)] for digit in str(number))) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("零", 0),
        ("两", 2),
        ("十", 10),
        ("二〇二五", 2025),
        ("百万", 1_000_000),
        ("一亿", 100_000_000),
        ("一亿二千万", 120_000_000),
        ("一亿零五", 100_000_005),
        ("一万亿", 10**12),
        ("两万五", 25_000),
        ("三千五", 3_500),
        ("一百二", 120),
        ("三千零五", 3_005),
        ("二十万零五百", 200_500),
    ],
)
def test_particular_numbers(text: str, number: int) -> None:
    assert parse_chinese_number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "万", "亿元", "五个", "20", "一二百", "三百 五", "第一", "半", "五十%"])
def test_what_spells_no_number(text: str) -> None:
    assert parse_chinese_number(text) is None


@given(st.text(st.sampled_from("零〇一二两三五九十百千万亿壹拾佰仟萬")))
def test_any_row_of_numerals_is_a_number_or_none(text: str) -> None:
    number = parse_chinese_number(text)
    assert number is None or (number >= 0 and number == number.to_integral_value())
