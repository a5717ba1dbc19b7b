import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.export.csv import guard_formula, render_csv, unguard_formula
from assistant.export.form import lay_out
from assistant.goals import GoalTable, Indicator
from tests.export.samples import FOUR_CLASS, THREE_CLASS


def rows_of(table: GoalTable, *notes: str) -> list[list[str]]:
    content = render_csv(lay_out(table, notes, status_column=True))
    assert content.startswith(b"\xef\xbb\xbf"), "Excel takes a file without byte order mark for GBK"
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("text", ["=1+1", "+5%", "-3%", "@我", "\t甲", "\r甲", "＝1", "＋5", "－3", "＠我", " =1", "'=1", "''=1"])
def test_what_a_spreadsheet_would_calculate_gets_an_apostrophe(text: str) -> None:
    assert guard_formula(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "甲", "≥95%", "1=1", "'甲", "甲-乙", "2021-2025年"])
def test_everything_else_stays_as_it_is(text: str) -> None:
    assert guard_formula(text) == text


@given(st.one_of(st.text(), st.text(alphabet="'=+-@＝ \t甲", max_size=6)))
def test_the_rule_has_an_exact_inverse(text: str) -> None:
    assert unguard_formula(guard_formula(text)) == text


def test_every_line_stands_for_itself() -> None:
    rows = rows_of(FOUR_CLASS, "请核对周期。")
    assert [row[:2] for row in rows[:2]] == [["购买社工岗位服务经费绩效目标表", ""], ["单位：元", ""]]
    assert {len(row) for row in rows} == {6}
    assert ["产出指标", "数量指标", "社区活动数（场次）", "450场", "50场", ""] in rows
    assert ["满意度指标", "服务对象满意度指标", "用人单位满意度", "≥85%", "≥85%", "待确认"] in rows
    assert rows[-1][2] == "用人单位满意度", "nothing below the indicators"


def test_values_are_guarded() -> None:
    assert ["产出指标", "质量指标", "纠纷调解办结率", "", "'=100%", "行业标准", ""] in rows_of(THREE_CLASS)


def test_commas_quotes_and_line_ends_stay_inside_their_cell() -> None:
    text = '含,逗号、"引号"\n和换行'
    table = GoalTable(name="培训经费", indicators=(Indicator(level3="甲", value=text),))
    assert rows_of(table)[-1][:4] == ["", "", "甲", text]
