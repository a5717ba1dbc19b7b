"""Scans and pictures: text by recognition, where rapidocr is installed (`requirements-ocr.txt`).

Its models come with the package, so that nothing is fetched. What it finds becomes a printed page like one of a PDF: characters with boxes
and, from the picture itself, ruling lines.
"""

import math
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from statistics import median
from typing import Any

from assistant.errors import InputError, UnsupportedFormatError
from assistant.reading.document import Block
from assistant.reading.formats.isolation import allow_engine, read_apart
from assistant.reading.formats.limits import DEFAULT_LIMITS, Allowance
from assistant.reading.formats.pages.joining import read_pages
from assistant.reading.formats.pages.picture_rules import find_rules, find_tilt
from assistant.reading.formats.pages.printed import Glyph, Page

_RESOLUTION = 200 / 72
"""Pixels per point at which scanned pages are drawn."""
_LARGEST = 40_000_000
"""Pixels of a picture; a page of A3 at 300 dpi has 17 million."""
_SMALLEST = 10
"""Pixels of a side; nobody can read a character of fewer."""
_PAPER = (595.0, 842.0)
"""Points. Pictures do not say how large their paper was; it is taken for A4."""
_TILTED = (0.2, 10.0)
"""Degrees by which a page lies askew on the glass: less does no harm, more is meant."""
_WIDE = 0x2E80
"""The first code of characters as wide as their type is high."""


def is_installed() -> bool:
    """Whether recognition can be used."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def read_picture(data: bytes, name: str, allowance: Allowance | None = None) -> tuple[Block, ...]:
    """The blocks of a picture (or of the several ones in a TIFF file), recognised in a process of its own.

    Raises:
        UnsupportedFormatError: recognition is not installed.
        InputError: the picture is damaged, too large or takes too long, or no text is found on it.
    """
    if not is_installed():
        raise UnsupportedFormatError(f"「{name}」是图片，请在程序目录运行 make ocr 后重试，或改用有文字的 .pdf、.docx 或 .xlsx 文件。")
    return read_apart("picture", data, allowance or Allowance(DEFAULT_LIMITS, name))


def read_here(data: bytes, name: str, allowance: Allowance | None = None) -> tuple[Block, ...]:
    """The same in this process.

    Raises:
        InputError: as `read_picture`.
    """
    allowance = allowance or Allowance(DEFAULT_LIMITS, name)
    pages = []
    allow_engine()
    for number, picture in enumerate(_pictures(data, name, allowance), 1):
        height, width = picture.shape[:2]
        pages.append(_recognise(picture, number, width / (_PAPER[1] if width > height else _PAPER[0])))
    if not any(page.glyphs for page in pages):
        raise InputError(f"「{name}」里没有识别出文字，请换一张更清晰的图片再试。")
    return read_pages(pages, allowance)


def read_scan(page: Any, number: int, allowance: Allowance) -> Page:
    """A page of a PDF that is but a picture, by its number.

    Raises:
        InputError: time is up.
    """
    allowance.check_time()
    allow_engine()
    width, height = page.get_size()
    scale = min(_RESOLUTION, math.sqrt(_LARGEST / max(1.0, width * height)))
    return _recognise(page.render(scale=scale, rev_byteorder=True).to_numpy()[:, :, :3], number, scale)


def _pictures(data: bytes, name: str, allowance: Allowance) -> Iterator[Any]:
    """The pictures of a file as arrays of height x width x 3."""
    pil: Any = import_module("PIL.Image")
    ops: Any = import_module("PIL.ImageOps")
    numpy: Any = import_module("numpy")
    pil.MAX_IMAGE_PIXELS = None  # the size is looked at below, with a sentence of our own
    try:
        with pil.open(BytesIO(data)) as file:
            allowance.take_pages(getattr(file, "n_frames", 1))
            for frame in range(getattr(file, "n_frames", 1)):
                file.seek(frame)
                if file.width * file.height > _LARGEST:
                    raise InputError(f"「{name}」的图片过大（{file.width}×{file.height}），请缩小后再试。")
                yield numpy.asarray(ops.exif_transpose(file).convert("RGB"))
    except (InputError, MemoryError):
        raise
    except Exception as error:  # on damaged files the library breaks in every way there is
        raise InputError(f"「{name}」已损坏或不是图片，请重新保存后再试。") from error


@cache
def _engine() -> Any:
    return import_module("rapidocr").RapidOCR(params={"Global.log_level": "critical"})


def _recognise(picture: Any, number: int, scale: float) -> Page:
    """A picture as a page; `scale` is how many pixels make a point."""
    height, width = picture.shape[:2]
    found: Any = _engine()(picture, return_word_box=True) if min(height, width) >= _SMALLEST else None
    lines = [words for words in found.word_results or () if words] if found is not None and found.boxes is not None else []
    tilt = _tilt(picture, found.boxes, scale) if lines else 0.0
    glyphs = (glyph for words in lines for glyph in _glyphs(words, tilt, (width / 2, height / 2), scale))
    rules = find_rules(picture, tilt, scale)
    return Page(number, width / scale, height / scale, tuple(glyphs), tuple(rules), pictures=1)


def _tilt(picture: Any, boxes: Any, scale: float) -> float:
    """By how many degrees lines fall to the right: ruling lines tell it better than boxes of text."""
    tilt = find_tilt(picture, scale)
    if tilt is None:
        long = sorted(boxes, key=lambda box: float(box[0][0] - box[1][0]))[:20]
        tilt = median(math.degrees(math.atan2(float(box[1][1] - box[0][1]), float(box[1][0] - box[0][0]))) for box in long)
    return tilt if _TILTED[0] < abs(tilt) < _TILTED[1] else 0.0


def _glyphs(words: Sequence[Any], tilt: float, middle: tuple[float, float], scale: float) -> Iterator[Glyph]:
    """Characters of a recognised line, as high as they are wide: boxes of recognition reach above and below the type."""
    boxes = [(text, [_turn(float(x), float(y), tilt, middle) for x, y in corners]) for text, _, corners in words]
    sides = [(text, min(x for x, _ in box), max(x for x, _ in box), sum(y for _, y in box) / len(box)) for text, box in boxes]
    tall = median(max(y for _, y in box) - min(y for _, y in box) for _, box in boxes)
    square = [x1 - x0 for text, x0, x1, _ in sides if len(text) == 1 and ord(text) >= _WIDE]
    size = min(tall, 1.1 * median(square)) if square else 0.7 * tall
    for (text, x0, x1, y), (_, after, _, _) in zip(sides, [*sides[1:], sides[-1]], strict=True):
        x1 = after if x1 < after < x1 + size else x1  # boxes of single characters are narrower than the type
        yield Glyph(text, x0 / scale, (y - size / 2) / scale, x1 / scale, (y + size / 2) / scale)


def _turn(x: float, y: float, degrees: float, middle: tuple[float, float]) -> tuple[float, float]:
    """A point after the page was laid straight."""
    if not degrees:
        return x, y
    sine, cosine = math.sin(math.radians(-degrees)), math.cos(math.radians(-degrees))
    across, down = x - middle[0], y - middle[1]
    return middle[0] + across * cosine - down * sine, middle[1] + across * sine + down * cosine
