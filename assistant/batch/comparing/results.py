"""What judgments come to: who is held to be better, how sure that is, and whether the judges agree."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from statistics import fmean
from typing import NamedTuple, get_args

from assistant.batch.comparing.figures import Interval, kappa, wilson
from assistant.batch.comparing.judging import Judge, Judgment
from assistant.batch.comparing.pairs import Duel
from assistant.database.judgments import Verdict

FEWEST = 10
"""Projects below which nothing is said of who is better, nor of whether judges agree."""
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
_SCORES: dict[Verdict, float] = {"first": 1.0, "second": 0.0, "tie": 0.5, "neither": 0.5}
"""What a judgment is worth to the first side. Left out, ties would make a landslide of three wins among a hundred pairs alike."""
_OFTEN, _LOW = 0.7, 0.4
"""A. R. Feinstein, D. V. Cicchetti, High agreement but low kappa, Journal of Clinical Epidemiology 43 (1990), 543–549."""
_DEGREES = ((0.8, "很一致"), (0.6, "比较一致"), (0.4, "一致性一般"), (0.2, "一致性较弱"), (-1.0, "几乎谈不上一致"))
"""J. R. Landis, G. G. Koch, The measurement of observer agreement for categorical data, Biometrics 33 (1977), 159–174."""


@dataclass(frozen=True)
class Agreement:
    """How far two judges say the same.

    Attributes:
        both: pairs that both have judged.
        agreed: the share of them of which they say the same; None without any.
        kappa: the same beyond chance, with its interval; None where it says nothing.
    """

    judges: tuple[str, str]
    both: int
    agreed: float | None
    kappa: float | None
    interval: Interval | None

    @property
    def meaning(self) -> str:
        """In one sentence."""
        names = "和".join(self.judges)
        if self.both < FEWEST:
            return f"{names}都判过的只有 {self.both} 对，太少，还说不上是否一致。"
        if self.kappa is None:
            return f"{names}里有人每对都判得一样，κ 没有意义。"
        if self.agreed is not None and self.agreed >= _OFTEN and self.kappa < _LOW:
            return f"{names}多半判得相同；评判大多落在同一种答案上，κ 这时偏低，不能只看它。"
        degree = next(words for least, words in _DEGREES if self.kappa >= least)
        return f"{names}的判断{degree}。"


class Said(NamedTuple):
    """A judgment that may be read; left and right are the sides that the judge saw as 甲 and 乙, None where nobody noted it."""

    project: str
    judge: str
    left: str | None
    right: str | None
    verdict: Verdict
    reason: str | None


@dataclass(frozen=True)
class Result:
    """What came of two sides.

    Attributes:
        first, second: titles of the sides.
        counts: judgments by what they say.
        identical: pairs of drafts that say the same, which count as ties.
        projects: that are judged, those with identical drafts among them.
        open: pairs that nobody has judged.
        rate: of the first side: the mean over projects, in each the mean over judges, of 1 for a win, 0 for a loss and a half for what is
            neither; None where nothing is judged. `interval` is that of 95 %.
        judges: how many pairs each has judged, by name.
        listed: the judgments that may be read.
        withheld: reasons of others, which are not told to who still judges.
        void: judgments of drafts that are others by now.
        lacking, unmatched: as of `Duel`.
    """

    duel: str
    first: str
    second: str
    counts: dict[Verdict, int]
    identical: int
    projects: int
    open: int
    rate: float | None
    interval: Interval
    agreements: tuple[Agreement, ...]
    judges: tuple[tuple[str, int], ...]
    listed: tuple[Said, ...]
    withheld: int
    void: int
    lacking: int
    unmatched: int

    @property
    def judgments(self) -> int:
        """How many there are."""
        return sum(self.counts.values())

    @property
    def reasons(self) -> list[Said]:
        """Those of `listed` that have a reason."""
        return [said for said in self.listed if said.reason is not None]

    @property
    def meaning(self) -> str:
        """In one sentence."""
        if not self.judgments:
            return "还没有人评判。" if self.open else self._nothing_to_judge
        if self.projects < FEWEST:
            return f"只评了 {self.projects} 个项目，太少，还不能下结论。"
        low, high = self.interval
        neither = self.counts["neither"] / self.judgments
        also = f"另有 {neither:.0%} 的评判认为两边都不行。" if neither >= 0.2 else ""
        if low > 0.5:
            return f"{self.first} 比 {self.second} 好。{also}"
        if high < 0.5:
            return f"{self.second} 比 {self.first} 好。{also}"
        return f"还看不出差别。{also}"

    @property
    def _nothing_to_judge(self) -> str:
        if self.identical:
            return "两边的草稿都一样，没有可以评判的。"
        if self.lacking:
            return "相同的项目都有一边没有自己的草稿，没有可以评判的。"
        return "两边没有相同的项目，不能比较。"


def results_of(duels: Sequence[Duel], judgments: Sequence[Judgment], void: Sequence[Judgment], reader: Judge | None = None) -> list[Result]:
    """What came of each two sides.

    Args:
        duels: the sides.
        judgments: as of `judgments_of`.
        void: likewise.
        reader: who reads it, and is told no reasons of others before they are through with all pairs; None where nobody knows, so that
            none are told before all who have begun are through.
    """
    names = {one.judge.id: one.judge for one in judgments}  # the newest name of each comes last
    named = [replace(one, judge=names[one.judge.id]) for one in judgments]
    done, asked = Counter(one.judge.id for one in judgments), sum(len(duel.asked) for duel in duels)
    through = all(done[judge] >= asked for judge in ([reader.id] if reader else done))

    def may_read(judgment: Judgment) -> bool:
        return through or (reader is not None and judgment.judge.id == reader.id)

    return [
        _result(duel, [one for one in named if one.duel == duel.id], sum(one.duel == duel.id for one in void), may_read) for duel in duels
    ]


def _result(duel: Duel, judgments: Sequence[Judgment], void: int, may_read: Callable[[Judgment], bool]) -> Result:
    scores = defaultdict[str, list[float]](list)
    for judgment in judgments:
        scores[judgment.project].append(_SCORES[judgment.verdict])
    # judges of one project see the same drafts and are not independent: each project counts once
    means = [fmean(values) for values in scores.values()] + [0.5] * duel.identical
    rate = fmean(means) if means else None
    return Result(
        duel=duel.id,
        first=duel.first.title,
        second=duel.second.title,
        counts={verdict: sum(one.verdict == verdict for one in judgments) for verdict in VERDICTS},
        identical=duel.identical,
        projects=len(means),
        open=len(duel.asked) - len(scores),
        rate=rate,
        interval=wilson(rate or 0.0, len(means)),
        agreements=tuple(_agreements(judgments)),
        judges=tuple(Counter(one.judge.name for one in judgments).most_common()),
        listed=tuple(_said(duel, one) for one in judgments if may_read(one)),
        withheld=sum(not may_read(one) for one in judgments if one.reason is not None),
        void=void,
        lacking=duel.lacking,
        unmatched=duel.unmatched,
    )


def _said(duel: Duel, judgment: Judgment) -> Said:
    first, second = duel.first.title, duel.second.title
    left, right = (None, None) if judgment.swapped is None else (second, first) if judgment.swapped else (first, second)
    return Said(duel.pairs[judgment.project].request.name, judgment.judge.name, left, right, judgment.verdict, judgment.reason)


def _agreements(judgments: Sequence[Judgment]) -> list[Agreement]:
    said = defaultdict[Judge, dict[str, Verdict]](dict)
    for judgment in judgments:
        said[judgment.judge][judgment.project] = judgment.verdict
    return [_agreement((one.name, other.name), said[one], said[other]) for one, other in combinations(said, 2)]


def _agreement(names: tuple[str, str], one: dict[str, Verdict], other: dict[str, Verdict]) -> Agreement:
    both = [(one[project], other[project]) for project in one if project in other]
    counts = Counter(both)
    found = kappa([[counts[a, b] for b in VERDICTS] for a in VERDICTS])
    agreed = fmean(a == b for a, b in both) if both else None
    return Agreement(names, len(both), agreed, *(found or (None, None)))
