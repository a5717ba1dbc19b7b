"""A Word file as pages of a preview: paragraphs and tables of the body in their order, merged cells with their spans."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, TypeVar

import docx
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph

from assistant.export.preview_page import Align, Cell, Page, Table, Text
from assistant.export.typography import FONT_SIZE
from assistant.goals.own_form import MARK_COLOUR

_ALIGN: dict[str, Align] = {"center": "center", "distribute": "center", "right": "right", "end": "right"}
T = TypeVar("T")


def word_pages(content: bytes) -> list[Page]:
    """The pages of a document, as far as page breaks are set."""
    document = docx.Document(BytesIO(content))
    pages: list[list[Text | Table]] = [[]]
    for element in _parts(document.element.body):
        if element.tag == qn("w:tbl"):
            pages[-1].append(_table(element, document))
            continue
        paragraph = Paragraph(element, document._body)
        if _breaks_before(paragraph) and pages[-1]:
            pages.append([])
        if (text := _text(paragraph)).text.strip():
            pages[-1].append(text)
    return [page for page in pages if page]


def _parts(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables, also those in content controls."""
    for element in parent.iterchildren():
        if element.tag in (qn("w:p"), qn("w:tbl")):
            yield element
        elif element.tag in (qn("w:sdt"), qn("w:sdtContent")):
            yield from _parts(element)


def _breaks_before(paragraph: Paragraph) -> bool:
    styles = [paragraph.paragraph_format, *(style.paragraph_format for style in _styles(paragraph))]
    said = next((layout.page_break_before for layout in styles if layout.page_break_before is not None), False)
    return bool(said) or any(line.get(qn("w:type")) == "page" for line in paragraph._p.iter(qn("w:br")))


def _styles(paragraph: Paragraph) -> Iterator[Any]:
    """The style of a paragraph, and those it rests on."""
    style: Any = paragraph.style
    while style is not None:
        yield style
        style = style.base_style


def _text(paragraph: Paragraph) -> Text:
    runs = [run for run in paragraph.runs if run.text.strip()]
    styles = list(_styles(paragraph))
    bold = _said([*(run.font.bold for run in runs[:1]), *(style.font.bold for style in styles)], default=False)
    size = _said([*(run.font.size.pt if run.font.size else None for run in runs[:1]), *_sizes(styles)], default=FONT_SIZE)
    return Text(_written(paragraph._p).strip("\n"), _alignment(paragraph, styles), bold, round(size / FONT_SIZE, 2))


def _sizes(styles: list[Any]) -> list[float | None]:
    return [style.font.size.pt if style.font.size else None for style in styles]


def _said(values: list[T | None], *, default: T) -> T:
    return next((value for value in values if value is not None), default)


def _alignment(paragraph: Paragraph, styles: list[Any]) -> Align:
    for element in (paragraph._p, *(style.element for style in styles)):
        found = element.find(f"{qn('w:pPr')}/{qn('w:jc')}")
        if found is not None:
            return _ALIGN.get(found.get(qn("w:val"), ""), "left")
    return "left"


def _written(paragraph: Any) -> str:
    """The text of a paragraph with its breaks, without that of boxes anchored in it."""
    signs = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t"}
    pieces = []
    for piece in paragraph.iter(qn("w:t"), *signs):
        if next(piece.iterancestors(qn("w:p"), qn("w:tabs"))) is paragraph:
            pieces.append(signs.get(piece.tag) or piece.text or "")
    return "".join(pieces)


def _table(element: Any, document: Any) -> Table:
    widths = tuple(float(column.get(qn("w:w"), 0) or 0) for column in element.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}"))
    rows = [list(_placed(row)) for row in element.iterchildren(qn("w:tr"))]
    lines = _has_lines(element, WordTable(element, document._body))
    built = []
    for at, row in enumerate(rows):
        cells = [Cell((), columns=row[0].column, bordered=False)] if row and row[0].column else []
        cells += [_cell(place, _height(rows, at, place), lines, document) for place in row if place.merge != "continue"]
        built.append(tuple(cells))
    return Table(widths, tuple(built))


@dataclass(frozen=True)
class _Place:
    """A cell of a row, the column of the grid it begins in, from 0, and its part in a cell over several rows."""

    cell: Any
    column: int
    columns: int
    merge: str | None


def _placed(row: Any) -> Iterator[_Place]:
    before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
    column = int(before.get(qn("w:val"), 0)) if before is not None else 0
    for cell in row.iterchildren(qn("w:tc")):
        span, merge = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}"), cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        columns = int(span.get(qn("w:val"), 1)) if span is not None else 1
        yield _Place(cell, column, columns, merge.get(qn("w:val"), "continue") if merge is not None else None)
        column += columns


def _height(rows: list[list[_Place]], at: int, place: _Place) -> int:
    """How many rows a cell reaches over."""
    if place.merge != "restart":
        return 1
    height = 1
    for row in rows[at + 1 :]:
        if not any(below.column == place.column and below.merge == "continue" for below in row):
            break
        height += 1
    return height


def _cell(place: _Place, rows: int, lines: bool, document: Any) -> Cell:
    properties = place.cell.find(qn("w:tcPr"))
    shading = properties.find(qn("w:shd")) if properties is not None else None
    vertical = properties.find(qn("w:vAlign")) if properties is not None else None
    own = properties.find(qn("w:tcBorders")) if properties is not None else None
    texts = tuple(_text(Paragraph(paragraph, document._body)) for paragraph in place.cell.iter(qn("w:p")))
    return Cell(
        texts,
        place.columns,
        rows,
        middle=vertical is not None and vertical.get(qn("w:val")) == "center",
        bordered=lines if own is None else _is_drawn(own),
        marked=shading is not None and shading.get(qn("w:fill")) == MARK_COLOUR,
    )


def _has_lines(element: Any, table: WordTable) -> bool:
    """Whether lines run between the cells of a table, by itself or by its style."""
    styles: list[Any] = [element]
    style: Any = table.style
    while style is not None:
        styles.append(style.element)
        style = style.base_style
    borders = (each.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}") for each in styles)
    return next((_is_drawn(border) for border in borders if border is not None), False)


def _is_drawn(borders: Any) -> bool:
    return any(side.get(qn("w:val")) not in ("nil", "none", None) for side in borders)
