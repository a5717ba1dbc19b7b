"""Texts for the page: those of documents and people made literal, moments and money as people write them."""

import re
from datetime import datetime

_SIGNS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])")
_LINKED = re.compile(r"(?<=://)|(?<=[wW]{3})(?=\.)|(?=@)")
"""Where an address is broken that Markdown would make a link of, signs or no signs."""
_NOTHING = "\N{WORD JOINER}"


def plain(text: str) -> str:
    """Text with every sign of Markdown made literal: names come from documents and may hold links and images."""
    return _SIGNS.sub(r"\\\1", _LINKED.sub(_NOTHING, text)).replace("\n", "  \n")


def moment(when: datetime) -> str:
    """A moment in the time of this machine: 11月21日 22:05, with its year where that is not this one: 2025年11月21日 22:05."""
    local = when.astimezone()
    year = "" if local.year == datetime.now().year else f"{local.year}年"
    return f"{year}{local.month}月{local.day}日 {local:%H:%M}"
