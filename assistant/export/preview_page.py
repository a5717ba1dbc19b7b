"""What a preview shows, whatever file it was read from, and how it is written in HTML."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "center", "right"]

_SHEET = "border:1px solid color-mix(in srgb, currentColor 25%, transparent);padding:1.5em;margin:0 0 1em;overflow-x:auto"
_TABLE = "border-collapse:collapse;table-layout:fixed;width:100%;margin:0 0 .4em"
_LINE = "1px solid currentColor"
_MARK = "background:color-mix(in srgb, #d9a400 25%, transparent)"
"""As faint as the colour on paper, and readable on a dark page as well."""


@dataclass(frozen=True)
class Text:
    """A paragraph, or the text of a cell; `size` is relative to that of usual text."""

    text: str
    align: Align = "left"
    bold: bool = False
    size: float = 1.0


@dataclass(frozen=True)
class Cell:
    """A cell with its paragraphs and how much of the grid it covers; `bordered` says whether lines run around it."""

    texts: tuple[Text, ...]
    columns: int = 1
    rows: int = 1
    middle: bool = True
    bordered: bool = True
    marked: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of cells as in HTML: each lists the cells that begin in it. `widths` are those of the columns, in any unit."""

    widths: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]


Page = Sequence[Text | Table]
"""What stands on one page, or several that run on."""


def to_html(pages: Sequence[Page]) -> str:
    """All pages as one piece of HTML."""
    body = "".join(f'<section style="{_SHEET}">{"".join(map(_part, page))}</section>' for page in pages)
    return f'<div lang="zh-CN" style="color:inherit;line-height:1.5;overflow-wrap:anywhere">{body}</div>'


def _part(part: Text | Table) -> str:
    return _table(part) if isinstance(part, Table) else _paragraph(part)


def _paragraph(text: Text) -> str:
    if "\t" in text.text:
        return _parted(text.text)
    return f'<p style="margin:.2em 0;min-height:.5em;{_look(text)}">{_escape(text.text)}</p>'


def _parted(text: str) -> str:
    """Texts that a tab parts run to both edges, as the tab stops of forms have them (单位 at the left, 单位：万元 at the right)."""
    parts = "".join(f"<span>{_escape(part)}</span>" for part in text.split("\t"))
    return f'<p style="margin:.2em 0;display:flex;justify-content:space-between">{parts}</p>'


def _look(text: Text) -> str:
    bold = "font-weight:bold;" if text.bold else ""
    size = f"font-size:{text.size:.2f}em;" if text.size != 1.0 else ""
    return f"{bold}{size}text-align:{text.align}"


def _escape(text: str) -> str:
    return html.escape(text).replace("\n", "<br>").replace("\t", "&emsp;")


def _table(table: Table) -> str:
    whole = sum(table.widths) or 1.0
    columns = "".join(f'<col style="width:{100 * width / whole:.2f}%">' for width in table.widths)
    rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in table.rows)
    return f'<table style="{_TABLE}"><colgroup>{columns}</colgroup><tbody>{rows}</tbody></table>'


def _cell(cell: Cell) -> str:
    spans = (f' colspan="{cell.columns}"' if cell.columns > 1 else "") + (f' rowspan="{cell.rows}"' if cell.rows > 1 else "")
    border = f"border:{_LINE}" if cell.bordered else "border:0"
    mark = f";{_MARK}" if cell.marked else ""
    style = f"{border};padding:.3em .4em;vertical-align:{'middle' if cell.middle else 'top'}{mark}"
    texts = "".join(f'<div style="{_look(text)}">{_escape(text.text)}</div>' for text in cell.texts)
    return f'<td{spans} style="{style}">{texts}</td>'
