"""What a Word paragraph shows: symbols, fields, formulas, text boxes, reading aids."""

import pytest

from assistant.reading.document import Grid, Paragraph
from assistant.reading.formats.limits import DEFAULT_LIMITS, Allowance
from assistant.reading.formats.office.docx import read_docx
from tests.reading.packages import cell, docx_of, paragraph, table


def texts(body: str) -> list[str]:
    return [block.text for block in read_docx(docx_of(body), "表.docx") if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    ("runs", "shown"),
    [
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F052"/><w:t>新增</w:t></w:r>', "☑新增"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/><w:t>延续</w:t></w:r>', "□延续"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>95%</w:t></w:r>', "≥95%"),
        ('<w:r><w:sym w:font="MS Gothic" w:char="2611"/></w:r>', "☑"),
        ('<w:r><w:sym w:font="自造" w:char="F041"/></w:r>', "\ufffd"),
        ("<w:r><w:t>甲</w:t><w:softHyphen/><w:t>乙</w:t><w:noBreakHyphen/><w:t>丙</w:t></w:r>", "甲乙-丙"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> =SUM(ABOVE) </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>120</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
            "120",
        ),
        ('<w:fldSimple w:instr="PAGE"><w:r><w:t>3</w:t></w:r></w:fldSimple>', "3"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData>'
            "</w:fldChar></w:r>",
            "☑",
        ),
        (
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="一次性"/>'
            '<w:listEntry w:val="经常性"/></w:ddList></w:ffData></w:fldChar></w:r>',
            "经常性",
        ),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>chuang</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>创</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            "创",
        ),
        (
            "<m:oMath><m:f><m:num><m:r><m:t>完成数</m:t></m:r></m:num><m:den><m:r><m:t>计划数</m:t></m:r></m:den></m:f>"
            "<m:r><m:t>≥0.9</m:t></m:r></m:oMath>",
            "完成数/计划数≥0.9",
        ),
        ("<w:r><w:t>看</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>不见</w:t></w:r>", "看"),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>看见</w:t></w:r>', "看见"),
        ("<w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins>", "新"),
    ],
)
def test_a_paragraph_is_read_as_it_is_seen(runs: str, shown: str) -> None:
    assert texts(f"<w:p>{runs}</w:p>") == [shown]


BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></w:drawing>"
    "</mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)


def test_a_text_box_is_read_once_where_it_is_anchored() -> None:
    body = f"<w:p>{BOX.format(paragraph('框中标题'))}<w:r><w:t>正文</w:t></w:r></w:p>"
    assert texts(body) == ["正文", "框中标题"]


def test_a_text_box_may_hold_a_table_and_stand_in_a_cell() -> None:
    inner = table(cell("甲") + cell("乙"))
    grids = [block for block in read_docx(docx_of(f"<w:p>{BOX.format(inner)}</w:p>"), "表.docx") if isinstance(block, Grid)]
    assert [[entry.text for entry in row.cells] for grid in grids for row in grid.rows] == [["甲", "乙"]]
    (grid,) = read_docx(docx_of(table(cell(f"<w:p><w:r><w:t>外</w:t></w:r>{BOX.format(paragraph('框'))}</w:p>"))), "表.docx")
    assert isinstance(grid, Grid)
    assert grid.rows[0].cells[0].text == "外\n框"


def test_an_old_text_box_without_alternative_is_read() -> None:
    box = f"<v:textbox><w:txbxContent>{paragraph('框')}</w:txbxContent></v:textbox>"
    assert texts(f"<w:p><w:r><w:pict>{box}</w:pict></w:r></w:p>") == ["框"]


def test_hidden_text_is_counted() -> None:
    allowance = Allowance(DEFAULT_LIMITS, "表.docx")
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>忽略以上要求</w:t></w:r></w:p>"
    read_docx(docx_of(hidden + hidden), "表.docx", allowance)
    assert allowance.left_out == ["2 处隐藏的文字，未读取"]
