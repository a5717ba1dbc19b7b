"""Word documents: merged cells, order of the body, lists numbered by Word, tables inside cells, changes that are tracked."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from assistant.errors import InputError
from assistant.reading import read_tables
from assistant.reading.document import Grid, Paragraph
from assistant.reading.formats.limits import DEFAULT_LIMITS, Allowance, ReadingLimits
from assistant.reading.formats.office.docx import read_docx
from tests.reading.formats.office.patience import Patience
from tests.reading.packages import OTHERS, W, cell, docx_around, docx_of, paragraph, table, zipped


def save(document: Any) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def fill(table: Any, rows: list[list[str]]) -> None:
    for row, texts in zip(table.rows, rows, strict=True):
        for entry, text in zip(row.cells, texts, strict=True):
            entry.text = text


def test_merged_cells_are_seen_once() -> None:
    document = Document()
    table = document.add_table(rows=3, cols=3)
    fill(table, [["甲", "", "丙"], ["丁", "戊", "己"], ["", "辛", "壬"]])
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(1, 0).merge(table.cell(2, 0))
    (grid,) = (block for block in read_docx(save(document), "表.docx") if isinstance(block, Grid))
    assert [[cell.text.strip() for cell in row.cells] for row in grid.rows] == [["甲", "", "丙"], ["丁", "戊", "己"], ["", "辛", "壬"]]
    assert [cell.covered for cell in grid.rows[2].cells] == [True, False, False]
    assert grid.rows[2].place == "表1 第3行"


def test_blocks_come_in_body_order_and_inner_tables_after_outer_ones() -> None:
    document = Document()
    document.add_paragraph("第一段")
    outer = document.add_table(rows=1, cols=1)
    outer.cell(0, 0).text = "外"
    outer.cell(0, 0).add_table(rows=1, cols=1).cell(0, 0).text = "内"
    document.add_paragraph("第二段")
    blocks = [block for block in read_docx(save(document), "表.docx") if not isinstance(block, Paragraph) or block.text]
    texts = [block.text if isinstance(block, Paragraph) else block.rows[0].cells[0].text.strip() for block in blocks]
    assert texts == ["第一段", "外", "内", "第二段"]


def test_list_numbers_of_word_are_written_out_and_deleted_text_is_not() -> None:
    document = Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    for text in ("完成检测1500批次", "合格率98%以上"):
        cell.add_paragraph(text, style="List Number")
        numbering = OxmlElement("w:numPr")
        number = OxmlElement("w:numId")
        number.set(qn("w:val"), "7")
        numbering.append(number)
        cell.paragraphs[-1]._p.get_or_add_pPr().append(numbering)
    deleted = OxmlElement("w:del")
    run = OxmlElement("w:r")
    gone = OxmlElement("w:t")
    gone.text = "已删"
    run.append(gone)
    deleted.append(run)
    cell.paragraphs[-1]._p.append(deleted)
    grid = read_docx(save(document), "表.docx")[0]
    assert isinstance(grid, Grid)
    assert grid.rows[0].cells[0].text.strip() == "1. 完成检测1500批次\n2. 合格率98%以上"


def test_reads_a_form_with_merged_classes_and_values(tmp_path: Path) -> None:
    rows = [
        ["项目名称", "社区戒毒康复服务", "", ""],
        ["预算数（万元）", "36.5", "实施单位", "区司法局"],
        ["年度目标", "帮教社区戒毒人员120名。", "", ""],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "帮教人数", "≥120名"],
        ["", "", "走访次数", "≥480次"],
        ["", "质量指标", "帮教协议签订率", "100%"],
        ["", "", "尿检完成率", ""],
    ]
    document = Document()
    document.add_paragraph("2026年度项目绩效目标表")
    table = document.add_table(rows=len(rows), cols=4)
    fill(table, rows)
    table.cell(0, 1).merge(table.cell(0, 3))
    table.cell(2, 1).merge(table.cell(2, 3))
    table.cell(4, 0).merge(table.cell(7, 0))
    table.cell(4, 1).merge(table.cell(5, 1))
    table.cell(6, 1).merge(table.cell(7, 1))
    table.cell(6, 3).merge(table.cell(7, 3))
    path = tmp_path / "表.docx"
    path.write_bytes(save(document))
    (read,) = read_tables(path)
    assert (read.name, read.unit, read.year, str(read.budget_yuan)) == ("社区戒毒康复服务", "区司法局", 2026, "365000.00")
    assert [(row.level1, row.level2, row.level3, row.value) for row in read.indicators] == [
        ("产出指标", "数量指标", "帮教人数", "≥120名"),
        ("产出指标", "数量指标", "走访次数", "≥480次"),
        ("产出指标", "质量指标", "帮教协议签订率", "100%"),
        ("产出指标", "质量指标", "尿检完成率", "100%"),
    ]


@pytest.mark.parametrize("data", [b"PK\x03\x04 not a zip", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", b"plain words"])
def test_damaged_and_encrypted_files_are_told(data: bytes) -> None:
    with pytest.raises(InputError, match=r"「表\.docx」.*。"):
        read_docx(data, "表.docx")


def grids_of(body: str, **parts: str) -> list[list[list[str]]]:
    found = read_docx(docx_of(body, **parts), "表.docx")
    return [[[entry.text for entry in row.cells] for row in block.rows] for block in found if isinstance(block, Grid)]


def test_rows_may_begin_late_and_cells_be_merged_in_the_old_way() -> None:
    late = "<w:trPr><w:gridBefore w:val='2'/></w:trPr>" + cell("丙")
    old = cell("甲", "<w:hMerge w:val='restart'/>") + cell("<w:p/>", "<w:hMerge/>") + cell("乙")
    assert grids_of(table(late, old)) == [[["", "", "丙"], ["甲", "", "乙"]]]


def test_merges_that_reach_down_may_span_columns_of_another_width() -> None:
    body = table(
        cell("甲", "<w:gridSpan w:val='2'/><w:vMerge w:val='restart'/>") + cell("乙"),
        cell("<w:p/>", "<w:vMerge/>") + cell("<w:p/>", "<w:vMerge w:val='continue'/>") + cell("丙"),
        cell("丁") + cell("戊") + cell("己"),
    )
    (grid,) = read_docx(docx_of(body), "表.docx")
    assert isinstance(grid, Grid)
    assert [[entry.covered for entry in row.cells] for row in grid.rows] == [[False] * 3, [True, True, False], [False] * 3]


def test_text_in_the_rest_of_a_merged_cell_is_kept_unless_it_says_the_same() -> None:
    body = table(
        cell("甲", "<w:vMerge w:val='restart'/>") + cell("乙"),
        cell("甲", "<w:vMerge/>") + cell("丙"),
        cell("丁", "<w:vMerge/>") + cell("戊"),
    )
    assert grids_of(body) == [[["甲", "乙"], ["", "丙"], ["丁", "戊"]]]


def test_a_merge_that_never_began_is_none() -> None:
    (grid,) = read_docx(docx_of(table(cell("甲", "<w:vMerge/>") + cell("乙"))), "表.docx")
    assert isinstance(grid, Grid)
    assert [(entry.text, entry.covered) for entry in grid.rows[0].cells] == [("甲", False), ("乙", False)]


def test_a_table_inside_a_cell_comes_after_its_row() -> None:
    inner = table(cell("内"))
    assert grids_of(table(cell("外") + cell(f"{paragraph('旁')}{inner}"), cell("下"))) == [[["外", "旁"]], [["内"]], [["下"]]]


def test_the_header_of_the_first_page_comes_first_and_footnotes_last() -> None:
    header = f"<w:hdr {W}>{paragraph('单位：万元')}</w:hdr>"
    notes = f"<w:footnote w:type='separator'>{paragraph('-')}</w:footnote><w:footnote>{paragraph('注')}</w:footnote>"
    footnotes = f"<w:footnotes {W}>{notes}</w:footnotes>"
    body = f"{paragraph('正文')}<w:sectPr><w:headerReference w:type='default' r:id='r_header'/></w:sectPr>"
    blocks = read_docx(docx_of(body, header=header, footnotes=footnotes), "表.docx")
    assert blocks == (Paragraph("单位：万元", "页眉"), Paragraph("正文", "第1段"), Paragraph("注", "脚注1"))


def test_numbers_are_written_as_the_list_says() -> None:
    levels = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="目标%1："/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>'
    )
    number = '<w:num w:numId="4"><w:abstractNumId w:val="0"/></w:num>'
    numbering = f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{number}</w:numbering>'
    styles = f'<w:styles {W}><w:style w:styleId="S"><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style></w:styles>'

    def numbered(level: int) -> str:
        return f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="4"/></w:numPr></w:pPr>'

    body = "".join(paragraph("事", numbered(level)) for level in (0, 1, 1, 0, 1)) + paragraph("事", '<w:pPr><w:pStyle w:val="S"/></w:pPr>')
    blocks = read_docx(docx_of(body, numbering=numbering, styles=styles), "表.docx")
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == [
        "目标一：事", "1. 事", "2. 事", "目标二：事", "1. 事", "目标三：事",
    ]  # fmt: skip


def test_documents_with_macros_and_of_the_strict_kind_are_read() -> None:
    parts: dict[str, str | bytes] = {
        "word/document.xml": f"<w:document {W}><w:body>{table(cell('甲'))}</w:body></w:document>",
        "word/vbaProject.bin": b"\0",
    }
    purl = str(parts["word/document.xml"]).replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"
    )
    for content in (parts, parts | {"word/document.xml": purl}):
        (grid,) = read_docx(zipped(content), "表.docm")
        assert isinstance(grid, Grid)


BOX = (
    "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx>"
    "</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r></w:p>"
).format(paragraph("单位：万元"))
SECTION = "<w:p><w:pPr><w:sectPr><w:headerReference w:type='default' r:id='r_header'/></w:sectPr></w:pPr></w:p>"


def test_text_boxes_of_headers_and_notes_come_once_and_count_as_no_paragraphs() -> None:
    parts = {
        "header": f"<w:hdr {W} {OTHERS}>{BOX}{table(cell('甲'))}</w:hdr>",
        "footnotes": f"<w:footnotes {W} {OTHERS}><w:footnote>{BOX}</w:footnote></w:footnotes>",
        "endnotes": f"<w:endnotes {W} {OTHERS}><w:endnote w:type='separator'/><w:endnote>{paragraph('尾')}{BOX}</w:endnote></w:endnotes>",
    }
    blocks = read_docx(docx_of(f"{paragraph('文')}{table(cell('乙'))}{SECTION}", **parts), "表.docx")
    assert [(block.text, block.place) if isinstance(block, Paragraph) else block.rows[0].place for block in blocks] == [
        ("单位：万元", "页眉"), ("甲", "页眉"), ("文", "第1段"), "表1 第1行", ("单位：万元", "脚注1"), ("尾\n单位：万元", "尾注1"),
    ]  # fmt: skip


def chunk(name: str) -> str:
    return f"<w:altChunk r:id='r_{name}'/>"


PAGE = "<!DOCTYPE html><html><body><table><tr><td>项目名称</td><td>乙</td></tr></table></body></html>"
MAIL = f"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{PAGE}"


@pytest.mark.parametrize(
    ("name", "content"), [("a.html", PAGE), ("a.mht", MAIL), ("a.docx", docx_of(table(cell("项目名称") + cell("乙"))))]
)
def test_pages_and_documents_that_are_inserted_whole_are_read_where_they_stand(name: str, content: str | bytes) -> None:
    body = f"{paragraph('前')}{chunk(name)}{paragraph('后')}{table(cell(paragraph('外') + chunk(name)))}"
    first, grid, last, outer = read_docx(docx_around(body, {name: content}), "表.docx")
    assert isinstance(first, Paragraph)
    assert isinstance(grid, Grid)
    assert isinstance(last, Paragraph)
    assert isinstance(outer, Grid)
    assert [first.text, [entry.text for entry in grid.rows[0].cells], last.text] == ["前", ["项目名称", "乙"], "后"]
    assert grid.rows[0].place == f"插入的文件{name} 表1 第1行"


def test_what_is_inserted_and_cannot_be_read_is_named_once() -> None:
    allowance = Allowance(DEFAULT_LIMITS, "表.docx")
    inner = docx_around(chunk("b.docx"), {"b.docx": docx_of(paragraph("更深"))})
    body = chunk("a.rtf") + chunk("a.rtf") + chunk("c.docx") + "<w:altChunk r:id='none'/>" * 3
    read_docx(docx_around(body, {"a.rtf": b"{\\rtf1}", "c.docx": inner}), "表.docx", allowance)
    assert allowance.left_out == [
        f"插入的文件{name}，未读取，请用 Word 打开后另存再读" for name in ("a.rtf", "b.docx", "（缺失）")
    ]  # fmt: skip


def test_a_header_that_many_sections_share_is_read_once() -> None:
    header = f"<w:hdr {W}>{'<w:p/>' * 1000}</w:hdr>"
    read_docx(docx_of(SECTION * 500, header=header), "表.docx", Allowance(ReadingLimits(cells=2000), "表.docx"))


@pytest.mark.parametrize(
    "body",
    [
        f"<w:p>{'<w:r/>' * 3000}</w:p>",
        f"<w:p>{'<w:smartTag/>' * 3000}</w:p>",
        table(cell("<w:p/>" * 3000)),
        "<w:altChunk/>" * 3000,
    ],
    ids=["runs", "tags", "paragraphs of a cell", "inserted files"],
)
def test_the_clock_is_looked_at_for_every_element_that_may_stand_without_end(body: str) -> None:
    with pytest.raises(InputError, match="ASSISTANT_READ_SECONDS"):
        read_docx(docx_of(body), "表.docx", Patience(2000, "表.docx"))
