"""How much a table holds, and in what order: head, number of indicators, classes kept together."""

from collections.abc import Iterator, Sequence

from assistant.goals import Indicator
from assistant.goals.dates import parse_deadline
from assistant.goals.taxonomy import QUANTITY
from assistant.review.finding import Finding
from assistant.review.rules import RULES
from assistant.review.subject import Row, Subject, level1_of

_COPIED = 3
"""In so many tables of a file the same row must stand before it is told to be copied."""


def check_head(subject: Subject) -> Iterator[Finding]:
    """Whose table it is, for which year, over how much money."""
    table = subject.table
    has = {"单位": table.unit or table.department, "预算年度": table.year, "预算金额": table.budget_yuan is not None}
    lacking = [name for name, there in has.items() if not there]
    if lacking:
        yield RULES["TABLE-03"].finding(f"没有写明{'、'.join(lacking)}，与之有关的检查做不了，请补充。", field="name")


def check_count(subject: Subject) -> Iterator[Finding]:
    """Neither so many indicators that nothing stands out, nor so few that nothing is said."""
    if not subject.classed or subject.table.kind != "project":
        return
    count, usual = len(subject.rows), subject.data.standards.indicators
    if count > usual.most:
        message = f"共 {count} 条指标，超过 {usual.most} 条，不突出重点，请合并同类、删去次要的。"
        yield RULES["COUNT-01"].finding(message, field="indicators")
    elif count < usual.fewest:
        yield RULES["COUNT-02"].finding(f"只有 {count} 条指标，少于 {usual.fewest} 条，请补充关键指标。", field="indicators")
    quantities = [row for row in subject.rows if row.level2 == QUANTITY]
    if len(quantities) == 1 and (subject.table.budget_yuan or 0) >= usual.single_quantity_from:
        message = f"数量指标只有{quantities[0].title}一条，请看是否反映了主要产出。"
        yield RULES["COUNT-03"].finding(message, row=quantities[0].index)


def check_order(subject: Subject) -> Iterator[Finding]:
    """Rows of one class stand together."""
    if not subject.classed:
        return
    places = [(row.indicator.group, level1_of(row.indicator), row.level2) for row in subject.rows]
    for at, place in enumerate(places):
        if place in places[:at] and places[at - 1] != place:
            row = subject.rows[at]
            order = ",".join(map(str, _together(places)))
            message = f"{row.title}与前面的{row.level2 or place[1] or '同类指标'}没有排在一起，请按类别重排。"
            yield RULES["ORDER-01"].finding(message, field="indicators", fix=order)
            return


def _together(places: Sequence[tuple[str | None, ...]]) -> list[int]:
    """The rows with those of one group, first and second level together, each where the first of them stands."""
    first: dict[tuple[str | None, ...], int] = {}
    for at, place in enumerate(places):
        for depth in range(1, len(place) + 1):
            first.setdefault(place[:depth], at)
    return sorted(range(len(places)), key=lambda at: [first[places[at][:depth]] for depth in range(1, len(places[at]) + 1)])


def check_copies(subject: Subject) -> Iterator[Finding]:
    """A row in words that stands alike in several projects of a file was copied, and measures none of them."""
    if subject.table.kind != "project" or not subject.siblings:
        return
    for row in subject.rows:
        if not row.value or row.target.number is not None or not row.level2 or parse_deadline(row.value):
            continue
        same = [table.name for table in subject.siblings if _has(table.indicators, row)]
        if len(same) + 1 >= _COPIED:
            message = f"{row.title}「{row.wording}」在本文件的 {len(same) + 1} 个项目里一字不差，请按本项目的内容重写。"
            yield RULES["DUP-04"].finding(message, row=row.index, field="level3")


def _has(indicators: Sequence[Indicator], row: Row) -> bool:
    return any(other.level3 == row.indicator.level3 and other.value == row.indicator.value for other in indicators)
