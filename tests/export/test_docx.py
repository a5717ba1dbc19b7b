from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle

from assistant.export.columns import TEXT_WIDTH
from assistant.export.docx import render_docx
from assistant.export.form import lay_out
from assistant.goals import Goal, GoalTable
from assistant.goals.own_form import LEGEND, MARK_COLOUR, PENDING_LEAD
from tests.export.samples import DEPARTMENT, FOUR_CLASS, THREE_CLASS, with_many_indicators


def document_of(table: GoalTable, *notes: str) -> Document:
    return docx.Document(BytesIO(render_docx(lay_out(table, notes))))


def find(parent: BaseOxmlElement, path: str) -> list[BaseOxmlElement]:
    return list(parent.xpath(path))


@pytest.fixture(scope="module")
def document() -> Document:
    return document_of(THREE_CLASS, "请填写项目负责人。")


def test_page_is_a4_portrait_and_the_tables_fill_its_text_width(document: Document) -> None:
    section = document.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    for table in document.tables:
        assert [round(column.width.mm) for column in table.columns if column.width] == list(lay_out(THREE_CLASS).widths)
        assert sum(column.width for column in table.columns if column.width) == pytest.approx(Mm(TEXT_WIDTH), rel=0.001)


def test_every_script_is_set_in_the_official_font(document: Document) -> None:
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    assert normal.font.size == Pt(10.5)
    fonts = normal.element.rPr.rFonts
    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {"宋体"}
    assert not [name for name in fonts.attrib if name.endswith("Theme")]


def test_title_and_unit_line(document: Document) -> None:
    title, unit = document.paragraphs[:2]
    assert (title.text, unit.text) == ("妇女儿童维权服务经费绩效目标表", "单位：万元")
    assert isinstance(title.style, ParagraphStyle)
    assert isinstance(unit.style, ParagraphStyle)
    assert (title.style.font.size, title.style.font.bold) == (Pt(16), True)
    assert [str(style.paragraph_format.alignment) for style in (title.style, unit.style)] == ["CENTER (1)", "RIGHT (2)"]


def test_headings_are_bold_and_repeat_over_pages_and_no_row_is_torn(document: Document) -> None:
    particulars, indicators = document.tables
    heading = indicators.rows[0].cells[0].paragraphs[0].style
    assert isinstance(heading, ParagraphStyle)
    assert heading.font.bold
    assert [bool(find(row._tr, "w:trPr/w:tblHeader")) for row in indicators.rows] == [True] + [False] * 11
    for table in (particulars, indicators):
        assert all(find(row._tr, "w:trPr/w:cantSplit") for row in table.rows)


def test_a_row_that_may_be_taller_than_a_page_can_run_over() -> None:
    document = document_of(THREE_CLASS.model_copy(update={"goals": (Goal(text="维护妇女儿童合法权益。" * 300),)}))
    assert [bool(find(row._tr, "w:trPr/w:cantSplit")) for row in document.tables[0].rows] == [True] * 8 + [False]


def test_classes_are_merged_down(document: Document) -> None:
    indicators = document.tables[1]
    assert indicators.cell(1, 0)._tc is indicators.cell(6, 0)._tc
    assert indicators.cell(1, 1)._tc is indicators.cell(2, 1)._tc
    assert indicators.cell(6, 0)._tc is not indicators.cell(7, 0)._tc
    assert [row.cells[4].text for row in indicators.rows][1:4] == ["≥5场", "≥200人次", "=100%"]


def test_goals_are_paragraphs_of_one_cell(document: Document) -> None:
    goals = document.tables[0].rows[-1].cells[1]
    assert [paragraph.text for paragraph in goals.paragraphs] == [
        "1. 开展普法宣传活动不少于5场、服务不少于800人次。",
        "2. 调解婚姻家庭纠纷不少于30件，办结率达到90%以上。",
    ]


def test_only_unconfirmed_values_are_shaded(document: Document) -> None:
    shaded = find(document.element.body, f'.//w:tc[w:tcPr/w:shd[@w:fill="{MARK_COLOUR}"]]')
    assert ["".join(find(cell, "string(.)")) for cell in shaded] == ["≥200人次"]
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert LEGEND in texts
    assert texts[-4:] == ["待确认事项", PENDING_LEAD, "1. 请填写项目负责人。", "2. 数量指标「法律咨询人次」：≥200人次，待确认。"]
    heading = document.paragraphs[-4].style
    assert isinstance(heading, ParagraphStyle)
    assert heading.paragraph_format.page_break_before


def test_the_legend_is_never_alone_on_a_page(document: Document) -> None:
    last, before = (document.tables[-1].rows[number] for number in (-1, -2))
    assert all(paragraph.paragraph_format.keep_with_next for cell in last.cells[2:] for paragraph in cell.paragraphs)
    assert not any(paragraph.paragraph_format.keep_with_next for paragraph in before.cells[-1].paragraphs)


def test_a_confirmed_table_has_no_second_page() -> None:
    document = document_of(DEPARTMENT)
    assert len(document.tables) == 3
    assert "待确认" not in "".join(paragraph.text for paragraph in document.paragraphs)


def test_children_stand_in_the_order_of_the_schema(document: Document) -> None:
    """Word refuses files in which they do not."""
    order = ["tcW", "gridSpan", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "textDirection", "tcFitText", "vAlign"]
    for properties in find(document.element.body, ".//w:tcPr"):
        names = [child.tag.rpartition("}")[2] for child in properties]
        assert names == sorted(names, key=order.index)


def test_control_characters_do_not_break_the_file() -> None:
    document = document_of(THREE_CLASS.model_copy(update={"purpose": "用于\x00培训\x07和\x0b宣传"}))
    assert document.tables[0].rows[5].cells[1].text == "用于\ufffd培训\ufffd和\n宣传"


def test_the_file_names_no_program_as_its_author(document: Document) -> None:
    assert document.core_properties.author == ""
    assert document.core_properties.title == "妇女儿童维权服务经费绩效目标表"
    assert document.core_properties.created is not None
    assert document.core_properties.created.year > 2013, "the template's own date"


def test_long_tables_are_written_whole() -> None:
    rows = document_of(with_many_indicators(200)).tables[1].rows
    assert len(rows) == 212


def test_four_class_form_shows_both_values() -> None:
    indicators = document_of(FOUR_CLASS).tables[1]
    assert [cell.text for cell in indicators.rows[1].cells] == ["成本指标", "经济成本指标", "预算控制数", "≤22326219元", "≤2480691元"]
