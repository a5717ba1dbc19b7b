"""Indicators that run on without a mark between them: `数量指标：检查次数≥12次合格率≥95%质量指标：…`.

Forms that a system or a careless copy flattened lose their line breaks. Two things part what is left: the name of a class that a colon
follows, and a value with its unit that more names and values follow.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from assistant.goals.wording import HAN
from assistant.reading.recogniser.classes import is_class
from assistant.reading.recogniser.measures import COMPARED, COUNTED, DATED

_COLON = re.compile("指标[:：]")
_SHORT = re.compile(rf"(?:^|(?<=[。；;，,、\s.．)）]))(?P<name>[{HAN}]{{2,12}})[:：]")
"""What may be a class without 指标, between marks: 数量：…；质量：…"""
_STOPPED = re.compile("指标。")
_BARE = re.compile("指标")
_BRACKETED = re.compile(r"[【\[]([^【】\[\]]{2,14})[】\]]\s*[:：]?")
_LONGEST_CLASS = 16
_NUMBER = re.compile(r"(?:[（(][一二三四五六七八九十\d]{1,2}[)）]|(?<!\d)\d{1,2}[、.．]|[一二三四五六七八九十]、)\s*$")
_GOES_ON = re.compile(rf"[内前后以之及或的中外左]|[^{HAN}A-Za-z“《（(]")
"""What cannot begin a name: the rest of a value, or of a name that a number stands in."""
_SHORTEST_NAME = 2
_LONGEST_NUMBER = 8
_NAME_END = 12
"""Characters at the end of a name that tell whether the number behind them is its value."""
_OF_TIME = re.compile("(?:时间|时限|期限|时点|日期|节点)$")
_NO_NAME = re.compile(
    "(?:每|第|约|近|共|达|完成|开展|组织|举办|建设|建成|实现|达到|覆盖|服务|购置|购买|维修|新建|改造|打造|不少于|[后前内超])$"
)
"""Words before a number without a comparison that are more likely the beginning of a name than the whole of one."""


def split_classes(text: str) -> list[str]:
    """`text` with every class in it at the beginning of a piece; a class in brackets is a piece of its own."""
    pieces: list[str] = []
    end = 0
    for bracket in _BRACKETED.finditer(text):
        if is_class(bracket[1]):
            pieces += [*_at_colons(text[end : bracket.start()]), bracket.group()]
            end = bracket.end()
    pieces += _at_colons(text[end:])
    return [piece for piece in (piece.strip() for piece in pieces) if piece]


def _at_colons(text: str) -> list[str]:
    starts = [start for match in _COLON.finditer(text) if (start := _class_start(text, match.start() + 2)) is not None]
    stopped = [(start, match.end()) for match in _STOPPED.finditer(text) if (start := _class_start(text, match.end() - 1)) is not None]
    starts += [match.start() for match in _SHORT.finditer(text) if is_class(match["name"])]
    edges = [_before_number(text, start) for start in starts] + [
        edge for start, end in stopped for edge in (_before_number(text, start), end)
    ]
    if edges:
        return _cut(text, edges)
    spans = [(start, match.end()) for match in _BARE.finditer(text) if (start := _class_start(text, match.end())) is not None]
    values = len(list(COMPARED.finditer(text)))
    if len(spans) < 2 or values < 2:  # 质量指标达标率 is a name
        return [text]
    return _cut(text, [edge for start, end in spans for edge in (_before_number(text, start), end)])


def _class_start(text: str, end: int) -> int | None:
    """Where the class begins that ends at `end`: the longest wording that is one."""
    candidates = range(max(0, end - _LONGEST_CLASS), end - 2)
    return next((start for start in candidates if re.match(f"[{HAN}]", text[start]) and is_class(text[start:end])), None)


def _before_number(text: str, start: int) -> int:
    before = text[max(0, start - _LONGEST_NUMBER) : start]
    number = _NUMBER.search(before)
    return start - len(before) + number.start() if number else start


def _cut(text: str, at: list[int]) -> list[str]:
    edges = [0, *sorted(set(at)), len(text)]
    return [piece for start, end in pairwise(edges) if (piece := text[start:end].strip())]


@dataclass(frozen=True)
class _Mark:
    """Where a value may stand: one with a comparison, a number with its unit, or a point in time."""

    start: int
    end: int
    kind: re.Pattern[str]


def split_values(text: str) -> list[str]:
    """`text` cut behind every value that another name with a value follows; whole where nothing says so clearly."""
    marks = [_Mark(match.start(), match.end(), kind) for kind in (COMPARED, COUNTED, DATED) for match in kind.finditer(text)]
    marks.sort(key=lambda mark: (mark.start, -mark.end))
    pieces, start, at = [], 0, 0
    while (value := _first_value(text, start, marks, at)) is not None:
        at = next((number for number in range(at, len(marks)) if marks[number].start >= value.end), len(marks))
        if at == len(marks) or not _begins_name(text, value.end, marks[at].start):
            break
        pieces.append(text[start : value.end].strip())
        start = value.end
    return [*pieces, text[start:].strip()]


def _first_value(text: str, start: int, marks: Sequence[_Mark], at: int) -> _Mark | None:
    """The value of the name that begins at `start`, among the marks from `at` on."""
    compared = False
    for mark in islice(marks, at, None):
        name = text[max(start, mark.start - _NAME_END) : mark.start].strip()
        if mark.kind is COMPARED:
            if mark.start - start >= _SHORTEST_NAME:
                return mark
            compared = True
        elif mark.kind is DATED:
            if _OF_TIME.search(name):
                return mark
        elif not compared and len(name) > _SHORTEST_NAME + 1 and not _NO_NAME.search(name):
            return mark
    return None


def _begins_name(text: str, start: int, following: int) -> bool:
    """Whether a name of its own stands between the end of a value and the value that follows."""
    name = text[start:following]
    return len(name.lstrip()) >= _SHORTEST_NAME and not _GOES_ON.match(name.lstrip())
