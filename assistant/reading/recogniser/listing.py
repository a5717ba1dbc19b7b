"""A list with a project in each row: its money, its goals and its indicators in cells of their own, or an indicator in each row."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.goals.secrecy import is_mark
from assistant.reading.document import Line, Token
from assistant.reading.markup import plain, plain_lines
from assistant.reading.recogniser.alignment import Column
from assistant.reading.recogniser.columns import LEVELS, VALUES
from assistant.reading.recogniser.fields import FieldBlock, split_entries
from assistant.reading.recogniser.indicators import IndicatorGrid
from assistant.reading.recogniser.labels import MONEY, Role
from assistant.reading.recogniser.leftovers import is_contact, is_date_of_signature
from assistant.reading.recogniser.organisations import is_organisation
from assistant.reading.recogniser.section import Section
from assistant.reading.recogniser.shapes import is_column_numbers, is_furniture, is_running_number, is_sum, split_code

_NAMES = (Role.NAME, Role.UNIT_OR_NAME)
_OF_INDICATORS = frozenset(
    {*LEVELS, *VALUES, Role.DESCRIPTION, Role.BASIS, Role.WEIGHT, Role.OPERATOR, Role.MEASURE, Role.REST, Role.STATUS}
)
_OPEN_END = re.compile(r"[^。；;！？!?.）)》”]$")
_NUMBERED = re.compile(r"\s*(\d{1,2})\s*[.、．](?!\d)")


class ListReader:
    """Reads the rows of a list into one section per project."""

    def __init__(self, columns: tuple[Column, ...], head: Section, first: int = 1) -> None:
        self.columns = columns
        self._head = head
        self._head.shape = "list"
        self._sections: list[Section] = []
        self._grids = tuple(column for column in columns if column.role in _OF_INDICATORS)
        self._has_grid = any(column.role == Role.LEVEL3 for column in columns)
        self._grid: IndicatorGrid | None = None
        self._cells: dict[int, str] = {}
        self._half: int | None = None
        self._stray: list[str] = []

    def begins_anew(self, line: Line) -> bool:
        """Whether a line is the labelled cell of a form and no row of this list."""
        label = split_entries(line)[0].label
        return label is not None and label.role in (Role.NAME, Role.CODE) and len(line.tokens) <= 3

    def continue_columns(self, columns: tuple[Column, ...]) -> None:
        """Go on with further columns of the same rows, printed after a page break."""
        self.columns, self._half = columns, 0

    def read(self, line: Line) -> None:
        """Put every text of a row where it belongs."""
        texts = [plain(token.text) for token in line.tokens]
        if is_column_numbers(texts) or all(is_furniture(text) for text in texts):
            return
        if line.prose or self._is_below(line):
            self._read_paragraph(line)
        elif is_sum(texts[0]):
            self._stray += ["　".join(texts)] if len(texts) > 1 else []
        elif self._half is not None:
            self._read_half(line)
        else:
            self._read_row(line)

    def _is_below(self, line: Line) -> bool:
        """Whether a row of a sheet stands below the second half of a list, alone as a paragraph does."""
        return line.only is not None and self._half is not None and self._half >= len(self._sections)

    def finish(self) -> list[Section]:
        """All projects of the list; what stood beside them goes to the nearest."""
        target = self._sections[-1] if self._sections else self._head
        target.unread += self._stray
        if self._sections:
            self._sections[0].unread[:0] = self._head.not_inherited()
        return self._sections or [self._head]

    def _read_row(self, line: Line) -> None:
        cells: dict[Column, list[Token]] = {column: [] for column in self.columns}
        by_index = {column.index: column for column in self.columns}
        loose: list[Token] = []
        for token in line.tokens:
            column = by_index.get(token.column)
            if column is None:
                loose.append(token)
            else:
                cells[column].append(token)
        name = next((tokens[0] for column, tokens in cells.items() if column.role in _NAMES and tokens), None)
        if name is not None and self._is_group(cells):
            self._read_group(cells)
            return
        if name is not None and not (self._has_grid and self._sections and plain(name.text) == self._sections[-1].name):
            self._sections.append(self._head.inherit(line.place))
            self._sections[-1].unread += self._stray
            self._stray, self._cells, self._grid = [], {}, None
        if not self._sections:
            self._stray += [plain(token.text) for token in line.tokens]
            return
        self._fill(self._sections[-1], cells)
        if self._has_grid:
            self._read_indicator(line)
            loose = []
        for token in loose:
            self._sections[-1].classified |= is_mark(plain(token.text))
            self._sections[-1].leave(plain(token.text))

    def _is_group(self, cells: dict[Column, list[Token]]) -> bool:
        """Whether a row is a unit above its projects: a list of units and projects says nothing of it but number, name and sum."""
        filled = {column.role for column, tokens in cells.items() if tokens}
        mixed = any(column.role == Role.UNIT_OR_NAME for column in self.columns)
        return mixed and filled <= {Role.UNIT_OR_NAME, Role.UNIT_CODE, Role.CODE, Role.SEQUENCE, *MONEY}

    def _read_group(self, cells: dict[Column, list[Token]]) -> None:
        for column, tokens in cells.items():
            for token in tokens:
                text = plain(token.text)
                if column.role == Role.UNIT_OR_NAME:
                    self._head.unit = split_code(text)[1]
                elif column.role != Role.SEQUENCE:
                    self._stray.append(f"{column.label.text}：{text}")

    def _fill(self, section: Section, cells: dict[Column, list[Token]]) -> None:
        """Add the project's own cells of a row; one that only repeats the row above (a merged cell) is the same cell."""
        fields = FieldBlock(section)
        for column, tokens in cells.items():
            for token in tokens:
                text = plain(token.text)
                if (column.role in _OF_INDICATORS and self._has_grid) or self._cells.get(column.index) == token.text:
                    continue
                self._cells[column.index] = token.text
                section.texts.append(text)
                if is_mark(text):
                    section.classified = True
                elif not (column.role in (Role.SEQUENCE, Role.UNIT_CODE, Role.CODE) and is_running_number(text)):
                    fields.place(column.label, token)

    def _read_indicator(self, line: Line) -> None:
        indexes = {column.index for column in self._grids}
        edge = min(indexes)
        tokens = tuple(
            token for token in line.tokens if token.column in indexes or (token.column > edge and not self._is_field(token.column))
        )
        if not tokens:
            return
        if self._grid is None:
            self._grid = IndicatorGrid(self._grids)
        section = self._sections[-1]
        section.texts += [plain(token.text) for token in tokens]
        self._grid.read(replace(line, tokens=tokens), section)

    def _is_field(self, index: int) -> bool:
        return any(column.index == index and column.role not in _OF_INDICATORS for column in self.columns)

    def _read_half(self, line: Line) -> None:
        """A row of the second half of a list: the n-th row belongs to the n-th project."""
        assert self._half is not None
        if self._half >= len(self._sections):
            self._stray += [plain(token.text) for token in line.tokens]
            return
        self._cells = {}
        cells: dict[Column, list[Token]] = {}
        by_index = {column.index: column for column in self.columns}
        section = self._sections[self._half]
        for token in line.tokens:
            if token.column in by_index:
                cells.setdefault(by_index[token.column], []).append(token)
            else:
                section.leave(plain(token.text))
        self._fill(section, cells)
        self._half += 1

    def _read_paragraph(self, line: Line) -> None:
        """Text below the rows: the rest of a row that a page break cut off, or nothing of the list's."""
        text = line.tokens[0].text
        read = self._sections if self._half is None else self._sections[: self._half]
        current = read[-1] if read else None
        if current is None:
            self._stray.append(plain(text))
            return
        current.texts.append(plain(text))
        goals = current.goal_blocks[-1].lines if current.goal_blocks else []
        indicators = current.indicator_blocks[-1].lines if current.indicator_blocks else []
        number = _NUMBERED.match(text)
        if number and indicators and int(number[1]) == _last_number(indicators) + 1:
            indicators += plain_lines(text)
        elif goals and number is None and _OPEN_END.search(goals[-1].strip()) and not _is_signature(plain(text)):
            goals += plain_lines(text)
        else:
            current.leave(plain(text))


def _is_signature(text: str) -> bool:
    return is_organisation(text) or is_date_of_signature(text) or is_contact(text)


def _last_number(lines: Sequence[str]) -> int:
    numbers = re.findall(r"(?:^|[\s；;。])(\d{1,2})\s*[.、．](?!\d)", "\n".join(lines))
    return int(numbers[-1]) if numbers else 0
