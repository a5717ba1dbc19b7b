"""Texts for the page: those of documents and people made literal, moments and money as people write them."""

import re
from datetime import datetime

_SIGNS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])")


def plain(text: str) -> str:
    """Text with every sign of Markdown made literal: names come from documents and may hold links and images."""
    return _SIGNS.sub(r"\\\1", text).replace("\n", "  \n")


def moment(when: datetime) -> str:
    """A moment in the time of this machine: 11月21日 22:05."""
    local = when.astimezone()
    return f"{local.month}月{local.day}日 {local:%H:%M}"
