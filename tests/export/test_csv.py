import csv
from io import StringIO

from assistant.export.csv import guard_notice, render_csv
from assistant.export.form import lay_out
from assistant.goals import GoalTable, Indicator
from tests.export.samples import FOUR_CLASS, THREE_CLASS


def rows_of(table: GoalTable, *notes: str) -> list[list[str]]:
    content = render_csv(lay_out(table, notes, status_column=True))
    assert content.startswith(b"\xef\xbb\xbf"), "Excel takes a file without byte order mark for GBK"
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def test_every_line_stands_for_itself() -> None:
    rows = rows_of(FOUR_CLASS, "请核对周期。")
    assert [row[:2] for row in rows[:2]] == [["购买社工岗位服务经费绩效目标表", ""], ["单位：元", ""]]
    assert {len(row) for row in rows} == {6}
    assert ["产出指标", "数量指标", "社区活动数（场次）", "450场", "50场", ""] in rows
    assert ["满意度指标", "服务对象满意度指标", "用人单位满意度", "≥85%", "≥85%", "待确认"] in rows
    assert rows[-1][2] == "用人单位满意度", "nothing below the indicators"


def test_values_are_guarded() -> None:
    assert ["产出指标", "质量指标", "纠纷调解办结率", "", "'=100%", "行业标准", ""] in rows_of(THREE_CLASS)


def test_the_person_is_told_what_was_guarded() -> None:
    form = lay_out(THREE_CLASS, status_column=True)
    assert guard_notice(form) == "CSV 中有 1 个单元格以 = + - @ 开头，已加撇号，读回时自动去掉。"
    assert guard_notice(lay_out(FOUR_CLASS, status_column=True)) is None


def test_commas_quotes_and_line_ends_stay_inside_their_cell() -> None:
    text = '含,逗号、"引号"\n和换行'
    table = GoalTable(name="培训经费", indicators=(Indicator(level3="甲", value=text),))
    assert rows_of(table)[-1][:4] == ["", "", "甲", text]
