"""The few formulas of statistics that comparing needs, each with its source."""

import math
from collections.abc import Sequence
from statistics import NormalDist

Interval = tuple[float, float]
_Z = NormalDist().inv_cdf(0.975)
"""For intervals of 95 %."""
_NOTHING = 1e-6
"""An error that is 0 but for rounding."""


def wilson(share: float, count: int) -> Interval:
    """The 95 % interval of a share that was found in `count` independent trials.

    E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927), 209–212. It stays within 0 and 1
    and has a width even where all trials agree. For a mean of scores between 0 and 1 it is never too narrow: none of them varies more
    than a coin of the same mean.
    """
    if not count:
        return 0.0, 1.0
    square = _Z * _Z / count
    middle = (share + square / 2) / (1 + square)
    half = _Z / (1 + square) * math.sqrt(max(share * (1 - share), 0.0) / count + square / count / 4)
    return max(0.0, min(middle - half, share)), min(1.0, max(middle + half, share))


def kappa(table: Sequence[Sequence[int]]) -> tuple[float, Interval] | None:
    """Cohen's κ of two judges with its 95 % interval; None where one always says the same thing: it says nothing then, whatever they see.

    `table[i][j]` counts what the one calls i and the other j. κ: J. Cohen, A coefficient of agreement for nominal scales, Educational and
    Psychological Measurement 20 (1960), 37–46. Its error: J. L. Fleiss, J. Cohen, B. S. Everitt, Large sample standard errors of kappa and
    weighted kappa, Psychological Bulletin 72 (1969), 323–327. Where both agree in everything, or in nothing, that error may be 0, which
    cannot be meant; the interval is then that of Wilson for the share in which they agree.
    """
    count = sum(map(sum, table))
    if not count:
        return None
    rows = [sum(row) / count for row in table]
    columns = [sum(column) / count for column in zip(*table, strict=True)]
    if max(rows) >= 1 or max(columns) >= 1:
        return None
    agreed = sum(table[at][at] for at in range(len(table))) / count
    chance = sum(row * column for row, column in zip(rows, columns, strict=True))
    found = (agreed - chance) / (1 - chance)
    half = _Z * _error(table, rows, columns, found, chance)
    ends = (found - half, found + half)
    if half < _NOTHING:
        low, high = wilson(agreed, count)
        ends = ((low - chance) / (1 - chance), (high - chance) / (1 - chance))
    return found, (max(-1.0, min(ends[0], found)), min(1.0, max(ends[1], found)))


def _error(table: Sequence[Sequence[int]], rows: Sequence[float], columns: Sequence[float], found: float, chance: float) -> float:
    """The standard error of κ."""
    count, places = sum(map(sum, table)), range(len(table))
    same = sum(table[i][i] / count * (1 - (rows[i] + columns[i]) * (1 - found)) ** 2 for i in places)
    other = sum(table[i][j] / count * (columns[i] + rows[j]) ** 2 for i in places for j in places if i != j)
    variance = same + (1 - found) ** 2 * other - (found - chance * (1 - found)) ** 2
    return math.sqrt(max(variance, 0.0) / count) / (1 - chance)


def quantile(values: Sequence[float], share: float) -> float | None:
    """The value that this share of the values does not exceed, between two of them in proportion; None of nothing.

    Number 7 of R. J. Hyndman, Y. Fan, Sample quantiles in statistical packages, The American Statistician 50 (1996), 361–365.
    """
    if not values:
        return None
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
