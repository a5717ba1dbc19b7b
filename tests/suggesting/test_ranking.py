from collections.abc import Sequence

import pytest

from assistant.drafting.candidates import Candidate
from assistant.drafting.fitting import Fitted
from assistant.suggesting.meaning import read_statement
from assistant.suggesting.ranking import Option, Ranking
from assistant.suggesting.suggestion import Frequency
from assistant.suggesting.support import Support
from tests.review.samples import DATA, indicator

FULL = ("数量指标",) * 6 + ("质量指标",) * 3
"""Classes of a table of ten rows that has more than enough of two of them."""


def option(level2: str, name: str, weight: float, likeness: float = 0.0) -> Option:
    row = indicator(level2, name, "≥1次")
    return Option(
        Fitted(Candidate(name, level2, weight, "library"), row),
        read_statement(row, DATA.words, None),
        Support(Frequency(), likeness, ()),
    )


def rank(options: Sequence[Option], classes: Sequence[str | None] = (), *, same: frozenset[str] = frozenset()) -> Ranking:
    return Ranking(options, classes, 10, lambda one, other: {one.candidate.name, other.candidate.name} <= same)


def take_all(ranking: Ranking) -> list[str]:
    names = []
    while taken := ranking.take(lambda option: True):
        names.append(taken.candidate.name)
    return names


def test_the_worthier_first_in_one_class() -> None:
    options = [option("质量指标", "甲率", 0.2), option("质量指标", "乙率", 0.4), option("质量指标", "丙率", 0.1, likeness=0.5)]
    assert take_all(rank(options)) == ["丙率", "乙率", "甲率"]


def test_a_class_that_is_missing_goes_before_one_that_is_full() -> None:
    options = [option("数量指标", "甲数量", 0.9), option("时效指标", "乙及时率", 0.3)]
    assert take_all(rank(options, FULL)) == ["乙及时率", "甲数量"]
    assert take_all(rank(options)) == ["甲数量", "乙及时率"]


def test_each_row_taken_makes_its_class_less_wanted() -> None:
    options = [option("质量指标", "甲率", 0.50), option("质量指标", "乙率", 0.49), option("时效指标", "丙及时率", 0.3)]
    assert take_all(rank(options)) == ["甲率", "丙及时率", "乙率"]


@pytest.mark.parametrize(("present", "first"), [("经济效益指标", "甲率"), ("社会效益指标", "甲率"), (None, "乙率")])
def test_one_benefit_is_as_good_as_another(present: str | None, first: str) -> None:
    options = [option("时效指标", "甲率", 0.3), option("社会效益指标", "乙率", 0.35)]
    assert take_all(rank(options, [present]))[0] == first


def test_what_says_the_same_is_taken_once() -> None:
    options = [option("质量指标", "甲率", 0.3), option("质量指标", "乙率", 0.2), option("质量指标", "丙率", 0.1)]
    assert take_all(rank(options, same=frozenset({"甲率", "乙率"}))) == ["甲率", "丙率"]


def test_what_is_refused_is_gone_and_fills_nothing() -> None:
    ranking = rank([option("质量指标", "甲率", 0.3), option("质量指标", "乙率", 0.2)], same=frozenset({"甲率", "乙率"}))
    taken = ranking.take(lambda option: option.candidate.name != "甲率")
    assert taken is not None
    assert taken.candidate.name == "乙率"
    assert take_all(ranking) == []


def test_only_of_the_classes_asked_for_and_those_told_of_first() -> None:
    options = [option("成本指标", "甲成本", 0.9), option("成本指标", "乙成本", 0.1), option("质量指标", "丙率", 2.0)]
    ranking = rank(options)
    assert ranking.take(lambda option: True, ["时效指标"]) is None
    taken = ranking.take(lambda option: True, ["成本指标"], first=lambda option: option.candidate.name == "乙成本")
    assert taken is options[1]
    assert take_all(ranking) == ["丙率", "甲成本"]
