"""Word documents: paragraphs and tables in body order, merged cells seen once, tables inside cells after the table they stand in."""

import zipfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from assistant.errors import InputError
from assistant.goals.own_form import MARK_COLOUR
from assistant.reading.archive import check_archive
from assistant.reading.document import Block, Cell, Grid, Paragraph, Row

_TEXT, _DELETED = qn("w:t"), {qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"), qn("w:instrText"), qn("w:delText")}
_BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}
_CONTAINERS = {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:moveTo"), qn("w:customXml"), qn("w:smartTag")}


def read_docx(data: bytes, name: str) -> tuple[Block, ...]:
    """The blocks of a Word document.

    Raises:
        InputError: it is encrypted, damaged or no Word document at all.
    """
    check_archive(data, name, kind="Word 文档", main="word/")
    try:
        document = Document(BytesIO(data))
        return tuple(_Body(document).blocks())
    except (KeyError, ValueError, AttributeError, zipfile.BadZipFile, SyntaxError, OSError) as error:
        raise InputError(f"「{name}」已损坏或不是 Word 文档，请用 Word 或 WPS 打开后另存为 .docx 再试。") from error


class _Body:
    """Walks the body; numbers that Word sets in front of list paragraphs are written out, since the text does not hold them."""

    def __init__(self, document: Any) -> None:
        self._body = document.element.body
        self._bullets = _bulleted(document)
        self._counts: Counter[tuple[str, str]] = Counter()
        self._tables = 0
        self._paragraphs = 0

    def blocks(self) -> Iterator[Block]:
        yield from self._children(self._body)

    def _children(self, parent: Any) -> Iterator[Block]:
        for child in parent:
            if child.tag == qn("w:p"):
                self._paragraphs += 1
                for line in self._text(child).split("\n"):
                    yield Paragraph(line, f"第{self._paragraphs}段")
            elif child.tag == qn("w:tbl"):
                yield from self._table(child)
            elif child.tag in _CONTAINERS:
                yield from self._children(child)

    def _table(self, table: Any) -> Iterator[Block]:
        self._tables += 1
        number, nested = self._tables, []
        rows = []
        for at, row in enumerate(_find(table, qn("w:tr")), 1):
            before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
            cells = [Cell()] * (int(before.get(qn("w:val"), "0")) if before is not None else 0)
            for cell in _find(row, qn("w:tc")):
                span, covered = _spans(cell)
                nested += list(_find(cell, qn("w:tbl")))
                text = "" if covered else self._cell_text(cell)
                cells += [Cell(text, covered, _is_marked(cell)), *[Cell("", covered)] * (span - 1)]
            rows.append(Row(tuple(cells), f"表{number} 第{at}行"))
        yield Grid(tuple(rows))
        for inner in nested:
            yield from self._table(inner)

    def _cell_text(self, cell: Any) -> str:
        return "\n".join(self._text(paragraph) for paragraph in _find(cell, qn("w:p")))

    def _text(self, paragraph: Any) -> str:
        return self._number(paragraph) + "".join(_runs(paragraph))

    def _number(self, paragraph: Any) -> str:
        """The number of a list paragraph as `1. `; counting starts anew in every list."""
        numbering = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        level = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:ilvl')}")
        if numbering is None or not "".join(_runs(paragraph)).strip():
            return ""
        key = (numbering.get(qn("w:val"), "0"), level.get(qn("w:val"), "0") if level is not None else "0")
        if key[0] == "0" or key in self._bullets:
            return ""
        self._counts[key] += 1
        return f"{self._counts[key]}. "


def _bulleted(document: Any) -> set[tuple[str, str]]:
    """Lists (number and level) that are set with bullets."""
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError):  # no part for numbering: python-docx offers to make one, and has not got to it
        return set()
    kinds: dict[str, dict[str, str]] = {}
    for abstract in root.iter(qn("w:abstractNum")):
        levels = {level.get(qn("w:ilvl")): level.find(qn("w:numFmt")) for level in abstract.iter(qn("w:lvl"))}
        kinds[abstract.get(qn("w:abstractNumId"))] = {number: fmt.get(qn("w:val")) for number, fmt in levels.items() if fmt is not None}
    bullets = set()
    for number in root.iter(qn("w:num")):
        reference = number.find(qn("w:abstractNumId"))
        for level, kind in kinds.get(reference.get(qn("w:val")) if reference is not None else "", {}).items():
            if kind in ("bullet", "none"):
                bullets.add((number.get(qn("w:numId")), level))
    return bullets


def _find(parent: Any, tag: str) -> Iterator[Any]:
    """Children of one kind, also inside content controls and tracked insertions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _CONTAINERS:
            yield from _find(child, tag)


def _runs(element: Any) -> Iterator[str]:
    """The text of a paragraph as shown: insertions, links and fields included, deletions and field codes not."""
    for child in element:
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag not in _DELETED and isinstance(child.tag, str):
            yield from _runs(child)


def _spans(cell: Any) -> tuple[int, bool]:
    """How many columns a cell covers, and whether it is but the continuation of the cell above."""
    properties = cell.find(qn("w:tcPr"))
    if properties is None:
        return 1, False
    span, merge = properties.find(qn("w:gridSpan")), properties.find(qn("w:vMerge"))
    width = int(span.get(qn("w:val"), "1")) if span is not None else 1
    return max(1, min(width, 1000)), merge is not None and merge.get(qn("w:val"), "continue") != "restart"


def _is_marked(cell: Any) -> bool:
    shading = cell.find(f"{qn('w:tcPr')}/{qn('w:shd')}")
    return shading is not None and shading.get(qn("w:fill"), "").upper() == MARK_COLOUR
