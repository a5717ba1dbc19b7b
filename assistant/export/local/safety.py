"""Form documents come from anywhere: one that could do more than be filled in is refused before it is opened."""

import re
import zipfile
from functools import lru_cache
from io import BytesIO

from assistant.errors import FormError

_LARGEST, _MOST_ENTRIES = 50 * 2**20, 2000
_MACROS = re.compile(r"vbaProject|\.bin$|/embeddings/|/activeX/|/externalLinks/", re.IGNORECASE)
_ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_REACHES_OUT = re.compile(rb'<Relationship\b(?=[^>]*TargetMode="External")(?![^>]*/hyperlink")')
_FORMULA = re.compile(rb"<f[\s>]")
_FIELD = re.compile(rb"\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|DATABASE)\b")
_FIELD_CODE = re.compile(rb'<w:instrText[^>]*>([^<]*)<|w:instr="([^"]*)"')
_HARMLESS_BIN = re.compile(r"printerSettings\d*\.bin$", re.IGNORECASE)


@lru_cache(maxsize=8)  # the same few documents, for every table that is written
def check_document(data: bytes, place: str) -> None:
    """Refuse a document with macros, formulas, embedded programs, or anything that is fetched from elsewhere.

    Raises:
        FormError: it has one of these, is damaged, encrypted, or swells beyond measure.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > _MOST_ENTRIES or sum(member.file_size for member in members) > _LARGEST:
                raise FormError(f"{place}展开后过大，请删去图片等内容。")
            for member in members:
                _check_part(member.filename, archive.read(member), place)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as error:  # encrypted, or packed in an unknown way
        raise FormError(f"{place}已损坏、设有密码或不是 Office 文件，请重新保存。") from error


def _check_part(name: str, part: bytes, place: str) -> None:
    if _MACROS.search(name) and not _HARMLESS_BIN.search(name):
        raise FormError(f"{place}里有宏或嵌入的程序，请删去后另存为不带宏的文件。")
    if not name.endswith((".xml", ".rels")):
        return
    if _ENTITY.search(part) or _REACHES_OUT.search(part):
        raise FormError(f"{place}里有指向外部文件的链接，请删去后重新保存。")
    if name.startswith("xl/worksheets/") and _FORMULA.search(part):
        raise FormError(f"{place}里有公式，请改成文字或占位符，例如合计写成「{{{{金额合计}}}}」。")
    if any(_FIELD.search(match[0]) for match in _FIELD_CODE.finditer(part)):
        raise FormError(f"{place}里有引用其他文件的域，请删去后重新保存。")
