"""In which unit the amounts of a list are."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.batch.lists.amounts import is_bare, is_unit, money_unit, stated_unit, tidy
from assistant.batch.lists.columns import Columns, is_column_of_units, read_headings
from assistant.batch.lists.sheet import Line
from assistant.batch.lists.unlisted import said_to_be


def find_units(headings: Mapping[int, str], lines: Sequence[Line]) -> int | None:
    """The column that says the unit of each project: 金额单位, or 单位 over nothing but units of money."""
    columns = read_headings(headings)
    for column in (column for column, heading in headings.items() if is_column_of_units(heading)):
        listed = (line for line in lines if {column, columns.fields["name"]} <= line.cells.keys() and said_to_be(line, columns) is None)
        texts = [line.cells[column] for line in listed]
        if texts and all(map(is_unit, texts)):
            return column
    return None


class Units:
    """The units of a list: what the heading of a column says, else the row, else the lines around the table.

    Attributes:
        columns: what the columns say, the one of units being no other.
        stated: the unit that the lines around the table state.
        otherwise: that of amounts of which neither their heading nor their row says it.
    """

    def __init__(self, headings: Mapping[int, str], around: Sequence[str], lines: Sequence[Line]) -> None:
        self._column = find_units(headings, lines)
        self._heading = " ".join(headings.get(self._column or 0, "").split())
        self.columns: Columns = read_headings(headings, self._column)
        self.stated = stated_unit(around)
        self.otherwise = self.stated or self.columns.money

    def complete(self, line: Line, faults: list[str]) -> Line:
        """A line with the unit that stands in it behind each amount whose heading states none."""
        unit = money_unit(line.cells.get(self._column or 0, ""))
        if unit is None:
            return line
        said = {budget.column: budget.unit for budget in self.columns.budgets}
        said |= {source.column: source.unit for source in self.columns.sources}
        for budget in self.columns.budgets:
            if budget.unit not in (None, unit) and is_bare(tidy(line.cells.get(budget.column, ""))):
                faults.append(f"「{budget.heading}」栏按表头是{budget.unit}，「{self._heading}」栏写的是{unit}，请改成一样的单位。")
        cells = {
            column: f"{text}{unit}" if column in said and said[column] is None and is_bare(tidy(text)) else text
            for column, text in line.cells.items()
        }
        return replace(line, cells=cells)
