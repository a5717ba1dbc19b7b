"""Scans and pictures. What recognises them needs rapidocr."""

from io import BytesIO
from pathlib import Path
from typing import Any

import numpy
import pytest
from PIL import Image

from assistant.errors import InputError, UnsupportedFormatError
from assistant.reading import read_tables
from assistant.reading.document import Grid
from assistant.reading.formats.limits import Allowance, ReadingLimits
from assistant.reading.formats.pages import ocr
from tests.reading.pdfs import Piece, Press

SENTENCE = r"[^。]+。"
needs_ocr = pytest.mark.skipif(not ocr.is_installed(), reason="rapidocr is needed to recognise pictures (make ocr)")

PIECES = [
    *(Piece(0, column, text) for column, text in enumerate(("一级指标", "二级指标", "三级指标", "指标值"))),
    Piece(1, 0, "产出指标", rows=2),
    *(Piece(1, column, text) for column, text in ((1, "数量指标"), (2, "印制宣传资料"), (3, "≥10000份"))),
    *(Piece(2, column, text) for column, text in ((1, "质量指标"), (2, "宣传活动覆盖率"), (3, "100%"))),
]
GRID = [
    ["一级指标", "二级指标", "三级指标", "指标值"],
    ["产出指标", "数量指标", "印制宣传资料", "≥10000份"],
    ["", "质量指标", "宣传活动覆盖率", "100%"],
]


def photograph(degrees: float = 0.0) -> Image.Image:
    """A printed form as a scanner takes it, a little askew."""
    import pypdfium2

    press = Press(size=11, leading=15)
    press.write("2023年项目支出绩效目标表", size=16, centred=True)
    press.space(10)
    press.table(PIECES)
    document = pypdfium2.PdfDocument(press.finish())
    picture: Image.Image = document[0].render(scale=200 / 72).to_pil().convert("L")
    return picture.rotate(degrees, fillcolor=250)


def saved(picture: Image.Image, kind: str) -> bytes:
    file = BytesIO()
    picture.convert("RGB").save(file, kind)
    return file.getvalue()


def test_without_recognition_a_picture_is_told_with_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    with pytest.raises(UnsupportedFormatError, match=f"^「表.png」是图片{SENTENCE}$"):
        ocr.read_picture(b"", "表.png")


class Found:
    """What recognition finds: two words of a line that is askew by one degree."""

    def __init__(self) -> None:
        self.boxes = numpy.array([[[100, 100], [300, 103.5], [300, 133.5], [100, 130]]])
        word = [[100.0, 100.0], [130.0, 100.5], [130.0, 130.5], [100.0, 130.0]]
        far = [[260.0, 102.8], [290.0, 103.3], [290.0, 133.3], [260.0, 132.8]]
        self.word_results = ((("目", 0.99, word), ("标", 0.99, far)),)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_engine", lambda: lambda picture, **_: Found())
    monkeypatch.setattr(ocr, "find_rules", lambda *_: iter(()))
    monkeypatch.setattr(ocr, "find_tilt", lambda *_: None)


@pytest.mark.usefixtures("engine")
def test_characters_are_placed_as_on_a_page_that_lies_straight() -> None:
    (block,) = ocr.read_here(saved(Image.new("L", (595, 842), 255), "PNG"), "表.png")
    assert isinstance(block, Grid)
    assert [cell.text for cell in block.rows[0].cells] == ["目", "标"]


@pytest.mark.usefixtures("engine")
def test_pictures_are_counted_and_measured_before_they_are_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = BytesIO()
    blank = Image.new("L", (100, 100), 255)
    blank.save(pages, "TIFF", save_all=True, append_images=[blank] * 3)
    with pytest.raises(InputError, match=f"超过 3 页{SENTENCE}$"):
        ocr.read_here(pages.getvalue(), "表.tif", Allowance(ReadingLimits(pages=3), "表.tif"))
    monkeypatch.setattr(ocr, "_LARGEST", 5000)
    with pytest.raises(InputError, match=f"图片过大{SENTENCE}$"):
        ocr.read_here(saved(blank, "PNG"), "表.png")


def test_pictures_on_which_nobody_could_read_a_character_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_engine", lambda: pytest.fail("recognition was asked"))
    pages = BytesIO()
    speck = Image.new("L", (9, 90), 255)
    speck.save(pages, "TIFF", save_all=True, append_images=[speck] * 300)
    with pytest.raises(InputError, match=f"没有识别出文字{SENTENCE}$"):
        ocr.read_here(pages.getvalue(), "表.tif")


@pytest.mark.parametrize("data", [b"", b"BM", b"\x89PNG\r\n\x1a\n" + bytes(40), saved(Image.new("L", (90, 90)), "JPEG")[:300]])
def test_a_damaged_picture_is_told(data: bytes) -> None:
    with pytest.raises(InputError, match=f"^「表.png」已损坏{SENTENCE}$"):
        ocr.read_here(data, "表.png")


@needs_ocr
@pytest.mark.parametrize("degrees", [0.0, 0.8])
def test_a_scanned_form_is_read_with_its_merged_cells(degrees: float) -> None:
    _, grid = ocr.read_picture(saved(photograph(degrees), "PNG"), "表.png")
    assert isinstance(grid, Grid)
    assert [[cell.text for cell in row.cells] for row in grid.rows] == GRID
    assert grid.rows[2].cells[0].covered


@needs_ocr
def test_a_scanned_pdf_becomes_a_goal_table(tmp_path: Path) -> None:
    path = tmp_path / "扫描.pdf"
    picture: Any = photograph()
    picture.convert("RGB").save(path, resolution=200)
    (table,) = read_tables(path)
    assert [(row.level1, row.level2, row.level3, row.value) for row in table.indicators] == [
        ("产出指标", "数量指标", "印制宣传资料", "≥10000份"),
        ("产出指标", "质量指标", "宣传活动覆盖率", "100%"),
    ]
