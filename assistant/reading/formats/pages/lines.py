"""Characters to lines, and lines to wording: what stands beside each other, and where a line break is but the edge of the paper."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from assistant.reading.formats.pages.printed import Glyph

_LETTER_GAP = 0.35
"""Type sizes between two characters that mean a blank, where none is set."""
_ENDS = "。；;！!？?：:…"
_NUMBERED = re.compile(
    r"[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[)）、.．](?!\d)|[①-⑳●■◆★•·\-—]|目标\s*\d|第[一二三四五六七八九十\d]+[、，章条节]"
)
_UNBROKEN = re.compile(r"[A-Za-z0-9.,%‰+\-/:]+|.[，。；：、！？）】》”’%,.;:)]?")


@dataclass(frozen=True)
class PrintedLine:
    """Characters that stand beside each other, from left to right."""

    glyphs: tuple[Glyph, ...]

    @cached_property
    def x0(self) -> float:
        """Where it begins."""
        return self.glyphs[0].x0

    @cached_property
    def x1(self) -> float:
        """Where it ends."""
        return max(glyph.x1 for glyph in self.glyphs)

    @cached_property
    def top(self) -> float:
        """Its upper edge."""
        return median(glyph.top for glyph in self.glyphs)

    @cached_property
    def bottom(self) -> float:
        """Its lower edge."""
        return median(glyph.bottom for glyph in self.glyphs)

    @property
    def middle(self) -> float:
        """The height at which it stands."""
        return (self.top + self.bottom) / 2

    @cached_property
    def size(self) -> float:
        """The type size of most of it."""
        return max(1.0, median(glyph.size for glyph in self.glyphs))

    @cached_property
    def text(self) -> str:
        """What it says; gaps as blanks, save where all characters are spread out alike."""
        gaps = [after.x0 - before.x1 for before, after in zip(self.glyphs, self.glyphs[1:], strict=False)]
        usual = max(0.0, median(gaps)) if gaps else 0.0
        least = usual + _LETTER_GAP * self.size
        pieces = [self.glyphs[0].text]
        for gap, before, glyph in zip(gaps, self.glyphs, self.glyphs[1:], strict=False):
            if gap > least and not before.text.isspace() and not glyph.text.isspace():
                pieces.append(" ")
            pieces.append(glyph.text)
        return re.sub(r"\s+", " ", "".join(pieces)).strip()

    def segments(self, least: float) -> "list[PrintedLine]":
        """Its parts, wherever more than `least` type sizes are empty between them; blanks that are set count as empty."""
        parts: list[list[Glyph]] = []
        for glyph in self.glyphs:
            if glyph.text.isspace():
                continue
            if parts and glyph.x0 - max(one.x1 for one in parts[-1][-3:]) <= least * self.size:
                parts[-1].append(glyph)
            else:
                parts.append([glyph])
        return [PrintedLine(self._with_blanks(part)) for part in parts]

    def _with_blanks(self, part: list[Glyph]) -> tuple[Glyph, ...]:
        start, end = part[0].x0, part[-1].x0
        return tuple(glyph for glyph in self.glyphs if start <= glyph.x0 <= end)


def set_lines(glyphs: Iterable[Glyph]) -> list[PrintedLine]:
    """Upright characters as lines from top to bottom; characters whose heights agree by more than half stand in one line."""
    rows: list[list[Glyph]] = []
    sums: list[float] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.middle, glyph.x0)):
        if rows and abs(glyph.middle - sums[-1] / len(rows[-1])) < 0.5 * min(max(glyph.size, 1.0), max(rows[-1][0].size, 1.0)):
            rows[-1].append(glyph)
            sums[-1] += glyph.middle
        else:
            rows.append([glyph])
            sums.append(glyph.middle)
    lines = (PrintedLine(tuple(sorted(row, key=lambda glyph: (glyph.x0, glyph.x1)))) for row in rows)
    return [line for line in lines if line.text]


def turn_upright(glyphs: Iterable[Glyph], angle: int) -> list[Glyph]:
    """Characters that are turned by `angle`, laid out as if the paper were turned for them to be read."""
    return [_turn(glyph, angle) for glyph in glyphs]


def _turn(glyph: Glyph, angle: int) -> Glyph:
    text, x0, top, x1, bottom, _, light = glyph
    if angle == 90:  # the text runs down the page
        return Glyph(text, top, -x1, bottom, -x0, 0, light)
    if angle == 270:  # the text runs up the page
        return Glyph(text, -bottom, x0, -top, x1, 0, light)
    return Glyph(text, -x1, -bottom, -x0, -top, 0, light) if angle == 180 else glyph


def write_lines(lines: Sequence[PrintedLine], left: float, right: float) -> tuple[str, bool]:
    """Lines between two edges as wording, and whether the last one leaves no room.

    A break goes where the line before it was full and the text plainly runs on; all others stay, for they may part paragraphs.
    """
    text = ""
    for number, line in enumerate(lines):
        if number and not runs_on(lines[number - 1], line, left, right):
            text += "\n"
        elif number and re.search(r"[A-Za-z]$", text) and re.match(r"[A-Za-z]", line.text):
            text += " "
        text += line.text
    return text, bool(lines) and is_full(lines[-1], None, left, right)


def runs_on(line: PrintedLine, following: PrintedLine, left: float, right: float) -> bool:
    """Whether `following` goes on with the words of `line`, which the right edge cut."""
    if _NUMBERED.match(following.text) or ends_sentence(line.text):
        return False
    return is_full(line, following.text, left, right)


def is_full(line: PrintedLine, following: str | None, left: float, right: float) -> bool:
    """Whether no more fits on `line`: the first character or number of what follows would not."""
    first = _UNBROKEN.match(following) if following else None
    width = sum(1.0 if ord(char) > 0x2E7F else 0.55 for char in first.group()) if first else 1.0
    return line.x1 - line.x0 + width * line.size + 0.5 * line.size > right - left


def without_doubles(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Characters that are printed once more beside themselves, to look bold, taken once."""
    kept: list[Glyph] = []
    seen: dict[str, list[tuple[float, float]]] = {}
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.x0, glyph.top)):
        near = 0.15 * max(glyph.size, 1.0)
        places = seen.setdefault(glyph.text, [])
        at = bisect_left(places, (glyph.x0 - near, -1e9))
        if any(abs(glyph.top - top) <= near for _, top in places[at:]):
            continue
        places.append((glyph.x0, glyph.top))
        kept.append(glyph)
    return kept


def begins_item(text: str) -> bool:
    """Whether a line begins with a number or a bullet."""
    return _NUMBERED.match(text) is not None


def ends_sentence(text: str) -> bool:
    """Whether a text ends where a sentence does."""
    return not text or text[-1] in _ENDS or re.search(r"[^\d.]\.$", text) is not None
