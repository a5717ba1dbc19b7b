"""The form as Markdown tables."""

import re

from assistant.export.form import Form
from assistant.export.grid import Grid
from assistant.goals.own_form import PENDING_LEAD, PENDING_TITLE

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~!&])")


def escape_markdown(text: str) -> str:
    """`text` such that Markdown shows it as it is: no link, no image, no HTML, no cell border; line ends as `<br>`."""
    return _SPECIAL.sub(r"\\\1", text).replace("\n", "<br>")


def render_markdown(form: Form) -> bytes:
    """The form as a heading, one table for each block, and the list of what is to be confirmed."""
    parts = [f"# {escape_markdown(form.title)}", form.unit_line, *map(_table, form.grids)]
    if form.pending:
        parts += [f"## {PENDING_TITLE}", PENDING_LEAD]
        parts.append("\n".join(f"{number}. {escape_markdown(item)}" for number, item in enumerate(form.pending, 1)))
    return ("\n\n".join(parts) + "\n").encode()


def _table(grid: Grid) -> str:
    lines = grid.lines()
    columns = max(map(len, lines))
    rows = [_row([*map(escape_markdown, line), *[""] * (columns - len(line))]) for line in lines]
    return "\n".join([rows[0], _row(["---"] * columns), *rows[1:]])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
