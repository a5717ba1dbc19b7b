"""Against tables that others have published, and what must hold of all."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assistant.batch.comparing.figures import kappa, quantile, wilson

TABLES = st.lists(st.lists(st.integers(0, 30), min_size=4, max_size=4), min_size=4, max_size=4)


@pytest.mark.parametrize(
    ("share", "count", "low", "high"),
    [  # R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998), table I
        (81 / 263, 263, 0.2553, 0.3662),
        (15 / 148, 148, 0.0624, 0.1605),
        (0 / 20, 20, 0.0, 0.1611),
        (1 / 29, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_as_newcombe_has_it(share: float, count: int, low: float, high: float) -> None:
    assert wilson(share, count) == pytest.approx((low, high), abs=5e-5)


@given(st.lists(st.sampled_from([0, 0.25, 0.5, 0.75, 1]), min_size=1, max_size=60))
def test_an_interval_holds_its_share_and_turns_with_the_sides(scores: list[float]) -> None:
    share = sum(scores) / len(scores)
    low, high = wilson(share, len(scores))
    assert 0 <= low <= share <= high <= 1
    assert high - low > 0
    assert wilson(1 - share, len(scores)) == pytest.approx((1 - high, 1 - low))


def test_kappa_as_sas_has_it() -> None:
    """SAS/STAT 9.4 User's Guide, the FREQ procedure, two dermatologists."""
    found = kappa([[10, 4, 1, 0], [5, 10, 12, 2], [2, 4, 12, 5], [0, 2, 6, 13]])
    assert found is not None
    assert (found[0], *found[1]) == pytest.approx((0.3449, 0.2030, 0.4868), abs=5e-5)


def test_all_agreed_is_certain_of_nothing() -> None:
    found = kappa([[5, 0], [0, 5]])
    assert found is not None
    assert found[0] == 1
    assert 0.4 < found[1][0] < 0.5
    assert kappa([[9, 0], [0, 0]]) is None
    assert kappa([[9, 3], [0, 0]]) is None
    nothing = kappa([[0, 5], [5, 0]])
    assert nothing is not None
    assert (nothing[0], nothing[1][0]) == (-1, -1)
    assert -0.6 < nothing[1][1] < -0.4
    assert kappa([[0, 0], [0, 0]]) is None


@given(TABLES, st.permutations(range(4)))
def test_kappa_knows_no_order_of_judges_or_answers(table: list[list[int]], order: list[int]) -> None:
    found = kappa(table)
    assume(found is not None)
    assert found is not None
    assert -1 <= found[1][0] <= found[0] <= found[1][1] <= 1
    for other in ([list(row) for row in zip(*table, strict=True)], [[table[i][j] for j in order] for i in order]):
        turned = kappa(other)
        assert turned is not None
        assert (turned[0], *turned[1]) == pytest.approx((found[0], *found[1]))


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=30), st.floats(0, 1))
def test_a_quantile_lies_among_its_values(values: list[float], share: float) -> None:
    found = quantile(values, share)
    assert found is not None
    assert min(values) <= found <= max(values) or found == pytest.approx(max(values))


def test_quantiles_as_people_know_them() -> None:
    assert quantile([3, 1, 2], 0.5) == 2
    assert quantile([1, 2, 3, 4], 0.95) == pytest.approx(3.85)
    assert quantile([], 0.5) is None
