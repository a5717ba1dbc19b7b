import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.goals.own_form import guard_formula, unguard_formula


@pytest.mark.parametrize("text", ["=1+1", "+5%", "-3%", "@我", "\t甲", "\r甲", "＝1", "＋5", "－3", "＠我", " =1", "'=1", "''=1"])
def test_what_a_spreadsheet_would_calculate_gets_an_apostrophe(text: str) -> None:
    assert guard_formula(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "甲", "≥95%", "1=1", "'甲", "甲-乙", "2021-2025年"])
def test_everything_else_stays_as_it_is(text: str) -> None:
    assert guard_formula(text) == text


@given(st.one_of(st.text(), st.text(alphabet="'=+-@＝ \t甲", max_size=6)))
def test_the_rule_has_an_exact_inverse(text: str) -> None:
    assert unguard_formula(guard_formula(text)) == text
