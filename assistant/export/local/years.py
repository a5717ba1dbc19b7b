"""Years in the text of a form: 年 that stands behind a placeholder gives way where the value is not known, or says it itself."""

import re
from dataclasses import dataclass, replace

NAMES = ("年度", "起始年度", "到期年度")
"""Placeholders of years. That of the budget is a number; the others stand as they were written: 2026, 2026年1月, 长期."""
_DATED = re.compile(rf"\{{\{{\s*({'|'.join(NAMES)})\s*\}}\}}(\s*年(?:度|\d{{1,2}}月(?:\d{{1,2}}日)?)?)?")
_BARE = re.compile(r"(?:.*\D)?\d{4}|.*[〇零一二三四五六七八九]{4}")
_BETWEEN = re.compile(r"\s*(?:[-—－–―~～至到]|——)\s*")
_WORD = re.compile(r"[^\s\W]")
_BRACKETS = {"（": "）", "(": ")"}


@dataclass(frozen=True)
class Cut:
    """What stands from `start` to `end` of a text is replaced by `text`."""

    start: int
    end: int
    text: str


def cut_years(text: str, years: dict[str, str]) -> list[Cut]:
    """The placeholders of years in `text` with what follows them; `years` are the values, empty where nobody knows.

    A bare year keeps the 年 of the form; 2026年1月 needs none. An absent year takes its 年 with it, two of them the dash between them, and
    brackets that would be empty go too; but 年度 that begins a word (年度目标) stays.
    """
    cuts = [_cut(text, match, years.get(match[1], "")) for match in _DATED.finditer(text)]
    return [_without_brackets(text, cut) for cut in _without_dashes(text, cuts)]


def _cut(text: str, match: re.Match[str], year: str) -> Cut:
    behind = match[2] or ""
    alone = Cut(match.start(), match.end() - len(behind), year)
    if not year:
        word = match[1] == behind.strip() == "年度" and _WORD.match(text, match.end())
        return alone if word else replace(alone, end=match.end())
    if _BARE.fullmatch(year):
        return alone
    return replace(alone, end=alone.end + behind.find("年") + 1 if year.endswith("年") else match.end())


def _without_dashes(text: str, cuts: list[Cut]) -> list[Cut]:
    joined: list[Cut] = []
    for cut in cuts:
        before = joined[-1] if joined else None
        if before and not before.text and not cut.text and _BETWEEN.fullmatch(text, before.end, cut.start):
            joined[-1] = replace(before, end=cut.end)
        else:
            joined.append(cut)
    return joined


def _without_brackets(text: str, cut: Cut) -> Cut:
    left, right = text[cut.start - 1 : cut.start], text[cut.end : cut.end + 1]
    closed = not cut.text and bool(left) and _BRACKETS.get(left) == right
    return replace(cut, start=cut.start - 1, end=cut.end + 1) if closed else cut
