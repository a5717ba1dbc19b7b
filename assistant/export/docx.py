"""The form as a Word file, ready for printing."""

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from assistant.export.form import Form
from assistant.export.typography import TITLE_SIZE
from assistant.export.word import GAP, NOTE, TITLE, add_grid, add_style, bytes_of, new_document
from assistant.goals.own_form import PENDING_LEAD, PENDING_TITLE

_UNIT, _LIST_TITLE, _LIST_ITEM = "表格单位", "待确认标题", "待确认条目"


def render_docx(form: Form) -> bytes:
    """The form as the bytes of a .docx file: A4 portrait, headings repeated on every page, no row torn apart."""
    document = new_document(form.title)
    _add_styles(document)
    document.add_paragraph(form.title, TITLE)
    document.add_paragraph(form.unit_line, _UNIT)
    for number, grid in enumerate(form.grids):
        if number:
            document.add_paragraph(style=GAP)
        add_grid(document, grid, form.widths)
    if form.legend:
        document.add_paragraph(form.legend, NOTE)
    _add_pending(document, form)
    return bytes_of(document)


def _add_styles(document: Document) -> None:
    add_style(document, _UNIT, WD_ALIGN_PARAGRAPH.RIGHT, after=2)
    title = add_style(document, _LIST_TITLE, WD_ALIGN_PARAGRAPH.CENTER, size=TITLE_SIZE, bold=True, after=8)
    title.paragraph_format.page_break_before = True
    item = add_style(document, _LIST_ITEM, WD_ALIGN_PARAGRAPH.LEFT, after=4).paragraph_format
    item.left_indent, item.first_line_indent = Mm(8), Mm(-8)


def _add_pending(document: Document, form: Form) -> None:
    if form.pending:
        document.add_paragraph(PENDING_TITLE, _LIST_TITLE)
        document.add_paragraph(PENDING_LEAD, NOTE)
    for number, item in enumerate(form.pending, 1):
        document.add_paragraph(f"{number}. {item}", _LIST_ITEM)
