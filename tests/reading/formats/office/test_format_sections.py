"""Number formats taken apart."""

from decimal import Decimal

import pytest

from assistant.reading.formats.office.format_sections import Condition, sections


def test_signs_in_quotes_and_behind_escapes_part_nothing() -> None:
    first, second = sections('"a;b"0\\;!;_;*;;0')
    assert (first.words, second.text) == ("a;b;;", "0")


def test_brackets_are_currencies_conditions_or_colours() -> None:
    (section,) = sections("[$¥-804][>=1.5][Red]0")
    assert (section.words, section.condition, section.coloured) == ("¥", Condition(">=", Decimal("1.5")), True)
    assert [part.coloured for part in sections("[DBNum1][$-804]0;[颜色10]0;[h]:mm")] == [False, True, False]


@pytest.mark.parametrize(
    ("condition", "only_negative"),
    [("<0", True), ("<1", False), ("<=0", False), ("<=-1", True), ("=-1", True), (">-1", False), ("<>-1", False)],
)
def test_conditions_that_only_losses_meet(condition: str, only_negative: bool) -> None:
    (section,) = sections(f"[{condition}]0")
    assert section.condition is not None
    assert section.condition.only_negative is only_negative


@pytest.mark.parametrize(("condition", "met"), [("<5", False), ("<=5", True), (">5", False), (">=5", True), ("=5", True), ("<>5", False)])
def test_conditions_are_weighed(condition: str, met: bool) -> None:
    (section,) = sections(f"[{condition}]0")
    assert section.condition is not None
    assert section.condition.holds(Decimal(5)) is met
