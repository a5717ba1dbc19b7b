"""What a file really is, by its first bytes and its parts: endings are given by people, and exporting systems give wrong ones."""

import re
import zipfile
from enum import StrEnum, auto
from io import BytesIO

from assistant.reading.formats.encoding import decode_text
from assistant.reading.formats.old_directory import top_streams


class Kind(StrEnum):
    """Kinds of files that are told apart."""

    DOCX = auto()
    XLSX = auto()
    HTML = auto()
    MHTML = auto()
    CSV = auto()
    TEXT = auto()
    PDF = auto()
    IMAGE = auto()
    OLD_TEXT = auto()
    OLD_SHEET = auto()
    SLIDES = auto()
    OFD = auto()
    ENCRYPTED = auto()
    ARCHIVE = auto()
    UNKNOWN = auto()


SHEETS = frozenset((".xls", ".xlsx", ".xlsm", ".xlt", ".xltx", ".et", ".ett", ".ods", ".csv", ".tsv"))
"""Endings of tables."""
_TEXTS = frozenset((".txt", ".md", ".markdown", ".text", ""))
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
_STREAMS = {
    "EncryptedPackage": Kind.ENCRYPTED,
    "WordDocument": Kind.OLD_TEXT,
    "Workbook": Kind.OLD_SHEET,
    "Book": Kind.OLD_SHEET,
    "PowerPoint Document": Kind.SLIDES,
}
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OTHER_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")
_PAGE = re.compile(
    r"\s*+(?:<\?xml[^>]{0,200}\?>\s*+)?(?:<!--(?:(?!-->).){0,2000}+-->\s*+)*+<(?:!doctype\s+html|html|head|meta|body|title|style)\b",
    re.I | re.S,
)
_MAIL = re.compile(r"^MIME-Version:", re.I | re.M)
_MAIL_WITH_PAGE = re.compile(r"^Content-Type:\s*(?:multipart/related|text/html)", re.I | re.M)
_FRAGMENT = re.compile(r"<(?:table|tr|td|th|html|body)\b", re.IGNORECASE)
_OLD_XML = re.compile(r"urn:schemas-microsoft-com:office:spreadsheet|schemas\.microsoft\.com/office/(?:word/2003/wordml|2006/xmlPackage)")


def kind_of(data: bytes, ending: str) -> Kind:
    """The kind of a file; where its bytes leave it open (plain text), the ending decides."""
    if data.startswith(_ARCHIVES):
        return _kind_of_archive(data)
    if data.startswith(_OLE):
        return _kind_of_old_office(data, ending)
    if data.lstrip()[:5] == b"{\\rtf":
        return Kind.OLD_TEXT
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    if data.startswith(_IMAGES) or (data.startswith(b"BM") and data[6:10] == bytes(4)):
        return Kind.IMAGE
    if data.startswith(_OTHER_ARCHIVES):
        return Kind.ARCHIVE
    return _kind_of_text(data, ending)


def _kind_of_archive(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = [name.replace("\\", "/").lstrip("/") for name in archive.namelist()[:10_000]]
            kind = archive.read("mimetype")[:100] if "mimetype" in names and archive.getinfo("mimetype").file_size < 1000 else b""
    except Exception:  # whatever is wrong with an archive, the reader it goes to says so
        return Kind.UNKNOWN
    folders = {name.partition("/")[0] for name in names}
    if b"opendocument.text" in kind or b"opendocument.spreadsheet" in kind:
        return Kind.OLD_TEXT if b"text" in kind else Kind.OLD_SHEET
    known = {"word": Kind.DOCX, "xl": Kind.XLSX, "ppt": Kind.SLIDES, "OFD.xml": Kind.OFD}
    return next((known[folder] for folder in known if folder in folders), Kind.ARCHIVE)


def _kind_of_old_office(data: bytes, ending: str) -> Kind:
    """Files in the binary format of old, by the streams at its top; documents that are embedded in another stand below.

    Where the directory is damaged, the names are looked for anywhere, and among several the ending decides.
    """
    expected = Kind.OLD_SHEET if ending in SHEETS else Kind.OLD_TEXT
    top = top_streams(data)
    found = {kind for stream, kind in _STREAMS.items() if stream in top}
    found = found or {kind for stream, kind in _STREAMS.items() if stream.encode("utf-16-le") in data}
    return next((kind for kind in (Kind.ENCRYPTED, expected, *_STREAMS.values()) if kind in found), expected)


def _kind_of_text(data: bytes, ending: str) -> Kind:
    head = decode_text(data[:8192]) or data[:8192].decode("gb18030", "replace")
    if _PAGE.match(head):
        return Kind.HTML
    if _MAIL.search(head) and _MAIL_WITH_PAGE.search(head):
        return Kind.MHTML
    if head.lstrip().startswith("<") and _OLD_XML.search(head):
        return Kind.OLD_SHEET if "spreadsheet" in head else Kind.OLD_TEXT
    if ending in (".html", ".htm", ".xhtml") or (ending not in _TEXTS and ending not in (".csv", ".tsv") and _FRAGMENT.search(head)):
        return Kind.HTML
    if ending in (".csv", ".tsv") or (ending in SHEETS and len(re.findall(r"^[^\n]*[\t,][^\n]*$", head, re.M)) > 1 and decode_text(data)):
        return Kind.CSV
    return Kind.TEXT if ending in _TEXTS else Kind.UNKNOWN
