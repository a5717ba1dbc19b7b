"""Quotes and brackets that come in pairs."""

import re
from dataclasses import dataclass

from assistant.goals.remembering import remembered

_BRACKETS = (("(（", ")）", "（）"), ("《", "》", "《》"), ("[【", "]】", "【】"), ("〔", "〕", "〔〕"))
BRACKETS = "".join(opening + closing for opening, closing, _ in _BRACKETS)
_BRACKET = {family: re.compile(f"[{re.escape(opening + closing)}]") for opening, closing, family in _BRACKETS}
_EMPTY = re.compile(r"“\s*”|‘\s*’|《\s*》|[(（]\s*[)）]|【\s*】|〔\s*〕|(?<![\"\d])\"\"(?!\")")
_NUMBERING = re.compile(r"(?:^|[\s，。；、：:;,.（(])(?:\d{1,3}|[a-zA-Z]|[一二三四五六七八九十]{1,3}|[①-⑳ⅰ-ⅻⅠ-Ⅻ])$")
"""What may stand before a closing bracket that nothing opens: 1) a) 一）."""
_FACE = re.compile(r"[:：;；=^-]$")
_QUOTE = re.compile('[“”"＂]')
_APOSTROPHE = re.compile(r"[A-Za-z\d]$")
_LONGEST_QUOTED = 60


@dataclass(frozen=True)
class Unpaired:
    """One fault of quotes or brackets.

    Attributes:
        shown: the place as it is quoted in messages.
        wrong: what is wrong with it.
        fix: the whole text without the fault; None where it cannot be told what was meant.
        family: the brackets, both forms.
        opens: whether it is an opening bracket that nothing closes.
        start: where it stands.
    """

    shown: str
    wrong: str
    fix: str | None
    family: str
    opens: bool
    start: int


@remembered
def unpaired(text: str) -> tuple[Unpaired, ...]:
    """What is not paired in `text`, and pairs with nothing between them."""
    found = [_empty(text, match) for match in _EMPTY.finditer(text)]
    if found:
        return tuple(found)
    for opening, closing, family in _BRACKETS:
        if not any(character in text for character in opening + closing):
            continue
        found += _brackets(text, opening, closing, family)
    return (*found, *_quotes(text), *_single_quotes(text))


def _empty(text: str, match: re.Match[str]) -> Unpaired:
    rest = text[: match.start()] + text[match.end() :]
    fix = None if match.group()[0] == "《" or not rest.strip() else rest
    return Unpaired(_around(text, *match.span()), "里面没有内容", fix, "", False, match.start())


def _around(text: str, start: int, end: int) -> str:
    return text[max(start - 6, 0) : end + 6]


def _brackets(text: str, opening: str, closing: str, family: str) -> list[Unpaired]:
    open_at: list[int] = []
    found = []
    for match in _BRACKET[family].finditer(text):
        at, character = match.start(), match.group()
        if character in opening:
            open_at.append(at)
        else:
            if open_at:
                open_at.pop()
            elif not _NUMBERING.search(text[:at]) and not _FACE.search(text[:at]):
                found.append(Unpaired(_around(text, at, at + 1), f"「{character}」前面缺另一半", None, family, False, at))
    for at in open_at:
        found.append(Unpaired(_around(text, at, at + 1), f"「{text[at]}」后面缺另一半", _closed(text, at, closing), family, True, at))
    return found


def _closed(text: str, at: int, closing: str) -> str | None:
    """With the bracket closed where a short name or unit ends in it: 咨询服务数（宗."""
    inside = text[at + 1 :]
    if re.fullmatch(r"[^，。；、,;:：()（）《》\[\]【】“”\"]{1,6}", inside) is None:
        return None
    return text + (closing[1] if len(closing) > 1 and text[at] not in "([" else closing[0])


def _quotes(text: str) -> list[Unpaired]:
    """Double quotes: each “ closed by ”, straight ones by each other."""
    marks = _quote_marks(text)
    lone = _lone_quotes([mark.group() for mark in marks])
    if not lone:
        return []
    fix = _alternating(text, marks)
    first = marks[lone[0]]
    opens = not fix and len(lone) == 1 and first.group() == "“"
    return [Unpaired(_around(text, *first.span()), "引号前后不成对" if fix else "引号缺另一半", fix, "“”", opens, first.start())]


def _quote_marks(text: str) -> list[re.Match[str]]:
    """The double quotes of a text; a straight one behind a number, where no quote is open, stands for inches."""
    marks: list[re.Match[str]] = []
    for mark in _QUOTE.finditer(text):
        if mark.group() in "“”" or len(marks) % 2 or not text[mark.start() - 1 : mark.start()].isdigit():
            marks.append(mark)
    return marks


def _lone_quotes(marks: list[str]) -> list[int]:
    """Which marks have no partner of their own form."""
    open_: list[int] = []
    lone = []
    for at, mark in enumerate(marks):
        wanted = "“" if mark == "”" else mark
        if mark != "“" and open_ and marks[open_[-1]] == wanted:
            open_.pop()
        elif mark == "”":
            lone.append(at)
        else:
            open_.append(at)
    return sorted(lone + open_)


def _alternating(text: str, marks: list[re.Match[str]]) -> str | None:
    """The text with its double quotes turned the right way round; None where they do not make pairs of short pieces."""
    if len(marks) % 2:
        return None
    for first, second in zip(marks[::2], marks[1::2], strict=True):
        inside = text[first.end() : second.start()]
        if not 0 < len(inside.strip()) <= _LONGEST_QUOTED or re.search("[。；]", inside[:-1]) or re.match("[，、。；的]", inside):
            return None
    characters = list(text)
    for place, mark in enumerate(marks):
        characters[mark.start()] = "“”"[place % 2]
    return "".join(characters)


def _single_quotes(text: str) -> list[Unpaired]:
    depth, found = 0, []
    for match in re.finditer("[‘’]", text):
        if match.group() == "‘":
            depth += 1
        elif depth:
            depth -= 1
        elif not _APOSTROPHE.search(text[: match.start()]):
            found.append(Unpaired(_around(text, *match.span()), "引号缺另一半", None, "‘’", False, match.start()))
    if depth:
        last = text.rindex("‘")
        found.append(Unpaired(_around(text, last, last + 1), "引号缺另一半", None, "‘’", True, last))
    return found
