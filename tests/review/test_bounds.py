import pytest

from assistant.goals.target import Operator
from assistant.review.bounds import lead_before, tail_behind, turn, word_for


@pytest.mark.parametrize(
    ("text", "lead", "tail"),
    [
        ("培训不超过", "不超过", ""),
        ("培训超过", "超过", ""),
        ("成本控制在", "控制在", "以内"),
        ("培训", "", "及以上"),
        ("满意度达到", "达到", "以上"),
    ],
)
def test_the_words_around_a_number(text: str, lead: str, tail: str) -> None:
    whole = f"{text}20人{tail}。"
    assert lead_before(whole, len(text)) == lead
    assert tail_behind(whole, len(text) + 3) == (len(text) + 3, tail)


@pytest.mark.parametrize(
    ("bound", "before", "after", "level", "turned"),
    [
        (("不少于", ""), "≥", "≤", False, ("不超过", "")),
        (("不低于", ""), "≥", "≤", True, ("不高于", "")),
        (("", ""), "=", "≥", False, ("不少于", "")),
        (("", ""), "=", "≥", True, ("达到", "以上")),
        (("", ""), "≥", "≤", False, ("", "")),
        (("", ""), None, "=", False, ("", "")),
        (("达到", "以上"), "≥", "≤", True, ("控制在", "以内")),
        (("达到", "以上"), "≥", ">", True, ("达到", "以上")),
        (("达到", "以上"), "≥", "=", True, ("达到", "")),
        (("不少于", ""), "=", "≥", False, ("不少于", "")),
    ],
)
def test_bounds_are_turned_in_their_own_manner(
    bound: tuple[str, str], before: Operator | None, after: Operator, level: bool, turned: tuple[str, str]
) -> None:
    assert turn(bound, before, after, level=level, zero=False) == turned


def test_nothing_is_reached_by_none() -> None:
    assert turn(("控制在", "以内"), "≤", "=", level=True, zero=True) == ("为", "")


def test_what_is_exact_has_no_word() -> None:
    assert [word_for(operator) for operator in ("≥", "=", None)] == ["不少于", "", ""]
