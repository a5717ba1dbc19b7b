"""The form as comma-separated values that Excel opens as they are."""

import csv
import re
from io import StringIO

from assistant.export.columns import PENDING
from assistant.export.form import Form

_FORMULA = re.compile(r"'*[\s\u200b\ufeff]*[=+\-@＝＋－＠\t\r]")


def guard_formula(text: str) -> str:
    """`text` with an apostrophe in front where a spreadsheet would otherwise calculate it, in whatever width its sign is written.

    An apostrophe is also put before one that the text itself has in that place, so that `unguard_formula` gives back exactly `text`.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguard_formula(text: str) -> str:
    """What `guard_formula` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def render_csv(form: Form) -> bytes:
    """The form in UTF-8 with a byte order mark, by which Excel knows the encoding; merged cells are repeated in every row."""
    file = StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    lines = [[form.title], [form.unit_line]]
    for grid in form.grids:
        lines += grid.lines()
    lines += [[PENDING, item] for item in form.pending]
    writer.writerows([guard_formula(text) for text in line] for line in lines)
    return file.getvalue().encode("utf-8-sig")
