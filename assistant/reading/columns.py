"""Header rows: which columns a grid of indicators, of tasks or of whole projects has."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.reading.alignment import Column
from assistant.reading.classes import is_class
from assistant.reading.document import Line, Token
from assistant.reading.labels import GOAL_SCOPES, Label, Role, find_column, find_field, find_task_column
from assistant.reading.markup import plain
from assistant.reading.shapes import looks_like_value

VALUES = frozenset({Role.VALUE, Role.PERIOD_VALUE})
LEVELS = frozenset({Role.LEVEL1, Role.LEVEL2, Role.LEVEL3})
PROJECT = frozenset({Role.NAME, Role.UNIT_OR_NAME})
_CONTENT = frozenset({*GOAL_SCOPES, Role.INDICATOR_TEXT, Role.LEVEL3, Role.PURPOSE})


def number_sides(columns: Sequence[tuple[int, Label]]) -> tuple[Column, ...]:
    """Columns with repeated kinds told apart: a form of two halves (中期 | 年度) has 三级指标 and 指标值 twice."""
    seen: Counter[Role] = Counter()
    numbered = []
    for index, label in columns:
        numbered.append(Column(index, label, seen[label.role]))
        seen[label.role] += 1
    return tuple(numbered)


def _labels(line: Line, find: Callable[[str], Label | None]) -> list[tuple[Token, Label | None]]:
    return [(token, find(token.text)) for token in line.tokens]


def read_indicator_header(line: Line) -> tuple[Column, ...] | None:
    """The columns that a header row of indicators names, or None where `line` is no such row.

    A header has a column for the indicator's name and another for its class or value. `绩效指标` at the left edge of the row only names
    the block, and an unknown heading is a column whose cells stay unread.
    """
    if len(line.tokens) < 2:
        return None
    found = _labels(line, find_column)
    roles = [label.role for _, label in found if label]
    precise = {role for role in roles if role in LEVELS or role in VALUES}
    if any(label and label.role == Role.BASIS and label.text.endswith("标准") for _, label in found):
        precise.add(Role.BASIS)
    if Role.LEVEL3 not in roles or len(precise) < 2 or any(looks_like_value(token.text) for token, label in found if label is None):
        return None
    if len(roles) < len(found) / 2:
        return None
    named = [(token.column, label or _unknown_column(token.text)) for token, label in found]
    return number_sides(_settle_standard(_prefer_third_level(_without_edge(named))))


def _unknown_column(text: str) -> Label:
    """A column that is none of indicators: the goals of each group beside them, or one whose cells stay unread."""
    field = find_field(text)
    return field if field and field.role in GOAL_SCOPES else Label(Role.REST, plain(text))


def _without_edge(columns: list[tuple[int, Label]]) -> list[tuple[int, Label]]:
    """Without the heading of the whole block at the left edge: 绩效指标 before 一级指标."""
    first, *rest = columns
    field = find_field(first[1].text)
    named = field is not None and field.role in (Role.INDICATOR_TEXT, *GOAL_SCOPES)
    return rest if named and any(label.role in LEVELS for _, label in rest) else columns


def _prefer_third_level(columns: list[tuple[int, Label]]) -> list[tuple[int, Label]]:
    """Where 三级指标 stands beside 指标名称 or 指标内容, the former is the name and the latter describes it."""
    if not any(label.role == Role.LEVEL3 and "三级" in label.text for _, label in columns):
        return columns
    describes = [
        index for index, label in columns if label.role == Role.LEVEL3 and "三级" not in label.text and index > min(i for i, _ in columns)
    ]
    return [(index, Label(Role.DESCRIPTION, label.text) if index in describes else label) for index, label in columns]


def _settle_standard(columns: list[tuple[int, Label]]) -> list[tuple[int, Label]]:
    """绩效标准 is what a value is judged by; where no other column holds values, it is the value."""
    if any(label.role in VALUES for _, label in columns):
        return columns
    return [(index, Label(Role.VALUE, label.text) if label.text.endswith("标准") else label) for index, label in columns]


def for_whole_period(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns of a grid that holds the indicators of the whole period: its values are those of the period."""
    if any(column.role == Role.PERIOD_VALUE for column in columns):
        return columns
    return tuple(
        replace(column, label=replace(column.label, role=Role.PERIOD_VALUE)) if column.role == Role.VALUE else column for column in columns
    )


def refine_header(upper: Line, lower: Line) -> tuple[Column, ...] | None:
    """The columns of a header of two rows, where the lower one only divides columns of the upper: 指标值 into 上年 and 预计当年实现."""
    if lower.prose or any(find_column(token.text) is None for token in lower.tokens) or read_indicator_header(lower):
        return None
    return read_indicator_header(merge_headers(upper, lower))


def read_task_header(line: Line) -> tuple[Column, ...] | None:
    """The columns of a table of tasks (名称, 主要实施内容, 拟投入的资金, 期望达到的目标), or None."""
    found = [(token.column, label) for token, label in _labels(line, find_task_column) if label]
    roles = {label.role for _, label in found}
    if not {Role.TASK_NAME, Role.TASK_CONTENT} <= roles or len(found) < max(3, len(line.tokens) - 1):
        return None
    repeated = [(index, label) for index, label in found if label.role == Role.TASK_NAME]
    if len(repeated) > 1:  # 年度重点工作任务 names the block, 名称 the column
        found.remove(repeated[0])
    return number_sides(found)


def read_list_header(line: Line, *, continued: bool = False) -> tuple[Column, ...] | None:
    """The columns of a list with a project in each row, or None.

    Such a header names a project column and one for its goals, indicators or contents, and holds nothing but headings. One that is
    `continued` from a page before need not name the project again.
    """
    if len(line.tokens) < 2 or line.prose:
        return None
    named: list[tuple[int, Label]] = []
    for token in line.tokens:
        label = _list_label(token.text)
        if label is None and (looks_like_value(token.text) or len(plain(token.text)) > 20):
            return None
        named.append((token.column, label or Label(Role.OTHER, plain(token.text))))
    roles = {label.role for _, label in named}
    known = sum(_list_label(label.text) is not None for _, label in named)
    if not roles & _CONTENT or known < max(2, len(named) / 2) or (not continued and not (roles & PROJECT and len(named) > 2)):
        return None
    return number_sides(_resolve_names(named))


def _list_label(text: str) -> Label | None:
    if is_class(plain(text)):
        return Label(Role.INDICATOR_TEXT, plain(text))
    column = find_column(text)
    field = find_field(text)
    if column and (field is None or column.role in VALUES or (column.role in LEVELS and field.role != Role.INDICATOR_TEXT)):
        return column
    return field


def _resolve_names(columns: list[tuple[int, Label]]) -> list[tuple[int, Label]]:
    """绩效指标 beside 指标值 is an indicator's name, not a text with all of them; 单位 beside 指标值 is what it is measured in."""
    roles = {label.role for _, label in columns}
    if not roles & VALUES:
        return columns
    resolved, after_name = [], False
    for index, label in columns:
        if label.role == Role.INDICATOR_TEXT and Role.LEVEL3 not in roles:
            label = Label(Role.LEVEL3, label.text)
        after_name = after_name or label.role == Role.LEVEL3
        column = find_column(label.text)
        if after_name and column is not None:
            label = column
        resolved.append((index, label))
    return _prefer_third_level(resolved)


def merge_headers(upper: Line, lower: Line) -> Line:
    """A header of two rows as one: where the lower row says something, it is the more precise."""
    below = {token.column: token for token in lower.tokens}
    tokens = {token.column: token for token in upper.tokens} | below
    return Line(tuple(tokens[column] for column in sorted(tokens)), upper.place)
