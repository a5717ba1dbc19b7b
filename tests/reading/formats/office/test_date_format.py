"""Dates and times as Excel shows them."""

import pytest

from assistant.reading.formats.office.date_format import is_date_format, show_date
from assistant.reading.formats.office.format_sections import BUILT_IN


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


def test_days_before_all_dates_are_none() -> None:
    assert show_date(-5, "yyyy/m/d") is None
