"""Number formats of Excel taken apart: sections with their conditions, and the signs of which each is made."""

import operator
import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

GENERAL = "General"
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "¥#,##0;-¥#,##0", 6: "¥#,##0;-¥#,##0", 7: "¥#,##0.00;-¥#,##0.00",
    8: "¥#,##0.00;-¥#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy",
    16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"', 34: 'h"时"mm"分"', 35: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0;-#,##0", 38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 41: "#,##0", 42: "¥#,##0", 43: "#,##0.00", 44: "¥#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss",
    48: "##0.0E+0", 49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"',
    55: 'h"时"mm"分"', 56: 'h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""Formats that a workbook names by number only, as Chinese installations show them."""
_LONGEST = 500
"""Characters. Excel takes no longer format than 255."""
_SIGN = re.compile(
    r"""
    "(?P<quoted>[^"]*)"? | [\\!](?P<escaped>.) | (?P<padding>[_*].) | \[(?P<bracket>[^\]]*)\] | (?P<end>;)
    | (?P<general>General|G/通用格式) | (?P<digit>[0#?]) | (?P<point>\.) | (?P<comma>,) | (?P<percent>%) | (?P<text>@)
    | (?P<odd>[A-Za-z1-9]|/(?=\s*[0-9#?])) | (?P<other>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d{1,30}(?:\.\d{1,30})?)")
_NO_COLOUR = re.compile(r"[$<>=]|DBNum|NatNum|[hms]+$", re.IGNORECASE)
_HOLDS = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sign:
    """A piece of a section: `words` with their text, `digit` (one of 0 # ?), `point`, `comma`, `percent`, `text` (@), `general`, `odd`.

    What is `odd` has a meaning that is not followed here: exponents, fractions, letters of dates.
    """

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Condition:
    """For which numbers a section is."""

    comparison: str
    limit: Decimal

    def holds(self, number: Decimal) -> bool:
        """Whether the section is for `number`."""
        return bool(_HOLDS[self.comparison](number, self.limit))

    @property
    def only_negative(self) -> bool:
        """Whether only negative numbers meet it: their sign is then left to the words of the section."""
        below = self.limit <= 0 if self.comparison == "<" else self.limit < 0
        return below and self.comparison in ("<", "<=", "=")


@dataclass(slots=True)
class Section:
    """A section of a format: as it is written, its signs, its condition, and whether it has a colour of its own."""

    text: str = ""
    signs: list[Sign] = field(default_factory=list)
    condition: Condition | None = None
    coloured: bool = False

    def has(self, *kinds: str) -> bool:
        """Whether signs of these kinds stand in it."""
        return any(sign.kind in kinds for sign in self.signs)

    @property
    def words(self) -> str:
        """What it says besides the number."""
        return "".join(sign.text for sign in self.signs if sign.kind == "words")


@lru_cache(maxsize=512)
def sections(number_format: str) -> tuple[Section, ...]:
    """The sections of a format, one at least."""
    found = [Section()]
    for match in _SIGN.finditer(number_format[:_LONGEST]):
        if match.lastgroup == "end":
            found.append(Section())
            continue
        found[-1].text += match.group()
        _take(found[-1], match)
    return tuple(found)


def _take(section: Section, match: re.Match[str]) -> None:
    kind, text = match.lastgroup or "", match[match.lastgroup or 0]
    if kind == "bracket":
        _take_bracket(section, text)
    elif kind in ("quoted", "escaped", "other"):
        section.signs.append(Sign("words", text))
    elif kind != "padding":
        section.signs.append(Sign(kind, text))


def _take_bracket(section: Section, text: str) -> None:
    if text.startswith("$"):
        section.signs.append(Sign("words", text[1:].partition("-")[0]))  # a currency, and what else the country's signs are
    elif condition := _CONDITION.fullmatch(text.strip()):
        section.condition = Condition(condition[1], Decimal(condition[2]))
    elif not _NO_COLOUR.match(text):
        section.coloured = True
