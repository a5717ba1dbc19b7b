"""The further columns of a list on their way into the results: numbers as numbers, all else as it stands."""

import re
from collections.abc import Mapping

from assistant.batch.table_sheet import Number, Value

_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,11})(?:\.\d{1,6})?")
"""As people write one; what begins with 0, or is longer, is rather a code."""
_NAMING = re.compile("[码号]|电话|手机|账|年[度份]$|日期|时间")
"""In the heading of a column whose digits are no amount."""


def carried(rows: Mapping[int, Mapping[str, str]]) -> dict[int, dict[str, Value]]:
    """What these rows say by heading; a column that holds nothing but numbers has numbers, each looking as it did."""
    texts: dict[str, list[str]] = {}
    for extra in rows.values():
        for heading, text in extra.items():
            texts.setdefault(heading, []).append(text.strip())
    numbers = {heading for heading, said in texts.items() if all(map(_NUMBER.fullmatch, said)) and not _NAMING.search(heading)}

    def value(heading: str, text: str) -> Value:
        return Number(text.strip()) if heading in numbers else text

    return {row: {heading: value(heading, text) for heading, text in extra.items()} for row, extra in rows.items()}
