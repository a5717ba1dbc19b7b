"""Word documents: paragraphs and tables in body order, merged cells seen once, text boxes and tables inside cells where they stand."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from assistant.goals.own_form import MARK_COLOUR
from assistant.reading.document import Block, Cell, Grid, Paragraph, Row
from assistant.reading.formats.html import read_html
from assistant.reading.formats.limits import DEFAULT_LIMITS, Allowance
from assistant.reading.formats.mhtml import read_mhtml
from assistant.reading.formats.office.archive import Package
from assistant.reading.formats.office.numbering import Numbering, W, whole
from assistant.reading.formats.office.runs import MC, chosen, look

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_CONTAINERS = {f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")} | {f"{MC}AlternateContent"}
_NESTED = (f"{W}tbl", f"{W}altChunk")
_WIDEST = 1000
"""Columns. No page holds more, whatever a span claims."""
_EMPTY = Cell()


def read_docx(data: bytes, name: str, allowance: Allowance | None = None) -> tuple[Block, ...]:
    """The blocks of a Word document.

    Raises:
        InputError: it is encrypted, damaged, too large or no Word document at all.
    """
    return tuple(_open(data, allowance or Allowance(DEFAULT_LIMITS, name), inner=False).blocks())


def _open(data: bytes, allowance: Allowance, *, inner: bool) -> "_Reader":
    package = Package(data, allowance.name, kind="Word 文档", allowance=allowance)
    return _Reader(package, package.main("word/document.xml"), allowance, inner=inner)


class _Reader:
    """Walks the header of the first page, the body and the notes."""

    def __init__(self, package: Package, main: str, allowance: Allowance, *, inner: bool) -> None:
        self._package, self._main, self._allowance = package, main, allowance
        self._inner = inner
        self._numbering = Numbering(package, main, allowance)
        self._tables = self._paragraphs = self._hidden = 0
        self._read: set[str] = set()

    def blocks(self) -> Iterator[Block]:
        root = self._package.xml(self._main)
        body = root.find(f"{W}body")
        if body is None:
            raise self._package.damaged()
        yield from self._header(root)
        yield from self._children(body)
        yield from self._notes("footnote", "脚注")
        yield from self._notes("endnote", "尾注")
        if self._hidden:
            self._allowance.left_out.append(f"{self._hidden} 处隐藏的文字，未读取")

    def _parts(self, kind: str) -> dict[str, str]:
        """The parts of a kind that the document refers to, by identifier."""
        return {id_: part for id_, of_kind, part in self._package.related(self._main) if of_kind == kind and part in self._package}

    def _header(self, root: Any) -> Iterator[Block]:
        """The header of the first section that has one with text: a title or the unit of money may stand there."""
        parts = self._parts("header")
        for section in root.iter(f"{W}sectPr"):
            self._allowance.check_time()
            kinds = {reference.get(f"{W}type", "default"): reference.get(f"{_R}id") for reference in section.iter(f"{W}headerReference")}
            for kind in ("first", "default") if section.find(f"{W}titlePg") is not None else ("default",):
                part = parts.get(kinds.get(kind, ""), "")
                if not part or part in self._read:
                    continue
                self._read.add(part)
                if lines := self._lines(self._package.xml(part)):
                    yield from (Paragraph(line, "页眉") for line in lines)
                    return

    def _notes(self, kind: str, place: str) -> Iterator[Block]:
        part = next(iter(self._parts(f"{kind}s").values()), None)
        notes = self._package.xml(part).iter(f"{W}{kind}") if part else ()
        for number, note in enumerate((note for note in notes if note.get(f"{W}type", "normal") == "normal"), 1):
            if lines := self._lines(note):
                yield Paragraph("\n".join(lines), f"{place}{number}")

    def _lines(self, parent: Any) -> list[str]:
        """The lines of what stands outside the body, and is not counted with it."""
        counts = self._paragraphs, self._tables
        lines: list[str] = []
        for block in self._children(parent):
            texts = (cell.text for row in block.rows for cell in row.cells) if isinstance(block, Grid) else (block.text,)
            lines += [line for text in texts for line in text.split("\n") if line.strip()]
        self._paragraphs, self._tables = counts
        return lines

    def _children(self, parent: Any) -> Iterator[Block]:
        for child in chosen(parent):
            if child.tag == f"{W}p":
                self._paragraphs += 1
                self._allowance.take_cells(1)
                yield from self._paragraph(child)
            elif child.tag in _NESTED:
                yield from self._nested(child)
            elif child.tag in _CONTAINERS:
                yield from self._children(child)

    def _nested(self, element: Any) -> Iterator[Block]:
        return self._table(element) if element.tag == f"{W}tbl" else self._inserted(element)

    def _paragraph(self, paragraph: Any) -> Iterator[Block]:
        place = f"第{self._paragraphs}段"
        text, boxes = self._text(paragraph)
        for line in text.split("\n"):
            if line.strip():
                yield Paragraph(line, place)
        for box in boxes:
            yield from self._children(box)

    def _inserted(self, element: Any) -> Iterator[Block]:
        """A file that another program has put into this one as it is, for Word to take over: pages and documents are read."""
        self._allowance.check_time()
        part = self._parts("aFChunk").get(element.get(f"{_R}id", ""), "")
        if part in self._read:
            return
        if part:
            self._read.add(part)
        data = self._package.read(part) if part else b""
        form = part.rpartition(".")[2].lower()
        name = self._allowance.name
        if data.strip() and form in ("mht", "mhtml"):
            blocks = read_mhtml(data, name, self._allowance)
        elif data.strip() and form in ("html", "htm", "xhtml"):
            blocks = read_html(data, name, self._allowance)
        elif data and form in ("docx", "docm") and not self._inner:
            blocks = tuple(_open(data, self._allowance, inner=True).blocks())
        else:
            said = f"插入的文件{part.rpartition('/')[2] or '（缺失）'}，未读取，请用 Word 打开后另存再读"
            self._allowance.left_out += [said] if said not in self._allowance.left_out else []
            return
        yield from (_moved(block, f"插入的文件{part.rpartition('/')[2]} ") for block in blocks)

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
                    yield from self._nested(inner)
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
            lines, inner = self._content(cell)
            nested += inner
            text = "\n".join(lines)
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

    def _content(self, parent: Any) -> tuple[list[str], list[Any]]:
        """The lines of a cell or of a text box in it, and what stands in it that is no text: tables, inserted files."""
        lines: list[str] = []
        nested = list(_find(parent, *_NESTED))
        for paragraph in _find(parent, f"{W}p"):
            text, boxes = self._text(paragraph)
            lines.append(text)
            for box in boxes:
                more, inner = self._content(box)
                lines += more
                nested += inner
        return lines, nested

    def _text(self, paragraph: Any) -> tuple[str, list[Any]]:
        """The text of a paragraph with the number in front of it, and the text boxes anchored in it."""
        self._allowance.check_time()
        seen = look(paragraph, self._allowance)
        self._hidden += seen.hidden
        number = self._numbering.next(paragraph)
        return self._allowance.take_text(number + seen.text if seen.text.strip() else seen.text), seen.boxes


def _find(parent: Any, *tags: str) -> Iterator[Any]:
    """Children of some kinds, also inside content controls and tracked insertions."""
    for child in chosen(parent):
        if child.tag in tags:
            yield child
        elif child.tag in _CONTAINERS:
            yield from _find(child, *tags)


def _moved(block: Block, before: str) -> Block:
    """A block of another file, with that file in its places."""
    if isinstance(block, Paragraph):
        return replace(block, place=before + block.place)
    return Grid(tuple(replace(row, place=before + row.place) for row in block.rows))


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
