"""The rows of indicators that a form prints: in its order, by its names, with those it prints though nothing stands in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.export.local.form import FormData
from assistant.export.typography import printable
from assistant.goals import GoalTable, Indicator
from assistant.goals.numerals import chinese_ordinal
from assistant.goals.taxonomy import CLASSES, Framework, class_rank


@dataclass(frozen=True)
class PrintedRow:
    """A row of a form: its classes by the names of the form, and its indicator, where there is one."""

    level1: str | None
    level2: str | None
    indicator: Indicator | None


def printed_rows(table: GoalTable, form: FormData) -> list[PrintedRow]:
    """All rows of the grid of indicators, group by group."""
    framework = table.framework
    groups = list(dict.fromkeys(indicator.group for indicator in table.indicators))
    rows: list[tuple[tuple[int, ...], str | None, str | None, Indicator | None]] = []
    for indicator in table.indicators:
        rank = _rank(form, framework, indicator.level1, indicator.level2)
        rows.append(((groups.index(indicator.group), *rank), indicator.level1, indicator.level2, indicator))
    rows += _empty_rows(table, form, max(len(groups) - 1, 0))
    rows.sort(key=lambda row: row[0])
    return [PrintedRow(_name(form, level1), _name(form, level2), indicator) for _, level1, level2, indicator in rows]


def _rank(form: FormData, framework: Framework | None, level1: str | None, level2: str | None) -> tuple[int, ...]:
    if framework is None:
        return (0, 0, 0)
    order = form.class_order
    first = order.index(level1) if level1 in order else len(order)
    return (first, *class_rank(framework, level1, level2))


def _empty_rows(
    table: GoalTable, form: FormData, last_group: int
) -> list[tuple[tuple[int, ...], str | None, str | None, Indicator | None]]:
    framework = table.framework
    if framework is None:
        return []
    filled = {indicator.level2 for indicator in table.indicators}
    known = {level2: level1 for level1, children in CLASSES[framework].items() for level2 in children}
    empty = [level2 for level2 in form.empty_classes if level2 in known and level2 not in filled]
    return [((last_group, *_rank(form, framework, known[level2], level2)), known[level2], level2, None) for level2 in empty]


def _name(form: FormData, name: str | None) -> str | None:
    return form.class_names.get(name, name) if name else None


def run_lengths(rows: Sequence[tuple[str, ...]]) -> list[int]:
    """For each row, how many rows the cell beginning there covers: 0 inside a run of equal keys, 1 where the last part is empty."""
    lengths: list[int] = []
    for key, run in groupby(rows):
        count = len(list(run))
        lengths += [count, *[0] * (count - 1)] if key[-1] else [1] * count
    return lengths


def indicators_as_text(table: GoalTable, form: FormData) -> str:
    """All indicators as one text: classes as headings 一、 and (一), below them names and values, numbered anew in each class."""
    rows = [row for row in printed_rows(table, form) if row.indicator]
    lines: list[str] = []
    number = 0
    for level1, of_first in groupby(rows, key=lambda row: row.level1):
        if level1:
            number += 1
            lines.append(f"{chinese_ordinal(number)}、{level1}")
        for at, (level2, of_second) in enumerate(groupby(of_first, key=lambda row: row.level2), 1):
            if level2:
                lines.append(f"({chinese_ordinal(at)}) {level2}：")
            indicators = [row.indicator for row in of_second if row.indicator]
            single = len(indicators) == 1 and not level2 and bool(level1)
            lines += [("" if single else f"{count}. ") + _item(indicator) for count, indicator in enumerate(indicators, 1)]
    return "\n".join(lines)


def _item(indicator: Indicator) -> str:
    """Name and value; `名称=含义`, as formulas have it, where there is a description and no value."""
    if said_as_formula(indicator):
        return _one_line(f"{indicator.level3}={indicator.description}")
    return _one_line(" ".join(text for text in (indicator.level3, indicator.value) if text))


def said_as_formula(indicator: Indicator) -> bool:
    """Whether a text of indicators has room for the description of this one."""
    return bool(indicator.description) and not indicator.value


def _one_line(text: str) -> str:
    return printable(text).replace("\n", " ")
