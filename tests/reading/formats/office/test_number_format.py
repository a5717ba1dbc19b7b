"""Numbers as Excel shows them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.formats.office.date_format import is_date_format, show_date
from assistant.reading.formats.office.number_format import show_number

ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '
MYRIADS = '[>=10000]0!.0,"万";0"元"'


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (0.95, "0%", "95%"),
        (0.955, "0.0%", "95.5%"),
        (0.125, "0%", "13%"),
        (6.0, "0.00", "6.00"),
        (6.0, "General", "6"),
        (0.1 + 0.2, "General", "0.3"),
        (27, 'General"个"', "27个"),
        (2480691, "#,##0.00", "2,480,691.00"),
        (5, '"≥"0"场"', "≥5场"),
        (12.5, "0.##", "12.5"),
        (12, "0.##", "12"),
        (20, "0", "20"),
        (1234567.5, "_ * #,##0.00_ ", "1,234,567.50"),
        (-3, "0;-0;0", "-3"),
        (-3, "0.0_);(0.0)", "(3.0)"),
        (0, '#,##0;-#,##0;"-"', "-"),
        (1500, "[$¥-804]#,##0.00", "¥1,500.00"),
        (1500, '"¥"#,##0', "¥1,500"),
        (123456, '0.0,"千元"', "123.5千元"),
        (7, "[Red]0.0", "7.0"),
        (7, '[>=5]0"≥5";0', "7≥5"),
        (3, '[>=5]0"≥5";0', "3"),
        (3, "@", "3"),
        (1.5, "# ?/?", "1.5"),
        (1e21, "0.00E+00", "1000000000000000000000"),
        (Decimal("130102199001011234"), "0", "130102199001011234"),
        (90, '0"%以上"', "90%以上"),
        (3, '"第"0"位，满分#10"', "第3位，满分#10"),
    ],
)
def test_numbers_are_read_as_shown(value: float | Decimal, number_format: str, shown: str) -> None:
    assert show_number(value, number_format) == shown


@pytest.mark.parametrize(
    ("number_format", "value", "shown"),
    [
        ('0!.0000"万元"', 123456, "12.3456万元"),
        ('0!.0000"万元"', 123, "0.0123万元"),
        ('0!.0000"万元"', -123456, "-12.3456万元"),
        ('0!.0,"万元"', 123456, "12.3万元"),
        ('0!.0,"万元"', 12345, "1.2万元"),
        ('0!.0,"万元"', 999999, "100.0万元"),
        ('0!.0,"万元"', 5, "0.0万元"),
        ('0\\.0,"万元"', 123456, "12.3万元"),
        ('0"."0,"万元"', 123456, "12.3万元"),
        ('0!.00,"万"', 123456, "1.23万"),
        ('#,##0!.0,"万"', 123456789, "123,45.7万"),
        ("#!.0000", 123456, "12.3456"),
        (ACCOUNTING, 0, "-"),
        (ACCOUNTING, 258.5, "258.50"),
        (ACCOUNTING, -258.5, "-258.50"),
        (ACCOUNTING, 1234567.891, "1,234,567.89"),
        ('_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ', -1500, "¥-1,500.00"),
        ('_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ', 0, "¥-"),
        ('[=1]"是";[=0]"否"', 1, "是"),
        ('[=1]"是";[=0]"否"', 0, "否"),
        ('[=1]"是";[=0]"否";0', 7, "7"),
        (MYRIADS, 123456, "12.3万"),
        (MYRIADS, 5, "5元"),
        ('[>=100000000]0.00,,"百万";[>=10000]0!.0,"万";0"元"', 123456789, "123.46百万"),
        ('[>=100000000]0.00,,"百万";[>=10000]0!.0,"万";0"元"', 123456, "12.3万"),
        ('[>=100000000]0.00,,"百万";[>=10000]0!.0,"万";0"元"', 7, "7元"),
        ("[<1]0.0%;0", 0.5, "50.0%"),
        ("[<1]0.0%;0", 3, "3"),
        ('[<0]"负"0;0', -5, "负5"),
        ('[>100]"高"0;[<-100]"低"0;"中"0', -150, "低150"),
        ('[>100]"高"0;"低"0;"中"0', -50, "低50"),
        ('[>100]"高"0;"低"0;"中"0', 50, "中50"),
        ("000000", 1234, "001234"),
        ("000000", -12, "-000012"),
        ("000000", 1234567, "1234567"),
        ("000-0000-0000", 13812345678, "138-1234-5678"),
        ('00"时"00"分"', 1230, "12时30分"),
        ('0"亿"0000"万"', 123456, "12亿3456万"),
        ("0\\(0\\)", 45, "4(5)"),
        ("#,###", 0, ""),
        ('#"个"', 0, "个"),
        ("0;-0;;@", 0, ""),
        ("0;@", -4, "-4"),
        ('0%;-0%;"-"', 0, "-"),
        ('0%;-0%;"-"', -0.5, "-50%"),
        ("??0.0??", 1.5, "1.5"),
        ('"甲"??0', 5, "甲  5"),
        ("#,##0.00_);[Red]\\(#,##0.00\\)", -1234.5, "(1,234.50)"),
        ("0;0", -3, "3"),
        ('#,##0.00,"千元"', 1234567, "1,234.57千元"),
        ("0.0,,", 123456789, "123.5"),
        ('"≥"0"%"', -95, "-≥95%"),
        ('"¥"#,##0.00', -1500.5, "-¥1,500.50"),
        ('"第"@"名"', 5, "5"),
        ("-0", 5, "-5"),
        ("0.00", 1.005, "1.01"),
        ("0.00", -0.001, "0.00"),
        ("0", 2.5, "3"),
        (".00", 12.5, "12.50"),
    ],
)
def test_places_are_filled_as_in_other_spreadsheet_programs(number_format: str, value: float, shown: str) -> None:
    """Compared with LibreOffice Calc, to which `\\.` says what `!.` says to Excel; blanks around and a missing 0 before a point aside."""
    assert show_number(value, number_format) == shown


@pytest.mark.parametrize(
    ("number_format", "value", "shown"),
    [
        ('[=1]"是";[=0]"否"', 2, "2"),  # no section is for it
        ("0.0.0", 12, "12"),
        ("0.0,0", 12.5, "12.5"),
        (',0"元"', 12, "12"),
        ("yyyy/m/d", -5, "-5"),
        ("0.00E+00", 12345, "12345"),
        ("# ??/16", 1.5, "1.5"),
        ("0;0;0;@;0", 3, "3"),
        ("", 3.25, "3.25"),
        ('G/通用格式"个"', 3, "3个"),
    ],
)
def test_a_format_that_is_not_followed_leaves_the_number_as_it_is(number_format: str, value: float, shown: str) -> None:
    assert show_number(value, number_format) == shown


@pytest.mark.parametrize(
    ("number_format", "value", "shown"),
    [
        ("0.00;[Red]0.00", -5, "-5.00"),  # red to the eye
        ("0.00;[红色](0.00)", -5, "(5.00)"),
        (MYRIADS, -5, "-5元"),
        ("#.##", 0.5, "0.5"),
        ("#!.0000", 123, "0.0123"),
        ('0,.0"千"', 12345, "12.3千"),
    ],
)
def test_a_sign_is_never_lost_nor_a_point_left_alone(number_format: str, value: float, shown: str) -> None:
    assert show_number(value, number_format) == shown


@given(st.integers(min_value=-(10**15), max_value=10**15), st.integers(0, 6), st.booleans(), st.sampled_from("!\\"))
def test_the_digits_of_a_whole_number_survive_any_places(value: int, places: int, grouped: bool, escape: str) -> None:
    """Wherever a point is painted between the places, the digits before and behind it are those of the number."""
    pattern = ("#,##0" if grouped else "0") + (f"{escape}." + "0" * places if places else "")
    shown = show_number(value, pattern).replace(",", "").replace(".", "")
    assert int(shown) == value


FORMATS = st.text(alphabet='#0?,.%E+-;@"\\[]$¥_*!年dmy GeneralhsA/', max_size=20)


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers(), FORMATS)
def test_any_number_in_any_format_is_some_text(value: float, number_format: str) -> None:
    assert isinstance(show_number(value, number_format), str)
    if is_date_format(number_format):
        show_date(float(value), number_format)
