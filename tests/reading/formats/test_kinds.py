"""Files are read as what they are, whatever their ending says."""

from pathlib import Path

import pytest

from assistant.errors import InputError, UnsupportedFormatError
from assistant.reading import read_tables
from assistant.reading.formats.kinds import Kind, kind_of
from tests.reading.packages import cell, docx_of, table, text_row, xlsx_of, zipped
from tests.reading.samples import compound

ROWS = [("项目名称", "水质监测"), ("三级指标", "指标值"), ("监测次数", "≥12次")]
DOCX = docx_of(table(*(cell(left) + cell(right) for left, right in ROWS)))
XLSX = xlsx_of(f"<sheetData>{''.join(text_row(number, *row) for number, row in enumerate(ROWS, 1))}</sheetData>")
HTML = "<table>" + "".join(f"<tr><td>{left}</td><td>{right}</td></tr>" for left, right in ROWS) + "</table>"
TABBED = "".join(f"{left}\t{right}\n" for left, right in ROWS)


@pytest.mark.parametrize(
    ("ending", "data"),
    [
        (".docx", DOCX),
        (".docm", DOCX),
        (".doc", DOCX),
        (".wps", DOCX),
        (".xlsx", DOCX),
        (".txt", DOCX),
        (".xlsm", XLSX),
        (".xls", XLSX),
        (".et", XLSX),
        (".docx", XLSX),
        (".xls", HTML.encode()),
        (".doc", f"<html><head><meta charset=gb2312></head>{HTML}</html>".encode("gb18030")),
        (".docx", f"<html>{HTML}</html>".encode()),
        (".xlsx", f"<?xml version='1.0'?>\n<!DOCTYPE html>{HTML}".encode()),
        (".xls", f"<html>{HTML}".encode("utf-16")),
        (".htm", HTML.encode()),
        (".mht", b"MIME-Version: 1.0\nContent-Type: text/html\n\n" + HTML.encode()),
        (".doc", b"MIME-Version: 1.0\nContent-Type: text/html\n\n" + HTML.encode()),
        (".xls", TABBED.encode("gb18030")),
        (".txt", f"<!DOCTYPE html><html>{HTML}".encode()),
        (".tsv", TABBED.encode()),
        ("", TABBED.encode()),
    ],
)
def test_a_wrong_ending_does_no_harm(tmp_path: Path, ending: str, data: bytes) -> None:
    path = tmp_path / f"表{ending}"
    path.write_bytes(data)
    (read,) = read_tables(path)
    assert (read.name, [(row.level3, row.value) for row in read.indicators]) == ("水质监测", [("监测次数", "≥12次")])
    assert read.source is not None
    assert read.source.file == path.name


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "ending", "kind"),
    [
        (OLE + "WordDocument".encode("utf-16-le"), ".docx", Kind.OLD_TEXT),
        (OLE + "Workbook".encode("utf-16-le"), ".doc", Kind.OLD_SHEET),
        (OLE + "EncryptedPackage".encode("utf-16-le"), ".docx", Kind.ENCRYPTED),
        (OLE + "PowerPoint Document".encode("utf-16-le"), ".doc", Kind.SLIDES),
        (OLE + "WordDocument Workbook".encode("utf-16-le"), ".xls", Kind.OLD_SHEET),
        (OLE + "Workbook WordDocument".encode("utf-16-le"), ".doc", Kind.OLD_TEXT),
        (compound("Workbook", below=("WordDocument",)), ".doc", Kind.OLD_SHEET),
        (compound("WordDocument", below=("Workbook", "EncryptedPackage")), ".xls", Kind.OLD_TEXT),
        (compound("PowerPoint Document", below=("Workbook",)), ".doc", Kind.SLIDES),
        (OLE, ".et", Kind.OLD_SHEET),
        (OLE, ".wps", Kind.OLD_TEXT),
        (rb"{\rtf1 a}", ".doc", Kind.OLD_TEXT),
        (b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>", ".xls", Kind.OLD_SHEET),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}), ".docx", Kind.OLD_TEXT),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "", Kind.OLD_SHEET),
        (zipped({"OFD.xml": ""}), ".pdf", Kind.OFD),
        (zipped({"ppt/presentation.xml": ""}), ".pptx", Kind.SLIDES),
        (zipped({"表.txt": "a"}), ".docx", Kind.ARCHIVE),
        (b"Rar!\x1a\x07", ".docx", Kind.ARCHIVE),
        (b"%PDF-1.4", ".docx", Kind.PDF),
        (b"\x89PNG\r\n\x1a\n", ".jpg", Kind.IMAGE),
        (b"\xff\xd8\xff\xe0", ".png", Kind.IMAGE),
        (b"BMI,1\n", ".csv", Kind.CSV),
        ("PK赛项目绩效目标表".encode(), ".txt", Kind.TEXT),
        ("PK赛,绩效目标".encode("gb18030"), ".csv", Kind.CSV),
        (b"<!-- a --> \n<!--b>--><!---->\n<html>", ".xls", Kind.HTML),
        (b"<!-- a <html> -->", ".txt", Kind.TEXT),
        (b"<!---->" * 1000 + b"x", ".txt", Kind.TEXT),
        (b"plain words", ".docx", Kind.UNKNOWN),
        (b"<p>a</p>", ".md", Kind.TEXT),
        (b"", ".zip", Kind.UNKNOWN),
    ],
)
def test_kinds_are_told_by_content(data: bytes, ending: str, kind: Kind) -> None:
    assert kind_of(data, ending) == kind


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("表.docx", b"plain words", "Word 文档"),
        ("表.xlsx", b"plain words", "Excel 工作簿"),
        ("表.doc", OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
        ("表.docx", zipped({"表.txt": "a"}), "压缩包"),
        ("表.pptx", zipped({"ppt/a": ""}), "演示文稿"),
        ("表.ofd", zipped({"OFD.xml": ""}), "OFD"),
        ("表.exe", b"MZ", "另存为"),
        ("表.docx", zipped({"word/a.xml": ""}), "Word 文档"),
        ("表.xlsx", b"PK\x03\x04 broken", "Excel 工作簿"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=rf"^「?[^。]*{words}[^。]*。$"):
        read_tables(tmp_path / name)


def test_an_unknown_kind_is_unsupported(tmp_path: Path) -> None:
    (tmp_path / "表.exe").write_bytes(b"MZ")
    with pytest.raises(UnsupportedFormatError):
        read_tables(tmp_path / "表.exe")
