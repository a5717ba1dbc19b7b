"""Indicators that run on without a mark between them: `数量指标：检查次数≥12次合格率≥95%质量指标：…`.

Forms that a system or a careless copy flattened lose their line breaks. Two things part what is left: the name of a class that a colon
follows, and a value with its unit that more names and values follow.
"""

import re
from itertools import pairwise

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
_NO_NAME = re.compile(
    r"(?:每|第|约|近|共|达|完成|开展|组织|举办|建设|建成|实现|达到|覆盖|服务|购置|购买|维修|新建|改造|打造|接警后|验收后|发布后|不少于|.{0,6}[后前内超])$"
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
    number = _NUMBER.search(text[:start])
    return number.start() if number else start


def _cut(text: str, at: list[int]) -> list[str]:
    edges = [0, *sorted(set(at)), len(text)]
    return [piece for start, end in pairwise(edges) if (piece := text[start:end].strip())]


def split_values(text: str) -> list[str]:
    """`text` cut behind every value that another name with a value follows; whole where nothing says so clearly."""
    pieces, start = [], 0
    while (end := _end_of_first(text[start:])) is not None:
        pieces.append(text[start : start + end].strip())
        start += end
    return [*pieces, text[start:].strip()]


def _end_of_first(text: str) -> int | None:
    found = [(match.start(), -match.end()) for match in COMPARED.finditer(text) if match.start() >= _SHORTEST_NAME]
    found += [(match.start(), -match.end()) for match in COUNTED.finditer(text) if _stands_alone(text, match)]
    found += [(match.start(), -match.end()) for match in DATED.finditer(text) if _names_time(text[: match.start()])]
    end = -min(found)[1] if found else len(text)
    rest = text[end:].strip()
    return end if rest and _is_indicator(rest) else None


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Whether a number without a comparison is the value of the name before it, and not part of a longer name."""
    name = text[: match.start()].strip()
    return len(name) > _SHORTEST_NAME + 1 and not _NO_NAME.search(name) and COMPARED.search(name) is None


def _names_time(name: str) -> bool:
    return re.search("(?:时间|时限|期限|时点|日期|节点)$", name.strip()) is not None


def _is_indicator(text: str) -> bool:
    """Whether a name of its own and a value begin here."""
    if _GOES_ON.match(text):
        return False
    starts = [match.start() for pattern in (COMPARED, COUNTED, DATED) for match in pattern.finditer(text)]
    return bool(starts) and min(starts) >= _SHORTEST_NAME
