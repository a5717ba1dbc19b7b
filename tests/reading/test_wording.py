import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.goals.wording import fold
from assistant.reading.wording import Wording


def test_what_is_taken_comes_as_it_stands() -> None:
    text = Wording("数量指标： 检查 次数 ≥１２次；“回头看”次数≥3次")
    assert text.take("检查次数") == "检查次数"
    assert text.take("≥12次") == "≥１２次"
    assert text.take('"回头看"次数') == "“回头看”次数"


def test_nothing_is_taken_twice() -> None:
    text = Wording("检查次数≥12次")
    assert text.take("≥12次")
    assert text.take("12次") is None
    text.give_back()
    assert text.take("12次") == "12次"


@pytest.mark.parametrize("wording", ["", "检查人次", "次数≥12次检"])
def test_what_does_not_stand_there_is_not_taken(wording: str) -> None:
    assert Wording("检查次数≥12次").take(wording) is None


def test_what_is_left_says_something() -> None:
    text = Wording("（一）数量指标：1.检查次数≥12次；联系人张某")
    assert text.left == [text.text]
    text.take("检查次数")
    text.take("≥12次")
    assert text.left == ["；联系人张某"]


@given(st.text("检查次数≥12 场（）。\u3000A", min_size=1), st.data())
def test_every_character_is_taken_or_left(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    wording = Wording(text)
    taken = wording.take(text[start:end])
    if taken is None:
        assert fold(text[start:end]) == ""
        return
    assert fold(taken) == fold(text[start:end])
    left = "".join(wording.left)
    told = set("检查次数≥12场A") & set(fold(text).upper())
    assert told <= set(fold(taken + left).upper()) | set("12")  # a number alone says nothing
