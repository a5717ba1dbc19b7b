"""Tables that are nearly the same under other names: copied from another unit or from last year, with a few numbers changed.

Two parts of each table are held against those of all others: its indicators by their names, and its goals by runs of characters; names of
units, places and projects, years and numbers are left out of both. What few tables have counts for more than what many have, and rows
that every table must have (群众满意度, 总成本控制数) count for nothing, so that two that have no more in common than what everybody writes
are not alike. Nor are two whose goals are the same formula around the names of two projects.
Tables that are the same in all they say count as one, and are told as such: the first of them stands for all.
`python -m tests.batch.reviews.copying` measures it, and the thresholds come from there.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from assistant.exemplars.exemplar import place_of
from assistant.goals import GoalTable
from assistant.goals.wording import HAN, fold
from assistant.review.naming import split_unit

ALIKE = 0.45
"""Likeness from which two tables are called near."""
LEAST_SHARED = 6.0
"""What the rows that two tables share must weigh together where their goals have little in common; a row that one in eight tables has
weighs 2, one that one in a hundred has 4.6."""
SURE_GOALS = 0.5
"""Likeness of goals that needs fewer rows beside it, and none where the goals say something by themselves."""
FEWER_ROWS = 0.3
"""Likeness of rows that is enough then."""
LEAST_GOALS = 150.0
"""What the runs that two tables share must weigh together for goals to say something by themselves: a formula of thirty characters that
only these two have weighs 80, and a copy of goals of sixty 200."""
NEAREST = 5
"""Pairs that are told of each table: of fifty that are near one another nobody reads 1,225."""
_ALONE = 0.8
"""What the likeness of one part counts where the other part has been written anew; else both count alike."""
_RUN = 4
"""Characters of a run."""
_SHORTEST_GOALS = 12
"""Runs below which goals say too little to be compared."""
_STOCK = re.compile("满意[度率]|总成本|(?:成本|预算|投资|支出)控制|预算执行|资金(?:支付|支出)(?:及时|进度)")
"""In the names of rows that every table must have, or that say no more than its budget."""
_YEAR = re.compile(r"(?:19|20)\d\d年?度?")
_NUMBER = re.compile(r"第?[\d.,]+[%‰]?|第[一二三四五六七八九十百]+")
_NOT_TEXT = re.compile(f"[^{HAN}a-z]")
_Weights = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Pair:
    """Two tables that are near each other.

    Attributes:
        one: place of the first among the tables that were compared; other: of the second, behind it.
        likeness: from `ALIKE` to 1, for the same but for names and numbers.
        identical: whether they say the same in all: the same table handed in twice; `one` is then the first of all that do.
        rows: names of the indicators that both have, as the first writes them.
        values: how many of these have the same value in both.
        goals: likeness of the goals, 0 where one has none.
        same_unit, same_year, same_budget: None where one does not say.
    """

    one: int
    other: int
    likeness: float
    rows: tuple[str, ...]
    values: int
    goals: float
    same_unit: bool | None
    same_year: bool | None
    same_budget: bool | None
    identical: bool = False

    @property
    def across(self) -> bool:
        """Whether they are of two units, as far as they say."""
        return self.same_unit is False

    def beside(self, one: int) -> int:
        """The other of the two."""
        return self.other if one == self.one else self.one


@dataclass(frozen=True)
class _Traits:
    """What a table says without names and numbers.

    Attributes:
        rows: the places of its indicators, by what they are compared by.
        own: those of them that not every table must have.
        runs: of its goals.
    """

    rows: dict[str, int]
    own: tuple[str, ...]
    runs: frozenset[str]


@dataclass
class _Part:
    """One part of all tables: which of them have a trait, and what each trait weighs.

    Attributes:
        ids: the traits of each table, by number.
        holders: the tables that have each trait.
        weights: what each trait weighs.
        totals: what the traits of each table weigh together.
    """

    ids: list[npt.NDArray[np.int64]]
    holders: list[npt.NDArray[np.int64]]
    weights: _Weights
    totals: _Weights = field(init=False)

    def __post_init__(self) -> None:
        self.totals = np.array([self.weights[ids].sum() for ids in self.ids])

    def shared(self, table: int) -> _Weights:
        """What the traits weigh that each of the tables has in common with this one."""
        ids = self.ids[table]
        if not len(ids):
            return np.zeros(len(self.ids), dtype=np.float64)
        holders = [self.holders[id_] for id_ in ids]
        weights = np.repeat(self.weights[ids], [len(tables) for tables in holders])
        return np.bincount(np.concatenate(holders), weights, len(self.ids)).astype(np.float64)

    def likeness(self, table: int, shared: _Weights) -> _Weights:
        """Twice what is shared over all that both have."""
        return np.asarray(2 * shared / np.maximum(self.totals + self.totals[table], 1e-9), dtype=np.float64)


def find_alike(tables: Sequence[GoalTable], known: Sequence[GoalTable] = ()) -> list[Pair]:
    """The pairs of `tables` that are near each other: identical ones first, then those of different units, then the nearest.

    Of tables that are identical each is paired with the first of them, and that one alone with others.

    Args:
        tables: the tables; none of them may be marked 涉密.
        known: other tables, by which it is told what everybody writes; they are not compared.
    """
    firsts = _firsts(tables)
    places = sorted({*firsts})
    traits = {at: _traits(tables[at]) for at in places}
    found = _Near([*traits.values()], [_traits(table) for table in known]).pairs()
    pairs = [_pair(places[one], places[other], *alike, tables, traits) for (one, other), alike in found.items()]
    pairs += [_identical(first, at, tables, traits[first]) for at, first in enumerate(firsts) if at != first]
    return sorted(pairs, key=lambda pair: (not pair.identical, not pair.across, -pair.likeness, pair.one, pair.other))


class _Near:
    """Looks for those near each table."""

    def __init__(self, traits: Sequence[_Traits], known: Sequence[_Traits]) -> None:
        self._rows = _part([each.own for each in traits], [each.own for each in known])
        self._goals = _part([each.runs for each in traits], [each.runs for each in known])
        self._silent = np.array([len(each.runs) < _SHORTEST_GOALS for each in traits], dtype=bool)

    def pairs(self) -> dict[tuple[int, int], tuple[float, float]]:
        """The likeness, and that of the goals, of each two that are near, by their places."""
        found = dict[tuple[int, int], tuple[float, float]]()
        for one in range(len(self._silent)):
            for other, likeness, goals in self._nearest(one):
                found[min(one, other), max(one, other)] = likeness, goals
        return found

    def _nearest(self, one: int) -> Iterable[tuple[int, float, float]]:
        rows, goals = self._rows.shared(one), self._goals.shared(one)
        by_rows, by_goals = self._rows.likeness(one, rows), self._goals.likeness(one, goals)
        telling = goals >= LEAST_GOALS
        both = np.where(self._silent & self._silent[one], by_rows, (by_rows + by_goals) / 2)
        likeness = np.maximum(both, _ALONE * np.maximum(by_rows, np.where(telling & ~self._silent, by_goals, 0.0)))
        sure = (by_goals >= SURE_GOALS) & ~self._silent & (telling | (by_rows >= FEWER_ROWS))
        near = (likeness >= ALIKE) & ((rows >= LEAST_SHARED) | sure)
        near[one] = False
        places = np.flatnonzero(near)
        order = places[np.argsort(-likeness[places], kind="stable")][:NEAREST]
        return [(int(other), float(likeness[other]), float(by_goals[other])) for other in order]


def _part(traits: Sequence[Iterable[str]], known: Sequence[Iterable[str]]) -> _Part:
    numbers = dict[str, int]()
    ids = [np.array(sorted(numbers.setdefault(trait, len(numbers)) for trait in each), dtype=np.int64) for each in traits]
    counts = Counter[int]()
    for each in (*(array.tolist() for array in ids), *_known(known, numbers)):
        counts.update(each)
    all_tables = len(traits) + len(known)
    weights = np.array([math.log(1 + all_tables / counts[id_]) for id_ in range(len(numbers))])
    return _Part(ids, _holders(ids, len(numbers)), weights)


def _known(known: Sequence[Iterable[str]], numbers: dict[str, int]) -> list[list[int]]:
    return [[numbers[trait] for trait in each if trait in numbers] for each in known]


def _holders(ids: Sequence[npt.NDArray[np.int64]], traits: int) -> list[npt.NDArray[np.int64]]:
    found: list[list[int]] = [[] for _ in range(traits)]
    for table, each in enumerate(ids):
        for id_ in each:
            found[id_].append(table)
    return [np.array(tables, dtype=np.int64) for tables in found]


def _traits(table: GoalTable) -> _Traits:
    names = _own_names(table)
    rows = dict[str, int]()
    for at, row in enumerate(table.indicators):
        rows.setdefault(_bare(split_unit(row.level3)[0], names) or fold(row.level3), at)
    text = _bare("".join(goal.text for goal in table.goals), names)
    own = tuple(key for key, at in rows.items() if not _STOCK.search(fold(table.indicators[at].level3)))
    return _Traits(rows, own, frozenset(text[at : at + _RUN] for at in range(len(text) - _RUN + 1)))


def _firsts(tables: Sequence[GoalTable]) -> list[int]:
    """Of each table the place of the first that is identical with it, which may be itself; what has neither goals nor rows is like none."""
    seen = dict[object, int]()
    return [seen.setdefault(_folded(_said(table)), at) if table.goals or table.indicators else at for at, table in enumerate(tables)]


def _said(table: GoalTable) -> dict[str, object]:
    """All that people see of a table, and nothing of where and how it was read."""
    return table.model_dump(exclude={"source": True, "doubts": True, "indicators": {"__all__": {"target", "origin", "evidence", "status"}}})


def _folded(said: object) -> object:
    """What can be compared: texts by their wording, whatever their blanks and widths; what is empty is not there."""
    match said:
        case str():
            return fold(said)
        case dict():
            parts = {name: _folded(each) for name, each in said.items()}
            return frozenset((name, part) for name, part in parts.items() if part not in (None, "", (), frozenset()))
        case list() | tuple():
            return tuple(map(_folded, said))
    return said


def _own_names(table: GoalTable) -> list[str]:
    """What a copy of a table calls otherwise, longest first: its project, unit and place."""
    name = _YEAR.sub("", fold(table.name))
    places = [place_of(unit) for unit in (table.unit, table.department)]
    names = {fold(text) for text in (table.unit, table.department, *places) if text} | {name}
    return sorted((text for text in names if len(text) > 1), key=len, reverse=True)


def _bare(text: str, names: Sequence[str]) -> str:
    """A text without names, years, numbers and punctuation."""
    text = _YEAR.sub("", fold(text))
    for name in names:
        text = text.replace(name, "")
    return _NOT_TEXT.sub("", _NUMBER.sub("", text))


def _identical(first: int, other: int, tables: Sequence[GoalTable], traits: _Traits) -> Pair:
    pair = _pair(first, other, 1.0, 1.0 if traits.runs else 0.0, tables, {first: traits, other: traits})
    return replace(pair, identical=True)


def _pair(one: int, other: int, likeness: float, goals: float, tables: Sequence[GoalTable], traits: Mapping[int, _Traits]) -> Pair:
    first, second = tables[one], tables[other]
    shared = [key for key in traits[one].rows if key in traits[other].rows]
    rows = [(first.indicators[traits[one].rows[key]], second.indicators[traits[other].rows[key]]) for key in shared]
    return Pair(
        one,
        other,
        round(likeness, 4),
        tuple(row.level3 for row, _ in rows),
        sum(fold(row.value or "") == fold(copy.value or "") for row, copy in rows),
        round(goals, 4),
        _same(first.unit or first.department, second.unit or second.department),
        _same(first.year, second.year),
        _same(first.budget_yuan, second.budget_yuan),
    )


def _same(one: object, other: object) -> bool | None:
    if one is None or other is None:
        return None
    return fold(one) == fold(other) if isinstance(one, str) and isinstance(other, str) else one == other
