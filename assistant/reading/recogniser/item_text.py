"""Indicators written as text: `1. 印制宣传资料 ≥10000份`, `培训合格率，合格人数占比大于等于95%`, `数量指标：场次≥5场；人数≥300人`."""

import re
from dataclasses import dataclass, field, replace

from assistant.goals.dates import parse_deadline
from assistant.goals.target import OPERATORS, parse_target
from assistant.goals.taxonomy import SATISFACTION, parent_of
from assistant.goals.wording import HAN, squeeze
from assistant.reading.markup import part_at_colon
from assistant.reading.recogniser.classes import level1_of, level2_of
from assistant.reading.recogniser.goal_text import split_numbered, strip_number
from assistant.reading.recogniser.run_on import split_classes, split_values
from assistant.reading.recogniser.shapes import looks_like_measure, looks_like_value, says_nothing

_LABELLED = re.compile(r"^\s*(?:三级)?指标\s*[一二三四五六七八九十\d]{1,3}\s*[:：.、．]?\s*")
_WORDS = "|".join(sorted((word for word in OPERATORS if re.search(f"[{HAN}]", word)), key=len, reverse=True))
_COMPARISON = re.compile(rf"[≥≤≧≦⩾⩽＞＜><=＝]+\s*\S|(?:{_WORDS})\s*(?:[\d百]|\S{{0,6}}\d)")
_FORMULA = re.compile(r"(?P<name>[^=＝≥≤><＞＜]{2,40})[=＝](?P<formula>[^\d\s=＝][^≥≤]*)")
_REACHED = r"(?:可?达到?|不少于|约|共计?|为)?"
_TRAILING = re.compile(rf"(?P<name>.*?[^\d.,，、第{'A-Za-z'}])(?P<value>{_REACHED}\d[\d,]*(?:\.\d+)?\s*[^\d\s，,。；;、]{{0,8}})")
_DATED = re.compile(r"(?:[于在]|截[至止])?(?:(?:19|20)\d{2}\s*年|\d{1,2}\s*月|年底前|全年)")
_DONE_BY = re.compile(
    r"(?:[于在]|截[至止])?(?:(?:19|20)\d{2}\s*年)?\s*\d{1,2}\s*月\s*(?:\d{1,2}\s*[日号]|[上中下]旬|底|末)?\s*[之以]?前\s*(?:全部|全面)?"
    rf"[{HAN}]{{2,5}}"
)
"""By when, and what is done by then: 12月底前兑现到位."""
_IN_BRACKETS = re.compile(r"^\s*[【\[]([^【】\[\]]+)[】\]]\s*[:：]?\s*$")
_OPENING, _CLOSING = "（(《“「【[", "）)》”」】]"


@dataclass(frozen=True)
class Item:
    """An indicator as text has it. `parted` where a comparison, a blank or a colon parts its name from its value."""

    name: str
    value: str | None = None
    description: str | None = None
    parted: bool = field(default=True, compare=False)


@dataclass(frozen=True)
class ClassHeading:
    """A line that names a class for the indicators below it."""

    level1: str | None
    level2: str | None


def clean_name(text: str) -> str:
    """An indicator's name without the number or `指标1：` in front of it and the stop behind it."""
    return squeeze(_LABELLED.sub("", strip_number(_LABELLED.sub("", text)))).strip("。；; ").rstrip("：:")


def read_class(text: str) -> ClassHeading | None:
    """The class that a line names (`(一) 数量指标：`), or None."""
    if len(text) > 30:
        return None
    text = _IN_BRACKETS.sub(r"\1", text)
    level1, level2 = level1_of(text), level2_of(text)
    if level1 and level2:  # 成本指标: a first level in four classes, a second level in three; numbering like 一、 marks a first level
        return ClassHeading(level1, None) if re.match(r"\s*[一二三四五六七八九十]+\s*、", text) else ClassHeading(None, level2)
    return ClassHeading(level1, level2) if level1 or level2 else None


def read_items(lines: list[str]) -> list[ClassHeading | Item]:
    """Classes and indicators of a text in order."""
    found: list[ClassHeading | Item] = []
    for item in _split_lines(lines):
        heading = read_class(item)
        if heading is not None:
            found.append(heading)
            continue
        before, colon, after = part_at_colon(item)
        heading = read_class(before) if colon else None
        if heading is not None and after:
            found += [heading, *_read_under(before, after)]
        else:
            found += _read_clauses(item)
    return found


def _read_under(heading: str, text: str) -> list[ClassHeading | Item]:
    """What follows a class and its colon; a value alone makes the class an indicator (服务对象满意度：≥90%)."""
    if looks_like_value(text.rstrip("。；;")) and not heading.endswith("指标") and parent_of(level2_of(heading) or "") == SATISFACTION:
        return [Item(clean_name(heading), squeeze(text.rstrip("。；;")))]
    return read_items([text])


def _read_clauses(text: str) -> list[Item]:
    """The indicators of a line; those that nothing but their values part are less than certain."""
    items = []
    for clause in _split_clauses(text):
        parts = split_values(clause)
        read = [split_item(part) for part in parts]
        items += [replace(item, parted=False) for item in read] if len(parts) > 1 else read
    return [item for item in items if item.name and not (item.value is None and says_nothing(item.name))]


def _split_lines(lines: list[str]) -> list[str]:
    """Lines as they stand, with running-on numbered items and classes on lines of their own."""
    parts = [part for line in lines for part in split_classes(line)]
    items: list[str] = []
    for part in parts:
        numbered = split_numbered([part]) if not read_class(part) else []
        items += numbered if len(numbered) > 1 else [part]
    return [item for item in items if item.strip("。；;，,、… ")]


def _split_clauses(text: str) -> list[str]:
    """`A≥5场；B≥300人` as two, also where only a comma parts them; brackets and quotes are left whole."""
    for separators in ("；;", "，,、"):
        clauses = [clause for clause in _split_outside_brackets(text, separators) if clause.strip("。 ")]
        if len(clauses) > 1 and (separators == "；;" or all(_states_value(clause) for clause in clauses)):
            return [part for clause in clauses for part in _split_clauses(clause)]
    return [text]


def _states_value(clause: str) -> bool:
    match = _COMPARISON.search(clause)
    if match is None:
        return _number(clause.strip()) is not None
    return match.start() >= 2 and re.search(r"\d", clause[match.start() :]) is not None


def _split_outside_brackets(text: str, separators: str) -> list[str]:
    depth, start, parts = 0, 0, []
    for position, char in enumerate(text):
        depth += (char in _OPENING) - (char in _CLOSING and depth > 0)
        if depth == 0 and char in separators:
            parts.append(text[start:position])
            start = position + 1
    return [*parts, text[start:]]


def split_item(text: str) -> Item:
    """Name, value and description of one indicator.

    The value begins at a comparison, at the words after a blank, at a date or at a number that ends the line. 「A，B大于等于95%」 is a
    name, what it means and a value; 「合格率=公式」 a name and what it means.
    """
    line = _LABELLED.sub("", strip_number(_LABELLED.sub("", text))).strip().strip("。；;，,、").rstrip(".")
    formula = _FORMULA.fullmatch(line)
    if formula and not looks_like_value(formula["formula"]):
        return Item(clean_name(formula["name"]), None, squeeze(formula["formula"]))
    marked = _comparison(line) or _after_colon(line) or _after_blank(line)
    position = marked or _date(line) or _number(line)
    if position is None:
        return Item(clean_name(line))
    name, value = clean_name(line[:position].rstrip("：:，, ")), squeeze(line[position:].lstrip("：: "))
    before, comma, after = name.partition("，")
    parted = marked is not None
    if comma and looks_like_measure(before) and len(after) > 4:
        return Item(before, value, after, parted)
    return Item(name, value, parted=parted)


def _comparison(line: str) -> int | None:
    """Where the last comparison begins that leaves a name before it."""
    starts = [match.start() for match in _COMPARISON.finditer(line) if len(line[: match.start()].strip()) >= 2]
    valued = [start for start in starts if looks_like_value(line[start:])]
    return next(iter(valued or starts), None)


def _after_colon(line: str) -> int | None:
    before, colon, after = part_at_colon(line)
    return len(before) + 1 if colon and after and 2 <= len(before) <= 40 and (looks_like_value(after) or len(after) <= 20) else None


def _after_blank(line: str) -> int | None:
    blanks = [match.end() for match in re.finditer(r"\s+", line)]
    valued = [position for position in blanks if looks_like_value(line[position:])]
    if valued:
        return valued[0]
    alone = len(blanks) == 1 and len(line[: blanks[0]].strip()) >= 3 and len(line[blanks[0] :]) >= 2
    return blanks[0] if alone and re.search(f"[{HAN}]", line[blanks[0] :]) else None


def _date(line: str) -> int | None:
    starts = [match.start() for match in _DATED.finditer(line) if match.start() >= 2 and not line[: match.start()].rstrip().endswith("年")]
    return next((start for start in starts if parse_deadline(line[start:]) or _DONE_BY.fullmatch(line, start)), None)


def _number(line: str) -> int | None:
    match = _TRAILING.fullmatch(line)
    if match is None or len(match["name"].strip()) < 2:
        return None
    value = re.sub(rf"^{_REACHED}", "", match["value"])
    target = parse_target(value)
    return match.start("value") if target.number is not None and target.text is None else None
