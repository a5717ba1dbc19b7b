"""A department's table of tasks: name, contents, money and what is expected of each, and below them what all cost together."""

from collections.abc import Sequence
from decimal import Decimal

from assistant.goals.secrecy import is_classified
from assistant.goals.table import Task
from assistant.reading.document import Line, Token
from assistant.reading.markup import plain, plain_block
from assistant.reading.recogniser.alignment import Column, align
from assistant.reading.recogniser.labels import Label, Role, find_field
from assistant.reading.recogniser.placing import read_amount
from assistant.reading.recogniser.section import Section, Uncertainty
from assistant.reading.recogniser.shapes import is_sum, says_nothing
from assistant.reading.recogniser.two_rows import reaches_down

_SOURCES = {Role.FISCAL: "fiscal", Role.OTHER_FUNDING: "other_funding"}


class TaskTable:
    """Reads the rows below the header of a table of tasks; a second row of the header divides the money by its sources."""

    def __init__(self, header: Line, columns: tuple[Column, ...]) -> None:
        self._header: Line | None = header
        self._columns = columns
        self._headings = _headings(header)

    def holds(self, line: Line) -> bool:
        """Whether a row can belong to this table: it does not begin with the label of another field."""
        label = find_field(line.tokens[0].text)
        return label is None or label.role in (Role.TASKS, Role.OTHER) or self._is_second_header(line) or is_sum(_texts(line.tokens)[0])

    def read(self, line: Line, section: Section) -> None:
        """Add what a row says to `section`."""
        second = self._is_second_header(line)
        self._header = None
        if second:
            self._headings |= _headings(line)
            return
        tokens = line.tokens[1:] if _is_edge(line.tokens[0]) else line.tokens
        if any(is_classified(plain_block(token.text)) for token in tokens):
            section.withheld += 1
        elif tokens and is_sum(plain(tokens[0].text)):
            self._read_sum(tokens, section)
        elif not all(map(says_nothing, _texts(tokens))):
            self._read_task(tokens, section)

    def _is_second_header(self, line: Line) -> bool:
        name = next(column.index for column in self._columns if column.role == Role.TASK_NAME)
        return self._header is not None and reaches_down(self._header, line, name)

    def _read_task(self, tokens: Sequence[Token], section: Section) -> None:
        placed, unplaced = align(tokens, self._columns, _fit)
        cells = {column.role: text for column, text in placed.items()}
        name = plain(cells.get(Role.TASK_NAME, ""))
        if not name or says_nothing(name):
            unplaced, name = list(tokens), ""
        else:
            section.tasks.append(self._task(name, cells, section))
        for token in unplaced:
            heading = self._headings.get(token.column)
            section.leave(plain_block(token.text), f"{name} {heading.text}".strip() if heading else name)

    def _task(self, name: str, cells: dict[Role, str], section: Section) -> Task:
        money = cells.get(Role.TASK_BUDGET)
        amount = read_amount(money, self._scale(section)) if money else None
        if money and amount is None:
            section.leave(plain(money), name)
        return Task(
            name=name,
            content=plain_block(cells.get(Role.TASK_CONTENT, "")),
            budget_yuan=amount,
            expected=plain_block(cells.get(Role.TASK_EXPECTED, "")),
        )

    def _scale(self, section: Section) -> Decimal | None:
        """What money counts in: by its heading, else by the table."""
        return next((column.label.scale for column in self._columns if column.role == Role.TASK_BUDGET), None) or section.scale

    def _read_sum(self, tokens: Sequence[Token], section: Section) -> None:
        """What all tasks cost is what the department has, where nothing above said so."""
        money = next((column.index for column in self._columns if column.role == Role.TASK_BUDGET), None)
        sources = {column: _SOURCES[label.role] for column, label in self._headings.items() if label.role in _SOURCES}
        fields = ({money: "budget"} if money is not None else {}) | sources
        stated = {fields[token.column]: read_amount(token.text, self._scale(section)) for token in tokens if token.column in fields}
        known = section.budget is not None or section.fiscal is not None or section.other_funding is not None
        if known or stated.get("budget") is None or None in stated.values():
            section.leave("　".join(_texts(tokens)))
            return
        for field, amount in stated.items():
            setattr(section, field, amount)
            section.doubts["budget_yuan" if field == "budget" else "funding"] = Uncertainty.OF_TASKS
        rest = [token for token in tokens[1:] if token.column not in fields]
        for token in rest:
            section.leave(plain(token.text), plain(tokens[0].text))


def _headings(line: Line) -> dict[int, Label]:
    return {token.column: find_field(token.text) or Label(Role.OTHER, plain(token.text)) for token in line.tokens}


def _texts(tokens: Sequence[Token]) -> list[str]:
    return [plain(token.text) for token in tokens]


def _is_edge(token: Token) -> bool:
    """Whether it is the heading of the block, printed beside the first or every row: 年度重点工作任务."""
    label = find_field(token.text)
    return label is not None and label.role == Role.TASKS


def _fit(column: Column, text: str, exact: bool) -> float:
    amount = read_amount(text, None) is not None
    if column.role == Role.TASK_BUDGET:
        return 4.0 if amount else -4.0
    if amount:
        return -4.0
    return 2.5 if exact else 2.0
