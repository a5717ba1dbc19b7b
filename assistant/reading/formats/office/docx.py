"""Word documents: paragraphs and tables in body order, merged cells seen once, text boxes and tables inside cells where they stand."""

from collections.abc import Iterator
from typing import Any

from assistant.goals.own_form import MARK_COLOUR
from assistant.reading.document import Block, Cell, Grid, Paragraph, Row
from assistant.reading.formats.limits import DEFAULT_LIMITS, Allowance
from assistant.reading.formats.office.archive import Package
from assistant.reading.formats.office.numbering import Numbering, W, whole
from assistant.reading.formats.office.runs import MC, chosen, hidden_runs, shown_runs, text_boxes

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_CONTAINERS = {f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")} | {f"{MC}AlternateContent"}
_WIDEST = 1000
"""Columns. No page holds more, whatever a span claims."""
_EMPTY = Cell()


def read_docx(data: bytes, name: str, allowance: Allowance | None = None) -> tuple[Block, ...]:
    """The blocks of a Word document.

    Raises:
        InputError: it is encrypted, damaged, too large or no Word document at all.
    """
    allowance = allowance or Allowance(DEFAULT_LIMITS, name)
    package = Package(data, name, kind="Word 文档", limits=allowance.limits)
    return tuple(_Reader(package, package.main("word/document.xml"), allowance).blocks())


class _Reader:
    """Walks the header of the first page, the body and the footnotes."""

    def __init__(self, package: Package, main: str, allowance: Allowance) -> None:
        self._package, self._main, self._allowance = package, main, allowance
        self._numbering = Numbering(package, main)
        self._tables = 0
        self._paragraphs = 0
        self._hidden = 0

    def blocks(self) -> Iterator[Block]:
        root = self._package.xml(self._main)
        body = root.find(f"{W}body")
        if body is None:
            raise self._package.damaged()
        yield from self._header(root)
        yield from self._children(body)
        yield from self._footnotes()
        if self._hidden:
            self._allowance.left_out.append(f"{self._hidden} 处隐藏的文字，未读取")

    def _header(self, root: Any) -> Iterator[Block]:
        """The header of the first section that has one with text: a title or the unit of money may stand there."""
        parts = {id_: part for id_, kind, part in self._package.related(self._main) if kind == "header" and part in self._package}
        for section in root.iter(f"{W}sectPr"):
            kinds = {reference.get(f"{W}type", "default"): reference.get(f"{_R}id") for reference in section.iter(f"{W}headerReference")}
            for kind in ("first", "default") if section.find(f"{W}titlePg") is not None else ("default",):
                lines = self._lines_of_part(parts[kinds[kind]]) if kinds.get(kind) in parts else []
                if lines:
                    yield from (Paragraph(line, "页眉") for line in lines)
                    return

    def _lines_of_part(self, part: str) -> list[str]:
        lines: list[str] = []
        for paragraph in self._package.xml(part).iter(f"{W}p"):
            lines += [line for line in self._text(paragraph).split("\n") if line.strip()]
        return lines

    def _footnotes(self) -> Iterator[Block]:
        part = next((part for _, kind, part in self._package.related(self._main) if kind == "footnotes" and part in self._package), None)
        notes = self._package.xml(part).iter(f"{W}footnote") if part else ()
        for number, note in enumerate((note for note in notes if note.get(f"{W}type", "normal") == "normal"), 1):
            text = "\n".join(self._text(paragraph) for paragraph in note.iter(f"{W}p"))
            if text.strip():
                yield Paragraph(text, f"脚注{number}")

    def _children(self, parent: Any) -> Iterator[Block]:
        for child in chosen(parent):
            if child.tag == f"{W}p":
                self._paragraphs += 1
                self._allowance.take_cells(1)
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag in _CONTAINERS:
                yield from self._children(child)

    def _paragraph(self, paragraph: Any) -> Iterator[Block]:
        place = f"第{self._paragraphs}段"
        for line in self._text(paragraph).split("\n"):
            if line.strip():
                yield Paragraph(line, place)
        for box in text_boxes(paragraph):
            yield from self._children(box)

    def _table(self, table: Any) -> Iterator[Block]:
        """A table; a table inside one of its cells comes after the row it stands in."""
        self._tables += 1
        number = self._tables
        rows: list[Row] = []
        above: dict[int, str] = {}
        for at, row in enumerate(_find(table, f"{W}tr"), 1):
            if row.find(f"{W}trPr/{W}del") is not None:
                continue
            cells, nested = self._row(row, above)
            rows.append(Row(tuple(cells), f"表{number} 第{at}行"))
            if nested:
                yield Grid(tuple(rows))
                rows = []
                for inner in nested:
                    yield from self._table(inner)
        if rows:
            yield Grid(tuple(rows))

    def _row(self, row: Any, above: dict[int, str]) -> tuple[list[Cell], list[Any]]:
        """The cells of a row and the tables in them; `above` holds the text of the merged cell that reaches down in each column."""
        self._allowance.take_cells(1)  # even where it stays empty
        before = row.find(f"{W}trPr/{W}gridBefore")
        cells: list[Cell] = [_EMPTY] * (_bounded(before) if before is not None else 0)
        nested: list[Any] = []
        for cell in _find(row, f"{W}tc"):
            properties = cell.find(f"{W}tcPr")
            width, down, across = _merging(properties)
            nested += self._nested(cell)
            text = self._cell_text(cell)
            at = len(cells)
            covered = down == "continue" and at in above
            if covered and text.strip() == above[at].strip():
                text = ""  # programs that write the same text into all cells of a merged one
            if not covered:
                for column in range(at, at + width):
                    above.pop(column, None)
                    if down == "restart":
                        above[column] = text
            text = "" if across and not text.strip() else text
            self._allowance.take_cells(width)
            cells += [Cell(text, covered, _is_marked(properties)), *[Cell("", covered) if covered else _EMPTY] * (width - 1)]
        return cells, nested

    def _nested(self, cell: Any) -> list[Any]:
        boxes = [box for paragraph in _find(cell, f"{W}p") for box in text_boxes(paragraph)]
        return [table for parent in (cell, *boxes) for table in _find(parent, f"{W}tbl")]

    def _cell_text(self, cell: Any) -> str:
        lines = []
        for paragraph in _find(cell, f"{W}p"):
            lines.append(self._text(paragraph))
            lines += [self._text(inner) for box in text_boxes(paragraph) for inner in _find(box, f"{W}p")]
        return "\n".join(lines)

    def _text(self, paragraph: Any) -> str:
        self._hidden += sum(1 for _ in hidden_runs(paragraph))
        text = "".join(shown_runs(paragraph))
        number = self._numbering.next(paragraph)
        return self._allowance.take_text(number + text if text.strip() else text)


def _find(parent: Any, tag: str) -> Iterator[Any]:
    """Children of one kind, also inside content controls and tracked insertions."""
    for child in chosen(parent):
        if child.tag == tag:
            yield child
        elif child.tag in _CONTAINERS:
            yield from _find(child, tag)


def _merging(properties: Any) -> tuple[int, str, bool]:
    """How many columns a cell covers, whether it begins or continues one that reaches down, and whether it continues the one before it."""
    if properties is None:
        return 1, "", False
    span, down, across = (properties.find(f"{W}{name}") for name in ("gridSpan", "vMerge", "hMerge"))
    width = max(1, _bounded(span)) if span is not None else 1
    kind = "" if down is None else "restart" if down.get(f"{W}val") == "restart" else "continue"
    return width, kind, across is not None and across.get(f"{W}val") != "restart"


def _bounded(element: Any) -> int:
    return max(0, min(whole(element.get(f"{W}val")), _WIDEST))


def _is_marked(properties: Any) -> bool:
    shading = properties.find(f"{W}shd") if properties is not None else None
    return shading is not None and shading.get(f"{W}fill", "").upper() == MARK_COLOUR
