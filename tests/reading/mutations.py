"""Ways to damage a file: bytes, numbers and tags change, go, come twice or end; in archives also inside their parts."""

import json
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from io import BytesIO
from random import Random
from typing import Any

from lxml import etree

from tests.reading.bombs import bomb
from tests.reading.packages import zipped

_MOST = 6
_LONGEST = 2**20
_NUMBER = re.compile(rb"\d+")
_TAG = re.compile(rb"</?([A-Za-z][\w:.-]*)")
_VALUE = re.compile(rb"=\s*([\"'])(.*?)\1", re.DOTALL)
_NUMBERS = [b"0", b"1", b"-1", b"65536", b"2147483648", b"999999999999", b"1e308", b"NaN", b"", b"0.5", b"00", "１２".encode()]
_VALUES: list[Any] = [
    None, True, 0, -1, 1.5, 10**400, 1e308, float("nan"), "", "涉密", "\ud800", "\x00", "1e999999", "无", "≥", [], {}, [[]], [None],
    {"a": 1}, ["甲"] * 3, "甲" * 5000,
]  # fmt: skip
_TEXTS = [number.decode() for number in _NUMBERS]
_PIECES = [
    b"\x00", b"\xff\xfe", b"_x0000_", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"<", b">", b"&", b"]]>", b"<!--", b"&#x0;", b"&#1114111;",
    b"\"", b"'",
    b"\r\n", b"\t", b",", b"|",
    b"<table>", b"</table>", b"<tr>", b"<td>", b"{", b"[", b"\\", b"%PDF-", b"PK\x03\x04", b"\x81\x30\x81\x30",
    "涉密".encode(), "一级指标".encode(),
    "\u202e".encode(), "\ufffe".encode(),
]  # fmt: skip


def damage(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """`data` with a few things wrong; `others` are what pieces are taken from. One in twelve is right in every byte and made to exhaust."""
    if random.random() < 1 / 12:
        return bomb(data, random)
    if data.startswith(b"PK") and random.random() < 0.75:
        return _damage_archive(data, random)
    if random.random() < 0.75 and (damaged := _damage_values(data, random)):
        return damaged
    return _damage_bytes(data, others, random)


def _damage_values(data: bytes, random: Random) -> bytes | None:
    """JSON that stays JSON, with values of other types and sizes in other places; None where `data` is none."""
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except ValueError:
        return None
    for _ in range(random.randint(1, 3)):
        holders = list(_holders(value))
        holder = random.choice(holders)
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        if keys:
            holder[random.choice(keys)] = deepcopy(
                random.choice([*_VALUES, random.choice(holders)])
            )  # own copies, or one may come to hold itself
    return json.dumps(value, ensure_ascii=random.random() < 0.5).encode("utf-8", "surrogatepass")


def _holders(value: Any) -> Iterator[Any]:
    """All lists and objects of a JSON value."""
    if isinstance(value, dict | list):
        yield value
        for member in value.values() if isinstance(value, dict) else value:
            yield from _holders(member)


def _damage_bytes(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    for _ in range(random.randint(1, _MOST)):
        data = random.choice(_WAYS)(data, random.choice(others), random)[:_LONGEST]
    return data


def _damage_archive(data: bytes, random: Random) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    names = sorted(parts)
    for _ in range(random.randint(1, 3)):
        name = random.choice(names)
        spoil = _damage_tree if random.random() < 0.7 else _damage_bytes
        parts[name] = spoil(parts[name], [parts[random.choice(names)]], random)
    if random.random() < 0.1:
        parts[random.choice(names)] = parts.pop(random.choice(names), b"")
    return zipped(parts, random.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]))


def _damage_tree(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """Damage that leaves XML well-formed, for what lies behind the parser to be reached."""
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        return _damage_bytes(data, others, random)
    for _ in range(random.randint(1, 2 * _MOST)):
        elements = list(root.iter())
        one, other = random.choice(elements), random.choice(elements)
        random.choice(_TREE_WAYS)(one, other, random)
    written = etree.tostring(root, encoding="UTF-8")
    return written if len(written) < _LONGEST else data


def _remove(one: Any, other: Any, random: Random) -> None:
    if one.getparent() is not None:
        one.getparent().remove(one)


def _copy_into(one: Any, other: Any, random: Random) -> None:
    other.insert(random.randint(0, len(other)), deepcopy(one))


def _copy_beside(one: Any, other: Any, random: Random) -> None:
    for _ in range(random.choice([1, 2, 30])):
        if one.getparent() is not None:
            one.addnext(deepcopy(one))


def _rename(one: Any, other: Any, random: Random) -> None:
    one.tag = other.tag


def _set_attribute(one: Any, other: Any, random: Random) -> None:
    keys = sorted({*one.attrib, *other.attrib})
    if keys:
        values = [*_TEXTS, *other.attrib.values(), "A1:XFD1048576", "ZZZ99999999", "../../x", "restart"]
        one.set(random.choice(keys), random.choice(values))


def _set_text(one: Any, other: Any, random: Random) -> None:
    one.text = random.choice([*_TEXTS, other.text or "", "甲" * 5000, "_x0000__xD800_", "46387.5", "1e308", "-0"])


def _drop_attributes(one: Any, other: Any, random: Random) -> None:
    one.attrib.clear()


_TREE_WAYS: list[Callable[[Any, Any, Random], None]] = [
    _remove, _copy_into, _copy_beside, _rename, _set_attribute, _set_attribute, _set_text, _set_text, _drop_attributes,
]  # fmt: skip


def _span(data: bytes, random: Random) -> tuple[int, int]:
    start = random.randint(0, len(data))
    return start, min(len(data), start + random.choice([1, 2, 3, 8, 40, 200, 2000]))


def _flip(data: bytes, other: bytes, random: Random) -> bytes:
    if not data:
        return data
    at = random.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << random.randrange(8))]) + data[at + 1 :]


def _delete(data: bytes, other: bytes, random: Random) -> bytes:
    start, end = _span(data, random)
    return data[:start] + data[end:]


def _repeat(data: bytes, other: bytes, random: Random) -> bytes:
    start, end = _span(data, random)
    return data[:end] + data[start:end] * random.choice([1, 1, 2, 50]) + data[end:]


def _splice(data: bytes, other: bytes, random: Random) -> bytes:
    at, (start, end) = random.randint(0, len(data)), _span(other, random)
    return data[:at] + other[start:end] + data[at:]


def _insert(data: bytes, other: bytes, random: Random) -> bytes:
    at = random.randint(0, len(data))
    return data[:at] + random.choice(_PIECES) * random.choice([1, 1, 1, 3, 300]) + data[at:]


def _cut(data: bytes, other: bytes, random: Random) -> bytes:
    return data[: random.randint(0, len(data))]


def _renumber(data: bytes, other: bytes, random: Random) -> bytes:
    found = list(_NUMBER.finditer(data))
    return _put(data, random.choice(found).span(), random.choice(_NUMBERS)) if found else data


def _swap_tags(data: bytes, other: bytes, random: Random) -> bytes:
    found = list(_TAG.finditer(data))
    return _put(data, random.choice(found).span(1), random.choice(found)[1]) if found else data


def _revalue(data: bytes, other: bytes, random: Random) -> bytes:
    found = list(_VALUE.finditer(data))
    if not found:
        return data
    return _put(data, random.choice(found).span(2), random.choice([*_NUMBERS, random.choice(found)[2], b"A1:XFD1048576", b"../../x"]))


def _drop_element(data: bytes, other: bytes, random: Random) -> bytes:
    found = list(_TAG.finditer(data))
    if len(found) < 2:
        return data
    first, last = sorted(random.sample(range(len(found)), 2))
    return data[: found[first].start()] + data[found[min(last, first + 8)].start() :]


def _repeat_element(data: bytes, other: bytes, random: Random) -> bytes:
    found = list(_TAG.finditer(data))
    if len(found) < 2:
        return data
    first = random.randrange(len(found) - 1)
    last = min(first + random.randint(1, 12), len(found) - 1)
    piece = data[found[first].start() : found[last].start()]
    return data[: found[last].start()] + piece * random.choice([1, 2, 100]) + data[found[last].start() :]


def _put(data: bytes, place: tuple[int, int], piece: bytes) -> bytes:
    return data[: place[0]] + piece + data[place[1] :]


_WAYS: list[Callable[[bytes, bytes, Random], bytes]] = [
    _flip, _flip, _delete, _repeat, _splice, _insert, _cut, _renumber, _renumber, _swap_tags, _revalue, _drop_element, _repeat_element,
]  # fmt: skip
