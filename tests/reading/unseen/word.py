"""What the Word examples are made of: tables with joined cells, text boxes, page headers, tracked changes."""

from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml

from tests.reading.unseen.grids import boxes, size
from tests.reading.unseen.packing import settle

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_BOX = (
    f'<w:r {_W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
    '<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="5000000" cy="600000"/><wp:docPr id="7" name="文本框 7"/>'
    '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
    '<wps:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx>'
    "<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>"
    '<v:shape style="width:400pt;height:50pt"><v:textbox><w:txbxContent>{text}</w:txbxContent></v:textbox></v:shape>'
    "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def new() -> Any:
    """An empty Word document."""
    return docx.Document()


def save(document: Any, path: Path) -> None:
    """Write the document, the same on every run."""
    document.save(str(path))
    settle(path)


def lines(document: Any, *texts: str, right: bool = False) -> None:
    """Paragraphs, one a text."""
    for text in texts:
        paragraph = document.add_paragraph(text)
        if right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def table(place: Any, form: str) -> Any:
    """A table with the cells of `form` at the end of a document or of a cell."""
    rows, columns = size(form)
    made = place.add_table(rows, columns)
    made.style = "Table Grid"
    for box in boxes(form):
        cell = made.cell(box.row, box.column)
        if box.rows > 1 or box.columns > 1:
            cell = cell.merge(made.cell(box.row + box.rows - 1, box.column + box.columns - 1))
        cell.text = box.text
    return made


def text_box(document: Any, *texts: str) -> None:
    """A text box with one paragraph a text, as Word writes it: drawn twice, for new and for old readers."""
    inside = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)
    document.add_paragraph()._p.append(parse_xml(_BOX.format(text=inside)))


def page_header(document: Any, text: str) -> None:
    """A line that stands on top of every page."""
    document.sections[0].header.paragraphs[0].text = text


def revised(document: Any, before: str, deleted: str, inserted: str, after: str, style: str | None = None) -> None:
    """A paragraph in which a reviser replaced `deleted` by `inserted`."""
    paragraph = document.add_paragraph(before, style)
    revise(paragraph, deleted, inserted)
    paragraph.add_run(after)


def revise(paragraph: Any, deleted: str, inserted: str) -> None:
    """Let a reviser replace `deleted` by `inserted` at the end of a paragraph."""
    mark = f'{_W} w:author="校对" w:date="2025-10-20T09:00:00Z"'
    paragraph._p.append(parse_xml(f'<w:del w:id="901" {mark}><w:r><w:delText>{deleted}</w:delText></w:r></w:del>'))
    paragraph._p.append(parse_xml(f'<w:ins w:id="902" {mark}><w:r><w:t>{inserted}</w:t></w:r></w:ins>'))
