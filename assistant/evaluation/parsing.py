"""How well files are read: expected tables, written by hand, against what the parser makes of the same document."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from assistant.goals import Funding, Goal, GoalTable, Indicator, Period, Task

TABLE_FIELDS = (
    "kind",
    "name",
    "unit",
    "department",
    "year",
    "budget_yuan",
    "funding",
    "purpose",
    "period",
    "project_code",
    "project_type",
    "spending_plan",
    "framework",
    "goals",
    "tasks",
    "classified",
)
ROW_FIELDS = ("level1", "level2", "level3", "value", "period_value", "description", "basis")

Row = tuple[str | None, ...]


@dataclass(frozen=True)
class TableResult:
    """One expected table and the one read in its place: fields that differ (expected, read), rows missing and rows too many."""

    name: str
    wrong_fields: dict[str, tuple[object, object]] = field(default_factory=dict)
    matched: int = 0
    missing: tuple[Row, ...] = ()
    surplus: tuple[Row, ...] = ()


@dataclass(frozen=True)
class ParseScore:
    """All tables of one or more documents together."""

    tables: tuple[TableResult, ...]

    @property
    def f1(self) -> float:
        """F1 over indicators that agree in every column."""
        matched = sum(table.matched for table in self.tables)
        wrong = sum(len(table.missing) + len(table.surplus) for table in self.tables)
        return 2 * matched / (2 * matched + wrong) if matched or wrong else 1.0

    @property
    def field_accuracy(self) -> float:
        """Share of table fields that agree."""
        total = len(TABLE_FIELDS) * len(self.tables)
        return 1 - sum(len(table.wrong_fields) for table in self.tables) / total if total else 1.0


def load_expected(path: Path) -> list[GoalTable]:
    """The expected tables of one document, from YAML as `corpus/expected/README.md` describes it."""
    return [_expected_table(entry) for entry in yaml.safe_load(path.read_text(encoding="utf-8"))]


def _expected_table(entry: dict[str, Any]) -> GoalTable:
    columns = entry.get("columns", ())
    goals = tuple(Goal(scope=scope, text=text, group=group) for scope, text, group in entry.get("goals", ()))
    rows = tuple(Indicator(**dict(zip(columns, map(_text, row), strict=True))) for row in entry.get("indicators", ()))
    tasks = tuple(Task(**dict(zip(("name", "content", "budget_yuan", "expected"), task, strict=False))) for task in entry.get("tasks", ()))
    head = {key: value for key, value in entry.items() if key not in ("columns", "goals", "indicators", "tasks")}
    funding, period = head.pop("funding", None), head.pop("period", None)
    return GoalTable(
        **head,
        funding=Funding(**funding) if funding else None,
        period=Period(**period) if period else None,
        goals=goals,
        indicators=rows,
        tasks=tasks,
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def compare(expected: Sequence[GoalTable], actual: Sequence[GoalTable]) -> ParseScore:
    """Each expected table against the read one of the same name, else the one in the same place; tables too many count as surplus."""
    pairs = _pair(expected, actual)
    results = [_compare_tables(wanted, found) for wanted, found in pairs]
    used = {id(found) for _, found in pairs if found}
    results += [
        TableResult(table.name, {"table": (None, table.name)}, surplus=tuple(_rows(table))) for table in actual if id(table) not in used
    ]
    return ParseScore(tuple(results))


def _pair(expected: Sequence[GoalTable], actual: Sequence[GoalTable]) -> list[tuple[GoalTable, GoalTable | None]]:
    left = list(actual)
    found: dict[int, GoalTable] = {}
    for number, wanted in enumerate(expected):
        same = next((table for table in left if table.name == wanted.name), None)
        if same is not None:
            found[number] = same
            left.remove(same)
    for number in range(len(expected)):
        if number not in found and number < len(actual) and any(actual[number] is table for table in left):
            found[number] = actual[number]
            left.remove(actual[number])
    return [(wanted, found.get(number)) for number, wanted in enumerate(expected)]


def _compare_tables(wanted: GoalTable, found: GoalTable | None) -> TableResult:
    if found is None:
        return TableResult(wanted.name, {name: (getattr(wanted, name), None) for name in TABLE_FIELDS}, missing=tuple(_rows(wanted)))
    wrong = {name: (getattr(wanted, name), getattr(found, name)) for name in TABLE_FIELDS if getattr(wanted, name) != getattr(found, name)}
    want, have = Counter(_rows(wanted)), Counter(_rows(found))
    missing, surplus = want - have, have - want
    return TableResult(wanted.name, wrong, (want & have).total(), tuple(missing.elements()), tuple(surplus.elements()))


def _rows(table: GoalTable) -> Iterable[Row]:
    return (tuple(getattr(indicator, name) for name in ROW_FIELDS) for indicator in table.indicators)
