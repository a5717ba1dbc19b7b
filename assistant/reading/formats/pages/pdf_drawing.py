"""What a page of a PDF draws besides text: ruling lines, areas in the colour of our own marks, pictures.

Borders come as stroked lines or frames, as thin filled areas, or as thin pictures; all are lines to a reader. Wide filled areas are
background and part nothing.
"""

import ctypes
from itertools import pairwise
from typing import Any, NamedTuple

from pypdfium2 import raw

from assistant.goals.own_form import MARK_COLOUR
from assistant.reading.formats.limits import Allowance
from assistant.reading.formats.pages.printed import Box, Rule

_THIN = 3.0
"""Points up to which a filled area is a drawn line."""
_STRAIGHT = 1.0
"""Points by which a line along the page may lean."""
_DEPTH = 8
"""Drawings inside drawings that are followed."""
_EVERY = 500
"""Objects or corners between two looks at the clock."""

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class View(NamedTuple):
    """How the page is seen: its visible part, and by how many degrees it is turned clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    angle: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as seen."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.angle in (90, 270) else (width, height)

    def show(self, x: float, y: float) -> Point:
        """A point of the page as it is seen."""
        if self.angle == 90:
            return y - self.bottom, x - self.left
        if self.angle == 180:
            return self.right - x, y - self.bottom
        if self.angle == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y


class Drawing:
    """Lines, marked areas and pictures of a page."""

    def __init__(self, view: View, allowance: Allowance) -> None:
        """See the page as `view` shows it."""
        self.rules: list[Rule] = []
        self.marked: list[Box] = []
        self.pictures = 0
        self._view = view
        self._allowance = allowance
        self._steps = 0

    def read(self, parent: Any, count: Any, get: Any, matrix: Matrix = _IDENTITY, depth: int = 0) -> None:
        """Read what a page, or a drawing placed on it by `matrix`, holds.

        Raises:
            InputError: time is up.
        """
        for number in range(count(parent)):
            self._step()
            thing = get(parent, number)
            kind = raw.FPDFPageObj_GetType(thing)
            if kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
                inner = _combine(_matrix(thing), matrix)
                self.read(thing, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, inner, depth + 1)
            elif kind == raw.FPDF_PAGEOBJ_PATH:
                self._read_path(thing, _combine(_matrix(thing), matrix))
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                corners = [_apply(_combine(_matrix(thing), matrix), x, y) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))]
                self.pictures += not self._add_thin(self._frame(corners))

    def _step(self) -> None:
        self._steps += 1
        if self._steps % _EVERY == 0:
            self._allowance.check_time()

    def _read_path(self, path: Any, matrix: Matrix) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(path, fill, stroke)
        if not (fill.value or stroke.value):
            return
        for points in self._outlines(path, matrix):
            frame = self._frame(points)
            if not self._add_thin(frame) and stroke.value:
                for (x0, y0), (x1, y1) in pairwise(points):
                    self._add_stroke(*self._view.show(x0, y0), *self._view.show(x1, y1))
            if fill.value and _fill(path) == MARK_COLOUR:
                self.marked.append(frame)

    def _outlines(self, path: Any, matrix: Matrix) -> list[list[Point]]:
        """The corners of each part of a path; curves end it."""
        parts: list[list[Point]] = []
        x, y = ctypes.c_float(), ctypes.c_float()
        for number in range(raw.FPDFPath_CountSegments(path)):
            self._step()
            segment = raw.FPDFPath_GetPathSegment(path, number)
            kind = raw.FPDFPathSegment_GetType(segment)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            point = _apply(matrix, x.value, y.value)
            if kind != raw.FPDF_SEGMENT_LINETO or not parts:
                parts.append([point])
            else:
                parts[-1].append(point)
            if raw.FPDFPathSegment_GetClose(segment):
                parts[-1].append(parts[-1][0])
        return [part for part in parts if len(part) > 1]

    def _frame(self, points: list[Point]) -> Box:
        shown = [self._view.show(x, y) for x, y in points]
        return Box(min(x for x, _ in shown), min(y for _, y in shown), max(x for x, _ in shown), max(y for _, y in shown))

    def _add_thin(self, frame: Box) -> bool:
        """Take an area for a line where it is thin."""
        width, height = frame.x1 - frame.x0, frame.bottom - frame.top
        if min(width, height) > _THIN or max(width, height) < 2 * min(width, height):
            return False
        if width <= height:
            self.rules.append(Rule(True, (frame.x0 + frame.x1) / 2, frame.top, frame.bottom))
        else:
            self.rules.append(Rule(False, (frame.top + frame.bottom) / 2, frame.x0, frame.x1))
        return True

    def _add_stroke(self, x0: float, y0: float, x1: float, y1: float) -> None:
        if abs(x0 - x1) <= _STRAIGHT < abs(y0 - y1):
            self.rules.append(Rule(True, (x0 + x1) / 2, min(y0, y1), max(y0, y1)))
        elif abs(y0 - y1) <= _STRAIGHT < abs(x0 - x1):
            self.rules.append(Rule(False, (y0 + y1) / 2, min(x0, x1), max(x0, x1)))


def _matrix(thing: Any) -> Matrix:
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(thing, matrix):
        return _IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _combine(inner: Matrix, outer: Matrix) -> Matrix:
    """First `inner`, then `outer`."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _apply(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _fill(path: Any) -> str:
    parts = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFPageObj_GetFillColor(path, *parts):
        return ""
    return "".join(f"{part.value:02X}" for part in parts[:3])
