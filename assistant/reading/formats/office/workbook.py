"""The parts of an Excel workbook: its visible sheets, the texts they share, and how cells are formatted.

Read straight from the XML and as a stream, so that a sheet of any size costs the memory of what it says, and what a spreadsheet library
trips over (odd styles of exporting systems, drawings, filters) is not even looked at.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.goals.own_form import MARK_COLOUR
from assistant.reading.formats.limits import Allowance
from assistant.reading.formats.office.archive import Package
from assistant.reading.formats.office.format_sections import BUILT_IN, GENERAL
from assistant.reading.formats.office.numbering import whole

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MOST_QUOTES, _LONGEST_QUOTE = 10, 40
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
        self.sheets = list(_sheets(root, related, allowance))
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


def _sheets(root: Any, related: dict[str, tuple[str, str]], allowance: Allowance) -> Iterator[Sheet]:
    """The sheets that are seen, each part once, however often it is listed."""
    read: set[str] = set()
    hidden, missing = [], []
    for sheet in root.iter(f"{S}sheet"):
        kind, part = related.get(sheet.get(f"{_R}id", ""), ("", ""))
        title = sheet.get("name", "") or "Sheet"
        if sheet.get("state", "visible") != "visible":
            hidden.append(title)
        elif not kind:
            missing.append(title)
        elif kind == "worksheet" and part not in read:
            read.add(part)
            yield Sheet(title, part)
    for titles, why in ((hidden, "是隐藏的"), (missing, "在文件里缺失")):
        if titles:
            allowance.left_out.append(f"工作表{_quoted(titles)}{why}，未读取")


def _quoted(texts: Sequence[str]) -> str:
    """Texts by which a person finds what is meant, each cut short, and how many there are if they are many."""
    shown = "".join(f"「{' '.join(text.split())[:_LONGEST_QUOTE]}」" for text in texts[:_MOST_QUOTES])
    return f"{shown}等 {len(texts)} 个" if len(texts) > _MOST_QUOTES else shown


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
