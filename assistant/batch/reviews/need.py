"""Which of many reviewed tables needs a person first, and why, in words."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.batch.reviews.likeness import ALIKE, Pair, find_alike
from assistant.batch.reviews.reviewing import ReviewedTable
from assistant.goals import GoalTable
from assistant.review import RULES

NEAR, COPIED = 1, 8
"""Errors that weigh as much as a table that is as near one of another unit as is told at all, and as its copy, or as the same table handed
in twice: whoever wrote it can mend an error, and says nothing of a copy. Between them it rises slowly, then steeply: what is only somewhat
alike waits behind a table with several errors."""
NOTHING = "没有要先处理的问题"
_LEFT = 0.95
"""Likeness from which a table of another year is the same but for its year."""
_MOST_NAMED = 2
"""Rules that are named in a reason."""


@dataclass(frozen=True)
class Near:
    """The pairs that a table is one of, identical ones first, then the nearest; made only where somebody looks at them.

    Attributes:
        at: its place as it was handed in, from 0.
        copies: the pairs of tables that are identical with it: the first of all such with each of the others, it among them.
        pairs: of that first one with tables that say something else.
    """

    at: int
    copies: Sequence[Pair]
    pairs: Sequence[Pair]

    def __len__(self) -> int:
        """How many tables are near it."""
        return len(self.copies) + len(self.pairs)

    def __iter__(self) -> Iterator[Pair]:
        """All of them."""
        places = [self._first, *(copy.other for copy in self.copies)]
        yield from (self._with(self.copies[0], other) for other in places if other != self.at)
        yield from self.alike

    @property
    def alike(self) -> list[Pair]:
        """Those that are not identical: what is near the first of the same tables is near each."""
        return [self._with(pair, pair.beside(self._first)) for pair in self.pairs]

    @property
    def twin(self) -> int | None:
        """The place of the first other table that is identical with it."""
        if not self.copies:
            return None
        return self._first if self._first != self.at else self.copies[0].other

    @property
    def weight(self) -> float:
        """As many errors as the nearest table of another unit weighs, an identical one, or last year's that was left as it was."""
        nearest = 1.0 if self.copies else max((pair.likeness for pair in self.pairs if pair.across), default=None)
        if nearest is None:
            return NEAR if any(_is_left_as_it_was(pair) for pair in self.pairs) else 0.0
        return NEAR + (COPIED - NEAR) * ((nearest - ALIKE) / (1 - ALIKE)) ** 3

    @property
    def _first(self) -> int:
        return self.copies[0].one if self.copies else self.at

    def _with(self, pair: Pair, other: int) -> Pair:
        return replace(pair, one=min(self.at, other), other=max(self.at, other))


def _is_left_as_it_was(pair: Pair) -> bool:
    """Whether a unit has handed in its table of another year once more, no value changed."""
    return bool(pair.same_unit) and pair.same_year is False and pair.likeness >= _LEFT and pair.values == len(pair.rows)


@dataclass(frozen=True)
class Ranked:
    """A table in its place among all.

    Attributes:
        at: its place as it was handed in, from 0.
        near: the pairs that it is one of.
        reason: why it stands where it does.
    """

    at: int
    table: ReviewedTable
    near: Near
    reason: str


@dataclass(frozen=True)
class Ranking:
    """Reviewed tables, those first that need a person most.

    Attributes:
        tables: as they were handed in.
        ranked: the same in their order.
        pairs: those that are near each other, by their places among `tables`.
    """

    tables: tuple[ReviewedTable, ...]
    ranked: tuple[Ranked, ...]
    pairs: tuple[Pair, ...]


def rank(tables: Sequence[ReviewedTable], known: Sequence[GoalTable] = ()) -> Ranking:
    """Put tables in the order in which a person should look at them; `known` are others, by which it is told what everybody writes.

    Most errors come first, and a table near one of another unit, or identical with another, counts as if it had `NEAR` to `COPIED` more,
    one that a unit had another year `NEAR`;
    then what must be there and is not, then warnings, then what the score leaves. Equal ones stay as they were handed in.
    """
    pairs = find_alike([each.table for each in tables], known)
    near = _near([*range(len(tables))], pairs)
    ranked = [Ranked(at, table, near[at], _reason(at, tables, near[at])) for at, table in enumerate(tables)]
    return Ranking(tuple(tables), tuple(sorted(ranked, key=_need)), tuple(pairs))


def _near(places: Sequence[int], pairs: Sequence[Pair]) -> list[Near]:
    """What is near the tables at these places; those that are identical share it."""
    copies, others = defaultdict[int, list[Pair]](list), defaultdict[int, list[Pair]](list)
    firsts = {pair.other: pair.one for pair in pairs if pair.identical}
    for pair in sorted(pairs, key=lambda pair: -pair.likeness):
        if pair.identical:
            copies[pair.one].append(pair)
        else:
            others[pair.one].append(pair)
            others[pair.other].append(pair)
    return [Near(at, copies[firsts.get(at, at)], others[firsts.get(at, at)]) for at in places]


def _need(ranked: Ranked) -> tuple[float, int, int, float]:
    table = ranked.table
    return -table.count("error") - ranked.near.weight, -table.lacks("required"), -table.count("warning"), table.score


def _reason(at: int, tables: Sequence[ReviewedTable], near: Near) -> str:
    table = tables[at]
    told = [_errors(table)] if table.count("error") else []
    told += [_identity(tables[at], tables[near.twin], len(near.copies))] if near.twin is not None else []
    told += [_likeness(at, tables, near.alike)] if near.pairs else []
    told += [f"缺少必设的指标 {table.lacks('required')} 条"] if table.lacks("required") else []
    told += [f"警告 {table.count('warning')} 条"] if table.count("warning") else []
    return "；".join(told) or NOTHING


def _errors(table: ReviewedTable) -> str:
    rules = Counter(finding.rule for finding in table.review.findings if finding.severity == "error")
    titles = [f"{RULES[rule].title}{f' {times} 处' if times > 1 else ''}" for rule, times in rules.most_common(_MOST_NAMED)]
    more = "等" if len(rules) > _MOST_NAMED else ""
    return f"错误 {table.count('error')} 条（{'、'.join(titles)}{more}）"


def _identity(table: ReviewedTable, twin: ReviewedTable, others: int) -> str:
    """Where the same table stands once more, and how often in all."""
    source, own = twin.table.source, table.table.source
    same_file = source is not None and own is not None and source.file == own.file
    where = "另一张表" if source is None else f"同一文件（{source.location}）的表" if same_file else f"「{source.file}」里的表"
    return f"与{where}{f'等 {others} 张' if others > 1 else ''}完全相同"


def _likeness(at: int, tables: Sequence[ReviewedTable], pairs: Sequence[Pair]) -> str:
    """The nearest of another unit where there is one, else the nearest."""
    first = next((pair for pair in pairs if pair.across), pairs[0])
    other = tables[first.beside(at)]
    whose = f"「{other.unit}」的" if first.across else "同单位的" if first.same_unit else ""
    year = f"{other.table.year}年" if other.table.year and not first.same_year else ""
    more = f"，与另 {len(pairs) - 1} 张也相近" if len(pairs) > 1 else ""
    return f"与{whose}{year}「{other.table.name}」相近 {first.likeness:.0%}（{len(first.rows)} 条指标相同）{more}"
