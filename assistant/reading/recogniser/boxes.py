"""Boxes to tick: `☑新增项目 □延续项目` says 新增项目."""

import re

_TICKED, _EMPTY = "☑☒✓✔√■●⊠▣", "□☐○▢◻"
_MARK = re.compile(f"[{_TICKED}{_EMPTY}]")


def ticked(text: str) -> str | None:
    """What is ticked of several choices, "" where nothing is; None where `text` is no such choice."""
    marks = list(_MARK.finditer(text))
    if not any(mark.group() in _EMPTY for mark in marks):
        return None
    pieces = [piece.strip("　 、，,；;（()）") for piece in _MARK.split(text)]
    behind = not pieces[0]  # the words stand behind their box, else in front of it
    words = pieces[1:] if behind else pieces[:-1]
    if len(words) != len(marks) or not all(words):
        return None
    return "、".join(word for word, mark in zip(words, marks, strict=True) if mark.group() in _TICKED)
