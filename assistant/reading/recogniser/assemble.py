"""Sections to goal tables: what one part of a document leaves open, the same document may say elsewhere."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePath

from assistant.goals import Framework, Funding, Goal, GoalTable, Indicator, Period, Source, parse_target
from assistant.goals.dates import YEAR, budget_years
from assistant.goals.secrecy import is_classified
from assistant.goals.table import Doubt
from assistant.goals.taxonomy import CLASSES, COST, ECOLOGICAL_COST, ECONOMIC_COST, OUTPUT, SOCIAL_COST, parent_of
from assistant.reading.markup import join_lines
from assistant.reading.recogniser.goal_text import split_numbered
from assistant.reading.recogniser.indicators import read_indicator_text
from assistant.reading.recogniser.leftovers import is_example, is_placeholder
from assistant.reading.recogniser.organisations import unit_of_title
from assistant.reading.recogniser.section import IndicatorText, Section, Uncertainty
from assistant.reading.recogniser.shapes import is_furniture, is_title, is_whole_department, name_of_title, project_of_title
from assistant.reading.recogniser.withholding import withhold

_COSTS = {COST, ECONOMIC_COST, SOCIAL_COST, ECOLOGICAL_COST}
_PLAUSIBLE_YEARS = range(1990, 2101)
_YEAR_LINE = re.compile(rf"\s*[(（]\s*{YEAR}\s*年度?\s*[)）]\s*")
"""A line that says nothing but the year: （2027年度）."""


_DATED = re.compile(r"(?:日期|时间)\s*[:：]|^\s*(?:\d{4}|[二〇○零一-九]{4})\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?\s*$")
"""A text that says when a form was filled in or signed, which is no year of its budget."""


_MANY = 3
"""Indicators without any value that are no accident."""


def build_tables(sections: Sequence[Section], file: str, check: Callable[[], None] = lambda: None) -> list[GoalTable]:
    """The goal tables among `sections`; what the others hold goes to the nearest table before them, else after.

    `check` is called at every section, and may raise what stops the reading.
    """
    for section in sections:
        check()
        beside_grid = bool(section.indicators)
        for block in section.indicator_blocks:
            read_indicator_text(block.lines, section, block.group, beside_grid=beside_grid)
        section.indicator_blocks = []
    tables = _gather(sections)
    for document in _documents(tables):
        _complete(document)
    return [_build(section, file) for section in tables]


def _gather(sections: Sequence[Section]) -> list[Section]:
    tables: list[Section] = []
    before: list[str] = []
    withheld = 0
    for section in sections:
        if section.is_goal_table:
            section.unread[:0] = before
            before = []
            tables.append(section)
        elif section.classified:
            withheld += 1
        elif tables:
            tables[-1].unread += section.leftovers()
        else:
            before += section.leftovers()
    if tables:
        tables[0].withheld += withheld
    return tables


def _documents(sections: Sequence[Section]) -> list[list[Section]]:
    """Tables that follow each other in one document: under one numbered outline, or forms of one shape of which one is a department's."""
    documents: list[list[Section]] = []
    for section in sections:
        if documents and _belongs(section, documents[-1]):
            documents[-1].append(section)
        else:
            documents.append([section])
    return documents


def _belongs(section: Section, document: Sequence[Section]) -> bool:
    last = document[-1]
    if section.part is not None and last.part is not None and section.part >= last.part:
        return True
    if _is_department(section) or _is_department(last):
        return False
    return section.shape == last.shape


def _complete(document: Sequence[Section]) -> None:
    """Fill in unit and year from the rest of the document, where it is of one mind about them."""
    for section in document:
        section.year = section.year or _said_year(section)
        _settle_unit(section)
        _settle_title(section)
        _take_unit_of_title(section)
    units = {section.unit for section in document if section.unit}
    for section in document:
        if len(units) == 1 and not section.unit:
            section.unit = next(iter(units))
            section.doubts["unit"] = Uncertainty.UNIT_OF_OTHERS
    _complete_years(document)


def _complete_years(document: Sequence[Section]) -> None:
    """The year that most tables of the document say; where none says one, the year that its texts name most."""
    doubt = Uncertainty.YEAR_OF_OTHERS
    counts = Counter(section.year for section in document if section.year)
    if not counts:
        doubt = Uncertainty.YEAR_OF_TEXT
        counts = Counter(year for section in document for text in section.texts if not _DATED.search(text) for year in _years(text))
    for section in document:
        if section.year is None and counts:
            section.year = counts.most_common(1)[0][0]
            section.doubts["year"] = doubt


def _settle_unit(section: Section) -> None:
    """The unit that filled the form in is its unit, unless another is named: then it is kept by its label."""
    if section.unit is None:
        section.unit = section.reporter
    elif section.reporter not in (None, section.unit):
        section.add_other("填报单位", section.reporter or "")


def _take_unit_of_title(section: Section) -> None:
    """Where nothing else names the unit, its title may begin with it."""
    units = [unit for title in reversed(section.titles) if (unit := unit_of_title(title))]
    if section.unit is None and units:
        section.unit = units[0]
        section.doubts["unit"] = Uncertainty.UNIT_OF_TITLE


def _settle_title(section: Section) -> None:
    """A line of the table's name and how titles end is its title, whatever else the name holds that titles do not."""
    name = section.name or ""
    rests = {text: text.removeprefix(name) for text in section.unread if name and text.startswith(name)}
    titles = [text for text, rest in rests.items() if rest == "表" or is_title(f"项目{rest}")]
    section.titles = titles or section.titles
    section.unread = [text for text in section.unread if text not in titles]


def _said_year(section: Section) -> int | None:
    """The year that title, a line of its own below it, name or labels say, in this order."""
    titles = [*reversed(section.titles), *filter(_YEAR_LINE.fullmatch, section.texts)]
    said = [year for title in titles for year in budget_years(title)] + _years(section.name or "") + section.said_years
    return next((year for year in said if year in _PLAUSIBLE_YEARS), None)


def _years(text: str) -> list[int]:
    return [] if text.isdecimal() else [year for year in budget_years(text) if year in _PLAUSIBLE_YEARS]


def _is_department(section: Section) -> bool:
    return section.name is None and ((bool(section.titles) and is_whole_department(section.titles[-1])) or bool(section.tasks))


def _name(section: Section, file: str) -> str:
    title = section.titles[-1] if section.titles else ""
    if section.name:
        return section.name
    named = name_of_title(title) if _is_department(section) else project_of_title(title) or name_of_title(title)
    if not (named and _is_department(section)):
        section.doubts["name"] = Uncertainty.NAME_OF_TITLE if named else Uncertainty.NAME_OF_FILE
    return named or PurePath(file).stem or "绩效目标表"


def _build(section: Section, file: str) -> GoalTable:
    framework = _framework(section)
    has_funding = section.fiscal is not None or section.other_funding is not None
    table = {
        "kind": "department" if _is_department(section) else "project",
        "name": _name(section, file),
        "unit": section.unit,
        "department": section.department,
        "year": section.year,
        "budget_yuan": _budget(section),
        "funding": Funding(fiscal_yuan=section.fiscal, other_yuan=section.other_funding) if has_funding else None,
        "period": Period(start=section.start, end=section.end) if section.start or section.end else None,
        "project_code": section.project_code,
        "project_type": section.project_type,
        "source": Source(file=file, location=section.place),
        "classified": section.classified or any(map(is_classified, section.titles)),
        "purpose": join_lines(section.purpose),
        "spending_plan": section.plan or None,
        "others": section.others,
        "framework": framework,
        "goals": tuple(_goals(section)),
        "indicators": tuple(_indicator(indicator, framework) for indicator in section.indicators),
        "tasks": tuple(section.tasks),
        "unread": tuple(section.unread),
    }
    table["doubts"] = tuple(_doubts(section))
    return withhold(GoalTable.model_validate(table), section.withheld)


def _goals(section: Section) -> Iterator[Goal]:
    """The goals of a table, without what its template printed for further ones."""
    for block in section.goal_blocks:
        for text in split_numbered(block.lines):
            if is_placeholder(text) or is_example(text):
                section.leave(text)
            elif not is_furniture(text):
                yield Goal(scope=block.scope, text=text, group=block.group)


def _doubts(section: Section) -> Iterator[Doubt]:
    for place, doubt in section.doubts.items():
        yield Doubt(place=place, confidence=doubt.confidence, reason=doubt.reason)
    if len(section.indicators) >= _MANY and not any(row.value or row.period_value for row in section.indicators):
        yield Doubt(place="indicators", confidence=Uncertainty.NO_VALUES.confidence, reason=Uncertainty.NO_VALUES.reason)
    for at, row in enumerate(section.indicators):
        if row.doubt:
            yield Doubt(place=f"indicators.{at}", confidence=row.doubt.confidence, reason=row.doubt.reason)


def _budget(section: Section) -> object:
    if section.budget is not None:
        return section.budget
    parts = [amount for amount in (section.fiscal, section.other_funding) if amount is not None]
    return sum(parts[1:], parts[0]) if parts else None


def _framework(section: Section) -> Framework | None:
    """Which classes a table is built from; cost decides between the two frameworks of projects."""
    named = {name for pair in section.classes for name in pair if name}
    if not named:
        return None
    if named & set(CLASSES[Framework.DEPARTMENT]):
        return Framework.DEPARTMENT
    four = named & (_COSTS - {COST}) or any(level1 == COST and level2 != COST for level1, level2 in section.classes)
    return Framework.FOUR_CLASS if four and (OUTPUT, COST) not in section.classes else Framework.THREE_CLASS


def _indicator(row: IndicatorText, framework: Framework | None) -> Indicator:
    """An indicator in the classes of its table's framework; the first is what the second belongs to, where a form prints only that."""
    level1, level2 = row.level1, row.level2
    if framework == Framework.THREE_CLASS and level1 == COST:
        level1, level2 = OUTPUT, COST
    elif framework == Framework.FOUR_CLASS and level2 == COST:
        level1, level2 = COST, None
    elif level1 is None and level2:
        level1 = parent_of(level2)
    return Indicator(
        level1=level1,
        level2=level2,
        level3=row.level3,
        value=row.value,
        period_value=row.period_value,
        description=row.description,
        basis=row.basis,
        weight=row.weight,
        group=row.group,
        target=parse_target(row.value, money=bool({level1, level2} & _COSTS)) if row.value else None,
        status="to_confirm" if row.to_confirm else "confirmed",
    )
