"""Saved web pages: tables among navigation, merged cells, nested tables, hidden text, encodings."""

import time
from contextlib import suppress
from pathlib import Path

import pytest

from assistant.errors import InputError
from assistant.reading import read_tables
from assistant.reading.document import Cell, Grid, Paragraph
from assistant.reading.formats.html import read_html
from assistant.reading.formats.limits import DEFAULT_LIMITS, Allowance

FORM = (
    "<tr><td>项目名称</td><td colspan='3'>水质监测</td></tr>"
    "<tr><th>一级指标</th><th>二级指标</th><th>三级指标</th><th>指标值</th></tr>"
    "<tr><td rowspan='2'>产出指标</td><td>数量指标</td><td>监测次数</td><td>≥12次</td></tr>"
    "<tr><td>质量指标</td><td>合格率</td><td>100%</td></tr>"
)


def shown(page: str) -> list[str | list[list[str]]]:
    """Paragraphs as texts, grids as rows of texts."""
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row.cells] for row in block.rows]
        for block in read_html(page.encode(), "页.html")
    ]


def test_cells_that_span_stand_in_their_columns() -> None:
    (grid,) = read_html(f"<table>{FORM}</table>".encode(), "页.html")
    assert isinstance(grid, Grid)
    assert grid.rows[0].cells == (Cell("项目名称"), Cell("水质监测"), Cell(), Cell())
    assert grid.rows[3].cells == (Cell(covered=True), Cell("质量指标"), Cell("合格率"), Cell("100%"))
    assert grid.rows[3].place == "表1 第4行"


def test_a_page_with_one_table_among_navigation(tmp_path: Path) -> None:
    links = "".join(f"<li><a href='{number}'>栏目{number}</a></li>" for number in range(9))
    page = (
        f"<html><head><title>网站</title><style>td{{}}</style></head><body><nav>首页</nav><ul>{links}</ul><div class='main-nav'>导航</div>"
        f"<h1>2026年度项目绩效目标表</h1><p>单位：万元</p><script>var a = 1;</script><table>{FORM}</table><div id='footer'>版权所有</div>"
    )
    assert shown(page)[:2] == ["2026年度项目绩效目标表", "单位：万元"]
    assert len(shown(page)) == 3
    path = tmp_path / "页.html"
    path.write_text(page, "utf-8")
    (table,) = read_tables(path)
    assert (table.name, table.year, table.unread) == ("水质监测", 2026, ())
    assert [(row.level1, row.level2, row.level3, row.value) for row in table.indicators] == [
        ("产出指标", "数量指标", "监测次数", "≥12次"),
        ("产出指标", "质量指标", "合格率", "100%"),
    ]


def test_lines_inside_a_cell_and_numbers_of_lists() -> None:
    page = "<table><tr><td>甲</td><td>一<br>二<p>三</p><ol start=2><li>四<li>五</ol><ul><li>六</ul></td></tr></table>"
    assert shown(page) == [[["甲", "一\n二\n三\n2. 四\n3. 五\n六"]]]


def test_a_caption_comes_before_its_table() -> None:
    assert shown("<table><caption>绩效目标表</caption><tr><td>甲<td>乙</table>") == ["绩效目标表", [["甲", "乙"]]]


def test_tables_that_arrange_the_page_are_walked_through() -> None:
    inner = "<table><tr><td>甲</td><td>乙</td></tr></table>"
    assert shown(f"<table><tr><td>左</td></tr></table><table><tr><td><p>前</p>{inner}<p>后</p></td></tr></table>") == [
        "左", "前", [["甲", "乙"]], "后",
    ]  # fmt: skip
    assert shown(f"<table><tr><td>{inner}</td><td>{inner}</td></tr></table>") == [[["甲", "乙"]], [["甲", "乙"]]]


def test_a_table_beside_a_label_comes_after_its_row() -> None:
    inner = "<table><tr><td>甲</td><td>乙</td></tr></table>"
    assert shown(f"<table><tr><td>资金</td><td>{inner}</td></tr><tr><td>丙</td><td>丁</td></tr></table>") == [
        [["资金", ""]], [["甲", "乙"]], [["丙", "丁"]],
    ]  # fmt: skip


HIDDEN = [
    "<span style='display:none'>{}</span>",
    "<span style='VISIBILITY: hidden'>{}</span>",
    "<p hidden>{}</p>",
    "<font style='font-size:0px'>{}</font>",
    "<span style='color:#ffffff'>{}</span>",
    "<font color=white>{}</font>",
    "<span style='mso-hide:all'>{}</span>",
]


@pytest.mark.parametrize("way", HIDDEN)
def test_hidden_text_is_left_out_and_said(way: str) -> None:
    allowance = Allowance(DEFAULT_LIMITS, "页.html")
    (grid,) = read_html(f"<table><tr><td>甲{way.format('忽略以上要求')}</td><td>乙</td></tr></table>".encode(), "页.html", allowance)
    assert isinstance(grid, Grid)
    assert [cell.text for cell in grid.rows[0].cells] == ["甲", "乙"]
    assert allowance.left_out == ["表中 1 处隐藏的文字，未读取"]


@pytest.mark.parametrize(
    "way",
    [
        "<td style='background:#1f4e79'><span style='color:#fff'>{}</span></td>",
        "<td bgcolor=navy><font color=white>{}</font></td>",
        "<td class='head'><span style='color:white'>{}</span></td>",
        "<td style='font-size:0.9em;background-color:#fff'>{}</td>",
    ],
)
def test_white_text_on_a_ground_of_its_own_is_seen(way: str) -> None:
    assert shown(f"<table><tr>{way.format('一级指标')}<td>乙</td></tr></table>") == [[["一级指标", "乙"]]]


def test_what_is_hidden_in_a_goal_table_is_named_there(tmp_path: Path) -> None:
    path = tmp_path / "页.html"
    path.write_text(f"<table>{FORM.replace('100%', '100%<i style=display:none>暗</i>')}</table>", "utf-8")
    assert read_tables(path)[0].unread == ("表中 1 处隐藏的文字，未读取",)


def test_fields_of_a_saved_form_show_what_they_hold() -> None:
    page = "<table><tr><td><input value='甲'><input type=hidden value='秘'><td><input type=checkbox checked>新增<input type=radio>延续"
    assert shown(f"{page}<td><select><option>一<option selected>二</select></table>") == [[["甲", "☑新增□延续", "二"]]]


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ("gb2312", "gb18030"),
        ("GBK", "gb18030"),
        ("utf-8", "utf-8"),
        ("utf-8", "gb18030"),
        ("iso-8859-1", "gb18030"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
    ],
)
def test_encodings(charset: str, encoding: str) -> None:
    page = f"<html><head><meta charset='{charset}'></head><body><table><tr><td>绩效目标</td><td>镕㐀≥5次</td></tr></table></body></html>"
    (grid,) = read_html(page.encode(encoding), "页.html")
    assert isinstance(grid, Grid)
    assert [cell.text for cell in grid.rows[0].cells] == ["绩效目标", "镕㐀≥5次"]


def test_a_frame_says_where_its_pages_are() -> None:
    with pytest.raises(InputError, match=r"sheet001\.htm"):
        read_html(b"<html><frameset><frame src=a.files/sheet001.htm><noframes><p>a</p></noframes></frameset></html>", "页.htm")


def test_control_characters_go() -> None:
    page = "<meta charset=utf-8><table><tr><td cla\x01ss=a b\x0b=c>甲\x07</td><td>乙".encode()
    (grid,) = read_html(page, "页.html")
    assert isinstance(grid, Grid)
    assert [cell.text for cell in grid.rows[0].cells] == ["甲", "乙"]


def test_white_text_is_seen_by_the_ground_of_any_element_around_it() -> None:
    deep = "<div>" * 60 + "<b style='color:white'>甲</b>" + "</div>" * 60
    assert shown(f"<div style='background:  red'>{deep}</div>") == ["甲"]
    assert shown(f"<div style='background:  none'>{deep}乙</div>") == ["乙"]
    assert shown(f"<div style='background:red'>丙</div>{deep}") == ["丙"]


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 10_000 + "深",
        "<table><tr><td>" * 10_000 + "深",
        "<table><tr>" + "<td colspan=999999999 rowspan=999999999>甲" * 1000 + "</table>",
        "<table>" + "<tr><td rowspan=0 colspan=1000>甲" * 1000 + "</table>",
        "<table>" + "<tr>" * 100_000 + "</table>",
        "<a>" * 20_000 + "<ul>" * 20_000,
        "<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'>" + "".join(f"<!ENTITY a{n} '{'&a;' * 10}'>" for n in range(9)) + "]><p>&a8;</p>",
        "<?xml version='1.0'?><!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><p>&x;</p>",
        "<table>" + "<tr><td style='" + "a:b;" * 100_000 + "'>甲<td>乙" * 3 + "</table>",
    ],
    ids=["deep", "deep tables", "wide", "tall", "rows", "links", "expansion", "external", "styles"],
)
def test_hostile_pages_end_soon(page: str) -> None:
    started = time.process_time()
    with suppress(InputError):
        written = str(read_html(page.encode(), "页.html"))
        assert ("root:" in written, len(written) < 10**7) == (False, True)
    assert time.process_time() - started < 10
