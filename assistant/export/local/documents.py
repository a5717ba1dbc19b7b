"""The texts of form documents, for finding their placeholders."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import chain
from typing import Any

import docx
import openpyxl
from docx.oxml.ns import qn

from assistant.errors import FormError
from assistant.export.local.placeholders import check_text

_DAMAGES = (KeyError, ValueError, TypeError, AttributeError, IndexError, zipfile.BadZipFile, SyntaxError, OSError)


def open_word(data: bytes, place: str) -> Any:
    """A Word document.

    Raises:
        FormError: it is damaged or none.
    """
    try:
        return docx.Document(BytesIO(data))
    except _DAMAGES as error:
        raise FormError(f"{place}不是 Word 文档，请用 Word 或 WPS 另存为 .docx。") from error


def open_excel(data: bytes, place: str) -> Any:
    """An Excel workbook.

    Raises:
        FormError: it is damaged or none.
    """
    try:
        return openpyxl.load_workbook(BytesIO(data))
    except _DAMAGES as error:
        raise FormError(f"{place}不是 Excel 工作簿，请用 Excel 或 WPS 另存为 .xlsx。") from error


@dataclass(frozen=True)
class Placeholders:
    """The placeholders of a document.

    Attributes:
        in_order: all of them, each once, as they come first.
        beside_project: those in rows that name a project.
        rows: those of each row of a table that has any.
    """

    in_order: tuple[str, ...]
    beside_project: frozenset[str]
    rows: tuple[frozenset[str], ...]

    @property
    def all(self) -> frozenset[str]:
        """All of them."""
        return frozenset(self.in_order)


@lru_cache(maxsize=8)  # one form is filled in again and again, and looked at several times for each table
def placeholders_of(data: bytes, ending: str, place: str) -> Placeholders:
    """The placeholders of a document.

    Raises:
        FormError: one is unknown, badly written or misplaced.
    """
    lines = _word_texts(open_word(data, place)) if ending == ".docx" else _excel_texts(open_excel(data, place))
    rows: dict[object, list[str]] = {}
    for text, row in lines:
        rows.setdefault(row, []).extend(check_text(text, place, in_row=row is not None))
    beside = [names for row, names in rows.items() if row is not None and "项目名称" in names]
    in_rows = tuple(frozenset(names) for row, names in rows.items() if row is not None and names)
    return Placeholders(tuple(dict.fromkeys(chain(*rows.values()))), frozenset(chain(*beside)), in_rows)


def word_roots(document: Any) -> list[Any]:
    """The parts of a Word document in which text stands: the body, headers and footers."""
    roots = [document.element.body]
    for section in document.sections:
        edges = (section.header, section.footer, section.first_page_header, section.first_page_footer)
        roots += [edge._element for edge in edges if not edge.is_linked_to_previous]
    return roots


def texts_in(paragraph: Any) -> list[Any]:
    """The pieces of text of a paragraph, without those of a text box that is anchored in it."""
    return [text for text in paragraph.iter(qn("w:t")) if next(text.iterancestors(qn("w:p"))) is paragraph]


def _word_texts(document: Any) -> Iterator[tuple[str, object]]:
    """Every text, and what tells the row of a table it stands in from others; None where it stands in none."""
    for root in word_roots(document):
        for paragraph in root.iter(qn("w:p")):
            text = "".join(piece.text or "" for piece in texts_in(paragraph))
            yield text, next(paragraph.iterancestors(qn("w:tr")), None)


def _excel_texts(workbook: Any) -> Iterator[tuple[str, object]]:
    for sheet in workbook.worksheets:
        for number, row in enumerate(sheet.iter_rows()):
            yield from ((cell.value, (sheet.title, number)) for cell in row if isinstance(cell.value, str))
