"""What our own exports print around a table is known again: it says nothing that the table does not say."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.goals.own_form import LEGEND, PENDING_LEAD, PENDING_TITLE
from assistant.reading.document import Line
from assistant.reading.markup import plain

_NUMBER = re.compile(r"(\d+)\. ?(?=\S)")


def settle_own(lines: Sequence[Line]) -> list[Line]:
    """`lines` without the legend and the list of what is to be confirmed; marked cells are such only where the legend says so."""
    texts = [plain(line.only or "") for line in lines]
    notes = {number for number, text in enumerate(texts) if text == LEGEND}
    explained = bool(notes)
    for number in range(len(texts) - 1):
        if texts[number : number + 2] == [PENDING_TITLE, PENDING_LEAD]:
            notes |= {number, number + 1, *_items(texts, number + 2)}
    kept = [line for number, line in enumerate(lines) if number not in notes]
    return kept if explained else [replace(line, marked=frozenset()) for line in kept]


def _items(texts: Sequence[str], first: int) -> range:
    """Where the items 1, 2, 3 … stand that begin at `first`."""
    end = first
    while end < len(texts) and (number := _NUMBER.match(texts[end])) and int(number[1]) == end - first + 1:
        end += 1
    return range(first, end)
