"""Good files of every format, small and varied, for what is made of them by damaging them."""

import base64
import json
import quopri
import struct
from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise

from docx import Document
from openpyxl import Workbook
from PIL import Image, ImageDraw

from assistant.reading import read_text_tables
from tests.reading.packages import W, cell, docx_of, paragraph, table, text_row, xlsx_of
from tests.reading.unseen.packing import settled

ROWS = [
    ["项目名称", "水质自动监测站运维", "预算数（万元）", "36.5"],
    ["绩效目标", "目标1：保障6个监测站全年运行；目标2：数据有效率不低于90%。", "", ""],
    ["一级指标", "二级指标", "三级指标", "指标值"],
    ["产出指标", "数量指标", "监测站数量", "≥6个"],
    ["", "质量指标", "数据有效率", "≥90%"],
    ["", "成本指标", "单站运维费用", "≤5万元"],
    ["效益指标", "社会效益指标", "饮用水安全", "得到保障"],
    ["满意度指标", "服务对象满意度指标", "群众满意度", "≥95%"],
]
NOTHING = 0xFFFFFFFE
"""Ends a chain of sectors."""
TITLE = "2026年度项目支出绩效目标表"
NUMBERING = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="4"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def docx_samples() -> list[bytes]:
    document = Document()
    document.add_paragraph(TITLE)
    grid = document.add_table(rows=len(ROWS), cols=4)
    for row, texts in zip(grid.rows, ROWS, strict=True):
        for entry, text in zip(row.cells, texts, strict=True):
            entry.text = text
    grid.cell(1, 1).merge(grid.cell(1, 3))
    grid.cell(3, 0).merge(grid.cell(5, 0))
    grid.cell(6, 2).add_table(rows=1, cols=2).cell(0, 1).text = "内"
    file = BytesIO()
    document.save(file)
    numbered = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="4"/></w:numPr></w:pPr>'
    box = f"<w:p><w:r><w:pict><v:textbox><w:txbxContent>{paragraph(TITLE)}</w:txbxContent></v:textbox></w:pict></w:r></w:p>"
    begins = '<w:vMerge w:val="restart"/><w:gridSpan w:val="1"/>'
    merged = [cell(text or "<w:p/>", begins if text else "<w:vMerge/>") for text in ROWS[4]]
    body = f"{box}{paragraph('事', numbered)}{table(*(''.join(cell(text or '<w:p/>') for text in row) for row in ROWS), ''.join(merged))}"
    header = f"<w:hdr {W}>{paragraph('单位：万元')}</w:hdr>"
    section = "<w:sectPr><w:headerReference w:type='default' r:id='r_header'/></w:sectPr>"
    return [settled(file.getvalue()), docx_of(body + section, header=header, numbering=NUMBERING)]


def xlsx_samples() -> list[bytes]:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append([TITLE])
    for row in ROWS:
        sheet.append([text or None for text in row])
    sheet["D2"] = 36.5
    sheet["D6"], sheet["D6"].number_format = 0.9, '"≥"0%'
    sheet["D7"] = "=1+1"
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("A5:A7")
    workbook.create_sheet("二").append(["甲", 46387])
    file = BytesIO()
    workbook.save(file)
    beside = "".join(text_row(number, *row[:3], "", *row[:3]) for number, row in enumerate(ROWS, 1))
    shared = "<si><t>一级指标</t></si><si><r><t>甲</t></r><r><t>乙</t></r></si>"
    formats = '<numFmts><numFmt numFmtId="164" formatCode="0.0_);(0.0)"/></numFmts>'
    formats += '<cellXfs><xf numFmtId="164"/><xf numFmtId="31"/></cellXfs>'
    numbers = '<row r="12"><c r="A12" t="s"><v>1</v></c><c r="B12" s="1"><v>46387</v></c><c r="C12" t="e"><v>#REF!</v></c></row>'
    merges = '<mergeCells><mergeCell ref="A4:A6"/><mergeCell ref="F2:G2"/></mergeCells>'
    return [settled(file.getvalue()), xlsx_of(f"<sheetData>{beside}{numbers}</sheetData>{merges}", shared=shared, styles=formats)]


def html_samples() -> list[bytes]:
    rows = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in ROWS)
    page = (
        "<!DOCTYPE html><html><head><meta charset='{0}'><title>页</title><style>td{{color:red}}</style></head><body><nav>首页</nav>"
        f"<h1>{TITLE}</h1><ul><li>甲<li>乙</ul><table><caption>表</caption>{rows.replace('<td>产出指标', '<td rowspan=3>产出指标')}"
        f"<tr><td colspan='2'>甲<br>乙<span style='display:none'>隐</span></td><td><table><tr><td>内<td>里</table></td></tr></table>"
        "<ol start=3><li>三<p>段</ol><input value='值'><select><option selected>选</select></body></html>"
    )
    return [page.format("utf-8").encode(), page.format("gb2312").encode("gb18030")]


def mhtml_samples() -> list[bytes]:
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n'
    return [head + html_samples()[0] + b"\r\n--x--\r\n", workbook_in_one_file()]


def workbook_in_one_file() -> bytes:
    """A workbook as Excel saves it in one file: a frame, the strip of sheets, and a page for each sheet."""
    frame = (
        "<html><head><meta http-equiv=Content-Type content='text/html; charset=gb2312'><link id=shLink href='a.files/sheet001.htm'></head>"
        "<frameset rows='*,39'><frame src='a.files/sheet001.htm' name=frSheet><frame src='a.files/tabstrip.htm' name=frTabs>"
        "<noframes><body><p>此页使用了框架，而您的浏览器不支持框架。</p></body></noframes></frameset></html>"
    )
    links = "".join(f"<td nowrap><b><small>&nbsp;<a href='sheet00{n}.htm' target=frSheet>{n}月</a>&nbsp;</small></b></td>" for n in (1, 2))
    strip = (
        f"<html><head><script>window.location;</script><style>A {{color:#000}}</style></head><body><table><tr>{links}</tr></table></html>"
    )
    pages = [page.replace("水质自动监测站运维", name) for page in (html_samples()[1].decode("gb18030"),) for name in ("甲项目", "乙项目")]
    parts = [("a.htm", frame), ("a.files/tabstrip.htm", strip), *((f"a.files/sheet00{n}.htm", page) for n, page in enumerate(pages, 1))]
    head = 'MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related;\r\n\tboundary="----=_NextPart_01"\r\n\r\n'
    written = [(f"{head}本文档为“单个文件网页”。\r\n").encode("gb18030")]
    for number, (name, page) in enumerate(parts):
        way = ("quoted-printable", "base64")[number % 2]
        wrapped = quopri.encodestring(page.encode("gb18030")) if way == "quoted-printable" else base64.encodebytes(page.encode("gb18030"))
        says = f"\r\n------=_NextPart_01\r\nContent-Location: file:///C:/{name}\r\nContent-Transfer-Encoding: {way}\r\n"
        written += [f'{says}Content-Type: text/html; charset="gb2312"\r\n\r\n'.encode(), wrapped]
    css = b"\r\n------=_NextPart_01\r\nContent-Type: text/css\r\n\r\ntd {color: red}\r\n------=_NextPart_01--\r\n"
    return b"".join([*written, css])


def old_samples() -> list[bytes]:
    """Files of old formats as far as their kind can be seen; what stands in them is for another program to read."""
    text = "\\par ".join("\\tab ".join(row) for row in ROWS)
    rich = "".join(char if ord(char) < 128 else f"\\u{ord(char)}?" for char in text)
    embedding = compound("Workbook", "SummaryInformation", below=("WordDocument",))
    return [compound("WordDocument", "1Table"), embedding, f"{{\\rtf1\\ansi {rich}}}".encode()]


def compound(*top: str, below: Sequence[str] = ()) -> bytes:
    """A file in the binary format of old with these streams at its top, and others in a folder there."""
    names = ["Root Entry", *below, *top, *(["MBD001"] if below else [])]
    at = {name: number for number, name in enumerate(names)}
    first = [*top, *(["MBD001"] if below else [])]
    chains = {one: at[other] for names_of in (first, below) for one, other in pairwise(names_of)}
    inside = {"Root Entry": at[first[0]]} | ({"MBD001": at[below[0]]} if below else {})
    entries = b""
    for name in names:
        written = name.encode("utf-16-le")
        kind = 5 if name == "Root Entry" else 1 if name == "MBD001" else 2
        links = (NOTHING, chains.get(name, NOTHING), inside.get(name, NOTHING))
        entries += (
            written.ljust(64, b"\0") + struct.pack("<HBB3I", len(written) + 2, kind, 1, *links) + bytes(36) + struct.pack("<IQ", NOTHING, 0)
        )
    sectors = -(-len(entries) // 512)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H6x3I4x", 62, 3, 0xFFFE, 9, 6, 0, 1, 1)
    head += struct.pack("<5I", 4096, NOTHING, 0, NOTHING, 0) + struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    chain = [0xFFFFFFFD, *range(2, sectors + 1), NOTHING]
    return head + struct.pack("<128I", *chain, *[0xFFFFFFFF] * (128 - len(chain))) + entries.ljust(512 * sectors, b"\0")


def picture_samples() -> list[bytes]:
    """Small pictures of a ruled table, one in each format."""
    picture = Image.new("RGB", (240, 90), "white")
    draw = ImageDraw.Draw(picture)
    for at in range(3):
        draw.line((10, 10 + 30 * at, 230, 10 + 30 * at), "black")
        draw.line((10 + 110 * at, 10, 10 + 110 * at, 70), "black")
    draw.text((20, 20), "No 12", "black")
    files = [BytesIO() for _ in range(5)]
    for file, kind in zip(files, ("PNG", "JPEG", "GIF", "BMP", "TIFF"), strict=True):
        picture.save(file, kind, **({"save_all": True, "append_images": [picture]} if kind in ("TIFF", "GIF") else {}))
    return [file.getvalue() for file in files]


def csv_samples() -> list[bytes]:
    text = "\n".join(",".join(f'"{entry}"' if "；" in entry else entry for entry in row) for row in ROWS)
    return [text.encode("utf-8-sig"), text.replace(",", "\t").encode("gb18030"), text.encode("utf-16")]


def text_samples() -> list[bytes]:
    tabbed = "\n".join([TITLE, "单位：万元", *("\t".join(row) for row in ROWS)])
    piped = "\n".join(["# " + TITLE, *("| " + " | ".join(row) + " |" for row in ROWS)])
    wide = "\n".join("    ".join(entry for entry in row if entry) for row in ROWS)
    return [tabbed.encode(), piped.encode("gb18030"), wide.encode("utf-16-le"), f"{tabbed}\n\n{wide}".encode("utf-8-sig")]


def json_samples() -> list[bytes]:
    (read,) = read_text_tables("\n".join("\t".join(row) for row in ROWS), "表.txt")
    one = read.model_dump_json()
    draft = json.dumps({"table": json.loads(one)}, ensure_ascii=False, indent=1)
    return [one.encode(), f"[{one},{one}]".encode(), draft.encode("utf-8-sig")]
