"""What our own files carry beside the table itself: export writes it, reading takes it back, and neither knows the other.

A colour alone means nothing, for it is everybody's; it is the legend on the page that gives it its meaning.
"""

import re

PENDING = "待确认"
"""What the column 状态 says of an indicator that a person must still confirm."""

MARK_COLOUR = "FFF2CC"
"""Background of what is to be confirmed: light enough to vanish on a copier."""

LEGEND = "底色标记的指标值为参考值，待确认。"

PENDING_TITLE = "待确认事项"
PENDING_LEAD = "以下事项由填报人逐项核实，不属于绩效目标表。"
"""The title of the list behind the form, and the line below it by which the list is known as ours."""

_FORMULA = re.compile(r"'*[\s\u200b\ufeff]*[=+\-@＝＋－＠\t\r]")


def guard_formula(text: str) -> str:
    """`text` with an apostrophe in front where a spreadsheet would otherwise calculate it, in whatever width its sign is written.

    An apostrophe is also put before one that the text itself has in that place, so that `unguard_formula` gives back exactly `text`.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguard_formula(text: str) -> str:
    """What `guard_formula` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
