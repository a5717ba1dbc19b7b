"""What a page of a PDF shows, taken from PDFium: characters with their boxes, ruling lines, coloured areas, pictures.

PDFium is asked directly for each character, since it knows widths, turns and fonts that are not embedded; it is fast and used to hostile
files. Whoever calls this does so in a process of its own (`isolation`).
"""

import ctypes
import math
import unicodedata
from collections import Counter
from typing import Any

import pypdfium2
from pypdfium2 import raw

from assistant.reading.formats.limits import Allowance
from assistant.reading.formats.pages.lines import without_doubles
from assistant.reading.formats.pages.pdf_drawing import Drawing, View
from assistant.reading.formats.pages.printed import Glyph, Page

_ASCENT = 0.88
"""Share of the type size above the base line of Chinese type."""
_EVERY = 2000
"""Characters between two looks at the clock."""
_ASLANT = 5.0
"""Degrees from upright or lying, beyond which text is no part of what the page says but a watermark."""
_MOST = 0.6
"""Share of characters that must be turned alike for the page to be turned."""
_LARGE = 14.0
"""Points. Whether type is pale is asked of larger type only."""
_HYPHEN = 2
"""PDFium's code for a hyphen at the end of a line."""
_RADICALS = dict(
    zip(
        "⺁⺄⺈⺊⺌⺗⺟⺠⺩⺪⺫⺬⺭⺮⺯⺶⺷⺻⺼⺾⻁⻄⻅⻆⻈⻉⻊⻋⻌⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "厂乙刀卜小心母民王疋网示礻竹纟羊羊聿肉艹虎西见角讠贝足车辶阝钅長镸长门阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)
"""Characters that fonts name by the radical of the same shape."""
_PALE = 150
"""Brightness of 255 from which type is paler than type to be read."""

_BOX, _MATRIX = raw.FS_RECTF(), raw.FS_MATRIX()
_X, _Y = ctypes.c_double(), ctypes.c_double()


def read_page(document: pypdfium2.PdfDocument, index: int, allowance: Allowance) -> Page:
    """A page of an open document, turned so that most of its text is upright.

    Raises:
        InputError: time is up.
        pypdfium2.PdfiumError: the page is damaged.
    """
    page = document[index]
    try:
        left, bottom, right, top = page.get_bbox()
        view = View(left, bottom, right, top, page.get_rotation())
        content = _Text(page, view, allowance)
        angle, count = Counter(glyph.angle for glyph in content.glyphs).most_common(1)[0] if content.glyphs else (0, 0)
        if angle and count > _MOST * len(content.glyphs):
            view = view._replace(angle=(view.angle - angle) % 360)
            content = _Text(page, view, allowance)
        drawing = Drawing(view, allowance)
        drawing.read(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject)
    finally:
        page.close()
    glyphs = tuple(without_doubles(content.glyphs))
    return Page(
        index + 1, *view.size, glyphs, tuple(drawing.rules), tuple(drawing.marked), drawing.pictures, "".join(content.slanting)
    )  # fmt: skip


class _Text:
    """The characters of a page: those along or across it, and those that stand aslant."""

    def __init__(self, page: pypdfium2.PdfPage, view: View, allowance: Allowance) -> None:
        self.glyphs: list[Glyph] = []
        self.slanting: list[str] = []
        self._view = view
        self._size = view.size
        text = page.get_textpage()
        try:
            for number in range(raw.FPDFText_CountChars(text)):
                if number % _EVERY == 0:
                    allowance.check_time()
                self._read(text, number)
        finally:
            text.close()

    def _read(self, text: Any, number: int) -> None:
        char = read_char(raw.FPDFText_GetUnicode(text, number))
        if not char or raw.FPDFText_IsGenerated(text, number) == 1:
            return
        raw.FPDFText_GetMatrix(text, number, _MATRIX)
        angle = (self._view.angle - math.degrees(math.atan2(_MATRIX.b, _MATRIX.a))) % 360
        turn = 90 * round(angle / 90) if math.isfinite(angle) else 0
        if not abs(angle - turn) <= _ASLANT:  # nor is what is set in no direction at all
            self.slanting.append(char)
            return
        raw.FPDFText_GetLooseCharBox(text, number, _BOX)
        raw.FPDFText_GetCharOrigin(text, number, _X, _Y)
        size = raw.FPDFText_GetFontSize(text, number) * math.hypot(_MATRIX.c, _MATRIX.d)
        glyph = self._place(char, size, turn % 360)
        if 0 <= glyph.centre <= self._size[0] and 0 <= glyph.middle <= self._size[1]:  # what is beside the paper is not seen
            self.glyphs.append(glyph._replace(light=_is_light(text, number)) if size > _LARGE else glyph)

    def _place(self, char: str, size: float, angle: int) -> Glyph:
        """A character with its box: as long as its advance, as high as its type."""
        (x0, y0), (x1, y1) = self._view.show(_BOX.left, _BOX.top), self._view.show(_BOX.right, _BOX.bottom)
        x, y = self._view.show(_X.value, _Y.value)
        below = (1 - _ASCENT) * size
        if angle == 0:
            return Glyph(char, min(x0, x1), y + below - size, max(x0, x1), y + below)
        if angle == 180:
            return Glyph(char, min(x0, x1), y - below, max(x0, x1), y - below + size, angle)
        left = x - below if angle == 90 else x + below - size
        return Glyph(char, left, min(y0, y1), left + size, max(y0, y1), angle)


def read_char(code: int) -> str:
    """A character by its code as a reader would type it; nothing for one that shows nothing."""
    if code == _HYPHEN:
        return "-"
    if code in (0, 0xFFFE, 0xFFFF) or code > 0x10FFFF:
        return ""
    if 0xD800 <= code < 0xE000:
        return "\ufffd"
    char = chr(code)
    if char.isspace():
        return " "
    if 0x2E80 <= code < 0x2FE0:
        return _RADICALS.get(char) or unicodedata.normalize("NFKC", char)
    return "" if unicodedata.category(char) in ("Cc", "Cf") else char


def _is_light(text: Any, number: int) -> bool:
    parts = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFText_GetFillColor(text, number, *parts):
        return False
    red, green, blue, alpha = (part.value for part in parts)
    return alpha < _PALE or 0.3 * red + 0.6 * green + 0.1 * blue > _PALE
