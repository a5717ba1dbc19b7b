"""Header rows: which columns a grid of indicators, of tasks or of whole projects has."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.reading.document import Line, Token
from assistant.reading.markup import plain
from assistant.reading.recogniser.alignment import Column
from assistant.reading.recogniser.classes import is_class
from assistant.reading.recogniser.labels import GOAL_SCOPES, Label, Role, find_column, find_field, find_task_column
from assistant.reading.recogniser.parts import name_parts
from assistant.reading.recogniser.shapes import looks_like_value
from assistant.reading.recogniser.similar import similar_column

VALUES = frozenset({Role.VALUE, Role.PERIOD_VALUE})
LEVELS = frozenset({Role.LEVEL1, Role.LEVEL2, Role.LEVEL3})
PROJECT = frozenset({Role.NAME, Role.UNIT_OR_NAME})
_SHARES = frozenset({Role.FISCAL, Role.OTHER_FUNDING, Role.FUNDING})
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
    found = name_parts(_name_similar(_labels(line, find_column)))
    roles = [label.role for _, label in found if label]
    precise = {role for role in roles if role in LEVELS or role in VALUES or role == Role.PART}
    if any(label and label.role == Role.BASIS and label.text.endswith("标准") for _, label in found):
        precise.add(Role.BASIS)
    if Role.LEVEL3 not in roles or len(precise) < 2 or any(looks_like_value(token.text) for token, label in found if label is None):
        return None
    if len(roles) < len(found) / 2:
        return None
    named = _own_weight(_one_sign([(token.column, label or _unknown_column(token.text)) for token, label in found]))
    columns = number_sides(_settle_standard(_prefer_third_level(_without_edge(named))))
    return columns if any(column.role == Role.LEVEL3 for column in columns) else None


def _name_similar(columns: list[tuple[Token, Label | None]]) -> list[tuple[Token, Label | None]]:
    """Headings of a row with those named that nobody has listed and that are close to one which no other column of the row has."""
    known = {label.role for _, label in columns if label}
    if len(known & (LEVELS | VALUES)) < 2:
        return columns
    named = []
    for token, label in columns:
        if label is None and find_field(token.text) is None and (close := similar_column(token.text)) and close.role not in known:
            label = close
            known.add(close.role)
        named.append((token, label))
    return named


def _unknown_column(text: str) -> Label:
    """A column that is none of indicators: the goals of each group beside them, or one whose cells stay unread."""
    field = find_field(text)
    return field if field and field.role in GOAL_SCOPES else Label(Role.REST, plain(text))


def _one_sign(columns: list[tuple[int, Label]]) -> list[tuple[int, Label]]:
    """Where 计算符号 stands beside 指标方向 or 指标性质, the former holds the comparison, and the latter what stays unread."""
    signs = [label for _, label in columns if label.role == Role.OPERATOR]
    names = sum(label.role == Role.LEVEL3 for _, label in columns)
    printed = [label for label in signs if re.search("符|运算|比较|计算", label.text)]
    if len(signs) < 2 or names > 1 or len(printed) != 1:
        return columns
    return [(index, Label(Role.REST, label.text) if label in signs and label not in printed else label) for index, label in columns]


def _own_weight(columns: list[tuple[int, Label]]) -> list[tuple[int, Label]]:
    """Where each level has its weight beside it, that of the indicator is the one behind its name; 分值 beside 权重 is a score."""
    printed = [label for _, label in columns if label.role == Role.WEIGHT and "权" in label.text]
    if printed:
        columns = [(index, Label(Role.REST, label.text) if _is_score(label) else label) for index, label in columns]
    names = [index for index, label in columns if label.role == Role.LEVEL3]
    weights = [index for index, label in columns if label.role == Role.WEIGHT]
    if len(weights) < 2 or len(names) != 1:
        return columns
    own = min((index for index in weights if index > names[0]), default=weights[-1])
    return [(index, Label(Role.REST, label.text) if index in weights and index != own else label) for index, label in columns]


def _is_score(label: Label) -> bool:
    return label.role == Role.WEIGHT and "权" not in label.text


def _without_edge(columns: list[tuple[int, Label]]) -> list[tuple[int, Label]]:
    """Without the heading of the whole block at the left edge: 绩效指标 before 一级指标; else that of the classes themselves."""
    first, *rest = columns
    field = find_field(first[1].text)
    named = field is not None and field.role in (Role.INDICATOR_TEXT, *GOAL_SCOPES)
    if not named or not any(label.role in LEVELS for _, label in rest):
        return columns
    if any(label.role in (Role.LEVEL1, Role.LEVEL2) for _, label in rest):
        return rest
    spans = rest[0][0] - first[0] > 1  # over both classes
    above = [(first[0], Label(Role.LEVEL1, ""))] if spans else []
    return [*above, (first[0] + spans, Label(Role.LEVEL2, first[1].text)), *rest]


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


def read_task_header(line: Line) -> tuple[Column, ...] | None:
    """The columns of a table of tasks (名称, 主要实施内容, 拟投入的资金, 期望达到的目标), or None."""
    found = [(token.column, label) for token, label in _labels(line, find_task_column) if label]
    roles = {label.role for _, label in found}
    shares = sum((field := find_field(token.text)) is not None and field.role in _SHARES for token in line.tokens)
    if not {Role.TASK_NAME, Role.TASK_CONTENT} <= roles or len(found) < 3 or len(found) + shares < len(line.tokens) - 1:
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
    graded = any(find_column(token.text) and not find_field(token.text) for token in line.tokens)
    for token in line.tokens:
        label = _list_label(token.text, graded=graded)
        if label is None and (looks_like_value(token.text) or len(plain(token.text)) > 20):
            return None
        named.append((token.column, label or Label(Role.OTHER, plain(token.text))))
    roles = {label.role for _, label in named}
    known = sum(_list_label(label.text, graded=graded) is not None for _, label in named)
    if not roles & _CONTENT or known < max(2, len(named) / 2) or (not continued and not (roles & PROJECT and len(named) > 2)):
        return None
    return number_sides(_resolve_names(named))


def _list_label(text: str, *, graded: bool) -> Label | None:
    """The label of a heading; beside columns that only grids of indicators have (`graded`), 年度目标 holds their values."""
    if is_class(plain(text)):
        return Label(Role.INDICATOR_TEXT, plain(text))
    column = find_column(text)
    field = find_field(text)
    if field and field.role in GOAL_SCOPES and not graded:
        return field
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
