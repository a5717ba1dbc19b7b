"""Project types and their typical indicators: data files of `corpus/library/`, validated when they are loaded."""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache, reduce
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from assistant.errors import LibraryError
from assistant.goals.target import Operator
from assistant.goals.taxonomy import Framework, level2_names, parent_of
from assistant.library.files import load_model

NOT_TYPES = ("words.yaml", "units.yaml", "places.yaml", "review.yaml", "drawers.yaml", "wording.yaml")
"""Files of the library folder that hold something else."""


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TypicalIndicator(_Entry):
    """An indicator that projects of a type usually have. Classes are those of the three-class framework.

    Attributes:
        name: what is measured.
        of_subject: whether it is named by the project's own object: 工作任务完成率 of 光荣牌制作 is 光荣牌制作工作任务完成率.
        typical: a number that a modest project could have; a reference that a person must confirm, never a standard.
        per_budget: 元 of budget that usually go into one unit of the quantity.
        words: a value in words; may hold `{year}`.
        counts: the object a quantity counts, for matching the facts of a request.
        said: words of which the request must say one for the row to stand; without any it fits every project of the type.
        price_of: the unit of quantity that a unit cost is the price of.
        question: what to ask the person who alone knows the value.
        note: 指标解释.
    """

    name: str = Field(min_length=2, max_length=30)
    level2: str = Field(alias="class")
    core: bool = False
    of_subject: bool = False
    operator: Operator | None = None
    unit: str | None = None
    typical: Decimal | None = None
    range: tuple[Decimal, Decimal] | None = None
    per_budget: Decimal | None = None
    words: str | None = None
    counts: str | None = None
    said: tuple[str, ...] = ()
    price_of: str | None = None
    question: str | None = None
    note: str | None = None

    @field_validator("level2")
    @classmethod
    def _known_class(cls, name: str) -> str:
        if name not in level2_names(Framework.THREE_CLASS):
            raise ValueError(f"没有「{name}」这一类指标")
        return name

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.unit == "%" and self.typical is not None and not 0 <= self.typical <= 100:
            raise ValueError(f"「{self.name}」的百分比应在 0 到 100 之间")
        if self.range is not None and self.range[0] > self.range[1]:
            raise ValueError(f"「{self.name}」的区间上下限颠倒")
        if self.typical is not None and self.unit is None:
            raise ValueError(f"「{self.name}」有数值而无计量单位")
        return self

    @property
    def level1(self) -> str:
        """The first-level class in the three-class framework."""
        return parent_of(self.level2) or ""

    def is_asked_for(self, own_text: str) -> bool:
        """Whether a request that says `own_text` speaks of what the row measures."""
        return not self.said or any(word in own_text for word in self.said)


class Yielding(_Entry):
    """Words that say how something is paid for, where it is also said what is paid for: 公路养护补助 is 养护.

    Attributes:
        words: triggers that say no more than that money is given.
        to: ids of the types of work that speak instead.
        unless: people and bodies that get the money themselves, where they stand beside the work: 养护工人培训补助 is both.
    """

    words: tuple[str, ...]
    to: tuple[str, ...]
    unless: tuple[str, ...]


class ProjectType(_Entry):
    """One of the project types: how to recognise it, whom it serves, what it usually promises.

    Attributes:
        triggers: words of a name or purpose that point to the type, with weights 1 to 3.
        general: whether it says nothing of the work itself, so that it has no part where something else says it clearly.
        fallback: whether it is the type of a project that no trigger speaks for; one type, a general one, is.
        excludes: phrases in which a trigger does not count.
        yields: which of the triggers count only where nothing says what work the money is for.
        called: a word of the type, and the words that a project may use in its place: 补助 may be 补贴 or 奖励.
        beneficiary: who is asked for 满意度.
        action: what is done, for the goal sentence 通过….
        effect: what it brings about, for the goal sentence.
    """

    id: str
    name: str
    order: int
    general: bool = False
    fallback: bool = False
    triggers: dict[str, int]
    excludes: tuple[str, ...] = ()
    yields: Yielding | None = None
    called: dict[str, tuple[str, ...]] = {}
    beneficiary: str
    action: str
    effect: str
    indicators: tuple[TypicalIndicator, ...]

    def __hash__(self) -> int:
        return hash(self.id)

    def in_words_of(self, name: str) -> "ProjectType":
        """The type as a project of this name speaks: rows of 农机报废更新补贴 say 补贴 where the type says 补助."""
        kind = self
        for word, others in self.called.items():
            said = max((other for other in others if other in name), key=name.rfind, default=word)
            if word not in name and said != word:
                rows = tuple(row.model_copy(update={"name": row.name.replace(word, said)}) for row in kind.indicators)
                kind = kind.model_copy(update={"indicators": rows, "effect": kind.effect.replace(word, said)})
        return kind

    @model_validator(mode="after")
    def _unique_names(self) -> Self:
        names = [indicator.name for indicator in self.indicators]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"指标重复：{'、'.join(twice)}")
        return self


@lru_cache(maxsize=4)
def load_types(folder: Path) -> tuple[ProjectType, ...]:
    """The project types in `folder`, in their order.

    Raises:
        LibraryError: a file is missing, no YAML, or breaks a rule; the message names file and entry.
    """
    paths = [path for path in sorted(folder.glob("*.yaml")) if path.name not in NOT_TYPES]
    if not paths:
        raise LibraryError(f"指标库文件夹 {folder} 里没有项目类型文件，请恢复 corpus/library。")
    types = sorted((load_model(path, ProjectType) for path in paths), key=lambda kind: kind.order)
    if len({kind.id for kind in types}) != len(types):
        raise LibraryError(f"指标库文件夹 {folder} 里有重复的项目类型编号，请检查各文件的 id。")
    known = {kind.id for kind in types}
    for kind in types:
        unknown = sorted(set(kind.yields.to) - known) if kind.yields else []
        if unknown:
            raise LibraryError(f"项目类型「{kind.name}」的 yields → to 写了没有的类型编号：{'、'.join(unknown)}，请改正。")
    if [kind.general for kind in types if kind.fallback] != [True]:
        raise LibraryError(f"指标库文件夹 {folder} 里应有且只有一个项目类型写明 fallback: true，并写明 general: true，请检查各文件。")
    return tuple(types)


def fallback_type(types: Iterable[ProjectType]) -> ProjectType:
    """The type of a project that says nothing of what it does."""
    return next(kind for kind in types if kind.fallback)


NAME_WEIGHT = 3.0
"""A trigger in a project's name says this many times as much as one in its purpose."""
LATER_WEIGHS = 0.5
"""How much more a trigger at the end of a text weighs than one at its beginning."""


def recognise_types(types: Iterable[ProjectType], name: str, purpose: str = "") -> list[tuple[ProjectType, float]]:
    """Types that a project seems to be, likeliest first, with shares that sum to 1.

    Where no trigger speaks it is of the fallback type. A word counts once, for the longest trigger around it, so that
    代表大会 does not also count as 会议; `excludes` silence what they cover.
    """
    return list(_recognise(tuple(types), name, purpose))


@lru_cache(maxsize=4096)  # drafting asks about the same exemplars and names again and again
def _recognise(kinds: tuple[ProjectType, ...], name: str, purpose: str) -> tuple[tuple[ProjectType, float], ...]:
    weights: dict[str, float] = {}
    silent = _yielding(kinds, name) or _yielding(kinds, f"{name} {purpose}")
    for text, factor in ((name, NAME_WEIGHT), (purpose, 1.0)):
        for kind, word, weight in _spoken(kinds, text):
            if (kind, word) not in silent:
                weights[kind] = weights.get(kind, 0.0) + weight * factor
    total = sum(weights.values())
    if not total:
        return ((fallback_type(kinds), 1.0),)
    found = [(kind, weights[kind.id] / total) for kind in kinds if kind.id in weights]
    return tuple(sorted(found, key=lambda entry: -entry[1]))


def _yielding(kinds: tuple[ProjectType, ...], text: str) -> set[tuple[str, str]]:
    """(type id, trigger) of what does not count: of money where `text` says what work it is for, of work where it says who gets it.

    公路养护补助 is 养护; 养护工人补助, with the people right in front of the money, is 补助 and nothing else.
    """
    silent: set[tuple[str, str]] = set()
    spoken = _spoken(kinds, text)
    for kind in kinds:
        if kind.yields is None:
            continue
        work = [word for id_, word, _ in spoken if id_ in kind.yields.to]
        rest = reduce(lambda left, word: left.replace(word, " "), work, text)
        if work and not any(one in rest for one in kind.yields.unless):
            silent |= {(kind.id, word) for word in kind.yields.words}
        elif any(f"{one}{word}" in text for one in kind.yields.unless for word in kind.yields.words):
            silent |= {(id_, word) for id_, word, _ in spoken if id_ in kind.yields.to}
    return silent


def _spoken(kinds: tuple[ProjectType, ...], text: str) -> list[tuple[str, str, float]]:
    """(type id, word, weight) of every trigger that stands in `text`; where triggers overlap the first and longest speaks.

    What stands later weighs a little more: Chinese names put the head last (社区矫正社工服务 is social work).
    """
    pattern, meanings = _triggers(kinds)
    return [
        (kind.id, match.group(), weight * (1 + LATER_WEIGHS * match.end() / len(text)))
        for match in pattern.finditer(text)
        for kind, weight in meanings[match.group()]
        if not _excluded(kind, text, match.span())
    ]


@lru_cache(maxsize=4)
def _triggers(kinds: tuple[ProjectType, ...]) -> tuple[re.Pattern[str], dict[str, list[tuple[ProjectType, int]]]]:
    """All triggers as one pattern, the longer first, and what each of them points to."""
    meanings: dict[str, list[tuple[ProjectType, int]]] = {}
    for kind in kinds:
        for word, weight in kind.triggers.items():
            meanings.setdefault(word, []).append((kind, weight))
    return re.compile("|".join(re.escape(word) for word in sorted(meanings, key=len, reverse=True)) or r"(?!)"), meanings


def _excluded(kind: ProjectType, text: str, span: tuple[int, int]) -> bool:
    spans = (match.span() for phrase in kind.excludes for match in re.finditer(re.escape(phrase), text))
    return any(start <= span[0] and span[1] <= end for start, end in spans)
