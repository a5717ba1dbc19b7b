"""Numbers and dates as Excel shows them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.formats.office.number_format import BUILT_IN, is_date_format, show_date, show_number


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
    ("value", "number_format", "shown"),
    [
        (46387, 'yyyy"年"m"月"d"日"', "2026年12月31日"),
        (46387, BUILT_IN[31], "2026年12月31日"),
        (46387, BUILT_IN[57], "2026年12月"),
        (46387, BUILT_IN[58], "12月31日"),
        (46387, BUILT_IN[14], "2026/12/31"),
        (46387.5, BUILT_IN[22], "2026/12/31 12:00"),
        (46387, "[$-804]yyyy-mm-dd;@", "2026-12-31"),
        (0.75, BUILT_IN[20], "18:00"),
        (1, BUILT_IN[14], "1900/1/1"),
    ],
)
def test_dates_are_read_as_shown(value: float, number_format: str, shown: str) -> None:
    assert is_date_format(number_format)
    assert show_date(value, number_format) == shown


def test_counting_of_days_may_begin_in_1904() -> None:
    assert show_date(46387 - 1462, "yyyy-mm-dd", from_1904=True) == "2026-12-31"


@pytest.mark.parametrize("number_format", ["General", "0", '"day"0', "[Red]0.0", "@", '0"年"', "0.00%", "#,##0_ ", '"≥"0"h"'])
def test_what_only_names_a_time_is_no_date(number_format: str) -> None:
    assert not is_date_format(number_format)


FORMATS = st.text(alphabet='#0?,.%E+-;@"\\[]$¥_*!年dmy GeneralhsA/', max_size=20)


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers(), FORMATS)
def test_any_number_in_any_format_is_some_text(value: float, number_format: str) -> None:
    assert isinstance(show_number(value, number_format), str)
    if is_date_format(number_format):
        show_date(float(value), number_format)
