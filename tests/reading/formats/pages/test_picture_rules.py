"""Ruling lines in pictures. Needs OpenCV, which comes with rapidocr."""

from importlib.util import find_spec
from typing import Any

import numpy
import pytest
from PIL import Image, ImageDraw

from assistant.reading.formats.limits import DEFAULT_LIMITS, Allowance
from assistant.reading.formats.pages.picture_rules import find_rules, find_tilt
from assistant.reading.formats.pages.rules import find_lattices

pytestmark = pytest.mark.skipif(find_spec("cv2") is None, reason="OpenCV is needed to find lines in pictures (make ocr)")
SCALE = 200 / 72


def drawn(degrees: float, paper: int) -> Any:
    """A table of two rows, the second of two cells, on grey paper that lies askew."""
    picture = Image.new("L", (1654, 2339), paper)
    pen = ImageDraw.Draw(picture)
    for x0, y0, x1, y1 in ((200, 300, 1400, 360), (200, 360, 700, 430), (700, 360, 1400, 430)):
        pen.rectangle((x0, y0, x1, y1), outline=60, width=2)
    pen.text((220, 310), "1 - l | T", fill=40)
    return numpy.asarray(picture.rotate(degrees, fillcolor=paper).convert("RGB"))


def test_blank_paper_has_no_lines() -> None:
    picture = numpy.full((800, 600, 3), 240, numpy.uint8)
    assert find_tilt(picture, SCALE) is None
    assert not list(find_rules(picture, 0.0, SCALE))


@pytest.mark.parametrize(("degrees", "paper"), [(0.0, 255), (0.0, 200), (0.8, 230), (-1.5, 255)])
def test_the_lines_of_a_table_are_found_on_paper_that_lies_askew(degrees: float, paper: int) -> None:
    picture = drawn(degrees, paper)
    tilt = find_tilt(picture, SCALE)
    assert tilt == pytest.approx(-degrees, abs=0.15)
    rules = list(find_rules(picture, tilt or 0.0, SCALE))
    (lattice,) = find_lattices(rules, 400, Allowance(DEFAULT_LIMITS, "表.png"))
    assert [(cell.row, cell.column, cell.columns) for cell in lattice.cells] == [(0, 0, 2), (1, 0, 1), (1, 1, 1)]
