"""Numbered text: `1. … 2. …`, `目标一：…`, on lines of their own or running on, taken apart into its items."""

import re
from collections.abc import Iterator

from assistant.goals.numerals import parse_chinese_number
from assistant.reading.markup import join_lines

_CHINESE = "(?:[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九](?![一二三四五六七八九]))"
"""A number in words. 三八 and 六一 are holidays."""
_STYLES = (
    rf"(?:绩效)?(?:目标|任务)\s*({_CHINESE}|\d{{1,2}})\s*[:：.、．]?",
    rf"({_CHINESE})\s*[、.．]",
    rf"[（(]\s*({_CHINESE}|\d{{1,2}})\s*[)）]",
    rf"第({_CHINESE})[、,，:：]",
    r"(\d{1,2})(?:\.\d{1,2})?\s*[、．:：](?!\d)",
    r"(\d{1,2})(?:\.\d{1,2})?\s*\.(?!\d)",
    r"(\d{1,2})\s*[)）]",
    r"([①-⑳])",
)
_BEGINS = r"(?:^|(?<=[\n。；;！!？?：:\s]))[ \t]*"
_PATTERNS = tuple(re.compile(_BEGINS + style, re.MULTILINE) for style in _STYLES)


_LEADING = re.compile("|".join(rf"\s*{style}\s*" for style in _STYLES))


def strip_number(text: str) -> str:
    """`text` without the number it begins with, in whatever style; a doubled one (`1.1.`) counts as one."""
    match = _LEADING.match(text)
    return text[match.end() :] if match else text


def _number(text: str) -> int:
    if text.isascii():
        return int(text)
    if "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    return int(parse_chinese_number(text) or 0)


def _sequence(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The markers 1, 2, 3 … of one style, from the very beginning of `text`; others (a 2 before the 1, a repeated 1) are wording."""
    expected = 1
    for marker in pattern.finditer(text):
        if expected == 1 and text[: marker.start()].strip():
            return
        if _number(marker[1]) == expected:
            yield marker
            expected += 1


def split_numbered(lines: list[str]) -> list[str]:
    """The items of a numbered text without their numbers; a text that is not numbered from 1 is one item."""
    text = "\n".join(lines).strip()
    for pattern in _PATTERNS:
        markers = list(_sequence(pattern, text))
        if markers:
            ends = [marker.start() for marker in markers[1:]] + [len(text)]
            parts = [text[marker.end() : end] for marker, end in zip(markers, ends, strict=True)]
            return [item for part in parts if (item := join_lines(part.split("\n")))]
    whole = join_lines(text.split("\n"))
    return [whole] if whole else []
