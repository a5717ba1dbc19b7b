"""The directory of files in the binary format of old offices (.doc, .xls, .wps): what stands at the top of one."""

import struct
from collections.abc import Iterator

_ENTRY = 128
_NOTHING = 0xFFFFFFFA
"""Numbers from here on stand for no sector and no entry."""
_MOST = 100_000
"""Entries that are looked at."""


def top_streams(data: bytes) -> frozenset[str]:
    """The names of what stands at the top of the file; none where its directory cannot be made out."""
    try:
        entries = _entries(data)
        return frozenset(_children(entries)) if entries else frozenset()
    except struct.error:
        return frozenset()


def _entries(data: bytes) -> list[bytes]:
    """All entries of the directory, whose sectors are chained."""
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in (9, 12):
        return []
    size = 1 << shift
    table = [sector for sector in struct.unpack_from("<109I", data, 76) if sector < _NOTHING]  # enough for 7 MB; what is beyond is not seen
    sector = struct.unpack_from("<I", data, 48)[0]
    entries, seen = list[bytes](), set[int]()
    while sector < _NOTHING and sector not in seen and len(entries) < _MOST:
        seen.add(sector)
        start = (sector + 1) * size
        entries += [data[at : at + _ENTRY] for at in range(start, min(start + size, len(data) - _ENTRY + 1), _ENTRY)]
        part, at = divmod(sector, size // 4)
        if start >= len(data) or part >= len(table):
            break
        sector = struct.unpack_from("<I", data, (table[part] + 1) * size + 4 * at)[0]
    return entries


def _children(entries: list[bytes]) -> Iterator[str]:
    """The names below the root, which form a tree by their left and right neighbours."""
    waiting, seen = [struct.unpack_from("<I", entries[0], 76)[0]], set()
    while waiting:
        number = waiting.pop()
        if number >= len(entries) or number in seen:
            continue
        seen.add(number)
        length = struct.unpack_from("<H", entries[number], 64)[0]
        yield entries[number][: min(64, max(0, length - 2))].decode("utf-16-le", "replace")
        waiting += struct.unpack_from("<2I", entries[number], 68)
