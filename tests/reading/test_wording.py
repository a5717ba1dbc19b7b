import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.goals.wording import fold
from assistant.reading.wording import Wording

CUT = re.compile(r"[≥12][12]")


def places(text: str, part: str) -> list[int]:
    return [at for at in range(len(text)) if text.startswith(part, at)]


def take(text: Wording, wording: str) -> str | None:
    found = text.find(wording)
    return found.take() if found else None


def test_what_is_taken_comes_as_it_stands() -> None:
    text = Wording("数量指标： 检查 次数 ≥１２次；“回头看”次数≥3次")
    assert take(text, "检查次数") == "检查次数"
    assert take(text, "≥12次") == "≥１２次"
    assert take(text, '"回头看"次数') == "“回头看”次数"


def test_nothing_is_taken_twice() -> None:
    text = Wording("检查次数≥12次")
    name = text.find("检查次数")
    assert name
    assert text.find("次数", name) is None
    assert take(text, "检查次数")
    assert text.find("检查次数") is None


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("培训人数120人", "20人"),
        ("合格率≥95%", "95%"),
        ("合格率≥95%", "5%"),
        ("投入1,250万元", "50万元"),
        ("比例1.5倍", "5倍"),
        ("占95%", "95"),
    ],
)
def test_no_number_is_cut_short(text: str, wording: str) -> None:
    assert Wording(text).find(wording) is None


def test_what_was_only_found_is_left() -> None:
    text = Wording("检查次数≥12次")
    assert text.find("检查次数")
    assert text.left == ["检查次数≥12次"]


@pytest.mark.parametrize("wording", ["", "检查人次", "次数≥12次检"])
def test_what_does_not_stand_there_is_not_taken(wording: str) -> None:
    assert Wording("检查次数≥12次").find(wording) is None


def test_what_is_left_says_something() -> None:
    text = Wording("（一）数量指标：1.检查次数≥12次；联系人张某")
    assert text.left == [text.text]
    take(text, "检查次数")
    take(text, "≥12次")
    assert text.left == ["；联系人张某"]


@given(st.text("检查次数≥12 场（）。\u3000A", min_size=1), st.data())
def test_every_character_is_taken_or_left(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    wording = Wording(text)
    taken = take(wording, text[start:end])
    if taken is None:
        key, whole = fold(text[start:end]), fold(text)
        assert not key or all(
            CUT.search(whole[at - 1 : at + 1] + "|" + whole[at + len(key) - 1 : at + len(key) + 1]) for at in places(whole, key)
        )
        return
    assert fold(taken) == fold(text[start:end])
    left = "".join(wording.left)
    told = set("检查次数≥12场A") & set(fold(text).upper())
    assert told <= set(fold(taken + left).upper()) | set("12")  # a number alone says nothing
