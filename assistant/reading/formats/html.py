"""Web pages and what offices save as such: tables as grids, the text around them as paragraphs."""

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from assistant.errors import InputError
from assistant.reading.document import Block, Cell, Grid, Paragraph, Row
from assistant.reading.formats.encoding import decode_text, without_control
from assistant.reading.formats.limits import DEFAULT_LIMITS, Allowance
from assistant.reading.formats.web_page import Event, page_events, parse_page, shown_field

_CHARSET = re.compile(rb"""charset\s*+=\s*+["']?+\s*+([A-Za-z0-9_-]+)""", re.IGNORECASE)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "utf8": "utf-8"}
_KNOWN = frozenset(("utf-8", "gb18030", "big5"))
"""Encodings that are believed when a page names them; any other claim is mostly a template's."""
_WIDEST, _TALLEST = 1000, 65_534
_LINES = frozenset("p div li dt dd h1 h2 h3 h4 h5 h6 section article main header blockquote center fieldset form pre ul ol dl hr".split())
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_EMPTY, _COVERED = Cell(), Cell(covered=True)


def read_html(data: bytes, name: str, allowance: Allowance | None = None) -> tuple[Block, ...]:
    """The blocks of a web page.

    Raises:
        InputError: it is no text, larger than the limits allow, or but a frame around pages that stand in other files.
    """
    allowance = allowance or Allowance(DEFAULT_LIMITS, name)
    root = open_page(data, allowance)
    if root is None:
        raise InputError(f"「{name}」里没有任何文字，请检查是否保存成功。")
    if is_frame(root):
        raise InputError(f"「{name}」只是网页的框架，表格在同名文件夹的 sheet001.htm 等文件里，请指定其中的文件，或另存为 .xlsx 再试。")
    return read_pages([root], allowance)


def open_page(data: bytes, allowance: Allowance, charset: str = "") -> Any:
    """The tree of a page, None where there is nothing in it; `charset` is what it was sent with, where it names none itself.

    Raises:
        InputError: as for `read_html`.
    """
    text = _decode(data, allowance.name, charset)
    if 2 * text.count("<") > allowance.limits.elements:
        raise InputError(f"「{allowance.name}」的网页过大，无法读取，请拆分后再试。")
    return parse_page(text, allowance.name)


def is_frame(root: Any) -> bool:
    """Whether a page only says which other ones are shown side by side."""
    return root.find(".//frameset") is not None and root.find(".//table") is None


def read_pages(roots: Iterable[Any], allowance: Allowance) -> tuple[Block, ...]:
    """The blocks of pages that are parts of one document; tables are counted through.

    Raises:
        InputError: they are larger than the limits allow.
    """
    reader = _Reader(allowance)
    for root in roots:
        reader.read(page_events(root))
    return reader.finish()


def _decode(data: bytes, name: str, charset: str) -> str:
    marks = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    named = _CHARSET.search(data[:4096])
    encoding = named[1].decode("ascii").lower() if named else charset.lower()
    encoding = "" if data.startswith(marks) else encoding
    encoding = _WIDER.get(encoding, encoding)
    if encoding in _KNOWN:
        try:
            return without_control(data.decode(encoding))
        except UnicodeDecodeError:
            pass
    text = decode_text(data)
    if text is None and encoding in _KNOWN:
        text = without_control(data.decode(encoding, "replace"))  # a page cut off or damaged in places is still worth reading
    if text is None:
        raise InputError(f"「{name}」的编码无法识别，请在浏览器中打开后重新保存，或全选复制到 Word 另存为 .docx 再试。")
    return text


@dataclass
class _OpenCell:
    """A cell while it is read: its text, and between its lines the tables that stand in it."""

    columns: int = 1
    rows: int = 1
    pieces: list[str] = field(default_factory=list)
    nested: list[tuple[int, list[Block]]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return _tidy("".join(self.pieces))


@dataclass
class _OpenTable:
    """A table while it is read."""

    number: int
    rows: list[list[_OpenCell]] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    cell: _OpenCell | None = None


class _Reader:
    """Takes the events of a page, and holds the tables that are open."""

    def __init__(self, allowance: Allowance) -> None:
        self._allowance = allowance
        self._blocks: list[Block] = []
        self._flow: list[str] = []
        self._open: list[_OpenTable] = []
        self._lists: list[int | None] = []
        self._tables = self._paragraphs = self._hidden = self._preformatted = 0

    def read(self, events: Iterator[Event]) -> None:
        """Take in a page."""
        for event in events:
            if event.kind == "hidden":
                self._hidden += bool(self._open)
            elif event.kind == "open":
                self._start(event.name, event.attributes)
            else:
                self._end(event.name)
            if event.text:
                self._write(event.text if self._preformatted else _BLANKS.sub(" ", event.text))
        while self._open:
            self._close_table()
        self._break_flow()
        self._lists, self._preformatted = [], 0

    def finish(self) -> tuple[Block, ...]:
        """What all pages hold."""
        if self._hidden:
            self._allowance.left_out.append(f"表中 {self._hidden} 处隐藏的文字，未读取")
        return tuple(self._blocks)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table":
            self._allowance.check_time()
            self._tables += 1
            if not self._open:
                self._break_flow()
            self._open.append(_OpenTable(self._tables))
        elif name in ("tr", "td", "th", "caption") and self._open:
            self._start_in_table(self._open[-1], name, attributes)
        elif name == "br":
            self._write("\n")
        elif name in ("ol", "ul"):
            self._write("\n")
            self._lists.append(_span(attributes.get("start"), _TALLEST) if name == "ol" else None)
        elif name == "li":
            self._write("\n" + self._list_number(attributes))
        elif name in ("input", "option", "textarea"):
            self._write(shown_field(name, attributes))
        elif name in _LINES:
            self._preformatted += name == "pre"
            self._write("\n")

    def _start_in_table(self, table: _OpenTable, name: str, attributes: dict[str, str]) -> None:
        table.cell = None
        if name == "tr":
            self._allowance.take_cells(1)  # even where it stays empty
            table.rows.append([])
        elif name != "caption":
            table.cell = _OpenCell(_span(attributes.get("colspan"), _WIDEST), _rows(attributes.get("rowspan")))
            if not table.rows:
                table.rows.append([])
            table.rows[-1].append(table.cell)

    def _end(self, name: str) -> None:
        if name == "table" and self._open:
            self._close_table()
        elif name in ("td", "th") and self._open:
            self._open[-1].cell = None
        elif name in ("ol", "ul") and self._lists:
            self._lists.pop()
            self._write("\n")
        elif name in _LINES:
            self._preformatted -= name == "pre" and self._preformatted > 0
            self._write("\n")

    def _list_number(self, attributes: dict[str, str]) -> str:
        if not self._lists or self._lists[-1] is None:
            return ""
        number = _span(attributes.get("value"), _TALLEST, self._lists[-1])
        self._lists[-1] = number + 1
        return f"{number}. "

    def _write(self, text: str) -> None:
        self._allowance.take_text(text)
        if not self._open:
            self._flow.append(text)
        elif self._open[-1].cell is not None:
            self._open[-1].cell.pieces.append(text)
        else:
            self._open[-1].beside.append(text)

    def _break_flow(self) -> None:
        """Turn the text since the last table into paragraphs."""
        self._blocks += self._as_paragraphs("".join(self._flow))
        self._flow = []

    def _as_paragraphs(self, text: str) -> list[Block]:
        found: list[Block] = []
        for line in _tidy(text).split("\n"):
            if line:
                self._allowance.take_cells(1)
                self._paragraphs += 1
                found.append(Paragraph(line, f"第{self._paragraphs}段"))
        return found

    def _close_table(self) -> None:
        table = self._open.pop()
        before = self._as_paragraphs("".join(table.beside))
        blocks = before + self._table_blocks(table)
        if not self._open:
            self._blocks += blocks
        elif (cell := self._open[-1].cell) is not None:
            cell.nested.append((len(cell.pieces), blocks))
            cell.pieces.append("\n")
        else:
            self._blocks += blocks  # between the rows of another table: no place of its own

    def _table_blocks(self, table: _OpenTable) -> list[Block]:
        """A table as a grid; one that only arranges the page, as what stands in its cells."""
        cells = [cell for row in table.rows for cell in row]
        if len(cells) == 1:
            return self._walk(cells[0])
        blocks: list[Block] = []
        rows: list[Row] = []
        for row, members in zip(self._spread(table), table.rows, strict=True):
            holders = [cell for cell in members if cell.nested]
            if not holders:
                rows.append(row)
                continue
            arranged = all(cell.nested or not cell.text for cell in members) or any(cell.text.count("\n") > 3 for cell in holders)
            rows += [] if arranged else [row]
            blocks += [Grid(tuple(rows))] if rows else []
            rows = []
            for cell in members if arranged else holders:
                blocks += self._walk(cell) if arranged else [block for _, inner in cell.nested for block in inner]
        return [*blocks, Grid(tuple(rows))] if rows else blocks

    def _walk(self, cell: _OpenCell) -> list[Block]:
        """The lines of a cell as paragraphs, and the tables in it where they stand."""
        blocks: list[Block] = []
        last = 0
        for at, inner in cell.nested:
            blocks += self._as_paragraphs("".join(cell.pieces[last:at])) + inner
            last = at
        return blocks + self._as_paragraphs("".join(cell.pieces[last:]))

    def _spread(self, table: _OpenTable) -> list[Row]:
        """The rows with every cell in its column, those that reach down or to the right taken into account."""
        down: dict[int, int] = {}
        spread: list[Row] = []
        for at, members in enumerate(table.rows, 1):
            cells: list[Cell] = []
            for member in members:
                while down.get(len(cells), 0):
                    cells.append(_COVERED)
                for column in range(len(cells), len(cells) + member.columns):
                    if member.rows > 1:
                        down[column] = member.rows
                cells += [Cell(member.text), *[_EMPTY] * (member.columns - 1)]
                self._allowance.take_cells(member.columns)
            last = max((column for column, left in down.items() if left), default=-1)
            cells += [_COVERED if down.get(column, 0) else _EMPTY for column in range(len(cells), last + 1)]
            down = {column: left - 1 for column, left in down.items() if left > 1}
            self._allowance.take_cells(len(down))
            spread.append(Row(tuple(cells), f"表{table.number} 第{at}行"))
        return spread


def _tidy(text: str) -> str:
    lines = (line.strip(" \t\r\n\f") for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _span(text: str | None, largest: int, default: int = 1) -> int:
    """A span as browsers take it: the digits it begins with, at least one, bounded."""
    digits = re.match(r"\s*(\d{1,9})", text or "", re.ASCII)
    return max(1, min(int(digits[1]), largest)) if digits else default


def _rows(text: str | None) -> int:
    """How many rows a cell reaches down; zero says all that follow."""
    return _TALLEST if (text or "").strip() == "0" else _span(text, _TALLEST)
