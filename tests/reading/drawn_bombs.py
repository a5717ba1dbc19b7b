"""Pictures and printed documents that are right in every byte and made to exhaust: huge sizes, pages without end, strokes without end."""

import struct
import zlib
from collections.abc import Callable
from random import Random


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _png(width: int, height: int, *chunks: bytes) -> bytes:
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + _chunk(b"IDAT", zlib.compress(b"\x00" * 30_000)) + _chunk(b"IEND", b"")


def _gif(frames: int, side: int) -> bytes:
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, side, side, 0) + b"\x02\x02\x4c\x01\x00"
    return b"GIF89a" + struct.pack("<HHBBB", side, side, 0x80, 0, 0) + bytes(6) + frame * frames + b";"


def _tiff(frames: int, side: int, *, loop: bool) -> bytes:
    """A picture of one strip, said to be there `frames` times, the last of which may point back to the first."""
    tags = [(256, side), (257, side), (258, 8), (259, 1), (262, 1), (273, 8), (277, 1), (278, side), (279, side * side)]
    size = 2 + 12 * len(tags) + 4
    directories = [
        struct.pack("<H", len(tags)) + b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
        + struct.pack("<I", 8 + (number + 1) * size if number < frames - 1 else 8 if loop else 0)
        for number in range(frames)
    ]  # fmt: skip
    return b"II*\x00\x08\x00\x00\x00" + b"".join(directories)


PICTURES: dict[str, Callable[[int], bytes]] = {
    "no end to the right": lambda size: _png(min(size * 50_000, 2**31 - 1), 1),
    "no end on either side": lambda size: _png(min(size * 50_000, 2**31 - 1), min(size * 50_000, 2**31 - 1)),
    "as large as is taken": lambda size: _png(8000, 4999),
    "texts": lambda size: _png(10, 10, *[_chunk(b"tEXt", b"a\0b")] * size),
    "a text that swells": lambda size: _png(10, 10, _chunk(b"zTXt", b"a\0\0" + zlib.compress(b"a" * size * 1000))),
    "frames": lambda size: _gif(size, 9),
    "large frames": lambda size: _gif(min(size, 5000), 6000),
    "pages": lambda size: _tiff(min(size, 5000), 9, loop=False),
    "pages in a ring": lambda size: _tiff(min(size, 5000), 9, loop=True),
    "large pages": lambda size: _tiff(min(size, 5000), 6000, loop=False),
    "nothing but a head": lambda size: b"\xff\xd8\xff\xe0" + b"\xff\xe1\x00\x02" * size,
}


def picture_bomb(data: bytes, random: Random, size: int) -> bytes:
    return random.choice(list(PICTURES.values()))(size)


def pdf_of(content: str, pages: int) -> bytes:
    """A printed document of hand: `pages` times the same page."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {pages}/Kids[{'3 0 R ' * pages}]>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>/Length 11>>stream\n/X Do /X Do\nendstream",
    ]
    body, offsets = "%PDF-1.4\n", []
    for number, content_of in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj{content_of}endobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(body)}\n"
    )
    return f"{body}{end}%%EOF".encode()


def _strokes(count: int, stroke: str) -> str:
    return "".join(stroke.format(n * 7 % 600, n * 11 % 800) for n in range(min(count, 9000)))


PRINTED: dict[str, Callable[[int], bytes]] = {
    "no page": lambda size: pdf_of("", 0),
    "pages": lambda size: pdf_of("BT /F 9 Tf 9 9 Td (a) Tj ET", min(size, 600)),
    "states": lambda size: pdf_of("q " * size, 1),
    "letters": lambda size: pdf_of("BT /F 9 Tf 9 9 Td " + "(a) Tj " * min(size, 9000) + "ET", 1),
    "letters in one place": lambda size: pdf_of("BT /F 9 Tf " + "1 0 0 1 9 9 Tm (a) Tj " * min(size, 9000) + "ET", 1),
    "lines": lambda size: pdf_of(_strokes(size, "0 {1} m 600 {1} l S "), 1),
    "lines across lines": lambda size: pdf_of(_strokes(min(size, 2000), "0 {1} m 600 {1} l S {0} 0 m {0} 800 l S "), 1),
    "boxes": lambda size: pdf_of(_strokes(size, "{0} {1} 9 9 re S "), 1),
}  # fmt: skip


def pdf_bomb(data: bytes, random: Random, size: int) -> bytes:
    return random.choice(list(PRINTED.values()))(size)
