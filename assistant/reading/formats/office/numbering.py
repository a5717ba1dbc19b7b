"""Numbers that Word sets in front of list paragraphs: the text of a document does not hold them, the page shows them."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from assistant.goals.numerals import chinese_ordinal
from assistant.reading.formats.limits import Allowance
from assistant.reading.formats.office.archive import Package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LARGEST = 10**6
_DEEPEST = 8
"""Levels below the first. Word has no more."""


@dataclass(frozen=True)
class _Level:
    text: str
    kind: str
    start: int


class Numbering:
    """Counts the list paragraphs of a document as they come."""

    def __init__(self, package: Package, main: str, allowance: Allowance) -> None:
        self._allowance = allowance
        parts = {kind: part for _, kind, part in package.related(main) if part in package}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        self._counts: Counter[tuple[str, int]] = Counter()
        if "numbering" in parts:
            self._read_levels(package.xml(parts["numbering"]))
        if "styles" in parts and self._levels:
            self._read_styles(package.xml(parts["styles"]))

    def next(self, paragraph: Any) -> str:
        """What stands in front of a paragraph: `1. `, `（一）`, `目标一：`, or nothing."""
        number, depth = self._place(paragraph)
        levels = self._levels.get(number, {})
        level = levels.get(depth)
        if level is None or level.kind in ("bullet", "none"):
            return ""
        self._counts[number, depth] += 1
        for deeper in levels:
            if deeper > depth:
                self._counts[number, deeper] = 0
        text = level.text
        for upper, shown in levels.items():
            if f"%{upper + 1}" in text:
                count = max(self._counts[number, upper], 1) + shown.start - 1
                text = text.replace(f"%{upper + 1}", _written(count, shown.kind))
        return f"{text} " if text[-1:].isascii() and text else text

    def _place(self, paragraph: Any) -> tuple[str, int]:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return "", 0
        style = properties.find(f"{W}pStyle")
        number, depth = self._styles.get(style.get(f"{W}val", ""), ("", 0)) if style is not None else ("", 0)
        own = properties.find(f"{W}numPr")
        return _number_of(own, number, depth) if own is not None else (number, depth)

    def _read_levels(self, root: Any) -> None:
        abstract = {element.get(f"{W}abstractNumId"): self._levels_of(element) for element in root.iter(f"{W}abstractNum")}
        for number in root.iter(f"{W}num"):
            self._allowance.check_time()
            levels = abstract.get(_value(number, "abstractNumId"), {})  # one for all lists that say nothing of their own
            for override in number.iter(f"{W}lvlOverride"):
                depth, start = whole(override.get(f"{W}ilvl")), _value(override, "startOverride")
                if depth in levels and start:
                    levels = {**levels, depth: replace(levels[depth], start=whole(start, 1))}
            self._levels[number.get(f"{W}numId", "")] = levels

    def _levels_of(self, abstract: Any) -> dict[int, _Level]:
        found: dict[int, _Level] = {}
        for level in abstract.iter(f"{W}lvl"):
            self._allowance.check_time()
            depth = whole(level.get(f"{W}ilvl"))
            if 0 <= depth <= _DEEPEST:
                found[depth] = _Level(_value(level, "lvlText"), _value(level, "numFmt"), whole(_value(level, "start"), 1))
        return found

    def _read_styles(self, root: Any) -> None:
        """Styles that number their paragraphs. What a style inherits from the one it is based on is looked for one step up."""
        styles = {style.get(f"{W}styleId", ""): style for style in root.iter(f"{W}style")}
        for id_, style in styles.items():
            self._allowance.check_time()
            for candidate in (style, styles.get(_value(style, "basedOn"))):
                own = candidate.find(f"{W}pPr/{W}numPr") if candidate is not None else None
                if own is not None:
                    self._styles[id_] = _number_of(own, "", 0)
                    break


def _number_of(properties: Any, number: str, depth: int) -> tuple[str, int]:
    return _value(properties, "numId") or number, whole(_value(properties, "ilvl"), depth)


def _value(parent: Any, name: str) -> str:
    child = parent.find(f"{W}{name}")
    return "" if child is None else child.get(f"{W}val", "")


def whole(text: str | None, default: int = 0) -> int:
    """A number as XML attributes have it, bounded; `default` where it is missing or none."""
    try:
        return max(-_LARGEST, min(int(text or ""), _LARGEST))
    except ValueError:
        return default


def _written(count: int, kind: str) -> str:
    if kind == "decimalEnclosedCircle" and 1 <= count <= 20:
        return chr(ord("①") + count - 1)
    if kind in ("upperLetter", "lowerLetter") and 1 <= count <= 26:
        return chr(ord("A" if kind == "upperLetter" else "a") + count - 1)
    if 1 <= count <= 99 and any(word in kind.lower() for word in ("chinese", "ideograph", "japanesecounting", "taiwanese")):
        return chinese_ordinal(count)
    return str(count)
