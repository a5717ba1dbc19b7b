"""The form as comma-separated values that Excel opens as they are."""

import csv
from io import StringIO

from assistant.export.form import Form
from assistant.goals.own_form import guard_formula


def render_csv(form: Form) -> bytes:
    """The form in UTF-8 with a byte order mark, by which Excel knows the encoding.

    Every row has the same number of cells, and merged ones are repeated, so that each row stands for itself. The list of what is to be
    confirmed is left out: in a file without borders it would be taken for more rows, and the column 状态 says it of every indicator.
    """
    file = StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    lines = _lines(form)
    columns = max(map(len, lines))
    writer.writerows([*map(guard_formula, line), *[""] * (columns - len(line))] for line in lines)
    return file.getvalue().encode("utf-8-sig")


def guard_notice(form: Form) -> str | None:
    """What a person must be told about the apostrophes that `render_csv` puts into the file, or None where it needs none."""
    guarded = sum(guard_formula(text) != text for line in _lines(form) for text in line)
    return f"CSV 中有 {guarded} 个单元格以 = + - @ 开头，已加撇号，读回时自动去掉。" if guarded else None


def _lines(form: Form) -> list[list[str]]:
    return [[form.title], [form.unit_line], *(line for grid in form.grids for line in grid.lines())]
