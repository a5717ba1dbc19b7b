"""Files made to exhaust or to trick their reader are refused in one sentence, soon, and without taking memory."""

import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from assistant.errors import InputError
from assistant.reading import read_tables
from assistant.reading.formats.limits import DEFAULT_LIMITS, Allowance, ReadingLimits, limits_of
from assistant.reading.formats.office.docx import read_docx
from assistant.reading.formats.office.xlsx import read_xlsx
from assistant.settings import Settings, load_settings
from tests.reading.packages import S, W, cell, docx_of, paragraph, table, text_row, xlsx_of, zipped

SMALL = ReadingLimits(cells=50_000, characters=2_000_000, entries=500, entry_bytes=10 * 2**20, content_bytes=30 * 2**20, elements=400_000)
"""A tenth of what is usual, so that the files need not be large."""
DEEP = 10_000
DEFLATED = zipfile.ZIP_DEFLATED
EXPANSION = "<!DOCTYPE x [<!ENTITY a0 'aaaaaaaaaa'>" + "".join(f"<!ENTITY a{n + 1} '{f'&a{n};' * 10}'>" for n in range(8)) + "]>"
EXTERNAL = "<!DOCTYPE x [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"


def word(document: str) -> dict[str, str | bytes]:
    return {"word/document.xml": document}


def rewritten(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**parts, part: change(parts[part])})


def flagged(data: bytes) -> bytes:
    """An archive whose entries claim to be encrypted."""
    changed = bytearray(data)
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        changed[at + 8] |= 1
        at = changed.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


def doubled(name: str) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for _ in range(2):
            with pytest.warns(UserWarning, match="Duplicate") if _ else zipfile.ZipFile(BytesIO(), "w"):
                archive.writestr(name, f"<w:document {W}><w:body/></w:document>")
    return file.getvalue()


LARGE, NAMES, ENTITIES, CELLS, TEXTS = "展开后过大", "重名或路径异常", "实体定义", "个单元格", "万字"
NESTED, DAMAGED = "嵌套过深或有一段文字过长", "已损坏"
BODY = f"<w:document {W}><w:body>{{}}</w:body></w:document>"
DOCUMENTS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "too many entries": ("里的文件超过", lambda: zipped({**word(BODY), **{f"word/{n}": "" for n in range(600)}})),
    "a swollen entry": (LARGE, lambda: zipped({**word(BODY), "word/media/a": bytes(11 * 2**20)}, DEFLATED)),
    "a swollen archive": (LARGE, lambda: zipped({**word(BODY), **{f"word/media/{n}": bytes(4 * 2**20) for n in range(8)}}, DEFLATED)),
    "an absurd ratio": (LARGE, lambda: zipped({**word(BODY), "word/media/a": bytes(9 * 2**20)}, DEFLATED)),
    "a name that leads out": (NAMES, lambda: zipped({**word(BODY), "../../etc/passwd": ""})),
    "a name of a drive": (NAMES, lambda: zipped({**word(BODY), "C:\\a": ""})),
    "two of one name": (NAMES, lambda: doubled("word/document.xml")),
    "encrypted": ("设有密码", lambda: flagged(zipped(word(BODY)))),
    "entities that expand": (ENTITIES, lambda: zipped(word(f"{EXPANSION}{BODY.format(paragraph('&a8;'))}"))),
    "an entity from elsewhere": (ENTITIES, lambda: zipped(word(f"{EXTERNAL}{BODY.format(paragraph('&x;'))}"))),
    "entities in utf-16": (
        ENTITIES,
        lambda: zipped({"word/document.xml": f"{EXPANSION}{BODY.format(paragraph('&a8;'))}".encode("utf-16")}),
    ),
    "entities in the relations": (ENTITIES, lambda: zipped({**word(BODY), "word/_rels/document.xml.rels": f"{EXPANSION}<a/>"})),
    "nested tables": (NESTED, lambda: docx_of("<w:tbl><w:tr><w:tc>" * DEEP + "</w:tc></w:tr></w:tbl>" * DEEP)),
    "nested containers": (NESTED, lambda: docx_of("<w:sdt><w:sdtContent>" * DEEP + "</w:sdtContent></w:sdt>" * DEEP)),
    "wide cells": (CELLS, lambda: docx_of(table(*[cell("甲", '<w:gridSpan w:val="1000000000"/>') * 100] * 100))),
    "no end of rows": (CELLS, lambda: docx_of("<w:tbl>" + "<w:tr/>" * 60_000 + "</w:tbl>")),
    "no end of paragraphs": (CELLS, lambda: docx_of("<w:p/>" * 60_000)),
    "no end of elements": (LARGE, lambda: docx_of("<w:p/>" * 410_000)),
    "a text of 10 MB": (NESTED, lambda: docx_of(paragraph("甲" * 3_400_000))),
    "an empty file inside": (DAMAGED, lambda: zipped(word(""))),
    "cut off": (DAMAGED, lambda: docx_of(paragraph("甲" * 5000))[:-300]),
}


@pytest.mark.parametrize(("why", "make"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_hostile_documents_are_refused_for_what_they_are(why: str, make: Callable[[], bytes]) -> None:
    data = make()
    started = time.process_time()
    with pytest.raises(InputError, match=rf"^「表\.docx」[^。]*{why}[^。]*。$") as refused:
        read_docx(data, "表.docx", Allowance(SMALL, "表.docx"))
    assert time.process_time() - started < 5
    assert "root:" not in str(refused.value)


WHOLE_SHEET = '<mergeCell ref="A1:XFD1048576"/>'
ROW = text_row(1, "甲", "乙")
WORKBOOKS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a shared text of 100 MB": (TEXTS, lambda: xlsx_of("<sheetData/>", shared=f"<si><t>{'a' * 9_900_000}</t></si>")),
    "shared texts without end": (TEXTS, lambda: xlsx_of("<sheetData/>", shared=f"<si><t>{'甲' * 9000}</t></si>" * 300)),
    "entities that expand": (
        ENTITIES,
        lambda: rewritten(xlsx_of("<sheetData/>"), "xl/sharedStrings.xml", lambda xml: EXPANSION.encode() + xml),
    ),
    "an entity from elsewhere": (
        ENTITIES,
        lambda: rewritten(xlsx_of("<sheetData/>"), "xl/workbook.xml", lambda xml: EXTERNAL.encode() + xml),
    ),
    "a sheet filled to its end": (
        CELLS,
        lambda: xlsx_of("<sheetData>" + "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 6)) + "</sheetData>"),
    ),
    "one text in all cells": (
        TEXTS,
        lambda: xlsx_of(
            "<sheetData>" + '<row><c t="s"><v>0</v></c></row>' * 5000 + "</sheetData>", shared=f"<si><t>{'甲' * 9000}</t></si>"
        ),
    ),
    "merged ranges without end": (
        CELLS,
        lambda: xlsx_of(
            f"<sheetData>{''.join(text_row(n, '甲') for n in range(1, 2000))}{text_row(2000, '甲', first=26)}</sheetData>"
            f"<mergeCells>{WHOLE_SHEET * 20_000}</mergeCells>"
        ),
    ),
    "styles without end": (LARGE, lambda: xlsx_of("<sheetData/>", styles="<cellXfs>" + "<xf/>" * 410_000 + "</cellXfs>")),
    "deep nesting": (NESTED, lambda: xlsx_of("<sheetData>" + "<x>" * DEEP + "</x>" * DEEP + "</sheetData>")),
    "no visible sheet": ("没有可见的工作表", lambda: xlsx_of()),
    "no sheet part": ("没有可见的工作表", lambda: zipped({"xl/workbook.xml": f"<workbook {S}/>"})),
}


@pytest.mark.parametrize(("why", "make"), WORKBOOKS.values(), ids=WORKBOOKS)
def test_hostile_workbooks_are_refused_for_what_they_are(why: str, make: Callable[[], bytes]) -> None:
    data = make()
    started = time.process_time()
    with pytest.raises(InputError, match=rf"^「表\.xlsx」[^。]*{why}[^。]*。$"):
        read_xlsx(data, "表.xlsx", Allowance(SMALL, "表.xlsx"))
    assert time.process_time() - started < 5


def test_empty_rows_without_end_cost_little() -> None:
    sheet = f"<sheetData>{ROW}{'<row/>' * 100_000}</sheetData><mergeCells><mergeCell ref='A1:A1048576'/></mergeCells>"
    started = time.process_time()
    assert len(read_xlsx(xlsx_of(sheet), "表.xlsx")) == 1
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("limits", "name", "data", "setting"),
    [
        (ReadingLimits(file_bytes=100), "表.txt", b"x" * 101, "ASSISTANT_READ_MB"),
        (ReadingLimits(cells=10), "表.csv", b"a,b,c\n" * 4, "ASSISTANT_READ_CELLS"),
        (ReadingLimits(cells=10), "表.txt", b"a\tb\tc\n" * 4, "ASSISTANT_READ_CELLS"),
        (ReadingLimits(cells=10), "表.html", b"<table>" + b"<tr><td>a<td>b" * 6, "ASSISTANT_READ_CELLS"),
        (ReadingLimits(cells=10), "表.docx", docx_of(table(*[cell("甲") * 3] * 4)), "ASSISTANT_READ_CELLS"),
        (ReadingLimits(cells=10), "表.xlsx", xlsx_of(f"<sheetData>{ROW * 6}</sheetData>"), "ASSISTANT_READ_CELLS"),
        (ReadingLimits(seconds=0), "表.xlsx", xlsx_of(f"<sheetData>{ROW}</sheetData>"), "ASSISTANT_READ_SECONDS"),
    ],
)
def test_limits_are_those_that_are_set(tmp_path: Path, limits: ReadingLimits, name: str, data: bytes, setting: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError, match=setting):
        read_tables(path, limits)


def test_settings_carry_the_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, name in enumerate(("MB", "PAGES", "CELLS", "SECONDS"), 5):
        monkeypatch.setenv(f"ASSISTANT_READ_{name}", str(number))
    limits = limits_of(load_settings(tmp_path / "none.env"))
    assert (limits.file_bytes, limits.pages, limits.cells, limits.seconds) == (5 * 2**20, 6, 7, 8)
    assert limits_of(Settings()) == DEFAULT_LIMITS
    assert limits_of(Settings(read_mb=1, read_pages=2, read_cells=3, read_seconds=4)) == replace(
        DEFAULT_LIMITS, file_bytes=2**20, pages=2, cells=3, seconds=4
    )


def test_an_allowance_is_used_up() -> None:
    allowance = Allowance(ReadingLimits(pages=2, characters=20_000), "表.pdf")
    allowance.take_pages(2)
    assert allowance.take_text("字" * 20_000)
    with pytest.raises(InputError, match="2 页"):
        allowance.take_pages()
    with pytest.raises(InputError, match="2 万字"):
        allowance.take_text("字")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("表.txt", "项目名称\t水质监测\n绩效目标\t{}\n"),
        ("表.csv", "项目名称,水质监测\n绩效目标,{}\n"),
        ("表.html", "<table><tr><td>项目名称<td>水质监测<tr><td>绩效目标<td>{}</table>"),
        ("表.mht", "MIME-Version: 1.0\nContent-Type: text/html\n\n<table><tr><td>项目名称<td>水质监测<tr><td>绩效目标<td>{}</table>"),
        ("表.docx", docx_of(table(cell("项目名称") + cell("水质监测"), cell("绩效目标") + cell("甲" * 101)))),
        ("表.xlsx", xlsx_of(f"<sheetData>{text_row(1, '项目名称', '水质监测')}{text_row(2, '绩效目标', '甲' * 101)}</sheetData>")),
        ("表.json", '{{"name": "甲", "goals": [], "purpose": "{}"}}'),
    ],
)
def test_nobody_looks_into_texts_that_are_too_long(tmp_path: Path, name: str, data: str | bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[str] = []
    monkeypatch.setattr("assistant.reading.document.plain", looked_at.append)
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.format("甲" * 101).encode())
    with pytest.raises(InputError, match=r"有一段文字超过 100 字"):
        read_tables(path, ReadingLimits(text_length=100))
    assert looked_at == []


def test_the_recogniser_ends_in_time(tmp_path: Path) -> None:
    path = tmp_path / "表.txt"
    path.write_text("项目名称\t水质监测\n三级指标\t指标值\n" + "监测次数\t5次\n" * 20_000, "utf-8")
    with pytest.raises(InputError, match="ASSISTANT_READ_SECONDS"):
        read_tables(path, ReadingLimits(seconds=0.3))
