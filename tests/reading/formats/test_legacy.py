"""Old formats by way of LibreOffice, and what people are told without it."""

import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook

from assistant.errors import InputError, NotAGoalTableError, UnsupportedFormatError
from assistant.reading import ReadingLimits, read_tables
from assistant.reading.formats import legacy
from tests.reading.packages import zipped

ROWS = [
    ["项目名称", "水质监测", "", ""],
    ["一级指标", "二级指标", "三级指标", "指标值"],
    ["产出指标", "数量指标", "监测次数", "≥12次"],
    ["", "质量指标", "合格率", "95%"],
]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.fixture(scope="module")
def office() -> str:
    program = legacy.find_office()
    if program is None:
        pytest.skip("soffice (LibreOffice) is needed to read old formats (make system)")
    return program


def word_file(path: Path) -> None:
    document = Document()
    document.add_paragraph("2026年度项目绩效目标表")
    table = document.add_table(rows=len(ROWS), cols=4)
    for row, texts in zip(table.rows, ROWS, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(2, 0).merge(table.cell(3, 0))
    document.add_paragraph("填报人：")  # LibreOffice writes no table into a .doc that ends with it
    document.save(str(path))


def excel_file(path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["2026年度项目绩效目标表"])
    for row in ROWS:
        sheet.append([text or None for text in row])
    sheet["D5"] = 0.95
    sheet["D5"].number_format = "0%"
    sheet.merge_cells("A4:A5")
    file = BytesIO()
    workbook.save(file)
    path.write_bytes(file.getvalue())


@pytest.mark.parametrize("ending", ["doc", "rtf", "xls"])
def test_old_formats_are_read_like_new_ones(office: str, tmp_path: Path, ending: str) -> None:
    sheet = ending == "xls"
    source = tmp_path / ("原件.xlsx" if sheet else "原件.docx")
    (excel_file if sheet else word_file)(source)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run([office, profile, "--headless", "--convert-to", ending, "--outdir", str(tmp_path), str(source)], check=True, timeout=180)
    path = source.with_suffix(f".{ending}")
    (read,) = read_tables(path)
    assert (read.name, read.year) == ("水质监测", 2026)
    assert [(row.level1, row.level2, row.level3, row.value) for row in read.indicators] == [
        ("产出指标", "数量指标", "监测次数", "≥12次"),
        ("产出指标", "质量指标", "合格率", "95%"),
    ]
    assert read.source is not None
    assert read.source.file == path.name


def test_a_damaged_old_file_is_told(office: str, tmp_path: Path) -> None:
    (tmp_path / "表.doc").write_bytes(OLE + "WordDocument".encode("utf-16-le"))
    with pytest.raises(InputError, match=r"另存为 \.docx"):
        read_tables(tmp_path / "表.doc")


def test_without_libreoffice_the_way_out_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legacy, "find_office", lambda: None)
    for name, target in (("表.doc", "docx"), ("表.xls", "xlsx"), ("表.wps", "docx"), ("表.et", "xlsx")):
        (tmp_path / name).write_bytes(OLE)
        with pytest.raises(UnsupportedFormatError, match=rf"^[^。]*另存为 \.{target} [^。]*安装 LibreOffice。$"):
            read_tables(tmp_path / name)


def test_a_converter_that_does_not_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "soffice"
    slow.write_text(f"#!/bin/sh\nsleep 60 & echo $! > '{tmp_path}/child'\nsleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setattr(legacy, "find_office", lambda: str(slow))
    (tmp_path / "表.doc").write_bytes(OLE)
    started = time.monotonic()
    with pytest.raises(InputError, match="用时过长"):
        read_tables(tmp_path / "表.doc", ReadingLimits(seconds=1))
    assert time.monotonic() - started < 30
    child = Path(f"/proc/{(tmp_path / 'child').read_text().strip()}/stat")
    assert not child.exists() or child.read_text().split()[2] == "Z"


CONTENT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink"><office:body><office:text><text:p>甲<draw:frame text:anchor-type="as-char">'
    '<draw:image xlink:href="{0}/a.png" xlink:type="simple" xlink:actuate="onLoad"/></draw:frame></text:p></office:text></office:body>'
    "</office:document-content>"
)
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def test_nothing_that_a_document_links_to_is_fetched(office: str, tmp_path: Path) -> None:
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_GET

    server = ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": CONTENT.format(f"http://127.0.0.1:{server.server_port}"),
        "META-INF/manifest.xml": MANIFEST,
    }
    (tmp_path / "表.odt").write_bytes(zipped(parts))
    with pytest.raises(NotAGoalTableError):
        read_tables(tmp_path / "表.odt")
    server.shutdown()
    server.server_close()
    assert asked == []
