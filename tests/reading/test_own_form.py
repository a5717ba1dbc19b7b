"""Our own marking, legend and list are known again: whole, and only those."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
from openpyxl.styles import PatternFill

from assistant.goals.own_form import LEGEND, MARK_COLOUR, PENDING_LEAD, PENDING_TITLE
from assistant.reading import read_tables, read_text_tables
from assistant.reading.document import Line, Token
from assistant.reading.own_form import settle_own

FORM = "项目名称\t会议经费\n绩效目标\t开会。\n三级指标\t指标值\n会议期数\t≥2期\n\n"


def lines(*texts: str) -> list[Line]:
    return [Line((Token(0, text),), f"第{number}行", prose=True) for number, text in enumerate(texts, 1)]


def test_legend_and_list_go_and_what_follows_stays() -> None:
    read = settle_own(lines("前文", LEGEND, PENDING_TITLE, PENDING_LEAD, "1. 甲。", "2. 乙。", "4. 丁。", "后文"))
    assert [line.only for line in read] == ["前文", "4. 丁。", "后文"]


def test_a_list_that_is_not_ours_is_kept() -> None:
    (table,) = read_text_tables(f"{FORM}{PENDING_TITLE}\n1. 核对预算。\n", "表.txt")
    assert table.unread == (PENDING_TITLE, "1. 核对预算。")


def test_without_the_legend_a_colour_means_nothing() -> None:
    marked = replace(lines("甲")[0], marked=frozenset({0}))
    assert settle_own([marked])[0].marked == frozenset()
    assert settle_own([marked, *lines(LEGEND)])[0].marked == frozenset({0})


def sheet(tmp_path: Path, *below: str) -> Path:
    workbook = openpyxl.Workbook()
    page = workbook.worksheets[0]
    rows = [["项目名称", "会议经费"], ["绩效目标", "开会。"], ["三级指标", "指标值"], ["会议期数", "≥2期"], ["场次", "≥3场"]]
    for row in [*rows, *([text] for text in below)]:
        page.append(row)
    page["B4"].fill = PatternFill("solid", fgColor=MARK_COLOUR)
    file = BytesIO()
    workbook.save(file)
    path = tmp_path / "表.xlsx"
    path.write_bytes(file.getvalue())
    return path


def test_a_workbook_coloured_by_others_is_confirmed(tmp_path: Path) -> None:
    assert [row.status for row in read_tables(sheet(tmp_path))[0].indicators] == ["confirmed", "confirmed"]
    assert [row.status for row in read_tables(sheet(tmp_path, LEGEND))[0].indicators] == ["to_confirm", "confirmed"]


def test_removing_the_colour_confirms(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(0, 2)
    for texts in (("项目名称", "会议经费"), ("绩效目标", "开会。"), ("三级指标", "指标值"), ("会议期数", "≥2期")):
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    document.add_paragraph(LEGEND)
    document.save(str(tmp_path / "表.docx"))
    (read,) = read_tables(tmp_path / "表.docx")
    assert (read.indicators[0].status, read.unread) == ("confirmed", ())


def test_a_status_column_says_what_it_says() -> None:
    text = "项目名称\t会议经费\t\n三级指标\t指标值\t状态\n甲数\t≥1场\t待确认\n乙数\t≥2场\t已确认\n丙数\t≥3场\t进行中\n"
    (table,) = read_text_tables(text, "表.txt")
    assert [row.status for row in table.indicators] == ["to_confirm", "confirmed", "confirmed"]
    assert table.unread == ("丙数 状态：进行中",)
