from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.exemplars.exemplar import (
    BUDGET_BANDS,
    LONGEST_GOALS,
    LONGEST_PURPOSE,
    Exemplar,
    budget_band,
    content_hash,
    full_text,
    place_of,
    subject_text,
)
from assistant.goals import Goal, GoalTable, Indicator

TABLE = GoalTable(
    name="妇女培训经费",
    purpose="用" * 500,
    goals=(Goal(text="目" * 400), Goal(text="标" * 400)),
    indicators=(Indicator(level3="培训期数"), Indicator(level3="培训人数")),
)


@pytest.mark.parametrize(
    ("budget", "band"),
    [
        (None, "未知"),
        ("0.01", "5万元以下"),
        ("49999.99", "5万元以下"),
        ("50000", "5-20万元"),
        ("199999.99", "5-20万元"),
        ("200000", "20-100万元"),
        ("999999.99", "20-100万元"),
        ("1000000", "100万元以上"),
        ("10000000000000", "100万元以上"),
    ],
)
def test_bands_begin_with_their_lower_limit(budget: str | None, band: str) -> None:
    assert budget_band(None if budget is None else Decimal(budget)) == band


@given(st.decimals(0, 10**8, places=2), st.decimals(0, 10**8, places=2))
def test_a_larger_budget_is_in_no_lower_band(one: Decimal, other: Decimal) -> None:
    order = [name for _, name in BUDGET_BANDS] + ["100万元以上"]
    low, high = sorted([one, other])
    assert order.index(budget_band(low)) <= order.index(budget_band(high))


@pytest.mark.parametrize(
    ("unit", "place"),
    [
        ("东莞市妇女联合会", "东莞市"),
        ("唐山市丰润区妇女联合会本级", "唐山市"),
        ("门源县妇联", "门源县"),
        ("中共广州市委政法委员会", "广州市"),
        ("内蒙古自治区妇女联合会", "内蒙古自治区"),
        ("妇女联合会", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_the_place_in_front_of_a_unit(unit: str | None, place: str) -> None:
    assert place_of(unit) == place


def test_the_subject_begins_with_the_name_and_stays_short() -> None:
    lines = subject_text(TABLE).split("\n")
    assert lines[0] == TABLE.name
    assert [len(line) for line in lines[1:]] == [LONGEST_PURPOSE, LONGEST_GOALS]
    assert subject_text(GoalTable(name="仅有名称")) == "仅有名称"


def test_the_full_text_leaves_nothing_out() -> None:
    text = full_text(TABLE)
    assert all(part in text for part in (TABLE.name, "用" * 500, "目" * 400, "标" * 400, "培训期数", "培训人数"))


def test_indicators_are_counted_from_one() -> None:
    exemplar = Exemplar("甲.txt#3", "甲.txt", TABLE)
    assert [exemplar.indicator_id(position) for position in range(2)] == ["甲.txt#3/1", "甲.txt#3/2"]


@given(st.text(), st.text())
def test_only_the_same_content_has_the_same_hash(one: str, other: str) -> None:
    assert (content_hash(one) == content_hash(other)) == (one == other)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("]2024年寻找最美家庭（非财政拨款）", "2024年寻找最美家庭（非财政拨款）"),
        ("妇女之家（二期", "妇女之家二期"),
        ("粤财行[2024]116号", "粤财行[2024]116号"),
    ],
)
def test_a_stray_bracket_is_no_part_of_a_title(name: str, meant: str) -> None:
    assert Exemplar("甲#1", "甲", GoalTable(name=name)).title == meant
