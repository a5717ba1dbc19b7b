"""The corpus documents set again as Word, Excel, web page and PDF, with the merges, page breaks and repeated headers of real files."""

import html
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from random import Random

import docx
import openpyxl
from docx.document import Document
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph as Text
from reportlab.platypus import SimpleDocTemplate, Spacer, Table

from assistant.reading.document import Block, Paragraph
from assistant.reading.markup import plain_lines

FONT = "STSong-Light"
LONGEST_MERGE = 10
"""Rows that a merged cell covers at most in a PDF: the setter parts none of them at a page break."""
SMALL = ParagraphStyle("small", fontName=FONT, fontSize=8, leading=10, wordWrap="CJK")


@dataclass(frozen=True)
class Piece:
    """A cell that is set: where it begins, and how many rows and columns it covers."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


@dataclass(frozen=True)
class Sheet:
    """A table that is set."""

    height: int
    width: int
    pieces: tuple[Piece, ...]


Part = str | Sheet


def parts_of(blocks: Sequence[Block], seed: int) -> Iterator[Part]:
    """Paragraphs and tables; `seed` decides how cells are merged and where a page break parts a table."""
    chance = Random(seed)
    for block in blocks:
        if isinstance(block, Paragraph):
            yield _wording(block.text)
            continue
        rows = [[_wording(cell.text) for cell in row.cells] for row in block.rows]
        width = max(map(len, rows))
        rows = [row + [""] * (width - len(row)) for row in rows]
        down, across = chance.random() < 0.7, chance.random() < 0.7
        for table in _split(rows, chance):
            yield Sheet(len(table), width, tuple(_pieces(table, down=down, across=across)))


def _wording(text: str) -> str:
    """A text without the markup that the stored documents have; blanks stay, for they part names and values."""
    return "\n".join(plain_lines(text))


def _split(rows: list[list[str]], chance: Random) -> Iterator[list[list[str]]]:
    """The table, or two: with the header again behind the break, as Word and web systems print it."""
    header = next((at for at, row in enumerate(rows) if sum("三级指标" in text or "绩效指标" in text for text in row)), None)
    room = range((header or 0) + 3, len(rows) - 2)
    if header is None or not room or chance.random() < 0.5:
        yield rows
        return
    at = chance.choice(room)
    yield rows[:at]
    yield [rows[header], *rows[at:]]


def _pieces(rows: list[list[str]], *, down: bool, across: bool) -> Iterator[Piece]:
    """Cells: empty ones at the head of a row lie under the cell above, empty ones at its end belong to the last one."""
    leading = [next((at for at, text in enumerate(row) if text), len(row)) for row in rows]
    taken: set[tuple[int, int]] = set()
    for at, row in enumerate(rows):
        last = max((column for column, text in enumerate(row) if text), default=-1)
        for column, text in enumerate(row):
            if (at, column) in taken:
                continue
            columns = len(row) - column if across and column == last and last > 0 else 1
            rows_down = 1
            while down and columns == 1 and text and at + rows_down < len(rows) and column < leading[at + rows_down] < len(row):
                rows_down += 1
            piece = Piece(at, column, rows_down, columns, text)
            taken |= {(at + y, column + x) for y in range(rows_down) for x in range(columns)}
            yield piece


def to_docx(parts: Sequence[Part]) -> bytes:
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
        else:
            _add_table(document, part)
            document.add_paragraph("")
    return _saved(document.save)


def _add_table(document: Document, sheet: Sheet) -> None:
    table = document.add_table(sheet.height, sheet.width, "Table Grid")
    cells = [list(row.cells) for row in table.rows]
    for piece in sheet.pieces:
        cell = cells[piece.row][piece.column]
        if piece.rows > 1 or piece.columns > 1:
            cell = cell.merge(cells[piece.row + piece.rows - 1][piece.column + piece.columns - 1])
        cell.text = piece.text


def to_xlsx(parts: Sequence[Part]) -> bytes:
    """Everything on one sheet, one part below the other."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    at = 1
    for part in parts:
        if isinstance(part, str):
            sheet.cell(at, 1).value = part
            at += 1
            continue
        for piece in part.pieces:
            row, column = at + piece.row, 1 + piece.column
            cell = sheet.cell(row, column)
            cell.value, cell.data_type = piece.text or None, "s" if piece.text else "n"
            if piece.rows > 1 or piece.columns > 1:
                sheet.merge_cells(start_row=row, start_column=column, end_row=row + piece.rows - 1, end_column=column + piece.columns - 1)
        at += part.height + 1
    return _saved(book.save)


def to_html(parts: Sequence[Part]) -> bytes:
    """A page of a web site: navigation around, the content in a layout table."""
    body = "".join(f"<p>{_escape(part)}</p>" if isinstance(part, str) else _html_table(part) for part in parts)
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>预算公开</title><style>td{border:1px solid}</style></head><body>"
        "<nav><ul><li><a href='/'>首页</a></li><li><a href='/zwgk'>政务公开</a></li></ul></nav>"
        f"<table width='100%'><tr><td>{body}</td></tr></table><footer>主办单位：某市人民政府</footer></body></html>"
    ).encode()


def _html_table(sheet: Sheet) -> str:
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td rowspan='{piece.rows}' colspan='{piece.columns}'>{_escape(piece.text)}</td>" for piece in sheet.pieces if piece.row == row
        )
        + "</tr>"
        for row in range(sheet.height)
    )
    return f"<table border='1'>{rows}</table>"


def _escape(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")


def to_pdf(parts: Sequence[Part], *, lines: bool = True) -> bytes:
    """Pages with ruled tables, or with columns that nothing but white space parts."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    flow: list[object] = []
    page = landscape(A4)
    for part in parts:
        if isinstance(part, str):
            flow += [Text(_escape(part).replace("<br>", "<br/>"), SMALL), Spacer(1, 4)]
        else:
            flow += [_pdf_table(part, page[0] - 80, lines=lines), Spacer(1, 8)]
    return _saved(lambda file: SimpleDocTemplate(file, pagesize=page, margins=40, leftMargin=40, rightMargin=40).build(flow))


def _pdf_table(sheet: Sheet, width: float, *, lines: bool) -> Table:
    texts: list[list[object]] = [[""] * sheet.width for _ in range(sheet.height)]
    style: list[tuple[object, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    for piece in sheet.pieces:
        texts[piece.row][piece.column] = Text(_escape(piece.text).replace("<br>", "<br/>"), SMALL)
        if piece.columns > 1 or 1 < piece.rows <= LONGEST_MERGE:
            end = (piece.column + piece.columns - 1, piece.row + piece.rows - 1)
            style.append(("SPAN", (piece.column, piece.row), end))
    if lines:
        style.append(("GRID", (0, 0), (-1, -1), 0.5, "black"))
    alone = [piece for piece in sheet.pieces if piece.columns == 1]
    longest = [max((len(piece.text) for piece in alone if piece.column == at), default=1) for at in range(sheet.width)]
    shares = [min(max(length, 6), 60) for length in longest]
    return Table(texts, [width * share / sum(shares) for share in shares], style=style, splitInRow=1)


def _saved(save: Callable[[BytesIO], object]) -> bytes:
    file = BytesIO()
    save(file)
    return file.getvalue()


MAKERS: dict[str, Callable[[Sequence[Part]], bytes]] = {
    "docx": to_docx,
    "xlsx": to_xlsx,
    "html": to_html,
    "pdf": to_pdf,
    "pdf without lines": partial(to_pdf, lines=False),
}
