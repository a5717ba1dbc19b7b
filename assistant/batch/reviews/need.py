"""Which of many reviewed tables needs a person first, and why, in words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.batch.reviews.likeness import ALIKE, Pair, find_alike
from assistant.batch.reviews.reviewing import ReviewedTable
from assistant.goals import GoalTable
from assistant.review import RULES

NEAR, COPIED = 1, 8
"""Errors that weigh as much as a table that is as near one of another unit as is told at all, and as its copy, or as the same table handed
in twice: whoever wrote it can mend an error, and says nothing of a copy. Between them it rises slowly, then steeply: what is only somewhat
alike waits behind a table with several errors."""
NOTHING = "没有要先处理的问题"
_MOST_NAMED = 2
"""Rules that are named in a reason."""


@dataclass(frozen=True)
class Ranked:
    """A table in its place among all.

    Attributes:
        at: its place as it was handed in, from 0.
        near: the pairs that it is one of, identical ones first, then the nearest.
        reason: why it stands where it does.
    """

    at: int
    table: ReviewedTable
    near: tuple[Pair, ...]
    reason: str

    @property
    def weight(self) -> float:
        """As many errors as the nearest table of another unit weighs, or an identical one."""
        nearest = max((pair.likeness for pair in self.near if pair.across or pair.identical), default=None)
        return 0.0 if nearest is None else NEAR + (COPIED - NEAR) * ((nearest - ALIKE) / (1 - ALIKE)) ** 2


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

    Most errors come first, and a table near one of another unit, or identical with another, counts as if it had `NEAR` to `COPIED` more;
    then what must be there and is not, then warnings, then what the score leaves. Equal ones stay as they were handed in.
    """
    pairs = find_alike([each.table for each in tables], known)
    near: dict[int, list[Pair]] = {}
    for pair in sorted(pairs, key=lambda pair: (not pair.identical, -pair.likeness)):
        near.setdefault(pair.one, []).append(pair)
        near.setdefault(pair.other, []).append(pair)
    ranked = [Ranked(at, table, tuple(near.get(at, ())), _reason(at, tables, near)) for at, table in enumerate(tables)]
    return Ranking(tuple(tables), tuple(sorted(ranked, key=_need)), tuple(pairs))


def _need(ranked: Ranked) -> tuple[float, int, int, float]:
    table = ranked.table
    return -table.count("error") - ranked.weight, -table.lacks("required"), -table.count("warning"), table.score


def _reason(at: int, tables: Sequence[ReviewedTable], near: Mapping[int, Sequence[Pair]]) -> str:
    table = tables[at]
    told = [_errors(table)] if table.count("error") else []
    identical = [pair for pair in near.get(at, ()) if pair.identical]
    alike = [pair for pair in near.get(at, ()) if not pair.identical]
    told += [_identity(at, tables, identical)] if identical else []
    told += [_likeness(at, tables, alike)] if alike else []
    told += [f"缺少必设的指标 {table.lacks('required')} 条"] if table.lacks("required") else []
    told += [f"警告 {table.count('warning')} 条"] if table.count("warning") else []
    return "；".join(told) or NOTHING


def _errors(table: ReviewedTable) -> str:
    rules = Counter(finding.rule for finding in table.review.findings if finding.severity == "error")
    titles = [f"{RULES[rule].title}{f' {times} 处' if times > 1 else ''}" for rule, times in rules.most_common(_MOST_NAMED)]
    more = "等" if len(rules) > _MOST_NAMED else ""
    return f"错误 {table.count('error')} 条（{'、'.join(titles)}{more}）"


def _identity(at: int, tables: Sequence[ReviewedTable], pairs: Sequence[Pair]) -> str:
    """Where the same table stands once more."""
    source, own = tables[pairs[0].beside(at)].table.source, tables[at].table.source
    same_file = source is not None and own is not None and source.file == own.file
    where = "另一张表" if source is None else f"同一文件（{source.location}）的表" if same_file else f"「{source.file}」里的表"
    return f"与{where}{f'等 {len(pairs)} 张' if len(pairs) > 1 else ''}完全相同"


def _likeness(at: int, tables: Sequence[ReviewedTable], pairs: Sequence[Pair]) -> str:
    """The nearest of another unit where there is one, else the nearest."""
    first = next((pair for pair in pairs if pair.across), pairs[0])
    other = tables[first.beside(at)]
    whose = f"「{other.unit}」的" if first.across else "同单位的" if first.same_unit else ""
    year = f"{other.table.year}年" if other.table.year and not first.same_year else ""
    more = f"，与另 {len(pairs) - 1} 张也相近" if len(pairs) > 1 else ""
    return f"与{whose}{year}「{other.table.name}」相近 {first.likeness:.0%}（{len(first.rows)} 条指标相同）{more}"
