"""Filling in a Word document: texts in their places, rows repeated, equal classes merged."""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from assistant.export.docx import add_pending
from assistant.export.local.documents import open_word, texts_in, word_roots
from assistant.export.local.form import LocalForm
from assistant.export.local.placeholders import PATTERN, Values, kind_of, names_in, replace_spans
from assistant.export.local.values import Content, Record
from assistant.export.typography import count_lines
from assistant.export.word import bytes_of
from assistant.goals.own_form import LEGEND, MARK_COLOUR

_UNBREAKABLE_LINES = 40
"""A row of more lines may run over to the next page: it could be taller than one."""
_TWIPS = 1440 / 25.4
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def render_word(form: LocalForm, content: Content, title: str, pending: Sequence[str]) -> bytes:
    """The form as the bytes of a .docx file, with the list of what is to be confirmed on a page of its own.

    Raises:
        FormError: the document breaks a rule of forms.
    """
    place = f"表式「{form.id}」的 form.docx "
    document = open_word(form.document(".docx"), place)
    document.core_properties.title = title[:255]
    marked = False
    for root in word_roots(document):
        for table in list(root.iter(qn("w:tbl"))):
            marked |= _fill_table(table, form, content, place)
        for paragraph in list(root.iter(qn("w:p"))):
            _fill_paragraph(paragraph, content.head)
    add_pending(document, pending, legend=LEGEND if marked else None)
    return bytes_of(document)


def _fill_table(table: Any, form: LocalForm, content: Content, place: str) -> bool:
    """Repeat the rows of a table that are to be; whether a cell was marked."""
    marked = False
    for row in [row for row in table.iterchildren(qn("w:tr"))]:
        names = [name for paragraph in row.iter(qn("w:p")) for name in names_in(_text(paragraph))]
        kind = kind_of(names, one_project_a_row=form.data.one_project_a_row, place=place)
        if kind is None:
            continue
        records = content.rows[kind] or [Record({})]
        copies = [deepcopy(row) for _ in records]
        for copy, record in zip(copies, records, strict=True):
            row.addprevious(copy)
            marked |= _fill_row(copy, record, content.head)
        table.remove(row)
    return marked


def _fill_row(row: Any, record: Record, head: Values) -> bool:
    values, marked = {**head, **record.values}, False
    for cell in row.iterchildren(qn("w:tc")):
        paragraphs = list(cell.iter(qn("w:p")))
        names = [name for paragraph in paragraphs for name in names_in(_text(paragraph))]
        height = next((record.heights[name] for name in names if name in record.heights), 1)
        for paragraph in paragraphs:
            _fill_paragraph(paragraph, values if height else {})
        if height != 1:
            _merge_down(cell, begins=height > 1)
        if any(values[name].marked for name in names if name in values):
            _shade(cell)
            marked = True
    _let_break(row)
    return marked


def _text(paragraph: Any) -> str:
    return "".join(piece.text or "" for piece in texts_in(paragraph))


def _fill_paragraph(paragraph: Any, values: Values) -> None:
    """Replace placeholders; a text of several lines that has its paragraph to itself becomes as many paragraphs."""
    pieces = texts_in(paragraph)
    alone = PATTERN.fullmatch(_text(paragraph).strip()) is not None
    replaced = replace_spans([piece.text or "" for piece in pieces], values)
    if replaced is None:
        return
    lines = "".join(replaced).split("\n") if alone else [""]
    if len(lines) > 1:
        for line in lines:
            copy = deepcopy(paragraph)
            _write(texts_in(copy), [line, *[""] * (len(pieces) - 1)])
            paragraph.addprevious(copy)
        paragraph.getparent().remove(paragraph)
    else:
        _write(pieces, replaced)


def _write(pieces: Sequence[Any], texts: Sequence[str]) -> None:
    for piece, text in zip(pieces, texts, strict=True):
        first, *others = text.split("\n")
        piece.text = first
        piece.set(_SPACE, "preserve")
        for line in reversed(others):
            more = OxmlElement("w:t")
            more.text = line
            more.set(_SPACE, "preserve")
            piece.addnext(more)
            piece.addnext(OxmlElement("w:br"))


def _merge_down(cell: Any, *, begins: bool) -> None:
    properties = cell.get_or_add_tcPr()
    for old in properties.findall(qn("w:vMerge")):
        properties.remove(old)
    merge = OxmlElement("w:vMerge")
    merge.set(qn("w:val"), "restart" if begins else "continue")
    _insert(properties, merge, ("w:tcW", "w:gridSpan", "w:hMerge", "w:cnfStyle"))


def _shade(cell: Any) -> None:
    properties = cell.get_or_add_tcPr()
    for old in properties.findall(qn("w:shd")):
        properties.remove(old)
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", MARK_COLOUR)):
        shading.set(qn(f"w:{name}"), value)
    _insert(properties, shading, ("w:tcW", "w:gridSpan", "w:hMerge", "w:cnfStyle", "w:vMerge", "w:tcBorders"))


def _insert(properties: Any, element: Any, before: Sequence[str]) -> None:
    """Put an element behind those that the schema wants in front of it."""
    tags = {qn(tag) for tag in before}
    at = max((number + 1 for number, child in enumerate(properties) if child.tag in tags), default=0)
    properties.insert(at, element)


def _let_break(row: Any) -> None:
    """Let a row that could be taller than a page run over to the next one."""
    kept = row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}")
    if kept is not None and any(_lines(cell) > _UNBREAKABLE_LINES for cell in row.iterchildren(qn("w:tc"))):
        kept.getparent().remove(kept)


def _lines(cell: Any) -> int:
    width = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
    said = width.get(qn("w:w"), "0") if width is not None and width.get(qn("w:type")) == "dxa" else "0"
    millimetres = float(said) / _TWIPS or 40.0
    return sum(count_lines(_text(paragraph), millimetres) for paragraph in cell.iter(qn("w:p")))
