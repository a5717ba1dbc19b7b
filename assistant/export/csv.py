"""The form as comma-separated values that Excel opens as they are."""

import csv
import re
from io import StringIO

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
    """The form in UTF-8 with a byte order mark, by which Excel knows the encoding.

    Every row has the same number of cells, and merged ones are repeated, so that each row stands for itself. The list of what is to be
    confirmed is left out: in a file without borders it would be taken for more rows, and the column 状态 says it of every indicator.
    """
    file = StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    lines = [[form.title], [form.unit_line]]
    for grid in form.grids:
        lines += grid.lines()
    columns = max(map(len, lines))
    writer.writerows([*map(guard_formula, line), *[""] * (columns - len(line))] for line in lines)
    return file.getvalue().encode("utf-8-sig")
