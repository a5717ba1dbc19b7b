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
from assistant.reading.docx import read_docx


def save(document: Any) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def fill(table: Any, rows: list[list[str]]) -> None:
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


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
