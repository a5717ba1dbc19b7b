"""Structures that are right in every byte and made to exhaust: deep nesting, huge counts, long runs, repeated parts, wrong types.

Each is small to write down and grows with `size`; readers must refuse them or take them in a time that grows no faster.
"""

import base64
import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from random import Random
from typing import Any

from tests.reading.drawn_bombs import pdf_bomb, picture_bomb
from tests.reading.packages import zipped

SIZES = (30, 600, 5000, 30_000)
"""How often something stands there; the product of two is bounded by `_LONGEST`."""
_LONGEST = 100_000
"""Characters of a run."""
_ROWS = 5000
"""Rows of a run: each takes a millisecond, which is no fault."""

RUNS: dict[str, tuple[str, str, str]] = {
    "tag that does not begin": ("<", " ", ""),
    "break that does not end": ("x<br", " ", "y"),
    "closing tag that does not end": ("</p", " ", "x"),
    "tag whose attributes do not end": ("", "<p a ", ""),
    "emphasis that does not end": ("", "**a ", ""),
    "stars": ("", "*", ""),
    "rule of a table that breaks off": ("--", " ", "x"),
    "rules of a table": ("|", "--|", "x"),
    "bookmarks that do not end": ("", "[bookmark:", ""),
    "comments": ("", "<!---->", "x"),
    "comment that does not end": ("", "<!--", ""),
    "entities": ("", "&#60;", ""),
    "entities that do not end": ("", "&#", ""),
    "opening brackets": ("产出指标", "（", "）"),
    "numbering": ("", "①", "甲"),
    "points": ("", "1.", "甲"),
    "blanks": ("甲", " ", "乙"),
    "wide blanks": ("甲", "\u3000", "乙"),
    "characters apart": ("", "甲 ", ""),
    "columns by blanks": ("", "a  ", ""),
    "lines in columns by blanks": ("", "a  b  c  d  e  f\n", ""),
    "line ends": ("甲", "\n", "乙"),
    "lines of one cell": ("\t甲\n\t乙\n\t丙\n", "丁\n", ""),
    "grids apart": ("", "甲\t乙\n\n", ""),
    "tabs": ("甲", "\t", "乙"),
    "bars": ("|", "|", "|"),
    "commas": ("甲", ",", "乙"),
    "quotes": ("", '"', ""),
    "quotes and commas": ("", '",', ""),
    "colons": ("", "：", "甲"),
    "semicolons": ("", "甲；", ""),
    "digits": ("≥", "1", "万元"),
    "digits and points": ("", "1.1、", ""),
    "amounts": ("", "1万元，", ""),
    "labels": ("", "项目名称：", ""),
    "rows of labels": ("", "三级指标\t指标值\n", ""),
    "rows": ("项目名称\t甲\n绩效目标\t乙\n三级指标\t指标值\n", "监测次数\t≥2次\n", ""),
    "one word": ("", "绩效指标", ""),
    "one character": ("", "甲", ""),
    "marks of order": ("甲", "\u202e", "乙"),
}


def run_of(kind: str, size: int) -> str:
    """A run of something in a text."""
    before, piece, after = RUNS[kind]
    return before + piece * min(size, _ROWS if "\n" in piece else size, _LONGEST // len(piece)) + after


def text_bomb(data: bytes, random: Random, size: int) -> bytes:
    """A run alone, behind a good text, or in one of its cells."""
    run = run_of(random.choice(list(RUNS)), size)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    lines = text.split("\n")
    at = random.randrange(len(lines))
    lines[at] = random.choice([lines[at] + run, f"{lines[at]}\t{run}", f"{run}\n{lines[at]}", lines[at].replace("：", run)])
    return random.choice([run, text + run, "\n".join(lines)]).encode()


PAGES: dict[str, Callable[[int], str]] = {
    "tables in tables": lambda size: "<table><tr><td>甲" * size,
    "blocks in blocks": lambda size: "<div>甲" * size,
    "lists in lists": lambda size: "<ol><li>甲" * size,
    "comments": lambda size: "<!---->" * size + "<table><tr><td>甲",
    "cells": lambda size: "<table><tr>" + "<td>甲" * size,
    "rows": lambda size: "<table>" + "<tr><td>甲<td>乙" * size,
    "wide cells": lambda size: "<table>" + "<tr><td colspan=999999>甲" * size,
    "tall cells": lambda size: "<table><tr>" + "<td rowspan=65000 colspan=9>甲" * size + "<tr><td>乙" * size,
    "style of blanks": lambda size: f"<p style='background:{' ' * min(size, _LONGEST)}none'>甲</p>",
    "white text under a long style": lambda size: (
        f"<div style='{'a:b;' * size}'>" + "<b style='color:white'>甲</b>" * size + "</div>"
    ),
    "white text under white text": lambda size: "<b style=color:white>" * min(size, 200) + "<i style='color:#fff'>甲</i>" * size,
    "attributes": lambda size: "<p " + " ".join(f"a{number}=b" for number in range(min(size, 9000))) + ">甲",
    "attribute without end": lambda size: "<table><tr><td class='" + "a " * size,
    "links": lambda size: "<ul>" + "<li><a href=a>甲</a>" * size,
    "encoding that is not named": lambda size: "<meta charset" + " " * size + "=" + " " * size + ">甲",
    "captions": lambda size: "<table>" + "<caption>甲</caption>" * size,
    "frames": lambda size: "<frameset>" * size + "<frame src=a>" * size,
    "entities": lambda size: "<p>" + "&#30002;" * size,
}  # fmt: skip


def page_bomb(data: bytes, random: Random, size: int) -> bytes:
    """A page of one kind of thing, before or inside a good one; or a run in the text of one."""
    piece = random.choice([*(make(size) for make in PAGES.values()), run_of(random.choice(list(RUNS)), size)])[:_LONGEST].encode()
    at = random.choice([data.find(b"<body>"), data.find(b"<td>"), data.find(b"</html>"), 0])
    return random.choice([piece, data[: max(at, 0)] + piece + data[max(at, 0) :]])


MAIL = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=%b\r\n\r\n"
SENT: dict[str, Callable[[bytes, int], bytes]] = {
    "empty parts": lambda page, size: MAIL % b"x" + b"--x\r\n\r\n" * size,
    "pages": lambda page, size: MAIL % b"x" + b"--x\r\nContent-Type: text/html\r\n\r\n<p>a</p>\r\n" * size,
    "the same page": lambda page, size: MAIL % b"x" + (b"--x\r\nContent-Type: text/html\r\n\r\n" + page + b"\r\n") * min(size, 12),
    "parts in parts": lambda page, size: b"".join(MAIL % b"x%d" % n + b"--x%d\r\n" % n for n in range(min(size, 5000))) + page,
    "parts in parts of one name": lambda page, size: (MAIL % b"x" + b"--x\r\n") * size + page,
    "heads": lambda page, size: b"MIME-Version: 1.0\r\n" + b"a:\r\n" * size + b"Content-Type: text/html\r\n\r\n" + page,
    "a head of options": lambda page, size: MAIL % (b"x" + b';a="' * size) + b"--x\r\n\r\n",
    "a head without end": lambda page, size: b"MIME-Version: 1.0\r\nContent-Type: text/html" + b" " * size + page,
    "a mark of one dash": lambda page, size: MAIL % b"-" + b"---\r\n" * size + page,
    "no mark": lambda page, size: MAIL % b'""' + b"--\r\n" * size + page,
    "wrapped": lambda page, size: (
        b"MIME-Version: 1.0\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.b64encode(page * min(size, 9))
        + b"=" * size
    ),
    "quoted": lambda page, size: (
        b"MIME-Version: 1.0\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + b"=\r\n" * size + page
    ),
}  # fmt: skip


def mail_bomb(data: bytes, random: Random, size: int) -> bytes:
    page = data[max(data.find(b"<!DOCTYPE"), data.find(b"<html"), 0) :]
    return random.choice(list(SENT.values()))(page_bomb(page, random, min(size, 600)), size)


def json_bomb(data: bytes, random: Random, size: int) -> bytes:
    """JSON of the right form in which one value is another thing altogether."""
    value = json.loads(data.decode("utf-8-sig"))
    holders = list(_holders(value))
    holder = random.choice(holders)
    keys: list[Any] = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
    if keys:
        holder[random.choice(keys)] = "@"
    wrong = [
        "[" * size + "]" * size, '{"a":' * size + "1" + "}" * size, "1" * size, "-" + "1" * size, "1e" + "9" * min(size, 9),
        f"0.{'0' * size}1",
        "5", "true", '"甲"', "null", "{}", "[]", "[" + "[]," * size + "0]", "[" + "{}," * size + "0]", '"' + "甲" * size + '"',
        '{"name":"甲","goals":[]}', "[" + '{"level3":"甲"},' * size + '{"level3":"乙"}]',
    ]  # fmt: skip
    text = json.dumps(value, ensure_ascii=False)
    piece = random.choice([*wrong, json.dumps(run_of(random.choice(list(RUNS)), size))])
    return random.choice([text.replace('"@"', piece, 1), text.replace('"@"', piece, 1), piece, "\n".join([text] * min(size, 40))]).encode()


def _holders(value: Any) -> list[Any]:
    found, waiting = [], [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict | list):
            found.append(value)
            waiting += value.values() if isinstance(value, dict) else value
    return found


def archive_bomb(data: bytes, random: Random, size: int) -> bytes:
    """An Office file in whose parts elements are repeated or nested without end, or with too many parts."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    if random.random() < 0.1:
        parts |= {f"word/{number}.xml": b"" for number in range(min(size, 9000))}
    for name in random.sample(sorted(parts), min(len(parts), random.randint(1, 3))):
        parts[name] = _swell(parts[name], random, size)
    return zipped(parts, zipfile.ZIP_DEFLATED)


def _swell(part: bytes, random: Random, size: int) -> bytes:
    """One element of a part many times, side by side or in itself; or a run as its text."""
    from lxml import etree

    try:
        root = etree.fromstring(part)
    except etree.XMLSyntaxError:
        return part
    elements = [element for element in root.iter() if isinstance(element.tag, str) and element is not root]
    if not elements:
        return part
    element = random.choice(elements)
    way = random.random()
    if way < 0.3:
        element.text = run_of(random.choice(list(RUNS)), size).replace("\u202e", "")
        return bytes(etree.tostring(root, encoding="UTF-8"))
    tail, element.tail = element.tail, None
    written = etree.tostring(element, encoding="unicode")
    if way < 0.7:
        swollen = written * max(2, min(size, _LONGEST // len(written)))
    else:
        head = f"{written[: written.index('>')].rstrip('/')}>"
        name = written[1:].split()[0].rstrip("/>").split(">")[0]
        swollen = head * max(2, min(size, _LONGEST // len(head))) + f"</{name}>" * max(2, min(size, _LONGEST // len(head)))
    marker = etree.Comment("here")
    marker.tail = tail
    element.getparent().replace(element, marker)
    return str(etree.tostring(root, encoding="unicode")).replace("<!--here-->", swollen).encode()


def bomb(data: bytes, random: Random) -> bytes:
    """A structure that exhausts, of the format of `data`."""
    size = random.choice(SIZES)
    make = next((make for is_of, make in _MAKERS if is_of(data)), text_bomb)
    return make(data, random, size)


_MAKERS: list[tuple[Callable[[bytes], bool], Callable[[bytes, Random, int], bytes]]] = [
    (lambda data: data.startswith(b"PK"), archive_bomb),
    (lambda data: data.startswith(b"MIME"), mail_bomb),
    (lambda data: data.startswith(b"%PDF"), pdf_bomb),
    (lambda data: data.startswith((b"\x89PNG", b"\xff\xd8", b"GIF8", b"BM", b"II*", b"MM")), picture_bomb),
    (lambda data: data.lstrip()[:2].lower() in (b"<!", b"<h"), page_bomb),
    (lambda data: data.lstrip(b"\xef\xbb\xbf")[:2] in (b'{"', b"{\n", b"[{"), json_bomb),
]
