"""What is in the library: entries that can be filtered, and how they are distributed, computed from an open index."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.exemplars.documents import Origin
from assistant.exemplars.exemplar import BUDGET_BANDS, Exemplar, budget_band, full_text, place_of
from assistant.exemplars.search import ExemplarIndex
from assistant.goals import Framework, Indicator
from assistant.goals.taxonomy import CLASSES, convert_class
from assistant.goals.wording import fold

UNKNOWN = budget_band(None)
"""What stands for a place, year or budget that a table does not state."""
BANDS = (*(name for _, name in BUDGET_BANDS), budget_band(Decimal("Infinity")), UNKNOWN)
"""All bands of budgets, smallest first."""
UNCLASSED = "未分类"
"""What stands for the class of a row that has none."""
MOST_NAMES = 10
"""Frequent names that are told of a class."""


@dataclass(frozen=True)
class LibraryFilter:
    """Which tables to look at; what is None does not matter.

    Attributes:
        level2: they have an indicator of this second-level class, as `ClassCount` names it.
        place: the unit's place; `UNKNOWN` for those that name none.
        year: the budget year.
        band: one of `BANDS`.
        source: name of the file.
        origin: corpus, own or added.
        text: words, parted by blanks, that all occur in the table.
    """

    level2: str | None = None
    place: str | None = None
    year: int | None = None
    band: str | None = None
    source: str | None = None
    origin: Origin | None = None
    text: str = ""


@dataclass(frozen=True)
class LibraryEntry:
    """One table of the library. `indicators` is how many it has."""

    id: str
    source: str
    origin: Origin
    name: str
    unit: str | None
    place: str
    year: int | None
    budget_yuan: Decimal | None
    band: str
    framework: Framework | None
    indicators: int


@dataclass(frozen=True)
class Count:
    """How many there are of something."""

    label: str
    count: int


@dataclass(frozen=True)
class ClassCount:
    """The indicators of one class, in the four-class framework where they have a place in it.

    Attributes:
        count: number of indicators.
        names: the most frequent names, by the number of tables that have them.
    """

    level1: str
    level2: str
    count: int
    names: tuple[Count, ...]


@dataclass(frozen=True)
class LibraryDescription:
    """The tables that a filter lets through, and how they are distributed.

    Attributes:
        entries: by id.
        places: tables by place, most first.
        years: tables by year, earliest first, unknown last.
        bands: tables by budget band, smallest first, also those with none.
        classes: indicators by class, in official order.
    """

    entries: tuple[LibraryEntry, ...]
    places: tuple[Count, ...]
    years: tuple[Count, ...]
    bands: tuple[Count, ...]
    classes: tuple[ClassCount, ...]

    @property
    def indicators(self) -> int:
        """Number of indicators of all entries."""
        return sum(entry.indicators for entry in self.entries)


def describe(index: ExemplarIndex, chosen: LibraryFilter | None = None) -> LibraryDescription:
    """What `index` holds, as far as `chosen` lets it through."""
    exemplars = [exemplar for exemplar in index.exemplars if _passes(exemplar, index, chosen or LibraryFilter())]
    entries = tuple(_entry(exemplar, index.origin_of(exemplar.source)) for exemplar in exemplars)
    places = Counter(entry.place for entry in entries)
    years = Counter(entry.year for entry in entries)
    bands = Counter(entry.band for entry in entries)
    return LibraryDescription(
        entries=entries,
        places=tuple(Count(place, count) for place, count in _most_first(places)),
        years=tuple(Count(str(year or UNKNOWN), years[year]) for year in sorted(years, key=lambda year: (year is None, year))),
        bands=tuple(Count(band, bands[band]) for band in BANDS),
        classes=tuple(_count_classes(exemplars)),
    )


def exemplar_of(index: ExemplarIndex, evidence_id: str) -> tuple[Exemplar, int] | None:
    """The exemplar, and the position (from 0) of its row, that an entry of `Indicator.evidence` names; None where it is gone."""
    id_, _, number = evidence_id.rpartition("/")
    exemplar = index.find(id_)
    if exemplar is None or not (number.isascii() and number.isdecimal()):
        return None
    position = int(number) - 1
    return (exemplar, position) if 0 <= position < len(exemplar.table.indicators) else None


def _passes(exemplar: Exemplar, index: ExemplarIndex, chosen: LibraryFilter) -> bool:
    entry = _entry(exemplar, index.origin_of(exemplar.source))
    wanted = (chosen.place, chosen.year, chosen.band, chosen.source, chosen.origin)
    stated = (entry.place, entry.year, entry.band, entry.source, entry.origin)
    if any(want is not None and want != has for want, has in zip(wanted, stated, strict=True)):
        return False
    if chosen.level2 is not None and all(_class_of(row)[1] != chosen.level2 for row in exemplar.table.indicators):
        return False
    words = chosen.text.split()
    text = fold(f"{exemplar.source}\n{entry.unit or ''}\n{full_text(exemplar.table)}") if words else ""
    return all(fold(word) in text for word in words)


def _entry(exemplar: Exemplar, origin: Origin) -> LibraryEntry:
    table = exemplar.table
    return LibraryEntry(
        id=exemplar.id,
        source=exemplar.source,
        origin=origin,
        name=table.name,
        unit=table.unit,
        place=place_of(table.unit) or UNKNOWN,
        year=table.year,
        budget_yuan=table.budget_yuan,
        band=budget_band(table.budget_yuan),
        framework=table.framework,
        indicators=len(table.indicators),
    )


def _class_of(row: Indicator) -> tuple[str, str]:
    level1, level2, _ = convert_class(row.level1, row.level2, Framework.FOUR_CLASS)
    return level1 or UNCLASSED, level2 or UNCLASSED


def _count_classes(exemplars: Sequence[Exemplar]) -> Iterator[ClassCount]:
    rows: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for exemplar in exemplars:
        for row in exemplar.table.indicators:
            rows[_class_of(row)].append((exemplar.id, row.level3))
    for class_ in sorted(rows, key=_official_place):
        yield ClassCount(*class_, len(rows[class_]), tuple(_frequent_names(rows[class_])))


def _official_place(class_: tuple[str, str]) -> tuple[int, int, tuple[str, str]]:
    level1, level2 = class_
    classes = CLASSES[Framework.FOUR_CLASS] | CLASSES[Framework.DEPARTMENT]
    children = classes.get(level1, ())
    first = [*classes].index(level1) if level1 in classes else len(classes)
    return first + (level1 == UNCLASSED), children.index(level2) if level2 in children else len(children), class_


def _frequent_names(rows: Iterable[tuple[str, str]]) -> Iterator[Count]:
    """Names by the number of tables that have them, each in its most frequent wording."""
    wordings: dict[str, Counter[str]] = defaultdict(Counter)
    tables: dict[str, set[str]] = defaultdict(set)
    for id_, name in rows:
        wordings[fold(name)][name] += 1
        tables[fold(name)].add(id_)
    for key, count in _most_first(Counter({key: len(ids) for key, ids in tables.items()}))[:MOST_NAMES]:
        yield Count(_most_first(wordings[key])[0][0], count)


def _most_first(counter: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counter.items(), key=lambda item: (-item[1], item[0]))
