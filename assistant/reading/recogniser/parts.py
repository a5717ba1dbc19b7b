"""Values that stand in one column per township, unit or period: which headings those are, and the one value they make together."""

import re
from collections.abc import Sequence

from assistant.goals.wording import HAN, fold
from assistant.reading.document import Line, Token
from assistant.reading.markup import plain
from assistant.reading.recogniser.classes import is_class
from assistant.reading.recogniser.labels import Label, Role, find_column
from assistant.reading.recogniser.shapes import looks_like_value

_TOTAL = re.compile(
    r"(?:合|总|小|共)计(?:数|值)?|全(?:省|市|州|盟|县|区|旗|镇|乡|村|校|院|局|域|系统|年)(?:合计|总计|目标)?|总(?:体|量|数|目标)|汇总"
)
_PLACE = re.compile(
    rf"[{HAN}\d]{{1,10}}(?:镇|乡|街道(?:办)?|县|区|市|州|旗|村|社区|林场|农场|办事处|管委会|中学|小学|学校|幼儿园|医院|卫生院|中心|局|支队|大队)"
    r"|第?[一二三四1-4]季度|\d{1,2}月份?|\d{1,2}\s*[-—–~至]\s*\d{1,2}月|[上下]半年|(?:19|20)\d{2}年?"
)
_LONGEST = 14


def is_total(text: str) -> bool:
    """Whether a heading stands for all places or periods together: 合计, 全县, 全年."""
    return _TOTAL.fullmatch(fold(plain(text))) is not None


def is_part(text: str) -> bool:
    """Whether a heading names a place, a unit or a period, and so holds its share."""
    return find_column(text) is None and not is_total(text) and _PLACE.fullmatch(fold(plain(text))) is not None


def name_parts(columns: Sequence[tuple[Token, Label | None]]) -> list[tuple[Token, Label | None]]:
    """Headings of a row with those of places and periods named, where there are several; the total beside them holds the value."""
    parts = [token for token, label in columns if label is None and is_part(token.text)]
    if len(parts) < 2:
        return list(columns)
    valued = any(label is not None and label.role == Role.VALUE for _, label in columns)
    named: list[tuple[Token, Label | None]] = []
    for token, label in columns:
        if token in parts:
            label = Label(Role.PART, plain(token.text))
        elif label is None and not valued and is_total(token.text):
            label = Label(Role.VALUE, plain(token.text))
        named.append((token, label))
    return named


def divide_value(upper: Sequence[tuple[int, Label]], repeated: Line, lower: Line) -> list[tuple[int, Label]] | None:
    """The columns of a header whose second row divides 指标值 among places or periods, or None where it does not.

    `upper` are the columns that the first row names, `repeated` is that row, of which formats without merged cells print a heading in
    every column it spans.
    """
    columns = _without_repeats(upper)
    values = [number for number, (_, label) in enumerate(columns) if label.role == Role.VALUE]
    if len(values) != 1 or lower.prose:
        return None
    start, label = columns[values[0]]
    end = columns[values[0] + 1][0] if values[0] + 1 < len(columns) else None
    above = {token.column: plain(token.text) for token in repeated.tokens}
    headings = [token for token in lower.tokens if above.get(token.column) != plain(token.text)]
    if len(headings) < 2 or not all(_is_heading(token, start, end) for token in headings):
        return None
    divided = [(token.column, label if is_total(token.text) else Label(Role.PART, plain(token.text))) for token in headings]
    return sorted([*columns[: values[0]], *columns[values[0] + 1 :], *divided], key=lambda column: column[0])


def _without_repeats(columns: Sequence[tuple[int, Label]]) -> list[tuple[int, Label]]:
    return [column for number, column in enumerate(columns) if number == 0 or column[1].text != columns[number - 1][1].text]


def _is_heading(token: Token, start: int, end: int | None) -> bool:
    text = plain(token.text)
    inside = start <= token.column and (end is None or token.column < end)
    unknown = find_column(token.text) is None and not is_class(text) and (is_part(text) or not looks_like_value(text))
    return inside and unknown and len(text) <= _LONGEST


def join_parts(parts: Sequence[tuple[str, str]], *, merged: bool) -> str:
    """The value of several parts: 甲镇 5个；乙镇 3个. One that is `merged` over all columns is said once."""
    return parts[0][1] if merged else "；".join(f"{name} {value}" for name, value in parts)
