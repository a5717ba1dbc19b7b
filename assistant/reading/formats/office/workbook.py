"""The parts of an Excel workbook: its visible sheets, the texts they share, and how cells are formatted.

Read straight from the XML and as a stream, so that a sheet of any size costs the memory of what it says, and what a spreadsheet library
trips over (odd styles of exporting systems, drawings, filters) is not even looked at.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assistant.goals.own_form import MARK_COLOUR
from assistant.reading.formats.limits import Allowance
from assistant.reading.formats.office.archive import Package
from assistant.reading.formats.office.number_format import BUILT_IN, GENERAL
from assistant.reading.formats.office.numbering import whole

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_UNPRINTED = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Style:
    """How cells of one format look: their number format, and whether they have the colour of our own marks."""

    number_format: str = GENERAL
    marked: bool = False


@dataclass(frozen=True)
class Sheet:
    """A visible sheet: its name and its part of the archive."""

    title: str
    part: str


class Workbook:
    """What the sheets of a workbook have in common."""

    def __init__(self, package: Package, allowance: Allowance) -> None:
        self.package = package
        main = package.main("xl/workbook.xml")
        root = package.xml(main)
        related = {id_: (kind, part) for id_, kind, part in package.related(main) if part in package}
        parts = {kind: part for kind, part in related.values()}
        settings = root.find(f"{S}workbookPr")
        self.from_1904 = settings is not None and settings.get("date1904", "0") in ("1", "true")
        self.sheets = list(_sheets(root, related))
        self.styles = list(_styles(package.xml(parts["styles"]))) if "styles" in parts else []
        shared = package.elements(parts["sharedStrings"], f"{S}si") if "sharedStrings" in parts else iter(())
        self.texts = [allowance.take_text(text_of(element)) for element in shared]


def text_of(element: Any) -> str:
    """The text of a cell or a shared text: all its runs, without the reading aids above them."""
    pieces = []
    for child in element:
        if child.tag == f"{S}t":
            pieces.append(child.text or "")
        elif child.tag == f"{S}r":
            pieces += [text.text or "" for text in child.iter(f"{S}t")]
    return unescape("".join(pieces))


def unescape(text: str) -> str:
    """Text without the escapes by which Excel writes control characters."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return _UNPRINTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _sheets(root: Any, related: dict[str, tuple[str, str]]) -> Iterator[Sheet]:
    for sheet in root.iter(f"{S}sheet"):
        kind, part = related.get(sheet.get(f"{_R}id", ""), ("", ""))
        if kind == "worksheet" and sheet.get("state", "visible") == "visible":
            yield Sheet(sheet.get("name", "") or "Sheet", part)


def _styles(root: Any) -> Iterator[Style]:
    """The formats that cells refer to by number."""
    own = {whole(element.get("numFmtId"), -1): element.get("formatCode", GENERAL) for element in root.iter(f"{S}numFmt")}
    fills = [_is_mark(fill) for fill in root.iterfind(f"{S}fills/{S}fill")]
    for format_ in root.iterfind(f"{S}cellXfs/{S}xf"):
        number, fill = whole(format_.get("numFmtId")), whole(format_.get("fillId"))
        yield Style(own.get(number) or BUILT_IN.get(number, GENERAL), 0 <= fill < len(fills) and fills[fill])


def _is_mark(fill: Any) -> bool:
    pattern = fill.find(f"{S}patternFill")
    colour = pattern.find(f"{S}fgColor") if pattern is not None and pattern.get("patternType") == "solid" else None
    return colour is not None and colour.get("rgb", "").upper().endswith(MARK_COLOUR)
