"""The further columns of a list on their way into the results: numbers as numbers, all else as it stands."""

import re
from collections.abc import Mapping
from decimal import Decimal

from assistant.batch.table_sheet import Value

_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,11})(?:\.\d{1,6})?")
"""As people write one; what begins with 0, or is longer, is rather a code."""
_NAMING = re.compile("[码号]|电话|手机|账|年[度份]$|日期|时间")
"""In the heading of a column whose digits are no amount."""


def carried(rows: Mapping[int, Mapping[str, str]]) -> dict[int, dict[str, Value]]:
    """What these rows say by heading; a column that holds nothing but numbers has numbers, alike in all its cells."""
    whole, parted = set[str](), set[str]()
    for heading in {heading for extra in rows.values() for heading in extra}:
        texts = [extra[heading].strip() for extra in rows.values() if heading in extra]
        if all(_NUMBER.fullmatch(text) for text in texts) and not _NAMING.search(heading):
            (parted if any("." in text for text in texts) else whole).add(heading)

    def value(heading: str, text: str) -> Value:
        if heading in whole:
            return int(text.replace(",", ""))
        return Decimal(text.replace(",", "").strip()) if heading in parted else text

    return {row: {heading: value(heading, text) for heading, text in extra.items()} for row, extra in rows.items()}
