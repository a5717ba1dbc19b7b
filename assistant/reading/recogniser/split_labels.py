"""Labels that a page broke over several rows, as plain text and some tables have them: 年度 in one row, 目标 in the next."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.goals.dates import YEAR
from assistant.reading.document import Line, Token
from assistant.reading.markup import plain
from assistant.reading.recogniser.columns import read_indicator_header
from assistant.reading.recogniser.labels import Role, find_column, find_field

_LONGEST_PIECE = 4
"""Characters of a piece of a label."""
_MOST_PIECES = 4


def join_split_labels(lines: Sequence[Line], check: Callable[[], None]) -> list[Line]:
    """`lines` with the pieces of every such label in one line."""
    joined: list[Line] = []
    at = 0
    while at < len(lines):
        check()
        line, count = _joined(lines[at : at + _MOST_PIECES])
        joined.append(line)
        at += count
    return joined


def _joined(lines: Sequence[Line]) -> tuple[Line, int]:
    """The line that begins here, and how many lines it takes up."""
    first, *_ = lines
    if len(lines) < 2 or (first.prose and not _is_piece(first.tokens[0])):
        return first, 1
    for count in range(2, len(lines) + 1):
        if not _continues(first, lines[count - 1]):
            break
        if label := _label(lines[:count]):
            return label, count
    header = _header(first, lines[1])
    return (header, 2) if header else (first, 1)


def _continues(first: Line, line: Line) -> bool:
    """Whether a line can begin with the next piece of a label whose first piece begins `first`; in text, one alone is a paragraph."""
    pieces = (first.tokens[0], line.tokens[0])
    return pieces[0].column == pieces[1].column and max(len(first.tokens), len(line.tokens)) <= 2 and all(map(_is_piece, pieces))


def _is_piece(token: Token) -> bool:
    return len(re.sub(r"\s", "", plain(token.text))) <= _LONGEST_PIECE


def _label(lines: Sequence[Line]) -> Line | None:
    """The line that the pieces make, if they make a label, and its text stands beside it as one."""
    text = "".join(re.sub(r"\s", "", plain(line.tokens[0].text)) for line in lines)
    texts = [token for line in lines for token in line.tokens[1:]]
    if (
        all(line.prose for line in lines)
        or not texts
        or find_field(text) is None
        or len({token.column for token in texts}) > 1
        or _are_labels(lines)
    ):
        return None
    whole = Token(texts[0].column, "\n".join(token.text for token in texts))
    return replace(lines[0], prose=False, tokens=(Token(lines[0].tokens[0].column, text), whole))


def _are_labels(lines: Sequence[Line]) -> bool:
    """Whether the pieces are labels of their own: 年度 beside a year, 目标 beside goals."""
    known = [label for line in lines if len(line.tokens) > 1 and (label := find_field(line.tokens[0].text))]
    years = [line for line in lines if len(line.tokens) > 1 and re.search(YEAR, line.tokens[1].text) and len(line.tokens[1].text) < 10]
    return len(known) > 1 and (bool(years) or all(label.role != Role.YEAR for label in known))


def _header(upper: Line, lower: Line) -> Line | None:
    """The heading of a grid whose headings are broken: 一级 | 二级 | 三级 over 指标 | 指标 | 指标."""
    below = {token.column: token.text for token in lower.tokens}
    if upper.prose or lower.prose or not below.keys() <= {token.column for token in upper.tokens} or read_indicator_header(upper):
        return None
    tokens = tuple(replace(token, text=token.text + below.get(token.column, "")) for token in upper.tokens)
    if any(find_column(token.text) is None for token in tokens if token.column in below):
        return None
    line = replace(upper, tokens=tokens)
    return line if read_indicator_header(line) else None
