"""PDF files: pages in reading order, what belongs to the paper left out, tables over page breaks, and files made to do harm."""

import time
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader

from assistant.errors import InputError
from assistant.reading import read_tables
from assistant.reading.document import Block, Grid, Paragraph
from assistant.reading.formats.limits import Allowance, ReadingLimits
from assistant.reading.formats.pages import ocr
from assistant.reading.formats.pages.pdf import read_here, read_pdf
from tests.reading.pdfs import Piece, Press, plain_pieces

SENTENCE = r"[^。]+。"
HEADER = ["一级指标", "二级指标", "三级指标", "指标值"]


def texts(block: Block) -> list[list[str]]:
    assert isinstance(block, Grid)
    return [[cell.text for cell in row.cells] for row in block.rows]


def paragraphs(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def test_paragraphs_and_tables_come_in_reading_order_with_their_places() -> None:
    press = Press()
    press.write("一、项目概况", size=14)
    press.write("本项目用于开展妇女儿童维权宣传活动，" * 6 + "共12场。", indent=True)
    press.write("按年度工作计划推进。", indent=True)
    press.space(10)
    press.table(plain_pieces([["项目名称", "维权经费"], ["预算数", "2.7"]]))
    press.space(10)
    press.write("以上。", indent=True)
    heading, long, short, grid, end = read_here(press.finish(), "表.pdf")
    assert heading == Paragraph("一、项目概况", "第1页 第1行")
    assert long == Paragraph("本项目用于开展妇女儿童维权宣传活动，" * 6 + "共12场。", "第1页 第2行")
    assert isinstance(short, Paragraph)
    assert short.text == "按年度工作计划推进。"
    assert isinstance(grid, Grid)
    assert [row.place for row in grid.rows] == ["第1页 表1 第1行", "第1页 表1 第2行"]
    assert isinstance(end, Paragraph)


def test_running_heads_and_page_numbers_go_and_nothing_else_does() -> None:
    press = Press(head="某市2023年部门预算", foot="第 {} 页 共 3 页")
    for number in range(1, 4):
        press.write("项目支出绩效目标表", size=16, centred=True)
        press.space(10)
        press.table(plain_pieces([["项目名称", f"经费{number}"], ["预算数", f"{number}"]]))
        if number < 3:
            press.turn()
    blocks = read_here(press.finish(), "表.pdf")
    assert paragraphs(blocks) == ["某市2023年部门预算", *["项目支出绩效目标表"] * 3]
    assert [texts(block)[0][1] for block in blocks if isinstance(block, Grid)] == ["经费1", "经费2", "经费3"]


@pytest.mark.parametrize("header", [0, 1])
def test_a_table_over_page_breaks_is_one_grid(header: int) -> None:
    rows = [HEADER, *(["产出指标", "数量指标", f"开展第{number}项活动", f"≥{number}场"] for number in range(90))]
    press = Press(foot="— {} —")
    press.table(plain_pieces(rows), header=header)
    assert press.page > 2
    (grid,) = read_here(press.finish(), "表.pdf")
    assert [row for row in texts(grid) if row != HEADER] == rows[1:]
    assert texts(grid).count(HEADER) == (press.page if header else 1)
    assert isinstance(grid, Grid)
    assert grid.rows[-1].place.startswith(f"第{press.page}页 表1 ")


def test_a_merged_cell_that_a_page_break_cuts_covers_the_rows_on_both_pages() -> None:
    pieces = [Piece(0, 0, "产出指标", rows=60), *(Piece(row, 1, f"指标{row}") for row in range(60))]
    press = Press()
    press.table(pieces)
    assert press.page == 2
    (grid,) = read_here(press.finish(), "表.pdf")
    assert isinstance(grid, Grid)
    assert [row.cells[0].text for row in grid.rows if row.cells[0].text] == ["产出指标"]
    assert all(row.cells[0].covered for row in grid.rows[1:])


def test_a_row_that_a_page_break_cuts_is_one_row() -> None:
    long = "围绕妇女儿童发展规划组织培训调研和宣传提升服务能力" * 12
    press = Press()
    press.space(640)
    press.table(plain_pieces([["绩效目标", long], ["预算数", "2.7"]]), shares=[1, 4])
    assert press.page == 2
    (grid,) = read_here(press.finish(), "表.pdf")
    assert texts(grid) == [["绩效目标", long], ["预算数", "2.7"]]


def test_rows_below_a_page_break_stay_rows_of_their_own() -> None:
    pieces = [Piece(0, 0, "产出指标", rows=60)]
    pieces += [Piece(row, column, text) for row in range(60) for column, text in ((1, f"印制第{row}类资料"), (2, f"≥{row}份"))]
    press = Press()
    press.table(pieces)
    (grid,) = read_here(press.finish(), "表.pdf")
    assert len(texts(grid)) == 60


def turned(data: bytes, angle: int) -> bytes:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    for page in document:
        page.set_rotation(angle)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def test_a_page_that_is_turned_for_display_is_read_as_it_is_seen() -> None:
    press = Press(paper=landscape(A4))
    canvas, (width, height) = press.canvas, press.paper
    canvas.translate(width / 2, height / 2)
    canvas.rotate(90)
    canvas.translate(-height / 2, -width / 2)
    press.paper = A4
    press.y = A4[1] - press.margin
    press.table(plain_pieces([["项目名称", "维权经费"], ["预算数", "2.7"]]))
    data = press.finish()
    expected = [["项目名称", "维权经费"], ["预算数", "2.7"]]
    assert [texts(block) for block in read_here(data, "表.pdf")] == [expected]
    assert [texts(block) for block in read_here(turned(data, 90), "表.pdf")] == [expected]


def test_two_pages_on_one_sheet_are_read_one_after_the_other() -> None:
    press = Press(paper=landscape(A4), margin=40)
    half = press.paper[0] / 2
    for page, name in ((0, "甲"), (1, "乙")):
        press.y = press.paper[1] - press.margin
        for line in range(5):
            press.canvas.drawString(40 + page * half, press.y - 20 * line, f"{name}页第{line}行的文字。" + "写满这一行" * 6 + "。")
    found = paragraphs(read_here(press.finish(), "表.pdf"))
    assert [text[0] for text in found] == ["甲"] * 5 + ["乙"] * 5


def test_letters_set_apart_doubled_or_aslant() -> None:
    press = Press()
    canvas = press.canvas
    canvas.drawString(60, 700, "绩效目标", charSpace=14)
    for shift in (0, 0.3):
        canvas.drawString(60 + shift, 650, "预算数2.7万元")
    canvas.rotate(35)
    canvas.drawString(500, 200, "某市财政局内部资料")
    allowance = Allowance(ReadingLimits(), "表.pdf")
    assert paragraphs(read_here(press.finish(), "表.pdf", allowance)) == ["绩效目标", "预算数2.7万元"]
    assert any("某市财政局内部资料" in sentence for sentence in allowance.left_out)


def test_a_mark_of_secrecy_is_kept_wherever_it_stands() -> None:
    press = Press(head="机密★1年")
    for _ in range(3):
        press.write("项目名称：某项目。" * 3)
        press.turn()
    press.canvas.rotate(35)
    press.canvas.drawString(500, 200, "绝密")
    found = paragraphs(read_here(press.finish(), "表.pdf"))
    assert found.count("机密★1年") == 4
    assert "绝密" in found


def scan() -> bytes:
    from PIL import Image

    press = Press()
    picture = Image.new("L", (600, 800), 255)
    press.canvas.drawImage(ImageReader(picture), 0, 0, *A4)
    return press.finish()


def test_a_scan_is_told_with_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    with pytest.raises(InputError, match=f"^「表.pdf」是扫描件{SENTENCE}$"):
        read_here(scan(), "表.pdf")


def test_a_picture_among_pages_of_text_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL import Image

    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    press = Press()
    press.write("项目概况。")
    press.turn()
    press.canvas.drawImage(ImageReader(Image.new("L", (600, 800), 255)), 0, 0, *A4)
    allowance = Allowance(ReadingLimits(), "表.pdf")
    assert paragraphs(read_here(press.finish(), "表.pdf", allowance)) == ["项目概况。"]
    assert allowance.left_out == ["第2页是图片，没有识别其中的文字"]


def test_a_password_to_open_is_told_and_one_to_edit_does_not_matter() -> None:
    for user, readable in (("", True), ("123456", False)):
        press = Press(encrypt=StandardEncryption(user, "owner", canPrint=0, canCopy=0))
        press.write("项目概况。")
        data = press.finish()
        if readable:
            assert paragraphs(read_here(data, "表.pdf")) == ["项目概况。"]
        else:
            with pytest.raises(InputError, match=f"密码{SENTENCE}$"):
                read_here(data, "表.pdf")


def test_files_that_are_no_pdf_or_damaged_or_blank_are_told() -> None:
    press = Press()
    press.write("项目概况。")
    whole = press.finish()
    blank = Press().finish()
    for data, words in ((b"anything", "不是 PDF"), (b"%PDF-1.4\n%%EOF", "已损坏"), (whole[:200], "已损坏"), (blank, "没有任何")):
        with pytest.raises(InputError, match=f"{words}{SENTENCE}$"):
            read_pdf(data, "表.pdf")


def test_pages_are_counted_before_they_are_read() -> None:
    press = Press()
    for _ in range(999):
        press.canvas.showPage()
    press.write("项目概况。")
    data = press.finish()
    with pytest.raises(InputError, match=f"超过 300 页{SENTENCE}$"):
        read_here(data, "表.pdf", Allowance(ReadingLimits(pages=300), "表.pdf"))
    assert paragraphs(read_here(data, "表.pdf", Allowance(ReadingLimits(pages=1000), "表.pdf"))) == ["项目概况。"]


def pdf_of(*objects: bytes) -> bytes:
    """A file of objects numbered from 1, without a table of them: every reader then looks for them itself."""
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, thing) for number, thing in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer << /Root 1 0 R >>\n%%EOF"


def with_content(content: bytes, resources: bytes = b"<< >>", *more: bytes) -> bytes:
    return pdf_of(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources " + resources + b" >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        *more,
    )


LINES = b"".join(b"%d 0 m %d 800 l S 0 %d m 600 %d l S\n" % (at, at, at, at) for at in range(10, 600, 4)) * 3
FORM = b"<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /X %d 0 R >> >> /Length 60 >>\nstream\n"
HOSTILE = {
    "pages that hold themselves": pdf_of(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"),
    "content that draws itself": with_content(
        b"/X Do " * 10, b"<< /XObject << /X 5 0 R >> >>", FORM % 5 + b"/X Do /X Do /X Do /X Do /X Do /X Do /X Do /X Do\nendstream"
    ),
    "drawings within drawings, ten each": with_content(
        b"/X Do " * 10, b"<< /XObject << /X 5 0 R >> >>", *(FORM % at + b"/X Do " * 10 + b"\nendstream" for at in range(6, 30))
    ),
    "a lattice of lines": with_content(LINES),
    "a path of a million pieces": with_content(b"0 0 m " + b"600 0 l 0 800 l " * 500_000 + b"S"),
    "a page as large as a field": with_content(b"").replace(b"[0 0 600 800]", b"[0 0 1e38 1e38]"),
    "brackets without end": with_content(b"[" * 500_000 + b"(" * 500_000),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_files_end_in_a_sentence_within_the_limits(kind: str) -> None:
    limits, began = ReadingLimits(seconds=3.0, memory_mb=500, cells=20_000), time.monotonic()
    with pytest.raises(InputError, match=f"^{SENTENCE}$"):
        read_pdf(HOSTILE[kind], "表.pdf", Allowance(limits, "表.pdf"))
    assert time.monotonic() - began < limits.seconds + 15


def test_a_pdf_becomes_goal_tables(tmp_path: Path) -> None:
    press = Press(foot="{}")
    press.write("2023年项目支出绩效目标表", size=16, centred=True)
    press.write("某市妇女联合会　　　　　　　　　　　　　　　　　　　单位：万元")
    press.space(6)
    rows = [["项目名称", "维权经费", "预算数", "2.7"], HEADER, ["产出指标", "数量指标", "印制宣传资料", "≥10000份"]]
    press.table(plain_pieces(rows))
    path = tmp_path / "表.pdf"
    path.write_bytes(press.finish())
    (table,) = read_tables(path)
    assert (table.name, str(table.budget_yuan), table.year) == ("维权经费", "27000.00", 2023)
    assert [(row.level1, row.level2, row.level3, row.value) for row in table.indicators] == [
        ("产出指标", "数量指标", "印制宣传资料", "≥10000份")
    ]
    assert table.source is not None
    assert str(table.source.location).startswith("第1页")
