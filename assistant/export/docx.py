"""The form as a Word file, ready for printing."""

from collections.abc import Sequence

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from assistant.export.form import Form
from assistant.export.typography import TITLE_SIZE
from assistant.export.word import GAP, NOTE, TITLE, add_grid, add_lines, add_style, bytes_of, new_document
from assistant.goals.own_form import PENDING_LEAD, PENDING_TITLE

_LEGEND_GAP = 2
_UNIT, _LIST_TITLE, _LIST_ITEM = "表格单位", "待确认标题", "待确认条目"


def render_docx(form: Form) -> bytes:
    """The form as the bytes of a .docx file: A4 portrait, headings repeated on every page, no row torn apart."""
    document = new_document(form.title, _add_form_styles)
    add_lines(document, [form.title], TITLE)
    add_lines(document, [form.unit_line], _UNIT)
    for number, grid in enumerate(form.grids):
        if number:
            add_lines(document, [""], GAP)
        add_grid(document, grid, form.widths)
    add_pending(document, form.pending, legend=form.legend)
    return bytes_of(document)


def add_pending(document: Document, pending: Sequence[str], *, legend: str | None) -> None:
    """Below a form: what its colour means, and on a page of its own the list of what is to be confirmed."""
    _add_list_styles(document)
    if legend:
        _keep_with_next(document)
        (line,) = add_lines(document, [legend], NOTE)
        line.paragraph_format.space_before = Pt(_LEGEND_GAP)
    if pending:
        add_lines(document, [PENDING_TITLE], _LIST_TITLE)
        add_lines(document, [PENDING_LEAD], NOTE)
        add_lines(document, [f"{number}. {item}" for number, item in enumerate(pending, 1)], _LIST_ITEM)


def _keep_with_next(document: Document) -> None:
    """Let the last row of the form go to the page of the next paragraph, which would be lonely there; LibreOffice does not mind it."""
    if document.tables:
        for paragraph in (paragraph for cell in document.tables[-1].rows[-1].cells for paragraph in cell.paragraphs):
            paragraph.paragraph_format.keep_with_next = True


def _add_form_styles(document: Document) -> None:
    add_style(document, _UNIT, WD_ALIGN_PARAGRAPH.RIGHT, after=2)
    _add_list_styles(document)


def _add_list_styles(document: Document) -> None:
    """The styles of list and legend; the document of a local form need not have any of them."""
    known = {name.get(qn("w:val")) for name in document.styles.element.iter(qn("w:name"))}
    if NOTE not in known:
        add_style(document, NOTE, WD_ALIGN_PARAGRAPH.LEFT, before=4)
    if _LIST_TITLE not in known:
        title = add_style(document, _LIST_TITLE, WD_ALIGN_PARAGRAPH.CENTER, size=TITLE_SIZE, bold=True, after=8)
        title.paragraph_format.page_break_before = True
    if _LIST_ITEM not in known:
        item = add_style(document, _LIST_ITEM, WD_ALIGN_PARAGRAPH.LEFT, after=4).paragraph_format
        item.left_indent, item.first_line_indent = Mm(8), Mm(-8)
