"""What every Word file of ours has, whatever it says: an A4 page, 宋体, page numbers, ruled grids."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import cache
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from assistant.export.grid import Cell, Grid
from assistant.export.typography import CELL_MARGIN, FONT, FONT_SIZE, TITLE_SIZE, count_lines
from assistant.goals.own_form import MARK_COLOUR

_SHORT_SIDE, _LONG_SIDE, _MARGIN, _FOOTER = Mm(210), Mm(297), Mm(20), Mm(10)
_ROW_HEIGHT = Mm(8)
_CELL_PADDING = 0.5
_CELL_LINE = Pt(14)
_UNBREAKABLE_LINES = 25
"""A row of more lines may run over to the next page: it could be taller than one."""

TITLE, GAP, NOTE = "表格标题", "表格间隔", "表格注释"
"""Styles of paragraphs: a title in the middle, the narrow gap between two grids, a remark below one."""
_CELL_STYLES = {"heading": "表格栏目", "word": "表格文字", "prose": "表格正文"}


AddStyles = Callable[[Document], None]
"""Adds styles to a document."""


def new_document(title: str, add_more: AddStyles | None = None, *, landscape: bool = False) -> Document:
    """An empty document of A4 pages with the styles that all share, and those that `add_more` adds, a function of a module.

    `title` is what its properties say.
    """
    document = docx.Document(BytesIO(_blank(add_more, landscape=landscape)))
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title[:255], "", ""
    properties.created = properties.modified = datetime.now(UTC)
    return document


@cache
def _blank(add_more: AddStyles | None, *, landscape: bool) -> bytes:
    """What all new documents are opened from: making the styles takes longer than most documents' texts."""
    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    sides = (_LONG_SIDE, _SHORT_SIDE) if landscape else (_SHORT_SIDE, _LONG_SIDE)
    (section.page_width, section.page_height), section.footer_distance = sides, _FOOTER
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    _set_word_version(document)
    _leave_out_what_nobody_uses(document)
    _set_default_style(document)
    _add_styles(document)
    if add_more is not None:
        add_more(document)
    _add_page_number(section.footer.paragraphs[0])
    return bytes_of(document)


def bytes_of(document: Document) -> bytes:
    """The document as the bytes of a .docx file."""
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def add_style(
    document: Document,
    name: str,
    alignment: WD_ALIGN_PARAGRAPH,
    *,
    size: float = FONT_SIZE,
    bold: bool = False,
    before: float = 0,
    after: float = 0,
    line: Length | None = None,
) -> ParagraphStyle:
    """A style of paragraphs; sizes and spaces are points."""
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    style.base_style = document.styles["Normal"]
    style.font.size, style.font.bold = Pt(size), bold
    layout = style.paragraph_format
    layout.alignment, layout.space_before, layout.space_after = alignment, Pt(before), Pt(after)
    if line is not None:
        layout.line_spacing = line
    return style


def add_lines(document: Document, texts: Iterable[str], style: str) -> list[Paragraph]:
    """Add a paragraph for each text; the id of their style is set as it is: found by name for each it took half of the time."""
    id_, paragraphs = document.styles[style].style_id, [document.add_paragraph(text) for text in texts]
    for paragraph in paragraphs:
        paragraph._p.style = id_
    return paragraphs


def set_outline_level(style: ParagraphStyle, level: int) -> None:
    """Let the paragraphs of a style be headings of `level` (from 0) to Word's navigation pane."""
    style.element.get_or_add_pPr().append(_element("w:outlineLvl", val=str(level)))


def add_grid(document: Document, grid: Grid, widths: tuple[int, ...]) -> None:
    """Draw a grid whose columns have these widths in millimetres: headings repeated on every page, no usual row torn apart."""
    table = document.add_table(len(grid.rows), len(widths), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _set_cell_margins(table)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    cells = [list(row.cells) for row in table.rows]
    for row in cells:
        for cell, width in zip(row, widths, strict=True):
            cell.width = Mm(width)
    styles = {role: document.styles[name].style_id for role, name in _CELL_STYLES.items()}
    for at in grid.placed():
        cell = cells[at.row][at.column]
        if (at.cell.rows, at.cell.columns) != (1, 1):
            _merge([row[at.column : at.column + at.cell.columns] for row in cells[at.row : at.row + at.cell.rows]])
        _fill(cell, at.cell, styles[at.cell.role])
    _set_rows(table, grid, widths)


def _merge(area: list[list[_Cell]]) -> None:
    """Make one cell of the empty cells of an area; python-docx, which looks for what may stand in its way, takes a third of all time."""
    for number, (first, *others) in enumerate(area):
        first.width = Length(sum(cell.width or 0 for cell in (first, *others)))
        for cell in others:
            cell._tc.getparent().remove(cell._tc)
        if others:
            first._tc.grid_span = 1 + len(others)
        if len(area) > 1:
            first._tc.vMerge = "continue" if number else "restart"


def _set_word_version(document: Document) -> None:
    """Word 2013 and later, for the template is of Word 2010, which newer ones open in 兼容模式."""
    for setting in _child(document.settings.element, "w:compat").findall(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _leave_out_what_nobody_uses(document: Document) -> None:
    """Of the template nine tenths: a hundred coloured tables, the styles once more for Word 2010, and a picture of another document."""
    for style in [*document.styles]:
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in ("Normal Table", "Table Grid"):
            style.delete()
    package = document.part.package
    for relations in (document.part.rels, package.rels if package else {}):
        for id_ in [id_ for id_, relation in relations.items() if relation.reltype.endswith(("/stylesWithEffects", "/thumbnail"))]:
            del relations[id_]


def _set_default_style(document: Document) -> None:
    """宋体 for every script (python-docx alone sets Latin text only), and no blanks of Word's own between 汉字 and digits."""
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    normal.font.size = Pt(FONT_SIZE)
    layout = normal.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing = 1.0
    spacing = _child(normal.element.get_or_add_pPr(), "w:spacing")
    for name in ("w:autoSpaceDE", "w:autoSpaceDN"):
        spacing.addprevious(_element(name, val="0"))
    properties = normal.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    properties.append(_element("w:lang", val="en-US", eastAsia="zh-CN"))


def _add_styles(document: Document) -> None:
    centre, left = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT
    add_style(document, TITLE, centre, size=TITLE_SIZE, bold=True, after=8)
    add_style(document, _CELL_STYLES["heading"], centre, bold=True, line=_CELL_LINE)
    add_style(document, _CELL_STYLES["word"], centre, line=_CELL_LINE)
    add_style(document, _CELL_STYLES["prose"], left, line=_CELL_LINE)
    add_style(document, NOTE, left, before=4)
    add_style(document, GAP, left, size=1, line=Pt(4))


def _add_page_number(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("— ")
    paragraph._p.append(_element("w:fldSimple", instr="PAGE"))
    paragraph.add_run(" —")


def _set_rows(table: Table, grid: Grid, widths: tuple[int, ...]) -> None:
    long = {at.row for at in grid.placed() if _lines_of(at.cell, widths[at.column : at.column + at.cell.columns]) > _UNBREAKABLE_LINES}
    for number, row in enumerate(table.rows):
        row.height, row.height_rule = _ROW_HEIGHT, WD_ROW_HEIGHT_RULE.AT_LEAST
        properties = row._tr.get_or_add_trPr()
        if number not in long:
            properties.append(_element("w:cantSplit"))
        if number < grid.heading_rows:
            properties.append(_element("w:tblHeader"))


def _lines_of(cell: Cell, widths: tuple[int, ...]) -> int:
    return count_lines(cell.text, sum(widths)) if cell.rows == 1 else 1


def _set_cell_margins(table: Table) -> None:
    margins = _element("w:tblCellMar")
    for side, width in (("top", _CELL_PADDING), ("left", CELL_MARGIN), ("bottom", _CELL_PADDING), ("right", CELL_MARGIN)):
        margins.append(_element(f"w:{side}", w=str(round(Mm(width).twips)), type="dxa"))
    _child(table._tbl.tblPr, "w:tblLook").addprevious(margins)


def _fill(cell: _Cell, content: Cell, style: str) -> None:
    """Fill a cell with lines of a style, whose id is set as it is, see `add_lines`."""
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for number, line in enumerate(content.text.split("\n")):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        paragraph._p.style = style
        paragraph.add_run(line)
    if content.marked:
        shading = _element("w:shd", val="clear", color="auto", fill=MARK_COLOUR)
        _child(cell._tc.get_or_add_tcPr(), "w:vAlign").addprevious(shading)


def _element(tag: str, **attributes: str) -> BaseOxmlElement:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _child(parent: BaseOxmlElement, tag: str) -> BaseOxmlElement:
    """The child that must stand in `parent`; what follows it in the schema's order is inserted relative to it."""
    child: BaseOxmlElement | None = parent.find(qn(tag))
    assert child is not None, f"{tag} is missing"
    return child
