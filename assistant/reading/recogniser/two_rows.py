"""Headers of two rows: the lower one divides columns of the upper, 指标值 into 上年 and 本年, 预算金额 into its sources."""

from dataclasses import replace

from assistant.reading.document import Line, Token
from assistant.reading.markup import plain
from assistant.reading.recogniser.alignment import Column
from assistant.reading.recogniser.columns import VALUES, number_sides, read_indicator_header
from assistant.reading.recogniser.labels import Label, Role, find_column
from assistant.reading.recogniser.parts import divide_value, is_total


def refine_header(upper: Line, lower: Line) -> tuple[Column, ...] | None:
    """The columns of a header of indicators in two rows, or None where the lower row is none of it."""
    if lower.prose:
        return None
    columns = read_indicator_header(upper)
    divided = divide_value([(column.index, column.label) for column in columns], upper, lower) if columns else None
    if divided:
        return number_sides(divided)
    if read_indicator_header(lower):
        return read_indicator_header(_complete_headings(upper, lower))
    name = next((column.index for column in columns or () if column.role == Role.LEVEL3), None)
    if columns and name is not None and reaches_down(upper, lower, name):
        return _divide(columns, upper, lower)
    if any(find_column(token.text) is None for token in lower.tokens):
        return None
    return read_indicator_header(merge_headers(upper, lower))


def reaches_down(upper: Line, lower: Line, column: int) -> bool:
    """Whether a cell of `upper` reaches down into `lower`: merged, or printed again where a format has no merged cells."""
    above, below = _at(upper, column), _at(lower, column)
    if above is None:
        return False
    return column in lower.covered if below is None else plain(below.text) == plain(above.text)


def merge_headers(upper: Line, lower: Line) -> Line:
    """A header of two rows as one: where the lower row says something, it is the more precise, unless it says 合计."""
    below = {token.column: token for token in lower.tokens if not (is_total(token.text) and _at(upper, token.column))}
    tokens = {token.column: token for token in upper.tokens} | below
    return Line(tuple(tokens[column] for column in sorted(tokens)), upper.place)


def _at(line: Line, column: int) -> Token | None:
    return next((token for token in line.tokens if token.column == column), None)


def _complete_headings(upper: Line, lower: Line) -> Line:
    """The lower row of a header, with what the heading above adds to one that is none alone: 年度 below 指标值."""
    tokens = []
    for token in lower.tokens:
        above = _above(upper, token)
        whole = plain(token.text) + plain(above.text) if above else ""
        tokens.append(replace(token, text=whole) if find_column(token.text) is None and find_column(whole) else token)
    return replace(lower, tokens=tuple(tokens))


def _above(upper: Line, token: Token) -> Token | None:
    return next((other for other in reversed(upper.tokens) if other.column <= token.column), None)


def _divide(columns: tuple[Column, ...], upper: Line, lower: Line) -> tuple[Column, ...]:
    """The columns of `upper` with those divided that have headings of their own below; an unknown one holds what stays unread.

    Where nothing below 指标值 is known to hold values, the first of its columns does.
    """
    headings = [token for token in lower.tokens if (above := _at(upper, token.column)) is None or plain(above.text) != plain(token.text)]
    named = {column.index: column.label for column in columns}
    labels: dict[int, Label] = {}
    for token in headings:
        above = _above(upper, token)
        over = named.get(above.column) if above else None
        known = find_column(token.text) or (above and find_column(plain(token.text) + plain(above.text)))
        unknown = Label(Role.REST, f"{over.text} {plain(token.text)}" if over else plain(token.text))
        first_value = over is not None and above is not None and over.role in VALUES and above.column == token.column
        labels[token.column] = known or (over if first_value and over else unknown)
    return number_sides(sorted((named | labels).items()))
