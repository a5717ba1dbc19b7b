"""How forms look, and text on its way into them: what no file can hold, and how much room the rest takes."""

import re
import unicodedata
from math import ceil

FONT = "宋体"
FONT_SIZE = 10.5
"""Points; 五号, the size of official forms."""

TITLE_SIZE = 16
"""Points; 三号."""

CELL_MARGIN = 1.0
"""Millimetres between the border of a cell and its text, left and right."""

_EM = FONT_SIZE * 25.4 / 72
_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNSTORABLE = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """`text` with every line end as a line feed and every character that XML cannot hold shown as U+FFFD (�).

    The same for all formats, so that a loss can be seen in the file and no format tells another story than the next.
    """
    return _UNSTORABLE.sub("\ufffd", _LINE_ENDS.sub("\n", text))


def text_width(text: str) -> float:
    """Millimetres that `text` takes on one line; characters of ambiguous width (≥ “ ” —) are set full width in 宋体."""
    return _EM * sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def count_lines(text: str, width: float) -> int:
    """Lines that `text` takes in a cell `width` millimetres wide.

    Rather one too many than one too few: in a text that is broken, a full-width character or a word leaves a gap at the end of each line.
    """
    usable = max(width - 2 * CELL_MARGIN, _EM)
    broken = max(usable - _EM / 2, _EM)
    widths = (text_width(line) for line in text.split("\n"))
    return sum(1 if needed <= usable else ceil(needed / broken) for needed in widths)
