"""Ruling lines in the picture of a page: long thin dark strokes along it, and by how much they lie askew."""

import math
from collections.abc import Iterator
from importlib import import_module
from statistics import median
from typing import Any

from assistant.reading.formats.pages.printed import Rule

_ACROSS, _DOWN = 22.0, 10.0
"""Points that a line is at least long; strokes of characters are shorter, the side of a row is not."""
_THICK = 4.0
"""Points that a line is at most thick."""
_INK = 0.75
"""Share of the brightness of the paper below which a pixel is ink."""
_LONG = 60.0
"""Points of a line that shows how a page lies."""
_ASKEW = 10.0
"""Degrees from which a page lies as it does on purpose."""


def find_tilt(picture: Any, scale: float) -> float | None:
    """By how many degrees the lines across a picture fall to the right; None where there are none."""
    cv2, numpy = import_module("cv2"), import_module("numpy")
    ink = _ink(_grey(picture)) * 255
    length = round(_LONG * scale)
    found = cv2.HoughLinesP(ink, 1, numpy.pi / 1800, length, minLineLength=length, maxLineGap=round(scale))
    lines = [] if found is None else found.reshape(-1, 4).tolist()
    angles = [math.degrees(math.atan2(y1 - y0, x1 - x0)) for x0, y0, x1, y1 in lines]
    flat = [angle for angle in angles if abs(angle) < _ASKEW]
    return median(flat) if flat else None


def find_rules(picture: Any, tilt: float, scale: float) -> Iterator[Rule]:
    """The ruling lines of a picture (height x width x 3), laid straight by `tilt` degrees; `scale` is how many pixels make a point."""
    cv2 = import_module("cv2")
    grey = _grey(picture)
    height, width = grey.shape
    if tilt:
        straight = cv2.getRotationMatrix2D((width / 2, height / 2), tilt, 1.0)
        grey = cv2.warpAffine(grey, straight, (width, height), borderValue=255)
    ink = _ink(grey)
    for vertical, least in ((False, _ACROSS), (True, _DOWN)):
        length = max(3, round(least * scale))
        shape = (1, length) if vertical else (length, 1)
        strokes = cv2.morphologyEx(ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, shape))
        _, _, stats, _ = cv2.connectedComponentsWithStats(strokes)
        for x, y, across, down, _ in stats[1:].tolist():
            long, thick = (down, across) if vertical else (across, down)
            if thick <= _THICK * scale and long >= length:
                at, start = (x + across / 2, y) if vertical else (y + down / 2, x)
                yield Rule(vertical, at / scale, start / scale, (start + long) / scale)


def _grey(picture: Any) -> Any:
    cv2, numpy = import_module("cv2"), import_module("numpy")
    return cv2.cvtColor(numpy.ascontiguousarray(picture), cv2.COLOR_RGB2GRAY)


def _ink(grey: Any) -> Any:
    """1 where there is ink, 0 where there is paper."""
    numpy = import_module("numpy")
    return (grey < _INK * float(numpy.percentile(grey, 80))).astype(numpy.uint8)
