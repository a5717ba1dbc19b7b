from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.matching import SAME_INDICATOR, Score, class_key, match_by_meaning, score_by_meaning
from assistant.goals import Indicator
from tests.evaluation.samples import Compass, indicator

COUNTS = st.integers(0, 50)


@given(COUNTS, COUNTS, COUNTS)
def test_f1_is_the_harmonic_mean(matched: int, more_drafted: int, more_published: int) -> None:
    score = Score(matched, matched + more_drafted, matched + more_published)
    assert 0 <= score.precision <= 1
    assert 0 <= score.recall <= 1
    assert min(score.precision, score.recall) - 1e-9 <= score.f1 <= max(score.precision, score.recall) + 1e-9
    if matched:
        assert score.f1 == pytest.approx(2 / (1 / score.precision + 1 / score.recall))


def test_nothing_scores_nothing() -> None:
    nothing = Score(0, 0, 0)
    assert (nothing.precision, nothing.recall, nothing.f1) == (0, 0, 0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("成本指标", "经济成本指标"), ("产出指标", "成本指标")),
        (("满意度指标", "服务对象满意度指标"), ("满意度指标", None)),
        (("产出指标", "数量指标"), ("产出指标", "数量指标")),
    ],
)
def test_frameworks_are_compared_in_one_set_of_classes(one: tuple[str, str], other: tuple[str, str | None]) -> None:
    rows = [Indicator(level1=level1, level2=level2, level3="名") for level1, level2 in (one, other)]
    assert class_key(rows[0]) == class_key(rows[1]) != ""


def test_classes_stay_apart() -> None:
    keys = {class_key(indicator("名", level2)) for level2 in ("数量指标", "质量指标", "时效指标", "成本指标", "社会效益指标")}
    assert len(keys) == 5
    assert class_key(Indicator(level1="效益指标", level3="名")) == "效益指标"
    assert class_key(Indicator(level3="名")) == ""


NEAR = Compass({"甲": 0, "乙": 45, "丙": 90, "丁": 180})
"""Neighbours by 45 degrees mean the same, 90 degrees do not."""


def test_only_what_means_the_same_in_the_same_class_matches() -> None:
    assert match_by_meaning([indicator("甲")], [indicator("丙"), indicator("丁")], NEAR) == []
    assert match_by_meaning([indicator("甲", "质量指标")], [indicator("甲")], NEAR) == []
    assert match_by_meaning([indicator("甲")], [indicator("丁"), indicator("乙")], NEAR) == [(0, 1)]


def test_the_limit_itself_counts() -> None:
    rows = [indicator("甲")], [indicator("乙")]
    degrees = 51.68  # a cosine of 0.6201
    assert SAME_INDICATOR == 0.62
    assert match_by_meaning(*rows, Compass({"甲": 0, "乙": degrees})) == [(0, 0)]
    assert match_by_meaning(*rows, Compass({"甲": 0, "乙": degrees + 0.1})) == []


@pytest.mark.parametrize("order", list(permutations("甲乙丙")))
def test_as_many_pairs_as_possible_whatever_the_order(order: tuple[str, ...]) -> None:
    # 甲 can only be 西, which is also what 乙 is nearest to; so 乙 must be 中, and 丙, which is nearest to that, 北
    drafted = [indicator(name) for name in order]
    published = [indicator("西"), indicator("中"), indicator("北")]
    compass = Compass({"甲": 0, "西": 25, "乙": 45, "中": 75, "丙": 100, "北": 150})
    assert len(match_by_meaning(drafted, published, compass)) == 3


@given(st.lists(st.sampled_from("甲乙丙丁戊"), max_size=6), st.lists(st.sampled_from("甲乙丙丁戊"), max_size=6))
def test_every_indicator_is_used_at_most_once(one: list[str], other: list[str]) -> None:
    drafted, published = [indicator(name) for name in one], [indicator(name) for name in other]
    pairs = match_by_meaning(drafted, published, NEAR)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert len(match_by_meaning(published, drafted, NEAR)) == len(pairs)
    assert len(match_by_meaning(drafted, drafted, NEAR)) == len(drafted)


def test_the_score_counts_both_sides() -> None:
    drafted, published = [indicator("甲"), indicator("丁"), indicator("别")], [indicator("乙"), indicator("另")]
    assert score_by_meaning(drafted, published, NEAR) == Score(1, 3, 2)
