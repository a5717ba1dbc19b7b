"""What the web page examples are made of: tables with joined cells, and pages around them."""

from collections.abc import Callable
from pathlib import Path

from tests.reading.unseen.grids import Box, boxes


def rows(form: str, cell: Callable[[str], str] = lambda text: text, tag: str = "td") -> str:
    """The rows of a form as HTML; `cell` makes what stands inside a cell from its text."""
    lines: dict[int, list[str]] = {}
    for box in boxes(form):
        lines.setdefault(box.row, []).append(f"<{tag}{_spans(box)}>{cell(box.text.replace(chr(10), '<br>'))}</{tag}>")
    return "\n".join(f"<tr>{''.join(cells)}</tr>" for cells in lines.values())


def _spans(box: Box) -> str:
    spans = (("rowspan", box.rows), ("colspan", box.columns))
    return "".join(f' {name}="{count}"' for name, count in spans if count > 1)


def table(form: str, attributes: str = 'border="1"', cell: Callable[[str], str] = lambda text: text) -> str:
    """A table with the cells of a form."""
    return f"<table {attributes}><tbody>\n{rows(form, cell)}\n</tbody></table>"


def save(path: Path, page: str, encoding: str = "utf-8") -> None:
    """Write a page in an encoding."""
    path.write_bytes(page.strip("\n").encode(encoding) + b"\n")
