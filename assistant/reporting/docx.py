"""The report as a Word file: A4 across, one part per table."""

from collections.abc import Sequence
from itertools import groupby

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from assistant.export.grid import Cell, Grid
from assistant.export.word import NOTE, TITLE, add_grid, add_style, bytes_of, new_document, set_outline_level
from assistant.reporting import content
from assistant.reporting.content import Entry, Kind, Rows

_TABLE_TITLE, _LIST_TITLE = "报告项目标题", "报告小标题"
_TABLE_SIZE, _LIST_SIZE = 14, 12


def render_docx(entries: Sequence[Entry]) -> bytes:
    """The report as the bytes of a .docx file; headings are repeated on every page, and each table begins on a page of its own."""
    document = new_document(content.TITLE, landscape=True)
    _add_styles(document)
    document.add_paragraph(content.TITLE, TITLE)
    for number, (entry, title) in enumerate(zip(entries, content.titles_of(entries), strict=True), 1):
        heading = document.add_paragraph(f"{number}. {title}", _TABLE_TITLE)
        heading.paragraph_format.page_break_before = number > 1
        _add_entry(document, entry)
    return bytes_of(document)


def _add_styles(document: Document) -> None:
    left = WD_ALIGN_PARAGRAPH.LEFT
    for level, (name, size) in enumerate(((_TABLE_TITLE, _TABLE_SIZE), (_LIST_TITLE, _LIST_SIZE))):
        style = add_style(document, name, left, size=size, bold=True, before=10, after=4)
        style.paragraph_format.keep_with_next = True
        set_outline_level(style, level)


def _add_entry(document: Document, entry: Entry) -> None:
    document.add_paragraph("　".join(f"{label}：{text}" for label, text in content.head_of(entry.table)))
    document.add_paragraph(content.CLASSIFIED if entry.withheld else content.summarise(entry), NOTE)
    for kind, rows in content.lists_of(entry):
        document.add_paragraph(kind.title, _LIST_TITLE)
        if rows:
            add_grid(document, _grid(kind, rows), tuple(column.width for column in kind.columns))
        else:
            document.add_paragraph(kind.none)
        if kind is content.DEDUCTIONS and entry.review.score:
            document.add_paragraph(f"注：{entry.review.score.note}。", NOTE)


def _grid(kind: Kind, rows: Rows) -> Grid:
    headings = tuple(Cell(column.heading, role="heading") for column in kind.columns)
    cells = [[Cell(text, role=column.role) for column, text in zip(kind.columns, row, strict=True)] for row in rows]
    if kind is not content.DEDUCTIONS:
        return Grid((headings, *map(tuple, cells)), heading_rows=1)
    merged: list[tuple[Cell, ...]] = []
    for aspect, group in groupby(rows, key=lambda row: row[:2]):
        run = list(group)
        for at in range(len(run)):
            first = [Cell(text, rows=len(run)) for text in aspect] if at == 0 else []
            merged.append((*first, *cells[len(merged)][2:]))
    return Grid((headings, *merged), heading_rows=1)
