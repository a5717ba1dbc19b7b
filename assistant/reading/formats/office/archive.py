"""Office files are zip archives of XML: told from damaged, encrypted and swollen ones before anything is unpacked, and read part by part.

No part is written to disk, none is fetched from elsewhere, and XML that defines entities is refused: no office program writes it.
"""

import posixpath
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from lxml import etree

from assistant.errors import InputError
from assistant.reading.formats.limits import Allowance, ReadingLimits

_UNREADABLE = (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, RuntimeError)
"""What `zipfile` raises of damaged archives; the last two of ways to pack that it does not know, and of encrypted entries."""
_ENTRY = b"PK\x01\x02"
_EXEMPT_FROM_RATIO = 4 * 2**20
_KEPT = 1000
"""Emptied elements of a stream that may wait to be removed together."""
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
}
"""Names of the strict variant of the formats, and the usual ones."""
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False, "remove_comments": True, "remove_pis": True}
"""`huge_tree=False` has libxml2 refuse texts above 10 MB and nesting deeper than 256: our walkers need not fear their depth."""
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Package:
    """The parts of an office archive by name, unpacked one by one."""

    def __init__(self, data: bytes, name: str, *, kind: str, allowance: Allowance) -> None:
        """Open `data`, which people know as the file `name` and take for a `kind` (Word 文档, Excel 工作簿).

        Whoever reads parts takes time from `allowance`.

        Raises:
            InputError: it is encrypted, damaged, or larger unpacked than the limits allow.
        """
        self._name, self._kind, self._allowance = name, kind, allowance
        self._relations: dict[str, list[tuple[str, str, str]]] = {}
        members = _members(data, name, kind, allowance.limits)
        self._archive = zipfile.ZipFile(BytesIO(data))
        self._members = {_normal(member.filename): member for member in members}

    def __contains__(self, part: str) -> bool:
        return part in self._members

    def read(self, part: str) -> bytes:
        """The bytes of a part, whatever it holds.

        Raises:
            InputError: it is missing or damaged, or time is up.
        """
        self._allowance.check_time()
        try:
            return self._archive.read(self._members[part])
        except (KeyError, zlib.error, *_UNREADABLE) as error:
            raise self.damaged() from error

    def _markup(self, part: str) -> bytes:
        """The bytes of a part that is XML, without what no XML of an office program has."""
        data = self.read(part)
        if any(mark in data for mark in _DOCTYPES):
            raise InputError(f"「{self._name}」里有 {self._kind}不该有的实体定义，可能不安全，请用 Word、Excel 或 WPS 打开后另存再试。")
        if data.count(b"<") > self._allowance.limits.elements:
            raise _too_large(self._name)
        if b"purl.oclc.org" in data:
            for strict, usual in _STRICT.items():
                data = data.replace(strict, usual)
        return data

    def xml(self, part: str) -> Any:
        """A part as a tree.

        Raises:
            InputError: it is missing, damaged or too large, or defines entities, or time is up.
        """
        try:
            root = etree.fromstring(self._markup(part), etree.XMLParser(**_SAFE))
        except (etree.LxmlError, ValueError) as error:
            raise self._refused(error) from error
        self._allowance.check_time()
        return root

    def elements(self, part: str, *tags: str) -> Iterator[Any]:
        """The elements of these kinds in a part, one after another; each is emptied once the next is asked for.

        They must not stand inside each other.

        Raises:
            InputError: the part is missing, damaged or too large, or defines entities, or time is up.
        """
        try:
            for number, (_, element) in enumerate(etree.iterparse(BytesIO(self._markup(part)), events=("end",), tag=tags, **_SAFE)):
                if number % _KEPT == 0:
                    self._allowance.check_time()
                yield element
                if len(element):
                    element.clear()
                if number % _KEPT == 0 and element.getparent() is not None:
                    del element.getparent()[:-1]
        except (etree.LxmlError, ValueError) as error:
            raise self._refused(error) from error

    def related(self, part: str) -> list[tuple[str, str, str]]:
        """What a part (`""`: the archive itself) refers to inside the archive: identifier, kind (`header`, `worksheet`) and part."""
        if part not in self._relations:
            self._relations[part] = self._read_relations(part)
        return self._relations[part]

    def _read_relations(self, part: str) -> list[tuple[str, str, str]]:
        folder, file = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{file}.rels")
        if relations not in self:
            return []
        found = []
        for relation in self.xml(relations).iter(_RELATION):
            target = relation.get("Target", "").replace("\\", "/")
            if relation.get("TargetMode") != "External":
                kind = relation.get("Type", "").rpartition("/")[2]
                found.append((relation.get("Id", ""), kind, _normal(posixpath.join("/", folder, target))))
        return found

    def main(self, usual: str) -> str:
        """The part that holds the document: the one the archive names, or else the `usual` one."""
        named = [part for _, kind, part in self.related("") if kind == "officeDocument" and part in self]
        if not named and usual not in self:
            raise InputError(f"「{self._name}」不是 {self._kind}，请核对文件的实际格式后再试。")
        return named[0] if named else usual

    def _refused(self, error: Exception) -> InputError:
        if not (isinstance(error, etree.XMLSyntaxError) and error.code == etree.ErrorTypes.ERR_RESOURCE_LIMIT):
            return self.damaged()
        return InputError(f"「{self._name}」里的内容嵌套过深或有一段文字过长，请删去这些内容，或用 Word、Excel 或 WPS 打开后另存再试。")

    def damaged(self) -> InputError:
        """What people are told where something is broken."""
        return InputError(f"「{self._name}」已损坏或不是 {self._kind}，请用 Word、Excel 或 WPS 打开后另存再试。")


def _normal(name: str) -> str:
    return posixpath.normpath(name.replace("\\", "/")).lstrip("/")


def _members(data: bytes, name: str, kind: str, limits: ReadingLimits) -> list[zipfile.ZipInfo]:
    if data.count(_ENTRY) > limits.entries:  # before the list of entries takes memory
        raise InputError(f"「{name}」里的文件超过 {limits.entries} 个，不是正常的 {kind}，请用 Word、Excel 或 WPS 打开后另存再试。")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
    except _UNREADABLE as error:
        raise InputError(f"「{name}」已损坏或不是 {kind}，请重新保存或重新下载后再试。") from error
    if any(member.flag_bits & 1 for member in members):
        raise InputError(f"「{name}」设有密码，请取消密码后再试。")
    _check_sizes(members, name, limits)
    _check_names(members, name, kind)
    return members


def _check_sizes(members: list[zipfile.ZipInfo], name: str, limits: ReadingLimits) -> None:
    """Declared sizes are enough to look at: unpacking never yields more than what is declared."""
    swollen = any(
        member.file_size > limits.entry_bytes
        or (member.file_size > _EXEMPT_FROM_RATIO and member.file_size > limits.ratio * max(1, member.compress_size))
        for member in members
    )
    if swollen or sum(member.file_size for member in members) > limits.content_bytes:
        raise _too_large(name)


def _too_large(name: str) -> InputError:
    return InputError(f"「{name}」展开后过大，无法读取，请删去图片、空白行列等内容或拆分文件后再试。")


def _check_names(members: list[zipfile.ZipInfo], name: str, kind: str) -> None:
    counts = Counter(_normal(member.filename) for member in members)
    outside = any(part == ".." or part.startswith("../") or re.match("[A-Za-z]:", part) for part in counts)
    if outside or any(count > 1 for count in counts.values()):
        raise InputError(f"「{name}」里的文件重名或路径异常，不是正常的 {kind}，请用 Word、Excel 或 WPS 打开后另存再试。")
